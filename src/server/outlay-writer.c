/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-writer.h"

#include "server/outlay-metrics.h"

/* So that the first of a long queue does not wait for the last. */
#define MAX_BATCH 256

struct _OutlayWriter
{
  OutlayBatch *batch; /* the thread's own */
  GThread *thread;

  /* Under the mutex */
  GMutex mutex;
  GCond cond;
  GArray *queue; /* of OutlayJob */
  gboolean is_stopping;
};

/* Under the mutex. */
static guint
take_jobs (OutlayWriter *self, OutlayJob *jobs)
{
  guint n_jobs = outlay_batch_count (self->batch, (const OutlayJob *) (void *) self->queue->data,
                                     MIN (self->queue->len, MAX_BATCH));

  for (guint i = 0; i < n_jobs; i++)
    jobs[i] = g_array_index (self->queue, OutlayJob, i);
  g_array_remove_range (self->queue, 0, n_jobs);
  outlay_metrics_add (OUTLAY_METRIC_WRITES_WAITING, -(gint64) n_jobs);
  outlay_metrics_add (OUTLAY_METRIC_BATCHES, 1);

  return n_jobs;
}

static gpointer
writer_thread (gpointer data)
{
  OutlayWriter *self = data;
  OutlayJob jobs[MAX_BATCH];

  g_mutex_lock (&self->mutex);
  while (!self->is_stopping || self->queue->len > 0)
    {
      guint n_jobs;

      if (self->queue->len == 0)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }

      n_jobs = take_jobs (self, jobs);
      g_mutex_unlock (&self->mutex);

      outlay_batch_run (self->batch, jobs, n_jobs);
      for (guint i = 0; i < n_jobs; i++)
        jobs[i].write.done (jobs[i].reply, jobs[i].write.done_data);

      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

OutlayWriter *
outlay_writer_new (OutlayConnection *connection, const OutlayWriterHooks *hooks)
{
  OutlayWriter *self = g_new0 (OutlayWriter, 1);

  self->batch = outlay_batch_new (connection, hooks);
  self->queue = g_array_new (FALSE, FALSE, sizeof (OutlayJob));
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("writer", writer_thread, self);

  return self;
}

void
outlay_writer_stop (OutlayWriter *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&self->thread, g_thread_join);
}

void
outlay_writer_free (OutlayWriter *self)
{
  outlay_writer_stop (self);
  outlay_batch_free (self->batch);
  g_array_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static OutlayReply *
refuse (void)
{
  OutlayReply *reply = outlay_reply_new_problem (503, "The server is stopping.");

  outlay_reply_set_header (reply, "Retry-After", "5");
  return reply;
}

void
outlay_writer_push (OutlayWriter *self, const OutlayWrite *write)
{
  OutlayJob job = { *write, NULL };
  gboolean is_taken;

  g_mutex_lock (&self->mutex);
  is_taken = !self->is_stopping;
  if (is_taken)
    {
      g_array_append_val (self->queue, job);
      outlay_metrics_add (OUTLAY_METRIC_WRITES, 1);
      outlay_metrics_add (OUTLAY_METRIC_WRITES_WAITING, 1);
      if (self->queue->len == 1)
        g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->mutex);

  if (!is_taken)
    write->done (refuse (), write->done_data);
}

gboolean
outlay_writer_is_current_thread (OutlayWriter *self)
{
  return g_thread_self () == self->thread;
}

void
outlay_writer_add_notice (OutlayWriter *self, const char *company)
{
  outlay_batch_add_notice (self->batch, company);
}

void
outlay_writer_add_topic (OutlayWriter *self, const char *company, const char *topic)
{
  outlay_batch_add_topic (self->batch, company, topic);
}

void
outlay_writer_forget_identities (OutlayWriter *self)
{
  outlay_batch_forget_identities (self->batch);
}
