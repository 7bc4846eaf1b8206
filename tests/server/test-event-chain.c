/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outlay-test-store.h"
#include "server/history/outlay-event-chain.h"

#define N_EXPENSES 5
#define N_EVENTS (2 * N_EXPENSES)

static void
fill (OutlayTestStore *store)
{
  outlay_test_store_set_up (store);
  for (guint i = 0; i < N_EXPENSES; i++)
    {
      g_autofree char *id = outlay_test_store_add_expense (store, &store->ada, NULL, 100 + i, NULL,
                                                           store->travel);

      outlay_test_store_move (store, id, &store->ada, OUTLAY_ACTION_SUBMIT, OUTLAY_STATE_SUBMITTED);
      outlay_test_store_move (store, id, &store->rita, OUTLAY_ACTION_REJECT, OUTLAY_STATE_REJECTED);
    }
}

static void
test_whole (void)
{
  OutlayTestStore store;
  g_autoptr (GError) error = NULL;
  gint64 n_events;

  fill (&store);
  g_assert_true (outlay_event_chain_check (store.db, &n_events, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_events, ==, N_EVENTS);
  outlay_test_store_tear_down (&store);
}

static void
test_empty (void)
{
  OutlayTestStore store;
  g_autoptr (GError) error = NULL;
  gint64 n_events;

  outlay_test_store_set_up (&store);
  g_assert_true (outlay_event_chain_check (store.db, &n_events, &error));
  g_assert_cmpint (n_events, ==, 0);
  outlay_test_store_tear_down (&store);
}

/* Whatever is done to a row by another hand is noticed, and the row is named. */
static void
test_tamper (void)
{
  static const struct
  {
    const char *sql;
    const char *said;
  } cases[] = {
    { "UPDATE event SET reason = 'another' WHERE seq = 4;", "*event 4: is not what was written*" },
    { "UPDATE event SET actor = (SELECT id FROM person WHERE name = 'Amin') WHERE seq = 4;",
      "*event 4:*" },
    { "UPDATE event SET at = at + 1 WHERE seq = 1;", "*event 1:*" },
    { "UPDATE event SET action = 'approve' WHERE seq = 2;", "*event 2:*" },
    { "UPDATE event SET to_state = 'approved' WHERE seq = 2;", "*event 2:*" },
    { "UPDATE event SET from_state = 'draft' WHERE seq = 2;", "*event 2:*" },
    { "UPDATE event SET revision = 9 WHERE seq = 2;", "*event 2:*" },
    { "UPDATE event SET proof_digest = 'x' WHERE seq = 2;", "*event 2:*" },
    { "UPDATE event SET proofs = 'x' WHERE seq = 2;", "*event 2:*" },
    { "UPDATE event SET facts = replace(facts, '101', '901') WHERE seq = 3;", "*event 3:*" },
    { "UPDATE event SET hash = 'x' WHERE seq = 10;", "*event 10:*" },
    { "DELETE FROM event WHERE seq = 3;", "*event 3: is missing*" },
    { "DELETE FROM event WHERE seq = 10;", "*event 10: the last events are missing*" },
    { "DELETE FROM event;", "*event 1: the last events are missing*" },
    { "DELETE FROM event_chain;", "*event 11:*" },
    { "DELETE FROM event WHERE seq = 10; UPDATE event_chain SET seq = 9;", "*event 10:*" },
    { "UPDATE event SET expense = (SELECT max(id) FROM expense) WHERE seq = 1;", "*event 1:*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayTestStore store;
      g_autoptr (GError) error = NULL;
      gint64 n_events;

      fill (&store);
      outlay_test_store_execute (&store, cases[i].sql);
      g_test_message ("%s", cases[i].sql);
      g_assert_false (outlay_event_chain_check (store.db, &n_events, &error));
      g_assert_error (error, OUTLAY_EVENT_CHAIN_ERROR, OUTLAY_EVENT_CHAIN_ERROR_BROKEN);
      g_assert_true (g_pattern_match_simple (cases[i].said, error->message));
      outlay_test_store_tear_down (&store);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/event-chain/whole", test_whole);
  g_test_add_func ("/server/event-chain/empty", test_empty);
  g_test_add_func ("/server/event-chain/tamper", test_tamper);

  return g_test_run ();
}
