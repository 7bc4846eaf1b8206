/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayPool:
 *
 * A fixed number of threads for work that is slow, with a bounded queue: who would have to wait
 * longer than two seconds or so is turned away at once.
 */
typedef struct _OutlayPool OutlayPool;

/**
 * outlay_pool_new:
 * @niceness: 0 to 19, of the threads
 * @usec_a_job: first guess; it is measured from then on
 */
OutlayPool *outlay_pool_new  (const char *name, guint n_threads, int niceness, gint64 usec_a_job);

/* Finishes what waits and ends the threads; nothing is taken from here on. */
void        outlay_pool_stop (OutlayPool *self);
/* Stops it if that was not done. */
void        outlay_pool_free (OutlayPool *self);

/* FALSE when the queue is full or the pool was stopped: nothing was taken. Any thread. */
gboolean    outlay_pool_push (OutlayPool *self, GFunc func, gpointer data);

/* How much waits now, and how much was turned away so far. */
void        outlay_pool_get_counts (OutlayPool *self, guint *n_waiting, guint64 *n_refused);

G_END_DECLS
