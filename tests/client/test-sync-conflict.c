/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "test-team.h"

static void
assert_merchant (TestDesk *desk, const char *id, const char *merchant)
{
  g_autoptr (OutlayExpense) expense = test_desk_get (desk, id);

  g_assert_nonnull (expense);
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, merchant);
}

static void
assert_delivery (TestDesk *desk, const char *id, OutlayDelivery delivery)
{
  g_autoptr (OutlayExpense) expense = test_desk_get (desk, id);

  g_assert_nonnull (expense);
  g_assert_cmpint (outlay_expense_get_delivery (expense), ==, delivery);
}

static void
resolve (TestDesk *desk, const char *id, gboolean keep_mine)
{
  test_await (outlay_expense_store_resolve (outlay_workspace_get_expense_store (desk->workspace),
                                            id, keep_mine));
}

static OutlayExpense *
get_conflict (TestDesk *desk, const char *id)
{
  return outlay_expense_store_get_conflict (outlay_workspace_get_expense_store (desk->workspace),
                                            id);
}

/* A draft that both devices have, and have changed: the second to send finds a conflict. */
static char *
make_conflict (TestTeam *self)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  g_autoptr (OutlayExpense) there = NULL;

  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->train);
  assert_merchant (self->train, id, "Nero");

  test_desk_rename (self->train, id, "From the train");
  test_desk_rename (self->ana, id, "From the desk");
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->train);

  assert_delivery (self->train, id, OUTLAY_DELIVERY_CONFLICT);
  assert_merchant (self->train, id, "From the train");
  there = get_conflict (self->train, id);
  g_assert_nonnull (there);
  g_assert_cmpstr (outlay_expense_get_merchant (there), ==, "From the desk");
  g_assert_cmpint (outlay_sync_get_state (outlay_workspace_get_sync (self->train->workspace)), ==,
                   OUTLAY_SYNC_ATTENTION);
  return g_steal_pointer (&id);
}

static void
test_keeps_mine (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);

  resolve (self->train, id, TRUE);
  test_desk_sync_until_done (self->train);
  assert_delivery (self->train, id, OUTLAY_DELIVERY_DELIVERED);
  test_desk_sync (self->ana);
  assert_merchant (self->ana, id, "From the train");
  test_desk_assert_agrees (self->ana);
  test_desk_assert_agrees (self->train);
}

static void
test_takes_theirs (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);

  resolve (self->train, id, FALSE);
  assert_merchant (self->train, id, "From the desk");
  test_desk_sync_until_done (self->train);
  test_desk_assert_agrees (self->train);
  test_desk_assert_agrees (self->ana);
}

/* While the person thinks, the company's version goes: there is nothing to go back to any more. */
static void
test_loses_theirs (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);
  g_autoptr (OutlayExpense) there = NULL;

  test_await (
      outlay_expense_store_delete (outlay_workspace_get_expense_store (self->ana->workspace), id));
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->train);
  there = get_conflict (self->train, id);
  g_assert_null (there);
  assert_merchant (self->train, id, "From the train");

  resolve (self->train, id, FALSE);
  test_desk_sync_until_done (self->train);
  g_assert_cmpuint (test_desk_count (self->train, OUTLAY_SCOPE_MINE), ==, 0);
  test_desk_assert_agrees (self->train);
}

/* An open conflict holds up its own expense, and no other; it is there again after a restart. */
static void
test_holds_up_its_own (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);
  g_autofree char *other = test_desk_file (self->train, "Rail", 8950);
  g_autoptr (OutlayExpense) there = NULL;

  test_desk_act (self->train, other, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync (self->train);
  assert_delivery (self->train, other, OUTLAY_DELIVERY_DELIVERED);

  test_desk_close (self->train);
  test_desk_open (self->train);
  assert_delivery (self->train, id, OUTLAY_DELIVERY_CONFLICT);
  there = get_conflict (self->train, id);
  g_assert_nonnull (there);
}

/* A reviewer approves what was shown on the train; meanwhile it was withdrawn, changed
 * and sent anew. */
static void
test_approves_nothing_else (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  g_autoptr (OutlayExpense) there = NULL;
  g_autoptr (OutlayExpense) at_ana = NULL;

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->ruth);

  test_desk_act (self->ruth, id, OUTLAY_ACTION_APPROVE, NULL);

  test_desk_act (self->ana, id, OUTLAY_ACTION_WITHDRAW, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_rename (self->ana, id, "The Ritz");
  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);

  test_desk_sync (self->ruth);
  assert_delivery (self->ruth, id, OUTLAY_DELIVERY_CONFLICT);
  there = get_conflict (self->ruth, id);
  g_assert_nonnull (there);
  g_assert_cmpint (outlay_expense_get_state (there), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpstr (outlay_expense_get_merchant (there), ==, "The Ritz");

  test_desk_sync (self->ana);
  at_ana = test_desk_get (self->ana, id);
  g_assert_cmpint (outlay_expense_get_state (at_ana), ==, OUTLAY_STATE_SUBMITTED);

  resolve (self->ruth, id, FALSE);
  test_desk_sync_until_done (self->ruth);
  test_desk_assert_agrees (self->ruth);
}

/* The same when it was withdrawn, and so is not there for a reviewer at all. */
static void
test_approves_nothing_withdrawn (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  g_autoptr (OutlayExpense) gone = NULL;

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->ruth);
  test_desk_act (self->ruth, id, OUTLAY_ACTION_APPROVE, NULL);
  test_desk_act (self->ana, id, OUTLAY_ACTION_WITHDRAW, NULL);
  test_desk_sync_until_done (self->ana);

  test_desk_sync (self->ruth);
  assert_delivery (self->ruth, id, OUTLAY_DELIVERY_CONFLICT);
  gone = get_conflict (self->ruth, id);
  g_assert_null (gone);

  resolve (self->ruth, id, FALSE);
  test_desk_sync_until_done (self->ruth);
  g_assert_cmpuint (test_desk_count (self->ruth, OUTLAY_SCOPE_WAITING), ==, 0);
}

/* What was gone is there again before the reviewer has looked at it: it must not be
 * lost for good. */
static void
test_finds_again_what_was_gone (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  g_autoptr (OutlayExpense) there = NULL;

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->ruth);
  test_desk_act (self->ruth, id, OUTLAY_ACTION_APPROVE, NULL);
  test_desk_act (self->ana, id, OUTLAY_ACTION_WITHDRAW, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->ruth);
  assert_delivery (self->ruth, id, OUTLAY_DELIVERY_CONFLICT);

  test_desk_rename (self->ana, id, "The Ritz");
  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->ruth);
  there = get_conflict (self->ruth, id);
  g_assert_nonnull (there);
  g_assert_cmpstr (outlay_expense_get_merchant (there), ==, "The Ritz");

  resolve (self->ruth, id, FALSE);
  test_desk_sync_until_done (self->ruth);
  g_assert_cmpuint (test_desk_count (self->ruth, OUTLAY_SCOPE_WAITING), ==, 1);
  test_desk_assert_agrees (self->ruth);
}

static OutlayOutboxEntry *
find_stuck (TestDesk *desk)
{
  GListModel *outbox = G_LIST_MODEL (outlay_workspace_get_outbox (desk->workspace));

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (OutlayOutboxEntry) entry = g_list_model_get_item (outbox, i);

      if (outlay_outbox_entry_is_stuck (entry))
        return g_steal_pointer (&entry);
    }
  return NULL;
}

/* What the server refuses for good waits with its sentence; the rest goes on; giving it
 * up ends it. */
static void
test_gets_stuck (TestTeam *self, gconstpointer data)
{
  g_autofree char *today = outlay_day_today ();
  g_autofree char *nowhere = outlay_uuid_new ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", today);
  g_autofree char *bad = NULL;
  g_autofree char *good = NULL;
  g_autoptr (OutlayOutboxEntry) stuck = NULL;
  OutlayOutbox *outbox = outlay_workspace_get_outbox (self->ana->workspace);

  g_object_set (draft, "merchant", "Nero", "amount-text", "4.20", "category", nowhere, NULL);
  bad = test_await_string (
      outlay_expense_store_save (outlay_workspace_get_expense_store (self->ana->workspace), draft));
  good = test_desk_file (self->ana, "Rail", 8950);
  test_desk_act (self->ana, good, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync (self->ana);

  assert_delivery (self->ana, good, OUTLAY_DELIVERY_DELIVERED);
  assert_delivery (self->ana, bad, OUTLAY_DELIVERY_STUCK);
  stuck = find_stuck (self->ana);
  g_assert_nonnull (stuck);
  g_assert_cmpstr (outlay_outbox_entry_get_expense_id (stuck), ==, bad);
  g_assert_cmpint (outlay_outbox_entry_get_last_error (stuck), ==, OUTLAY_CLIENT_ERROR_REFUSED);
  g_assert_cmpstr (outlay_outbox_entry_get_last_message (stuck), !=, "");
  g_assert_cmpint (outlay_sync_get_state (outlay_workspace_get_sync (self->ana->workspace)), ==,
                   OUTLAY_SYNC_ATTENTION);

  g_assert_true (
      test_await_boolean (outlay_outbox_discard (outbox, outlay_outbox_entry_get_id (stuck))));
  test_desk_sync_until_done (self->ana);
  g_assert_cmpint (outlay_sync_get_state (outlay_workspace_get_sync (self->ana->workspace)), ==,
                   OUTLAY_SYNC_IDLE);
  test_desk_assert_agrees (self->ana);
}

/* The whole way there and back: rejected twice, proved anew twice, and then it is final. */
static void
test_goes_the_whole_way (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (OutlayExpense) expense = NULL;

      test_desk_sync_until_done (self->ana);
      test_desk_sync (self->ruth);
      test_desk_act (self->ruth, id, OUTLAY_ACTION_REJECT, "The total cannot be read.");
      test_desk_sync_until_done (self->ruth);
      test_desk_sync (self->ana);
      expense = test_desk_get (self->ana, id);
      g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_REJECTED);
      g_assert_cmpuint (outlay_expense_get_reuploads_left (expense), ==, 2 - i);
      test_desk_assert_agrees (self->ana);
      if (i == 2)
        break;

      test_desk_prove_anew (self->ana, id);
      test_desk_act (self->ana, id, OUTLAY_ACTION_RESUBMIT, NULL);
    }
  test_desk_assert_agrees (self->ruth);
}

/* Deleted here and there: what is gone already needs no deletion. */
static void
test_deletes_twice (TestTeam *self, gconstpointer data)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  OutlayExpenseStore *here, *there;

  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->train);

  here = outlay_workspace_get_expense_store (self->ana->workspace);
  there = outlay_workspace_get_expense_store (self->train->workspace);
  test_await (outlay_expense_store_delete (here, id));
  test_await (outlay_expense_store_delete (there, id));
  test_desk_sync_until_done (self->ana);
  test_desk_sync_until_done (self->train);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 0);
  g_assert_cmpuint (test_desk_count (self->train, OUTLAY_SCOPE_MINE), ==, 0);
  test_desk_assert_agrees (self->train);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/client/sync-conflict/" path, TestTeam, NULL, test_team_set_up, test,               \
              test_team_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  ADD ("keeps-mine", test_keeps_mine);
  ADD ("takes-theirs", test_takes_theirs);
  ADD ("loses-theirs", test_loses_theirs);
  ADD ("holds-up-its-own", test_holds_up_its_own);
  ADD ("approves-nothing-else", test_approves_nothing_else);
  ADD ("approves-nothing-withdrawn", test_approves_nothing_withdrawn);
  ADD ("finds-again-what-was-gone", test_finds_again_what_was_gone);
  ADD ("gets-stuck", test_gets_stuck);
  ADD ("goes-the-whole-way", test_goes_the_whole_way);
  ADD ("deletes-twice", test_deletes_twice);
  return g_test_run ();
}
