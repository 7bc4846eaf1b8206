/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-batch.h"

#include <stdlib.h>

#include "server/outlay-reply-private.h"

/* Somebody else is in the way: so often a batch is tried again, if all of it took no longer. A
 * random pause before each, up to twice the last one's, parts who met. */
#define MAX_BUSY 6
#define MAX_BUSY_USEC (2 * G_USEC_PER_SEC)
#define FIRST_PAUSE_USEC (4 * G_TIME_SPAN_MILLISECOND)

/* A connection that was lost is made anew by the next begin; a server that restarts needs longer
 * than its clients should wait without a word. */
#define LOST_PAUSE_USEC (100 * G_TIME_SPAN_MILLISECOND)

/* While the fate of a commit is not known, its clients wait all the same: it is worth much more
 * than a quick answer. */
#define FATE_PATIENCE_USEC (5 * G_USEC_PER_SEC)
#define FATE_PAUSE_USEC (100 * G_TIME_SPAN_MILLISECOND)

struct _OutlayBatch
{
  OutlayConnection *connection;
  OutlayWriterHooks hooks;
  gboolean has_rivals; /* others may write to the same database at the same time */

  /* Of the transaction */
  GPtrArray *notices; /* ids of companies, interned */
  GPtrArray *topics;  /* of the cache: a company's id and a name, in turn, interned */
  gboolean forgets_identities;
};

typedef enum
{
  END_COMMITTED, /* or there was nothing to keep */
  END_SPOILT,    /* a job was refused after it had changed something: nothing was kept */
  END_TROUBLED,  /* a job has found the database in trouble of another kind: nothing was kept */
  END_FAILED,    /* with an error: nothing was kept */
  END_IN_DOUBT,  /* with an error: the connection was lost during the commit */
} End;

OutlayBatch *
outlay_batch_new (OutlayConnection *connection, const OutlayWriterHooks *hooks)
{
  OutlayBatch *self = g_new0 (OutlayBatch, 1);

  self->connection = connection;
  self->hooks = *hooks;
  self->has_rivals = OUTLAY_CONNECTION_GET_CLASS (connection)->serialize != NULL;
  self->notices = g_ptr_array_new ();
  self->topics = g_ptr_array_new ();

  return self;
}

void
outlay_batch_free (OutlayBatch *self)
{
  g_object_unref (self->connection);
  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->topics);
  g_free (self);
}

guint
outlay_batch_count (OutlayBatch *self, const OutlayJob *jobs, guint n_jobs)
{
  guint n = 1;

  if (!self->has_rivals)
    return n_jobs;

  while (jobs[0].write.company != NULL && n < n_jobs && jobs[n].write.company != NULL)
    n++;

  return n;
}

void
outlay_batch_add_notice (OutlayBatch *self, const char *company)
{
  const char *id = g_intern_string (company);

  if (!g_ptr_array_find (self->notices, id, NULL))
    g_ptr_array_add (self->notices, (gpointer) id);
}

void
outlay_batch_add_topic (OutlayBatch *self, const char *company, const char *topic)
{
  const char *id = g_intern_string (company), *name = g_intern_string (topic);

  for (guint i = 0; i < self->topics->len; i += 2)
    if (self->topics->pdata[i] == id && self->topics->pdata[i + 1] == name)
      return;

  g_ptr_array_add (self->topics, (gpointer) id);
  g_ptr_array_add (self->topics, (gpointer) name);
}

void
outlay_batch_forget_identities (OutlayBatch *self)
{
  self->forgets_identities = TRUE;
}

/* --- one transaction --- */

static gboolean
keeps (const OutlayReply *reply)
{
  return reply->status < 400 || reply->keeps_changes;
}

/* Busy or lost: what others, or the same again, may have more luck with. */
static gboolean
is_passing (int trouble)
{
  return trouble == OUTLAY_DB_ERROR_BUSY || trouble == OUTLAY_DB_ERROR_UNREACHABLE;
}

static gboolean
run_job (OutlayBatch *self, OutlayJob *job, GError **error)
{
  guint n_notices = self->notices->len, n_topics = self->topics->len;

  job->reply = job->write.func (self->connection, job->write.data);
  g_assert (job->reply != NULL);

  if (!keeps (job->reply))
    {
      g_ptr_array_set_size (self->notices, (int) n_notices);
      g_ptr_array_set_size (self->topics, (int) n_topics);
    }
  if (!is_passing (job->reply->trouble))
    return TRUE;

  g_set_error_literal (error, OUTLAY_DB_ERROR, job->reply->trouble,
                       job->reply->trouble == OUTLAY_DB_ERROR_BUSY
                           ? "somebody else was in the way of a write"
                           : "the database was lost during a write");
  return FALSE;
}

/* Who is refused has seldom changed anything, so that there is nothing to undo. */
static End
run_with_others (OutlayBatch *self, OutlayJob *job, GError **error)
{
  gint64 n_changes = outlay_connection_count_changes (self->connection);

  if (!run_job (self, job, error))
    return END_FAILED;
  if (job->reply->status >= 500)
    return END_TROUBLED;

  return keeps (job->reply) || outlay_connection_count_changes (self->connection) == n_changes
             ? END_COMMITTED
             : END_SPOILT;
}

/* Trouble (a full disk) may have undone the whole transaction. */
static End
run_in_savepoint (OutlayBatch *self, OutlayJob *job, GError **error)
{
  if (!outlay_connection_savepoint (self->connection, error) || !run_job (self, job, error))
    return END_FAILED;
  if (job->reply->status >= 500)
    return END_TROUBLED;

  if (keeps (job->reply))
    return outlay_connection_release (self->connection, error) ? END_COMMITTED : END_FAILED;

  outlay_connection_rollback_to (self->connection);
  return END_COMMITTED;
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* All at once and in one order, so that two batches never wait for each other. */
static gboolean
hold_companies (OutlayBatch *self, const OutlayJob *jobs, guint n_jobs, GError **error)
{
  g_autofree const char **companies = NULL;

  if (!self->has_rivals)
    return TRUE;

  companies = g_new (const char *, n_jobs);
  for (guint i = 0; i < n_jobs; i++)
    companies[i] = jobs[i].write.company;
  qsort (companies, n_jobs, sizeof *companies, compare_text);

  for (guint i = 0; i < n_jobs; i++)
    if (companies[i] != NULL && (i == 0 || g_strcmp0 (companies[i], companies[i - 1]) != 0) &&
        !outlay_connection_serialize (self->connection, companies[i], error))
      return FALSE;

  return TRUE;
}

static End
run_jobs (OutlayBatch *self, OutlayJob *jobs, guint n_jobs, gboolean with_savepoints, GError **error)
{
  /* A batch of one is its own savepoint. */
  if (n_jobs == 1)
    return run_job (self, jobs, error) ? END_COMMITTED : END_FAILED;

  for (guint i = 0; i < n_jobs; i++)
    {
      End end = with_savepoints ? run_in_savepoint (self, &jobs[i], error)
                                : run_with_others (self, &jobs[i], error);

      if (end != END_COMMITTED)
        return end;
    }

  return END_COMMITTED;
}

static gboolean
keeps_something (const OutlayJob *jobs, guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    if (keeps (jobs[i].reply))
      return TRUE;

  return FALSE;
}

/* Whether there are any. */
static gboolean
get_news (OutlayBatch *self, OutlayNews *news)
{
  *news = (OutlayNews) {
    .companies = (const char *const *) self->notices->pdata,
    .n_companies = self->notices->len,
    .topics = (const char *const *) self->topics->pdata,
    .n_topics = self->topics->len,
    .forgets_identities = self->forgets_identities,
  };

  return news->n_companies > 0 || news->n_topics > 0 || news->forgets_identities;
}

static void
drop_news (OutlayBatch *self)
{
  g_ptr_array_set_size (self->notices, 0);
  g_ptr_array_set_size (self->topics, 0);
  self->forgets_identities = FALSE;
}

/* @mark: (nullable): by which the transaction can be asked for, when the commit is not answered */
static End
commit (OutlayBatch *self, char **mark, GError **error)
{
  g_autoptr (GError) local = NULL;
  OutlayNews news;

  if (self->hooks.announce != NULL && get_news (self, &news) &&
      !self->hooks.announce (self->connection, &news, self->hooks.data, error))
    return END_FAILED;

  *mark = outlay_connection_dup_mark (self->connection, &local);
  if (local == NULL && outlay_connection_commit (self->connection, error))
    return END_COMMITTED;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (*mark != NULL && error != NULL &&
           g_error_matches (*error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE))
    return END_IN_DOUBT;

  return END_FAILED;
}

static End
run_once (OutlayBatch *self,
          OutlayJob *jobs,
          guint n_jobs,
          gboolean with_savepoints,
          char **mark,
          GError **error)
{
  End end;

  for (guint i = 0; i < n_jobs; i++)
    g_clear_pointer (&jobs[i].reply, outlay_reply_free);
  drop_news (self);

  if (!outlay_connection_begin (self->connection, error) ||
      !hold_companies (self, jobs, n_jobs, error))
    return END_FAILED;

  end = run_jobs (self, jobs, n_jobs, with_savepoints, error);
  if (end != END_COMMITTED)
    return end;
  if (keeps_something (jobs, n_jobs))
    return commit (self, mark, error);

  outlay_connection_rollback (self->connection);
  return END_COMMITTED;
}

/* --- and what becomes of it --- */

/* Asks until somebody can tell, or patience ends. */
static End
learn_fate (OutlayBatch *self, const char *mark)
{
  gint64 end = g_get_monotonic_time () + FATE_PATIENCE_USEC;

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;

      switch (outlay_connection_ask_fate (self->connection, mark, &error))
        {
        case OUTLAY_FATE_COMMITTED:
          g_message ("a commit was not answered: it has happened");
          return END_COMMITTED;

        case OUTLAY_FATE_ROLLED_BACK:
          g_message ("a commit was not answered: it has not happened");
          return END_FAILED;

        case OUTLAY_FATE_FORGOTTEN:
          return END_IN_DOUBT;

        case OUTLAY_FATE_UNKNOWN:
        default:
          break;
        }

      if (g_get_monotonic_time () >= end)
        return END_IN_DOUBT;
      g_usleep (FATE_PAUSE_USEC);
    }
}

static void
tell_news (OutlayBatch *self)
{
  OutlayNews news;

  if (get_news (self, &news))
    self->hooks.committed (&news, self->hooks.data);
  drop_news (self);
}

/* Every write that did not reach the disk is told so. Refusals stay what they are, but where trying
 * again may give another answer. */
static void
fail_jobs (OutlayJob *jobs, guint n_jobs, const GError *error)
{
  gboolean may_pass = error->domain == OUTLAY_DB_ERROR && is_passing (error->code);

  for (guint i = 0; i < n_jobs; i++)
    if (jobs[i].reply == NULL || keeps (jobs[i].reply) || may_pass)
      {
        g_clear_pointer (&jobs[i].reply, outlay_reply_free);
        jobs[i].reply = outlay_reply_new_for_error (error);
      }
}

static void
fail_in_doubt (OutlayJob *job)
{
  g_clear_pointer (&job->reply, outlay_reply_free);
  job->reply = outlay_reply_new_problem (503, "The database was lost while this was saved, and it "
                                              "may have happened. Look before you try again.");
  outlay_reply_set_header (job->reply, "Retry-After", "5");
}

/* How often it was tried already, and since when. */
typedef struct
{
  gint64 start;
  guint n_busy;
  gboolean was_spoilt;
  gboolean was_lost;
  gboolean was_in_doubt;
} Tries;

/* Whether it is worth trying again, after a pause. */
static gboolean
try_again (Tries *tries, const GError *error)
{
  gint64 pause = LOST_PAUSE_USEC;

  if (g_error_matches (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY))
    {
      if (++tries->n_busy > MAX_BUSY || g_get_monotonic_time () - tries->start > MAX_BUSY_USEC)
        return FALSE;
      pause = FIRST_PAUSE_USEC << tries->n_busy;
    }
  else if (!g_error_matches (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE) ||
           tries->was_lost)
    return FALSE;
  else
    tries->was_lost = TRUE;

  g_usleep ((gulong) g_random_int_range ((gint32) (pause / 4), (gint32) pause));
  return TRUE;
}

static void settle (OutlayBatch *self, OutlayJob *jobs, guint n_jobs, Tries *tries);

/* Each again, in a transaction of its own, so that one in trouble takes no other down. */
static void
run_one_by_one (OutlayBatch *self, OutlayJob *jobs, guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    {
      Tries tries = { .start = g_get_monotonic_time () };

      settle (self, &jobs[i], 1, &tries);
    }
}

/* Nobody can tell what became of them. To do again what can be done twice is safe; who waits for
 * the others is told, and so are those who follow: it may be there. */
static void
settle_in_doubt (OutlayBatch *self, OutlayJob *jobs, guint n_jobs, gboolean is_second)
{
  g_warning ("nobody can tell whether a commit has happened");
  tell_news (self);

  for (guint i = 0; i < n_jobs; i++)
    {
      Tries tries = { .start = g_get_monotonic_time (), .was_in_doubt = TRUE };

      if ((jobs[i].write.flags & OUTLAY_WRITE_REPEATABLE) && !is_second)
        settle (self, &jobs[i], 1, &tries);
      else
        fail_in_doubt (&jobs[i]);
    }
}

/* A savepoint for each costs a tenth of a write, and two ways to a PostgreSQL: there are some only once
 * it has shown that they are needed. */
static void
settle (OutlayBatch *self, OutlayJob *jobs, guint n_jobs, Tries *tries)
{
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *mark = NULL;
      End end = run_once (self, jobs, n_jobs, tries->was_spoilt, &mark, &error);

      if (end == END_IN_DOUBT)
        {
          outlay_connection_rollback (self->connection);
          end = learn_fate (self, mark);
        }
      if (end == END_COMMITTED)
        return tell_news (self);
      if (end == END_IN_DOUBT)
        return settle_in_doubt (self, jobs, n_jobs, tries->was_in_doubt);

      outlay_connection_rollback (self->connection);
      tries->was_spoilt |= end == END_SPOILT;
      if (end == END_SPOILT || (end == END_FAILED && try_again (tries, error)))
        continue;
      if (n_jobs > 1 && (end == END_TROUBLED || tries->n_busy > MAX_BUSY))
        return run_one_by_one (self, jobs, n_jobs);

      return fail_jobs (jobs, n_jobs, error);
    }
}

void
outlay_batch_run (OutlayBatch *self, OutlayJob *jobs, guint n_jobs)
{
  Tries tries = { .start = g_get_monotonic_time () };

  settle (self, jobs, n_jobs, &tries);
}
