/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-writer.h"

#include "server/outlay-reply-private.h"

/* So that the first of a long queue does not wait for the last. */
#define MAX_BATCH 256

typedef struct
{
  OutlayWriteFunc func;
  gpointer data;
  OutlayWriteDone done;
  gpointer done_data;
  OutlayReply *reply;
} Job;

struct _OutlayWriter
{
  OutlayConnection *connection;
  OutlayCommitFunc committed;
  OutlayForgetFunc forget;
  gpointer committed_data;
  GThread *thread;

  /* Under the mutex */
  GMutex mutex;
  GCond cond;
  GArray *queue; /* of Job */
  gboolean is_stopping;

  /* The thread's own */
  GPtrArray *notices; /* ids of companies, interned */
  GPtrArray *topics;  /* of the cache: a company's id and a name, in turn */
  gboolean forgets_identities;
};

static void
run_alone (OutlayWriter *self, Job *job)
{
  guint n_notices = self->notices->len;
  guint n_topics = self->topics->len;

  job->reply = job->func (self->connection, job->data);
  g_assert (job->reply != NULL);

  if (job->reply->status >= 400 && !job->reply->keeps_changes)
    {
      g_ptr_array_set_size (self->notices, (int) n_notices);
      g_ptr_array_set_size (self->topics, (int) n_topics);
    }
}

/* FALSE when nothing of the batch may be claimed: with an error, or without one when a job found
 * the database in trouble. Such trouble (a full disk) may have undone the whole transaction. */
static gboolean
run_in_savepoint (OutlayWriter *self, Job *job, GError **error)
{
  if (!outlay_connection_savepoint (self->connection, error))
    return FALSE;

  run_alone (self, job);

  if (job->reply->status >= 500)
    return FALSE;
  if (job->reply->status < 400 || job->reply->keeps_changes)
    return outlay_connection_release (self->connection, error);

  outlay_connection_rollback_to (self->connection);
  return TRUE;
}

static gboolean
keeps_something (const Job *jobs, guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    if (jobs[i].reply->status < 400 || jobs[i].reply->keeps_changes)
      return TRUE;

  return FALSE;
}

static gboolean
run_batch (OutlayWriter *self, Job *jobs, guint n_jobs, GError **error)
{
  if (!outlay_connection_begin (self->connection, error))
    return FALSE;

  /* A batch of one is its own savepoint. */
  if (n_jobs == 1)
    run_alone (self, &jobs[0]);
  else
    for (guint i = 0; i < n_jobs; i++)
      if (!run_in_savepoint (self, &jobs[i], error))
        return FALSE;

  if (keeps_something (jobs, n_jobs))
    return outlay_connection_commit (self->connection, error);

  outlay_connection_rollback (self->connection);
  return TRUE;
}

static void
drop_notices (OutlayWriter *self)
{
  g_ptr_array_set_size (self->notices, 0);
  g_ptr_array_set_size (self->topics, 0);
}

/* Every write of a batch that did not reach the disk is told so; refusals stay what they are. */
static void
fail_batch (OutlayWriter *self, Job *jobs, guint n_jobs, const GError *error)
{
  outlay_connection_rollback (self->connection);
  drop_notices (self);

  for (guint i = 0; i < n_jobs; i++)
    if (jobs[i].reply == NULL || jobs[i].reply->status < 400 || jobs[i].reply->keeps_changes)
      {
        g_clear_pointer (&jobs[i].reply, outlay_reply_free);
        jobs[i].reply = outlay_reply_new_for_error (error);
      }
}

static void
tell_notices (OutlayWriter *self)
{
  for (guint i = 0; i < self->topics->len; i += 2)
    self->forget (self->topics->pdata[i], self->topics->pdata[i + 1], self->committed_data);

  if (self->notices->len > 0 || self->forgets_identities)
    {
      g_ptr_array_add (self->notices, NULL);
      self->committed ((const char *const *) self->notices->pdata, self->forgets_identities,
                       self->committed_data);
    }

  drop_notices (self);
  self->forgets_identities = FALSE;
}

/* Each again, in a transaction of its own, so that one in trouble takes no other down. */
static void
run_one_by_one (OutlayWriter *self, Job *jobs, guint n_jobs)
{
  outlay_connection_rollback (self->connection);
  drop_notices (self);

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&jobs[i].reply, outlay_reply_free);
      if (!run_batch (self, &jobs[i], 1, &error))
        fail_batch (self, &jobs[i], 1, error);
      tell_notices (self);
    }
}

static gpointer
writer_thread (gpointer data)
{
  OutlayWriter *self = data;
  Job batch[MAX_BATCH];

  g_mutex_lock (&self->mutex);
  while (!self->is_stopping || self->queue->len > 0)
    {
      g_autoptr (GError) error = NULL;
      guint n_jobs;

      if (self->queue->len == 0)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }

      n_jobs = MIN (self->queue->len, MAX_BATCH);
      for (guint i = 0; i < n_jobs; i++)
        batch[i] = g_array_index (self->queue, Job, i);
      g_array_remove_range (self->queue, 0, n_jobs);
      g_mutex_unlock (&self->mutex);

      if (run_batch (self, batch, n_jobs, &error))
        tell_notices (self);
      else if (error == NULL)
        run_one_by_one (self, batch, n_jobs);
      else
        fail_batch (self, batch, n_jobs, error);
      for (guint i = 0; i < n_jobs; i++)
        batch[i].done (batch[i].reply, batch[i].done_data);

      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

OutlayWriter *
outlay_writer_new (OutlayConnection *connection,
                   OutlayCommitFunc committed,
                   OutlayForgetFunc forget,
                   gpointer data)
{
  OutlayWriter *self = g_new0 (OutlayWriter, 1);

  self->connection = connection;
  self->committed = committed;
  self->forget = forget;
  self->committed_data = data;
  self->queue = g_array_new (FALSE, FALSE, sizeof (Job));
  self->notices = g_ptr_array_new ();
  self->topics = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("writer", writer_thread, self);

  return self;
}

void
outlay_writer_free (OutlayWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_thread_join (self->thread);
  g_object_unref (self->connection);
  g_array_unref (self->queue);
  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->topics);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
outlay_writer_push (OutlayWriter *self,
                    OutlayWriteFunc func,
                    gpointer data,
                    OutlayWriteDone done,
                    gpointer done_data)
{
  Job job = { func, data, done, done_data, NULL };

  g_mutex_lock (&self->mutex);
  g_array_append_val (self->queue, job);
  if (self->queue->len == 1)
    g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  OutlayReply *reply;
} Waiter;

static void
wake_waiter_cb (OutlayReply *reply, gpointer data)
{
  Waiter *waiter = data;

  g_mutex_lock (&waiter->mutex);
  waiter->reply = reply;
  g_cond_signal (&waiter->cond);
  g_mutex_unlock (&waiter->mutex);
}

OutlayReply *
outlay_writer_run (OutlayWriter *self, OutlayWriteFunc func, gpointer data)
{
  Waiter waiter = { .reply = NULL };

  g_assert (!outlay_writer_is_current_thread (self));

  g_mutex_init (&waiter.mutex);
  g_cond_init (&waiter.cond);
  outlay_writer_push (self, func, data, wake_waiter_cb, &waiter);

  g_mutex_lock (&waiter.mutex);
  while (waiter.reply == NULL)
    g_cond_wait (&waiter.cond, &waiter.mutex);
  g_mutex_unlock (&waiter.mutex);
  g_mutex_clear (&waiter.mutex);
  g_cond_clear (&waiter.cond);

  return waiter.reply;
}

gboolean
outlay_writer_is_current_thread (OutlayWriter *self)
{
  return g_thread_self () == self->thread;
}

void
outlay_writer_add_notice (OutlayWriter *self, const char *company)
{
  const char *id = g_intern_string (company);

  for (guint i = 0; i < self->notices->len; i++)
    if (self->notices->pdata[i] == id)
      return;

  g_ptr_array_add (self->notices, (gpointer) id);
}

void
outlay_writer_forget_identities (OutlayWriter *self)
{
  self->forgets_identities = TRUE;
}

static gboolean
has_topic (OutlayWriter *self, const char *company, const char *topic)
{
  for (guint i = 0; i < self->topics->len; i += 2)
    if (g_str_equal (self->topics->pdata[i + 1], topic) &&
        g_str_equal (self->topics->pdata[i], company))
      return TRUE;

  return FALSE;
}

void
outlay_writer_add_topic (OutlayWriter *self, const char *company, const char *topic)
{
  if (has_topic (self, company, topic))
    return;

  g_ptr_array_add (self->topics, g_strdup (company));
  g_ptr_array_add (self->topics, g_strdup (topic));
}
