/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-days.h"

#include <string.h>

#include "core/outlay-time.h"

/* GDate's numbers of 1970-01-01 and 9999-12-31. */
#define FIRST_JULIAN 719163
#define LAST_JULIAN 3652059

static const char *const period_names[OUTLAY_N_PERIODS] = { "week", "month", "year" };

const char *
outlay_period_to_string (OutlayPeriod period)
{
  g_return_val_if_fail (period < OUTLAY_N_PERIODS, NULL);

  return period_names[period];
}

gboolean
outlay_period_from_string (const char *text, OutlayPeriod *period)
{
  g_return_val_if_fail (period != NULL, FALSE);

  for (guint i = 0; i < OUTLAY_N_PERIODS; i++)
    if (g_strcmp0 (text, period_names[i]) == 0)
      {
        *period = (OutlayPeriod) i;
        return TRUE;
      }

  return FALSE;
}

static guint
read_digits (const char *text, guint n)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    value = value * 10 + (guint) (text[i] - '0');

  return value;
}

/* 0 where it is no day */
static gint64
to_julian (const char *day)
{
  GDate date;

  if (!outlay_day_is_valid (day))
    return 0;

  g_date_set_dmy (&date, (GDateDay) read_digits (day + 8, 2), (GDateMonth) read_digits (day + 5, 2),
                  (GDateYear) read_digits (day, 4));
  return g_date_get_julian (&date);
}

static void
put_digits (char *at, guint value, guint width)
{
  while (width-- > 0)
    {
      at[width] = (char) ('0' + value % 10);
      value /= 10;
    }
}

static void
put_day (char *at, gint64 julian)
{
  GDate date;

  g_date_set_julian (&date, (guint32) julian);
  put_digits (at, g_date_get_year (&date), 4);
  at[4] = at[7] = '-';
  put_digits (at + 5, g_date_get_month (&date), 2);
  put_digits (at + 8, g_date_get_day (&date), 2);
  at[10] = '\0';
}

static gboolean
set_days (OutlayDays *self, gint64 from, gint64 until)
{
  if (from < FIRST_JULIAN || until > LAST_JULIAN)
    return FALSE;

  put_day (self->from, from);
  put_day (self->until, until);
  return TRUE;
}

/* Numbers of the first day of the period that @date is in, and of the one that follows. */
static void
find_period (GDate date,
             OutlayPeriod period,
             GDateWeekday first_weekday,
             gint64 *from,
             gint64 *until)
{
  if (period == OUTLAY_PERIOD_WEEK)
    {
      guint into = ((guint) g_date_get_weekday (&date) + 7 - (guint) first_weekday) % 7;

      *from = (gint64) g_date_get_julian (&date) - into;
      *until = *from + 7;
      return;
    }

  g_date_set_day (&date, 1);
  if (period == OUTLAY_PERIOD_YEAR)
    g_date_set_month (&date, G_DATE_JANUARY);
  *from = g_date_get_julian (&date);
  g_date_add_months (&date, period == OUTLAY_PERIOD_YEAR ? 12 : 1);
  *until = g_date_get_julian (&date);
}

gboolean
outlay_days_of_period (OutlayDays *self,
                       OutlayPeriod period,
                       const char *day,
                       GDateWeekday first_weekday)
{
  gint64 julian = to_julian (day);
  gint64 from, until;
  GDate date;

  g_return_val_if_fail (period < OUTLAY_N_PERIODS, FALSE);
  g_return_val_if_fail (g_date_valid_weekday (first_weekday), FALSE);

  if (julian == 0)
    return FALSE;

  g_date_set_julian (&date, (guint32) julian);
  find_period (date, period, first_weekday, &from, &until);

  return set_days (self, MAX (from, FIRST_JULIAN), until);
}

gboolean
outlay_days_period_before (const OutlayDays *self,
                           OutlayPeriod period,
                           GDateWeekday first_weekday,
                           OutlayDays *before)
{
  char day[OUTLAY_DAY_SIZE];
  gint64 julian = to_julian (self->from);

  if (julian <= FIRST_JULIAN)
    return FALSE;

  put_day (day, julian - 1);
  return outlay_days_of_period (before, period, day, first_weekday);
}

gboolean
outlay_days_last (OutlayDays *self, guint n_days, const char *day)
{
  gint64 last = to_julian (day);

  return last != 0 && set_days (self, last + 1 - n_days, last + 1);
}

gboolean
outlay_days_before (const OutlayDays *self, OutlayDays *before)
{
  gint64 from = to_julian (self->from);

  return set_days (before, from - outlay_days_count (self), from);
}

gboolean
outlay_days_between (OutlayDays *self, const char *from, const char *to)
{
  gint64 first = to_julian (from);
  gint64 last = to_julian (to);

  return first != 0 && first <= last && set_days (self, first, last + 1);
}

void
outlay_days_clip (OutlayDays *self, const OutlayDays *other)
{
  if (strcmp (self->from, other->from) < 0)
    memcpy (self->from, other->from, sizeof self->from);
  if (strcmp (self->until, other->until) > 0)
    memcpy (self->until, other->until, sizeof self->until);
  if (strcmp (self->until, self->from) < 0)
    memcpy (self->until, self->from, sizeof self->until);
}

guint
outlay_days_count (const OutlayDays *self)
{
  return (guint) (to_julian (self->until) - to_julian (self->from));
}

gboolean
outlay_days_contains (const OutlayDays *self, const char *day)
{
  return day != NULL && strcmp (day, self->from) >= 0 && strcmp (day, self->until) < 0;
}

void
outlay_days_get_last (const OutlayDays *self, char last[OUTLAY_DAY_SIZE])
{
  if (strcmp (self->from, self->until) < 0)
    put_day (last, to_julian (self->until) - 1);
  else
    last[0] = '\0';
}
