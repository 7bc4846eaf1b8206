/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/charts/outlay-bar-chart.h"
#include "app/charts/outlay-chart-legend.h"
#include "app/charts/outlay-chart-table.h"
#include "app/charts/outlay-donut-chart.h"
#include "app/charts/outlay-trend-chart.h"

#include "app-stage.h"
#include "chart-samples.h"

#define ALL OUTLAY_CHART_ALL

typedef struct
{
  guint series;
  guint bucket;
  guint n;
} Opened;

static void
opened_cb (Opened *opened, guint series, guint bucket)
{
  opened->series = series;
  opened->bucket = bucket;
  opened->n++;
}

static GtkWindow *
show (GtkWidget *chart, OutlayChartData *data, int width, int height)
{
  GtkWidget *frame = adw_bin_new ();

  adw_bin_set_child (ADW_BIN (frame), chart);
  outlay_chart_set_data (OUTLAY_CHART (chart), data);

  return stage_show (frame, width, height);
}

static void
check_read (GtkWidget *chart, guint series, guint bucket)
{
  guint read_series, read_bucket;

  outlay_chart_get_reading (OUTLAY_CHART (chart), &read_series, &read_bucket);
  g_assert_cmpuint (read_series, ==, series);
  g_assert_cmpuint (read_bucket, ==, bucket);
}

static void
test_keys (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  GtkWidget *chart = outlay_bar_chart_new ();
  GtkWindow *window = show (chart, data, 600, 300);
  Opened opened = { 0 };

  g_signal_connect_swapped (chart, "activated", G_CALLBACK (opened_cb), &opened);
  g_assert_true (gtk_widget_get_focusable (chart));
  check_read (chart, ALL, ALL);

  g_assert_true (stage_press (chart, GDK_KEY_Left, 0));
  check_read (chart, ALL, 11);
  g_assert_true (stage_press (chart, GDK_KEY_Left, 0));
  check_read (chart, ALL, 10);
  g_assert_true (stage_press (chart, GDK_KEY_Up, 0));
  check_read (chart, 0, 10);
  g_assert_true (stage_press (chart, GDK_KEY_Return, 0));
  g_assert_cmpuint (opened.series, ==, 0);
  g_assert_cmpuint (opened.bucket, ==, 10);
  g_assert_true (stage_press (chart, GDK_KEY_Down, 0));
  g_assert_true (stage_press (chart, GDK_KEY_space, 0));
  g_assert_cmpuint (opened.series, ==, ALL);
  g_assert_cmpuint (opened.n, ==, 2);

  /* Shortcuts of the window stay the window's. */
  g_assert_false (stage_press (chart, GDK_KEY_Left, GDK_ALT_MASK));
  g_assert_true (stage_press (chart, GDK_KEY_Escape, 0));
  check_read (chart, ALL, ALL);
  g_assert_false (stage_press (chart, GDK_KEY_Escape, 0));

  stage_strike (window);
}

static void
test_rtl (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  GtkWidget *chart = outlay_bar_chart_new ();
  GtkWindow *window;

  gtk_widget_set_direction (chart, GTK_TEXT_DIR_RTL);
  window = show (chart, data, 600, 300);
  g_assert_true (stage_press (chart, GDK_KEY_Home, 0));
  g_assert_true (stage_press (chart, GDK_KEY_Home, 0));
  g_assert_true (stage_press (chart, GDK_KEY_Left, 0));
  check_read (chart, ALL, 1);
  stage_strike (window);
}

/* Moves the pointer, as far as the chart can tell. */
static void
point (GtkWidget *chart, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (chart);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, y);
    }
}

static void
click (GtkWidget *chart, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (chart);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        {
          g_signal_emit_by_name (controller, "pressed", 1, x, y);
          g_signal_emit_by_name (controller, "released", 1, x, y);
        }
    }
}

static void
test_pointer (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_slices (4);
  GtkWidget *chart = outlay_donut_chart_new ();
  GtkWindow *window = show (chart, data, 300, 300);
  double x = gtk_widget_get_width (chart) / 2.0, y = gtk_widget_get_height (chart) / 2.0;
  double rim = MIN (x, y) * 0.8;
  Opened opened = { 0 };

  g_signal_connect_swapped (chart, "activated", G_CALLBACK (opened_cb), &opened);

  /* The largest slice is on the right, and the whole in the middle. */
  point (chart, x + rim, y);
  check_read (chart, 0, ALL);
  click (chart, x + rim, y);
  g_assert_cmpuint (opened.n, ==, 1);
  g_assert_cmpuint (opened.series, ==, 0);
  point (chart, x, y);
  check_read (chart, ALL, ALL);
  click (chart, x, y);
  g_assert_cmpuint (opened.n, ==, 2);
  g_assert_cmpuint (opened.series, ==, ALL);
  g_assert_cmpuint (opened.bucket, ==, ALL);

  /* Beside the ring there is nothing to open. */
  click (chart, 1, 1);
  g_assert_cmpuint (opened.n, ==, 2);

  stage_strike (window);
}

/* A pointer that rests over the chart does not take the place from who reads with the keys. */
static void
test_resting_pointer (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  GtkWidget *chart = outlay_bar_chart_new ();
  GtkWindow *window = show (chart, data, 600, 300);
  guint series, bucket;

  point (chart, 300, 20);
  g_assert_true (outlay_chart_get_reading (OUTLAY_CHART (chart), &series, &bucket));
  stage_press (chart, GDK_KEY_Home, 0);
  point (chart, 300, 20);
  check_read (chart, ALL, 0);
  point (chart, 301, 20);
  check_read (chart, series, bucket);
  stage_strike (window);
}

/* Other data keep the place that is read where they have it, and lose it where not. */
static void
test_other_data (void)
{
  g_autoptr (OutlayChartData) year = chart_samples_months ();
  g_autoptr (OutlayChartData) week = chart_samples_days (7, 3);
  GtkWidget *chart = outlay_bar_chart_new ();
  GtkWindow *window = show (chart, year, 600, 300);

  outlay_chart_read (OUTLAY_CHART (chart), 2, 6);
  outlay_chart_set_data (OUTLAY_CHART (chart), week);
  check_read (chart, 2, 6);
  outlay_chart_set_data (OUTLAY_CHART (chart), year);
  outlay_chart_read (OUTLAY_CHART (chart), 2, 7);
  outlay_chart_set_data (OUTLAY_CHART (chart), week);
  check_read (chart, ALL, ALL);
  outlay_chart_read (OUTLAY_CHART (chart), 7, 99);
  check_read (chart, ALL, ALL);
  outlay_chart_set_data (OUTLAY_CHART (chart), NULL);
  g_assert_null (outlay_chart_get_data (OUTLAY_CHART (chart)));
  g_assert_false (stage_press (chart, GDK_KEY_Left, 0));
  stage_strike (window);
}

/* Many bars, many series, none, and one: drawn and read at any size. */
static void
test_extremes (void)
{
  GtkWidget *(*const creators[]) (void) = { outlay_bar_chart_new, outlay_donut_chart_new,
                                            outlay_trend_chart_new };
  g_autoptr (OutlayChartData)
      none = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "EUR" });
  g_autoptr (OutlayChartData) many = chart_samples_days (366, 40);
  g_autoptr (OutlayChartData) zero = chart_samples_nothing (30);
  g_autoptr (OutlayChartData) one = chart_samples_slices (1);
  g_autoptr (OutlayChartData) huge = outlay_chart_data_new (&(OutlayChartDataInit) {
      .currency = "EUR",
      .series = (OutlayChartSeries[]) { { "a", "A", "blue" }, { "b", "B", "red" } },
      .n_series = 2,
      .buckets = (OutlayChartBucket[]) { { "x", "x", "", { "", "" } } },
      .n_buckets = 1,
      .minor = (gint64[]) { G_MAXINT64, G_MAXINT64 },
      .limit = G_MAXINT64 });
  OutlayChartData *const samples[] = { none, many, zero, one, huge };

  for (gsize i = 0; i < G_N_ELEMENTS (creators); i++)
    {
      GtkWidget *chart = creators[i]();
      GtkWindow *window = show (chart, none, 380, 260);

      for (gsize j = 0; j < G_N_ELEMENTS (samples); j++)
        {
          g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (chart);
          g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
          g_autoptr (GskRenderNode) node = NULL;

          outlay_chart_set_data (OUTLAY_CHART (chart), samples[j]);
          stage_press (chart, GDK_KEY_Left, 0);
          stage_press (chart, GDK_KEY_Up, 0);
          test_idle (60);
          gdk_paintable_snapshot (paintable, snapshot, 380, 260);
          node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
          g_assert_nonnull (node);
        }

      stage_strike (window);
    }
}

/* Where animations are wanted, other numbers grow in; a number that changed does not, and reading ends it. */
static void
test_growing (void)
{
  GtkWidget *(*const creators[]) (void) = { outlay_bar_chart_new, outlay_donut_chart_new,
                                            outlay_trend_chart_new };
  g_autoptr (OutlayChartData) year = chart_samples_months ();
  g_autoptr (OutlayChartData) month = chart_samples_days (30, 4);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (creators); i++)
    {
      GtkWidget *chart = creators[i]();
      GtkWindow *window = show (chart, year, 400, 300);

      outlay_chart_set_data (OUTLAY_CHART (chart), month);
      test_idle (120);
      stage_press (chart, GDK_KEY_Left, 0);
      test_idle (60);
      stage_press (chart, GDK_KEY_Escape, 0);
      outlay_chart_set_data (OUTLAY_CHART (chart), year);
      test_idle (700);
      check_read (chart, ALL, ALL);
      outlay_chart_set_data (OUTLAY_CHART (chart), month);
      stage_strike (window);
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
test_legend (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *chart = outlay_bar_chart_new ();
  GtkWidget *legend = outlay_chart_legend_new ();
  Opened opened = { 0 };
  GtkWindow *window;
  GtkWidget *entry;

  gtk_widget_set_vexpand (chart, TRUE);
  gtk_box_append (GTK_BOX (box), chart);
  gtk_box_append (GTK_BOX (box), legend);
  outlay_chart_legend_set_chart (OUTLAY_CHART_LEGEND (legend), OUTLAY_CHART (chart));
  outlay_chart_set_data (OUTLAY_CHART (chart), data);
  g_signal_connect_swapped (chart, "activated", G_CALLBACK (opened_cb), &opened);
  window = stage_show (box, 360, 400);

  g_assert_true (stage_shows_text (legend, "Software and subscriptions"));
  g_assert_true (stage_shows_text (legend, "A year before"));
  g_assert_true (stage_shows_text (legend, "Budget"));
  entry = stage_find (legend, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (entry, "clicked");
  g_assert_cmpuint (opened.series, ==, 0);
  g_assert_cmpuint (opened.bucket, ==, ALL);
  stage_picture (window, "legend-360");
  stage_strike (window);
}

static void
test_table (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  GtkWidget *chart = outlay_bar_chart_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Opened opened = { 0 };
  GtkWidget *table;
  GtkWindow *window;
  g_autofree char *amount = outlay_chart_data_format (data,
                                                      outlay_chart_data_get_minor (data, 3, 0));

  outlay_chart_set_data (OUTLAY_CHART (chart), data);
  table = outlay_chart_create_table (OUTLAY_CHART (chart));
  gtk_widget_set_vexpand (table, TRUE);
  gtk_box_append (GTK_BOX (box), chart);
  gtk_box_append (GTK_BOX (box), table);
  g_signal_connect_swapped (chart, "activated", G_CALLBACK (opened_cb), &opened);
  window = stage_show (box, 1200, 800);

  g_assert_true (stage_shows_text (table, "December 2025"));
  g_assert_true (stage_shows_text (table, amount));
  g_signal_emit_by_name (stage_find (table, GTK_TYPE_COLUMN_VIEW), "activate", 4);
  g_assert_cmpuint (opened.series, ==, ALL);
  g_assert_cmpuint (opened.bucket, ==, 4);
  stage_picture (window, "table");

  outlay_chart_set_data (OUTLAY_CHART (chart), NULL);
  g_assert_false (stage_shows_text (table, "December 2025"));
  stage_strike (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();

  g_test_add_func ("/app/chart/keys", test_keys);
  g_test_add_func ("/app/chart/rtl", test_rtl);
  g_test_add_func ("/app/chart/pointer", test_pointer);
  g_test_add_func ("/app/chart/resting-pointer", test_resting_pointer);
  g_test_add_func ("/app/chart/other-data", test_other_data);
  g_test_add_func ("/app/chart/extremes", test_extremes);
  g_test_add_func ("/app/chart/growing", test_growing);
  g_test_add_func ("/app/chart/legend", test_legend);
  g_test_add_func ("/app/chart/table", test_table);

  return g_test_run ();
}
