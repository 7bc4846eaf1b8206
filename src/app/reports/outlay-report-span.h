/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/reports/outlay-spending.h"
#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/* How long the time is that a report is about. */
typedef enum
{
  OUTLAY_REPORT_WEEK,
  OUTLAY_REPORT_MONTH,
  OUTLAY_REPORT_YEAR,
  OUTLAY_REPORT_LAST_7,
  OUTLAY_REPORT_LAST_30,
  OUTLAY_REPORT_LAST_365,
} OutlayReportLength;
#define OUTLAY_N_REPORT_LENGTHS 6

/**
 * OutlayReportSpan:
 * @length: a week, month or year of the calendar, or so many days up to one
 * @days: those days
 * @first_weekday: what a week begins with
 *
 * The time that a report is about, with what a person calls it. Names are in their language.
 */
typedef struct
{
  OutlayReportLength length;
  OutlayDays days;
  GDateWeekday first_weekday;
} OutlayReportSpan;

/**
 * outlay_report_span_init:
 * @self: (out caller-allocates)
 * @day: an ISO 8601 day of the week, month or year; or the last of so many days
 *
 * Returns: %FALSE where @day is none, or the time would not lie within the years there are
 */
gboolean outlay_report_span_init (OutlayReportSpan *self,
                                  OutlayReportLength length,
                                  const char *day,
                                  GDateWeekday first_weekday);

/* Goes to the time directly before (@step −1) or after (+1); %FALSE where there is none, and nothing
 * has changed. */
gboolean outlay_report_span_shift (OutlayReportSpan *self, int step);

/* Whether @today is one of its days. */
gboolean outlay_report_span_is_running (const OutlayReportSpan *self, const char *today);

/**
 * outlay_report_span_get_before:
 * @today: ISO 8601 day
 * @before: (out caller-allocates): what it is compared with: the time directly before it, and of that
 *   only as many days as are over of a week, month or year that is still running. Without any day
 *   where there is no time before
 */
void outlay_report_span_get_before (const OutlayReportSpan *self,
                                    const char *today,
                                    OutlayDays *before);

/* How many days there are to divide by: all of them, or those that are over, today included. */
guint outlay_report_span_count_days (const OutlayReportSpan *self, const char *today);

/* What a bar of its chart is. */
OutlaySpendingStep outlay_report_span_get_step (const OutlayReportSpan *self);

/* (transfer full): "November 2026", "16 – 22 November 2026", "2026", "22 October – 20 November 2026" */
char *outlay_report_span_dup_title (const OutlayReportSpan *self);

/* (transfer none): "Week", "Last 30 Days", translated */
const char *outlay_report_length_get_name (OutlayReportLength length);

/* (transfer none): what brings one back to where @today is: "This Week", translated */
const char *outlay_report_length_get_now (OutlayReportLength length);

/* (transfer full): the first and the last day in a person's words, as short as they are still clear */
char *outlay_days_to_text (const OutlayDays *days);

G_END_DECLS
