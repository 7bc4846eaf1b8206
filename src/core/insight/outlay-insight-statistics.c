/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/insight/outlay-insight-statistics.h"

#include <math.h>
#include <stdlib.h>

#define VALUES_MAX 64

static void
swap (double *a, double *b)
{
  double kept = *a;

  *a = *b;
  *b = kept;
}

/* Puts the value of a place there, none larger before it and none smaller behind: Hoare's selection,
 * with the median of three as pivot, so that sorted values are not its worst case. */
static double
select_place (double *values, gsize n, gsize place)
{
  gsize low = 0;
  gsize high = n - 1;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      gsize i = low, k = high;
      double pivot;

      if (values[middle] < values[low])
        swap (&values[middle], &values[low]);
      if (values[high] < values[low])
        swap (&values[high], &values[low]);
      if (values[high] < values[middle])
        swap (&values[high], &values[middle]);
      pivot = values[middle];

      for (;;)
        {
          while (values[i] < pivot)
            i++;
          while (values[k] > pivot)
            k--;
          if (i >= k)
            break;
          swap (&values[i++], &values[k--]);
        }
      if (place <= k)
        high = k;
      else
        low = k + 1;
    }

  return values[place];
}

double
outlay_find_median (double *values, gsize n)
{
  double upper = select_place (values, n, n / 2);
  double lower = upper;

  for (gsize i = 0; n % 2 == 0 && i < n / 2; i++)
    lower = i == 0 ? values[0] : MAX (lower, values[i]);

  return lower + (upper - lower) / 2;
}

double
outlay_find_deviation (double *values, gsize n, double median)
{
  for (gsize i = 0; i < n; i++)
    values[i] = fabs (values[i] - median);

  return outlay_find_median (values, n);
}

double
outlay_find_quantile (double *values, gsize n, double share)
{
  return select_place (values, n, MIN (n, (gsize) ceil (share * (double) (n + 1))) - 1);
}

/* --- trend ------------------------------------------------------------------------------------ */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Kendall's score and its variance where there is no trend. */
static double
find_chance (const double *values, guint n)
{
  double sorted[VALUES_MAX];
  double variance = n * (n - 1.0) * (2.0 * n + 5);
  int score = 0;

  for (guint i = 0; i < n; i++)
    {
      sorted[i] = values[i];
      for (guint k = i + 1; k < n; k++)
        score += (values[k] > values[i]) - (values[k] < values[i]);
    }
  qsort (sorted, n, sizeof *sorted, compare_doubles);
  for (guint start = 0, end; start < n; start = end)
    {
      double n_ties;

      for (end = start + 1; end < n && sorted[end] <= sorted[start];)
        end++;
      n_ties = end - start;
      variance -= n_ties * (n_ties - 1) * (2 * n_ties + 5);
    }

  return score <= 0 || variance <= 0 ? 1
                                     : 0.5 * erfc ((score - 1) / sqrt (variance / 18) / G_SQRT2);
}

void
outlay_trend_find (const double *values, guint n, OutlayTrend *trend)
{
  double slopes[VALUES_MAX * (VALUES_MAX - 1) / 2];
  double heights[VALUES_MAX];
  guint n_slopes = 0;

  g_return_if_fail (n >= 2 && n <= VALUES_MAX);

  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      slopes[n_slopes++] = (values[k] - values[i]) / (k - i);
  trend->slope = outlay_find_median (slopes, n_slopes);

  for (guint i = 0; i < n; i++)
    heights[i] = values[i] - trend->slope * i;
  trend->first = outlay_find_median (heights, n);
  trend->last = trend->first + trend->slope * (n - 1);
  trend->chance = find_chance (values, n);
}
