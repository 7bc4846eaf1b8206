/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-days.h"

static void
test_names (void)
{
  OutlayPeriod period = OUTLAY_PERIOD_YEAR;

  g_assert_cmpstr (outlay_period_to_string (OUTLAY_PERIOD_MONTH), ==, "month");
  g_assert_true (outlay_period_from_string ("week", &period));
  g_assert_cmpint (period, ==, OUTLAY_PERIOD_WEEK);
  g_assert_false (outlay_period_from_string ("Week", &period));
  g_assert_false (outlay_period_from_string (NULL, &period));
  g_assert_cmpint (period, ==, OUTLAY_PERIOD_WEEK);
}

static void
test_periods (void)
{
  static const struct
  {
    OutlayPeriod period;
    GDateWeekday first;
    const char *day;
    const char *from;
    const char *until;
  } cases[] = {
    { OUTLAY_PERIOD_MONTH, G_DATE_MONDAY, "2026-11-20", "2026-11-01", "2026-12-01" },
    { OUTLAY_PERIOD_MONTH, G_DATE_MONDAY, "2026-12-31", "2026-12-01", "2027-01-01" },
    { OUTLAY_PERIOD_MONTH, G_DATE_MONDAY, "2024-02-29", "2024-02-01", "2024-03-01" },
    { OUTLAY_PERIOD_MONTH, G_DATE_MONDAY, "2100-02-28", "2100-02-01", "2100-03-01" },
    { OUTLAY_PERIOD_YEAR, G_DATE_MONDAY, "2024-02-29", "2024-01-01", "2025-01-01" },
    { OUTLAY_PERIOD_YEAR, G_DATE_MONDAY, "1970-01-01", "1970-01-01", "1971-01-01" },
    { OUTLAY_PERIOD_YEAR, G_DATE_MONDAY, "9998-12-31", "9998-01-01", "9999-01-01" },
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "2026-11-20", "2026-11-16", "2026-11-23" },
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "2026-11-16", "2026-11-16", "2026-11-23" },
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "2026-11-22", "2026-11-16", "2026-11-23" },
    { OUTLAY_PERIOD_WEEK, G_DATE_SUNDAY, "2026-11-22", "2026-11-22", "2026-11-29" },
    { OUTLAY_PERIOD_WEEK, G_DATE_SUNDAY, "2026-11-21", "2026-11-15", "2026-11-22" },
    { OUTLAY_PERIOD_WEEK, G_DATE_SATURDAY, "2026-11-20", "2026-11-14", "2026-11-21" },
    /* 2020 and 2026 have a week 53 that goes on in the next year. */
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "2021-01-03", "2020-12-28", "2021-01-04" },
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "2026-12-31", "2026-12-28", "2027-01-04" },
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "2024-02-29", "2024-02-26", "2024-03-04" },
    /* That was a Thursday. */
    { OUTLAY_PERIOD_WEEK, G_DATE_MONDAY, "1970-01-01", "1970-01-01", "1970-01-05" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayDays days;

      g_test_message ("%s of %s", outlay_period_to_string (cases[i].period), cases[i].day);
      g_assert_true (outlay_days_of_period (&days, cases[i].period, cases[i].day, cases[i].first));
      g_assert_cmpstr (days.from, ==, cases[i].from);
      g_assert_cmpstr (days.until, ==, cases[i].until);
      g_assert_true (outlay_days_contains (&days, cases[i].day));
    }
}

static void
test_outside (void)
{
  OutlayDays days, first = { "1970-01-01", "1971-01-01" };

  g_assert_false (
      outlay_days_of_period (&days, OUTLAY_PERIOD_YEAR, "9999-01-01", OUTLAY_ISO_WEEKDAY));
  g_assert_false (
      outlay_days_of_period (&days, OUTLAY_PERIOD_MONTH, "9999-12-01", OUTLAY_ISO_WEEKDAY));
  g_assert_true (
      outlay_days_of_period (&days, OUTLAY_PERIOD_MONTH, "9999-11-30", OUTLAY_ISO_WEEKDAY));
  g_assert_false (outlay_days_of_period (&days, OUTLAY_PERIOD_YEAR, "", OUTLAY_ISO_WEEKDAY));
  g_assert_false (
      outlay_days_of_period (&days, OUTLAY_PERIOD_YEAR, "2023-02-29", OUTLAY_ISO_WEEKDAY));
  g_assert_false (outlay_days_last (&days, 2, "1970-01-01"));
  g_assert_false (outlay_days_last (&days, 1, "9999-12-31"));
  g_assert_true (outlay_days_last (&days, 1, "9999-12-30"));
  g_assert_false (outlay_days_last (&days, 1, "today"));
  g_assert_false (outlay_days_between (&days, "2026-11-20", "2026-11-19"));
  g_assert_false (outlay_days_between (&days, "2026-11-20", "9999-12-31"));
  g_assert_false (outlay_days_before (&first, &days));
  g_assert_false (
      outlay_days_period_before (&first, OUTLAY_PERIOD_YEAR, OUTLAY_ISO_WEEKDAY, &days));
}

static void
assert_days (const OutlayDays *days, const char *from, const char *until)
{
  g_assert_cmpstr (days->from, ==, from);
  g_assert_cmpstr (days->until, ==, until);
}

static void
test_before (void)
{
  OutlayDays days, before;

  g_assert_true (
      outlay_days_of_period (&days, OUTLAY_PERIOD_MONTH, "2024-03-31", OUTLAY_ISO_WEEKDAY));
  g_assert_true (
      outlay_days_period_before (&days, OUTLAY_PERIOD_MONTH, OUTLAY_ISO_WEEKDAY, &before));
  assert_days (&before, "2024-02-01", "2024-03-01");

  g_assert_true (
      outlay_days_of_period (&days, OUTLAY_PERIOD_WEEK, "2021-01-04", OUTLAY_ISO_WEEKDAY));
  g_assert_true (
      outlay_days_period_before (&days, OUTLAY_PERIOD_WEEK, OUTLAY_ISO_WEEKDAY, &before));
  assert_days (&before, "2020-12-28", "2021-01-04");

  g_assert_true (
      outlay_days_of_period (&days, OUTLAY_PERIOD_YEAR, "2025-06-01", OUTLAY_ISO_WEEKDAY));
  g_assert_true (
      outlay_days_period_before (&days, OUTLAY_PERIOD_YEAR, OUTLAY_ISO_WEEKDAY, &before));
  g_assert_cmpuint (outlay_days_count (&before), ==, 366);
}

static void
test_last (void)
{
  OutlayDays days, before;
  char last[OUTLAY_DAY_SIZE];

  g_assert_true (outlay_days_last (&days, 7, "2026-01-03"));
  assert_days (&days, "2025-12-28", "2026-01-04");
  g_assert_true (outlay_days_before (&days, &before));
  assert_days (&before, "2025-12-21", "2025-12-28");
  g_assert_true (outlay_days_last (&days, 30, "2024-03-01"));
  assert_days (&days, "2024-02-01", "2024-03-02");
  g_assert_true (outlay_days_last (&days, 365, "2024-12-31"));
  assert_days (&days, "2024-01-02", "2025-01-01");
  g_assert_cmpuint (outlay_days_count (&days), ==, 365);
  outlay_days_get_last (&days, last);
  g_assert_cmpstr (last, ==, "2024-12-31");
  g_assert_true (outlay_days_contains (&days, "2024-12-31"));
  g_assert_false (outlay_days_contains (&days, "2025-01-01"));
  g_assert_false (outlay_days_contains (&days, ""));
  g_assert_false (outlay_days_contains (&days, NULL));
}

static void
test_clip (void)
{
  OutlayDays days = { "2026-11-01", "2026-12-01" };
  OutlayDays bounds, empty;
  char last[OUTLAY_DAY_SIZE];

  g_assert_true (outlay_days_between (&bounds, "2026-11-10", "2026-12-24"));
  assert_days (&bounds, "2026-11-10", "2026-12-25");
  outlay_days_clip (&days, &bounds);
  assert_days (&days, "2026-11-10", "2026-12-01");

  empty = (OutlayDays) { "2027-01-01", "2027-02-01" };
  outlay_days_clip (&empty, &bounds);
  g_assert_cmpuint (outlay_days_count (&empty), ==, 0);
  g_assert_false (outlay_days_contains (&empty, "2027-01-01"));
  outlay_days_get_last (&empty, last);
  g_assert_cmpstr (last, ==, "");
}

/* Periods in a row leave no day out and have none twice, over two centuries. */
static void
test_neighbours (void)
{
  for (guint period = 0; period < OUTLAY_N_PERIODS; period++)
    for (guint first = G_DATE_MONDAY; first <= G_DATE_SUNDAY; first++)
      {
        OutlayDays days, next, back;
        guint n_days = 0;

        g_assert_true (outlay_days_of_period (&days, period, "1970-01-15", first));
        while (g_strcmp0 (days.from, "2170-01-01") < 0)
          {
            n_days += outlay_days_count (&days);
            g_assert_true (outlay_days_of_period (&next, period, days.until, first));
            g_assert_cmpstr (next.from, ==, days.until);
            g_assert_true (outlay_days_period_before (&next, period, first, &back));
            g_assert_cmpmem (&back, sizeof back, &days, sizeof days);
            days = next;
          }
        g_assert_cmpuint (n_days, >=, 73000);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/days/names", test_names);
  g_test_add_func ("/core/days/periods", test_periods);
  g_test_add_func ("/core/days/outside", test_outside);
  g_test_add_func ("/core/days/before", test_before);
  g_test_add_func ("/core/days/last", test_last);
  g_test_add_func ("/core/days/clip", test_clip);
  g_test_add_func ("/core/days/neighbours", test_neighbours);

  return g_test_run ();
}
