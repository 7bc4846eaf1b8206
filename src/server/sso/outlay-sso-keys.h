/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/sso/outlay-sso-error.h"

G_BEGIN_DECLS

/* What an ID token may be signed with: nothing that a public key could be mistaken for a secret of. */
typedef enum
{
  OUTLAY_SSO_RS256 = 1 << 0,
  OUTLAY_SSO_PS256 = 1 << 1,
  OUTLAY_SSO_ES256 = 1 << 2,
} OutlaySsoAlgorithms;

/* 0 for one that is not ours */
OutlaySsoAlgorithms outlay_sso_algorithm_from_string (const char *text);

/**
 * OutlaySsoKeys:
 *
 * The public keys of the identity provider (RFC 7517, 5). Immutable, any thread.
 */
typedef struct _OutlaySsoKeys OutlaySsoKeys;

/**
 * outlay_sso_keys_parse:
 *
 * Keys of kinds that are not known are left out.
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_SSO_ERROR_AWAY where it is no JWK set
 */
OutlaySsoKeys *outlay_sso_keys_parse (const char *text, gsize length, GError **error);
void           outlay_sso_keys_free  (OutlaySsoKeys *self);

/**
 * outlay_sso_keys_verify:
 * @kid: (nullable): the key that the token names
 * @parts: (array fixed-size=3): of the token, as they were sent
 *
 * Returns: whether one of the keys has signed it; else %OUTLAY_SSO_ERROR_KEY where the key is not
 *   among them, and %OUTLAY_SSO_ERROR_BAD where the signature is wrong
 */
gboolean outlay_sso_keys_verify (OutlaySsoKeys        *self,
                                 OutlaySsoAlgorithms   algorithm,
                                 const char           *kid,
                                 char *const          *parts,
                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySsoKeys, outlay_sso_keys_free)

G_END_DECLS
