/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/people/outlay-invitation-code.h"

#include <string.h>

#include "core/outlay-uuid.h"
#include "server/auth/outlay-keys.h"

#define N_BYTES (OUTLAY_UUID_BYTES + OUTLAY_INVITATION_SECRET)

void
outlay_invitation_code_init (OutlayInvitationCode *self, const char *company)
{
  g_strlcpy (self->company, company, sizeof self->company);
  outlay_random_bytes (self->secret, sizeof self->secret);
}

char *
outlay_invitation_code_write (const OutlayInvitationCode *self)
{
  guint8 bytes[N_BYTES];

  outlay_uuid_to_bytes (self->company, bytes);
  memcpy (bytes + OUTLAY_UUID_BYTES, self->secret, sizeof self->secret);

  return outlay_base64url_encode (bytes, sizeof bytes);
}

gboolean
outlay_invitation_code_read (OutlayInvitationCode *self, const char *text)
{
  gsize size = 0;
  g_autofree guint8 *bytes = NULL;

  if (strlen (text) > 2 * N_BYTES)
    return FALSE;

  bytes = outlay_base64url_decode (text, &size);
  if (bytes == NULL || size != N_BYTES)
    return FALSE;

  outlay_uuid_from_bytes (bytes, self->company);
  memcpy (self->secret, bytes + OUTLAY_UUID_BYTES, sizeof self->secret);

  return TRUE;
}

char *
outlay_invitation_code_hash (const OutlayInvitationCode *self)
{
  g_autofree char *text = outlay_invitation_code_write (self);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}
