/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-table.h"
#include "core/outlay-time.h"
#include "test-ledger.h"

#define ID "018f0000-0000-7000-8000-00000000aaaa"

static OutlayDatabase *
get_database (TestLedger *ledger)
{
  return outlay_workspace_get_database (ledger->workspace);
}

static char *
read_cursor (TestLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  char *cursor = outlay_setting_read (outlay_database_get_reader (get_database (ledger)),
                                      OUTLAY_SETTING_CURSOR, &error);

  g_assert_no_error (error);

  return cursor;
}

static void
test_brings_rows_with_the_cursor (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  OutlayExpenseInit theirs = test_company_expense (ID, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 3);
  OutlayPage *page = outlay_page_new ();
  g_autoptr (OutlayExpense) row = NULL;
  g_autofree char *cursor = NULL;

  outlay_page_add_expense (page, &theirs);
  outlay_page_add (page, OUTLAY_CHANGE_PERSON, TEST_OTHER, "Grace Hopper");
  outlay_page_add (page, OUTLAY_CHANGE_SETTING, OUTLAY_SETTING_PROOF_RULE, "never");
  test_await (outlay_page_apply (page, get_database (ledger), "seq:17"));

  row = test_ledger_get (ledger, ID);
  g_assert_cmpstr (outlay_expense_get_owner_name (row), ==, "Grace Hopper");
  g_assert_cmpint (outlay_expense_get_revision (row), ==, 3);
  g_assert_cmpint (outlay_workspace_get_policy (ledger->workspace)->proof_rule, ==,
                   OUTLAY_PROOF_NEVER);
  cursor = read_cursor (ledger);
  g_assert_cmpstr (cursor, ==, "seq:17");
}

/* PAINS 7: a page that fails half-way leaves neither rows nor cursor. */
static void
test_page_is_all_or_nothing (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  OutlayExpenseInit good = test_company_expense (ID, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 3);
  OutlayPage *page = outlay_page_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;

  outlay_page_add_expense (page, &good);
  outlay_page_add (page, OUTLAY_CHANGE_PERSON, NULL, "nobody"); /* breaks a NOT NULL */
  error = test_await_error (outlay_page_apply (page, get_database (ledger), "seq:18"));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED);
  g_assert_null (outlay_expense_store_get (ledger->store, ID, NULL));
  cursor = read_cursor (ledger);
  g_assert_null (cursor);
}

/* Reviewers keep what waits however old, and what was decided for 90 days; one's own
 * stays for good. */
static void
test_keeps_decided_for_a_while (void)
{
  static const struct
  {
    const char *id;
    const char *owner;
    OutlayState state;
    int days;
    gboolean is_kept;
  } cases[] = {
    { "018f0000-0000-7000-8000-00000000a001", TEST_OTHER, OUTLAY_STATE_APPROVED, 100, FALSE },
    { "018f0000-0000-7000-8000-00000000a002", TEST_OTHER, OUTLAY_STATE_APPROVED, 80, TRUE },
    { "018f0000-0000-7000-8000-00000000a003", TEST_OTHER, OUTLAY_STATE_SUBMITTED, 100, TRUE },
    { "018f0000-0000-7000-8000-00000000a004", TEST_USER, OUTLAY_STATE_APPROVED, 100, TRUE },
  };
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayExpenseInit init = test_company_expense (cases[i].id, cases[i].owner, cases[i].state,
                                                     1);
      g_autofree char *at = outlay_time_format (g_get_real_time () - (gint64) cases[i].days * 24 *
                                                                         60 * 60 * G_USEC_PER_SEC);

      init.updated_at = at;
      test_ledger_bring (ledger, &init);
    }

  test_await (outlay_workspace_tidy (ledger->workspace));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayExpense) row = outlay_expense_store_get (ledger->store, cases[i].id, NULL);

      g_assert_cmpint (row != NULL, ==, cases[i].is_kept);
    }
}

/* PAINS 8: an empty page deletes nothing; only a tombstone does. */
static void
test_only_tombstones_delete (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  OutlayExpenseInit theirs = test_company_expense (ID, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 3);
  OutlayPage *page;

  test_ledger_bring (ledger, &theirs);
  test_await (outlay_page_apply (outlay_page_new (), get_database (ledger), "2"));
  g_object_unref (test_ledger_get (ledger, ID));

  page = outlay_page_new ();
  outlay_page_add (page, OUTLAY_CHANGE_EXPENSE_GONE, ID, NULL);
  test_await (outlay_page_apply (page, get_database (ledger), "3"));
  g_assert_null (outlay_expense_store_get (ledger->store, ID, NULL));
}

/* PAINS 2: what waits here is not overwritten; giving it up brings the company's newest. */
static void
test_keeps_what_waits (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit mine = test_company_expense (ID, TEST_USER, OUTLAY_STATE_DRAFT, 1);
  g_autoptr (OutlayExpense) row = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  g_autoptr (OutlayOutboxEntry) entry = NULL;
  OutlayPage *page;

  test_ledger_bring (ledger, &mine);
  row = test_ledger_get (ledger, ID);
  draft = outlay_expense_draft_new_for (row);
  g_object_set (draft, "merchant", "Edited here", NULL);
  test_await (outlay_expense_store_save (ledger->store, draft));

  mine.merchant = "Edited there";
  mine.revision = 2;
  test_ledger_bring (ledger, &mine);
  g_clear_object (&row);
  row = test_ledger_get (ledger, ID);
  g_assert_cmpstr (outlay_expense_get_merchant (row), ==, "Edited here");
  g_assert_cmpint (outlay_expense_get_revision (row), ==, 1);

  page = outlay_page_new ();
  outlay_page_add (page, OUTLAY_CHANGE_EXPENSE_GONE, "018f0000-0000-7000-8000-00000000bbbb", NULL);
  test_await (outlay_page_apply (page, get_database (ledger), NULL));

  entry = g_list_model_get_item (G_LIST_MODEL (ledger->outbox), 0);
  g_assert_true (test_await_boolean (
      outlay_outbox_discard (ledger->outbox, outlay_outbox_entry_get_id (entry))));
  g_clear_object (&row);
  row = test_ledger_get (ledger, ID);
  g_assert_cmpstr (outlay_expense_get_merchant (row), ==, "Edited there");
  g_assert_cmpint (outlay_expense_get_revision (row), ==, 2);
}

static void
test_tombstone_spares_what_waits (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit mine = test_company_expense (ID, TEST_USER, OUTLAY_STATE_DRAFT, 1);
  g_autoptr (OutlayExpense) row = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  OutlayPage *page = outlay_page_new ();

  test_ledger_bring (ledger, &mine);
  row = test_ledger_get (ledger, ID);
  draft = outlay_expense_draft_new_for (row);
  g_object_set (draft, "merchant", "Edited here", NULL);
  test_await (outlay_expense_store_save (ledger->store, draft));
  outlay_page_add (page, OUTLAY_CHANGE_EXPENSE_GONE, ID, NULL);
  test_await (outlay_page_apply (page, get_database (ledger), NULL));
  g_object_unref (test_ledger_get (ledger, ID));
}

/* A page read twice, or after an answer that was newer, changes nothing. */
static void
test_old_news_change_nothing (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit mine = test_company_expense (ID, TEST_USER, OUTLAY_STATE_APPROVED, 5);
  g_autoptr (OutlayExpense) row = NULL;

  test_ledger_bring (ledger, &mine);
  mine.state = OUTLAY_STATE_SUBMITTED;
  mine.revision = 4;
  test_ledger_bring (ledger, &mine);
  row = test_ledger_get (ledger, ID);
  g_assert_cmpint (outlay_expense_get_state (row), ==, OUTLAY_STATE_APPROVED);
}

static void
count_cb (OutlayExpenseStore *store, gpointer data)
{
  (*(guint *) data)++;
}

/* The feed brings back what was just sent: nothing is shown anew. */
static void
test_echo_is_no_change (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit mine = test_company_expense (ID, TEST_USER, OUTLAY_STATE_SUBMITTED, 5);
  guint n_changed = 0;

  test_ledger_bring (ledger, &mine);
  g_signal_connect (ledger->store, "changed", G_CALLBACK (count_cb), &n_changed);
  test_ledger_bring (ledger, &mine);
  g_assert_cmpuint (n_changed, ==, 0);
  mine.revision = 6;
  mine.state = OUTLAY_STATE_APPROVED;
  test_ledger_bring (ledger, &mine);
  g_assert_cmpuint (n_changed, ==, 1);
  g_signal_handlers_disconnect_by_data (ledger->store, &n_changed);
}

/* A form that was open while the company changed the row loses neither. */
static void
test_change_under_an_open_form (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit mine = test_company_expense (ID, TEST_USER, OUTLAY_STATE_DRAFT, 1);
  g_autoptr (OutlayExpense) base = NULL;
  g_autoptr (OutlayExpense) row = NULL;
  g_autoptr (OutlayExpense) theirs = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;

  test_ledger_bring (ledger, &mine);
  base = test_ledger_get (ledger, ID);
  draft = outlay_expense_draft_new_for (base);
  g_object_set (draft, "merchant", "Typed here", NULL);
  mine.revision = 2;
  mine.note = "from the telephone";
  test_ledger_bring (ledger, &mine);
  test_await (outlay_expense_store_save (ledger->store, draft));

  row = test_ledger_get (ledger, ID);
  theirs = outlay_expense_store_get_conflict (ledger->store, ID);
  g_assert_cmpint (outlay_expense_get_delivery (row), ==, OUTLAY_DELIVERY_CONFLICT);
  g_assert_cmpstr (outlay_expense_get_merchant (row), ==, "Typed here");
  g_assert_nonnull (theirs);
  g_assert_cmpstr (outlay_expense_get_note (theirs), ==, "from the telephone");
}

/* What is shown ahead in the history gives way to the company's own words. */
static void
test_history (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  OutlayExpenseInit theirs = test_company_expense (ID, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 1);
  OutlayEventInit events[] = {
    { .seq = 1,
      .at = "2026-11-18T09:00:00.000Z",
      .actor_id = TEST_OTHER,
      .actor_name = "Grace",
      .action = OUTLAY_ACTION_SUBMIT,
      .from = OUTLAY_STATE_DRAFT,
      .to = OUTLAY_STATE_SUBMITTED },
    { .seq = 2,
      .at = "2026-11-19T09:00:00.000Z",
      .actor_id = TEST_USER,
      .actor_name = "Ada",
      .action = OUTLAY_ACTION_REJECT,
      .from = OUTLAY_STATE_SUBMITTED,
      .to = OUTLAY_STATE_REJECTED,
      .reason = "no date",
      .revision = 1 },
  };
  g_autoptr (GListModel) list = outlay_expense_store_list_events (ledger->store, ID);
  g_autoptr (OutlayExpense) shown = NULL;
  g_autoptr (OutlayEvent) last = NULL;
  OutlayExpenseInit answer;
  gint64 entry;

  test_ledger_bring (ledger, &theirs);
  test_await (outlay_events_store (get_database (ledger), ID, events, 1));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);

  shown = test_ledger_get (ledger, ID);
  entry = test_await_int64 (
      outlay_expense_store_act (ledger->store, shown, OUTLAY_ACTION_REJECT, "no date"));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  /* Read again before it was sent, the company's history leaves it in place. */
  test_await (outlay_events_store (get_database (ledger), ID, events, 1));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  answer = test_company_expense (ID, TEST_OTHER, OUTLAY_STATE_REJECTED, 2);
  test_await (outlay_outbox_mark_sent (ledger->outbox, entry, &answer));
  test_await (outlay_events_store (get_database (ledger), ID, events, 2));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  last = g_list_model_get_item (list, 1);
  g_assert_cmpint (outlay_event_get_seq (last), ==, 2);
  g_assert_cmpstr (outlay_event_get_reason (last), ==, "no date");
}

/* Categories come before or after the expenses that name them, and never vanish from these. */
static void
test_categories_in_any_order (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayCategoryStore *store = outlay_workspace_get_category_store (ledger->workspace);
  OutlayExpenseInit mine = test_company_expense (ID, TEST_USER, OUTLAY_STATE_DRAFT, 1);
  const char *late = "018f0000-0000-7000-8000-0000000000c2";
  g_autoptr (OutlayCategory)
      category = outlay_category_new (late, "Meals", "fork-symbolic", "red", FALSE);
  g_autoptr (OutlayExpense) row = NULL;
  OutlayPage *page;

  mine.category = late;
  test_ledger_bring (ledger, &mine);
  row = test_ledger_get (ledger, ID);
  g_assert_cmpstr (outlay_expense_get_category (row), ==, late);
  g_assert_null (outlay_category_store_find (store, late));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);

  page = outlay_page_new ();
  outlay_page_add_category (page, category);
  test_await (outlay_page_apply (page, get_database (ledger), NULL));
  g_assert_cmpstr (outlay_category_get_name (outlay_category_store_find (store, late)), ==,
                   "Meals");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);

  page = outlay_page_new ();
  outlay_page_add (page, OUTLAY_CHANGE_CATEGORY_GONE, late, NULL);
  test_await (outlay_page_apply (page, get_database (ledger), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  g_assert_true (outlay_category_is_archived (outlay_category_store_find (store, late)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/incoming/brings-rows-with-the-cursor",
                   test_brings_rows_with_the_cursor);
  g_test_add_func ("/client/incoming/page-is-all-or-nothing", test_page_is_all_or_nothing);
  g_test_add_func ("/client/incoming/keeps-decided-for-a-while", test_keeps_decided_for_a_while);
  g_test_add_func ("/client/incoming/only-tombstones-delete", test_only_tombstones_delete);
  g_test_add_func ("/client/incoming/keeps-what-waits", test_keeps_what_waits);
  g_test_add_func ("/client/incoming/tombstone-spares-what-waits",
                   test_tombstone_spares_what_waits);
  g_test_add_func ("/client/incoming/old-news-change-nothing", test_old_news_change_nothing);
  g_test_add_func ("/client/incoming/echo-is-no-change", test_echo_is_no_change);
  g_test_add_func ("/client/incoming/change-under-an-open-form", test_change_under_an_open_form);
  g_test_add_func ("/client/incoming/history", test_history);
  g_test_add_func ("/client/incoming/categories-in-any-order", test_categories_in_any_order);

  return g_test_run ();
}
