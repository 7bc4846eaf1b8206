/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/account/outlay-workspace.h"
#include "client/export/outlay-export-gap.h"
#include "client/ledger/outlay-expense-list.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_EXPORT_CSV,             /* RFC 4180, UTF-8 */
  OUTLAY_EXPORT_SPREADSHEET,     /* the same with a byte order mark, which some spreadsheets want */
  OUTLAY_EXPORT_JOURNAL,         /* for hledger and ledger */
  OUTLAY_EXPORT_PACK,            /* an audit pack, with proofs */
} OutlayExportFormat;

#define OUTLAY_TYPE_EXPENSE_EXPORT (outlay_expense_export_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseExport, outlay_expense_export, OUTLAY, EXPENSE_EXPORT, GObject)

/**
 * OutlayExpenseExport:
 *
 * Writes the expenses behind a filter, as this device has them, to a file: read in pages on the database
 * thread, written on a thread of the pool. Properties with notify, on the main thread: "n-done" and "n-total" (uint).
 *
 * For a pack, proofs that are not on this device are fetched first; from the first that fails for want of a
 * network on nobody is asked any more. What is still missing is in the pack's manifest with the reason, and
 * outlay_expense_export_get_missing() lists it; it is no failure.
 */

/* @file: with a path; replaced when the export is whole, and not before. @filter: copied */
OutlayExpenseExport *outlay_expense_export_new (OutlayWorkspace           *workspace,
                                                const OutlayExpenseFilter *filter,
                                                OutlayExportFormat         format,
                                                GFile                     *file);

/* Of the company's expenses instead, as the server has them, for who may see them; their histories are not in it.
 * Before run(). */
void outlay_expense_export_set_company (OutlayExpenseExport *self,
                                        gboolean             is_company);

/**
 * outlay_expense_export_run:
 *
 * Once. Nothing is left of it when it does not come to its end. Rejects with %G_IO_ERROR_CANCELLED after
 * outlay_expense_export_cancel(), %G_IO_ERROR_NO_SPACE and other errors of the file, and
 * %OUTLAY_CLIENT_ERROR_CONFLICT where an expense was moved to another day meanwhile: try again.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_expense_export_run    (OutlayExpenseExport *self);
void       outlay_expense_export_cancel (OutlayExpenseExport *self);

guint outlay_expense_export_get_n_done  (OutlayExpenseExport *self);
guint outlay_expense_export_get_n_total (OutlayExpenseExport *self);

/* (transfer none) (element-type utf8): SHA-256 of the proofs that a pack lacks; after run() */
GPtrArray *outlay_expense_export_get_missing (OutlayExpenseExport *self);

/* (transfer none) (element-type OutlayExportGap): the expenses that they are of, in that order; after run() */
GPtrArray *outlay_expense_export_get_gaps (OutlayExpenseExport *self);

G_END_DECLS
