/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-digest.h"
#include "core/outlay-uuid.h"
#include "test-ledger.h"

/* A company in a hash table, strict about revisions, that loses answers, and a person who does
 * whatever comes to mind. However it goes, when all is sent both sides are the same. */
typedef struct
{
  TestLedger *ledger;
  GHashTable *expenses; /* id -> OutlayExpense, as the company has it */
  GHashTable *answered; /* idempotency key -> revision it made */
  /* Ids that somebody else changed, or whose change was given up on its way. */
  GHashTable *disturbed;
  GPtrArray *ids;
  gboolean is_shared; /* whether others change things, and the person gives up some */
} World;

static void
put_at_company (World *world, OutlayExpense *expense, OutlayState state, gint64 revision)
{
  OutlayExpenseInit init;

  test_ledger_init_of (expense, &init);
  init.state = state;
  init.revision = revision;
  init.delivery = OUTLAY_DELIVERY_DELIVERED;
  g_hash_table_insert (world->expenses, g_strdup (init.id), outlay_expense_new (&init));
}

static OutlayExpense *
get_at_company (World *world, const char *id)
{
  return g_hash_table_lookup (world->expenses, id);
}

/* What the company does with a parcel; %FALSE where it names another revision than the current. */
static gboolean
take_parcel (World *world, const OutlayParcel *parcel)
{
  OutlayExpense *known = get_at_company (world, parcel->expense_id);
  gint64 revision = known != NULL ? outlay_expense_get_revision (known) : 0;

  if (g_hash_table_contains (world->answered, parcel->idempotency_key))
    return TRUE;
  if (parcel->kind == OUTLAY_OUTBOX_PROOF)
    return TRUE;
  if (parcel->revision != revision)
    return FALSE;

  g_hash_table_add (world->answered, g_strdup (parcel->idempotency_key));
  if (parcel->kind == OUTLAY_OUTBOX_DELETE)
    g_hash_table_remove (world->expenses, parcel->expense_id);
  else if (parcel->kind == OUTLAY_OUTBOX_SAVE)
    put_at_company (world, parcel->expense,
                    known != NULL ? outlay_expense_get_state (known) : OUTLAY_STATE_DRAFT,
                    revision + 1);
  else
    put_at_company (world, known,
                    parcel->action == OUTLAY_ACTION_SUBMIT ? OUTLAY_STATE_SUBMITTED
                                                           : OUTLAY_STATE_DRAFT,
                    revision + 1);

  return TRUE;
}

/* Sends one parcel, if any is due; sometimes the request or the answer is lost. */
static gboolean
send_one (World *world, gboolean is_reliable)
{
  g_autoptr (OutlayParcel) parcel = test_ledger_take (world->ledger);
  g_autoptr (GError)
      error = g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE, "no answer");
  OutlayOutbox *outbox = world->ledger->outbox;
  OutlayExpense *current;
  OutlayExpenseInit answer;
  gboolean is_taken;

  if (parcel == NULL)
    return FALSE;

  if (!is_reliable && g_test_rand_int_range (0, 3) == 0)
    {
      gboolean has_arrived = g_test_rand_bit ();

      if (has_arrived)
        take_parcel (world, parcel);
      test_await (outlay_outbox_mark_failed (outbox, parcel->id, error,
                                             has_arrived || g_test_rand_bit (), 0));
      return TRUE;
    }

  is_taken = take_parcel (world, parcel);
  current = get_at_company (world, parcel->expense_id);
  if (current != NULL)
    test_ledger_init_of (current, &answer);
  if (is_taken)
    test_await (outlay_outbox_mark_sent (
        outbox, parcel->id,
        parcel->kind == OUTLAY_OUTBOX_PROOF || current == NULL ? NULL : &answer));
  else
    {
      /* Lost answers and one's own haste make no conflicts. */
      g_assert_true (g_hash_table_contains (world->disturbed, parcel->expense_id));
      test_await (outlay_outbox_mark_conflict (outbox, parcel->id, current != NULL ? &answer : NULL,
                                               error));
    }

  return TRUE;
}

static void
edit_one (World *world, OutlayExpense *row)
{
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  g_autofree char *note = outlay_uuid_new ();

  if (!outlay_state_is_editable (outlay_expense_get_state (row)))
    return;

  draft = outlay_expense_draft_new_for (row);
  g_object_set (draft, "note", note, NULL);
  if (g_test_rand_int_range (0, 4) == 0)
    {
      g_autofree char *sha256 = test_ledger_import (world->ledger, note);

      outlay_expense_draft_add_proof (draft, sha256);
    }
  test_await (outlay_expense_store_save (world->ledger->store, draft));
}

/* May be refused, as when a conflict is open: that is an answer, too. */
static void
act_on_one (World *world, OutlayExpense *row)
{
  OutlayAction action = outlay_expense_get_state (row) == OUTLAY_STATE_DRAFT
                            ? OUTLAY_ACTION_SUBMIT
                            : OUTLAY_ACTION_WITHDRAW;
  g_autoptr (DexFuture)
      future = test_settle (outlay_expense_store_act (world->ledger->store, row, action, NULL));
  const GValue *entry = dex_future_get_value (future, NULL);

  if (entry != NULL && g_test_rand_int_range (0, 3) == 0)
    test_await (outlay_outbox_undo (world->ledger->outbox, g_value_get_int64 (entry)));
}

/* Another device of the same person changes the company's version, and the feed tells of it. */
static void
change_elsewhere (World *world, const char *id)
{
  OutlayExpense *known = get_at_company (world, id);
  OutlayExpenseInit init;

  if (known == NULL || outlay_expense_get_state (known) != OUTLAY_STATE_DRAFT)
    return;

  test_ledger_init_of (known, &init);
  g_hash_table_add (world->disturbed, g_strdup (id));
  init.merchant = "Elsewhere";
  init.revision++;
  test_ledger_bring (world->ledger, &init);
  g_hash_table_insert (world->expenses, g_strdup (id), outlay_expense_new (&init));
}

static void
discard_one (World *world)
{
  GListModel *model = G_LIST_MODEL (world->ledger->outbox);
  guint n = g_list_model_get_n_items (model);
  g_autoptr (OutlayOutboxEntry) entry = NULL;

  if (n == 0)
    return;

  for (guint i = 0; i < world->ids->len; i++)
    g_hash_table_add (world->disturbed, g_strdup (world->ids->pdata[i]));
  entry = g_list_model_get_item (model, (guint) g_test_rand_int_range (0, (int) n));
  test_await (outlay_outbox_discard (world->ledger->outbox, outlay_outbox_entry_get_id (entry)));
}

static void
do_something (World *world)
{
  const char *id = world->ids->pdata[g_test_rand_int_range (0, (int) world->ids->len)];
  g_autoptr (OutlayExpense) row = outlay_expense_store_get (world->ledger->store, id, NULL);
  int choice = g_test_rand_int_range (0, 20);

  if (choice < 8)
    send_one (world, FALSE);
  else if (choice == 8 && world->is_shared)
    change_elsewhere (world, id);
  else if (choice == 9 && world->is_shared)
    discard_one (world);
  else if (choice == 10)
    test_ledger_reopen (world->ledger);
  else if (row != NULL && outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT)
    {
      g_autoptr (DexFuture) ended = test_settle (
          outlay_expense_store_resolve (world->ledger->store, id, g_test_rand_bit ()));

      /* Keeping mine is refused where the company's can no longer be changed. */
      if (dex_future_is_rejected (ended))
        test_await (outlay_expense_store_resolve (world->ledger->store, id, FALSE));
    }
  else if (row != NULL && choice < 15)
    edit_one (world, row);
  else if (row != NULL)
    act_on_one (world, row);
}

/* Ends what is open, sends the rest, and reads the whole feed once more. */
static void
come_to_rest (World *world)
{
  GHashTableIter iter;
  gpointer value;

  while (send_one (world, TRUE))
    continue;

  for (guint i = 0; i < world->ids->len; i++)
    {
      const char *id = world->ids->pdata[i];
      g_autoptr (OutlayExpense) row = outlay_expense_store_get (world->ledger->store, id, NULL);

      if (row != NULL && outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT)
        test_await (outlay_expense_store_resolve (world->ledger->store, id, FALSE));
    }

  g_hash_table_iter_init (&iter, world->expenses);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      OutlayExpenseInit init;

      test_ledger_init_of (value, &init);
      test_ledger_bring (world->ledger, &init);
    }
}

static void
check_same (World *world)
{
  g_assert_cmpuint (outlay_outbox_count (world->ledger->outbox), ==, 0);

  for (guint i = 0; i < world->ids->len; i++)
    {
      const char *id = world->ids->pdata[i];
      OutlayExpense *theirs = get_at_company (world, id);
      g_autoptr (OutlayExpense) mine = outlay_expense_store_get (world->ledger->store, id, NULL);

      g_assert_cmpint (mine != NULL, ==, theirs != NULL);
      if (mine == NULL)
        continue;
      g_assert_cmpint (outlay_expense_get_delivery (mine), ==, OUTLAY_DELIVERY_DELIVERED);
      g_assert_cmpint (outlay_expense_get_revision (mine), ==,
                       outlay_expense_get_revision (theirs));
      g_assert_cmpint (outlay_expense_get_state (mine), ==, outlay_expense_get_state (theirs));
      g_assert_cmpstr (outlay_expense_get_note (mine), ==, outlay_expense_get_note (theirs));
      g_assert_cmpstr (outlay_expense_get_merchant (mine), ==,
                       outlay_expense_get_merchant (theirs));
      g_assert_cmpstrv ((GStrv) outlay_expense_get_proofs (mine),
                        (GStrv) outlay_expense_get_proofs (theirs));
    }
}

static void
test_any_course (void)
{
  for (int course = 0; course < 12; course++)
    {
      g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
      World world = { .ledger = ledger, .is_shared = course % 2 == 1 };

      world.expenses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      world.answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      world.disturbed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      world.ids = g_ptr_array_new_with_free_func (g_free);
      for (int i = 0; i < 3; i++)
        {
          g_autofree char *text = g_strdup_printf ("receipt %d", i);

          g_ptr_array_add (world.ids, test_ledger_save_complete (ledger, "Nero", text));
        }

      for (int step = 0; step < 120; step++)
        do_something (&world);
      come_to_rest (&world);
      check_same (&world);

      g_hash_table_unref (world.expenses);
      g_hash_table_unref (world.answered);
      g_hash_table_unref (world.disturbed);
      g_ptr_array_unref (world.ids);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/convergence/any-course", test_any_course);

  return g_test_run ();
}
