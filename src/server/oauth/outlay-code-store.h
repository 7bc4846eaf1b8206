/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/auth/outlay-refresh-token.h"

G_BEGIN_DECLS

#define OUTLAY_CODE_LIFETIME ((gint64) 60 * G_USEC_PER_SEC)

/**
 * OutlayCodeGrant:
 * @challenge: S256 (RFC 7636, 4.2)
 *
 * What an authorization code stands for.
 */
typedef struct
{
  const char *company;
  const char *person;
  const char *client;
  const char *redirect_uri;
  const char *challenge;
} OutlayCodeGrant;

/* Whether @text is the base64url of a SHA-256: a challenge of the method S256. */
gboolean outlay_code_challenge_is_valid (const char *text);

/* Makes a code, good once and for a minute. @code: (out caller-allocates) */
gboolean outlay_code_store_add (OutlayConnection       *db,
                                const OutlayCodeGrant  *grant,
                                gint64                  now,
                                OutlayRefreshToken     *code,
                                GError                **error);

typedef enum
{
  OUTLAY_CODE_SPENT,   /* there is a session now */
  OUTLAY_CODE_REFUSED, /* unknown, expired, or not of this client, address or verifier */
  OUTLAY_CODE_REUSED,  /* somebody had it already: the session it gave has been ended */
} OutlayCodeOutcome;

/**
 * outlay_code_store_spend:
 * @client, @redirect_uri, @verifier: as the one who presents it says
 * @remote: the peer's address, for the audit
 * @token: (out caller-allocates): the first refresh token of the session, when it is spent
 * @person: (out) (transfer full): whose session it is, when it is spent
 *
 * Exchanges a code for a session (RFC 6749, 4.1.3), in a write that holds the code's company. A second use is a copy in foreign hands: it
 * ends what the first one got (RFC 9700, 4.5).
 */
gboolean outlay_code_store_spend (OutlayConnection          *db,
                                  const OutlayRefreshToken  *code,
                                  const char                *client,
                                  const char                *redirect_uri,
                                  const char                *verifier,
                                  const char                *remote,
                                  gint64                     now,
                                  OutlayRefreshToken        *token,
                                  char                     **person,
                                  OutlayCodeOutcome         *outcome,
                                  GError                   **error);

/* Forgets codes that expired a day ago. */
gboolean outlay_code_store_purge (OutlayConnection *db, gint64 now, GError **error);

G_END_DECLS
