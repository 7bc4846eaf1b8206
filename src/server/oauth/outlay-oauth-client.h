/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The desktop application, known to every server. */
#define OUTLAY_OAUTH_DESKTOP "outlay-desktop"

/**
 * OutlayOAuthClient:
 * @id: letters, digits, hyphens and dots
 * @name: as the sign-in page says it
 * @redirect_uris: where people may be sent back to
 * @keeps_refresh_in_cookie: a program in a browser, whose refresh token is a cookie that it cannot
 *   read
 *
 * A program that may ask people to sign in. All are public (RFC 6749, 2.1): none has a secret, and
 * each proves with PKCE that it is the one who asked.
 */
typedef struct
{
  char     *id;
  char     *name;
  GStrv     redirect_uris;
  gboolean  keeps_refresh_in_cookie;
} OutlayOAuthClient;

/**
 * outlay_oauth_client_allows_redirect:
 *
 * Whether @uri is one of the client's, letter by letter; the port of a loopback address may be any
 * (RFC 8252, 7.3).
 */
gboolean outlay_oauth_client_allows_redirect (const OutlayOAuthClient *self, const char *uri);

/* Whether the pages of the client come from @origin: that of a redirect URI. */
gboolean outlay_oauth_client_has_origin (const OutlayOAuthClient *self, const char *origin);

/**
 * OutlayOAuthClients:
 *
 * The programs that this server knows: the desktop application, and what the administrator of the
 * machine lists in a file. Immutable, any thread.
 */
typedef struct _OutlayOAuthClients OutlayOAuthClients;

/**
 * outlay_oauth_clients_new:
 * @file: (nullable): `{"clients": [{"id", "name", "redirect_uris": […], "refresh_cookie"}, …]}`
 *
 * Refuses a file with an unknown member, a doubled id, or a redirect URI that is neither https, nor
 * http to a loopback address, nor of a scheme in reverse-domain form (RFC 8252, 7.1).
 */
OutlayOAuthClients *outlay_oauth_clients_new  (const char *file, GError **error);
void                outlay_oauth_clients_free (OutlayOAuthClients *self);

/* (nullable) (transfer none) */
const OutlayOAuthClient *outlay_oauth_clients_find (OutlayOAuthClients *self, const char *id);

/* Whether a browser client that keeps its refresh token in a cookie comes from @origin. */
gboolean outlay_oauth_clients_trust_origin (OutlayOAuthClients *self, const char *origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayOAuthClients, outlay_oauth_clients_free)

G_END_DECLS
