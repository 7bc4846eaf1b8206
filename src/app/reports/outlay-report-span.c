/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-span.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/outlay-time.h"

static gboolean
is_of_calendar (OutlayReportLength length)
{
  return length <= OUTLAY_REPORT_YEAR;
}

static OutlayPeriod
get_period (OutlayReportLength length)
{
  static const OutlayPeriod periods[] = { OUTLAY_PERIOD_WEEK, OUTLAY_PERIOD_MONTH,
                                          OUTLAY_PERIOD_YEAR };

  g_assert (is_of_calendar (length));

  return periods[length];
}

static guint
get_n_days (OutlayReportLength length)
{
  switch (length)
    {
    case OUTLAY_REPORT_LAST_7:
      return 7;
    case OUTLAY_REPORT_LAST_30:
      return 30;
    case OUTLAY_REPORT_LAST_365:
      return 365;
    case OUTLAY_REPORT_WEEK:
    case OUTLAY_REPORT_MONTH:
    case OUTLAY_REPORT_YEAR:
    default:
      g_return_val_if_reached (7);
    }
}

gboolean
outlay_report_span_init (OutlayReportSpan *self,
                         OutlayReportLength length,
                         const char *day,
                         GDateWeekday first_weekday)
{
  OutlayDays days;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (length < OUTLAY_N_REPORT_LENGTHS, FALSE);

  if (is_of_calendar (length)
          ? !outlay_days_of_period (&days, get_period (length), day, first_weekday)
          : !outlay_days_last (&days, get_n_days (length), day))
    return FALSE;

  *self = (OutlayReportSpan) { length, days, first_weekday };

  return TRUE;
}

gboolean
outlay_report_span_shift (OutlayReportSpan *self, int step)
{
  OutlayReportSpan other;
  g_autofree char *day = NULL;
  char last[OUTLAY_DAY_SIZE];
  int n = (int) outlay_days_count (&self->days);

  g_return_val_if_fail (step == 1 || step == -1, FALSE);

  outlay_days_get_last (&self->days, last);
  if (is_of_calendar (self->length))
    day = step > 0 ? g_strdup (self->days.until) : outlay_day_add (self->days.from, -1);
  else
    day = outlay_day_add (last, step * n);

  if (day == NULL || !outlay_report_span_init (&other, self->length, day, self->first_weekday))
    return FALSE;

  *self = other;

  return TRUE;
}

gboolean
outlay_report_span_is_running (const OutlayReportSpan *self, const char *today)
{
  return outlay_days_contains (&self->days, today);
}

guint
outlay_report_span_count_days (const OutlayReportSpan *self, const char *today)
{
  OutlayDays over;

  if (outlay_report_span_is_running (self, today) &&
      outlay_days_between (&over, self->days.from, today))
    return outlay_days_count (&over);

  return outlay_days_count (&self->days);
}

void
outlay_report_span_get_before (const OutlayReportSpan *self, const char *today, OutlayDays *before)
{
  g_autofree char *until = NULL;

  *before = (OutlayDays) { "", "" };

  if (!is_of_calendar (self->length))
    {
      if (!outlay_days_before (&self->days, before))
        *before = (OutlayDays) { "", "" };
      return;
    }

  if (!outlay_days_period_before (&self->days, get_period (self->length), self->first_weekday,
                                  before))
    {
      *before = (OutlayDays) { "", "" };
      return;
    }

  /* February has no 30th day to compare with: then it is all of February. */
  until = outlay_day_add (before->from, (int) outlay_report_span_count_days (self, today));
  if (outlay_report_span_is_running (self, today) && strcmp (until, before->until) < 0)
    g_strlcpy (before->until, until, sizeof before->until);
}

OutlaySpendingStep
outlay_report_span_get_step (const OutlayReportSpan *self)
{
  switch (self->length)
    {
    case OUTLAY_REPORT_YEAR:
      return OUTLAY_SPENDING_STEP_MONTH;
    case OUTLAY_REPORT_LAST_365:
      return OUTLAY_SPENDING_STEP_WEEK;
    case OUTLAY_REPORT_WEEK:
    case OUTLAY_REPORT_MONTH:
    case OUTLAY_REPORT_LAST_7:
    case OUTLAY_REPORT_LAST_30:
    default:
      return OUTLAY_SPENDING_STEP_DAY;
    }
}

static char *
format_day (const char *day, const char *format)
{
  g_autoptr (GDateTime) noon = g_date_time_new_utc (
      (int) g_ascii_strtoll (day, NULL, 10),
      (int) g_ascii_strtoll (day + strlen ("2026-"), NULL, 10),
      (int) g_ascii_strtoll (day + strlen ("2026-11-"), NULL, 10), 12, 0, 0);

  return g_date_time_format (noon, format);
}

char *
outlay_days_to_text (const OutlayDays *days)
{
  char last[OUTLAY_DAY_SIZE];
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (days != NULL && outlay_day_is_valid (days->from), NULL);

  outlay_days_get_last (days, last);
  /* Translators: the last of some days, or the only one: see g_date_time_format(). */
  to = format_day (last, _ ("%-d %B %Y"));
  if (outlay_days_count (days) < 2)
    return g_steal_pointer (&to);

  if (strncmp (days->from, last, strlen ("2026-11")) == 0)
    /* Translators: the first of some days of one month, as the "16" of "16 – 22 November 2026". */
    from = format_day (days->from, C_ ("first day", "%-d"));
  else if (strncmp (days->from, last, strlen ("2026")) == 0)
    /* Translators: the first of some days of one year, as in "22 October – 20 November 2026". */
    from = format_day (days->from, C_ ("first day", "%-d %B"));
  else
    from = format_day (days->from, _ ("%-d %B %Y"));

  /* Translators: the first and the last day of some. */
  return g_strdup_printf (_ ("%1$s – %2$s"), from, to);
}

char *
outlay_report_span_dup_title (const OutlayReportSpan *self)
{
  switch (self->length)
    {
    case OUTLAY_REPORT_MONTH:
      /* Translators: a month and its year as a heading. */
      return format_day (self->days.from, _ ("%OB %Y"));
    case OUTLAY_REPORT_YEAR:
      /* Translators: a year as a heading. */
      return format_day (self->days.from, _ ("%Y"));
    case OUTLAY_REPORT_WEEK:
    case OUTLAY_REPORT_LAST_7:
    case OUTLAY_REPORT_LAST_30:
    case OUTLAY_REPORT_LAST_365:
    default:
      return outlay_days_to_text (&self->days);
    }
}

const char *
outlay_report_length_get_name (OutlayReportLength length)
{
  static const char *const names[] = {
    N_ ("Week"),        N_ ("Month"),        N_ ("Year"),
    N_ ("Last 7 Days"), N_ ("Last 30 Days"), N_ ("Last 365 Days"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == OUTLAY_N_REPORT_LENGTHS);
  g_return_val_if_fail (length < OUTLAY_N_REPORT_LENGTHS, NULL);

  return _ (names[length]);
}

const char *
outlay_report_length_get_now (OutlayReportLength length)
{
  switch (length)
    {
    case OUTLAY_REPORT_WEEK:
      return _ ("This Week");
    case OUTLAY_REPORT_MONTH:
      return _ ("This Month");
    case OUTLAY_REPORT_YEAR:
      return _ ("This Year");
    case OUTLAY_REPORT_LAST_7:
    case OUTLAY_REPORT_LAST_30:
    case OUTLAY_REPORT_LAST_365:
    default:
      return _ ("Until Today");
    }
}
