/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-home-amount.h"

#include <string.h>

#include "client/ledger/outlay-expense-table.h"
#include "core/outlay-time.h"

/* The latest rates of both currencies on or before the expense's day. @is_known: (out) */
static gboolean
find_rates (OutlayConnection *connection,
            const OutlayExpenseInit *init,
            const char *home,
            OutlayRate *from,
            OutlayRate *to,
            char day[OUTLAY_DAY_SIZE],
            gboolean *is_known,
            GError **error)
{
  g_autofree char *oldest = outlay_day_add (init->day, -OUTLAY_RATES_MAX_AGE);
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "rate/latest", "ssii",
                               init->amount.currency, home, outlay_day_to_number (oldest),
                               outlay_day_to_number (init->day)))
    return FALSE;

  *is_known = row != NULL && outlay_rate_parse (outlay_statement_get_text (row, 1), from, NULL) &&
              outlay_rate_parse (outlay_statement_get_text (row, 2), to, NULL);
  if (*is_known)
    outlay_day_of_number (outlay_statement_get_int (row, 0), day);

  return TRUE;
}

static gboolean
convert (OutlayConnection *connection,
         const char *home,
         OutlayExpenseInit *init,
         OutlayHomeTexts *texts,
         GError **error)
{
  char day[OUTLAY_DAY_SIZE];
  OutlayConversion conversion;
  OutlayRate from, to;
  gboolean is_known;

  init->converted = (OutlayMoney) { 0 };
  init->rate = NULL;
  init->rate_day = NULL;
  if (home == NULL || strcmp (home, init->amount.currency) == 0 || init->day == NULL ||
      !outlay_day_is_valid (init->day))
    return TRUE;

  if (!find_rates (connection, init, home, &from, &to, day, &is_known, error))
    return FALSE;
  if (!is_known ||
      !outlay_conversion_of_rates (&init->amount, home, &from, &to, day, &conversion, NULL))
    return TRUE;

  outlay_rate_print (&conversion.rate, texts->rate);
  memcpy (texts->rate_day, conversion.rate_day, sizeof texts->rate_day);
  init->converted = conversion.amount;
  init->rate = texts->rate;
  init->rate_day = texts->rate_day;

  return TRUE;
}

/* @home: (out) (nullable) (transfer full) */
static gboolean
read_home (OutlayConnection *connection, char **home, GError **error)
{
  GError *local_error = NULL;

  *home = outlay_setting_read (connection, OUTLAY_SETTING_HOME, &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
outlay_home_amount_set (OutlayConnection *connection,
                        OutlayExpenseInit *init,
                        OutlayHomeTexts *texts,
                        GError **error)
{
  g_autofree char *home = NULL;

  return read_home (connection, &home, error) && convert (connection, home, init, texts, error);
}

/* --- all drafts ------------------------------------------------------------------------------- */

/* (transfer full) (nullable): of gint64 */
static GArray *
read_drafts (OutlayConnection *connection,
             const char *home,
             gint64 first,
             gint64 last,
             GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (OutlayRow)
      row = outlay_connection_bind (connection, error, "expense/drafts", "sii", home, first, last);
  gboolean has_row;

  if (row == NULL)
    return NULL;

  for (;;)
    {
      gint64 number;

      if (!outlay_statement_step (row, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&numbers);

      number = outlay_statement_get_int (row, 0);
      g_array_append_val (numbers, number);
    }
}

static gboolean
is_same (OutlayExpense *expense, const OutlayExpenseInit *init)
{
  const OutlayMoney *converted = outlay_expense_get_converted (expense);

  if (converted == NULL)
    return init->converted.currency[0] == '\0';

  return outlay_money_equal (converted, &init->converted) &&
         g_strcmp0 (outlay_expense_get_rate (expense), init->rate) == 0 &&
         g_strcmp0 (outlay_expense_get_rate_day (expense), init->rate_day) == 0;
}

static gboolean
refresh_one (OutlayConnection *connection,
             const char *home,
             gint64 number,
             OutlayTopics *changed,
             GError **error)
{
  g_autoptr (OutlayExpense) expense = outlay_expense_table_get_row (connection, number, error);
  OutlayExpenseInit init;
  OutlayHomeTexts texts;

  if (expense == NULL)
    return FALSE;

  outlay_expense_table_init_of (expense, &init);
  if (!convert (connection, home, &init, &texts, error))
    return FALSE;
  if (is_same (expense, &init))
    return TRUE;

  *changed |= OUTLAY_TOPIC_EXPENSES;
  return outlay_connection_run (connection, error, "expense/set-home", "iissi", number,
                                init.converted.minor,
                                init.rate != NULL ? init.converted.currency : NULL, init.rate,
                                outlay_day_to_number (init.rate_day));
}

gboolean
outlay_home_amount_refresh (OutlayConnection *connection,
                            const char *first,
                            const char *last,
                            OutlayTopics *changed,
                            GError **error)
{
  g_autoptr (GArray) drafts = NULL;
  g_autofree char *home = NULL;

  if (!read_home (connection, &home, error))
    return FALSE;

  drafts = read_drafts (connection, home, first != NULL ? outlay_day_to_number (first) : 0,
                        last != NULL ? outlay_day_to_number (last) : G_MAXINT64, error);
  if (drafts == NULL)
    return FALSE;

  for (guint i = 0; i < drafts->len; i++)
    if (!refresh_one (connection, home, g_array_index (drafts, gint64, i), changed, error))
      return FALSE;

  return TRUE;
}

gboolean
outlay_home_amount_set_currency (OutlayConnection *connection,
                                 const char *currency,
                                 OutlayTopics *changed,
                                 GError **error)
{
  g_autofree char *home = NULL;

  if (!read_home (connection, &home, error))
    return FALSE;
  if (g_strcmp0 (home, currency) == 0)
    return TRUE;

  *changed |= OUTLAY_TOPIC_SETTINGS;
  return outlay_setting_write (connection, OUTLAY_SETTING_HOME, currency, error) &&
         outlay_home_amount_refresh (connection, NULL, NULL, changed, error);
}
