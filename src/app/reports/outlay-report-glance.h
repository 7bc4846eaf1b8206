/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/reports/outlay-report-span.h"

G_BEGIN_DECLS

/* A number at the head of a report that has rows behind it. */
typedef enum
{
  OUTLAY_REPORT_NUMBER_TOTAL,
  OUTLAY_REPORT_NUMBER_BEFORE,      /* what it is compared with */
  OUTLAY_REPORT_NUMBER_UNCONVERTED, /* what is not in it */
  OUTLAY_REPORT_NUMBER_LARGEST,     /* one expense */
} OutlayReportNumber;

#define OUTLAY_TYPE_REPORT_GLANCE (outlay_report_glance_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportGlance, outlay_report_glance, OUTLAY, REPORT_GLANCE, AdwBin)

/**
 * OutlayReportGlance:
 *
 * The head of a report: what was spent, how that compares with the time before, how many expenses it is
 * and how much a day, and what is not in the sum. Signal "activated" (guint, #OutlayReportNumber): the
 * rows behind a number are wanted.
 */

/* @span: the time it is of; copied. @today: ISO 8601 day */
void outlay_report_glance_show (OutlayReportGlance *self,
                                OutlaySpending *spending,
                                const OutlayReportSpan *span,
                                const char *today);

/* @expense: (nullable): the largest of what is shown, where it is known; it goes with the next that is
 * shown of another time */
void outlay_report_glance_set_largest (OutlayReportGlance *self, OutlayExpense *expense);

/* (nullable) (transfer none) */
OutlayExpense *outlay_report_glance_get_largest (OutlayReportGlance *self);

G_END_DECLS
