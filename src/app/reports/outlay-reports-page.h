/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/export/outlay-export-subject.h"
#include "app/reports/outlay-report-choice.h"
#include "app/reports/outlay-report-view.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REPORTS_PAGE (outlay_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportsPage,
                      outlay_reports_page,
                      OUTLAY,
                      REPORTS_PAGE,
                      AdwNavigationPage)

/**
 * OutlayReportsPage:
 *
 * Where the money went in a week, a month, a year: one's own, and for reviewers the company's. It follows
 * what changes while it is shown; until new numbers are there the old ones stay, and an answer to a
 * question that is no longer asked is dropped.
 *
 * Actions: "report.previous" and "report.next" (Ctrl and an arrow as the time runs, Ctrl+PageUp and
 * Ctrl+PageDown), "report.now" (Alt+Home), "report.save-chart" ("bars.svg", "bars.png", "ring.svg",
 * "ring.png").
 */
AdwNavigationPage *outlay_reports_page_new (OutlayWorkspace *workspace);

/* (transfer none): what is set, and what is shown */
OutlayReportChoice *outlay_reports_page_get_choice (OutlayReportsPage *self);
OutlayReportView *outlay_reports_page_get_view (OutlayReportsPage *self);

/* (transfer full) (nullable): the expenses of the report that is shown; %NULL while none is */
OutlayExportSubject *outlay_reports_page_dup_subject (OutlayReportsPage *self);

G_END_DECLS
