/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-table.h"
#include "core/proof/outlay-digest.h"
#include "test-ledger.h"

static void
check_taken (TestLedger *ledger, OutlayOutboxKind kind, gint64 *id)
{
  g_autoptr (OutlayParcel) parcel = test_ledger_take (ledger);

  g_assert_nonnull (parcel);
  g_assert_cmpint (parcel->kind, ==, kind);
  *id = parcel->id;
}

static void
check_nothing_due (TestLedger *ledger)
{
  g_autoptr (OutlayParcel) parcel = test_ledger_take (ledger);

  g_assert_null (parcel);
}

static GError *
offline (void)
{
  return g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE, "no answer");
}

/* The company's answer to what was sent: the same, one revision on. */
static OutlayExpenseInit
answer_to (OutlayExpense *expense, OutlayState state, gint64 revision)
{
  OutlayExpenseInit init;

  test_ledger_init_of (expense, &init);
  init.state = state;
  init.revision = revision;
  init.updated_at = "2026-11-20T12:00:00.000Z";

  return init;
}

static void
check_same (OutlayExpense *a, OutlayExpense *b)
{
  g_assert_cmpstr (outlay_expense_get_id (a), ==, outlay_expense_get_id (b));
  g_assert_cmpstr (outlay_expense_get_owner_id (a), ==, outlay_expense_get_owner_id (b));
  g_assert_cmpstr (outlay_expense_get_merchant (a), ==, outlay_expense_get_merchant (b));
  g_assert_true (outlay_money_equal (outlay_expense_get_amount (a), outlay_expense_get_amount (b)));
  g_assert_cmpstr (outlay_expense_get_day (a), ==, outlay_expense_get_day (b));
  g_assert_cmpstr (outlay_expense_get_category (a), ==, outlay_expense_get_category (b));
  g_assert_cmpstr (outlay_expense_get_note (a), ==, outlay_expense_get_note (b));
  g_assert_cmpstrv ((GStrv) outlay_expense_get_proofs (a), (GStrv) outlay_expense_get_proofs (b));
  g_assert_cmpstr (outlay_expense_get_proof_digest (a), ==, outlay_expense_get_proof_digest (b));
  g_assert_cmpuint (outlay_expense_get_proof_version (a), ==, outlay_expense_get_proof_version (b));
  g_assert_cmpuint (outlay_expense_get_reuploads_left (a), ==,
                    outlay_expense_get_reuploads_left (b));
  g_assert_cmpint (outlay_expense_get_state (a), ==, outlay_expense_get_state (b));
  g_assert_cmpint (outlay_expense_get_revision (a), ==, outlay_expense_get_revision (b));
  g_assert_cmpstr (outlay_expense_get_created_at (a), ==, outlay_expense_get_created_at (b));
  g_assert_cmpstr (outlay_expense_get_updated_at (a), ==, outlay_expense_get_updated_at (b));
  g_assert_cmpint (outlay_expense_get_delivery (a), ==, outlay_expense_get_delivery (b));
}

static gint64
act_on (TestLedger *ledger, const char *id, OutlayAction action, const char *reason)
{
  g_autoptr (OutlayExpense) shown = test_ledger_get (ledger, id);

  return test_await_int64 (outlay_expense_store_act (ledger->store, shown, action, reason));
}

static void
edit (TestLedger *ledger, const char *id, const char *merchant)
{
  g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);

  g_object_set (draft, "merchant", merchant, NULL);
  test_await (outlay_expense_store_save (ledger->store, draft));
}

/* PAINS 3: proofs, then the expense that names them, then what is done with it. */
static void
test_sends_in_order (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) sent = NULL;
  g_autoptr (GError) error = offline ();
  OutlayExpenseInit answer;
  gint64 proof;
  gint64 save;
  gint64 action;

  act_on (ledger, id, OUTLAY_ACTION_SUBMIT, NULL);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 3);

  check_taken (ledger, OUTLAY_OUTBOX_PROOF, &proof);
  check_nothing_due (ledger);
  test_await (outlay_outbox_mark_failed (ledger->outbox, proof, error, TRUE, 0));
  check_taken (ledger, OUTLAY_OUTBOX_PROOF, &proof);
  test_await (outlay_outbox_mark_sent (ledger->outbox, proof, NULL));

  check_taken (ledger, OUTLAY_OUTBOX_SAVE, &save);
  check_nothing_due (ledger);
  sent = test_ledger_get (ledger, id);
  answer = answer_to (sent, OUTLAY_STATE_DRAFT, 1);
  test_await (outlay_outbox_mark_sent (ledger->outbox, save, &answer));
  g_clear_object (&sent);

  /* What was shown ahead stays until its own answer. */
  sent = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_state (sent), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpint (outlay_expense_get_revision (sent), ==, 1);
  g_assert_cmpint (outlay_expense_get_delivery (sent), ==, OUTLAY_DELIVERY_WAITING);

  check_taken (ledger, OUTLAY_OUTBOX_ACTION, &action);
  answer = answer_to (sent, OUTLAY_STATE_SUBMITTED, 2);
  test_await (outlay_outbox_mark_sent (ledger->outbox, action, &answer));
  g_clear_object (&sent);
  sent = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_revision (sent), ==, 2);
  g_assert_cmpint (outlay_expense_get_delivery (sent), ==, OUTLAY_DELIVERY_DELIVERED);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
}

static void
test_shares_an_upload (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *a = test_ledger_save_complete (ledger, "Nero", "same");
  g_autofree char *b = test_ledger_save_complete (ledger, "Bahn", "same");
  gint64 proof;
  gint64 save;

  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 3);
  check_taken (ledger, OUTLAY_OUTBOX_PROOF, &proof);
  check_nothing_due (ledger);
  test_await (outlay_outbox_mark_sent (ledger->outbox, proof, NULL));
  check_taken (ledger, OUTLAY_OUTBOX_SAVE, &save);
  check_taken (ledger, OUTLAY_OUTBOX_SAVE, &save);
  check_nothing_due (ledger);
}

static void
test_collapses_saves (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autoptr (OutlayParcel) first = NULL;
  g_autoptr (OutlayParcel) again = NULL;
  g_autoptr (OutlayParcel) second = NULL;
  g_autoptr (GError) error = offline ();
  OutlayExpenseInit answer;

  edit (ledger, id, "Nero 2");
  edit (ledger, id, "Nero 3");
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 1);

  /* While it is being sent, a save is an entry of its own, and what is sent again is
   * what was sent. */
  first = test_ledger_take (ledger);
  edit (ledger, id, "Nero 4");
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 2);
  check_nothing_due (ledger);
  test_await (outlay_outbox_mark_failed (ledger->outbox, first->id, error, TRUE, 0));
  edit (ledger, id, "Nero 5");
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 2);

  again = test_ledger_take (ledger);
  g_assert_cmpint (again->id, ==, first->id);
  g_assert_true (again->is_uncertain);
  g_assert_cmpstr (again->idempotency_key, ==, first->idempotency_key);
  g_assert_cmpstr (outlay_expense_get_merchant (again->expense), ==, "Nero 3");
  answer = answer_to (again->expense, OUTLAY_STATE_DRAFT, 1);
  test_await (outlay_outbox_mark_sent (ledger->outbox, again->id, &answer));

  second = test_ledger_take (ledger);
  g_assert_cmpstr (outlay_expense_get_merchant (second->expense), ==, "Nero 5");
  g_assert_cmpint (second->revision, ==, 1);
  g_assert_cmpstr (second->idempotency_key, !=, first->idempotency_key);
}

static void
test_new_content_has_a_new_key (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autoptr (OutlayParcel) first = test_ledger_take (ledger);
  g_autoptr (OutlayParcel) second = NULL;
  g_autoptr (GError) error = offline ();

  /* It certainly did not arrive: the entry takes the new content. */
  test_await (outlay_outbox_mark_failed (ledger->outbox, first->id, error, FALSE, 0));
  edit (ledger, id, "Bahn");
  second = test_ledger_take (ledger);
  g_assert_cmpint (second->id, ==, first->id);
  g_assert_cmpstr (second->idempotency_key, !=, first->idempotency_key);
  g_assert_cmpstr (outlay_expense_get_merchant (second->expense), ==, "Bahn");
}

static void
test_undo_restores_exactly (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) before = NULL;
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (GListModel) events = outlay_expense_store_list_events (ledger->store, id);
  gint64 entry;

  test_ledger_deliver (ledger);
  before = test_ledger_get (ledger, id);
  entry = act_on (ledger, id, OUTLAY_ACTION_SUBMIT, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 1);

  g_assert_true (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
  after = test_ledger_get (ledger, id);
  check_same (before, after);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 0);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
  g_assert_null (outlay_expense_store_get_proof_version (ledger->store, id,
                                                         outlay_expense_get_proof_digest (before)));
  g_assert_false (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
}

static void
test_undo_is_too_late_once_it_left (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (GError) error = offline ();
  gint64 entry;
  gint64 taken;

  test_ledger_deliver (ledger);
  entry = act_on (ledger, id, OUTLAY_ACTION_SUBMIT, NULL);
  check_taken (ledger, OUTLAY_OUTBOX_ACTION, &taken);
  g_assert_cmpint (taken, ==, entry);
  g_assert_false (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));

  test_await (outlay_outbox_mark_failed (ledger->outbox, entry, error, TRUE, 0));
  g_assert_false (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
}

static void
test_decisions_wait_for_a_moment (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  const char *id = "018f0000-0000-7000-8000-00000000aaaa";
  OutlayExpenseInit theirs = test_company_expense (id, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 3);
  g_autoptr (OutlayExpense) before = NULL;
  g_autoptr (OutlayExpense) after = NULL;
  gint64 now = g_get_real_time ();
  gint64 entry;

  test_ledger_bring (ledger, &theirs);
  g_assert_cmpuint (outlay_expense_store_count_waiting (ledger->store), ==, 1);
  before = test_ledger_get (ledger, id);
  entry = act_on (ledger, id, OUTLAY_ACTION_REJECT, "the date is missing");
  g_assert_cmpuint (outlay_expense_store_count_waiting (ledger->store), ==, 0);
  check_nothing_due (ledger);
  g_assert_cmpint (outlay_outbox_next_due (ledger->outbox), >, now + 4 * G_USEC_PER_SEC);
  g_assert_cmpint (outlay_outbox_next_due (ledger->outbox), <, now + 10 * G_USEC_PER_SEC);

  g_assert_true (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
  after = test_ledger_get (ledger, id);
  check_same (before, after);

  /* Asked to go at once, it names what was shown. */
  entry = act_on (ledger, id, OUTLAY_ACTION_REJECT, "the date is missing");
  outlay_outbox_retry (ledger->outbox, entry);
  {
    g_autoptr (OutlayParcel) parcel = test_ledger_take (ledger);

    g_assert_nonnull (parcel);
    g_assert_cmpint (parcel->action, ==, OUTLAY_ACTION_REJECT);
    g_assert_cmpint (parcel->revision, ==, 3);
    g_assert_cmpstr (parcel->reason, ==, "the date is missing");
  }
}

static void
test_discard_restores_what_the_company_has (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) before = NULL;
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (OutlayOutboxEntry) first = NULL;
  g_autofree char *sha256 = test_ledger_import (ledger, "b");
  g_autoptr (OutlayExpenseDraft) draft = NULL;

  test_ledger_deliver (ledger);
  before = test_ledger_get (ledger, id);
  edit (ledger, id, "Bahn");
  {
    g_autoptr (OutlayExpense) edited = test_ledger_get (ledger, id);

    draft = outlay_expense_draft_new_for (edited);
    outlay_expense_draft_add_proof (draft, sha256);
    test_await (outlay_expense_store_save (ledger->store, draft));
  }
  act_on (ledger, id, OUTLAY_ACTION_SUBMIT, NULL);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 3);

  first = g_list_model_get_item (G_LIST_MODEL (ledger->outbox), 0);
  g_assert_cmpint (outlay_outbox_entry_get_kind (first), ==, OUTLAY_OUTBOX_SAVE);
  g_assert_true (test_await_boolean (
      outlay_outbox_discard (ledger->outbox, outlay_outbox_entry_get_id (first))));
  after = test_ledger_get (ledger, id);
  check_same (before, after);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
}

/* PAINS 4: what the company refused stays here, can be mended, and goes under a new key. */
static void
test_refused_stays_and_is_mended (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autoptr (OutlayParcel) first = test_ledger_take (ledger);
  g_autoptr (OutlayParcel) second = NULL;
  g_autoptr (OutlayExpense) stuck = NULL;
  g_autoptr (OutlayOutboxEntry) entry = NULL;
  g_autoptr (GError) error = g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED,
                                                  "merchant is too long");

  test_await (outlay_outbox_mark_stuck (ledger->outbox, first->id, error));
  stuck = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_delivery (stuck), ==, OUTLAY_DELIVERY_STUCK);
  g_assert_true (outlay_outbox_has_stuck (ledger->outbox));
  check_nothing_due (ledger);

  test_ledger_reopen (ledger);
  entry = g_list_model_get_item (G_LIST_MODEL (ledger->outbox), 0);
  g_assert_true (outlay_outbox_entry_is_stuck (entry));
  g_assert_cmpint (outlay_outbox_entry_get_last_error (entry), ==, OUTLAY_CLIENT_ERROR_REFUSED);
  g_assert_cmpstr (outlay_outbox_entry_get_last_message (entry), ==, "merchant is too long");
  g_assert_cmpuint (outlay_outbox_entry_get_attempts (entry), ==, 1);
  g_assert_cmpstr (outlay_outbox_entry_get_merchant (entry), ==, "Nero");

  edit (ledger, id, "Ner");
  second = test_ledger_take (ledger);
  g_assert_nonnull (second);
  g_assert_cmpstr (second->idempotency_key, !=, first->idempotency_key);
}

/* What waits behind a refusal is mended by withdrawing it: nothing of the first try is
 * left in the way. */
static void
test_refused_is_withdrawn_and_mended (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayParcel) proof = NULL;
  g_autoptr (OutlayParcel) first = NULL;
  g_autoptr (OutlayParcel) second = NULL;
  g_autoptr (OutlayExpense) row = NULL;
  g_autoptr (GListModel) events = outlay_expense_store_list_events (ledger->store, id);
  g_autoptr (GError) error = g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED,
                                                  "category: names no category");

  act_on (ledger, id, OUTLAY_ACTION_SUBMIT, NULL);
  proof = test_ledger_take (ledger);
  test_await (outlay_outbox_mark_sent (ledger->outbox, proof->id, NULL));
  first = test_ledger_take (ledger);
  g_assert_cmpint (first->kind, ==, OUTLAY_OUTBOX_SAVE);
  test_await (outlay_outbox_mark_stuck (ledger->outbox, first->id, error));

  g_assert_cmpint (act_on (ledger, id, OUTLAY_ACTION_WITHDRAW, NULL), ==, 0);
  row = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_state (row), ==, OUTLAY_STATE_DRAFT);
  g_assert_cmpint (outlay_expense_get_delivery (row), ==, OUTLAY_DELIVERY_STUCK);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 0);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 1);

  edit (ledger, id, "Bahn");
  act_on (ledger, id, OUTLAY_ACTION_SUBMIT, NULL);
  second = test_ledger_take (ledger);
  g_assert_cmpint (second->kind, ==, OUTLAY_OUTBOX_SAVE);
  g_assert_cmpstr (outlay_expense_get_merchant (second->expense), ==, "Bahn");
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 2);
}

static void
test_delete_and_undo (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "a");
  g_autoptr (OutlayExpense) before = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 entry;

  /* Made and deleted before anything was sent: it is held, undone, and then forgotten. */
  entry = test_await_int64 (outlay_expense_store_delete (ledger->store, id));
  g_assert_null (outlay_expense_store_get (ledger->store, id, &error));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
  check_nothing_due (ledger);
  g_assert_true (test_await_boolean (outlay_outbox_undo (ledger->outbox, entry)));
  after = test_ledger_get (ledger, id);
  check_same (before, after);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 2);

  entry = test_await_int64 (outlay_expense_store_delete (ledger->store, id));
  outlay_outbox_retry (ledger->outbox, entry);
  check_nothing_due (ledger);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
}

static void
test_delete_at_the_company (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autoptr (OutlayParcel) parcel = NULL;
  gint64 entry;

  test_ledger_deliver (ledger);
  entry = test_await_int64 (outlay_expense_store_delete (ledger->store, id));
  check_nothing_due (ledger);
  outlay_outbox_retry (ledger->outbox, entry);
  parcel = test_ledger_take (ledger);
  g_assert_cmpint (parcel->kind, ==, OUTLAY_OUTBOX_DELETE);
  g_assert_cmpint (parcel->revision, ==, 1);
  test_await (outlay_outbox_mark_sent (ledger->outbox, parcel->id, NULL));
  g_assert_cmpint (
      outlay_expense_table_find (
          outlay_database_get_reader (outlay_workspace_get_database (ledger->workspace)), id, NULL,
          NULL),
      ==, 0);
}

static void
make_conflict (TestLedger *ledger, const char *id, const char *theirs)
{
  g_autoptr (OutlayParcel) parcel = NULL;
  g_autoptr (GError) error = g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT,
                                                  "revision 2 is current");
  OutlayExpenseInit current;

  edit (ledger, id, "Mine");
  parcel = test_ledger_take (ledger);
  g_assert_nonnull (parcel);
  current = answer_to (parcel->expense, OUTLAY_STATE_DRAFT, 2);
  current.merchant = theirs;
  test_await (outlay_outbox_mark_conflict (ledger->outbox, parcel->id, &current, error));
}

/* PAINS 7: both versions are kept until the person has chosen. */
static void
test_conflict_keeps_both (void)
{
  for (int keep_mine = 0; keep_mine < 2; keep_mine++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
      g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
      g_autoptr (OutlayExpense) mine = NULL;
      g_autoptr (OutlayExpense) theirs = NULL;
      g_autoptr (OutlayExpense) chosen = NULL;

      test_ledger_deliver (ledger);
      make_conflict (ledger, id, "Theirs");
      test_ledger_reopen (ledger);
      mine = test_ledger_get (ledger, id);
      theirs = outlay_expense_store_get_conflict (ledger->store, id);
      g_assert_cmpint (outlay_expense_get_delivery (mine), ==, OUTLAY_DELIVERY_CONFLICT);
      g_assert_cmpstr (outlay_expense_get_merchant (mine), ==, "Mine");
      g_assert_cmpstr (outlay_expense_get_merchant (theirs), ==, "Theirs");

      /* Trying again is no choice between the two. */
      {
        g_autoptr (OutlayOutboxEntry)
            entry = g_list_model_get_item (G_LIST_MODEL (ledger->outbox), 0);

        outlay_outbox_retry (ledger->outbox, outlay_outbox_entry_get_id (entry));
        check_nothing_due (ledger);
      }

      /* Going on typing neither loses the other version nor sends anything. */
      edit (ledger, id, "Mine again");
      check_nothing_due (ledger);

      test_await (outlay_expense_store_resolve (ledger->store, id, keep_mine));
      g_assert_null (outlay_expense_store_get_conflict (ledger->store, id));
      chosen = test_ledger_get (ledger, id);
      g_assert_cmpstr (outlay_expense_get_merchant (chosen), ==,
                       keep_mine ? "Mine again" : "Theirs");
      g_assert_cmpint (outlay_expense_get_revision (chosen), ==, 2);
      g_assert_cmpuint (test_ledger_deliver (ledger), ==, keep_mine ? 1 : 0);
      g_clear_object (&chosen);
      chosen = test_ledger_get (ledger, id);
      g_assert_cmpint (outlay_expense_get_delivery (chosen), ==, OUTLAY_DELIVERY_DELIVERED);
    }
}

/* PAINS 6: an answer that was lost is no conflict. */
static void
test_lost_answer_is_no_conflict (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autoptr (OutlayParcel) parcel = test_ledger_take (ledger);
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (GError) error = offline ();
  OutlayExpenseInit current = answer_to (parcel->expense, OUTLAY_STATE_DRAFT, 1);

  test_await (outlay_outbox_mark_failed (ledger->outbox, parcel->id, error, TRUE, 0));
  test_await (outlay_outbox_mark_conflict (ledger->outbox, parcel->id, &current, error));
  after = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_delivery (after), ==, OUTLAY_DELIVERY_DELIVERED);
  g_assert_cmpint (outlay_expense_get_revision (after), ==, 1);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
}

/* A run that was cut off: what was on its way is sent again under its key. */
static void
test_release_after_a_cut (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autoptr (OutlayParcel) first = test_ledger_take (ledger);
  g_autoptr (OutlayParcel) second = NULL;

  test_ledger_reopen (ledger);
  check_nothing_due (ledger);
  test_await (outlay_outbox_release (ledger->outbox));
  second = test_ledger_take (ledger);
  g_assert_cmpstr (second->idempotency_key, ==, first->idempotency_key);
  g_assert_true (second->is_uncertain);
}

static void
test_discarded_upload_takes_its_save_along (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autofree char *sha256 = test_ledger_import (ledger, "b");
  g_autoptr (OutlayExpense) before = NULL;
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  g_autoptr (OutlayOutboxEntry) upload = NULL;

  test_ledger_deliver (ledger);
  before = test_ledger_get (ledger, id);
  draft = outlay_expense_draft_new_for (before);
  outlay_expense_draft_add_proof (draft, sha256);
  test_await (outlay_expense_store_save (ledger->store, draft));
  upload = g_list_model_get_item (G_LIST_MODEL (ledger->outbox), 0);
  g_assert_cmpint (outlay_outbox_entry_get_kind (upload), ==, OUTLAY_OUTBOX_PROOF);
  g_assert_cmpstr (outlay_outbox_entry_get_sha256 (upload), ==, sha256);

  g_assert_true (test_await_boolean (
      outlay_outbox_discard (ledger->outbox, outlay_outbox_entry_get_id (upload))));
  after = test_ledger_get (ledger, id);
  check_same (before, after);
  g_assert_cmpuint (outlay_outbox_count (ledger->outbox), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/client/outbox/sends-in-order", test_sends_in_order);
  g_test_add_func ("/client/outbox/shares-an-upload", test_shares_an_upload);
  g_test_add_func ("/client/outbox/collapses-saves", test_collapses_saves);
  g_test_add_func ("/client/outbox/new-content-has-a-new-key", test_new_content_has_a_new_key);
  g_test_add_func ("/client/outbox/undo-restores-exactly", test_undo_restores_exactly);
  g_test_add_func ("/client/outbox/undo-is-too-late-once-it-left",
                   test_undo_is_too_late_once_it_left);
  g_test_add_func ("/client/outbox/decisions-wait-for-a-moment", test_decisions_wait_for_a_moment);
  g_test_add_func ("/client/outbox/discard-restores-what-the-company-has",
                   test_discard_restores_what_the_company_has);
  g_test_add_func ("/client/outbox/refused-stays-and-is-mended", test_refused_stays_and_is_mended);
  g_test_add_func ("/client/outbox/refused-is-withdrawn-and-mended",
                   test_refused_is_withdrawn_and_mended);
  g_test_add_func ("/client/outbox/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/client/outbox/delete-at-the-company", test_delete_at_the_company);
  g_test_add_func ("/client/outbox/conflict-keeps-both", test_conflict_keeps_both);
  g_test_add_func ("/client/outbox/lost-answer-is-no-conflict", test_lost_answer_is_no_conflict);
  g_test_add_func ("/client/outbox/release-after-a-cut", test_release_after_a_cut);
  g_test_add_func ("/client/outbox/discarded-upload-takes-its-save-along",
                   test_discarded_upload_takes_its_save_along);

  return g_test_run ();
}
