/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/sso/outlay-sso-keys.h"

G_BEGIN_DECLS

/**
 * OutlaySsoMetadata:
 * @userinfo_endpoint: (nullable)
 * @algorithms: of ID tokens: what it says that we know as well, and never none
 * @takes_basic: whether it knows clients by HTTP's Basic, and not only by their form
 * @promises_issuer: whether each of its answers names it (RFC 9207)
 *
 * What the identity provider says of itself (OpenID Connect Discovery 1.0, 3).
 */
typedef struct
{
  char               *authorization_endpoint;
  char               *token_endpoint;
  char               *userinfo_endpoint;
  char               *jwks_uri;
  OutlaySsoAlgorithms algorithms;
  gboolean            takes_basic;
  gboolean            promises_issuer;
} OutlaySsoMetadata;

/**
 * outlay_sso_metadata_parse:
 * @issuer: who it must be of, letter by letter
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_SSO_ERROR_AWAY where it is of somebody
 *   else, lacks what signing in needs, or leads to a place without TLS
 */
OutlaySsoMetadata *outlay_sso_metadata_parse (const char  *text,
                                              gsize        length,
                                              const char  *issuer,
                                              GError     **error);
OutlaySsoMetadata *outlay_sso_metadata_copy  (const OutlaySsoMetadata *self);
void               outlay_sso_metadata_free  (OutlaySsoMetadata *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySsoMetadata, outlay_sso_metadata_free)

G_END_DECLS
