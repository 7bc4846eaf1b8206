/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

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

/* What was said first, and how often anything was. */
typedef struct
{
  char *first;
  guint n;
} Said;

static void
report_cb (const char *company, gint64 seq, const char *what, gpointer data)
{
  Said *said = data;

  if (said->n++ == 0)
    said->first = g_strdup_printf ("event %" G_GINT64_FORMAT ": %s", seq, what);
}

static Said
check (OutlayTestStore *store, OutlayChainAnchors *anchors, gboolean is_quick, gint64 *n_events)
{
  g_autoptr (GError) error = NULL;
  Said said = { NULL, 0 };

  g_assert_true (outlay_event_chain_check (store->db, anchors, is_quick, NULL, report_cb, &said,
                                           n_events, &error));
  g_assert_no_error (error);

  return said;
}

static void
test_whole (void)
{
  OutlayTestStore store;
  gint64 n_events;

  fill (&store);
  for (guint is_quick = 0; is_quick < 2; is_quick++)
    {
      g_assert_cmpuint (check (&store, NULL, is_quick, &n_events).n, ==, 0);
      g_assert_cmpint (n_events, ==, N_EVENTS);
    }
  outlay_test_store_tear_down (&store);
}

static void
test_empty (void)
{
  OutlayTestStore store;
  gint64 n_events;

  outlay_test_store_set_up (&store);
  g_assert_cmpuint (check (&store, NULL, FALSE, &n_events).n, ==, 0);
  g_assert_cmpuint (check (&store, NULL, TRUE, &n_events).n, ==, 0);
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
    { "UPDATE event SET reason = 'another' WHERE seq = 4;", "event 4: is not what was written*" },
    { "UPDATE event SET actor = (SELECT id FROM person WHERE name = 'Amin') WHERE seq = 4;",
      "event 4:*" },
    { "UPDATE event SET at = at + 1 WHERE seq = 1;", "event 1:*" },
    { "UPDATE event SET action = 'approve' WHERE seq = 2;", "event 2:*" },
    { "UPDATE event SET to_state = 'approved' WHERE seq = 2;", "event 2:*" },
    { "UPDATE event SET from_state = 'draft' WHERE seq = 2;", "event 2:*" },
    { "UPDATE event SET revision = 9 WHERE seq = 2;", "event 2:*" },
    { "UPDATE event SET proof_digest = 'x' WHERE seq = 2;", "event 2:*" },
    { "UPDATE event SET proofs = 'x' WHERE seq = 2;", "event 2:*" },
    { "UPDATE event SET facts = replace(facts, '101', '901') WHERE seq = 3;", "event 3:*" },
    { "UPDATE event SET hash = 'x' WHERE seq = 10;", "event 10:*" },
    { "DELETE FROM event WHERE seq = 3;", "event 3: is missing*" },
    { "DELETE FROM event WHERE seq = 10;", "event 10: the last events are missing*" },
    { "DELETE FROM event;", "event 1: the last events are missing*" },
    { "DELETE FROM event_chain;", "event 11:*" },
    { "DELETE FROM event WHERE seq = 10; UPDATE event_chain SET seq = 9;", "event 10:*" },
    { "UPDATE event SET expense = (SELECT max(id) FROM expense) WHERE seq = 1;", "event 1:*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayTestStore store;
      gint64 n_events;
      Said said;

      fill (&store);
      outlay_test_store_execute (&store, cases[i].sql);
      g_test_message ("%s", cases[i].sql);
      said = check (&store, NULL, FALSE, &n_events);
      g_assert_cmpuint (said.n, >, 0);
      g_assert_true (g_pattern_match_simple (cases[i].said, said.first));
      g_free (said.first);
      outlay_test_store_tear_down (&store);
    }
}

/* One that does not fit hides none that comes after it. */
static void
test_goes_on (void)
{
  OutlayTestStore store;
  gint64 n_events;
  Said said;

  fill (&store);
  outlay_test_store_execute (&store, "UPDATE event SET reason = 'another' WHERE seq IN (2, 5);"
                                     "DELETE FROM event WHERE seq = 8;");
  said = check (&store, NULL, FALSE, &n_events);
  /* The one after the missing one does not follow from what is before it. */
  g_assert_cmpuint (said.n, ==, 4);
  g_assert_cmpint (n_events, ==, N_EVENTS - 1);
  g_free (said.first);
  outlay_test_store_tear_down (&store);
}

/* Who can write the whole database can work the chain out anew; an anchor tells. */
static void
test_anchor (void)
{
  static const struct
  {
    gint64 seq;
    const char *hash; /* NULL for the true one */
    const char *company;
    const char *said; /* NULL where all is well */
  } cases[] = {
    { 10, NULL, OUTLAY_TEST_COMPANY, NULL },
    { 0, "", OUTLAY_TEST_COMPANY, NULL },
    { 10, "another", OUTLAY_TEST_COMPANY, "event 10: was another when the anchor was made*" },
    { 4, "another", OUTLAY_TEST_COMPANY, "event 4: was another*" },
    { 12, "another", OUTLAY_TEST_COMPANY, "event 12: was there when the anchor*" },
    { 3, "another", "gone", "event 0: the whole company is gone*" },
  };
  OutlayTestStore store;

  fill (&store);
  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++)
    {
      g_autoptr (OutlayChainAnchors) ends = outlay_chain_anchors_new ();
      g_autoptr (OutlayChainAnchors) anchors = outlay_chain_anchors_new ();
      g_autoptr (GError) error = NULL;
      gint64 n_events;
      Said said = { NULL, 0 };
      guint n = i / 2;

      outlay_event_chain_check (store.db, NULL, FALSE, ends, report_cb, &said, &n_events, &error);
      g_assert_cmpuint (said.n, ==, 0);
      outlay_chain_anchors_set (anchors, cases[n].company, cases[n].seq,
                                cases[n].hash != NULL
                                    ? cases[n].hash
                                    : outlay_chain_anchors_find (ends, OUTLAY_TEST_COMPANY)->hash);

      said = check (&store, anchors, i % 2, &n_events);
      if (cases[n].said == NULL)
        g_assert_cmpuint (said.n, ==, 0);
      else
        g_assert_true (g_pattern_match_simple (cases[n].said, said.first));
      g_free (said.first);
    }
  outlay_test_store_tear_down (&store);
}

static void
test_anchor_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("outlay-anchor-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "anchor", NULL);
  g_autoptr (OutlayChainAnchors) anchors = outlay_chain_anchors_new ();
  g_autoptr (OutlayChainAnchors) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (outlay_chain_anchors_load (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  outlay_chain_anchors_set (anchors, "a", 12, "abc");
  outlay_chain_anchors_set (anchors, "b", 0, "");
  g_assert_true (outlay_chain_anchors_save (anchors, path, &error));
  again = outlay_chain_anchors_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outlay_chain_anchors_find (again, "a")->seq, ==, 12);
  g_assert_cmpstr (outlay_chain_anchors_find (again, "a")->hash, ==, "abc");
  g_assert_cmpint (outlay_chain_anchors_find (again, "b")->seq, ==, 0);
  g_assert_null (outlay_chain_anchors_find (again, "c"));

  g_assert_true (
      g_file_set_contents (path, "{\"company\":\"a\",\"seq\":-1,\"hash\":\"\"}\n", -1, &error));
  g_assert_null (outlay_chain_anchors_load (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/event-chain/whole", test_whole);
  g_test_add_func ("/server/event-chain/empty", test_empty);
  g_test_add_func ("/server/event-chain/tamper", test_tamper);
  g_test_add_func ("/server/event-chain/goes-on", test_goes_on);
  g_test_add_func ("/server/event-chain/anchor", test_anchor);
  g_test_add_func ("/server/event-chain/anchor-file", test_anchor_file);

  return g_test_run ();
}
