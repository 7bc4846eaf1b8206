/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-digest.h"

#include <string.h>

/**
 * outlay_digest_of_bytes:
 * @bytes: what to hash
 *
 * Returns: (transfer full): the SHA-256 (FIPS 180-4) of @bytes in lower-case hex
 */
char *
outlay_digest_of_bytes (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/**
 * outlay_digest_is_valid:
 * @text: (nullable): any text
 *
 * Returns: whether @text is 64 lower-case hex digits
 */
gboolean
outlay_digest_is_valid (const char *text)
{
  if (text == NULL)
    return FALSE;

  return strspn (text, "0123456789abcdef") == OUTLAY_DIGEST_LENGTH &&
         text[OUTLAY_DIGEST_LENGTH] == '\0';
}

char *
outlay_digest_of_proofs (const char *const *proofs)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  if (proofs == NULL || proofs[0] == NULL)
    return g_strdup ("");

  for (; *proofs != NULL; proofs++)
    {
      g_checksum_update (checksum, (const guchar *) *proofs, (gssize) strlen (*proofs));
      g_checksum_update (checksum, (const guchar *) "\n", 1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}
