/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CSV from anywhere: what is let through is written and read back the same, as text of people too. */

#include "fuzz.h"

#include <string.h>

#include "pack/outlay-csv.h"

static GPtrArray *
read_all (GBytes *bytes)
{
  g_autoptr (OutlayCsvReader) reader = outlay_csv_reader_new (bytes);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (;;)
    {
      GStrv cells;

      if (!outlay_csv_reader_next (reader, &cells, NULL))
        return NULL;
      if (cells == NULL)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, cells);
    }
}

static void
compare (GPtrArray *records, gboolean is_text)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) again = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      for (char **cell = records->pdata[i]; *cell != NULL; cell++)
        {
          if (is_text)
            outlay_csv_append_text (csv, *cell);
          else
            outlay_csv_append_plain (csv, *cell);
        }
      outlay_csv_end_record (csv);
    }

  bytes = g_bytes_new (csv->str, csv->len);
  again = read_all (bytes);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      for (char **cell = again->pdata[i]; is_text && *cell != NULL; cell++)
        {
          g_assert_false (**cell != '\0' && strchr ("=+-@\t\r\n", **cell) != NULL);
          outlay_csv_restore_text (*cell);
        }
      g_assert_true (g_strv_equal (again->pdata[i], records->pdata[i]));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (bytes, size);
  g_autoptr (GPtrArray) records = read_all (input);

  if (records == NULL)
    return 0;

  compare (records, FALSE);
  compare (records, TRUE);
  return 0;
}
