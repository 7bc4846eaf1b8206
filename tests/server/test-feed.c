/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <yyjson.h>

#include "outlay-test-database.h"
#include "outlay-test-store.h"
#include "server/history/outlay-change-feed.h"
#include "server/history/outlay-change-store.h"

#define N_WRITERS 6
#define N_TRANSACTIONS 50
#define N_THINGS 500 /* so that most are changed once, and what was missed is not mended later */
#define LIMIT 7

typedef struct
{
  OutlayTestStore store;
  char *uri;
  int n_writing;
  guint32 seed;
} Fixture;

typedef struct
{
  Fixture *fixture;
  guint32 seed;
} Writer;

static OutlayConnection *
open_connection (Fixture *fixture, OutlayOpenFlags flags)
{
  g_autoptr (GError) error = NULL;
  OutlayConnection *db = outlay_connection_open (fixture->uri, flags, fixture->store.queries,
                                                 &error);

  g_assert_no_error (error);

  return db;
}

/* A transaction of one to three changes, some of which are given up, with time in between for the
 * others to come first. A number is taken early and committed late. */
static void
write_some (OutlayConnection *db, GRand *rand)
{
  g_autoptr (GError) error = NULL;
  int n = g_rand_int_range (rand, 1, 4);

  outlay_connection_begin (db, &error);
  g_assert_no_error (error);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("thing-%03d", g_rand_int_range (rand, 0, N_THINGS));

      outlay_change_store_note_user (db, OUTLAY_TEST_COMPANY, id, &error);
      g_assert_no_error (error);
      g_usleep ((gulong) g_rand_int_range (rand, 0, 1500));
    }

  if (g_rand_int_range (rand, 0, 4) == 0)
    outlay_connection_rollback (db);
  else
    outlay_connection_commit (db, &error);
  g_assert_no_error (error);
}

static gpointer
writer_thread (gpointer data)
{
  Writer *writer = data;
  g_autoptr (OutlayConnection) db = open_connection (writer->fixture, 0);
  g_autoptr (GRand) rand = g_rand_new_with_seed (writer->seed);

  for (int i = 0; i < N_TRANSACTIONS; i++)
    write_some (db, rand);
  g_atomic_int_add (&writer->fixture->n_writing, -1);

  return NULL;
}

/* Follows the feed by one page, and notes the number at which each thing was seen last. */
static gboolean
read_page (Fixture *fixture, OutlayConnection *db, gint64 *cursor, GHashTable *seen)
{
  g_auto (OutlayJsonWriter) json = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  yyjson_doc *doc;
  yyjson_val *change;
  gint64 before = *cursor;
  gsize length, i, n;
  gboolean more;

  outlay_json_writer_init (&json, 1024);
  outlay_change_feed_write_json (db, &fixture->store.rita, LIMIT, &json, cursor, &more, &error);
  g_assert_no_error (error);
  text = outlay_json_writer_end (&json, &length);
  doc = yyjson_read (text, length, 0);
  g_assert_nonnull (doc);

  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, change)
  {
    gint64 seq = yyjson_get_sint (yyjson_obj_get (change, "seq"));

    g_assert_cmpint (seq, >, before);
    before = seq;
    g_hash_table_insert (seen, g_strdup (yyjson_get_str (yyjson_obj_get (change, "id"))),
                         GSIZE_TO_POINTER ((gsize) seq));
  }
  g_assert_cmpint (*cursor, ==, before);
  yyjson_doc_free (doc);

  return more || n > 0;
}

/* Whatever is in the feed now was seen at the very number that it has. */
static void
assert_all_seen (Fixture *fixture, GHashTable *seen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement) all = NULL;
  gboolean has_row;
  guint n = 0;

  all = outlay_connection_prepare (fixture->store.db, "SELECT id, seq FROM change", &error);
  g_assert_no_error (error);
  while (outlay_statement_step (all, &has_row, &error) && has_row)
    {
      gpointer seq = g_hash_table_lookup (seen, outlay_statement_get_text (all, 0));

      g_assert_cmpint ((gint64) GPOINTER_TO_SIZE (seq), ==, outlay_statement_get_int (all, 1));
      n++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, N_THINGS / 3);
}

/* With several writers at once, a reader that goes on from its cursor misses nothing. */
static void
test_no_gap (gconstpointer data)
{
  Fixture fixture = { .n_writing = N_WRITERS, .seed = g_test_rand_int () };
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];
  g_autoptr (OutlayConnection) reader = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 cursor = 0;

  if (!outlay_test_engine_is_there ((OutlayTestEngine) GPOINTER_TO_INT (data)))
    return;

  fixture.uri = outlay_test_database_new ((OutlayTestEngine) GPOINTER_TO_INT (data));
  outlay_test_store_set_up_in (&fixture.store, fixture.uri);
  reader = open_connection (&fixture, OUTLAY_OPEN_READ_ONLY);

  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = (Writer) { &fixture, fixture.seed + i };
      threads[i] = g_thread_new ("writes", writer_thread, &writers[i]);
    }

  while (g_atomic_int_get (&fixture.n_writing) > 0)
    read_page (&fixture, reader, &cursor, seen);
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);
  while (read_page (&fixture, reader, &cursor, seen))
    continue;
  assert_all_seen (&fixture, seen);

  g_clear_object (&reader);
  outlay_test_store_tear_down (&fixture.store);
  outlay_test_database_free (fixture.uri);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int engine = 0; engine < OUTLAY_TEST_N_ENGINES; engine++)
    {
      g_autofree char *path = g_strconcat ("/server/feed/no-gap/",
                                           outlay_test_engine_to_string (engine), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (engine), test_no_gap);
    }

  return g_test_run ();
}
