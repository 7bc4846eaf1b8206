/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-forecast.h"

#include <math.h>
#include <string.h>

/* A history from a first day, day by day. */
typedef struct
{
  GArray *days;
  GDate first;
} History;

static void
history_init (History *self, const char *first)
{
  self->days = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_date_set_parse (&self->first, first);
}

static void
history_clear (History *self)
{
  g_clear_pointer (&self->days, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

static void
spend (History *self, const char *day, gint64 minor)
{
  GDate date;
  guint at;

  g_date_set_parse (&date, day);
  at = (guint) g_date_days_between (&self->first, &date);
  if (at >= self->days->len)
    g_array_set_size (self->days, at + 1);
  g_array_index (self->days, gint64, at) += minor;
}

static gboolean
forecast (History *self, const char *today, OutlayForecast *result)
{
  GDate date;

  g_date_set_parse (&date, today);
  g_array_set_size (self->days, (guint) g_date_days_between (&self->first, &date) + 1);
  return outlay_forecast_month ((const gint64 *) (gpointer) self->days->data, self->days->len,
                                today, result);
}

/* The rent on the 1st and something on the 20th of each month. */
static void
test_even_months (void)
{
  g_auto (History) history = { 0 };
  OutlayForecast result;

  history_init (&history, "2026-01-01");
  for (guint month = 1; month <= 11; month++)
    {
      g_autofree char *rent = g_strdup_printf ("2026-%02u-01", month);
      g_autofree char *later = g_strdup_printf ("2026-%02u-25", month);

      spend (&history, rent, 90000);
      if (month < 11)
        spend (&history, later, 5000);
    }

  g_assert_true (forecast (&history, "2026-11-20", &result));
  g_assert_cmpint (result.so_far, ==, 90000);
  g_assert_cmpint (result.expected, ==, 95000);
  g_assert_cmpint (result.low, ==, 95000);
  g_assert_cmpint (result.high, ==, 95000);
  g_assert_cmpuint (result.n_months, ==, 10);

  g_assert_true (forecast (&history, "2026-11-30", &result));
  g_assert_cmpint (result.expected, ==, 90000);
  g_assert_cmpint (result.high, ==, 90000);
}

/* Nine rests and a tenth: the least and the most of them are the range. */
static void
test_order_statistics (void)
{
  static const gint64 rests[] = { 50, 10, 90, 30, 70, 20, 80, 40, 60 };
  g_auto (History) history = { 0 };
  OutlayForecast result;

  history_init (&history, "2026-01-01");
  spend (&history, "2026-01-01", 1);
  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-%02u-28", i + 1);

      spend (&history, day, rests[i]);
    }
  spend (&history, "2026-10-02", 7);

  g_assert_true (forecast (&history, "2026-10-15", &result));
  g_assert_cmpuint (result.n_months, ==, 9);
  g_assert_cmpint (result.so_far, ==, 7);
  g_assert_cmpint (result.expected, ==, 57);
  g_assert_cmpint (result.low, ==, 17);
  g_assert_cmpint (result.high, ==, 97);
}

/* Only whole months after the first expense count, and twelve at most. */
static void
test_months (void)
{
  static const struct
  {
    const char *first;
    const char *today;
    guint n_months;
  } cases[] = {
    { "2026-08-01", "2026-11-20", 3 }, { "2026-08-02", "2026-11-20", 0 },
    { "2026-07-31", "2026-11-20", 3 }, { "2023-11-01", "2024-02-29", 3 },
    { "2023-12-01", "2024-03-01", 3 }, { "2020-01-01", "2024-03-31", 12 },
    { "2026-11-20", "2026-11-20", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (History) history = { 0 };
      OutlayForecast result = { 0 };

      history_init (&history, "2019-12-15");
      spend (&history, cases[i].first, 100);
      g_assert_cmpint (forecast (&history, cases[i].today, &result), ==, cases[i].n_months > 0);
      g_assert_cmpuint (result.n_months, ==, cases[i].n_months);
    }
}

static void
test_none (void)
{
  static const gint64 days[] = { 1, 2, 3 };
  g_auto (History) history = { 0 };
  OutlayForecast result = { .expected = 42 };

  g_assert_false (outlay_forecast_month (NULL, 0, "2026-11-01", &result));
  g_assert_false (outlay_forecast_month (days, 3, "2026-11-31", &result));
  g_assert_false (outlay_forecast_month (days, 3, NULL, &result));
  g_assert_false (outlay_forecast_month (days, 3, "2026-11-20", &result));

  history_init (&history, "2026-01-01");
  spend (&history, "2026-01-01", 1);
  spend (&history, "2026-03-30", G_MAXINT64);
  spend (&history, "2026-03-31", 1);
  g_assert_false (forecast (&history, "2026-11-02", &result));
  spend (&history, "2026-03-31", -1);
  spend (&history, "2026-04-30", G_MAXINT64);
  g_assert_false (forecast (&history, "2026-11-02", &result));
  g_assert_cmpint (result.expected, ==, 42);
}

/* --- coverage --------------------------------------------------------------------------------- */

static double
draw_normal (GRand *random)
{
  return sqrt (-2 * log (1 - g_rand_double (random))) * cos (2 * G_PI * g_rand_double (random));
}

/* A person's day: more on working days, log-normal, the rent on the 1st, a journey now and then. */
static gint64
draw_day (GRand *random, const GDate *date, double often, double journeys)
{
  gint64 sum = g_date_get_day (date) == 1 ? 45000 : 0;
  gboolean is_working_day = g_date_get_weekday (date) <= G_DATE_FRIDAY;

  while (g_rand_double (random) < (is_working_day ? often : often / 4))
    sum += (gint64) exp (7.5 + 0.8 * draw_normal (random));
  if (g_rand_double (random) < journeys)
    sum += (gint64) exp (10.5 + 0.5 * draw_normal (random));

  return sum;
}

typedef struct
{
  guint n_months; /* of history */
  guint gone;     /* days of the last month */
} CoverageCase;

/* Draws many histories, and counts how often the month ends within the range. */
static void
test_coverage (gconstpointer user_data)
{
  const CoverageCase *what = user_data;
  g_autoptr (GRand) random = g_rand_new_with_seed (what->n_months * 100 + what->gone);
  guint n_within = 0, n_rounds = 1000;

  for (guint round = 0; round < n_rounds; round++)
    {
      double often = 0.3 + 0.5 * g_rand_double (random);
      double journeys = 0.06 * g_rand_double (random);
      g_auto (History) history = { 0 };
      g_autofree char *today = g_strdup_printf ("2026-11-%02u", what->gone);
      OutlayForecast result;
      gint64 rest = 0;
      GDate date, end;

      g_date_set_dmy (&date, 1, G_DATE_NOVEMBER, 2026);
      g_date_subtract_months (&date, what->n_months);
      g_date_set_dmy (&end, (GDateDay) what->gone, G_DATE_NOVEMBER, 2026);
      history.first = date;
      history.days = g_array_new (FALSE, TRUE, sizeof (gint64));
      for (; g_date_compare (&date, &end) <= 0; g_date_add_days (&date, 1))
        {
          gint64 sum = draw_day (random, &date, often, journeys);

          g_array_append_val (history.days, sum);
        }
      for (; g_date_get_month (&date) == G_DATE_NOVEMBER; g_date_add_days (&date, 1))
        rest += draw_day (random, &date, often, journeys);

      g_assert_true (forecast (&history, today, &result));
      g_assert_cmpuint (result.n_months, ==, MIN (what->n_months, OUTLAY_FORECAST_MONTHS_MAX));
      g_assert_cmpint (result.so_far, <=, result.low);
      g_assert_cmpint (result.low, <=, result.expected);
      g_assert_cmpint (result.expected, <=, result.high);
      n_within += result.so_far + rest >= result.low && result.so_far + rest <= result.high;
    }

  g_test_message ("coverage %u.%u %% with %u months, on the %u.", n_within / 10, n_within % 10,
                  what->n_months, what->gone);
  g_assert_cmpuint (n_within, >=, n_rounds * 70 / 100);
  g_assert_cmpuint (n_within, <=, n_rounds * 90 / 100);
}

int
main (int argc, char *argv[])
{
  static const CoverageCase cases[] = {
    { 3, 10 }, { 5, 20 }, { 8, 10 }, { 9, 10 }, { 12, 5 }, { 12, 15 }, { 12, 25 }, { 24, 10 },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/forecast/even-months", test_even_months);
  g_test_add_func ("/core/forecast/order-statistics", test_order_statistics);
  g_test_add_func ("/core/forecast/months", test_months);
  g_test_add_func ("/core/forecast/none", test_none);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/forecast/coverage/%u-months-day-%u",
                                               cases[i].n_months, cases[i].gone);

      g_test_add_data_func (path, &cases[i], test_coverage);
    }

  return g_test_run ();
}
