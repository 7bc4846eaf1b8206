/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * start_clock_watch:
 *
 * Prints, for the first window of @application, "first-frame MICROSECONDS" since $BENCH_STARTED (on
 * the monotonic clock) and "first-frame-cpu MICROSECONDS" (of the main thread, whatever else the
 * machine does) when its first frame is painted, then "memory KIBIBYTES" (proportional set size)
 * when it has come to rest, and quits.
 */
void start_clock_watch (GtkApplication *application);

/* CPU time of the calling thread in microseconds. */
gint64 start_clock_cpu (void);
/* Proportional set size of this process in KiB. */
guint64 start_clock_memory (void);

G_END_DECLS
