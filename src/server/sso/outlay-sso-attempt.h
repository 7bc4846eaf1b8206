/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-request.h"
#include "server/sso/outlay-sso.h"

G_BEGIN_DECLS

/* How long somebody may take at the identity provider. */
#define OUTLAY_SSO_ATTEMPT_LIFETIME ((gint64) 30 * 60 * G_USEC_PER_SEC)

/**
 * OutlaySsoAttempt:
 * @id: what the database knows it by
 *
 * One way to the identity provider and back. Its state is random; nonce, PKCE verifier and id are
 * derived from it, from the mark of the browser and with a key of the server: in another browser the
 * same state finds nothing (RFC 9700, 4.7), and the database holds no secret. It is good once.
 */
typedef struct
{
  OutlaySsoSecrets secrets;
  char            *id;
} OutlaySsoAttempt;

void outlay_sso_attempt_clear (OutlaySsoAttempt *self);

/**
 * outlay_sso_attempt_init:
 * @state: (nullable): that came back; %NULL for a new one
 *
 * Returns: whether the browser that sends @request has a mark
 */
gboolean outlay_sso_attempt_init (OutlaySsoAttempt    *self,
                                  const OutlayRequest *request,
                                  const char          *state);

/* @pending: of outlay_authorization_seal() */
gboolean outlay_sso_attempt_store (const OutlaySsoAttempt  *self,
                                   OutlayConnection        *db,
                                   const char              *company,
                                   const char              *pending,
                                   gint64                   now,
                                   GError                 **error);

/* Takes it out of the database. @pending: (out) (transfer full): %NULL where there is no such attempt
 * (any more). Returns: %FALSE with an error */
gboolean outlay_sso_attempt_take (const OutlaySsoAttempt  *self,
                                  OutlayConnection        *db,
                                  const char              *company,
                                  gint64                   now,
                                  char                   **pending,
                                  GError                 **error);

/* Forgets those that nobody came back from. */
gboolean outlay_sso_attempt_purge (OutlayConnection *db, gint64 now, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlaySsoAttempt, outlay_sso_attempt_clear)

G_END_DECLS
