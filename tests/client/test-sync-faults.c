/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"

#include "test-team.h"

static void
delete_draft (TestDesk *desk, const char *id)
{
  test_await (
      outlay_expense_store_delete (outlay_workspace_get_expense_store (desk->workspace), id));
}

/* Something of every kind to send, and something to fetch. Gives the number of
 * expenses it leaves. */
static guint
prepare_round (TestTeam *self)
{
  g_autofree char *changed = test_desk_file (self->ana, "To be changed", 100);
  g_autofree char *deleted = test_desk_file (self->ana, "To be deleted", 200);
  g_autofree char *elsewhere = test_desk_file (self->train, "From the train", 300);
  g_autofree char *submitted = NULL;

  test_desk_sync_until_done (self->ana);
  test_desk_sync_until_done (self->train);

  submitted = test_desk_file (self->ana, "To be submitted", 400);
  test_desk_act (self->ana, submitted, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_rename (self->ana, changed, "Changed");
  delete_draft (self->ana, deleted);
  return 3;
}

/* The wire is cut after each piece in turn, in the middle of a run; then the run is
 * taken up again. */
static void
test_survives_cuts (TestTeam *self, gconstpointer data)
{
  guint n_expenses = 0;
  gboolean is_through = FALSE;

  for (int n_steps = 0; !is_through; n_steps++)
    {
      g_autoptr (DexFuture) future = NULL;

      g_assert_cmpint (n_steps, <, 200);
      n_expenses += prepare_round (self);

      test_proxy_cut_after (self->ana->proxy, n_steps);
      future = test_settle (outlay_sync_run (outlay_workspace_get_sync (self->ana->workspace)));
      is_through = dex_future_is_resolved (future);
      test_proxy_cut_after (self->ana->proxy, -1);

      test_desk_sync_until_done (self->ana);
      test_desk_sync (self->ana);
      g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, n_expenses);
      test_desk_assert_agrees (self->ana);
    }
}

/* The program ends after each turn of its main loop, in the middle of a run; then it
 * starts again. */
static void
test_survives_ends (TestTeam *self, gconstpointer data)
{
  guint n_expenses = 0;

  for (guint n_turns = 0; n_turns < 60; n_turns += 1 + n_turns / 12)
    {
      OutlaySync *sync;

      n_expenses += prepare_round (self);
      sync = outlay_workspace_get_sync (self->ana->workspace);
      outlay_sync_start (sync);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, TRUE);

      test_desk_close (self->ana);
      test_desk_open (self->ana);
      test_desk_sync_until_done (self->ana);
      test_desk_sync (self->ana);
      g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, n_expenses);
      test_desk_assert_agrees (self->ana);
    }
}

/* Sync is stopped and started at every turn, without the program ending. */
static void
test_survives_stops (TestTeam *self, gconstpointer data)
{
  OutlaySync *sync = outlay_workspace_get_sync (self->ana->workspace);
  guint n_expenses = prepare_round (self);

  for (guint n_turns = 0; n_turns < 40; n_turns++)
    {
      outlay_sync_start (sync);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      outlay_sync_stop (sync);
      if (n_turns % 3 == 0)
        test_idle (1);
    }

  test_desk_sync_until_done (self->ana);
  test_desk_sync (self->ana);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, n_expenses);
  test_desk_assert_agrees (self->ana);
}

/* An account on the device joins a company, and the wire is cut at every point of that. */
static void
test_connects_whole (TestTeam *self, gconstpointer data)
{
  const guint n_expenses = 3;
  guint n_at_company = 0;
  gboolean is_through = FALSE;

  for (int n_steps = 0; !is_through; n_steps++)
    {
      g_autoptr (TestDesk) home = test_desk_new_on_device (self->server, TEST_ANA);
      g_autoptr (DexFuture) future = NULL;
      g_auto (GStrv) ids = g_new0 (char *, n_expenses + 1);

      g_assert_cmpint (n_steps, <, 200);
      for (guint i = 0; i < n_expenses; i++)
        ids[i] = test_desk_file (home, "At home", 100 + i);
      n_at_company += n_expenses;

      test_proxy_cut_after (home->proxy, n_steps);
      future = test_settle (outlay_workspace_connect (home->workspace, home->session));
      if (dex_future_is_resolved (future))
        {
          g_autoptr (DexFuture)
              run = test_settle (outlay_sync_run (outlay_workspace_get_sync (home->workspace)));

          is_through = dex_future_is_resolved (run);
        }

      /* The program ends in the middle of it as well. */
      g_assert_cmpuint (test_desk_count (home, OUTLAY_SCOPE_MINE), >=, n_expenses);
      test_desk_close (home);
      test_proxy_cut_after (home->proxy, -1);
      test_desk_open (home);
      g_assert_cmpuint (test_desk_count (home, OUTLAY_SCOPE_MINE), >=, n_expenses);

      test_await (outlay_workspace_connect (home->workspace, home->session));
      test_await (outlay_workspace_connect (home->workspace, home->session));
      test_desk_sync_until_done (home);
      test_desk_sync (home);

      for (guint i = 0; i < n_expenses; i++)
        {
          g_autoptr (OutlayExpense) expense = test_desk_get (home, ids[i]);

          g_assert_nonnull (expense);
          g_assert_cmpstr (outlay_expense_get_owner_id (expense), ==,
                           outlay_account_get_user_id (self->ana->account));
          g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);
          g_assert_nonnull (outlay_expense_get_proofs (expense)[0]);
        }
      g_assert_cmpuint (test_desk_count (home, OUTLAY_SCOPE_MINE), ==, n_at_company);
      test_desk_assert_agrees (home);
    }
}

/* --- convergence ----------------------------------------------------------------------------- */

static char *
pick_expense (TestDesk *desk, OutlayScope scope)
{
  g_autoptr (OutlayExpenseList)
      list = outlay_expense_store_list (outlay_workspace_get_expense_store (desk->workspace),
                                        &(OutlayExpenseFilter) { .scope = scope });
  guint n_expenses = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (OutlayExpense) expense = NULL;

  if (n_expenses == 0)
    return NULL;
  expense = g_list_model_get_item (G_LIST_MODEL (list),
                                   (guint) g_test_rand_int_range (0, (gint32) n_expenses));
  return g_strdup (outlay_expense_get_id (expense));
}

/* Does what may be refused; a refusal is as good as anything else here. */
static void
try (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
}

static void
act_at_random (TestDesk *desk, const char *id)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (desk->workspace);
  g_autoptr (OutlayExpense) shown = test_desk_get (desk, id);

  /* A list may show what has just gone for one more turn of the main loop. */
  if (shown == NULL)
    return;

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      if (outlay_state_is_editable (outlay_expense_get_state (shown)) &&
          outlay_expense_get_reuploads_left (shown) > 0)
        {
          g_autofree char *merchant = g_strdup_printf ("Merchant %d",
                                                       g_test_rand_int_range (0, 1000));
          g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (shown);

          g_object_set (draft, "merchant", merchant, NULL);
          try (outlay_expense_store_save (store, draft));
        }
      break;

    case 1:
      if (outlay_expense_get_state (shown) == OUTLAY_STATE_DRAFT)
        try (outlay_expense_store_act (store, shown, OUTLAY_ACTION_SUBMIT, NULL));
      else
        try (outlay_expense_store_act (store, shown, OUTLAY_ACTION_WITHDRAW, NULL));
      break;

    case 2:
      if (outlay_expense_get_state (shown) == OUTLAY_STATE_REJECTED &&
          outlay_expense_get_reuploads_left (shown) > 0)
        {
          test_desk_prove_anew (desk, id);
          test_desk_act (desk, id, OUTLAY_ACTION_RESUBMIT, NULL);
        }
      break;

    default:
      if (outlay_expense_get_state (shown) == OUTLAY_STATE_DRAFT)
        try (outlay_expense_store_delete (store, id));
      break;
    }
}

static void
employee_step (TestDesk *desk)
{
  g_autofree char *id = NULL;

  if (g_test_rand_int_range (0, 3) == 0)
    {
      id = test_desk_file (desk, "New", g_test_rand_int_range (1, 100000));
      return;
    }

  id = pick_expense (desk, OUTLAY_SCOPE_MINE);
  if (id != NULL)
    act_at_random (desk, id);
}

static void
reviewer_step (TestDesk *desk)
{
  g_autofree char *id = pick_expense (desk, OUTLAY_SCOPE_WAITING);
  g_autoptr (OutlayExpense) shown = id != NULL ? test_desk_get (desk, id) : NULL;

  if (shown == NULL)
    return;
  try (outlay_expense_store_act (outlay_workspace_get_expense_store (desk->workspace), shown,
                                 g_test_rand_bit () ? OUTLAY_ACTION_APPROVE : OUTLAY_ACTION_REJECT,
                                 "At random."));
}

/* A run that may be cut off anywhere, or not happen at all. */
static void
sync_at_random (TestDesk *desk)
{
  if (g_test_rand_int_range (0, 3) == 0)
    return;

  if (g_test_rand_bit ())
    test_proxy_cut_after (desk->proxy, g_test_rand_int_range (0, 40));
  try (outlay_sync_run (outlay_workspace_get_sync (desk->workspace)));
  test_proxy_cut_after (desk->proxy, -1);

  if (g_test_rand_int_range (0, 8) == 0)
    {
      test_desk_close (desk);
      test_desk_open (desk);
    }
}

/* Every conflict and every refusal is decided by the person, one way or the other. */
static gboolean
settle (TestDesk *desk)
{
  GListModel *outbox = G_LIST_MODEL (outlay_workspace_get_outbox (desk->workspace));
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (desk->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (OutlayOutboxEntry) entry = g_list_model_get_item (outbox, i);
      g_autoptr (OutlayExpense) expense = NULL;

      if (!outlay_outbox_entry_is_stuck (entry))
        continue;

      expense = test_desk_get (desk, outlay_outbox_entry_get_expense_id (entry));
      if (expense != NULL && outlay_expense_get_delivery (expense) == OUTLAY_DELIVERY_CONFLICT)
        try (outlay_expense_store_resolve (store, outlay_expense_get_id (expense),
                                           g_test_rand_bit ()));
      else
        try (outlay_outbox_discard (outlay_workspace_get_outbox (desk->workspace),
                                    outlay_outbox_entry_get_id (entry)));
      return TRUE;
    }
  return FALSE;
}

static void
settle_all (TestDesk *desk)
{
  for (guint i = 0; i < 500; i++)
    {
      test_desk_sync (desk);
      if (!settle (desk) && test_desk_n_waiting (desk) == 0)
        return;
    }
  g_error ("%s never comes to an end", desk->email);
}

/* Two devices of one person and a reviewer, everything at random, every wire cut now and then: in
 * the end all of them say what the server says. */
static void
test_converges (TestTeam *self, gconstpointer data)
{
  TestDesk *desks[] = { self->ana, self->train, self->ruth };

  for (guint step = 0; step < 150; step++)
    {
      TestDesk *desk = desks[g_test_rand_int_range (0, G_N_ELEMENTS (desks))];

      if (desk == self->ruth)
        reviewer_step (desk);
      else
        employee_step (desk);
      if (g_test_rand_bit ())
        sync_at_random (desk);
    }

  for (guint round = 0; round < 2; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (desks); i++)
      settle_all (desks[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (desks); i++)
    {
      test_desk_sync (desks[i]);
      test_desk_assert_agrees (desks[i]);
    }
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==,
                    test_desk_count (self->train, OUTLAY_SCOPE_MINE));
}

#define ADD(path, test)                                                                            \
  g_test_add ("/client/sync-faults/" path, TestTeam, NULL, test_team_set_up, test,                 \
              test_team_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  ADD ("survives-cuts", test_survives_cuts);
  ADD ("survives-ends", test_survives_ends);
  ADD ("survives-stops", test_survives_stops);
  ADD ("connects-whole", test_connects_whole);
  ADD ("converges", test_converges);
  return g_test_run ();
}
