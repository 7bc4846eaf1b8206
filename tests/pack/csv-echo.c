/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads CSV from standard input and writes it again; with "text" as its word, as text of people, which is
 * defused. Ends with 1 and a line that says why when it is none. */

#include <unistd.h>

#include "pack/outlay-csv.h"

static GBytes *
read_input (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 buffer[4096];
  ssize_t n;

  while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) > 0)
    g_byte_array_append (bytes, buffer, (guint) n);

  return g_byte_array_free_to_bytes (bytes);
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) bytes = read_input ();
  g_autoptr (OutlayCsvReader) reader = outlay_csv_reader_new (bytes);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      g_auto (GStrv) cells = NULL;

      if (!outlay_csv_reader_next (reader, &cells, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      if (cells == NULL)
        break;
      for (guint i = 0; cells[i] != NULL; i++)
        {
          if (argc > 1)
            outlay_csv_append_text (csv, cells[i]);
          else
            outlay_csv_append_plain (csv, cells[i]);
        }
      outlay_csv_end_record (csv);
    }

  return write (STDOUT_FILENO, csv->str, csv->len) == (ssize_t) csv->len ? 0 : 1;
}
