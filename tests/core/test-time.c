/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-time.h"

#include <stdlib.h>
#include <string.h>

static void
test_format (void)
{
  static const struct
  {
    gint64 usec;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { 1, "1970-01-01T00:00:00.000Z" },
    { 999999, "1970-01-01T00:00:00.999Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { G_GINT64_CONSTANT (1795163400000000), "2026-11-20T08:30:00.000Z" },
    { G_GINT64_CONSTANT (951782399123456), "2000-02-28T23:59:59.123Z" },
    { G_GINT64_CONSTANT (253402300799999000), "9999-12-31T23:59:59.999Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_time_format (cases[i].usec);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 usec;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-11-20T08:30:00.000Z", G_GINT64_CONSTANT (1795163400000000) },
    { "2026-11-20t08:30:00z", G_GINT64_CONSTANT (1795163400000000) },
    { "2026-11-20T09:30:00+01:00", G_GINT64_CONSTANT (1795163400000000) },
    { "2026-11-19T20:30:00-12:00", G_GINT64_CONSTANT (1795163400000000) },
    { "2026-11-20T14:15:00.5+05:45", G_GINT64_CONSTANT (1795163400500000) },
    { "2026-11-20T08:30:00.123456789Z", G_GINT64_CONSTANT (1795163400123456) },
    { "2016-12-31T23:59:60Z", G_GINT64_CONSTANT (1483228800000000) },
    { "1970-01-01T00:00:00+00:01", -60 * G_USEC_PER_SEC },
    { "9999-12-31T23:59:59.999Z", G_GINT64_CONSTANT (253402300799999000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 usec = -1;

      g_assert_true (outlay_time_parse (cases[i].text, &usec));
      g_assert_cmpint (usec, ==, cases[i].usec);
    }
}

static void
test_parse_refused (void)
{
  static const char *const texts[] = {
    NULL,
    "",
    "2026-11-20",
    "2026-11-20T08:30:00",
    "2026-11-20 08:30:00Z",
    "2026-11-20T08:30Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T08:60:00Z",
    "2026-11-20T08:30:60Z",
    "2026-11-20T08:59:61Z",
    "2026-02-29T08:30:00Z",
    "2026-11-20T08:30:00.Z",
    "2026-11-20T08:30:00,5Z",
    "2026-11-20T08:30:00+24:00",
    "2026-11-20T08:30:00+01:60",
    "2026-11-20T08:30:00+0100",
    "2026-11-20T08:30:00+1:00",
    "2026-11-20T08:30:00Z ",
    "2026-11-20T08:30:00ZZ",
    " 2026-11-20T08:30:00Z",
    "2026-11-20T-8:30:00Z",
    "1969-12-31T23:59:59Z",
    "12026-11-20T08:30:00Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 usec = 42;

      g_assert_false (outlay_time_parse (texts[i], &usec));
      g_assert_cmpint (usec, ==, 42);
    }
}

/* What was formatted reads back to the millisecond, and texts sort as times do. */
static void
test_round_trip (void)
{
  g_autofree char *last = g_strdup ("");
  gint64 usec = 0;

  for (guint i = 0; i < 5000; i++)
    {
      char *text;
      gint64 again;

      usec += 1000 * (gint64) g_test_rand_int_range (1, G_MAXINT32) * g_test_rand_int_range (1, 20);
      text = outlay_time_format (usec + g_test_rand_int_range (0, 1000));
      g_assert_true (outlay_time_parse (text, &again));
      g_assert_cmpint (again, ==, usec);
      g_assert_cmpstr (last, <, text);
      g_free (last);
      last = text;
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    gboolean is_valid;
  } cases[] = {
    { "2026-11-20", TRUE },
    { "1970-01-01", TRUE },
    { "9999-12-31", TRUE },
    { "2024-02-29", TRUE },
    { "2000-02-29", TRUE },
    { "2026-02-29", FALSE },
    { "2100-02-29", FALSE },
    { "2026-02-30", FALSE },
    { "2026-04-31", FALSE },
    { "2026-00-01", FALSE },
    { "2026-13-01", FALSE },
    { "2026-01-00", FALSE },
    { "2026-01-32", FALSE },
    { "1969-12-31", FALSE },
    { "0000-01-01", FALSE },
    { "2026-1-1", FALSE },
    { "20261120", FALSE },
    { "2026/11/20", FALSE },
    { "10000-01-01", FALSE },
    { "2026-11-2", FALSE },
    { "2026-11-200", FALSE },
    { "2026-11-20 ", FALSE },
    { " 2026-11-2", FALSE },
    { "2026-+1-20", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (outlay_day_is_valid (cases[i].text), ==, cases[i].is_valid);
}

static void
test_day_add (void)
{
  static const struct
  {
    const char *day;
    int days;
    const char *result;
  } cases[] = {
    { "2026-11-20", 0, "2026-11-20" },
    { "2026-11-20", 1, "2026-11-21" },
    { "2026-12-31", 1, "2027-01-01" },
    { "2024-02-28", 1, "2024-02-29" },
    { "2026-02-28", 1, "2026-03-01" },
    { "2026-03-01", -1, "2026-02-28" },
    { "2024-02-29", 366, "2025-03-01" },
    { "1970-01-01", -1, NULL },
    { "9999-12-31", 1, NULL },
    { "1970-01-01", 2932896, "9999-12-31" },
    { "9999-12-31", -2932896, "1970-01-01" },
    { "2026-11-20", G_MAXINT, NULL },
    { "2026-11-20", G_MININT, NULL },
    { "2026-02-29", 1, NULL },
    { "", 1, NULL },
    { NULL, 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = outlay_day_add (cases[i].day, cases[i].days);

      g_assert_cmpstr (day, ==, cases[i].result);
    }
}

/* One after another, every day of 130 years is valid, and later than the one before. */
static void
test_every_day (void)
{
  g_autofree char *day = g_strdup ("1970-01-01");

  while (strcmp (day, "2100-01-01") < 0)
    {
      g_autofree char *next = outlay_day_add (day, 1);
      g_autofree char *back = outlay_day_add (next, -1);

      g_assert_true (outlay_day_is_valid (next));
      g_assert_cmpstr (day, <, next);
      g_assert_cmpstr (day, ==, back);
      g_free (day);
      day = g_steal_pointer (&next);
    }
}

/* The day is the person's own: at the same moment, Kiribati has turned the page before Samoa. */
static void
test_today (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *today = outlay_day_today ();
      g_autoptr (GTimeZone) zone = g_time_zone_new_offset (14 * 3600);
      g_autoptr (GDateTime) now = g_date_time_new_now (zone);
      g_autofree char *expected = g_date_time_format (now, "%Y-%m-%d");
      g_autofree char *before = outlay_day_add (expected, -1);

      /* Midnight may fall between both looks at the clock. */
      g_assert_true (g_str_equal (today, expected) || g_str_equal (today, before));
      g_assert_true (outlay_day_is_valid (today));
      return;
    }

  g_setenv ("TZ", "UTC-14", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/time/format", test_format);
  g_test_add_func ("/core/time/parse", test_parse);
  g_test_add_func ("/core/time/parse-refused", test_parse_refused);
  g_test_add_func ("/core/time/round-trip", test_round_trip);
  g_test_add_func ("/core/day/is-valid", test_days);
  g_test_add_func ("/core/day/add", test_day_add);
  g_test_add_func ("/core/day/every-day", test_every_day);
  g_test_add_func ("/core/day/today", test_today);

  return g_test_run ();
}
