/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/export/outlay-paper.h"
#include "app/export/outlay-report-content.h"

G_BEGIN_DECLS

/* Called after each expense; %FALSE with an error stops, as where somebody has cancelled. */
typedef gboolean (*OutlayReportStepFunc) (gpointer data,
                                          GError **error);

/**
 * outlay_report_pages_write:
 *
 * The report without its receipts: a cover with totals and charts, tables by category, merchant and
 * person, and the list of all expenses, numbered from 1, with a sum for each month. Blocks; any thread.
 */
gboolean outlay_report_pages_write (OutlayPaper               *paper,
                                    const OutlayReportContent *content,
                                    OutlayReportStepFunc       step,
                                    gpointer                   data,
                                    GError                   **error);

G_END_DECLS
