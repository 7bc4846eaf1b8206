/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/account/outlay-asking-page.h"
#include "client/session/outlay-session.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SIGN_IN_PAGE (outlay_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySignInPage, outlay_sign_in_page, OUTLAY, SIGN_IN_PAGE, OutlayAskingPage)

/**
 * OutlaySignInPage:
 *
 * Signs in, or makes a new company or account where its server allows it: the same page with more
 * fields. What was typed stays whatever the server says. Signals: "signed-in", "sign-up-wanted".
 */

/**
 * outlay_sign_in_page_new:
 * @session: (transfer none)
 * @email: (nullable): to begin with
 * @is_sign_up: whether an account is made
 */
AdwNavigationPage *
outlay_sign_in_page_new (OutlaySession *session, const char *email, gboolean is_sign_up);

G_END_DECLS
