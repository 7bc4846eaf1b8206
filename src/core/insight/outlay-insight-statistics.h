/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the standard deviation of a normal distribution is to its median absolute deviation. */
#define OUTLAY_MAD_TO_DEVIATION 1.4826

/* The value that as many are below as above; of an even number the mean of both in the middle. Changes
 * the order of @values; O(n). @n > 0. */
double outlay_find_median   (double *values,
                             gsize   n);
/* The median of how far each is from @median. Writes over @values; O(n). */
double outlay_find_deviation (double *values,
                              gsize   n,
                              double  median);
/* What one more value of the kind is not above in a @share of all cases: with ten values and 0.9 the
 * largest. Changes the order of @values; O(n). @n > 0, @share from 0 to 1. */
double outlay_find_quantile (double *values,
                             gsize   n,
                             double  share);

/**
 * OutlayTrend:
 * @slope: median of the slopes between any two (Theil and Sen)
 * @first: the trend's line at the first value, and @last: at the last
 * @chance: the probability that values without any trend rise as much by chance (Mann and Kendall,
 *   one-sided, normal approximation with correction for ties and continuity)
 */
typedef struct
{
  double slope;
  double first;
  double last;
  double chance;
} OutlayTrend;

/* Of values at equal distances. O(n²), so for months and not for expenses. @n from 2 to 64. */
void outlay_trend_find (const double *values,
                        guint         n,
                        OutlayTrend  *trend);

G_END_DECLS
