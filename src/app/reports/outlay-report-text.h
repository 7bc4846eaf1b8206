/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/reports/outlay-report-span.h"
#include "core/report/outlay-report.h"

G_BEGIN_DECLS

/* (transfer full): an amount of @currency for a person to read */
char *outlay_report_format (gint64 minor, const char *currency);

/**
 * outlay_report_format_change:
 *
 * Returns: (transfer full): how much more or less @now is than @before, "+12 %", "−3 %", "±0 %", or
 *   "×25" where percents say nothing any more; "new" where there was nothing before, and empty where
 *   there is nothing at all
 */
char *outlay_report_format_change (gint64 now, gint64 before);

/**
 * outlay_report_compare:
 * @now: of the span
 * @before: of what outlay_report_span_get_before() says
 * @today: ISO 8601 day
 *
 * Returns: (transfer full): a sentence: "€240.10 more than in October, +12 %"
 */
char *outlay_report_compare (const OutlayReportSpan *span,
                             const char *today,
                             gint64 now,
                             gint64 before,
                             const char *currency);

/* (transfer full): "1 expense", "1,204 expenses" */
char *outlay_report_format_count (gint64 count);

G_END_DECLS
