/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times, days, ids and digests as they come over the wire. */

#include "fuzz.h"

#include <string.h>

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "core/proof/outlay-digest.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);
  gint64 usec, again;

  if (outlay_time_parse (text, &usec))
    {
      g_autofree char *written = outlay_time_format (usec);

      g_assert_true (outlay_time_parse (written, &again));
      g_assert_cmpint (usec / 1000, ==, again / 1000);
    }

  if (outlay_day_is_valid (text))
    {
      g_autofree char *next = outlay_day_add (text, 1);
      g_autofree char *back = next != NULL ? outlay_day_add (next, -1) : NULL;

      g_assert_true (next == NULL || g_str_equal (back, text));
    }

  if (outlay_uuid_is_valid (text))
    g_assert_cmpuint (strlen (text), ==, OUTLAY_UUID_LENGTH);
  if (outlay_digest_is_valid (text))
    g_assert_cmpuint (strlen (text), ==, OUTLAY_DIGEST_LENGTH);
  return 0;
}
