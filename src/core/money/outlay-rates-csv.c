/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/money/outlay-rates-read.h"

/* Each entry of a line without its spaces, and no last one where the line ends with a comma, as those
 * of the European Central Bank do. */
static GStrv
split_line (const char *line, gsize length)
{
  g_autofree char *copy = g_strndup (line, length);
  GStrv entries;
  guint n;

  g_strstrip (copy);
  entries = g_strsplit (copy, ",", -1);
  n = g_strv_length (entries);
  for (guint i = 0; i < n; i++)
    g_strstrip (entries[i]);
  if (n > 1 && entries[n - 1][0] == '\0')
    g_clear_pointer (&entries[n - 1], g_free);

  return entries;
}

static gboolean
read_day (OutlayRatesReading *self,
          const char *const *currencies,
          const char *const *entries,
          GError **error)
{
  guint n = g_strv_length ((GStrv) entries);

  if (n != g_strv_length ((GStrv) currencies))
    return outlay_rates_reading_fail (self, "not as many entries as the first line has", NULL,
                                      error);
  if (!outlay_rates_reading_begin_day (self, entries[0], error))
    return FALSE;

  for (guint i = 1; i < n; i++)
    if (!g_str_equal (entries[i], "N/A") && entries[i][0] != '\0' &&
        !outlay_rates_reading_add (self, currencies[i], entries[i], error))
      return FALSE;

  return TRUE;
}

gboolean
outlay_rates_read_csv (OutlayRatesReading *self, const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  g_auto (GStrv) currencies = NULL;

  if (memchr (text, '\0', length) != NULL)
    return outlay_rates_reading_fail (self, "this is no text", NULL, error);

  for (self->line = 1; text < end; self->line++)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      g_auto (GStrv) entries = NULL;

      line_end = line_end != NULL ? line_end : end;
      entries = split_line (text, (gsize) (line_end - text));
      text = line_end + 1;

      if (currencies == NULL)
        {
          if (g_strcmp0 (entries[0], "Date") != 0)
            return outlay_rates_reading_fail (self, "the first column is not “Date”", entries[0],
                                              error);
          currencies = g_steal_pointer (&entries);
        }
      else if (entries[0] != NULL && entries[0][0] != '\0' &&
               !read_day (self, (const char *const *) currencies, (const char *const *) entries,
                          error))
        return FALSE;
    }

  return TRUE;
}
