/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-digest.h"
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

static void
test_on_the_device_only (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (ledger->workspace);
  OutlayExpenseFilter filter = { .scope = OUTLAY_SCOPE_MINE };
  g_autoptr (OutlayExpenseList) list = outlay_expense_store_list (ledger->store, &filter);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");
  g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpense) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n_categories;
  gint64 entry;

  /* Nothing to send, nobody to decide; categories to begin with. */
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
  g_assert_cmpint (outlay_expense_get_delivery (expense), ==, OUTLAY_DELIVERY_DELIVERED);
  g_assert_null (outlay_workspace_get_session (ledger->workspace));
  g_assert_null (outlay_workspace_get_sync (ledger->workspace));
  n_categories = g_list_model_get_n_items (G_LIST_MODEL (categories));
  g_assert_cmpuint (n_categories, >, 3);
  error = test_await_error (
      outlay_expense_store_act (ledger->store, expense, OUTLAY_ACTION_SUBMIT, NULL));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);

  entry = test_await_int64 (outlay_expense_store_delete (ledger->store, id));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_true (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
  g_assert_false (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  g_clear_object (&list);
  test_ledger_reopen (ledger);
  again = test_ledger_get (ledger, id);
  g_assert_cmpstr (outlay_expense_get_merchant (again), ==, "Nero");
  categories = outlay_workspace_get_category_store (ledger->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (categories)), ==, n_categories);
}

static void
test_refuses_what_is_no_draft (void)
{
  static const struct
  {
    const char *property;
    const char *value;
  } bad[] = { { "amount-text", "twelve" },
              { "day", "2026-02-30" },
              { "merchant", "a\x01"
                            "b" } };
  g_autoptr (TestLedger) ledger = test_ledger_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");
      g_autoptr (GError) error = NULL;

      g_object_set (draft, bad[i].property, bad[i].value, NULL);
      error = test_await_error (outlay_expense_store_save (ledger->store, draft));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
    }
}

/* The judge's verdicts, as the database has the facts. PAINS 15: nobody decides on their own. */
static void
test_judges_by_the_ledger (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_ADMIN);
  const char *id = "018f0000-0000-7000-8000-00000000aaaa";
  OutlayExpenseInit theirs = test_company_expense (id, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 1);
  g_autofree char *incomplete = test_ledger_save (ledger, "Nero", "4.20", "2026-11-20");
  g_autofree char *complete = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) draft = test_ledger_get (ledger, incomplete);
  g_autoptr (OutlayExpense) ready = test_ledger_get (ledger, complete);
  g_autoptr (OutlayExpense) own = NULL;
  g_autoptr (OutlayExpense) shown = NULL;
  g_autoptr (GError) error = NULL;

  error = test_await_error (
      outlay_expense_store_act (ledger->store, draft, OUTLAY_ACTION_SUBMIT, NULL));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  g_clear_error (&error);

  test_await (outlay_expense_store_act (ledger->store, ready, OUTLAY_ACTION_SUBMIT, NULL));
  own = test_ledger_get (ledger, complete);
  g_assert_cmpint (outlay_expense_get_state (own), ==, OUTLAY_STATE_SUBMITTED);
  error = test_await_error (
      outlay_expense_store_act (ledger->store, own, OUTLAY_ACTION_APPROVE, NULL));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  g_clear_error (&error);

  test_ledger_bring (ledger, &theirs);
  shown = test_ledger_get (ledger, id);
  error = test_await_error (
      outlay_expense_store_act (ledger->store, shown, OUTLAY_ACTION_REJECT, "  "));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  g_clear_error (&error);

  /* What was shown is no longer what is there. */
  theirs.revision = 2;
  theirs.proof_digest = "changed";
  test_ledger_bring (ledger, &theirs);
  error = test_await_error (
      outlay_expense_store_act (ledger->store, shown, OUTLAY_ACTION_APPROVE, NULL));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT);
}

static void
correct (TestLedger *ledger, const char *id, const char *text)
{
  g_autoptr (OutlayExpense) row = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (row);
  g_autofree char *sha256 = test_ledger_import (ledger, text);
  const char *proofs[] = { sha256, NULL };

  g_object_set (draft, "proofs", proofs, NULL);
  test_await (outlay_expense_store_save (ledger->store, draft));
}

static void
act (TestLedger *ledger, const char *id, OutlayAction action)
{
  g_autoptr (OutlayExpense) shown = test_ledger_get (ledger, id);

  test_await (outlay_expense_store_act (ledger->store, shown, action, NULL));
}

/* PAINS 5 and 11: a rejected one is sent again with a new proof, at most twice, and every earlier
 * version of its proof is kept. */
static void
test_counts_the_second_chances (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "v0");
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  for (int round = 0; round < 4; round++)
    {
      g_autoptr (OutlayExpense) shown = test_ledger_get (ledger, id);
      g_autoptr (OutlayExpense) sent = NULL;
      g_autofree char *text = g_strdup_printf ("v%d", round + 1);
      g_autoptr (GError) error = NULL;
      OutlayAction action = round == 0 ? OUTLAY_ACTION_SUBMIT : OUTLAY_ACTION_RESUBMIT;
      OutlayExpenseInit rejected;

      if (round == 3)
        {
          error = test_await_error (outlay_expense_store_act (ledger->store, shown, action, NULL));
          g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
          break;
        }

      test_await (outlay_expense_store_act (ledger->store, shown, action, NULL));
      sent = test_ledger_get (ledger, id);
      g_assert_cmpuint (outlay_expense_get_proof_version (sent), ==, round);
      g_assert_cmpuint (outlay_expense_get_reuploads_left (sent), ==, 2 - round);
      g_ptr_array_add (digests, g_strdup (outlay_expense_get_proof_digest (sent)));

      test_ledger_deliver (ledger);
      g_clear_object (&sent);
      sent = test_ledger_get (ledger, id);
      test_ledger_init_of (sent, &rejected);
      rejected.state = OUTLAY_STATE_REJECTED;
      rejected.revision++;
      test_ledger_bring (ledger, &rejected);

      if (round == 0)
        {
          /* The same proof again is no answer to a rejection. */
          g_autoptr (OutlayExpense) unchanged = test_ledger_get (ledger, id);

          error = test_await_error (
              outlay_expense_store_act (ledger->store, unchanged, OUTLAY_ACTION_RESUBMIT, NULL));
          g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
        }
      correct (ledger, id, text);
      test_ledger_deliver (ledger);
    }

  for (guint i = 0; i < digests->len; i++)
    {
      g_auto (GStrv)
          proofs = outlay_expense_store_get_proof_version (ledger->store, id, digests->pdata[i]);
      g_autofree char *digest = NULL;
      g_autoptr (GFile) file = NULL;

      g_assert_nonnull (proofs);
      digest = outlay_digest_of_proofs ((const char *const *) proofs);
      g_assert_cmpstr (digest, ==, digests->pdata[i]);
      file = outlay_proof_store_get_file (outlay_workspace_get_proof_store (ledger->workspace),
                                          proofs[0]);
      g_assert_nonnull (file);
    }
}

/* The proof that was rejected does not come back by way of a withdrawal; the one withdrawn does. */
static void
test_rejected_proof_after_withdrawal (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "v0");
  g_autoptr (OutlayExpense) sent = NULL;
  g_autoptr (GError) error = NULL;
  OutlayExpenseInit rejected;

  act (ledger, id, OUTLAY_ACTION_SUBMIT);
  test_ledger_deliver (ledger);
  sent = test_ledger_get (ledger, id);
  test_ledger_init_of (sent, &rejected);
  rejected.state = OUTLAY_STATE_REJECTED;
  rejected.revision++;
  test_ledger_bring (ledger, &rejected);
  correct (ledger, id, "v1");
  act (ledger, id, OUTLAY_ACTION_RESUBMIT);
  act (ledger, id, OUTLAY_ACTION_WITHDRAW);

  correct (ledger, id, "v0");
  g_clear_object (&sent);
  sent = test_ledger_get (ledger, id);
  error = test_await_error (
      outlay_expense_store_act (ledger->store, sent, OUTLAY_ACTION_SUBMIT, NULL));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);

  correct (ledger, id, "v1");
  act (ledger, id, OUTLAY_ACTION_SUBMIT);
}

static void
test_completes_merchants (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *a = test_ledger_save (ledger, "Café Zoë", "1", "2026-11-20");
  g_autofree char *b = test_ledger_save (ledger, "Café Zoë", "2", "2026-11-19");
  g_autofree char *c = test_ledger_save (ledger, "Cafeteria", "3", "2026-11-18");
  g_autofree char *d = test_ledger_save (ledger, "Grand Café", "4", "2026-11-17");
  g_autofree char *e = test_ledger_save (ledger, "100% Bio_Markt", "4", "2026-11-17");
  g_autofree char *f = test_ledger_save_complete (ledger, "Bahn", "a");
  g_auto (GStrv) names = outlay_expense_store_complete_merchant (ledger->store, "CAFE", 5);
  g_auto (GStrv) first = outlay_expense_store_complete_merchant (ledger->store, "cafe", 1);
  g_auto (GStrv) percent = outlay_expense_store_complete_merchant (ledger->store, "0%", 5);
  g_auto (GStrv) after = NULL;
  g_autofree char *usual = outlay_expense_store_usual_category (ledger->store, "bahn");
  g_autofree char *none = outlay_expense_store_usual_category (ledger->store, "Nowhere");
  const char *wanted[] = { "Café Zoë", "Cafeteria", "Grand Café", NULL };

  g_assert_cmpstrv (names, (GStrv) wanted);
  g_assert_cmpuint (g_strv_length (first), ==, 1);
  g_assert_cmpuint (g_strv_length (percent), ==, 1);
  g_assert_cmpstr (usual, ==, TEST_CATEGORY);
  g_assert_null (none);

  /* A slip that was corrected is not offered again. */
  {
    g_autoptr (OutlayExpense) row = test_ledger_get (ledger, c);
    g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (row);

    g_object_set (draft, "merchant", "Mensa", NULL);
    test_await (outlay_expense_store_save (ledger->store, draft));
  }
  after = outlay_expense_store_complete_merchant (ledger->store, "cafeteria", 5);
  g_assert_cmpuint (g_strv_length (after), ==, 0);
}

/* PAINS 21 to 23: the same file or the same facts are told of, until the person says
 * they are two. */
static void
test_finds_twins (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) row = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpenseDraft) ticket = outlay_expense_draft_new ("EUR", "2026-11-20");
  const char *ticket_id = outlay_expense_draft_get_id (ticket);
  OutlayExpenseFields same_file = { .merchant = "Else",
                                    .amount = { 1, "EUR" },
                                    .day = "2026-01-01",
                                    .proofs = outlay_expense_get_proofs (row) };
  OutlayExpenseFields same_facts = { .merchant = "nero",
                                     .amount = { 1250, "EUR" },
                                     .day = "2026-11-20" };
  OutlayExpenseFields other_amount = { .merchant = "Nero",
                                       .amount = { 1251, "EUR" },
                                       .day = "2026-11-20" };
  OutlayExpenseFields empty = { .amount = { 0, "EUR" } };
  g_autoptr (OutlayExpense)
      by_file = outlay_expense_store_find_twin (ledger->store, &same_file, NULL);
  g_autoptr (OutlayExpense)
      by_facts = outlay_expense_store_find_twin (ledger->store, &same_facts, ticket_id);

  g_assert_nonnull (by_file);
  g_assert_cmpstr (outlay_expense_get_id (by_file), ==, id);
  g_assert_nonnull (by_facts);
  g_assert_null (outlay_expense_store_find_twin (ledger->store, &same_facts, id));
  g_assert_null (outlay_expense_store_find_twin (ledger->store, &other_amount, NULL));
  g_assert_null (outlay_expense_store_find_twin (ledger->store, &empty, NULL));

  /* Two equal tickets on one day are two; said once, for both, and for good. */
  test_await (outlay_expense_store_keep_twins (ledger->store, ticket_id, id));
  g_assert_null (outlay_expense_store_find_twin (ledger->store, &same_facts, ticket_id));
  g_object_set (ticket, "merchant", "Nero", "amount-text", "12.50", NULL);
  test_await (outlay_expense_store_save (ledger->store, ticket));
  g_assert_null (outlay_expense_store_find_twin (ledger->store, &same_facts, ticket_id));
  g_assert_null (outlay_expense_store_find_twin (ledger->store, &same_facts, id));
}

static void
count_cb (OutlayExpenseStore *store, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_same_content_is_no_change (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) before = NULL;
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  guint n_changed = 0;

  test_ledger_deliver (ledger);
  before = test_ledger_get (ledger, id);
  draft = outlay_expense_draft_new_for (before);
  g_signal_connect (ledger->store, "changed", G_CALLBACK (count_cb), &n_changed);
  test_await (outlay_expense_store_save (ledger->store, draft));
  after = test_ledger_get (ledger, id);
  g_assert_cmpstr (outlay_expense_get_updated_at (after), ==,
                   outlay_expense_get_updated_at (before));
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
  g_assert_cmpuint (n_changed, ==, 1);
  g_signal_handlers_disconnect_by_data (ledger->store, &n_changed);
}

/* The company's word on a draft that went ahead by itself comes between the look and the deed. */
static void
test_own_saves_make_nothing_stale (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) shown = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpense) now = NULL;

  test_ledger_deliver (ledger);
  now = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_revision (now), >, outlay_expense_get_revision (shown));

  test_await_int64 (outlay_expense_store_act (ledger->store, shown, OUTLAY_ACTION_SUBMIT, NULL));
  g_clear_object (&now);
  now = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_state (now), ==, OUTLAY_STATE_SUBMITTED);
}

/* From another device: what is submitted must be what was looked at. */
static void
test_other_facts_are_stale (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) shown = NULL;
  g_autoptr (GError) error = NULL;
  OutlayExpenseInit other;

  test_ledger_deliver (ledger);
  shown = test_ledger_get (ledger, id);
  test_ledger_init_of (shown, &other);
  other.revision++;
  other.amount.minor++;
  test_ledger_bring (ledger, &other);

  error = test_await_error (
      outlay_expense_store_act (ledger->store, shown, OUTLAY_ACTION_SUBMIT, NULL));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/expense-store/saves-and-lists", test_saves_and_lists);
  g_test_add_func ("/client/expense-store/on-the-device-only", test_on_the_device_only);
  g_test_add_func ("/client/expense-store/refuses-what-is-no-draft", test_refuses_what_is_no_draft);
  g_test_add_func ("/client/expense-store/judges-by-the-ledger", test_judges_by_the_ledger);
  g_test_add_func ("/client/expense-store/counts-the-second-chances",
                   test_counts_the_second_chances);
  g_test_add_func ("/client/expense-store/rejected-proof-after-withdrawal",
                   test_rejected_proof_after_withdrawal);
  g_test_add_func ("/client/expense-store/completes-merchants", test_completes_merchants);
  g_test_add_func ("/client/expense-store/finds-twins", test_finds_twins);
  g_test_add_func ("/client/expense-store/same-content-is-no-change",
                   test_same_content_is_no_change);
  g_test_add_func ("/client/expense-store/own-saves-make-nothing-stale",
                   test_own_saves_make_nothing_stale);
  g_test_add_func ("/client/expense-store/other-facts-are-stale", test_other_facts_are_stale);

  return g_test_run ();
}
