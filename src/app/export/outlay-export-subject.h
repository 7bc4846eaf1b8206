/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/reports/outlay-report-span.h"
#include "client/account/outlay-workspace.h"
#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

/**
 * OutlayExportSubjectInit:
 * @title: what it is of, as it is shown: "November 2026", "Meals"; (nullable) for all expenses
 * @subtitle: (nullable): of when, or what is looked for
 * @is_company: whether the company's are read from the server
 * @filter: exactly the expenses that are shown; copied
 * @currency: (nullable): what they are added up in, what was converted into it included; %NULL adds up each currency
 * @spending: (nullable): the report that is shown, for what it is compared with
 * @span: (nullable): the report's time
 */
typedef struct
{
  const char                *title;
  const char                *subtitle;
  gboolean                   is_company;
  const OutlayExpenseFilter *filter;
  const char                *currency;
  OutlaySpending            *spending;
  const OutlayReportSpan    *span;
} OutlayExportSubjectInit;

#define OUTLAY_TYPE_EXPORT_SUBJECT (outlay_export_subject_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExportSubject, outlay_export_subject, OUTLAY, EXPORT_SUBJECT, GObject)

/**
 * OutlayExportSubject:
 *
 * The expenses that somebody has before them, to be written to a file or printed: which, what they are
 * called, and how they are added up. Immutable; it reads nothing.
 */
OutlayExportSubject *outlay_export_subject_new (OutlayWorkspace               *workspace,
                                                const OutlayExportSubjectInit *init);

/* All (transfer none), and as long as @self lives. */
OutlayWorkspace           *outlay_export_subject_get_workspace (OutlayExportSubject *self);
const char                *outlay_export_subject_get_title     (OutlayExportSubject *self);
const char                *outlay_export_subject_get_subtitle  (OutlayExportSubject *self); /* (nullable) */
const OutlayExpenseFilter *outlay_export_subject_get_filter    (OutlayExportSubject *self);
gboolean                   outlay_export_subject_is_company    (OutlayExportSubject *self);
const char                *outlay_export_subject_get_currency  (OutlayExportSubject *self); /* (nullable) */
OutlaySpending            *outlay_export_subject_get_spending  (OutlayExportSubject *self); /* (nullable) */
const OutlayReportSpan    *outlay_export_subject_get_span      (OutlayExportSubject *self); /* (nullable) */

/* (transfer full): whose they are: "Zoe Okafor, Acme"; empty on a device */
char *outlay_export_subject_dup_owner (OutlayExportSubject *self);

/* (transfer full): a name for a file of it, without an ending and with nothing that a disk would mind */
char *outlay_export_subject_dup_file_name (OutlayExportSubject *self);

G_END_DECLS
