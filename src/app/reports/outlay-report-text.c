/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-text.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

/* From here on it is told how many times as much it is. */
#define MOST_PERCENT 1000

#define MINUS_SIGN "\xe2\x88\x92"

/* Whole sentences for each kind of time, as languages bend each of them in their own way. */
typedef enum
{
  THAN_MONTH,
  THAN_MONTH_SO_FAR,
  THAN_WEEK,
  THAN_WEEK_SO_FAR,
  THAN_YEAR,
  THAN_YEAR_SO_FAR,
  THAN_DAYS,
} Than;

char *
outlay_report_format (gint64 minor, const char *currency)
{
  OutlayMoney money = { .minor = minor };

  g_strlcpy (money.currency, currency, sizeof money.currency);

  return outlay_money_format (&money, NULL);
}

char *
outlay_report_format_change (gint64 now, gint64 before)
{
  double percent;

  if (before == 0)
    /* Translators: what was spent on something that nothing was spent on before. */
    return g_strdup (now != 0 ? C_ ("change", "new") : "");

  percent = round (((double) now - (double) before) / fabs ((double) before) * 100);
  if (percent == 0)
    /* Translators: hardly any change, in percent. */
    return g_strdup (now == before ? _ ("±0 %") : now > before ? _ ("+0 %") : _ ("−0 %"));

  if (percent >= MOST_PERCENT)
    /* Translators: so many times as much as before. */
    return g_strdup_printf (_ ("×%.0f"), round ((double) now / (double) before));

  /* Translators: a change in percent, with its sign; "%%" becomes the percent sign. */
  return g_strdup_printf (_ ("%1$s%2$.0f %%"), percent > 0 ? "+" : MINUS_SIGN, fabs (percent));
}

/* "October", or "December 2025" from a month of another year. */
static char *
name_month (const OutlayReportSpan *before, const OutlayReportSpan *span)
{
  g_autoptr (GDateTime) day = NULL;

  if (strncmp (before->days.from, span->days.from, strlen ("2026")) != 0)
    return outlay_report_span_dup_title (before);

  day = g_date_time_new_utc (
      2000, (int) g_ascii_strtoll (before->days.from + strlen ("2026-"), NULL, 10), 1, 12, 0, 0);

  /* Translators: the name of a month in a sentence, see g_date_time_format(). */
  return g_date_time_format (day, C_ ("month in a sentence", "%OB"));
}

/* What the time is compared with, and (transfer full) what it is called. */
static Than
find_than (const OutlayReportSpan *span, const char *today, char **name)
{
  gboolean is_running = outlay_report_span_is_running (span, today);
  OutlayReportSpan before = *span;

  *name = NULL;

  switch (span->length)
    {
    case OUTLAY_REPORT_WEEK:
      return is_running ? THAN_WEEK_SO_FAR : THAN_WEEK;
    case OUTLAY_REPORT_MONTH:
      if (outlay_report_span_shift (&before, -1))
        *name = name_month (&before, span);
      return is_running ? THAN_MONTH_SO_FAR : THAN_MONTH;
    case OUTLAY_REPORT_YEAR:
      if (outlay_report_span_shift (&before, -1))
        *name = outlay_report_span_dup_title (&before);
      return is_running ? THAN_YEAR_SO_FAR : THAN_YEAR;
    case OUTLAY_REPORT_LAST_7:
    case OUTLAY_REPORT_LAST_30:
    case OUTLAY_REPORT_LAST_365:
    default:
      *name = g_strdup_printf ("%u", outlay_days_count (&span->days));
      return THAN_DAYS;
    }
}

/* Translators: %1$s is an amount, %2$s a percentage as "+12 %", %3$s the month, year or days before. */
static char *
say_more (Than than, const char *amount, const char *change, const char *name)
{
  switch (than)
    {
    case THAN_MONTH:
      return g_strdup_printf (_ ("%1$s more than in %3$s, %2$s"), amount, change, name);
    case THAN_MONTH_SO_FAR:
      return g_strdup_printf (_ ("%1$s more than by this day in %3$s, %2$s"), amount, change, name);
    case THAN_WEEK:
      return g_strdup_printf (_ ("%1$s more than the week before, %2$s"), amount, change);
    case THAN_WEEK_SO_FAR:
      return g_strdup_printf (_ ("%1$s more than by this day the week before, %2$s"), amount,
                              change);
    case THAN_YEAR:
      return g_strdup_printf (_ ("%1$s more than in the year %3$s, %2$s"), amount, change, name);
    case THAN_YEAR_SO_FAR:
      return g_strdup_printf (_ ("%1$s more than by this day in the year %3$s, %2$s"), amount,
                              change, name);
    case THAN_DAYS:
    default:
      return g_strdup_printf (_ ("%1$s more than in the %3$s days before, %2$s"), amount, change,
                              name);
    }
}

static char *
say_less (Than than, const char *amount, const char *change, const char *name)
{
  switch (than)
    {
    case THAN_MONTH:
      return g_strdup_printf (_ ("%1$s less than in %3$s, %2$s"), amount, change, name);
    case THAN_MONTH_SO_FAR:
      return g_strdup_printf (_ ("%1$s less than by this day in %3$s, %2$s"), amount, change, name);
    case THAN_WEEK:
      return g_strdup_printf (_ ("%1$s less than the week before, %2$s"), amount, change);
    case THAN_WEEK_SO_FAR:
      return g_strdup_printf (_ ("%1$s less than by this day the week before, %2$s"), amount,
                              change);
    case THAN_YEAR:
      return g_strdup_printf (_ ("%1$s less than in the year %3$s, %2$s"), amount, change, name);
    case THAN_YEAR_SO_FAR:
      return g_strdup_printf (_ ("%1$s less than by this day in the year %3$s, %2$s"), amount,
                              change, name);
    case THAN_DAYS:
    default:
      return g_strdup_printf (_ ("%1$s less than in the %3$s days before, %2$s"), amount, change,
                              name);
    }
}

static char *
say_same (Than than, const char *name)
{
  switch (than)
    {
    case THAN_MONTH:
      return g_strdup_printf (_ ("As much as in %s"), name);
    case THAN_MONTH_SO_FAR:
      return g_strdup_printf (_ ("As much as by this day in %s"), name);
    case THAN_WEEK:
      return g_strdup (_ ("As much as the week before"));
    case THAN_WEEK_SO_FAR:
      return g_strdup (_ ("As much as by this day the week before"));
    case THAN_YEAR:
      return g_strdup_printf (_ ("As much as in the year %s"), name);
    case THAN_YEAR_SO_FAR:
      return g_strdup_printf (_ ("As much as by this day in the year %s"), name);
    case THAN_DAYS:
    default:
      return g_strdup_printf (_ ("As much as in the %s days before"), name);
    }
}

/* Of what there was nothing before. */
static char *
say_new (Than than, const char *name)
{
  switch (than)
    {
    case THAN_MONTH:
      return g_strdup_printf (_ ("Nothing was spent in %s"), name);
    case THAN_MONTH_SO_FAR:
      return g_strdup_printf (_ ("Nothing had been spent by this day in %s"), name);
    case THAN_WEEK:
      return g_strdup (_ ("Nothing was spent the week before"));
    case THAN_WEEK_SO_FAR:
      return g_strdup (_ ("Nothing had been spent by this day the week before"));
    case THAN_YEAR:
      return g_strdup_printf (_ ("Nothing was spent in the year %s"), name);
    case THAN_YEAR_SO_FAR:
      return g_strdup_printf (_ ("Nothing had been spent by this day in the year %s"), name);
    case THAN_DAYS:
    default:
      return g_strdup_printf (_ ("Nothing was spent in the %s days before"), name);
    }
}

char *
outlay_report_compare (const OutlayReportSpan *span,
                       const char *today,
                       gint64 now,
                       gint64 before,
                       const char *currency)
{
  g_autofree char *name = NULL;
  Than than = find_than (span, today, &name);
  g_autofree char *amount = NULL;
  g_autofree char *change = NULL;

  if (before == 0)
    return say_new (than, name);
  if (now == before)
    return say_same (than, name);

  /* Neither is negative, so that their difference fits. */
  amount = outlay_report_format (ABS (now - before), currency);
  change = outlay_report_format_change (now, before);

  return now > before ? say_more (than, amount, change, name)
                      : say_less (than, amount, change, name);
}

char *
outlay_report_format_count (gint64 count)
{
  /* Translators: "%'d" writes the number in groups of digits. */
  return g_strdup_printf (ngettext ("%'d expense", "%'d expenses", (gulong) count), (int) count);
}
