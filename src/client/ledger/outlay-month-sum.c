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

static gboolean
add_rows (OutlayStatement *statement, GPtrArray *sums, GError **error)
{
  gboolean has_row;

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

/* From the totals that the writes keep. */
static gboolean
sum_totals (OutlayConnection *connection,
            const OutlayListQuery *query,
            OutlayScope scope,
            gint64 month,
            GPtrArray *sums,
            GError **error)
{
  gboolean is_all = month == OUTLAY_MONTH_ALL;
  OutlayStatement *statement = outlay_connection_bind (
      connection, error, "expense/sum-of-month", "iiiis", (gint64) scope, (gint64) query->states,
      is_all ? 0 : month, is_all ? G_MAXINT64 : month, query->category);

  return statement != NULL && add_rows (statement, sums, error);
}

/* From the index of facts, that has one's own of these days together. */
static gboolean
sum_facts (OutlayConnection *connection,
           const OutlayListQuery *query,
           gint64 month,
           GPtrArray *sums,
           GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "expense/sum-of-facts", error);

  if (statement == NULL)
    return FALSE;

  outlay_list_query_bind (query, statement, MAX (query->first_day, month * 100),
                          MIN (query->last_day, month * 100 + 99));

  return add_rows (statement, sums, error);
}

/* Row by row: there are no totals of a search. */
static gboolean
sum_rows (OutlayConnection *connection,
          const OutlayListQuery *query,
          const OutlayExpenseKey *keys,
          guint n_keys,
          GPtrArray *sums,
          GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "expense/amount", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n_keys; i++)
    {
      outlay_statement_bind (statement, "is", (gint64) keys[i].number, query->in_currency);
      if (!add_rows (statement, sums, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_whole_month (const OutlayListQuery *query, gint64 month)
{
  return month == OUTLAY_MONTH_ALL
             ? !outlay_list_query_has_days (query)
             : query->first_day <= month * 100 + 1 && query->last_day >= month * 100 + 31;
}

static gboolean
sum (OutlayConnection *connection,
     const OutlayListQuery *query,
     gint64 month,
     const OutlayExpenseKey *keys,
     guint n_keys,
     GPtrArray *sums,
     GError **error)
{
  gboolean has_facts = outlay_list_query_has_facts (query);

  if (query->words != NULL || query->owner != NULL || query->ids != NULL)
    return sum_rows (connection, query, keys, n_keys, sums, error);

  if (!has_facts && has_whole_month (query, month))
    return query->scope != OUTLAY_SCOPE_OTHERS
               ? sum_totals (connection, query, query->scope, month, sums, error)
               : sum_totals (connection, query, OUTLAY_SCOPE_WAITING, month, sums, error) &&
                     sum_totals (connection, query, OUTLAY_SCOPE_DECIDED, month, sums, error);

  return query->scope == OUTLAY_SCOPE_MINE
             ? sum_facts (connection, query, month, sums, error)
             : sum_rows (connection, query, keys, n_keys, sums, error);
}

GPtrArray *
outlay_month_sum_read (OutlayConnection *connection,
                       const OutlayListQuery *query,
                       gint64 month,
                       const OutlayExpenseKey *keys,
                       guint n_keys)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_money_free);
  g_autoptr (GError) error = NULL;

  if (!sum (connection, query, month, keys, n_keys, sums, &error))
    g_warning ("sum of a month: %s", error->message);

  g_ptr_array_sort_values (sums, compare_sums_cb);

  return g_steal_pointer (&sums);
}
