/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "core/insight/outlay-insight.h"

G_BEGIN_DECLS

/**
 * OutlayCycle:
 * @anchor: the day of the week (Julian day modulo 7), of the month (1 to 31; in shorter months the
 *   last), or of the year (a Julian day whose month and day count)
 *
 * Days that come again and again. The cycles are numbered by week, month or year.
 */
typedef struct
{
  OutlayInterval interval;
  guint32        anchor;
} OutlayCycle;

/* Julian day of a cycle. */
guint32 outlay_cycle_get_day  (const OutlayCycle *self,
                               gint64             number);
/* The cycle whose day is nearest; @lateness: how many days @day comes after it, below 0 before it. */
gint64  outlay_cycle_find     (const OutlayCycle *self,
                               guint32            day,
                               gint              *lateness);

/* How many days early or late something may be and still be of its cycle: weekly one, as of a holiday;
 * monthly three, as a payment due on a Saturday is posted on a Tuesday after a holiday; yearly a
 * week. */
guint   outlay_interval_get_tolerance (OutlayInterval interval);

/**
 * outlay_cycle_fit:
 * @days: (array length=n): Julian days, rising
 * @cycle: (out caller-allocates)
 *
 * Finds the cycle that the days keep to. Its length is that which the median gap is within two
 * tolerances of, its anchor the one they are nearest to. They keep to it where all are within the
 * tolerance and each is of a cycle of its own, but for one in five; and where of the cycles from
 * the first to the last four in five have one.
 *
 * Returns: whether they keep to one
 */
gboolean outlay_cycle_fit (const guint32 *days,
                           guint          n,
                           OutlayCycle   *cycle);

G_END_DECLS
