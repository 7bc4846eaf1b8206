/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include "app/shell/outlay-window.h"
#include "start-clock.h"

/* usage: scroll-list --data-folder FOLDER: opens the list, scrolls it page by page, then to its
 * end, and prints microseconds of work for each: CPU time of the main thread from the frame clock's
 * first signal to its last, so that a busy machine does not show in it. */

#define N_PAGES 300

typedef struct
{
  OutlayApplication *application;
  GtkAdjustment *adjustment;
  GdkFrameClock *clock;
  GArray *work; /* of gint64 */
  gint64 began;
  guint n_pages;
} Scroll;

static void
begin_frame_cb (GdkFrameClock *clock, Scroll *self)
{
  self->began = start_clock_cpu ();
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gint64
percentile (GArray *work, double share)
{
  return g_array_index (work, gint64, (guint) ((work->len - 1) * share));
}

static void
report (Scroll *self, gint64 to_end)
{
  g_array_sort (self->work, compare_cb);
  g_print ("scroll-p50 %" G_GINT64_FORMAT "\n", percentile (self->work, 0.5));
  g_print ("scroll-p99 %" G_GINT64_FORMAT "\n", percentile (self->work, 0.99));
  g_print ("scroll-worst %" G_GINT64_FORMAT "\n", percentile (self->work, 1));
  g_print ("to-end %" G_GINT64_FORMAT "\n", to_end);
  g_print ("memory %" G_GUINT64_FORMAT "\n", start_clock_memory ());
}

static gboolean
quit_cb (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static void
end_frame_cb (GdkFrameClock *clock, Scroll *self)
{
  gint64 took = start_clock_cpu () - self->began;
  double page = gtk_adjustment_get_page_size (self->adjustment);

  if (self->n_pages > 0 && self->n_pages <= N_PAGES)
    g_array_append_val (self->work, took);

  self->n_pages++;

  if (self->n_pages <= N_PAGES)
    {
      gtk_adjustment_set_value (self->adjustment,
                                gtk_adjustment_get_value (self->adjustment) + 0.9 * page);
    }
  else if (self->n_pages == N_PAGES + 1)
    {
      gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_upper (self->adjustment));
    }
  else
    {
      report (self, took);
      g_signal_handlers_disconnect_by_data (clock, self);
      g_idle_add (quit_cb, self->application);
    }
}

static gboolean
start_cb (gpointer user_data)
{
  Scroll *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  OutlayMainView *view = outlay_window_get_main_view (OUTLAY_WINDOW (window));
  OutlayExpensesPane *pane = outlay_expenses_page_get_pane (outlay_main_view_get_expenses (view));

  self->adjustment = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (outlay_expenses_pane_get_list_view (pane)));
  self->clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (self->clock, "before-paint", G_CALLBACK (begin_frame_cb), self);
  g_signal_connect (self->clock, "after-paint", G_CALLBACK (end_frame_cb), self);
  gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  gtk_widget_queue_draw (GTK_WIDGET (window));

  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_timeout_add (1000, start_cb, user_data);
}

int
main (int argc, char **argv)
{
  Scroll self = { .work = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  int status;

  setlocale (LC_ALL, "");
  self.application = outlay_application_new ();
  g_signal_connect (self.application, "window-added", G_CALLBACK (window_added_cb), &self);
  status = g_application_run (G_APPLICATION (self.application), argc, argv);
  g_object_unref (self.application);
  g_array_unref (self.work);

  return status;
}
