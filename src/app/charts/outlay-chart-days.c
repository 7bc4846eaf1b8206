/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-days.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/outlay-time.h"

typedef enum
{
  SPAN_NONE,
  SPAN_DAY,
  SPAN_DAYS,
  SPAN_MONTH,
  SPAN_YEAR,
} Span;

static GDateTime *
read_day (const char *day)
{
  /* Each number ends at the dash behind it. */
  return g_date_time_new_utc (atoi (day), atoi (day + 5), atoi (day + 8), 12, 0, 0);
}

static gboolean
is_period (const OutlayDays *days, OutlayPeriod period)
{
  OutlayDays whole;

  return outlay_days_of_period (&whole, period, days->from, OUTLAY_ISO_WEEKDAY) &&
         g_str_equal (whole.from, days->from) && g_str_equal (whole.until, days->until);
}

static Span
get_span (const OutlayDays *days)
{
  guint n;

  if (!outlay_day_is_valid (days->from) || !outlay_day_is_valid (days->until))
    return SPAN_NONE;

  n = outlay_days_count (days);
  if (n <= 1)
    return n == 0 ? SPAN_NONE : SPAN_DAY;
  if (n >= 28 && is_period (days, OUTLAY_PERIOD_MONTH))
    return SPAN_MONTH;

  return n >= 365 && is_period (days, OUTLAY_PERIOD_YEAR) ? SPAN_YEAR : SPAN_DAYS;
}

char *
outlay_chart_days_to_label (const OutlayDays *days)
{
  Span span = get_span (days);
  g_autoptr (GDateTime) from = span != SPAN_NONE ? read_day (days->from) : NULL;

  switch (span)
    {
    case SPAN_DAY:
      return g_date_time_format (from, "%-d");
    case SPAN_DAYS:
      /* Translators: a day with the short name of its month, see g_date_time_format(). */
      return g_date_time_format (from, _ ("%-d %b"));
    case SPAN_MONTH:
      /* Translators: the short name of a month standing alone, see g_date_time_format(). */
      return g_date_time_format (from, _ ("%Ob"));
    case SPAN_YEAR:
      return g_date_time_format (from, "%Y");
    default:
      return g_strdup ("");
    }
}

/* "16–22 November 2026", with as much of the first day as differs. */
static char *
name_days (const OutlayDays *days, GDateTime *from)
{
  char last[OUTLAY_DAY_SIZE];
  g_autoptr (GDateTime) to = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  outlay_days_get_last (days, last);
  to = read_day (last);
  /* Translators: the last of some days, see g_date_time_format(). */
  end = g_date_time_format (to, _ ("%-d %b %Y"));

  if (strncmp (days->from, last, strlen ("YYYY-MM")) == 0)
    /* Translators: the first of some days in one month, before the last with its month. */
    start = g_date_time_format (from, _ ("%-d"));
  else if (strncmp (days->from, last, strlen ("YYYY")) == 0)
    /* Translators: a day with the short name of its month, see g_date_time_format(). */
    start = g_date_time_format (from, _ ("%-d %b"));
  else
    start = g_date_time_format (from, _ ("%-d %b %Y"));

  /* Translators: the first and the last of some days. */
  return g_strdup_printf (_ ("%s – %s"), start, end);
}

char *
outlay_chart_days_to_name (const OutlayDays *days)
{
  Span span = get_span (days);
  g_autoptr (GDateTime) from = span != SPAN_NONE ? read_day (days->from) : NULL;

  switch (span)
    {
    case SPAN_DAY:
      /* Translators: a day with its weekday, see g_date_time_format(). */
      return g_date_time_format (from, _ ("%A, %-d %B %Y"));
    case SPAN_DAYS:
      return name_days (days, from);
    case SPAN_MONTH:
      /* Translators: a month and its year as a heading. */
      return g_date_time_format (from, _ ("%OB %Y"));
    case SPAN_YEAR:
      return g_date_time_format (from, "%Y");
    default:
      return g_strdup ("");
    }
}

/* The first of a month among the days, or NULL. */
static GDateTime *
find_first_of_month (const OutlayDays *days)
{
  g_autoptr (GDateTime) from = read_day (days->from);
  guint n = outlay_days_count (days);
  int day = g_date_time_get_day_of_month (from);
  int first = g_date_get_days_in_month (g_date_time_get_month (from), g_date_time_get_year (from)) -
              day + 1;

  if (day == 1)
    return g_steal_pointer (&from);

  return (guint) first < n ? g_date_time_add_days (from, first) : NULL;
}

char *
outlay_chart_days_to_mark (const OutlayDays *days, gboolean is_first)
{
  Span span = get_span (days);
  g_autoptr (GDateTime) first = NULL;

  switch (span)
    {
    case SPAN_DAY:
    case SPAN_DAYS:
      if (outlay_days_count (days) > 31)
        return g_strdup ("");

      first = find_first_of_month (days);
      if (first == NULL && is_first)
        first = read_day (days->from);
      /* Translators: the short name of a month standing alone, see g_date_time_format(). */
      return first != NULL ? g_date_time_format (first, _ ("%Ob")) : g_strdup ("");

    case SPAN_MONTH:
      first = read_day (days->from);
      return is_first || g_date_time_get_month (first) == 1 ? g_date_time_format (first, "%Y")
                                                            : g_strdup ("");

    default:
      return g_strdup ("");
    }
}
