/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "app/export/outlay-export-subject.h"

G_BEGIN_DECLS

/* What an export is written as. */
typedef enum
{
  OUTLAY_EXPORT_AS_PAPER,   /* a report in PDF */
  OUTLAY_EXPORT_AS_TABLE,   /* CSV */
  OUTLAY_EXPORT_AS_JOURNAL, /* for hledger and ledger */
  OUTLAY_EXPORT_AS_PACK,    /* an audit pack with receipts */
} OutlayExportKind;
#define OUTLAY_N_EXPORT_KINDS 4

#define OUTLAY_TYPE_EXPORT_JOB (outlay_export_job_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExportJob, outlay_export_job, OUTLAY, EXPORT_JOB, GObject)

/**
 * OutlayExportJob:
 *
 * One file of what somebody has before them, whatever it is written as. Emits "progress" (no arguments)
 * on the main thread.
 */
OutlayExportJob *outlay_export_job_new (OutlayExportSubject *subject,
                                        OutlayExportKind     kind,
                                        gboolean             has_receipts,
                                        GFile               *file);

/* Once; a future of a boolean, see outlay_report_paper_run() and outlay_expense_export_run(). */
DexFuture *outlay_export_job_run    (OutlayExportJob *self);
void       outlay_export_job_cancel (OutlayExportJob *self);

guint outlay_export_job_get_n_done  (OutlayExportJob *self);
guint outlay_export_job_get_n_total (OutlayExportJob *self);

/* (transfer none) (element-type OutlayExportGap): after run() */
GPtrArray *outlay_export_job_get_gaps (OutlayExportJob *self);

/* "pdf", "csv", "journal", "zip" */
const char *outlay_export_kind_get_ending (OutlayExportKind kind);

G_END_DECLS
