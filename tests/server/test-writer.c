/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "server/outlay-pool.h"
#include "server/outlay-writer.h"

typedef struct
{
  char *folder;
  char *uri;
  OutlayWriter *writer;
  OutlayConnection *other; /* to see what is on disk */

  GMutex mutex;
  GPtrArray *notices; /* of companies, as they were told */
  guint n_forgotten;
  guint n_topics; /* of the cache, that were told to be old */
} Fixture;

static void
committed_cb (const OutlayNews *news, gpointer data)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  for (guint i = 0; i < news->n_companies; i++)
    g_ptr_array_add (fixture->notices, g_strdup (news->companies[i]));
  for (guint i = 0; i < news->n_topics; i += 2)
    {
      g_assert_true (g_str_has_prefix (news->topics[i], "company-"));
      g_assert_cmpstr (news->topics[i + 1], ==, "somebody");
      fixture->n_topics++;
    }
  fixture->n_forgotten += news->forgets_identities != FALSE;
  g_mutex_unlock (&fixture->mutex);
}

static OutlayConnection *
open_database (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  OutlayConnection *connection = outlay_connection_open (fixture->uri, OUTLAY_OPEN_READ_WRITE, NULL,
                                                         &error);

  g_assert_no_error (error);
  return connection;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  OutlayConnection *connection;

  fixture->folder = g_dir_make_tmp ("outlay-test-XXXXXX", NULL);
  fixture->uri = g_strdup_printf ("sqlite:%s/test.db", fixture->folder);
  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&fixture->mutex);
  fixture->other = open_database (fixture);
  g_assert_true (
      outlay_connection_execute (fixture->other, "CREATE TABLE number (n BIGINT UNIQUE)", NULL));
  connection = open_database (fixture);
  fixture->writer = outlay_writer_new (
      connection, &(OutlayWriterHooks) { .committed = committed_cb, .data = fixture });
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "test.db", "test.db-wal", "test.db-shm" };

  g_clear_pointer (&fixture->writer, outlay_writer_free);
  g_clear_object (&fixture->other);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->uri);
  g_ptr_array_unref (fixture->notices);
  g_mutex_clear (&fixture->mutex);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (OutlayStatement) statement = outlay_connection_prepare (fixture->other, sql, NULL);
  gboolean has_row = FALSE;

  g_assert_true (outlay_statement_step (statement, &has_row, NULL));
  return outlay_statement_get_int (statement, 0);
}

/* One number to be written, and what the handler then says. */
typedef struct
{
  Fixture *fixture;
  int number;
  guint status;
  gboolean keeps_changes;

  GMutex mutex;
  GCond cond;
  guint answered; /* with this status */
} Job;

static OutlayReply *
write_cb (OutlayConnection *db, gpointer data)
{
  Job *job = data;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO number VALUES (%d)", job->number);
  g_autofree char *company = g_strdup_printf ("company-%d", job->number);
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if (!outlay_connection_execute (db, sql, &error))
    return outlay_reply_new_problem (409, NULL);

  outlay_writer_add_notice (job->fixture->writer, company);
  /* Once, however often it is said. */
  outlay_writer_add_topic (job->fixture->writer, company, "somebody");
  outlay_writer_add_topic (job->fixture->writer, company, "somebody");
  reply = job->status < 400 ? outlay_reply_new_empty (job->status)
                            : outlay_reply_new_problem (job->status, NULL);
  if (job->keeps_changes)
    outlay_reply_keep_changes (reply);

  return reply;
}

static void
done_cb (OutlayReply *reply, gpointer data)
{
  Job *job = data;

  g_mutex_lock (&job->mutex);
  job->answered = outlay_reply_get_status (reply);
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
  outlay_reply_free (reply);
}

static void
push_func (Fixture *fixture, OutlayWriteFunc func, Job *job)
{
  outlay_writer_push (fixture->writer, &(OutlayWrite) {
                                           .func = func,
                                           .data = job,
                                           .done = done_cb,
                                           .done_data = job,
                                       });
}

static void
push (Fixture *fixture, Job *job)
{
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  job->fixture = fixture;
  push_func (fixture, write_cb, job);
}

static guint
wait_for (Job *job)
{
  g_mutex_lock (&job->mutex);
  while (job->answered == 0)
    g_cond_wait (&job->cond, &job->mutex);
  g_mutex_unlock (&job->mutex);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);

  return job->answered;
}

static OutlayReply *
pause_cb (OutlayConnection *db, gpointer data)
{
  g_usleep (100 * G_TIME_SPAN_MILLISECOND);
  return outlay_reply_new_empty (204);
}

/* While this one is at work, others gather to a batch. */
static void
hold_up (Fixture *fixture, Job *job)
{
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  push_func (fixture, pause_cb, job);
  g_usleep (30 * G_TIME_SPAN_MILLISECOND);
}

/* In one batch: what is refused leaves no trace, and nobody suffers for it. */
static void
test_batch (Fixture *fixture, gconstpointer data)
{
  Job first = { 0 };
  Job jobs[100] = { 0 };

  hold_up (fixture, &first);
  for (int i = 0; i < 100; i++)
    {
      jobs[i].number = i;
      jobs[i].status = i % 3 == 1 ? 422 : 201;
      push (fixture, &jobs[i]);
    }

  wait_for (&first);
  for (int i = 0; i < 100; i++)
    g_assert_cmpuint (wait_for (&jobs[i]), ==, i % 3 == 1 ? 422 : 201);

  g_assert_cmpint (count (fixture, "SELECT count(*) FROM number"), ==, 67);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM number WHERE n % 3 = 1"), ==, 0);
  g_assert_cmpuint (fixture->notices->len, ==, 67);
  g_assert_cmpuint (fixture->n_topics, ==, 67);
}

/* Alone there is no savepoint, and the same must hold. */
static void
test_alone (Fixture *fixture, gconstpointer data)
{
  Job good = { .number = 1, .status = 201 };
  Job refused = { .number = 2, .status = 409 };
  Job kept = { .number = 3, .status = 401, .keeps_changes = TRUE };
  Job twice = { .number = 1, .status = 201 };

  push (fixture, &good);
  g_assert_cmpuint (wait_for (&good), ==, 201);
  push (fixture, &refused);
  g_assert_cmpuint (wait_for (&refused), ==, 409);
  push (fixture, &kept);
  g_assert_cmpuint (wait_for (&kept), ==, 401);
  push (fixture, &twice);
  g_assert_cmpuint (wait_for (&twice), ==, 409);

  g_assert_cmpint (count (fixture, "SELECT count(*) FROM number"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT max(n) FROM number"), ==, 3);
  g_assert_cmpuint (fixture->notices->len, ==, 2);
  g_assert_cmpuint (fixture->n_topics, ==, 2);
}

static OutlayReply *
end_transaction_cb (OutlayConnection *db, gpointer data)
{
  /* What a full disk does to SQLite: the whole transaction is gone under everybody's feet. */
  outlay_connection_rollback (db);
  return outlay_reply_new_problem (507, NULL);
}

/* One finds the disk full; the others are written all the same, once each. */
static void
test_lost_batch (Fixture *fixture, gconstpointer data)
{
  Job first = { 0 }, breaker = { 0 };
  Job jobs[10] = { 0 };

  hold_up (fixture, &first);
  for (int i = 0; i < 10; i++)
    {
      if (i == 5)
        {
          g_mutex_init (&breaker.mutex);
          g_cond_init (&breaker.cond);
          push_func (fixture, end_transaction_cb, &breaker);
        }
      jobs[i].number = i;
      jobs[i].status = 201;
      push (fixture, &jobs[i]);
    }

  wait_for (&first);
  g_assert_cmpuint (wait_for (&breaker), ==, 507);
  for (int i = 0; i < 10; i++)
    g_assert_cmpuint (wait_for (&jobs[i]), ==, 201);

  g_assert_cmpint (count (fixture, "SELECT count(*) FROM number"), ==, 10);
  g_assert_cmpuint (fixture->notices->len, ==, 10);
  g_assert_cmpuint (fixture->n_topics, ==, 10);
}

/* Somebody else holds the database for longer than anybody waits. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  Job job = { .number = 1, .status = 201 };

  g_assert_true (outlay_connection_begin (fixture->other, NULL));
  push (fixture, &job);
  g_assert_cmpuint (wait_for (&job), ==, 503);
  outlay_connection_rollback (fixture->other);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM number"), ==, 0);
}

/* Freeing it finishes what waits. */
static void
test_free_finishes (Fixture *fixture, gconstpointer data)
{
  Job first = { 0 };
  Job jobs[50] = { 0 };

  hold_up (fixture, &first);
  for (int i = 0; i < 50; i++)
    {
      jobs[i].number = i;
      jobs[i].status = 201;
      push (fixture, &jobs[i]);
    }
  /* The jobs still look for it there. */
  outlay_writer_free (fixture->writer);
  fixture->writer = NULL;

  wait_for (&first);
  for (int i = 0; i < 50; i++)
    g_assert_cmpuint (wait_for (&jobs[i]), ==, 201);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM number"), ==, 50);
}

/* --- the pool --- */

static int n_done;

static void
slow_cb (gpointer data, gpointer user_data)
{
  g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  g_atomic_int_inc (&n_done);
}

static void
test_pool (void)
{
  OutlayPool *pool = outlay_pool_new ("test", 2, 0, 500 * G_TIME_SPAN_MILLISECOND);
  int n_taken = 0;

  /* Two at work, and as many waiting as two seconds hold at half a second each on two threads. */
  for (guint i = 0; i < 50; i++)
    n_taken += outlay_pool_push (pool, slow_cb, NULL);
  g_assert_cmpint (n_taken, >=, 8);
  g_assert_cmpint (n_taken, <=, 12);

  outlay_pool_free (pool);
  g_assert_cmpint (g_atomic_int_get (&n_done), ==, n_taken);
}

#define ADD(path, test) g_test_add ("/server/writer/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* That the database is in trouble is told as a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);

  ADD ("batch", test_batch);
  ADD ("alone", test_alone);
  ADD ("lost-batch", test_lost_batch);
  ADD ("busy", test_busy);
  ADD ("free-finishes", test_free_finishes);
  g_test_add_func ("/server/pool/bounded", test_pool);

  return g_test_run ();
}
