/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/account/outlay-account.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SESSION (outlay_session_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySession, outlay_session, OUTLAY, SESSION, GObject)

/**
 * OutlaySession:
 *
 * Who is signed in at a server. The refresh token is in the keyring and nowhere else, the access
 * token in memory. There is one refresher at a time for an account, across windows and processes. A
 * locked or absent keyring keeps the person signed in for this session and says so; only the
 * server's word or the person signs out. Property: "state" (#OutlaySessionState), notified.
 */
typedef enum
{
  OUTLAY_SESSION_UNKNOWN,     /* the keyring has not been asked yet */
  OUTLAY_SESSION_SIGNED_IN,
  OUTLAY_SESSION_FORGETFUL,   /* signed in, but the keyring cannot keep it: ask again next time */
  OUTLAY_SESSION_SIGNED_OUT,  /* the person has to sign in again; nothing local is touched */
} OutlaySessionState;

#define OUTLAY_TYPE_SESSION_STATE (outlay_session_state_get_type ())
GType outlay_session_state_get_type (void);

/**
 * outlay_session_new:
 * @server: what the person typed: "expenses.example.com", "https://…"; https is assumed but for
 *   loopback addresses
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_BAD_ADDRESS
 */
OutlaySession *outlay_session_new             (const char *server, GError **error);
OutlaySession *outlay_session_new_for_account (OutlayAccount *account);

/* Base URL without trailing slash. */
const char        *outlay_session_get_server (OutlaySession *self);
OutlaySessionState outlay_session_get_state  (OutlaySession *self);

/* Whether an Outlay server answers there, and which ways in it offers. Future of a boolean;
 * rejects with OFFLINE, NO_SERVER, UNTRUSTED. */
DexFuture *outlay_session_probe   (OutlaySession *self);
/* Future of an #OutlayAccountIdentity as a boxed-less pointer: read it with
 * outlay_session_get_identity() after. */
DexFuture *outlay_session_sign_in (OutlaySession *self, const char *email, const char *password);
DexFuture *outlay_session_sign_up (OutlaySession *self,
                                   const char    *company,
                                   const char    *name,
                                   const char    *email,
                                   const char    *password);

/**
 * outlay_session_join:
 * @invitation: its code, or the whole link it came in
 *
 * As outlay_session_sign_up(), into the company of who has invited. Rejects with FORBIDDEN for an
 * invitation that is not valid, or is meant for another address.
 */
DexFuture *outlay_session_join    (OutlaySession *self,
                                   const char    *invitation,
                                   const char    *name,
                                   const char    *email,
                                   const char    *password);

/**
 * OutlayLaunchFunc:
 *
 * Opens the system's browser at @uri. Returns: (transfer full): future of a boolean; rejects when no
 * browser can be opened
 */
typedef DexFuture *(*OutlayLaunchFunc) (const char *uri, gpointer data);

/**
 * outlay_session_find_browser_way:
 *
 * Asks the server whether people may sign in there with their browser. Future of a boolean; a
 * server that cannot say is %FALSE.
 */
DexFuture *outlay_session_find_browser_way   (OutlaySession *self);
/* What it said; %FALSE before it was asked. */
gboolean   outlay_session_offers_browser     (OutlaySession *self);

/**
 * outlay_session_sign_in_by_browser:
 * @hint: (nullable): the e-mail address to begin with
 * @cancellable: (nullable): ends the wait for the person
 *
 * As outlay_session_sign_in(), where the server offers the way through the browser: the password is
 * typed there. Rejects with SIGN_IN when the person or the server said no.
 */
DexFuture *outlay_session_sign_in_by_browser (OutlaySession    *self,
                                              const char       *hint,
                                              OutlayLaunchFunc  launch,
                                              gpointer          data,
                                              GCancellable     *cancellable);

/* Ends it at the server when it can be reached, and forgets the token in any case.
 * Future of a boolean. */
DexFuture *outlay_session_sign_out (OutlaySession *self);

/* (nullable): known after signing in */
const OutlayAccountIdentity *outlay_session_get_identity (OutlaySession *self);

/* A token that is good for some seconds at least; refreshes when needed. Future of a string.
 * Rejects with SIGN_IN, OFFLINE or KEYRING. */
DexFuture *outlay_session_get_token  (OutlaySession *self);
/* The server refused this token: the next get_token() makes a new one. */
void       outlay_session_drop_token (OutlaySession *self, const char *token);

G_END_DECLS
