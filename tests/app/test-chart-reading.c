/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/charts/outlay-chart-plot.h"
#include "app/charts/outlay-chart-reading.h"
#include "app/charts/outlay-chart-text.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "chart-samples.h"

#define ALL OUTLAY_CHART_ALL

static void
press (OutlayChartReading *reading,
       OutlayChartData *data,
       OutlayChartKind kind,
       gboolean is_rtl,
       guint key,
       guint series,
       guint bucket)
{
  g_assert_true (outlay_chart_reading_press (reading, data, kind, is_rtl, key));
  g_assert_cmpuint (reading->series, ==, series);
  g_assert_cmpuint (reading->bucket, ==, bucket);
}

static void
test_over_time (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  OutlayChartReading reading = OUTLAY_CHART_READING_NONE;

  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Left, ALL, 11);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Left, ALL, 10);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_KP_Right, ALL, 11);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Right, ALL, 11);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Home, ALL, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Left, ALL, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_End, ALL, 11);
  g_assert_true (
      outlay_chart_reading_press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Escape));
  g_assert_true (outlay_chart_reading_is_none (&reading));
  g_assert_false (
      outlay_chart_reading_press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Escape));
  g_assert_false (outlay_chart_reading_press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_a));
}

/* Time runs from the right: what is left of a bar is later. Home is the first in time all the same. */
static void
test_rtl (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  OutlayChartReading reading = { ALL, 5 };

  press (&reading, data, OUTLAY_CHART_BARS, TRUE, GDK_KEY_Left, ALL, 6);
  press (&reading, data, OUTLAY_CHART_BARS, TRUE, GDK_KEY_Right, ALL, 5);
  press (&reading, data, OUTLAY_CHART_BARS, TRUE, GDK_KEY_Home, ALL, 0);
  press (&reading, data, OUTLAY_CHART_BARS, TRUE, GDK_KEY_Right, ALL, 0);
  press (&reading, data, OUTLAY_CHART_BARS, TRUE, GDK_KEY_End, ALL, 11);
}

/* Up through what is there, and down again to the whole; what has no amount is passed over. */
static void
test_between_series (void)
{
  const OutlayChartSeries series[] = { { "a", "A", NULL }, { "b", "B", NULL }, { "c", "C", NULL } };
  const OutlayChartBucket buckets[] = { { "1", "1", "", { "", "" } },
                                        { "2", "2", "", { "", "" } } };
  const gint64 minor[] = { 10, 0, 30, 0, 0, 0 };
  g_autoptr (OutlayChartData)
      data = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "EUR",
                                                             .series = series,
                                                             .n_series = 3,
                                                             .buckets = buckets,
                                                             .n_buckets = 2,
                                                             .minor = minor });
  OutlayChartReading reading = { ALL, 0 };

  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Up, 0, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Up, 2, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Up, 2, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Right, 2, 1);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Left, 2, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Down, 0, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Down, ALL, 0);
  press (&reading, data, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Down, ALL, 0);
}

static void
test_slices (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_slices (4);
  OutlayChartReading reading = OUTLAY_CHART_READING_NONE;

  press (&reading, data, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Right, 0, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Right, 1, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, TRUE, GDK_KEY_Right, 0, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, TRUE, GDK_KEY_Left, 1, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, TRUE, GDK_KEY_Down, 2, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Up, 1, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_End, 3, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Right, 3, ALL);
  press (&reading, data, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Home, 0, ALL);
}

static void
test_nothing (void)
{
  g_autoptr (OutlayChartData) zero = chart_samples_nothing (5);
  g_autoptr (OutlayChartData)
      none = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "EUR" });
  OutlayChartReading reading = OUTLAY_CHART_READING_NONE;

  g_assert_false (
      outlay_chart_reading_press (&reading, none, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Left));
  g_assert_false (
      outlay_chart_reading_press (&reading, none, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Left));
  g_assert_false (
      outlay_chart_reading_press (&reading, zero, OUTLAY_CHART_DONUT, FALSE, GDK_KEY_Left));
  press (&reading, zero, OUTLAY_CHART_BARS, FALSE, GDK_KEY_Left, ALL, 4);
}

/* The keyboard begins with what is now, and not with what has not happened. */
static void
test_begin (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_forecast ();
  OutlayChartReading reading = outlay_chart_reading_begin (data, OUTLAY_CHART_TREND);

  g_assert_cmpuint (reading.bucket, ==, 19);
}

/* What is read out is the number of the data, in these words. */
static void
check_text (OutlayChartData *data,
            OutlayChartKind kind,
            guint series,
            guint bucket,
            const char *place,
            const char *more)
{
  OutlayChartReading reading = { series, bucket };
  g_autofree char *amount = outlay_chart_data_format (
      data, outlay_chart_data_get_minor (data, series, bucket));
  g_autofree char *start = g_strconcat (place, ": ", amount, ", ", more, NULL);
  g_autofree char *text = outlay_chart_text_read (data, kind, &reading);

  g_assert_true (g_str_has_prefix (text, start));
}

static void
test_texts (void)
{
  g_autoptr (OutlayChartData) months = chart_samples_months ();
  g_autoptr (OutlayChartData) slices = chart_samples_slices (4);
  g_autoptr (OutlayChartData) zero = chart_samples_nothing (5);
  g_autoptr (OutlayChartData) trend = chart_samples_forecast ();
  g_autofree char *sum = outlay_chart_text_summarize (slices, OUTLAY_CHART_DONUT);
  g_autofree char *empty = outlay_chart_text_summarize (zero, OUTLAY_CHART_BARS);
  g_autofree char *likely = outlay_chart_text_read (trend, OUTLAY_CHART_TREND,
                                                    &(OutlayChartReading) { ALL, 25 });

  check_text (months, OUTLAY_CHART_BARS, ALL, 4, "April 2026", "A year before: ");
  check_text (months, OUTLAY_CHART_BARS, ALL, 11, "November 2026, so far", "A year before: ");
  check_text (months, OUTLAY_CHART_BARS, 1, 4, "Lodging, April 2026", "");
  check_text (slices, OUTLAY_CHART_DONUT, 1, ALL, "Lodging", "");
  g_assert_true (g_str_has_prefix (sum, "Ring: November 2026, "));
  g_assert_true (g_str_has_suffix (sum, ", most for Travel"));
  g_assert_cmpstr (empty, ==, "Bars: November 2026, nothing yet");
  g_assert_nonnull (strstr (likely, "likely "));
}

/* --- places ------------------------------------------------------------------------------------- */

static OutlayChartPlot *
create_plot (OutlayChartData *data, OutlayChartKind kind, gboolean is_rtl, float width, float height)
{
  PangoContext *pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  OutlayChartStyle style = {
    .text = { 0, 0, 0, 1 }, .paper = { 1, 1, 1, 1 }, .size = 15, .is_rtl = is_rtl
  };
  OutlayChartPlot *plot = outlay_chart_plot_new (data, kind, &style, pango, width, height);

  g_object_unref (pango);

  return plot;
}

/* The middle of each place is found as that place, whatever the size, the direction and the number. */
static void
check_places (OutlayChartData *data, OutlayChartKind kind, gboolean is_rtl, float width)
{
  g_autoptr (OutlayChartPlot) plot = create_plot (data, kind, is_rtl, width, 260);
  guint n = outlay_chart_data_get_n_buckets (data);
  guint n_series = outlay_chart_data_get_n_series (data);
  guint series, bucket;
  graphene_rect_t place;
  graphene_point_t middle;

  for (guint b = 0; b < n; b++)
    {
      outlay_chart_plot_get_place (plot, ALL, b, &place);
      graphene_rect_get_center (&place, &middle);
      g_assert_true (outlay_chart_plot_find (plot, middle.x, 1, &series, &bucket));
      g_assert_cmpuint (bucket, ==, b);

      for (guint s = 0; s < n_series && kind == OUTLAY_CHART_BARS && n_series > 1; s++)
        {
          outlay_chart_plot_get_place (plot, s, b, &place);
          graphene_rect_get_center (&place, &middle);
          if (place.size.height < 2 || place.size.width < 3)
            continue;

          g_assert_true (outlay_chart_plot_find (plot, middle.x, middle.y, &series, &bucket));
          g_assert_cmpuint (bucket, ==, b);
          g_assert_cmpuint (series, ==, s);
        }
    }

  g_assert_false (outlay_chart_plot_find (plot, is_rtl ? width - 1 : 1, 100, &series, &bucket));
}

static void
test_places (void)
{
  g_autoptr (OutlayChartData) months = chart_samples_months ();
  g_autoptr (OutlayChartData) days = chart_samples_days (366, 6);
  g_autoptr (OutlayChartData) many = chart_samples_days (30, 40);
  g_autoptr (OutlayChartData) trend = chart_samples_forecast ();

  for (gboolean is_rtl = FALSE; is_rtl <= TRUE; is_rtl++)
    {
      check_places (months, OUTLAY_CHART_BARS, is_rtl, 760);
      check_places (months, OUTLAY_CHART_BARS, is_rtl, 336);
      check_places (days, OUTLAY_CHART_BARS, is_rtl, 900);
      check_places (days, OUTLAY_CHART_BARS, is_rtl, 336);
      check_places (many, OUTLAY_CHART_BARS, is_rtl, 500);
      check_places (trend, OUTLAY_CHART_TREND, is_rtl, 500);
    }
}

static void
test_time_runs_from_the_right (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  g_autoptr (OutlayChartPlot) ltr = create_plot (data, OUTLAY_CHART_BARS, FALSE, 500, 260);
  g_autoptr (OutlayChartPlot) rtl = create_plot (data, OUTLAY_CHART_BARS, TRUE, 500, 260);

  g_assert_cmpfloat (outlay_chart_plot_get_x (ltr, 0), <, outlay_chart_plot_get_x (ltr, 1));
  g_assert_cmpfloat (outlay_chart_plot_get_x (rtl, 0), >, outlay_chart_plot_get_x (rtl, 1));
  g_assert_cmpfloat_with_epsilon (
      outlay_chart_plot_get_x (rtl, 0) + rtl->step + ltr->frame.origin.x, 500, 0.01);
}

static void
test_slices_are_found (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_slices (40);
  gint64 whole = outlay_chart_data_get_minor (data, ALL, ALL);

  for (gboolean is_rtl = FALSE; is_rtl <= TRUE; is_rtl++)
    {
      g_autoptr (OutlayChartPlot) plot = create_plot (data, OUTLAY_CHART_DONUT, is_rtl, 240, 240);
      double below = 0;
      guint series, bucket;

      for (guint s = 0; s < 40; s++)
        {
          double share = (double) outlay_chart_data_get_minor (data, s, ALL) / (double) whole;
          double angle = (below + share / 2) * 2 * G_PI;
          double x = 120 + 95 * sin (angle) * (is_rtl ? -1 : 1), y = 120 - 95 * cos (angle);

          g_assert_true (outlay_chart_plot_find (plot, (float) x, (float) y, &series, &bucket));
          if (share > 0.0001)
            g_assert_cmpuint (series, ==, s);
          g_assert_cmpuint (bucket, ==, ALL);
          below += share;
        }

      g_assert_true (outlay_chart_plot_find (plot, 120, 120, &series, &bucket));
      g_assert_cmpuint (series, ==, ALL);
      g_assert_false (outlay_chart_plot_find (plot, 2, 2, &series, &bucket));
    }
}

/* Neighbours differ in lightness, and no two of the same word are the same. */
static void
test_colors (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_days (7, 20);

  for (gboolean is_dark = FALSE; is_dark <= TRUE; is_dark++)
    {
      OutlayChartStyle style = { .is_dark = is_dark };
      GdkRGBA colors[20];

      outlay_chart_style_get_colors (&style, data, colors);
      for (guint i = 1; i < 20; i++)
        {
          float a = 0.2126f * colors[i].red + 0.7152f * colors[i].green + 0.0722f * colors[i].blue;
          float b = 0.2126f * colors[i - 1].red + 0.7152f * colors[i - 1].green +
                    0.0722f * colors[i - 1].blue;

          g_assert_cmpfloat (fabsf (a - b), >, 0.03f);
        }
      for (guint i = 10; i < 20; i++)
        g_assert_false (gdk_rgba_equal (&colors[i], &colors[i - 10]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/chart-reading/over-time", test_over_time);
  g_test_add_func ("/app/chart-reading/rtl", test_rtl);
  g_test_add_func ("/app/chart-reading/between-series", test_between_series);
  g_test_add_func ("/app/chart-reading/slices", test_slices);
  g_test_add_func ("/app/chart-reading/nothing", test_nothing);
  g_test_add_func ("/app/chart-reading/begin", test_begin);
  g_test_add_func ("/app/chart-text/read", test_texts);
  g_test_add_func ("/app/chart-plot/places", test_places);
  g_test_add_func ("/app/chart-plot/time-runs-from-the-right", test_time_runs_from_the_right);
  g_test_add_func ("/app/chart-plot/slices", test_slices_are_found);
  g_test_add_func ("/app/chart-style/colors", test_colors);

  return g_test_run ();
}
