/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/* Whole months before this one that a forecast needs, and those it looks back at. */
#define OUTLAY_FORECAST_MONTHS_MIN 3
#define OUTLAY_FORECAST_MONTHS_MAX 12

/* Of a hundred months so many are to end within the range. */
#define OUTLAY_FORECAST_PERCENT 80

/**
 * OutlayForecast:
 * @so_far: minor units of the month's days up to today
 * @expected: what the whole month is expected to come to
 * @low: and @high: between which it ends four times out of five; @so_far ≤ @low ≤ @expected ≤ @high
 * @n_months: how many whole months before this one it was computed from
 */
typedef struct
{
  gint64 so_far;
  gint64 expected;
  gint64 low;
  gint64 high;
  guint  n_months;
} OutlayForecast;

/**
 * outlay_forecast_month:
 * @daily: (array length=n_days): what was spent on each day, in minor units of one currency, none left
 *   out, from the past to today; negative ones count as nothing
 * @today: ISO 8601 day of the last entry
 * @forecast: (out caller-allocates): untouched where there is none
 *
 * Forecasts what the calendar month of @today comes to. Of each of the (up to twelve) whole months
 * before it, from the one after the first expense on, the *rest* is what was spent in as many last days
 * as this month has left. The month is expected to come to what it has so far and the median of the
 * rests, which a month with a flight in it does not move. The range is the prediction interval of 80 %
 * for one more of the kind: with nine months or more from the order statistics (a new value is as
 * likely to take any of the n + 1 places among n, so it lies between the k-th from below and from above
 * in (n + 1 − 2k) / (n + 1) of all cases), with fewer from their mean, deviation and Student's t.
 *
 * Returns: %FALSE where there are fewer than %OUTLAY_FORECAST_MONTHS_MIN whole months, where @today is
 *   no day, or where a sum does not fit in 64 bits
 */
gboolean outlay_forecast_month (const gint64   *daily,
                                gsize           n_days,
                                const char     *today,
                                OutlayForecast *forecast);

G_END_DECLS
