/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chart-samples.h"

#define MOST_SERIES 40

static const OutlayChartSeries categories[] = {
  { "travel", "Travel", "blue" },
  { "lodging", "Lodging", "purple" },
  { "meals", "Meals", "orange" },
  { "software", "Software and subscriptions", "teal" },
  { "supplies", "Office supplies", "yellow" },
  { "taxi", "Taxi and parking", "green" },
  { "equipment", "Equipment", "slate" },
  { "training", "Training and conferences", "pink" },
  { "client", "Client entertainment", "red" },
  { "post", "Postage and shipping", "brown" },
};

static void
make_series (OutlayChartSeries *series, guint n)
{
  for (guint i = 0; i < n; i++)
    series[i] = categories[i % G_N_ELEMENTS (categories)];
}

/* Mostly small, now and then large, and nothing at weekends. */
static gint64
spend (GRand *chance, guint series, gboolean is_free)
{
  gint64 most = 24000 / (series + 2);

  if (is_free || g_rand_int_range (chance, 0, 10) < 5)
    return 0;

  return g_rand_int_range (chance, 300, (gint32) most + 900) *
         (g_rand_int_range (chance, 0, 12) == 0 ? 4 : 1);
}

static void
name_day (OutlayDays *days, int from_last)
{
  g_autoptr (GDateTime) last = g_date_time_new_utc (2026, 11, 20, 12, 0, 0);
  g_autoptr (GDateTime) from = g_date_time_add_days (last, -from_last);
  g_autoptr (GDateTime) until = g_date_time_add_days (from, 1);
  g_autofree char *from_text = g_date_time_format (from, "%Y-%m-%d");
  g_autofree char *until_text = g_date_time_format (until, "%Y-%m-%d");

  g_strlcpy (days->from, from_text, sizeof days->from);
  g_strlcpy (days->until, until_text, sizeof days->until);
}

OutlayChartData *
chart_samples_days (guint n_days, guint n_series)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  g_autofree OutlayChartBucket *buckets = g_new0 (OutlayChartBucket, n_days);
  g_autofree gint64 *minor = g_new0 (gint64, n_days * n_series);
  OutlayChartSeries series[MOST_SERIES];

  make_series (series, n_series);
  for (guint b = 0; b < n_days; b++)
    {
      g_autoptr (GDate) date = NULL;
      const OutlayDays *days = &buckets[b].days;

      name_day (&buckets[b].days, (int) (n_days - 1 - b));
      date = g_date_new_dmy (atoi (days->from + 8), atoi (days->from + 5), atoi (days->from));
      for (guint s = 0; s < n_series; s++)
        minor[b * n_series + s] = spend (chance, s, g_date_get_weekday (date) >= G_DATE_SATURDAY);
    }

  return outlay_chart_data_new (
      &(OutlayChartDataInit) { .title = n_days > 300 ? "Last 365 days" : "Last 30 days",
                               .currency = "EUR",
                               .series = series,
                               .n_series = n_series,
                               .buckets = buckets,
                               .n_buckets = n_days,
                               .minor = minor,
                               .running = n_days });
}

OutlayChartData *
chart_samples_months (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);
  OutlayChartBucket buckets[12] = { 0 };
  gint64 minor[12 * 6], before[12];

  for (guint b = 0; b < 12; b++)
    {
      guint month = (b + 11) % 12 + 1;
      guint year = b == 0 ? 2025 : 2026;

      g_snprintf (buckets[b].days.from, OUTLAY_DAY_SIZE, "%04u-%02u-01", year, month);
      g_snprintf (buckets[b].days.until, OUTLAY_DAY_SIZE, "%04u-%02u-01",
                  month == 12 ? year + 1 : year, month % 12 + 1);
      before[b] = 0;
      for (guint s = 0; s < 6; s++)
        {
          minor[b * 6 + s] = g_rand_int_range (chance, 2000, 60000 - 8000 * (int) s);
          before[b] += minor[b * 6 + s] * g_rand_int_range (chance, 60, 130) / 100;
        }
    }

  return outlay_chart_data_new (&(OutlayChartDataInit) { .title = "December 2025 to November 2026",
                                                         .currency = "EUR",
                                                         .series = categories,
                                                         .n_series = 6,
                                                         .buckets = buckets,
                                                         .n_buckets = 12,
                                                         .minor = minor,
                                                         .before = before,
                                                         .before_name = "A year before",
                                                         .limit = 150000,
                                                         .running = 12 });
}

OutlayChartData *
chart_samples_slices (guint n_series)
{
  const OutlayChartBucket month = { .days = { "2026-11-01", "2026-12-01" } };
  OutlayChartSeries series[MOST_SERIES];
  gint64 minor[MOST_SERIES];
  gint64 amount = 48260;

  make_series (series, n_series);
  for (guint i = 0; i < n_series; i++)
    {
      minor[i] = amount;
      amount = amount * 5 / 9 + 7;
    }

  return outlay_chart_data_new (&(OutlayChartDataInit) { .title = "November 2026",
                                                         .currency = "EUR",
                                                         .series = series,
                                                         .n_series = n_series,
                                                         .buckets = &month,
                                                         .n_buckets = 1,
                                                         .minor = minor });
}

OutlayChartData *
chart_samples_forecast (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);
  g_autoptr (OutlayChartData) plain = NULL;
  OutlayChartBucket buckets[30] = { 0 };
  gint64 minor[30] = { 0 }, before[30] = { 0 }, low[30] = { 0 }, high[30] = { 0 };
  gint64 sum = 0;

  for (guint b = 0; b < 30; b++)
    {
      name_day (&buckets[b].days, 19 - (int) b);
      before[b] = spend (chance, 0, b % 7 > 4);
      if (b < 20)
        sum += minor[b] = spend (chance, 0, b % 7 > 4);
      low[b] = sum + (gint64) (b < 20 ? 0 : b - 19) * 1500;
      high[b] = sum + (gint64) (b < 20 ? 0 : b - 19) * 5200;
    }

  plain = outlay_chart_data_new (
      &(OutlayChartDataInit) { .title = "November 2026",
                               .currency = "EUR",
                               .series = &(OutlayChartSeries) { .name = "All categories" },
                               .n_series = 1,
                               .buckets = buckets,
                               .n_buckets = 30,
                               .minor = minor,
                               .before = before,
                               .before_name = "October 2026",
                               .limit = 150000,
                               .running = 20,
                               .forecast_low = low,
                               .forecast_high = high });

  return outlay_chart_data_accumulate (plain);
}

OutlayChartData *
chart_samples_nothing (guint n_buckets)
{
  g_autofree OutlayChartBucket *buckets = g_new0 (OutlayChartBucket, n_buckets);
  g_autofree gint64 *minor = g_new0 (gint64, n_buckets * 3);

  for (guint b = 0; b < n_buckets; b++)
    name_day (&buckets[b].days, (int) (n_buckets - 1 - b));

  return outlay_chart_data_new (&(OutlayChartDataInit) { .title = "November 2026",
                                                         .currency = "EUR",
                                                         .series = categories,
                                                         .n_series = 3,
                                                         .buckets = buckets,
                                                         .n_buckets = n_buckets,
                                                         .minor = minor });
}
