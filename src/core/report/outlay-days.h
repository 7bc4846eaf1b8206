/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An ISO 8601 day with its NUL. */
#define OUTLAY_DAY_SIZE 11

/**
 * OutlayDays:
 * @from: first day, "YYYY-MM-DD"
 * @until: the day after the last one; the same as @from where there are none
 *
 * A run of days that is closed at its start and open at its end, so that neighbours share a day's name
 * and never a day. Compared as texts, from 1970-01-01 to 9999-12-30.
 */
typedef struct
{
  char from[OUTLAY_DAY_SIZE];
  char until[OUTLAY_DAY_SIZE];
} OutlayDays;

typedef enum
{
  OUTLAY_PERIOD_WEEK,
  OUTLAY_PERIOD_MONTH,
  OUTLAY_PERIOD_YEAR,
} OutlayPeriod;
#define OUTLAY_N_PERIODS 3

/* The week of ISO 8601 begins on Monday. */
#define OUTLAY_ISO_WEEKDAY G_DATE_MONDAY

/* "week", "month", "year" */
const char *outlay_period_to_string   (OutlayPeriod  period);
gboolean    outlay_period_from_string (const char   *text,
                                       OutlayPeriod *period);

/**
 * outlay_days_of_period:
 * @self: (out caller-allocates)
 * @day: an ISO 8601 day within it
 * @first_weekday: what a week begins with; other periods do not ask
 *
 * The whole week, calendar month or calendar year of a day. There are no days before 1970: a week that
 * would begin there begins with 1970-01-01.
 *
 * Returns: %FALSE when @day is no day, or the period does not end before the year 9999 does
 */
gboolean outlay_days_of_period (OutlayDays   *self,
                                OutlayPeriod  period,
                                const char   *day,
                                GDateWeekday  first_weekday);

/* The period directly before one that outlay_days_of_period() has made; %FALSE where there is none. */
gboolean outlay_days_period_before (const OutlayDays *self,
                                    OutlayPeriod      period,
                                    GDateWeekday      first_weekday,
                                    OutlayDays       *before);

/**
 * outlay_days_last:
 * @self: (out caller-allocates)
 * @n_days: 7, 30 or 365, say
 * @day: the last of them
 *
 * Returns: %FALSE when @day is no day, or some of them lie outside of the years
 */
gboolean outlay_days_last (OutlayDays *self,
                           guint       n_days,
                           const char *day);

/* As many days, directly before; %FALSE when they begin before 1970. */
gboolean outlay_days_before (const OutlayDays *self,
                             OutlayDays       *before);

/**
 * outlay_days_between:
 * @self: (out caller-allocates)
 * @from: first day, and @to: last day, both included
 *
 * Returns: %FALSE when one is no day, or @to is before @from, or is the last day there is
 */
gboolean outlay_days_between (OutlayDays *self,
                              const char *from,
                              const char *to);

/* Leaves those that are in @other as well; none where they do not meet. */
void     outlay_days_clip     (OutlayDays       *self,
                               const OutlayDays *other);
guint    outlay_days_count    (const OutlayDays *self);
/* @day: (nullable): any text */
gboolean outlay_days_contains (const OutlayDays *self,
                               const char       *day);
/* The last day, included; "" where there is none. */
void     outlay_days_get_last (const OutlayDays *self,
                               char              last[OUTLAY_DAY_SIZE]);

G_END_DECLS
