/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-metrics.h"

typedef struct _Block Block;

/* What one thread has counted. Blocks are never freed: the next thread goes on with one whose thread has
 * ended, and what it counted stays counted. */
struct _Block
{
  Block *next;
  gboolean is_taken; /* under the mutex */
  gint64 values[OUTLAY_N_METRICS];
  OutlayRouteMetrics routes[OUTLAY_MAX_ROUTES];
};

const gint64 outlay_metric_durations[OUTLAY_N_DURATIONS] = {
  100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 500000, 2500000,
};

static GMutex mutex;
static Block *blocks; /* atomic; only ever grows */

static void
leave_block (gpointer data)
{
  g_mutex_lock (&mutex);
  ((Block *) data)->is_taken = FALSE;
  g_mutex_unlock (&mutex);
}

static GPrivate thread_block = G_PRIVATE_INIT (leave_block);
static _Thread_local Block *own;

static Block *
take_block (void)
{
  Block *block;

  g_mutex_lock (&mutex);
  for (block = blocks; block != NULL && block->is_taken; block = block->next)
    ;
  if (block == NULL)
    {
      block = g_new0 (Block, 1);
      block->next = blocks;
      __atomic_store_n (&blocks, block, __ATOMIC_RELEASE);
    }
  block->is_taken = TRUE;
  g_mutex_unlock (&mutex);

  g_private_set (&thread_block, block);
  return own = block;
}

static inline Block *
get_block (void)
{
  return own != NULL ? own : take_block ();
}

/* This thread alone writes, so that no bus needs to be locked; others may read meanwhile. */
#define RAISE(variable, amount)                                                                    \
  __atomic_store_n (&(variable), (variable) + (amount), __ATOMIC_RELAXED)
#define READ(variable) __atomic_load_n (&(variable), __ATOMIC_RELAXED)

void
outlay_metrics_add (OutlayMetric metric, gint64 amount)
{
  RAISE (get_block ()->values[metric], amount);
}

gint64
outlay_metrics_get (OutlayMetric metric)
{
  gint64 sum = 0;

  for (Block *block = __atomic_load_n (&blocks, __ATOMIC_ACQUIRE); block != NULL;
       block = block->next)
    sum += READ (block->values[metric]);

  return sum;
}

void
outlay_metrics_note_request (guint number, guint status, gint64 usec)
{
  OutlayRouteMetrics *route;
  guint i = 0;

  g_return_if_fail (number < OUTLAY_MAX_ROUTES);

  route = &get_block ()->routes[number];
  while (i < OUTLAY_N_DURATIONS && usec > outlay_metric_durations[i])
    i++;
  RAISE (route->by_duration[i], 1);
  RAISE (route->by_status[MIN (status / 100, OUTLAY_N_STATUS_CLASSES - 1)], 1);
  RAISE (route->usec, (guint64) usec);
}

void
outlay_metrics_get_route (guint number, OutlayRouteMetrics *metrics)
{
  *metrics = (OutlayRouteMetrics) { 0 };

  for (Block *block = __atomic_load_n (&blocks, __ATOMIC_ACQUIRE); block != NULL;
       block = block->next)
    {
      for (guint i = 0; i < OUTLAY_N_STATUS_CLASSES; i++)
        metrics->by_status[i] += READ (block->routes[number].by_status[i]);
      for (guint i = 0; i <= OUTLAY_N_DURATIONS; i++)
        metrics->by_duration[i] += READ (block->routes[number].by_duration[i]);
      metrics->usec += READ (block->routes[number].usec);
    }
}
