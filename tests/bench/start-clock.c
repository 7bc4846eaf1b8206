/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "start-clock.h"

#include <time.h>

#define REST_MSEC 800

gint64
start_clock_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

guint64
start_clock_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;

  line = strstr (text, "\nPss:");

  return line != NULL ? g_ascii_strtoull (line + 5, NULL, 10) : 0;
}

static gboolean
rested_cb (gpointer user_data)
{
  g_print ("memory %" G_GUINT64_FORMAT "\n", start_clock_memory ());
  gtk_window_close (user_data);

  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  gint64 started = g_ascii_strtoll (g_getenv ("BENCH_STARTED"), NULL, 10);

  g_print ("first-frame %" G_GINT64_FORMAT "\n", g_get_monotonic_time () - started);
  g_print ("first-frame-cpu %" G_GINT64_FORMAT "\n", start_clock_cpu ());
  g_signal_handlers_disconnect_by_func (clock, painted_cb, user_data);
  g_timeout_add (REST_MSEC, rested_cb, user_data);
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    window);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

void
start_clock_watch (GtkApplication *application)
{
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}
