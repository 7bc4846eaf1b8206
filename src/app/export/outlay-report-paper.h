/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "app/export/outlay-export-subject.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REPORT_PAPER (outlay_report_paper_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReportPaper, outlay_report_paper, OUTLAY, REPORT_PAPER, GObject)

/**
 * OutlayReportPaper:
 *
 * A report as a PDF that can be handed in: cover, charts, tables, every expense, and the receipts behind
 * them. The page is the one that people here print on. Charts are drawn on the main thread, all else on
 * a thread of the pool, with one receipt in memory at a time. Properties with notify, on the main thread:
 * "n-done" and "n-total" (uint, of expenses and receipts; 0 while they are looked for).
 *
 * Receipts that are not on this device are fetched first, as far as there is a network. What cannot be
 * shown is listed on a page of its own; it is no failure.
 */

/* @file: with a path; replaced when the report is whole, and not before */
OutlayReportPaper *outlay_report_paper_new (OutlayExportSubject *subject,
                                            GFile               *file);

/* Whether the receipts are in it; they are unless told otherwise. Before run(). */
void outlay_report_paper_set_receipts (OutlayReportPaper *self,
                                       gboolean           has_receipts);

/**
 * outlay_report_paper_run:
 *
 * Once. Nothing is left of it when it does not come to its end. Rejects with %G_IO_ERROR_CANCELLED after
 * outlay_report_paper_cancel(), other #GIOErrorEnum of the file, or #OutlayClientError.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_report_paper_run    (OutlayReportPaper *self);
void       outlay_report_paper_cancel (OutlayReportPaper *self);

guint outlay_report_paper_get_n_done  (OutlayReportPaper *self);
guint outlay_report_paper_get_n_total (OutlayReportPaper *self);
/* After run(). */
guint outlay_report_paper_get_n_pages (OutlayReportPaper *self);
/* (transfer none) (element-type OutlayExportGap): the receipts it had to do without; after run() */
GPtrArray *outlay_report_paper_get_gaps (OutlayReportPaper *self);

G_END_DECLS
