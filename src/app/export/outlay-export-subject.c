/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-export-subject.h"

#include <glib/gi18n.h>

#include "client/ledger/outlay-expense-filter.h"

struct _OutlayExportSubject
{
  GObject parent_instance;

  OutlayWorkspace *workspace;
  char *title;
  char *subtitle;
  OutlayExpenseFilter *filter;
  gboolean is_company;
  char *currency;
  OutlaySpending *spending;
  gboolean has_span;
  OutlayReportSpan span;
};

G_DEFINE_FINAL_TYPE (OutlayExportSubject, outlay_export_subject, G_TYPE_OBJECT)

static void
outlay_export_subject_finalize (GObject *object)
{
  OutlayExportSubject *self = OUTLAY_EXPORT_SUBJECT (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->spending);
  outlay_expense_filter_free (self->filter);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->currency);

  G_OBJECT_CLASS (outlay_export_subject_parent_class)->finalize (object);
}

static void
outlay_export_subject_class_init (OutlayExportSubjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_export_subject_finalize;
}

static void
outlay_export_subject_init (OutlayExportSubject *self)
{
}

OutlayExportSubject *
outlay_export_subject_new (OutlayWorkspace *workspace, const OutlayExportSubjectInit *init)
{
  OutlayExportSubject *self;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (init != NULL && init->filter != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_EXPORT_SUBJECT, NULL);
  self->workspace = g_object_ref (workspace);
  self->title = g_strdup (init->title != NULL ? init->title : _ ("Expenses"));
  self->subtitle = init->subtitle != NULL && *init->subtitle != '\0' ? g_strdup (init->subtitle)
                                                                     : NULL;
  self->filter = outlay_expense_filter_copy (init->filter);
  self->is_company = init->is_company;
  self->currency = g_strdup (init->currency);
  g_set_object (&self->spending, init->spending);
  self->has_span = init->span != NULL;
  if (self->has_span)
    self->span = *init->span;

  return self;
}

OutlayWorkspace *
outlay_export_subject_get_workspace (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->workspace;
}

const char *
outlay_export_subject_get_title (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->title;
}

const char *
outlay_export_subject_get_subtitle (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->subtitle;
}

const OutlayExpenseFilter *
outlay_export_subject_get_filter (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->filter;
}

gboolean
outlay_export_subject_is_company (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), FALSE);

  return self->is_company;
}

const char *
outlay_export_subject_get_currency (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->currency;
}

OutlaySpending *
outlay_export_subject_get_spending (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->spending;
}

const OutlayReportSpan *
outlay_export_subject_get_span (OutlayExportSubject *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  return self->has_span ? &self->span : NULL;
}

char *
outlay_export_subject_dup_owner (OutlayExportSubject *self)
{
  OutlayAccount *account;
  const char *company;
  const char *person;

  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  account = outlay_workspace_get_account (self->workspace);
  if (outlay_account_is_on_device (account))
    return g_strdup ("");

  company = outlay_account_get_company_name (account);
  person = outlay_account_get_user_name (account);
  if (self->is_company || person == NULL || *person == '\0')
    return g_strdup (company != NULL ? company : "");
  if (company == NULL || *company == '\0')
    return g_strdup (person);

  /* Translators: a person and their company, below the title of a report. */
  return g_strdup_printf (_ ("%1$s, %2$s"), person, company);
}

char *
outlay_export_subject_dup_file_name (OutlayExportSubject *self)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (self), NULL);

  name = self->subtitle != NULL && !self->has_span
             ? g_strdup_printf ("%s %s", self->title, self->subtitle)
             : g_strdup (self->title);

  return g_strdup (g_strdelimit (name, "/\\:*?\"<>|\n\t", '-'));
}
