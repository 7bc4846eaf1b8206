/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cursors that clients hand back: refused, or a place within bounds that is written the same way. */

#include "fuzz.h"

#include <string.h>

#include "server/expenses/outlay-cursor.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);
  g_autofree char *again = NULL;
  OutlayCursor cursor;

  if (!outlay_cursor_from_text (&cursor, text))
    return 0;

  g_assert_nonnull (memchr (cursor.key, '\0', sizeof cursor.key));
  g_assert_nonnull (memchr (cursor.id, '\0', sizeof cursor.id));
  again = outlay_cursor_to_text (&cursor);
  g_assert_cmpstr (again, ==, text);
  return 0;
}
