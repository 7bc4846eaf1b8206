/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/export/outlay-paper.h"
#include "app/export/outlay-report-content.h"
#include "app/export/outlay-report-pages.h"
#include "client/export/outlay-export-gap.h"

G_BEGIN_DECLS

/* As many pages of one PDF receipt are put on paper; an accountant looks at the first. */
#define OUTLAY_RECEIPT_PAGES_MAX 12

/**
 * outlay_receipt_pages_write:
 * @gaps: (element-type OutlayExportGap): gets what could not be shown
 *
 * The receipts behind the expenses, in their order and with their numbers: pictures two to a page, a PDF
 * page by page. One is decoded at a time. What could not be shown is listed on a page of its own, and is
 * no error. Blocks; not the main thread.
 */
gboolean outlay_receipt_pages_write (OutlayPaper               *paper,
                                     const OutlayReportContent *content,
                                     GPtrArray                 *gaps,
                                     OutlayReportStepFunc       step,
                                     gpointer                   data,
                                     GCancellable              *cancellable,
                                     GError                   **error);

G_END_DECLS
