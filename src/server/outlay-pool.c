/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-pool.h"

#include <sys/resource.h>
#include <unistd.h>

#define MAX_BACKLOG_USEC (2 * G_USEC_PER_SEC)
#define MAX_QUEUE 8192

typedef struct
{
  GFunc func;
  gpointer data;
} Job;

struct _OutlayPool
{
  int niceness;
  guint n_threads;
  GThread **threads;

  /* Under the mutex */
  GMutex mutex;
  GCond cond;
  GQueue queue; /* of Job */
  gint64 usec_a_job;
  guint64 n_refused;
  gboolean is_stopping;
};

static gpointer
pool_thread (gpointer data)
{
  OutlayPool *self = data;

  /* On Linux a niceness belongs to the thread, not the process. It only ever fails downwards. */
  if (self->niceness > 0)
    setpriority (PRIO_PROCESS, (id_t) gettid (), self->niceness);

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      g_autofree Job *job = g_queue_pop_head (&self->queue);
      gint64 start;

      if (job == NULL)
        {
          if (self->is_stopping)
            break;
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      g_mutex_unlock (&self->mutex);

      start = g_get_monotonic_time ();
      job->func (job->data, NULL);

      g_mutex_lock (&self->mutex);
      self->usec_a_job = (7 * self->usec_a_job + g_get_monotonic_time () - start) / 8;
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

OutlayPool *
outlay_pool_new (const char *name, guint n_threads, int niceness, gint64 usec_a_job)
{
  OutlayPool *self = g_new0 (OutlayPool, 1);

  self->niceness = niceness;
  self->usec_a_job = usec_a_job;
  self->n_threads = n_threads;
  self->threads = g_new0 (GThread *, n_threads);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->queue);

  for (guint i = 0; i < n_threads; i++)
    self->threads[i] = g_thread_new (name, pool_thread, self);

  return self;
}

void
outlay_pool_stop (OutlayPool *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < self->n_threads; i++)
    g_clear_pointer (&self->threads[i], g_thread_join);
}

void
outlay_pool_free (OutlayPool *self)
{
  outlay_pool_stop (self);
  g_free (self->threads);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

gboolean
outlay_pool_push (OutlayPool *self, GFunc func, gpointer data)
{
  gboolean has_room;

  g_mutex_lock (&self->mutex);
  has_room = !self->is_stopping && self->queue.length < MAX_QUEUE &&
             (gint64) self->queue.length * self->usec_a_job / self->n_threads < MAX_BACKLOG_USEC;
  if (has_room)
    {
      Job *job = g_new (Job, 1);

      *job = (Job) { func, data };
      g_queue_push_tail (&self->queue, job);
      g_cond_signal (&self->cond);
    }
  else
    self->n_refused++;
  g_mutex_unlock (&self->mutex);

  return has_room;
}

void
outlay_pool_get_counts (OutlayPool *self, guint *n_waiting, guint64 *n_refused)
{
  g_mutex_lock (&self->mutex);
  *n_waiting = self->queue.length;
  *n_refused = self->n_refused;
  g_mutex_unlock (&self->mutex);
}
