/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-digest.h"
#include "test-ledger.h"

static void
test_saves_and_lists (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayExpenseFilter filter = { .scope = OUTLAY_SCOPE_MINE };
  g_autoptr (OutlayExpenseList) list = outlay_expense_store_list (ledger->store, &filter);
  g_autoptr (OutlayExpense) first = NULL;
  g_autofree char *older = NULL;
  g_autofree char *newer = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  newer = test_ledger_save (ledger, "Café Zoë", "12,50", "2026-11-20");
  older = test_ledger_save (ledger, "Bahn", "99", "2026-10-02");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (outlay_expense_get_id (first), ==, newer);
  g_assert_cmpint (outlay_expense_get_amount (first)->minor, ==, 1250);
  g_assert_cmpuint (outlay_expense_list_find (list, older), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/expense-store/saves-and-lists", test_saves_and_lists);

  return g_test_run ();
}
