/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/account/outlay-asking-page.h"
#include "client/session/outlay-session.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BROWSER_PAGE (outlay_browser_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBrowserPage, outlay_browser_page, OUTLAY, BROWSER_PAGE, OutlayAskingPage)

/**
 * OutlayBrowserPage:
 *
 * Signs in with the system's browser, where the server offers that. It asks the server first, if nobody
 * has yet. Leaving the page ends the wait for the browser. Property: "server". Signals: "signed-in";
 * "form-wanted" when the server offers no such way, or the person would rather type the password here;
 * "sign-up-wanted".
 */

/* @email: (nullable): of who signs in again */
AdwNavigationPage *outlay_browser_page_new (OutlaySession *session, const char *email);

G_END_DECLS
