/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/**
 * OutlayMonthPart:
 * @days: within one calendar month
 * @is_less: whether it is quicker to read @month as a whole and to take @before and @after away
 *
 * Days that are no whole month, for what keeps totals of months.
 */
typedef struct
{
  OutlayDays days;
  gboolean   is_less;
  OutlayDays month;
  OutlayDays before;
  OutlayDays after;
} OutlayMonthPart;

/**
 * outlay_days_take_whole:
 * @days: (inout): less @whole afterwards
 * @whole: (out caller-allocates): the calendar months or years that @days begin with, one at least
 *
 * Returns: %FALSE where they begin with no whole one
 */
gboolean outlay_days_take_whole (OutlayDays   *days,
                                 OutlayPeriod  period,
                                 OutlayDays   *whole);

/* The days that @days begin with up to the end of their month or year or of @days; @days are less
 * them afterwards. */
void     outlay_days_take_rest  (OutlayDays   *days,
                                 OutlayPeriod  period,
                                 OutlayDays   *rest);

/**
 * outlay_month_part_init:
 * @days: within one calendar month
 * @today: there is next to nothing after the day after it, as nobody may submit that
 */
void     outlay_month_part_init (OutlayMonthPart  *self,
                                 const OutlayDays *days,
                                 const char       *today);

G_END_DECLS
