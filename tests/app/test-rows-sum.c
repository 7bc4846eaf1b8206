/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-rows-sum.h"
#include "core/expense/outlay-expense.h"

static void
append (GListStore *rows, gint64 minor, const char *currency, gint64 converted)
{
  OutlayExpenseInit init = { .id = "01930000-0000-7000-8000-000000000001",
                             .amount = { .minor = minor },
                             .day = "2026-11-20" };
  g_autoptr (OutlayExpense) expense = NULL;

  g_strlcpy (init.amount.currency, currency, sizeof init.amount.currency);
  if (converted != 0)
    {
      init.converted = (OutlayMoney) { converted, "EUR" };
      init.rate = "1.0734";
      init.rate_day = "2026-11-20";
    }

  expense = outlay_expense_new (&init);
  g_list_store_append (rows, expense);
}

static void
assert_sum (OutlayRowsSum *sum, gint64 count, gint64 minor)
{
  while (!outlay_rows_sum_is_complete (sum))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (outlay_rows_sum_get_total (sum)->count, ==, count);
  g_assert_cmpint (outlay_rows_sum_get_total (sum)->minor, ==, minor);
}

/* What is in another currency counts as what it was converted into, or not at all. */
static void
test_currencies (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (OUTLAY_TYPE_EXPENSE);
  g_autoptr (OutlayRowsSum) euros = NULL;
  g_autoptr (OutlayRowsSum) francs = NULL;

  append (rows, 1000, "EUR", 0);
  append (rows, 2000, "CHF", 2147);
  append (rows, 4000, "CHF", 0);
  append (rows, 8000, "JPY", 0);
  euros = outlay_rows_sum_new (G_LIST_MODEL (rows), "EUR", G_MAXUINT);
  francs = outlay_rows_sum_new (G_LIST_MODEL (rows), "CHF", G_MAXUINT);
  assert_sum (euros, 2, 3147);
  assert_sum (francs, 2, 6000);
}

/* The list goes on, and loses a row that was counted. */
static void
test_follows (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (OUTLAY_TYPE_EXPENSE);
  g_autoptr (OutlayRowsSum) sum = outlay_rows_sum_new (G_LIST_MODEL (rows), "EUR", G_MAXUINT);

  assert_sum (sum, 0, 0);
  for (guint i = 0; i < 5000; i++)
    append (rows, 3, "EUR", 0);
  g_assert_false (outlay_rows_sum_is_complete (sum));
  assert_sum (sum, 5000, 15000);
  g_list_store_remove (rows, 17);
  assert_sum (sum, 4999, 14997);
  append (rows, 1, "EUR", 0);
  assert_sum (sum, 5000, 14998);
}

/* Rows behind the limit are not even looked at; a sum that does not fit stays what it was. */
static void
test_ends (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (OUTLAY_TYPE_EXPENSE);
  g_autoptr (OutlayRowsSum) first = outlay_rows_sum_new (G_LIST_MODEL (rows), "EUR", 2);
  g_autoptr (OutlayRowsSum) all = outlay_rows_sum_new (G_LIST_MODEL (rows), "EUR", G_MAXUINT);

  append (rows, 5, "EUR", 0);
  append (rows, G_MAXINT64 - 5, "EUR", 0);
  append (rows, 1, "EUR", 0);
  assert_sum (first, 2, G_MAXINT64);
  assert_sum (all, 3, G_MAXINT64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/rows-sum/currencies", test_currencies);
  g_test_add_func ("/app/rows-sum/follows", test_follows);
  g_test_add_func ("/app/rows-sum/ends", test_ends);

  return g_test_run ();
}
