/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-private.h"

/* Lives as long as the chart's controllers. */
typedef struct
{
  OutlayChart *chart; /* borrowed */

  /* Where the pointer was */
  double x;
  double y;

  gboolean is_first_tap;
} Input;

static OutlayChartReading
get_reading (OutlayChart *self)
{
  OutlayChartReading reading;

  outlay_chart_get_reading (self, &reading.series, &reading.bucket);

  return reading;
}

static void
activate (OutlayChart *self)
{
  OutlayChartReading reading = get_reading (self);

  g_signal_emit_by_name (self, "activated", reading.series, reading.bucket);
}

static gboolean
key_pressed_cb (OutlayChart *self, guint key, guint code, GdkModifierType modifiers)
{
  OutlayChartData *data = outlay_chart_get_data (self);
  OutlayChartReading reading = get_reading (self);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (data == NULL || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter ||
      key == GDK_KEY_space || key == GDK_KEY_KP_Space)
    {
      activate (self);
      return TRUE;
    }

  if (!outlay_chart_reading_press (&reading, data, outlay_chart_get_kind (self), is_rtl, key))
    return FALSE;

  outlay_chart_read (self, reading.series, reading.bucket);
  outlay_chart_announce (self);

  return TRUE;
}

static void
enter_cb (Input *input, double x, double y)
{
  input->x = x;
  input->y = y;
}

/* What is drawn anew under a pointer that rests tells of a motion too: who reads with the keys goes on. */
static void
motion_cb (Input *input, double x, double y)
{
  OutlayChartReading reading;

  if (x == input->x && y == input->y)
    return;

  input->x = x;
  input->y = y;
  outlay_chart_find (input->chart, x, y, &reading);
  outlay_chart_read (input->chart, reading.series, reading.bucket);
}

static void
leave_cb (OutlayChart *self)
{
  outlay_chart_read (self, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL);
}

static gboolean
is_by_finger (GtkGesture *gesture)
{
  GdkDevice *device = gtk_gesture_get_device (gesture);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* A finger reads with the first tap, and opens what it has read with the second; a pointer has read it
 * before it clicks. */
static void
pressed_cb (Input *input, int n_press, double x, double y, GtkGesture *gesture)
{
  OutlayChartReading before = get_reading (input->chart);
  OutlayChartReading reading;

  outlay_chart_find (input->chart, x, y, &reading);
  input->is_first_tap = is_by_finger (gesture) && !outlay_chart_reading_equal (&reading, &before);
  outlay_chart_read (input->chart, reading.series, reading.bucket);
}

static void
released_cb (Input *input, int n_press, double x, double y)
{
  OutlayChartReading before = get_reading (input->chart);
  OutlayChartReading reading;

  if (!input->is_first_tap && outlay_chart_find (input->chart, x, y, &reading) &&
      outlay_chart_reading_equal (&reading, &before))
    activate (input->chart);
}

void
outlay_chart_add_input (OutlayChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  Input *input = g_new0 (Input, 1);

  input->chart = self;
  g_object_set_data_full (G_OBJECT (self), "input", input, g_free);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), input);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), input);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), input);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), input);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
