/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-transport.h"

G_BEGIN_DECLS

/* The name this program has at every Outlay server; it is no secret (RFC 8252, 8.5). */
#define OUTLAY_OAUTH_CLIENT "outlay-desktop"

/**
 * OutlayOauthServer:
 * @issuer: the server's address, which names it in every answer
 *
 * Where a server lets people sign in with their browser, as its metadata says (RFC 8414).
 */
typedef struct
{
  char *issuer;
  char *authorization_endpoint;
  char *token_path; /* below the issuer */
} OutlayOauthServer;

#define OUTLAY_TYPE_OAUTH_SERVER (outlay_oauth_server_get_type ())
GType              outlay_oauth_server_get_type (void);
OutlayOauthServer *outlay_oauth_server_copy     (const OutlayOauthServer *self);
void               outlay_oauth_server_free     (OutlayOauthServer       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayOauthServer, outlay_oauth_server_free)

/**
 * outlay_oauth_server_read:
 * @address: the server's, as it was asked
 *
 * Takes metadata only where it is of the very server that was asked (RFC 8414, 3.3), all its places are
 * there too, and it has the authorization code with PKCE by SHA-256.
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
OutlayOauthServer *outlay_oauth_server_read     (JsonNode                *json,
                                                 const char              *address,
                                                 GError                 **error);

/* Future of a boxed #OutlayOauthServer; rejects with GONE where the server offers none. */
DexFuture         *outlay_oauth_server_discover (OutlayTransport         *transport,
                                                 const char              *address);

G_END_DECLS
