/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/session/outlay-oauth-server.h"
#include "client/session/outlay-session.h"
#include "client/session/outlay-tokens.h"
#include "client/transport/outlay-transport.h"

G_BEGIN_DECLS

/* For the session's own files alone. */
struct _OutlaySession
{
  GObject parent_instance;

  OutlayTransport *transport;
  OutlayAccount *account; /* (nullable) */
  char *server;
  OutlaySessionState state;

  OutlayOauthServer *oauth_server; /* (nullable): where the browser may sign in */

  OutlayPerson *person;           /* (nullable): since this session signed in */
  OutlayAccountIdentity identity; /* borrows from person and server */
  char *access_token;             /* (nullable) */
  gint64 good_until;
  char *refresh_token;    /* (nullable) */
  DexPromise *refreshing; /* (nullable): the one refresh that is under way */
  guint epoch;            /* counts sign-ins and sign-outs: what began before is void */
};

OutlayTransport *outlay_session_get_transport (OutlaySession *self); /* (transfer none) */

void outlay_session_set_state (OutlaySession *self, OutlaySessionState state);

/* (nullable): the id of who signed in, or of whose account it is */
const char *outlay_session_get_user (OutlaySession *self);

void outlay_session_forget_tokens (OutlaySession *self);

/*
 * Takes new tokens over; called from a fiber. The keyring has the refresh token before anybody
 * gets the access token, so that a crash later on loses neither. @epoch: as it was when they
 * were asked for
 */
gboolean outlay_session_keep_tokens (OutlaySession *self,
                                     OutlayTokens *tokens,
                                     guint epoch,
                                     GError **error);

G_END_DECLS
