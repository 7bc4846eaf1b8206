/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that people upload: what is told of them is within bounds, and a picture without its
 * metadata is still that picture and has none left. */

#include "fuzz.h"

#include <string.h>

#include "core/proof/outlay-proof-format.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autoptr (GBytes) file = g_bytes_new_static (bytes, size);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  OutlayProofFormat before, after;

  if (!outlay_proof_format_read (bytes, size, &before, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_cmpuint (before.orientation, >=, 1);
  g_assert_cmpuint (before.orientation, <=, 8);
  g_assert_cmpuint ((guint64) before.width * before.height, <=, OUTLAY_PROOF_MAX_PIXELS);

  clean = outlay_proof_without_metadata (file, NULL);
  if (clean == NULL)
    return 0;

  g_assert_true (outlay_proof_format_read (g_bytes_get_data (clean, NULL), g_bytes_get_size (clean),
                                           &after, NULL));
  g_assert_cmpint (after.type, ==, before.type);
  g_assert_cmpuint (after.width, ==, before.width);
  g_assert_cmpuint (after.height, ==, before.height);
  g_assert_cmpuint (after.orientation, ==, before.orientation);

  again = outlay_proof_without_metadata (clean, NULL);
  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (again, clean));
  return 0;
}
