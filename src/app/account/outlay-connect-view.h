/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-account.h"
#include "client/session/outlay-session.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CONNECT_VIEW (outlay_connect_view_get_type ())
G_DECLARE_FINAL_TYPE (OutlayConnectView, outlay_connect_view, OUTLAY, CONNECT_VIEW, AdwBin)

/**
 * OutlayConnectView:
 *
 * The way into an account, page by page: welcome, address, sign in or sign up. It begins where it
 * is told to. Signals: "signed-in" (#OutlaySession), "device-wanted", "account-chosen"
 * (#OutlayAccount).
 */
GtkWidget *outlay_connect_view_new (void);

/* Begins with the welcome. @accounts: (nullable): those that are here already */
void outlay_connect_view_begin_with_welcome (OutlayConnectView *self, GListModel *accounts);
/* Begins with the company's address. */
void outlay_connect_view_begin_with_address (OutlayConnectView *self);
/* Begins with signing in again. @email: (nullable) */
void outlay_connect_view_begin_with_session (OutlayConnectView *self,
                                             OutlaySession *session,
                                             const char *email);

G_END_DECLS
