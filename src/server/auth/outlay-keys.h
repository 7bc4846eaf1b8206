/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OutlayKeys:
 * @token: the ES256 key that signs access tokens, a private JWK (RFC 7517)
 * @pepper: 32 bytes mixed into every password
 * @refresh: 32 bytes that successors of refresh tokens are derived with
 *
 * The server's secrets, in files that only it may read. Who loses them loses every session and,
 * with the pepper, every password: they belong into the backup.
 */
typedef struct
{
  char   *token;
  GBytes *pepper;
  GBytes *refresh;
} OutlayKeys;

/**
 * outlay_keys_load:
 * @folder: made, as are the keys, when they are missing
 *
 * Several processes may call it at once; they all get the same keys.
 */
OutlayKeys *outlay_keys_load (const char *folder, GError **error);
void        outlay_keys_free (OutlayKeys *self);

/* HMAC-SHA-256 over several pieces, each preceded by its length; 32 bytes. */
void outlay_hmac (GBytes *key, guint8 *digest, gsize n_pieces, ...);

/* Base64url without padding (RFC 4648, 5). */
char   *outlay_base64url_encode (const guint8 *data, gsize size);
/* (nullable): %NULL when @text is not the one spelling of some bytes */
guint8 *outlay_base64url_decode (const char *text, gsize *size);

/* @size bytes from the kernel's generator. */
void outlay_random_bytes (guint8 *data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayKeys, outlay_keys_free)

G_END_DECLS
