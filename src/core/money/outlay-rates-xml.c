/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-rates-read.h"

typedef struct
{
  OutlayRatesReading *reading;
  guint depth;
  guint day_depth; /* of the element that tells the day; 0 outside of one */
} Parsing;

static const char *
find_attribute (const char *name, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

static gboolean
read_cube (Parsing *self, const char **names, const char **values, GError **error)
{
  const char *time = find_attribute ("time", names, values);
  const char *currency = find_attribute ("currency", names, values);
  const char *rate = find_attribute ("rate", names, values);

  if (time != NULL && (self->day_depth > 0 || currency != NULL || rate != NULL))
    return outlay_rates_reading_fail (self->reading, "a day within a day", time, error);
  if ((currency != NULL) != (rate != NULL))
    return outlay_rates_reading_fail (self->reading, "a currency and its rate belong together",
                                      NULL, error);
  if (currency != NULL && self->day_depth == 0)
    return outlay_rates_reading_fail (self->reading, "a rate of no day", currency, error);

  if (time != NULL)
    self->day_depth = self->depth;

  return time != NULL
             ? outlay_rates_reading_begin_day (self->reading, time, error)
             : currency == NULL || outlay_rates_reading_add (self->reading, currency, rate, error);
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  Parsing *self = user_data;
  int line;

  g_markup_parse_context_get_position (context, &line, NULL);
  self->reading->line = (guint) line;
  self->depth++;
  if (g_str_equal (name, "Cube"))
    read_cube (self, names, values, error);
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  Parsing *self = user_data;

  if (self->depth == self->day_depth)
    self->day_depth = 0;
  self->depth--;
}

gboolean
outlay_rates_read_xml (OutlayRatesReading *self, const char *text, gsize length, GError **error)
{
  static const GMarkupParser parser = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
  };
  Parsing parsing = { .reading = self };
  g_autoptr (GMarkupParseContext)
      context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &parsing, NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_markup_parse_context_parse (context, text, (gssize) length, &local_error) &&
      g_markup_parse_context_end_parse (context, &local_error))
    return TRUE;

  if (local_error->domain != OUTLAY_RATES_ERROR)
    {
      int line;

      g_markup_parse_context_get_position (context, &line, NULL);
      self->line = (guint) line;
      return outlay_rates_reading_fail (self, "the XML is broken", NULL, error);
    }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
