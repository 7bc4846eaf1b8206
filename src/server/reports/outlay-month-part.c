/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-month-part.h"

#include <string.h>

gboolean
outlay_days_take_whole (OutlayDays *days, OutlayPeriod period, OutlayDays *whole)
{
  OutlayDays first, last;

  if (!outlay_days_of_period (&first, period, days->from, OUTLAY_ISO_WEEKDAY) ||
      !outlay_days_of_period (&last, period, days->until, OUTLAY_ISO_WEEKDAY) ||
      !g_str_equal (first.from, days->from) || strcmp (first.until, days->until) > 0)
    return FALSE;

  *whole = first;
  memcpy (whole->until, last.from, sizeof whole->until);
  memcpy (days->from, last.from, sizeof days->from);

  return TRUE;
}

void
outlay_days_take_rest (OutlayDays *days, OutlayPeriod period, OutlayDays *rest)
{
  OutlayDays first;

  *rest = *days;
  if (outlay_days_of_period (&first, period, days->from, OUTLAY_ISO_WEEKDAY) &&
      strcmp (first.until, days->until) < 0)
    memcpy (rest->until, first.until, sizeof rest->until);
  memcpy (days->from, rest->until, sizeof days->from);
}

/* Those that something can be on. */
static guint
count_likely (const OutlayDays *days, const char *today)
{
  OutlayDays likely = { .from = "1970-01-01" };
  OutlayDays tomorrow;

  if (!outlay_days_last (&tomorrow, 1, today) || !outlay_days_last (&tomorrow, 1, tomorrow.until))
    return outlay_days_count (days);

  memcpy (likely.until, tomorrow.until, sizeof likely.until);
  outlay_days_clip (&likely, days);

  return outlay_days_count (&likely);
}

void
outlay_month_part_init (OutlayMonthPart *self, const OutlayDays *days, const char *today)
{
  *self = (OutlayMonthPart) { .days = *days };
  if (!outlay_days_of_period (&self->month, OUTLAY_PERIOD_MONTH, days->from, OUTLAY_ISO_WEEKDAY))
    return;

  self->before = self->after = self->month;
  memcpy (self->before.until, days->from, sizeof self->before.until);
  memcpy (self->after.from, days->until, sizeof self->after.from);
  self->is_less = count_likely (&self->before, today) + count_likely (&self->after, today) <
                  count_likely (days, today);
}
