/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/charts/outlay-chart-cells.h"
#include "app/charts/outlay-chart-data.h"
#include "app/charts/outlay-chart-days.h"
#include "app/charts/outlay-chart-scale.h"

#include <string.h>

#include "chart-samples.h"

static const OutlayNumberStyle english = { .decimal = ".", .group = ",", .symbol_first = TRUE };
static const OutlayNumberStyle german = { .decimal = ",", .group = ".", .symbol_space = TRUE };

static void
check_sums (OutlayChartData *data)
{
  gint64 all = 0;

  for (guint b = 0; b < outlay_chart_data_get_n_buckets (data); b++)
    {
      gint64 row = 0;

      for (guint s = 0; s < outlay_chart_data_get_n_series (data); s++)
        row += outlay_chart_data_get_minor (data, s, b);

      g_assert_cmpint (row, ==, outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, b));
      all += row;
    }

  g_assert_cmpint (all, ==, outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL));

  for (guint s = 0; s < outlay_chart_data_get_n_series (data); s++)
    all -= outlay_chart_data_get_minor (data, s, OUTLAY_CHART_ALL);

  g_assert_cmpint (all, ==, 0);
}

static void
test_sums (void)
{
  g_autoptr (OutlayChartData) days = chart_samples_days (366, 10);
  g_autoptr (OutlayChartData) months = chart_samples_months ();
  g_autoptr (OutlayChartData) many = chart_samples_days (30, 40);

  check_sums (days);
  check_sums (months);
  check_sums (many);
  g_assert_cmpint (outlay_chart_data_get_peak (months, OUTLAY_CHART_ALL), >, 0);
}

/* What is given may be gone, is not negative, and its sums do not wrap around. */
static void
test_borders (void)
{
  char name[] = "Travel";
  OutlayChartSeries series[2] = { { "a", name, "blue" }, { NULL, NULL, NULL } };
  OutlayChartBucket bucket = { "x", "y", NULL, { "", "" } };
  gint64 minor[2] = { G_MAXINT64, 5 };
  g_autoptr (OutlayChartData)
      data = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "=EUR",
                                                             .series = series,
                                                             .n_series = 2,
                                                             .buckets = &bucket,
                                                             .n_buckets = 1,
                                                             .minor = minor });

  memset (name, 'x', strlen (name));
  g_assert_cmpstr (outlay_chart_data_get_series (data, 0)->name, ==, "Travel");
  g_assert_cmpstr (outlay_chart_data_get_series (data, 1)->key, ==, "");
  g_assert_cmpstr (outlay_chart_data_get_currency (data), ==, "EUR");
  g_assert_cmpstr (outlay_chart_data_get_bucket (data, 0)->mark, ==, "");
  g_assert_cmpint (outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, 0), ==, G_MAXINT64);
  g_assert_null (outlay_chart_data_get_before_name (data));

  minor[0] = -3;
  g_clear_object (&data);
  data = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "EUR",
                                                         .series = series,
                                                         .n_series = 2,
                                                         .buckets = &bucket,
                                                         .n_buckets = 1,
                                                         .minor = minor });
  g_assert_cmpint (outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL), ==, 5);
  g_assert_false (outlay_chart_data_is_empty (data));
}

static void
test_none (void)
{
  g_autoptr (OutlayChartData)
      nothing = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "EUR" });
  g_autoptr (OutlayChartData) zero = chart_samples_nothing (7);

  g_assert_true (outlay_chart_data_is_empty (nothing));
  g_assert_true (outlay_chart_data_is_empty (zero));
  g_assert_cmpint (outlay_chart_data_get_peak (nothing, OUTLAY_CHART_ALL), ==, 0);
}

static void
test_accumulate (void)
{
  g_autoptr (OutlayChartData) plain = chart_samples_months ();
  g_autoptr (OutlayChartData) sum = outlay_chart_data_accumulate (plain);
  gint64 minor = 0, before = 0;

  for (guint b = 0; b < 12; b++)
    {
      gint64 then, accumulated;

      minor += outlay_chart_data_get_minor (plain, 2, b);
      g_assert_cmpint (outlay_chart_data_get_minor (sum, 2, b), ==, minor);
      g_assert_true (outlay_chart_data_get_before (plain, b, &then));
      g_assert_true (outlay_chart_data_get_before (sum, b, &accumulated));
      before += then;
      g_assert_cmpint (accumulated, ==, before);
    }

  g_assert_cmpint (outlay_chart_data_get_limit (sum), ==, outlay_chart_data_get_limit (plain));
  g_assert_cmpstr (outlay_chart_data_get_before_name (sum), ==, "A year before");
}

static void
test_future (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_forecast ();
  gint64 low, high;

  g_assert_true (outlay_chart_data_is_running (data, 19));
  g_assert_false (outlay_chart_data_is_future (data, 19));
  g_assert_true (outlay_chart_data_is_future (data, 20));
  g_assert_false (outlay_chart_data_get_forecast (data, 19, &low, &high));
  g_assert_true (outlay_chart_data_get_forecast (data, 20, &low, &high));
  g_assert_cmpint (low, <, high);
  g_assert_false (outlay_chart_data_is_running (data, OUTLAY_CHART_ALL));
}

static void
test_share (void)
{
  static const struct
  {
    gint64 part, whole;
    const char *text;
  } cases[] = {
    { 0, 0, "0 %" },    { 0, 100, "0 %" },     { 1, 1000, "<1 %" },
    { 5, 1000, "1 %" }, { 125, 1000, "13 %" }, { G_MAXINT64, G_MAXINT64, "100 %" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_chart_data_format_share (cases[i].part, cases[i].whole);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_days (void)
{
  static const struct
  {
    OutlayDays days;
    const char *label, *name, *mark, *first_mark;
  } cases[] = {
    { { "2026-11-16", "2026-11-17" }, "16", "Monday, 16 November 2026", "", "Nov" },
    { { "2026-12-01", "2026-12-02" }, "1", "Tuesday, 1 December 2026", "Dec", "Dec" },
    { { "2026-11-16", "2026-11-23" }, "16 Nov", "16 – 22 Nov 2026", "", "Nov" },
    { { "2026-11-30", "2026-12-07" }, "30 Nov", "30 Nov – 6 Dec 2026", "Dec", "Dec" },
    { { "2026-12-28", "2027-01-04" }, "28 Dec", "28 Dec 2026 – 3 Jan 2027", "Jan", "Jan" },
    { { "2026-11-01", "2026-12-01" }, "Nov", "November 2026", "", "2026" },
    { { "2026-01-01", "2026-02-01" }, "Jan", "January 2026", "2026", "2026" },
    { { "2024-02-01", "2024-03-01" }, "Feb", "February 2024", "", "2024" },
    { { "2026-01-01", "2027-01-01" }, "2026", "2026", "", "" },
    { { "2026-11-16", "2026-11-16" }, "", "", "", "" },
    { { "", "" }, "", "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label = outlay_chart_days_to_label (&cases[i].days);
      g_autofree char *name = outlay_chart_days_to_name (&cases[i].days);
      g_autofree char *mark = outlay_chart_days_to_mark (&cases[i].days, FALSE);
      g_autofree char *first = outlay_chart_days_to_mark (&cases[i].days, TRUE);

      g_assert_cmpstr (label, ==, cases[i].label);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (mark, ==, cases[i].mark);
      g_assert_cmpstr (first, ==, cases[i].first_mark);
    }
}

static void
test_steps (void)
{
  static const struct
  {
    const char *currency;
    gint64 peak;
    guint max_steps;
    gint64 step;
    guint n_steps;
    const OutlayNumberStyle *style;
    const char *top;
  } cases[] = {
    { "EUR", 0, 5, 1, 0, &english, "0" },
    { "EUR", 1, 5, 1, 1, &english, "€0.01" },
    { "EUR", 57912, 6, 10000, 6, &english, "€600" },
    { "EUR", 57912, 6, 10000, 6, &german, "600\xc2\xa0€" },
    { "EUR", 57912, 2, 50000, 2, &german, "1.000\xc2\xa0€" },
    { "EUR", 100000, 5, 20000, 5, &english, "€1,000" },
    { "EUR", 100001, 5, 50000, 3, &english, "€1,500" },
    { "EUR", 130, 6, 50, 3, &english, "€1.50" },
    { "EUR", 5000000, 5, 1000000, 5, &german, "50k\xc2\xa0€" },
    { "EUR", 1250000, 5, 500000, 3, &english, "€15k" },
    { "EUR", 1250000, 8, 200000, 7, &english, "€14k" },
    { "JPY", 734, 5, 200, 4, &english, "¥800" },
    { "JPY", 1234567, 5, 500000, 3, &english, "¥1,500k" },
    { "BHD", 734, 5, 200, 4, &english,
      "BHD\xc2\xa0"
      "0.800" },
    { "CHF", 40000, 4, 10000, 4, &english,
      "CHF\xc2\xa0"
      "400" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayChartScale scale;
      g_autofree char *top = NULL;

      outlay_chart_scale_init (&scale, cases[i].currency, cases[i].peak, cases[i].max_steps);
      g_assert_cmpint (scale.step, ==, cases[i].step);
      g_assert_cmpuint (scale.n_steps, ==, cases[i].n_steps);
      top = outlay_chart_scale_format (&scale, scale.n_steps, cases[i].style);
      g_assert_cmpstr (top, ==, cases[i].top);
    }
}

/* Any peak there can be has few round steps that reach it, and a place on the axis. */
static void
test_any_peak (void)
{
  for (gint64 peak = 1; peak < G_MAXINT64 / 3; peak = peak * 3 + 1)
    for (guint most = 1; most <= 8; most++)
      {
        OutlayChartScale scale;
        gint64 step;
        g_autofree char *text = NULL;

        outlay_chart_scale_init (&scale, "EUR", peak, most);
        g_assert_cmpuint (scale.n_steps, <=, most);
        g_assert_cmpfloat ((double) scale.step * scale.n_steps, >=, (double) peak);
        g_assert_cmpfloat (outlay_chart_scale_get_fraction (&scale, peak), >, most > 1 ? 0.3 : 0.1);
        g_assert_cmpfloat (outlay_chart_scale_get_fraction (&scale, peak), <=, 1);
        for (step = scale.step; step % 10 == 0; step /= 10)
          ;
        g_assert_true (step == 1 || step == 2 || step == 5);
        text = outlay_chart_scale_format (&scale, scale.n_steps, NULL);
        g_assert_cmpuint (strlen (text), <, 14);
      }
}

static void
test_largest_peak (void)
{
  OutlayChartScale scale;
  g_autofree char *top = NULL;
  g_autofree char *amount = NULL;

  outlay_chart_scale_init (&scale, "EUR", G_MAXINT64, 5);
  g_assert_cmpuint (scale.n_steps, >, 0);
  g_assert_cmpfloat (outlay_chart_scale_get_fraction (&scale, G_MAXINT64), >, 0.9);
  top = outlay_chart_scale_format (&scale, scale.n_steps, &english);
  amount = outlay_chart_scale_format_amount (&scale, G_MAXINT64, &english);
  g_assert_cmpstr (top, ==, "€100P");
  g_assert_cmpstr (amount, ==, "92.2P");
}

static void
test_amounts (void)
{
  OutlayChartScale scale;
  g_autofree char *whole = NULL;
  g_autofree char *cents = NULL;
  g_autofree char *thousands = NULL;

  outlay_chart_scale_init (&scale, "EUR", 150000, 5);
  whole = outlay_chart_scale_format_amount (&scale, 128350, &english);
  g_assert_cmpstr (whole, ==, "1,284");

  outlay_chart_scale_init (&scale, "EUR", 1500, 5);
  cents = outlay_chart_scale_format_amount (&scale, 1283, &german);
  g_assert_cmpstr (cents, ==, "12,83");

  outlay_chart_scale_init (&scale, "EUR", 4000000, 5);
  thousands = outlay_chart_scale_format_amount (&scale, 1283000, &german);
  g_assert_cmpstr (thousands, ==, "12,8k");
}

static void
check_cell (const OutlayChartCells *cells, guint row, guint column, const char *text)
{
  g_autofree char *found = outlay_chart_cells_dup_text (cells, row, column);

  g_assert_cmpstr (found, ==, text);
}

/* Each cell of the table is the number of the chart. */
static void
test_cells (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  g_autoptr (OutlayChartCells) cells = outlay_chart_cells_new (data, OUTLAY_CHART_BARS);
  g_autofree char *heading = outlay_chart_cells_dup_title (cells, 3);
  guint series, bucket;

  g_assert_cmpuint (outlay_chart_cells_get_n_rows (cells), ==, 13);
  g_assert_cmpuint (outlay_chart_cells_get_n_columns (cells), ==, 9);
  g_assert_cmpstr (heading, ==, "Travel");
  check_cell (cells, 11, 0, "November 2026, so far");
  check_cell (cells, 12, 0, "Total");

  for (guint row = 0; row < 13; row++)
    for (guint column = 3; column < 9; column++)
      {
        g_autofree char *text = outlay_chart_data_format (
            data,
            outlay_chart_data_get_minor (data, column - 3, row < 12 ? row : OUTLAY_CHART_ALL));

        check_cell (cells, row, column, text);
      }

  outlay_chart_cells_get_place (cells, 4, &series, &bucket);
  g_assert_cmpuint (series, ==, OUTLAY_CHART_ALL);
  g_assert_cmpuint (bucket, ==, 4);
  outlay_chart_cells_get_place (cells, 12, &series, &bucket);
  g_assert_cmpuint (bucket, ==, OUTLAY_CHART_ALL);
}

static void
test_cells_of_slices (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_slices (3);
  g_autoptr (OutlayChartCells) cells = outlay_chart_cells_new (data, OUTLAY_CHART_DONUT);
  guint series, bucket;

  g_assert_cmpuint (outlay_chart_cells_get_n_rows (cells), ==, 4);
  g_assert_cmpuint (outlay_chart_cells_get_n_columns (cells), ==, 3);
  check_cell (cells, 1, 0, "Lodging");
  check_cell (cells, 1, 2, "30 %");
  check_cell (cells, 3, 2, "100 %");
  outlay_chart_cells_get_place (cells, 1, &series, &bucket);
  g_assert_cmpuint (series, ==, 1);
  g_assert_cmpuint (bucket, ==, OUTLAY_CHART_ALL);
}

/* A line that adds up has no sum; what has not happened is foretold. */
static void
test_cells_of_line (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_forecast ();
  g_autoptr (OutlayChartCells) cells = outlay_chart_cells_new (data, OUTLAY_CHART_TREND);
  g_autofree char *future = outlay_chart_cells_dup_text (cells, 29, 2);

  g_assert_cmpuint (outlay_chart_cells_get_n_rows (cells), ==, 30);
  g_assert_nonnull (strstr (future, " – "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/chart-data/sums", test_sums);
  g_test_add_func ("/app/chart-data/borders", test_borders);
  g_test_add_func ("/app/chart-data/none", test_none);
  g_test_add_func ("/app/chart-data/accumulate", test_accumulate);
  g_test_add_func ("/app/chart-data/future", test_future);
  g_test_add_func ("/app/chart-data/share", test_share);
  g_test_add_func ("/app/chart-days/texts", test_days);
  g_test_add_func ("/app/chart-scale/steps", test_steps);
  g_test_add_func ("/app/chart-scale/any-peak", test_any_peak);
  g_test_add_func ("/app/chart-scale/largest-peak", test_largest_peak);
  g_test_add_func ("/app/chart-scale/amounts", test_amounts);
  g_test_add_func ("/app/chart-cells/bars", test_cells);
  g_test_add_func ("/app/chart-cells/slices", test_cells_of_slices);
  g_test_add_func ("/app/chart-cells/line", test_cells_of_line);

  return g_test_run ();
}
