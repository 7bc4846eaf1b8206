/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-content-tag.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (OUTLAY_CONTENT_TAG_LENGTH == 2 * crypto_shorthash_siphashx24_BYTES);

void
outlay_content_tag_make (const char *text, gsize length, char *tag)
{
  static const guint8 key[crypto_shorthash_siphashx24_KEYBYTES] = { 0 };
  guint8 hash[crypto_shorthash_siphashx24_BYTES];
  char hex[OUTLAY_CONTENT_TAG_LENGTH + 1];

  crypto_shorthash_siphashx24 (hash, (const guint8 *) text, length, key);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  memcpy (tag, hex, OUTLAY_CONTENT_TAG_LENGTH);
}

void
outlay_content_tag_quote (const char *text, gsize length, char etag[OUTLAY_CONTENT_TAG_LENGTH + 3])
{
  etag[0] = etag[OUTLAY_CONTENT_TAG_LENGTH + 1] = '"';
  etag[OUTLAY_CONTENT_TAG_LENGTH + 2] = '\0';
  outlay_content_tag_make (text, length, etag + 1);
}
