/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An expense of a pack: what is let through is written in one way, which is read back the same; and goes into
 * a table and a journal without harm. */

#include "fuzz.h"

#include "pack/outlay-journal.h"
#include "pack/outlay-pack-expense-json.h"
#include "pack/outlay-pack-line.h"
#include "pack/outlay-pack-table.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autoptr (OutlayPackLine) line = outlay_pack_line_read ((const char *) bytes, size, NULL);
  g_autoptr (OutlayPackLine) again = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) once_more = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (OutlayPackBook) book = outlay_pack_book_new ();
  g_autoptr (OutlayJournal) journal = outlay_journal_new (book);

  if (line == NULL)
    return 0;

  outlay_pack_json_append_expense (json, outlay_pack_line_get_expense (line), TRUE);
  again = outlay_pack_line_read (json->str + 1, json->len - 1, NULL);
  g_assert_nonnull (again);
  outlay_pack_json_append_expense (once_more, outlay_pack_line_get_expense (again), TRUE);
  g_assert_cmpstr (json->str, ==, once_more->str);

  outlay_pack_table_append_expense (text, book, outlay_pack_line_get_expense (line));
  outlay_journal_append_expense (journal, text, outlay_pack_line_get_expense (line));
  g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
  return 0;
}
