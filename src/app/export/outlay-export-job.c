/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-export-job.h"

#include "app/export/outlay-report-paper.h"
#include "client/export/outlay-expense-export.h"

struct _OutlayExportJob
{
  GObject parent_instance;

  /* One of them */
  OutlayReportPaper *paper;
  OutlayExpenseExport *export;
};

G_DEFINE_FINAL_TYPE (OutlayExportJob, outlay_export_job, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
outlay_export_job_finalize (GObject *object)
{
  OutlayExportJob *self = OUTLAY_EXPORT_JOB (object);

  g_clear_object (&self->paper);
  g_clear_object (&self->export);

  G_OBJECT_CLASS (outlay_export_job_parent_class)->finalize (object);
}

static void
outlay_export_job_class_init (OutlayExportJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_export_job_finalize;

  signals[PROGRESS] = g_signal_new ("progress", OUTLAY_TYPE_EXPORT_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_export_job_init (OutlayExportJob *self)
{
}

static void
notify_cb (OutlayExportJob *self)
{
  g_signal_emit (self, signals[PROGRESS], 0);
}

static OutlayExportFormat
get_format (OutlayExportKind kind)
{
  switch (kind)
    {
    case OUTLAY_EXPORT_AS_JOURNAL:
      return OUTLAY_EXPORT_JOURNAL;
    case OUTLAY_EXPORT_AS_PACK:
      return OUTLAY_EXPORT_PACK;
    case OUTLAY_EXPORT_AS_TABLE:
    case OUTLAY_EXPORT_AS_PAPER:
    default:
      /* With the mark that some spreadsheets need to read letters as they are. */
      return OUTLAY_EXPORT_SPREADSHEET;
    }
}

OutlayExportJob *
outlay_export_job_new (OutlayExportSubject *subject,
                       OutlayExportKind kind,
                       gboolean has_receipts,
                       GFile *file)
{
  OutlayExportJob *self;

  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (subject), NULL);
  g_return_val_if_fail (kind < OUTLAY_N_EXPORT_KINDS, NULL);

  self = g_object_new (OUTLAY_TYPE_EXPORT_JOB, NULL);
  if (kind == OUTLAY_EXPORT_AS_PAPER)
    {
      self->paper = outlay_report_paper_new (subject, file);
      outlay_report_paper_set_receipts (self->paper, has_receipts);
    }
  else
    {
      self->export = outlay_expense_export_new (outlay_export_subject_get_workspace (subject),
                                                outlay_export_subject_get_filter (subject),
                                                get_format (kind), file);
      outlay_expense_export_set_company (self->export, outlay_export_subject_is_company (subject));
    }
  g_signal_connect_object (self->paper != NULL ? (gpointer) self->paper : self->export, "notify",
                           G_CALLBACK (notify_cb), self, G_CONNECT_SWAPPED);

  return self;
}

DexFuture *
outlay_export_job_run (OutlayExportJob *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_JOB (self), NULL);

  return self->paper != NULL ? outlay_report_paper_run (self->paper)
                             : outlay_expense_export_run (self->export);
}

void
outlay_export_job_cancel (OutlayExportJob *self)
{
  g_return_if_fail (OUTLAY_IS_EXPORT_JOB (self));

  if (self->paper != NULL)
    outlay_report_paper_cancel (self->paper);
  else
    outlay_expense_export_cancel (self->export);
}

guint
outlay_export_job_get_n_done (OutlayExportJob *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_JOB (self), 0);

  return self->paper != NULL ? outlay_report_paper_get_n_done (self->paper)
                             : outlay_expense_export_get_n_done (self->export);
}

guint
outlay_export_job_get_n_total (OutlayExportJob *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_JOB (self), 0);

  return self->paper != NULL ? outlay_report_paper_get_n_total (self->paper)
                             : outlay_expense_export_get_n_total (self->export);
}

GPtrArray *
outlay_export_job_get_gaps (OutlayExportJob *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_JOB (self), NULL);

  return self->paper != NULL ? outlay_report_paper_get_gaps (self->paper)
                             : outlay_expense_export_get_gaps (self->export);
}

const char *
outlay_export_kind_get_ending (OutlayExportKind kind)
{
  static const char *const endings[] = { "pdf", "csv", "journal", "zip" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (endings), NULL);

  return endings[kind];
}
