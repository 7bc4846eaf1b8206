/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/sso/outlay-sso-keys.h"

G_BEGIN_DECLS

/* How far clocks may be apart, in seconds. */
#define OUTLAY_ID_TOKEN_LEEWAY 60

/**
 * OutlayIdTokenWish:
 * @access_token: (nullable): that came with it
 * @now: Unix time in seconds
 *
 * What an ID token must be of, for, and an answer to.
 */
typedef struct
{
  const char         *issuer;
  const char         *client;
  const char         *nonce;
  const char         *access_token;
  OutlaySsoAlgorithms algorithms;
  gint64              now;
} OutlayIdTokenWish;

/**
 * OutlayIdClaims:
 * @subject: who it is, for ever, at this issuer
 * @email: (nullable)
 * @is_email_verified: whether the provider says that the address is theirs: true, and not "true"
 * @name: (nullable)
 *
 * What the identity provider says of somebody. A value; outlay_id_claims_clear() ends it.
 */
typedef struct
{
  char    *subject;
  char    *email;
  gboolean is_email_verified;
  char    *name;
} OutlayIdClaims;

void outlay_id_claims_clear (OutlayIdClaims *self);

/**
 * outlay_id_token_verify:
 * @claims: (out caller-allocates): empty before, and to be cleared whatever comes of it
 *
 * Validates an ID token as OpenID Connect Core 1.0, 3.1.3.7 asks. More audiences than this client
 * are refused, as none of them is trusted.
 *
 * Returns: %FALSE with %OUTLAY_SSO_ERROR_KEY or %OUTLAY_SSO_ERROR_BAD
 */
gboolean outlay_id_token_verify (const char               *token,
                                 OutlaySsoKeys            *keys,
                                 const OutlayIdTokenWish  *wish,
                                 OutlayIdClaims           *claims,
                                 GError                  **error);

/**
 * outlay_id_claims_add:
 * @text: an answer of the provider's UserInfo endpoint (OpenID Connect Core 1.0, 5.3.2)
 *
 * Adds what an ID token did not say. It must be of the same person.
 */
gboolean outlay_id_claims_add (OutlayIdClaims  *self,
                               const char      *text,
                               gsize            length,
                               GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayIdClaims, outlay_id_claims_clear)

G_END_DECLS
