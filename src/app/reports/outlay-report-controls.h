/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/reports/outlay-report-choice.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REPORT_CONTROLS (outlay_report_controls_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportControls, outlay_report_controls, OUTLAY, REPORT_CONTROLS, AdwBin)

/**
 * OutlayReportControls:
 *
 * What a person sets their report with: length of time, whose, states, currency. What there is nothing
 * to choose from is not shown.
 */

/* @choice: (transfer none): followed and changed; once */
void outlay_report_controls_set_choice (OutlayReportControls *self, OutlayReportChoice *choice);

/* Offers the currencies there are in a report. */
void outlay_report_controls_set_spending (OutlayReportControls *self, OutlaySpending *spending);

G_END_DECLS
