/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-refresh-token.h"

#include <string.h>

#include "core/outlay-uuid.h"
#include "server/auth/outlay-keys.h"

/* On the wire: base64url of company and session (16 bytes each), generation (4, big
 * endian), secret. */
#define N_BYTES (16 + 16 + 4 + 32)

void
outlay_refresh_token_init (OutlayRefreshToken *self, const char *company, const char *session)
{
  g_strlcpy (self->company, company, sizeof self->company);
  g_strlcpy (self->session, session, sizeof self->session);
  self->generation = 0;
  outlay_random_bytes (self->secret, sizeof self->secret);
}

void
outlay_refresh_token_derive (OutlayRefreshToken *self,
                             const OutlayRefreshToken *previous,
                             GBytes *key)
{
  guint32 generation = GUINT32_TO_BE (previous->generation);

  *self = *previous;
  self->generation++;
  outlay_hmac (key, self->secret, 4, previous->company, strlen (previous->company),
               previous->session, strlen (previous->session), &generation, sizeof generation,
               previous->secret, sizeof previous->secret);
}

char *
outlay_refresh_token_write (const OutlayRefreshToken *self)
{
  guint8 bytes[N_BYTES];
  guint32 generation = GUINT32_TO_BE (self->generation);

  outlay_uuid_to_bytes (self->company, bytes);
  outlay_uuid_to_bytes (self->session, bytes + 16);
  memcpy (bytes + 32, &generation, sizeof generation);
  memcpy (bytes + 36, self->secret, sizeof self->secret);

  return outlay_base64url_encode (bytes, sizeof bytes);
}

gboolean
outlay_refresh_token_read (OutlayRefreshToken *self, const char *text)
{
  gsize size = 0;
  g_autofree guint8 *bytes = NULL;

  if (strlen (text) > 2 * N_BYTES)
    return FALSE;

  bytes = outlay_base64url_decode (text, &size);
  if (bytes == NULL || size != N_BYTES)
    return FALSE;

  outlay_uuid_from_bytes (bytes, self->company);
  outlay_uuid_from_bytes (bytes + 16, self->session);
  memcpy (&self->generation, bytes + 32, sizeof self->generation);
  self->generation = GUINT32_FROM_BE (self->generation);
  memcpy (self->secret, bytes + 36, sizeof self->secret);

  return TRUE;
}

char *
outlay_refresh_token_hash (const OutlayRefreshToken *self)
{
  g_autofree char *text = outlay_refresh_token_write (self);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}
