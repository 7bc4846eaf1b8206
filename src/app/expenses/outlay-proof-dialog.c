/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-proof-dialog.h"

#include "app/proofs/outlay-proof-viewer.h"

struct _OutlayProofDialog
{
  AdwDialog parent_instance;

  /* Template */
  OutlayProofViewer *viewer;
};

G_DEFINE_FINAL_TYPE (OutlayProofDialog, outlay_proof_dialog, ADW_TYPE_DIALOG)

static void
outlay_proof_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_PROOF_DIALOG);

  G_OBJECT_CLASS (outlay_proof_dialog_parent_class)->dispose (object);
}

static void
outlay_proof_dialog_class_init (OutlayProofDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_proof_dialog_dispose;

  g_type_ensure (OUTLAY_TYPE_PROOF_VIEWER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-proof-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayProofDialog, viewer);
}

static void
outlay_proof_dialog_init (OutlayProofDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OutlayProofDialog *
outlay_proof_dialog_new (OutlayProofStore *store,
                         const char *const *proofs,
                         guint current,
                         const char *title)
{
  OutlayProofDialog *self = g_object_new (OUTLAY_TYPE_PROOF_DIALOG, "title", title, NULL);

  outlay_proof_viewer_set_proof_store (self->viewer, store);
  outlay_proof_viewer_set_proofs (self->viewer, proofs);
  outlay_proof_viewer_set_current (self->viewer, current);

  return self;
}
