/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/charts/outlay-bar-chart.h"
#include "app/charts/outlay-donut-chart.h"
#include "app/charts/outlay-trend-chart.h"

#include "app-stage.h"
#include "chart-samples.h"

/* Draws each chart as a person would see it. Where OUTLAY_TEST_PICTURES names a folder, the pictures are
 * there to be looked at; OUTLAY_TEST_DARK, OUTLAY_TEST_RTL, ADW_DEBUG_HIGH_CONTRAST and LANG vary them. */

typedef struct
{
  const char *name;
  GtkWidget *(*create) (void);
  OutlayChartData *(*make) (void);
  int width;
  int height;
  guint series; /* what is read */
  guint bucket;
} Picture;

static OutlayChartData *
make_month (void)
{
  return chart_samples_days (30, 8);
}

static OutlayChartData *
make_week (void)
{
  return chart_samples_days (7, 4);
}

static OutlayChartData *
make_year_of_days (void)
{
  return chart_samples_days (366, 6);
}

static OutlayChartData *
make_plain_days (void)
{
  return chart_samples_days (30, 1);
}

static OutlayChartData *
make_slices (void)
{
  return chart_samples_slices (10);
}

static OutlayChartData *
make_one_slice (void)
{
  return chart_samples_slices (1);
}

static OutlayChartData *
make_nothing (void)
{
  return chart_samples_nothing (30);
}

static OutlayChartData *
make_one_bar (void)
{
  return chart_samples_slices (5);
}

#define NONE OUTLAY_CHART_ALL, OUTLAY_CHART_ALL

static const Picture pictures[] = {
  { "bars-month", outlay_bar_chart_new, make_month, 760, 300, NONE },
  { "bars-month-read", outlay_bar_chart_new, make_month, 760, 300, OUTLAY_CHART_ALL, 17 },
  { "bars-month-360", outlay_bar_chart_new, make_month, 336, 240, 2, 25 },
  { "bars-week", outlay_bar_chart_new, make_week, 460, 260, NONE },
  { "bars-year", outlay_bar_chart_new, chart_samples_months, 760, 300, NONE },
  { "bars-year-read", outlay_bar_chart_new, chart_samples_months, 760, 300, 1, 4 },
  { "bars-year-series", outlay_bar_chart_new, chart_samples_months, 760, 300, 2, OUTLAY_CHART_ALL },
  { "bars-year-focus", outlay_bar_chart_new, chart_samples_months, 760, 300, 0, 9 },
  { "bars-year-360", outlay_bar_chart_new, chart_samples_months, 336, 240, NONE },
  { "bars-days-of-year", outlay_bar_chart_new, make_year_of_days, 900, 300, NONE },
  { "bars-days-of-year-360", outlay_bar_chart_new, make_year_of_days, 336, 240, NONE },
  { "bars-plain", outlay_bar_chart_new, make_plain_days, 560, 240, NONE },
  { "bars-nothing", outlay_bar_chart_new, make_nothing, 560, 240, NONE },
  { "bars-one", outlay_bar_chart_new, make_one_bar, 560, 240, NONE },
  { "donut", outlay_donut_chart_new, make_slices, 260, 260, NONE },
  { "donut-read", outlay_donut_chart_new, make_slices, 260, 260, 1, OUTLAY_CHART_ALL },
  { "donut-one", outlay_donut_chart_new, make_one_slice, 220, 220, NONE },
  { "donut-nothing", outlay_donut_chart_new, make_nothing, 220, 220, NONE },
  { "trend", outlay_trend_chart_new, chart_samples_forecast, 760, 300, NONE },
  { "trend-read", outlay_trend_chart_new, chart_samples_forecast, 760, 300, OUTLAY_CHART_ALL, 12 },
  { "trend-360", outlay_trend_chart_new, chart_samples_forecast, 336, 240, OUTLAY_CHART_ALL, 26 },
};

static void
draw_picture (gconstpointer data)
{
  const Picture *picture = data;
  g_autoptr (OutlayChartData) numbers = picture->make ();
  GtkWidget *chart = picture->create ();
  GtkWidget *frame = adw_bin_new ();
  GtkWindow *window;

  adw_bin_set_child (ADW_BIN (frame), chart);
  gtk_widget_set_margin_start (chart, 12);
  gtk_widget_set_margin_end (chart, 12);
  gtk_widget_set_margin_top (chart, 12);
  gtk_widget_set_margin_bottom (chart, 12);
  outlay_chart_set_data (OUTLAY_CHART (chart), numbers);

  window = stage_show (frame, picture->width + 24, picture->height + 24);
  outlay_chart_read (OUTLAY_CHART (chart), picture->series, picture->bucket);
  if (g_str_has_suffix (picture->name, "-focus"))
    {
      gtk_widget_grab_focus (chart);
      gtk_window_set_focus_visible (window, TRUE);
      g_assert_true (gtk_widget_has_focus (chart));
    }
  stage_picture (window, picture->name);
  g_assert_cmpint (gtk_widget_get_width (chart), >, 0);
  stage_strike (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/chart-gallery/%s", pictures[i].name);

      g_test_add_data_func (path, &pictures[i], draw_picture);
    }

  return g_test_run ();
}
