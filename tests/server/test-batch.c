/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "faulty-connection.h"
#include "server/outlay-batch.h"
#include "server/outlay-reply-private.h"

/* What a batch does when the database is far away and things go wrong, at every step in turn:
 * what was answered with success is there once, and what was refused is not there. */

typedef struct
{
  FaultyConnection *connection;
  OutlayBatch *batch;
  OutlayConnection *other; /* to see what was committed */
  char *folder;
  char *uri;
  GPtrArray *notices;
  guint n_announced;
} Fixture;

static gboolean
announce_cb (OutlayConnection *db, const OutlayNews *news, gpointer data, GError **error)
{
  Fixture *fixture = data;

  fixture->n_announced++;
  return outlay_connection_execute (db, "INSERT INTO note VALUES (1)", error);
}

static void
committed_cb (const OutlayNews *news, gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < news->n_companies; i++)
    g_ptr_array_add (fixture->notices, g_strdup (news->companies[i]));
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
  const OutlayWriterHooks hooks = { announce_cb, committed_cb, fixture };

  fixture->folder = g_dir_make_tmp ("outlay-test-XXXXXX", NULL);
  fixture->uri = g_strdup_printf ("sqlite:%s/test.db", fixture->folder);
  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  fixture->other = open_database (fixture);
  g_assert_true (outlay_connection_execute (
      fixture->other, "CREATE TABLE number (n BIGINT); CREATE TABLE note (n BIGINT)", NULL));
  fixture->connection = faulty_connection_new (open_database (fixture));
  fixture->batch = outlay_batch_new (OUTLAY_CONNECTION (fixture->connection), &hooks);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  outlay_batch_free (fixture->batch);
  g_object_unref (fixture->other);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_no_errno (remove (path));
    }
  g_assert_no_errno (remove (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->uri);
  g_ptr_array_unref (fixture->notices);
}

static gint64
count (Fixture *fixture, int number)
{
  g_autoptr (OutlayStatement) statement = outlay_connection_prepare (
      fixture->other, "SELECT count(*) FROM number WHERE n = $1", NULL);
  gboolean has_row = FALSE;

  outlay_statement_bind (statement, "i", (gint64) number);
  g_assert_true (outlay_statement_step (statement, &has_row, NULL));
  return outlay_statement_get_int (statement, 0);
}

/* One number to be written, and what the handler says when it could. */
typedef struct
{
  Fixture *fixture;
  int number;
  guint status;
  gboolean looks_only;  /* refused before anything is changed */
  gboolean looks_first; /* whether it is there already, as what has a key does */
  guint n_runs;
} Work;

static OutlayReply *
write_cb (OutlayConnection *db, gpointer data)
{
  Work *work = data;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO number VALUES (%d)", work->number);
  g_autoptr (GError) error = NULL;

  work->n_runs++;
  if (work->looks_only)
    return outlay_reply_new_problem (work->status, NULL);
  if (work->looks_first && count (work->fixture, work->number) > 0)
    return outlay_reply_new_empty (201);
  if (!outlay_connection_execute (db, sql, &error))
    return outlay_reply_new_for_error (error);

  outlay_batch_add_notice (work->fixture->batch, "acme");
  return work->status < 400 ? outlay_reply_new_empty (work->status)
                            : outlay_reply_new_problem (work->status, NULL);
}

static void
init_job (Fixture *fixture, OutlayJob *job, Work *work, const char *company)
{
  work->fixture = fixture;
  *job = (OutlayJob) { .write = { .company = company, .func = write_cb, .data = work } };
}

#define N_JOBS 4

typedef struct
{
  OutlayJob jobs[N_JOBS];
  Work works[N_JOBS];
} Round;

/* Of three companies, not in order; the third is refused by its handler. */
static void
round_init (Fixture *fixture, Round *round, int first)
{
  static const char *const companies[N_JOBS] = { "zenith", "acme", "acme", "miller" };

  for (int i = 0; i < N_JOBS; i++)
    {
      round->works[i] = (Work) { .number = first + i, .status = i == 2 ? 422 : 201 };
      init_job (fixture, &round->jobs[i], &round->works[i], companies[i]);
    }
}

static void
round_clear (Round *round)
{
  for (guint i = 0; i < N_JOBS; i++)
    g_clear_pointer (&round->jobs[i].reply, outlay_reply_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Round, round_clear)

/* A round that goes wrong at step @at; @may_fail: the database stays away, so that an honest refusal
 * is as good as success. Returns how many were refused. */
static guint
run_round (Fixture *fixture, Fault fault, guint at, guint n_jobs, gboolean may_fail)
{
  static int first;
  g_auto (Round) round;
  guint n_refused = 0;

  first += 1000;
  round_init (fixture, &round, first);
  faulty_connection_set (fixture->connection, fault, at);
  outlay_batch_run (fixture->batch, round.jobs, n_jobs);

  for (int i = 0; i < (int) n_jobs; i++)
    {
      guint status = outlay_reply_get_status (round.jobs[i].reply);

      g_test_message ("fault %d at step %u: job %d is answered %u", fault, at, i, status);
      if (status == 503 && may_fail)
        n_refused++;
      else
        g_assert_cmpuint (status, ==, round.works[i].status);
      if (status == 503)
        g_assert_nonnull (outlay_reply_get_header (round.jobs[i].reply, "Retry-After"));
      g_assert_cmpint (count (fixture, first + i), ==, status < 400);
    }

  return n_refused;
}

/* At step 0, 1, 2 … of those that a good round has. */
static guint
sweep (Fixture *fixture, Fault fault, guint n_jobs, gboolean may_fail)
{
  guint n_refused = 0, n_steps;

  run_round (fixture, FAULT_NONE, 0, n_jobs, FALSE);
  n_steps = fixture->connection->n_steps;
  g_assert_cmpuint (n_steps, >, n_jobs);

  for (guint at = 0; at < n_steps; at++)
    n_refused += run_round (fixture, fault, at, n_jobs, may_fail);

  return n_refused;
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  sweep (fixture, FAULT_BUSY, 1, FALSE);
  sweep (fixture, FAULT_BUSY, N_JOBS, FALSE);
}

/* The end of patience comes soon, and is told. */
static void
test_always_busy (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpuint (run_round (fixture, FAULT_ALWAYS_BUSY, 2, 2, TRUE), ==, 2);
  g_assert_cmpuint (fixture->notices->len, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* Lost, and there again at once: nobody notices. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  sweep (fixture, FAULT_LOST, 1, FALSE);
  sweep (fixture, FAULT_LOST, N_JOBS, FALSE);
  g_assert_cmpuint (fixture->connection->n_asked, ==, 2);
}

/* The commit has happened although it was not answered: nothing is done again. */
static void
test_lost_after (Fixture *fixture, gconstpointer data)
{
  sweep (fixture, FAULT_LOST_AFTER, 1, FALSE);
  sweep (fixture, FAULT_LOST_AFTER, N_JOBS, FALSE);
  g_assert_cmpuint (fixture->connection->n_asked, ==, 2);
}

/* Lost and not there again: everybody is told so, and nothing was written. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (sweep (fixture, FAULT_GONE, N_JOBS, TRUE), >, N_JOBS);
}

/* Nobody can tell what became of a commit: what can be done twice is done again, and the others are
 * told that it may have happened. */
static void
test_unknown_fate (Fixture *fixture, gconstpointer data)
{
  Work works[] = {
    { .number = 1, .status = 201 },
    { .number = 2, .status = 201, .looks_first = TRUE },
  };
  OutlayJob jobs[G_N_ELEMENTS (works)];
  guint n_steps;

  run_round (fixture, FAULT_NONE, 0, 2, FALSE);
  n_steps = fixture->connection->n_steps;

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    init_job (fixture, &jobs[i], &works[i], i == 0 ? "acme" : "zenith");
  jobs[1].write.flags = OUTLAY_WRITE_REPEATABLE;
  fixture->connection->hides_fate = TRUE;
  faulty_connection_set (fixture->connection, FAULT_LOST_AFTER, n_steps - 1);
  outlay_batch_run (fixture->batch, jobs, G_N_ELEMENTS (jobs));

  g_assert_cmpuint (outlay_reply_get_status (jobs[0].reply), ==, 503);
  g_assert_nonnull (strstr (jobs[0].reply->body, "may have happened"));
  g_assert_nonnull (outlay_reply_get_header (jobs[0].reply, "Retry-After"));
  g_assert_cmpuint (works[0].n_runs, ==, 1);
  g_assert_cmpuint (outlay_reply_get_status (jobs[1].reply), ==, 201);
  g_assert_cmpuint (works[1].n_runs, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_assert_cmpint (count (fixture, works[i].number), ==, 1);
      outlay_reply_free (jobs[i].reply);
    }
}

/* The others are run again only where there is something to undo. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  for (guint looks_only = 0; looks_only < 2; looks_only++)
    {
      g_auto (Round) round;

      round_init (fixture, &round, (int) looks_only * 10);
      round.works[2].looks_only = (gboolean) looks_only;
      faulty_connection_set (fixture->connection, FAULT_NONE, 0);
      outlay_batch_run (fixture->batch, round.jobs, N_JOBS);

      for (guint i = 0; i < N_JOBS; i++)
        {
          const Work *work = &round.works[i];

          g_assert_cmpuint (outlay_reply_get_status (round.jobs[i].reply), ==, work->status);
          g_assert_cmpint (count (fixture, work->number), ==, i != 2);
          g_assert_cmpuint (work->n_runs, ==, looks_only || i == N_JOBS - 1 ? 1 : 2);
        }
    }
}

/* Every company once in each of the two transactions that a refusal takes, and all in one order. */
static void
test_holds (Fixture *fixture, gconstpointer data)
{
  static const char *const wanted[] = { "acme", "miller", "zenith" };
  GPtrArray *holds = fixture->connection->holds;

  run_round (fixture, FAULT_NONE, 0, N_JOBS, FALSE);
  g_assert_cmpuint (holds->len, ==, 2 * G_N_ELEMENTS (wanted));
  for (guint i = 0; i < holds->len; i++)
    g_assert_cmpstr (holds->pdata[i], ==, wanted[i % G_N_ELEMENTS (wanted)]);
}

/* What finds its company as it runs shares its transaction with nobody. */
static void
test_count (Fixture *fixture, gconstpointer data)
{
  g_auto (Round) round;

  round_init (fixture, &round, 1);
  g_assert_cmpuint (outlay_batch_count (fixture->batch, round.jobs, N_JOBS), ==, N_JOBS);
  round.jobs[2].write.company = NULL;
  g_assert_cmpuint (outlay_batch_count (fixture->batch, round.jobs, N_JOBS), ==, 2);
  g_assert_cmpuint (outlay_batch_count (fixture->batch, round.jobs + 2, 2), ==, 1);
}

/* News are told once for each commit, inside it and after it. */
static void
test_news (Fixture *fixture, gconstpointer data)
{
  run_round (fixture, FAULT_NONE, 0, N_JOBS, FALSE);
  g_assert_cmpuint (fixture->n_announced, ==, 1);
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_cmpstr (fixture->notices->pdata[0], ==, "acme");

  run_round (fixture, FAULT_LOST, fixture->connection->n_steps - 1, N_JOBS, FALSE);
  g_assert_cmpuint (fixture->notices->len, ==, 2);
}

#define ADD(path, test) g_test_add ("/server/batch/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* That the database is in trouble is told as a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);

  ADD ("busy", test_busy);
  ADD ("always-busy", test_always_busy);
  ADD ("lost", test_lost);
  ADD ("lost-after", test_lost_after);
  ADD ("gone", test_gone);
  ADD ("unknown-fate", test_unknown_fate);
  ADD ("refused", test_refused);
  ADD ("holds", test_holds);
  ADD ("count", test_count);
  ADD ("news", test_news);

  return g_test_run ();
}
