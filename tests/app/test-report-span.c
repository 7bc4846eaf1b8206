/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-span.h"
#include "app/reports/outlay-report-text.h"
#include "app/widgets/outlay-week.h"

#include <locale.h>

#define TODAY "2026-11-20" /* a Friday */

static void
test_first_weekday (void)
{
  static const struct
  {
    const char *locale;
    GDateWeekday first;
  } cases[] = {
    { "de_DE.UTF-8", G_DATE_MONDAY }, { "en_GB.UTF-8", G_DATE_MONDAY },
    { "en_US.UTF-8", G_DATE_SUNDAY }, { "ar_EG.UTF-8", G_DATE_SATURDAY },
    { "C.UTF-8", G_DATE_SUNDAY },
  };
  g_autofree char *old = g_strdup (setlocale (LC_TIME, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_nonnull (setlocale (LC_TIME, cases[i].locale));
      g_test_message ("%s", cases[i].locale);
      g_assert_cmpint (outlay_week_get_first_day (), ==, cases[i].first);
    }

  setlocale (LC_TIME, old);
}

static void
test_days (void)
{
  static const struct
  {
    OutlayReportLength length;
    GDateWeekday first;
    const char *from, *until;
    const char *before_from, *before_until; /* as much of it as is over of this one */
    guint n_days;
    const char *title;
  } cases[] = {
    { OUTLAY_REPORT_WEEK, G_DATE_MONDAY, "2026-11-16", "2026-11-23", "2026-11-09", "2026-11-14", 5,
      "16 – 22 November 2026" },
    { OUTLAY_REPORT_WEEK, G_DATE_SUNDAY, "2026-11-15", "2026-11-22", "2026-11-08", "2026-11-14", 6,
      "15 – 21 November 2026" },
    { OUTLAY_REPORT_MONTH, G_DATE_MONDAY, "2026-11-01", "2026-12-01", "2026-10-01", "2026-10-21",
      20, "November 2026" },
    { OUTLAY_REPORT_YEAR, G_DATE_MONDAY, "2026-01-01", "2027-01-01", "2025-01-01", "2025-11-21",
      324, "2026" },
    { OUTLAY_REPORT_LAST_7, G_DATE_MONDAY, "2026-11-14", "2026-11-21", "2026-11-07", "2026-11-14",
      7, "14 – 20 November 2026" },
    { OUTLAY_REPORT_LAST_30, G_DATE_MONDAY, "2026-10-22", "2026-11-21", "2026-09-22", "2026-10-22",
      30, "22 October – 20 November 2026" },
    { OUTLAY_REPORT_LAST_365, G_DATE_MONDAY, "2025-11-21", "2026-11-21", "2024-11-21", "2025-11-21",
      365, "21 November 2025 – 20 November 2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayReportSpan span;
      OutlayDays before;
      g_autofree char *title = NULL;

      g_assert_true (outlay_report_span_init (&span, cases[i].length, TODAY, cases[i].first));
      title = outlay_report_span_dup_title (&span);
      outlay_report_span_get_before (&span, TODAY, &before);
      g_assert_cmpstr (span.days.from, ==, cases[i].from);
      g_assert_cmpstr (span.days.until, ==, cases[i].until);
      g_assert_cmpstr (before.from, ==, cases[i].before_from);
      g_assert_cmpstr (before.until, ==, cases[i].before_until);
      g_assert_cmpuint (outlay_report_span_count_days (&span, TODAY), ==, cases[i].n_days);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_true (outlay_report_span_is_running (&span, TODAY));
    }
}

/* What is over is compared with all of what was before, and a long month with all of a short one. */
static void
test_before (void)
{
  OutlayReportSpan span;
  OutlayDays before;

  outlay_report_span_init (&span, OUTLAY_REPORT_MONTH, "2026-10-05", G_DATE_MONDAY);
  outlay_report_span_get_before (&span, TODAY, &before);
  g_assert_false (outlay_report_span_is_running (&span, TODAY));
  g_assert_cmpstr (before.from, ==, "2026-09-01");
  g_assert_cmpstr (before.until, ==, "2026-10-01");
  g_assert_cmpuint (outlay_report_span_count_days (&span, TODAY), ==, 31);

  outlay_report_span_init (&span, OUTLAY_REPORT_MONTH, "2026-03-30", G_DATE_MONDAY);
  outlay_report_span_get_before (&span, "2026-03-30", &before);
  g_assert_cmpstr (before.from, ==, "2026-02-01");
  g_assert_cmpstr (before.until, ==, "2026-03-01");

  /* There is no day before the first. */
  outlay_report_span_init (&span, OUTLAY_REPORT_YEAR, "1970-06-01", G_DATE_MONDAY);
  outlay_report_span_get_before (&span, TODAY, &before);
  g_assert_cmpstr (before.from, ==, "");
  g_assert_false (outlay_report_span_shift (&span, -1));
  g_assert_cmpstr (span.days.from, ==, "1970-01-01");
}

/* There and back is where one was, over the ends of years and short months. */
static void
test_shift (void)
{
  for (guint length = 0; length < OUTLAY_N_REPORT_LENGTHS; length++)
    {
      OutlayReportSpan span;
      OutlayDays days;

      g_assert_true (outlay_report_span_init (&span, length, "2026-01-31", G_DATE_SUNDAY));
      days = span.days;

      for (guint i = 0; i < 14; i++)
        {
          OutlayDays old = span.days;

          g_assert_true (outlay_report_span_shift (&span, -1));
          g_assert_cmpstr (span.days.until, ==, old.from);
        }
      for (guint i = 0; i < 14; i++)
        g_assert_true (outlay_report_span_shift (&span, 1));

      g_assert_cmpstr (span.days.from, ==, days.from);
      g_assert_cmpstr (span.days.until, ==, days.until);
    }
}

static void
test_compare (void)
{
  static const struct
  {
    OutlayReportLength length;
    const char *day;
    gint64 now, before;
    const char *text;
  } cases[] = {
    { OUTLAY_REPORT_MONTH, "2026-10-01", 224010, 200000, "€240.10 more than in September, +12 %" },
    { OUTLAY_REPORT_MONTH, "2026-10-01", 100000, 200000,
      "€1,000.00 less than in September, −50 %" },
    { OUTLAY_REPORT_MONTH, "2026-10-01", 5, 5, "As much as in September" },
    { OUTLAY_REPORT_MONTH, "2026-10-01", 5, 0, "Nothing was spent in September" },
    { OUTLAY_REPORT_MONTH, "2026-01-01", 200001, 200000, "€0.01 more than in December 2025, +0 %" },
    { OUTLAY_REPORT_MONTH, TODAY, 300, 200, "€1.00 more than by this day in October, +50 %" },
    { OUTLAY_REPORT_WEEK, TODAY, 300, 200, "€1.00 more than by this day the week before, +50 %" },
    { OUTLAY_REPORT_WEEK, "2026-11-01", 100, 200, "€1.00 less than the week before, −50 %" },
    { OUTLAY_REPORT_YEAR, TODAY, 100, 200, "€1.00 less than by this day in the year 2025, −50 %" },
    { OUTLAY_REPORT_YEAR, "2025-11-01", 0, 200, "€2.00 less than in the year 2024, −100 %" },
    { OUTLAY_REPORT_LAST_30, TODAY, 100, 200, "€1.00 less than in the 30 days before, −50 %" },
    { OUTLAY_REPORT_LAST_365, TODAY, 100, 0, "Nothing was spent in the 365 days before" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayReportSpan span;
      g_autofree char *text = NULL;

      outlay_report_span_init (&span, cases[i].length, cases[i].day, G_DATE_MONDAY);
      text = outlay_report_compare (&span, TODAY, cases[i].now, cases[i].before, "EUR");
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_change (void)
{
  static const struct
  {
    gint64 now, before;
    const char *text;
  } cases[] = {
    { 0, 0, "" },
    { 1, 0, "new" },
    { 0, 1, "−100 %" },
    { 112, 100, "+12 %" },
    { 1000, 1001, "−0 %" },
    { 1001, 1000, "+0 %" },
    { 7, 7, "±0 %" },
    { 1995, 1000, "+100 %" },
    { 1099, 100, "+999 %" },
    { 1100, 100, "×11" },
    { G_MAXINT64, 1, "×9223372036854775808" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_report_format_change (cases[i].now, cases[i].before);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "en_US.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/week/first-day", test_first_weekday);
  g_test_add_func ("/app/report-span/days", test_days);
  g_test_add_func ("/app/report-span/before", test_before);
  g_test_add_func ("/app/report-span/shift", test_shift);
  g_test_add_func ("/app/report-text/compare", test_compare);
  g_test_add_func ("/app/report-text/change", test_change);

  return g_test_run ();
}
