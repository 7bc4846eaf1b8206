/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-forecast.h"

#include <math.h>
#include <stdlib.h>

#include "core/outlay-time.h"

/* Fewer rests than these have no order statistic that leaves a tenth below it. */
#define ORDERED_MIN 9

/* 90 % of Student's distribution with 2, 3 … 7 degrees of freedom lies below. */
static const double student[ORDERED_MIN - 3] = { 1.886, 1.638, 1.533, 1.476, 1.440, 1.415 };

static gboolean
sum_days (const gint64 *daily, gsize n_days, gint64 *sum)
{
  *sum = 0;
  for (gsize i = 0; i < n_days; i++)
    if (daily[i] > 0 && __builtin_add_overflow (*sum, daily[i], sum))
      return FALSE;

  return TRUE;
}

static int
compare_sums (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* The rests of the months before that of @today, sorted; how many there are. @n_days: those before
 * the month, @n_left: those after today. */
static gboolean
find_rests (const gint64 *daily,
            gsize n_days,
            GDate month,
            guint n_left,
            gint64 rests[OUTLAY_FORECAST_MONTHS_MAX],
            guint *n)
{
  gsize first = 0;

  while (first < n_days && daily[first] <= 0)
    first++;

  for (*n = 0; *n < OUTLAY_FORECAST_MONTHS_MAX; ++*n)
    {
      guint length;

      g_date_subtract_days (&month, 1);
      length = g_date_get_day (&month);
      g_date_set_day (&month, 1);
      if (n_days < first + length)
        break;
      if (!sum_days (&daily[n_days - MIN (length, n_left)], MIN (length, n_left), &rests[*n]))
        return FALSE;
      n_days -= length;
    }

  qsort (rests, *n, sizeof *rests, compare_sums);
  return TRUE;
}

/* What lies at a place among sorted sums, from 1, maybe between two. */
static double
find_at (const gint64 *rests, guint n, double place)
{
  guint below = (guint) place;
  double first = (double) rests[below - 1];

  return first + (place - below) * ((double) rests[MIN (below, n - 1)] - first);
}

static void
find_range (const gint64 *rests, guint n, double *low, double *high)
{
  double tail = (100 - OUTLAY_FORECAST_PERCENT) / 200.0;
  double mean = 0, squares = 0, reach;

  if (n >= ORDERED_MIN)
    {
      *low = find_at (rests, n, tail * (n + 1));
      *high = find_at (rests, n, (1 - tail) * (n + 1));
      return;
    }

  for (guint i = 0; i < n; i++)
    mean += (double) rests[i] / n;
  for (guint i = 0; i < n; i++)
    squares += ((double) rests[i] - mean) * ((double) rests[i] - mean);
  reach = student[n - 3] * sqrt (squares / (n - 1) * (1 + 1.0 / n));
  *low = mean - reach;
  *high = mean + reach;
}

gboolean
outlay_forecast_month (const gint64 *daily,
                       gsize n_days,
                       const char *today,
                       OutlayForecast *forecast)
{
  gint64 rests[OUTLAY_FORECAST_MONTHS_MAX];
  OutlayForecast result = { 0 };
  guint gone, n_left;
  gint64 median;
  double low, high;
  GDate month;

  if (today == NULL || !outlay_day_is_valid (today))
    return FALSE;

  gone = (guint) atoi (today + 8);
  g_date_set_dmy (&month, 1, (GDateMonth) atoi (today + 5), (GDateYear) atoi (today));
  n_left = g_date_get_days_in_month (g_date_get_month (&month), g_date_get_year (&month)) - gone;
  if (n_days < gone || !sum_days (&daily[n_days - gone], gone, &result.so_far) ||
      !find_rests (daily, n_days - gone, month, n_left, rests, &result.n_months) ||
      result.n_months < OUTLAY_FORECAST_MONTHS_MIN)
    return FALSE;

  median = rests[(result.n_months - 1) / 2] +
           (rests[result.n_months / 2] - rests[(result.n_months - 1) / 2]) / 2;
  find_range (rests, result.n_months, &low, &high);
  low = CLAMP (low, 0, (double) median);
  high = MAX (high, (double) median);
  if (__builtin_add_overflow (result.so_far, median, &result.expected) ||
      (double) result.so_far + high > 9.2e18)
    return FALSE;

  result.low = MIN (result.so_far + (gint64) low, result.expected);
  result.high = MAX (result.so_far + (gint64) ceil (high), result.expected);
  *forecast = result;
  return TRUE;
}
