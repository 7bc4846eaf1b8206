/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/insight/outlay-cycle.h"

#include "core/insight/outlay-insight-statistics.h"

/* More days than any series that is looked at has. */
#define DAYS_MAX 64

/* One in so many may be out of time, and one cycle in so many may be without. */
#define STRAY_SHARE 5

static guint32
find_day_of_month (gint64 month, guint day)
{
  GDateYear year = (GDateYear) (month / 12);
  GDateMonth of_year = (GDateMonth) (month % 12 + 1);
  GDate date;

  g_date_set_dmy (&date, (GDateDay) MIN (day, g_date_get_days_in_month (of_year, year)), of_year,
                  year);
  return g_date_get_julian (&date);
}

guint32
outlay_cycle_get_day (const OutlayCycle *self, gint64 number)
{
  GDate anchor;

  if (self->interval == OUTLAY_INTERVAL_WEEK)
    return (guint32) (number * 7 + self->anchor);
  if (self->interval == OUTLAY_INTERVAL_MONTH)
    return find_day_of_month (number, self->anchor);

  g_date_set_julian (&anchor, self->anchor);
  return find_day_of_month (number * 12 + g_date_get_month (&anchor) - 1, g_date_get_day (&anchor));
}

gint64
outlay_cycle_find (const OutlayCycle *self, guint32 day, gint *lateness)
{
  GDate date;
  gint64 middle, nearest = 0;

  g_date_set_julian (&date, day);
  middle = self->interval == OUTLAY_INTERVAL_WEEK ? ((gint64) day - self->anchor) / 7
           : self->interval == OUTLAY_INTERVAL_MONTH
               ? g_date_get_year (&date) * 12 + g_date_get_month (&date) - 1
               : g_date_get_year (&date);

  for (gint64 number = middle - 1; number <= middle + 1; number++)
    {
      gint late = (gint) day - (gint) outlay_cycle_get_day (self, number);

      if (number == middle - 1 || ABS (late) < ABS (*lateness))
        {
          *lateness = late;
          nearest = number;
        }
    }

  return nearest;
}

guint
outlay_interval_get_tolerance (OutlayInterval interval)
{
  static const guint tolerances[] = { 0, 1, 3, 7 };

  g_return_val_if_fail ((guint) interval < G_N_ELEMENTS (tolerances), 0);

  return tolerances[interval];
}

/* --- fitting ---------------------------------------------------------------------------------- */

static OutlayInterval
find_interval (const guint32 *days, guint n)
{
  static const double lengths[] = { 0, 7, 30.44, 365.25 };
  double gaps[DAYS_MAX];
  double median;

  for (guint i = 1; i < n; i++)
    gaps[i - 1] = days[i] - days[i - 1];
  median = outlay_find_median (gaps, n - 1);

  for (OutlayInterval i = OUTLAY_INTERVAL_WEEK; i <= OUTLAY_INTERVAL_YEAR; i++)
    if (ABS (median - lengths[i]) <= 2 * outlay_interval_get_tolerance (i))
      return i;

  return OUTLAY_INTERVAL_NONE;
}

/* How many days they are away from it, all together. */
static guint
find_distance (const OutlayCycle *cycle, const guint32 *days, guint n)
{
  guint distance = 0;
  gint lateness;

  for (guint i = 0; i < n; i++)
    {
      outlay_cycle_find (cycle, days[i], &lateness);
      distance += (guint) ABS (lateness);
    }

  return distance;
}

static void
find_anchor (OutlayCycle *cycle, const guint32 *days, guint n)
{
  guint n_anchors = cycle->interval == OUTLAY_INTERVAL_WEEK    ? 7
                    : cycle->interval == OUTLAY_INTERVAL_MONTH ? 31
                                                               : n;
  guint least = G_MAXUINT;
  guint32 best = 0;

  for (guint i = 0; i < n_anchors; i++)
    {
      guint distance;

      cycle->anchor = cycle->interval == OUTLAY_INTERVAL_WEEK    ? i
                      : cycle->interval == OUTLAY_INTERVAL_MONTH ? i + 1
                                                                 : days[i];
      distance = find_distance (cycle, days, n);
      if (distance < least)
        {
          least = distance;
          best = cycle->anchor;
        }
    }

  cycle->anchor = best;
}

static gboolean
is_kept (const OutlayCycle *cycle, const guint32 *days, guint n)
{
  gint tolerance = (gint) outlay_interval_get_tolerance (cycle->interval);
  gint64 first = 0, last = 0;
  guint n_kept = 0;

  for (guint i = 0; i < n; i++)
    {
      gint lateness;
      gint64 number = outlay_cycle_find (cycle, days[i], &lateness);

      if (ABS (lateness) > tolerance || (n_kept > 0 && number == last))
        continue;
      first = n_kept == 0 ? number : first;
      last = number;
      n_kept++;
    }

  return n_kept > 0 && (n - n_kept) * STRAY_SHARE <= n &&
         (gint64) n_kept * STRAY_SHARE >= (last - first + 1) * (STRAY_SHARE - 1);
}

gboolean
outlay_cycle_fit (const guint32 *days, guint n, OutlayCycle *cycle)
{
  g_return_val_if_fail (n <= DAYS_MAX, FALSE);

  if (n < 2)
    return FALSE;

  *cycle = (OutlayCycle) { .interval = find_interval (days, n) };
  if (cycle->interval == OUTLAY_INTERVAL_NONE)
    return FALSE;

  find_anchor (cycle, days, n);
  return is_kept (cycle, days, n);
}
