/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-ledger.h"

static const OutlayAccountIdentity ada = { .server = "https://expenses.example.com",
                                           .email = "ada@example.com",
                                           .user_id = TEST_USER,
                                           .user_name = "Ada",
                                           .role = OUTLAY_ROLE_REVIEWER,
                                           .company_name = "Example" };

static void
test_remembers (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayAccount) company = NULL;
  g_autoptr (OutlayAccount) same = NULL;
  g_autoptr (OutlayAccount) first = NULL;
  g_autoptr (OutlayAccount) second = NULL;
  g_autoptr (GListModel) accounts = NULL;
  g_autoptr (GError) error = NULL;

  company = outlay_account_new_at_company (ledger->folder, &ada, &error);
  g_assert_no_error (error);
  same = outlay_account_new_at_company (ledger->folder, &ada, &error);
  g_assert_cmpstr (outlay_account_get_id (company), ==, outlay_account_get_id (same));

  g_assert_true (outlay_account_set_currency (ledger->account, "JPY", &error));
  g_usleep (2000);
  g_assert_true (outlay_account_touch (ledger->account, &error));
  accounts = outlay_accounts_load (ledger->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 2);
  first = g_list_model_get_item (accounts, 0);
  second = g_list_model_get_item (accounts, 1);

  g_assert_cmpstr (outlay_account_get_id (first), ==, outlay_account_get_id (ledger->account));
  g_assert_true (outlay_account_is_on_device (first));
  g_assert_cmpstr (outlay_account_get_currency (first), ==, "JPY");
  g_assert_false (outlay_account_is_on_device (second));
  g_assert_cmpstr (outlay_account_get_server (second), ==, ada.server);
  g_assert_cmpstr (outlay_account_get_email (second), ==, ada.email);
  g_assert_cmpstr (outlay_account_get_user_id (second), ==, TEST_USER);
  g_assert_cmpstr (outlay_account_get_company_name (second), ==, "Example");
  g_assert_cmpint (outlay_account_get_role (second), ==, OUTLAY_ROLE_REVIEWER);
}

/* A folder that cannot be read hides no other account. */
static void
test_one_bad_folder (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *bad = g_build_filename (ledger->path, "bad", NULL);
  g_autofree char *file = g_build_filename (bad, "account.ini", NULL);
  g_autoptr (GListModel) accounts = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (bad, 0700);
  g_assert_true (g_file_set_contents (file, "[account", -1, NULL));
  accounts = outlay_accounts_load (ledger->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 1);
}

static void
test_no_folder_is_no_account (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/nonexistent/outlay");
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) accounts = outlay_accounts_load (folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, 0);
}

/* --- joining a company ------------------------------------------------------------------------ */

static void
join (TestLedger *ledger, GListModel *categories)
{
  test_await (outlay_database_join_company (outlay_workspace_get_database (ledger->workspace),
                                            TEST_USER, "Ada", categories));
}

/* PAINS 1 and 2: connecting loses no row, however often it is begun. */
static void
test_joins_a_company (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayCategoryStore *own = outlay_workspace_get_category_store (ledger->workspace);
  g_autoptr (OutlayCategory) kept = g_list_model_get_item (G_LIST_MODEL (own), 0);
  g_autoptr (OutlayCategory) lost = g_list_model_get_item (G_LIST_MODEL (own), 1);
  g_autoptr (OutlayCategory) same = outlay_category_new (
      TEST_CATEGORY, outlay_category_get_name (kept), "x", "blue", FALSE);
  g_autoptr (GListStore) categories = g_list_store_new (OUTLAY_TYPE_CATEGORY);
  const char *wanted[] = { outlay_category_get_id (kept), outlay_category_get_id (lost), NULL };
  g_autofree char *sha256 = test_ledger_import (ledger, "receipt");
  char *ids[3];

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

      g_object_set (draft, "merchant", "Nero", "category", wanted[i], NULL);
      outlay_expense_draft_add_proof (draft, sha256);
      ids[i] = test_await_string (outlay_expense_store_save (ledger->store, draft));
    }

  g_list_store_append (categories, same);
  join (ledger, G_LIST_MODEL (categories));
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 4);
  join (ledger, G_LIST_MODEL (categories));
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 4);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (own)), ==, 1);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (OutlayExpense) row = test_ledger_get (ledger, ids[i]);

      g_assert_cmpstr (outlay_expense_get_category (row), ==, i == 0 ? TEST_CATEGORY : NULL);
      g_assert_cmpstr (outlay_expense_get_owner_id (row), ==, TEST_USER);
      g_assert_cmpint (outlay_expense_get_delivery (row), ==, OUTLAY_DELIVERY_WAITING);
      g_free (ids[i]);
    }
  g_assert_cmpuint (test_ledger_deliver (ledger), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/account/remembers", test_remembers);
  g_test_add_func ("/client/account/one-bad-folder", test_one_bad_folder);
  g_test_add_func ("/client/account/no-folder-is-no-account", test_no_folder_is_no_account);
  g_test_add_func ("/client/account/joins-a-company", test_joins_a_company);

  return g_test_run ();
}
