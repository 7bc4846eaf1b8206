/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/rates/outlay-rate-store.h"

#include <string.h>

/* --- writing --- */

static void
free_lines (gpointer data)
{
  g_string_free (data, TRUE);
}

/* (transfer full) (element-type utf8 GString): lines of "USD 1.0523" by day */
static GHashTable *
group_by_day (OutlayRates *rates)
{
  GHashTable *days = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_lines);

  for (guint i = 0; i < outlay_rates_get_n (rates); i++)
    {
      const OutlayDayRate *one = outlay_rates_get (rates, i);
      GString *lines = g_hash_table_lookup (days, one->day);
      char text[OUTLAY_RATE_SIZE];

      if (lines == NULL)
        {
          lines = g_string_new (NULL);
          g_hash_table_insert (days, (char *) one->day, lines);
        }
      outlay_rate_print (&one->rate, text);
      g_string_append_printf (lines, "%s%s %s", lines->len > 0 ? "\n" : "", one->currency, text);
    }

  return days;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of the days, so that two who bring in the same ones wait for each other instead of each
 * having what the other wants. */
gboolean
outlay_rate_store_put (OutlayConnection *db, OutlayRates *rates, guint *n_days, GError **error)
{
  g_autoptr (GHashTable) lines = group_by_day (rates);
  g_autoptr (GPtrArray) days = g_hash_table_get_keys_as_ptr_array (lines);

  *n_days = days->len;
  g_ptr_array_sort (days, compare_days);
  for (guint i = 0; i < days->len; i++)
    {
      const GString *of_day = g_hash_table_lookup (lines, days->pdata[i]);

      if (!outlay_connection_run (db, error, "rate/put", "ss", days->pdata[i], of_day->str))
        return FALSE;
    }

  return TRUE;
}

/* --- reading --- */

/* Calls for each "USD 1.0523" of a day's lines. */
typedef gboolean (*RateFunc) (const char *currency, const char *rate, gpointer data);

static gboolean
read_lines (const char *lines, RateFunc func, gpointer data)
{
  char line[4 + OUTLAY_RATE_SIZE];

  while (*lines != '\0')
    {
      gsize length = strcspn (lines, "\n");

      if (length < 5 || length >= sizeof line || lines[3] != ' ')
        return FALSE;
      memcpy (line, lines, length);
      line[3] = line[length] = '\0';
      if (!func (line, line + 4, data))
        return FALSE;
      lines += length + (lines[length] == '\n');
    }

  return TRUE;
}

static gboolean
fail (const char *day, GError **error)
{
  g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT,
               "the rates of %s cannot be read: import them again", day);
  return FALSE;
}

/* The two that a conversion needs, of one day. */
typedef struct
{
  OutlayRates *rates;
  const char *day;
  const char *currencies[2];
} Needed;

static gboolean
take_rate (const char *currency, const char *text, gpointer data)
{
  const Needed *needed = data;
  OutlayRate rate;

  if (!g_str_equal (currency, needed->currencies[0]) &&
      !g_str_equal (currency, needed->currencies[1]))
    return TRUE;
  if (!outlay_rate_parse (text, &rate, NULL))
    return FALSE;

  outlay_rates_add (needed->rates, needed->day, currency, &rate);
  return TRUE;
}

static gboolean
load (OutlayConnection *db, const char *day, Needed *needed, GError **error)
{
  OutlayStatement *query;
  OutlayDays days;
  gboolean has_row;

  /* The first days of the calendar have no rates. */
  if (!outlay_days_last (&days, OUTLAY_RATES_MAX_AGE + 1, day))
    return TRUE;

  query = outlay_connection_bind (db, error, "rate/list", "ss", days.from, day);
  if (query == NULL)
    return FALSE;
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      needed->day = outlay_statement_get_text (query, 0);
      if (!read_lines (outlay_statement_get_text (query, 1), take_rate, needed))
        {
          fail (needed->day, error);
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

gboolean
outlay_rate_store_convert (OutlayConnection *db,
                           const OutlayMoney *amount,
                           const char *currency,
                           const char *day,
                           OutlayConversion *conversion,
                           gboolean *is_converted,
                           GError **error)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  Needed needed = { .rates = rates, .currencies = { amount->currency, currency } };

  if (!load (db, day, &needed, error))
    return FALSE;

  *is_converted = outlay_rates_convert (rates, amount, currency, day, conversion, NULL);
  return TRUE;
}

gboolean
outlay_rate_store_get_newest (OutlayConnection *db, char **day, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "rate/newest", ""))
    return FALSE;

  *day = g_strdup (outlay_statement_get_text (row, 0));
  return TRUE;
}

typedef struct
{
  OutlayJsonWriter *json;
  gboolean is_first;
} Telling;

/* Neither has anything to escape, as both were read by outlay_rates_read(). */
static gboolean
write_rate (const char *currency, const char *rate, gpointer data)
{
  Telling *telling = data;
  OutlayJsonWriter *json = telling->json;

  if (telling->is_first)
    outlay_json_writer_literal (json, "\"");
  else
    outlay_json_writer_literal (json, ",\"");
  outlay_json_writer_append (json, currency, 3);
  outlay_json_writer_literal (json, "\":\"");
  outlay_json_writer_append (json, rate, strlen (rate));
  outlay_json_writer_literal (json, "\"");
  telling->is_first = FALSE;

  return TRUE;
}

static gboolean
write_day (OutlayStatement *row, OutlayJsonWriter *json)
{
  Telling telling = { json, TRUE };
  gboolean is_good;

  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "day");
  outlay_json_writer_token (json, outlay_statement_get_text (row, 0));
  outlay_json_writer_name (json, "rates");
  outlay_json_writer_begin_object (json);
  is_good = read_lines (outlay_statement_get_text (row, 1), write_rate, &telling);
  outlay_json_writer_end_object (json);
  outlay_json_writer_end_object (json);

  return is_good;
}

gboolean
outlay_rate_store_write_json (OutlayConnection *db,
                              const char *from,
                              const char *to,
                              OutlayJsonWriter *json,
                              GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "rate/list", "ss", from, to);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  outlay_json_writer_begin_array (json);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      if (!write_day (query, json))
        {
          fail (outlay_statement_get_text (query, 0), error);
          outlay_statement_reset (query);
          return FALSE;
        }
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}
