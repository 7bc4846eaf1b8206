/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_TOKEN_LIFETIME 900 /* seconds */

/**
 * OutlayTokens:
 *
 * Signs and verifies access tokens: JWT (RFC 7519) of type "at+jwt" (RFC 9068), signed with ES256
 * and nothing else. Immutable, any thread.
 */
typedef struct _OutlayTokens OutlayTokens;

typedef struct
{
  char   company[40];
  char   person[40];
  char   session[40];
  gint64 expires_at; /* Unix time in seconds */
} OutlayTokenClaims;

/**
 * outlay_tokens_new:
 * @jwk: the private key, as JSON text
 * @issuer: pinned as `iss`
 */
OutlayTokens *outlay_tokens_new  (const char *jwk, const char *issuer, GError **error);
void          outlay_tokens_free (OutlayTokens *self);

/* For the desktop application. @now in seconds. */
char *outlay_tokens_sign (OutlayTokens *self,
                          const char   *company,
                          const char   *person,
                          const char   *session,
                          gint64        now);

/* The same for a program that signs people in. @client: its id */
char *outlay_tokens_sign_for_client (OutlayTokens *self,
                                     const char   *company,
                                     const char   *person,
                                     const char   *session,
                                     const char   *client,
                                     gint64        now);

/* Whether @token was signed here, is of the right type, issuer and audience, and has
 * not expired. */
gboolean outlay_tokens_verify (OutlayTokens      *self,
                               const char        *token,
                               gint64             now,
                               OutlayTokenClaims *claims);

/* (transfer full): the public keys as a JWK set, for free() to end */
char *outlay_tokens_write_jwks (OutlayTokens *self, gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayTokens, outlay_tokens_free)

G_END_DECLS
