/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-expense-form-dialog.h"

struct _OutlayExpenseFormDialog
{
  AdwDialog parent_instance;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseDraft *draft;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseFormDialog, outlay_expense_form_dialog, ADW_TYPE_DIALOG)

enum
{
  SAVED,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
outlay_expense_form_dialog_dispose (GObject *object)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPENSE_FORM_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (outlay_expense_form_dialog_parent_class)->dispose (object);
}

static void
outlay_expense_form_dialog_class_init (OutlayExpenseFormDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_expense_form_dialog_dispose;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SUBMITTED] = g_signal_new ("submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/outlay/Outlay/ui/form/outlay-expense-form-dialog.ui");
}

static void
outlay_expense_form_dialog_init (OutlayExpenseFormDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OutlayExpenseFormDialog *
outlay_expense_form_dialog_new (OutlayWorkspace *workspace, OutlayExpenseDraft *draft)
{
  OutlayExpenseFormDialog *self = g_object_new (OUTLAY_TYPE_EXPENSE_FORM_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->draft = g_object_ref (draft);

  return self;
}
