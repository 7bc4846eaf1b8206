/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-ledger.h"

/* Categories of one's own, on the device alone. */

static OutlayCategoryStore *
get_store (TestLedger *ledger)
{
  return outlay_workspace_get_category_store (ledger->workspace);
}

static const char *
find_id (TestLedger *ledger, const char *name)
{
  OutlayCategory *category = outlay_category_store_find_name (get_store (ledger), name, NULL);

  g_assert_nonnull (category);
  return outlay_category_get_id (category);
}

static gint64
count_uses (TestLedger *ledger, const char *id)
{
  g_autoptr (GHashTable) uses = outlay_category_store_count_uses (get_store (ledger));
  gint64 *n = g_hash_table_lookup (uses, id);

  return n != NULL ? *n : 0;
}

/* (transfer full) */
static char *
save_in (TestLedger *ledger, const char *merchant, const char *category)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  g_object_set (draft, "merchant", merchant, "amount-text", "4.20", "category", category, NULL);
  return test_await_string (outlay_expense_store_save (ledger->store, draft));
}

static void
assert_in (TestLedger *ledger, const char *id, const char *category)
{
  g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, id);

  g_assert_cmpstr (outlay_expense_get_category (expense), ==, category);
}

/* (transfer full) */
static OutlayCategoryRemoval *
await_removal (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_boxed (value);
}

static void
count_changes_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  (*n)++;
}

static void
test_adds_and_changes (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayCategoryFields fields = { "Gifts", "outlay-gift-symbolic", "pink", FALSE };
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (get_store (ledger)));
  guint n_changes = 0;
  g_autofree char *id = NULL;
  OutlayCategory *category;

  g_signal_connect (get_store (ledger), "items-changed", G_CALLBACK (count_changes_cb), &n_changes);
  id = test_await_string (outlay_category_store_add (get_store (ledger), &fields));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_store (ledger))), ==, n_before + 1);

  fields = (OutlayCategoryFields) { "Presents", "outlay-tag-symbolic", "teal", FALSE };
  test_await (outlay_category_store_change (get_store (ledger), id, &fields));
  category = outlay_category_store_find (get_store (ledger), id);
  g_assert_cmpstr (outlay_category_get_name (category), ==, "Presents");
  g_assert_cmpstr (outlay_category_get_icon (category), ==, "outlay-tag-symbolic");
  g_assert_cmpstr (outlay_category_get_color (category), ==, "teal");

  fields.is_archived = TRUE;
  test_await (outlay_category_store_change (get_store (ledger), id, &fields));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_store (ledger))), ==, n_before);
  g_assert_cmpuint (
      g_list_model_get_n_items (outlay_category_store_get_archived (get_store (ledger))), ==, 1);

  test_ledger_reopen (ledger);
  g_assert_true (outlay_category_is_archived (outlay_category_store_find (get_store (ledger), id)));
}

static void
test_refuses (void)
{
  static const OutlayCategoryFields bad[] = {
    { "", "a", "blue", FALSE },
    { "Gifts", "a", "mauve", FALSE },
    { "Gifts\n", "a", "blue", FALSE },
    { "TRAVEL", "a", "blue", FALSE }, /* of another */
  };
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayCategoryFields itself = { "travel", "a", "blue", FALSE };
  const char *nowhere = "018f0000-0000-7000-8000-00000000dead";

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError)
          refused = test_await_error (outlay_category_store_add (get_store (ledger), &bad[i]));

      g_assert_error (refused, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
    }

  /* Another way to write its own name is no other's. */
  test_await (
      outlay_category_store_change (get_store (ledger), find_id (ledger, "Travel"), &itself));
  g_assert_null (
      outlay_category_store_find_name (get_store (ledger), "Travel", find_id (ledger, "travel")));

  {
    g_autoptr (GError) gone = test_await_error (
        outlay_category_store_change (get_store (ledger), nowhere, &bad[1]));
    g_assert_error (gone, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  }
  {
    OutlayCategoryFields fine = { "Gifts", "a", "blue", FALSE };
    g_autoptr (GError)
        gone = test_await_error (outlay_category_store_change (get_store (ledger), nowhere, &fine));
    g_assert_error (gone, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
  }
  {
    g_autoptr (GError) gone = test_await_error (
        outlay_category_store_remove (get_store (ledger), find_id (ledger, "travel"), nowhere));
    g_assert_error (gone, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
  }
  g_assert_nonnull (outlay_category_store_find_name (get_store (ledger), "Travel", NULL));
}

/* One transaction moves rows, sums and what a merchant usually is; and one takes all of it back. */
static void
test_removes_with_its_expenses (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *meals = g_strdup (find_id (ledger, "Meals"));
  g_autofree char *travel = g_strdup (find_id (ledger, "Travel"));
  g_autofree char *one = save_in (ledger, "Nero", meals);
  g_autofree char *two = save_in (ledger, "Zoë", meals);
  g_autofree char *other = save_in (ledger, "Bahn", travel);
  g_autoptr (OutlayCategoryRemoval) removal = NULL;
  g_autofree char *usual = NULL;

  g_assert_cmpint (count_uses (ledger, meals), ==, 2);
  removal = await_removal (outlay_category_store_remove (get_store (ledger), meals, travel));
  g_assert_null (outlay_category_store_find (get_store (ledger), meals));
  assert_in (ledger, one, travel);
  g_assert_cmpint (count_uses (ledger, travel), ==, 3);
  usual = outlay_expense_store_usual_category (ledger->store, "Nero");
  g_assert_cmpstr (usual, ==, travel);

  /* What the person has put elsewhere since stays there. */
  {
    g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, two);
    g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);

    g_object_set (draft, "category", find_id (ledger, "Lodging"), NULL);
    test_await (outlay_expense_store_save (ledger->store, draft));
  }

  test_await (outlay_category_store_restore (get_store (ledger), removal));
  g_assert_cmpstr (find_id (ledger, "Meals"), ==, meals);
  assert_in (ledger, one, meals);
  assert_in (ledger, two, find_id (ledger, "Lodging"));
  assert_in (ledger, other, travel);
  g_assert_cmpint (count_uses (ledger, meals), ==, 1);
  g_free (usual);
  usual = outlay_expense_store_usual_category (ledger->store, "Nero");
  g_assert_cmpstr (usual, ==, meals);
}

static void
test_removes_without_another (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *meals = g_strdup (find_id (ledger, "Meals"));
  g_autofree char *one = save_in (ledger, "Nero", meals);
  OutlayCategoryFields fields = { "meals", "a", "blue", FALSE };
  g_autoptr (OutlayCategoryRemoval) removal = NULL;
  g_autoptr (GError) taken = NULL;
  g_autofree char *second = NULL;

  removal = await_removal (outlay_category_store_remove (get_store (ledger), meals, NULL));
  assert_in (ledger, one, NULL);

  /* The name is another's by now. */
  second = test_await_string (outlay_category_store_add (get_store (ledger), &fields));
  taken = test_await_error (outlay_category_store_restore (get_store (ledger), removal));
  g_assert_error (taken, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  assert_in (ledger, one, NULL);
}

/* One that the company deletes goes from here as well, unless something here still names it. */
static void
test_forgets_what_the_company_deleted (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_ADMIN);
  const char *unused = "018f0000-0000-7000-8000-0000000000c2";
  g_autoptr (OutlayCategory) other = outlay_category_new (unused, "Other", "a", "blue", FALSE);
  g_autofree char *id = save_in (ledger, "Nero", TEST_CATEGORY);
  OutlayPage *page = outlay_page_new ();

  outlay_page_add_category (page, other);
  outlay_page_add (page, OUTLAY_CHANGE_CATEGORY_GONE, unused, NULL);
  outlay_page_add (page, OUTLAY_CHANGE_CATEGORY_GONE, TEST_CATEGORY, NULL);
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), NULL));

  g_assert_null (outlay_category_store_find (get_store (ledger), unused));
  g_assert_true (
      outlay_category_is_archived (outlay_category_store_find (get_store (ledger), TEST_CATEGORY)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/category-store/adds-and-changes", test_adds_and_changes);
  g_test_add_func ("/client/category-store/refuses", test_refuses);
  g_test_add_func ("/client/category-store/removes-with-its-expenses",
                   test_removes_with_its_expenses);
  g_test_add_func ("/client/category-store/removes-without-another", test_removes_without_another);
  g_test_add_func ("/client/category-store/forgets-what-the-company-deleted",
                   test_forgets_what_the_company_deleted);

  return g_test_run ();
}
