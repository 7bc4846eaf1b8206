/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/insight/outlay-insight-statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Whatever the values are like, selecting says what sorting says. */
static void
test_by_sorting (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      guint n = (guint) g_rand_int_range (random, 1, 60);
      gint32 range = g_rand_int_range (random, 1, 100);
      double values[60], sorted[60], again[60], median;

      for (guint i = 0; i < n; i++)
        values[i] = round % 3 == 0   ? (double) g_rand_int_range (random, 0, range)
                    : round % 3 == 1 ? (double) i
                                     : (double) (n - i);
      memcpy (sorted, values, sizeof values);
      memcpy (again, values, sizeof values);
      qsort (sorted, n, sizeof *sorted, compare);
      median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;

      g_assert_cmpfloat (outlay_find_quantile (again, n, 0.9), ==,
                         sorted[MIN (n, (guint) ceil (0.9 * (n + 1))) - 1]);
      g_assert_cmpfloat (outlay_find_median (values, n), ==, median);
      for (guint i = 0; i < n; i++)
        sorted[i] = fabs (sorted[i] - median);
      qsort (sorted, n, sizeof *sorted, compare);
      g_assert_cmpfloat (outlay_find_deviation (values, n, median), ==,
                         (sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }
}

static void
test_trend (void)
{
  static const struct
  {
    double values[12];
    guint n;
    double slope;
    double first;
    double last;
    double chance;
  } cases[] = {
    { { 10, 20, 30, 40 }, 4, 10, 10, 40, 0.0447 },
    { { 40, 30, 20, 10 }, 4, -10, 40, 10, 1 },
    { { 5, 5, 5, 5, 5 }, 5, 0, 5, 5, 1 },
    { { 0, 0, 0, 0, 9, 9, 9, 9 }, 8, 1.5, -0.75, 9.75, 0.0152 },
    /* one dear month does not move the line */
    { { 10, 12, 14, 16, 900, 20, 22, 24, 26, 28 }, 10, 2, 10, 28, 0.0012 },
    { { 1, 2 }, 2, 1, 1, 2, 0.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayTrend trend;

      outlay_trend_find (cases[i].values, cases[i].n, &trend);
      g_assert_cmpfloat_with_epsilon (trend.slope, cases[i].slope, 1e-9);
      g_assert_cmpfloat_with_epsilon (trend.first, cases[i].first, 1e-9);
      g_assert_cmpfloat_with_epsilon (trend.last, cases[i].last, 1e-9);
      g_assert_cmpfloat_with_epsilon (trend.chance, cases[i].chance, 1e-4);
    }
}

/* As often as it says, it is chance. */
static void
test_trend_by_chance (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  guint n_chances = 0;

  for (guint round = 0; round < 20000; round++)
    {
      double values[12];
      OutlayTrend trend;

      for (guint i = 0; i < 12; i++)
        values[i] = g_rand_double (random);
      outlay_trend_find (values, 12, &trend);
      n_chances += trend.chance <= 0.05;
    }

  g_assert_cmpuint (n_chances, >, 700);
  g_assert_cmpuint (n_chances, <, 1100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/statistics/by-sorting", test_by_sorting);
  g_test_add_func ("/core/insight/statistics/trend", test_trend);
  g_test_add_func ("/core/insight/statistics/trend-by-chance", test_trend_by_chance);

  return g_test_run ();
}
