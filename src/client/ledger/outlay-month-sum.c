/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-month-sum.h"

#include <string.h>

static void
add_amount (GPtrArray *sums, gint64 minor, const char *currency)
{
  OutlayMoney amount = { .minor = minor };
  g_autoptr (GError) error = NULL;

  g_strlcpy (amount.currency, currency, sizeof amount.currency);

  for (guint i = 0; i < sums->len; i++)
    {
      OutlayMoney *sum = g_ptr_array_index (sums, i);

      if (strcmp (sum->currency, currency) == 0)
        {
          if (!outlay_money_add (sum, &amount, sum, &error))
            g_warning ("sum of a month: %s", error->message);
          return;
        }
    }

  g_ptr_array_add (sums, outlay_money_copy (&amount));
}

static int
compare_sums_cb (gconstpointer a, gconstpointer b)
{
  const OutlayMoney *left = a;
  const OutlayMoney *right = b;

  if (left->minor != right->minor)
    return left->minor > right->minor ? -1 : 1;

  return strcmp (left->currency, right->currency);
}

/* From the totals that the writes keep. */
static gboolean
sum_totals (OutlayStatement *statement,
            const OutlayListQuery *query,
            gint64 month,
            GPtrArray *sums,
            GError **error)
{
  gboolean is_all = month == OUTLAY_MONTH_ALL;
  gboolean has_row;

  outlay_statement_bind (statement, "iiiis", (gint64) query->scope, is_all ? 0 : month,
                         is_all ? G_MAXINT64 : month, (gint64) query->states, query->category);
  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_amount (sums, outlay_statement_get_int (statement, 0),
                  outlay_statement_get_text (statement, 1));
    }
}

/* Row by row, for a search: there are no totals of those. */
static gboolean
sum_rows (OutlayStatement *statement,
          const OutlayExpenseKey *keys,
          guint n_keys,
          GPtrArray *sums,
          GError **error)
{
  gboolean has_row;

  for (guint i = 0; i < n_keys; i++)
    {
      outlay_statement_bind (statement, "i", (gint64) keys[i].number);
      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        add_amount (sums, outlay_statement_get_int (statement, 0),
                    outlay_statement_get_text (statement, 1));
      outlay_statement_reset (statement);
    }

  return TRUE;
}

GPtrArray *
outlay_month_sum_read (OutlayConnection *connection,
                       const OutlayListQuery *query,
                       gint64 month,
                       const OutlayExpenseKey *keys,
                       guint n_keys)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_money_free);
  gboolean is_search = query->match != NULL;
  g_autoptr (GError) error = NULL;
  OutlayStatement *statement;

  statement = outlay_connection_query (
      connection, is_search ? "expense/amount" : "expense/sum-of-month", &error);
  if (statement == NULL || !(is_search ? sum_rows (statement, keys, n_keys, sums, &error)
                                       : sum_totals (statement, query, month, sums, &error)))
    g_warning ("sum of a month: %s", error->message);

  g_ptr_array_sort_values (sums, compare_sums_cb);

  return g_steal_pointer (&sums);
}
