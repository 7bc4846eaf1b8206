/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/charts/outlay-chart-data.h"
#include "app/reports/outlay-report-span.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REPORT_VIEW (outlay_report_view_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportView, outlay_report_view, OUTLAY, REPORT_VIEW, AdwBin)

/**
 * OutlayReportView:
 *
 * What was spent in a time: the sum and how it compares, a chart over time, and the parts by category,
 * merchant and person. Each number opens the rows behind it in the #AdwNavigationView around.
 * Properties: "narrow" (one column), "as-table" (the chart as rows and columns).
 */
void outlay_report_view_set_workspace (OutlayReportView *self, OutlayWorkspace *workspace);

/**
 * outlay_report_view_show:
 * @spending: what there is to show
 * @span: the time it is of; copied
 * @today: ISO 8601 day
 *
 * Shows it in place of what it showed.
 */
void outlay_report_view_show (OutlayReportView *self,
                              OutlaySpending *spending,
                              const OutlayReportSpan *span,
                              const char *today);

/* @expense: (nullable): the largest of what is shown, once it is known */
void outlay_report_view_set_largest (OutlayReportView *self, OutlayExpense *expense);

/* (nullable) (transfer none): what is shown */
OutlaySpending *outlay_report_view_get_spending (OutlayReportView *self);

/* (nullable) (transfer none): the charts' data, over time and by category, to be saved */
OutlayChartData *outlay_report_view_get_bars (OutlayReportView *self);
OutlayChartData *outlay_report_view_get_ring (OutlayReportView *self);

G_END_DECLS
