/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-compare.h"

#include "app/proofs/outlay-proof-viewer.h"

struct _OutlayProofCompare
{
  AdwBin parent_instance;

  /* Template */
  AdwToggleGroup *which;
  GtkWidget *older_side;
  GtkWidget *newer_side;
  GtkWidget *older_caption;
  GtkWidget *newer_caption;
  OutlayProofViewer *older_viewer;
  OutlayProofViewer *newer_viewer;

  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (OutlayProofCompare, outlay_proof_compare, ADW_TYPE_BIN)

static void
update_sides (OutlayProofCompare *self)
{
  gboolean wants_newer = g_strcmp0 (adw_toggle_group_get_active_name (self->which), "newer") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->which), self->is_narrow);
  gtk_widget_set_visible (self->older_caption, !self->is_narrow);
  gtk_widget_set_visible (self->newer_caption, !self->is_narrow);
  gtk_widget_set_visible (self->older_side, !self->is_narrow || !wants_newer);
  gtk_widget_set_visible (self->newer_side, !self->is_narrow || wants_newer);
}

static void
narrowed_cb (OutlayProofCompare *self)
{
  self->is_narrow = TRUE;
  update_sides (self);
}

static void
widened_cb (OutlayProofCompare *self)
{
  self->is_narrow = FALSE;
  update_sides (self);
}

static void
outlay_proof_compare_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_PROOF_COMPARE);

  G_OBJECT_CLASS (outlay_proof_compare_parent_class)->dispose (object);
}

static void
outlay_proof_compare_class_init (OutlayProofCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_proof_compare_dispose;

  g_type_ensure (OUTLAY_TYPE_PROOF_VIEWER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/proofs/outlay-proof-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, which);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, older_side);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, newer_side);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, older_caption);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, newer_caption);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, older_viewer);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofCompare, newer_viewer);
  gtk_widget_class_bind_template_callback (widget_class, narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, widened_cb);
}

static void
outlay_proof_compare_init (OutlayProofCompare *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->which, "notify::active-name", G_CALLBACK (update_sides), self,
                           G_CONNECT_SWAPPED);
  update_sides (self);
}

GtkWidget *
outlay_proof_compare_new (void)
{
  return g_object_new (OUTLAY_TYPE_PROOF_COMPARE, NULL);
}

void
outlay_proof_compare_set_versions (OutlayProofCompare *self,
                                   OutlayProofStore *store,
                                   const char *const *older,
                                   const char *const *newer)
{
  g_return_if_fail (OUTLAY_IS_PROOF_COMPARE (self));

  outlay_proof_viewer_set_proof_store (self->older_viewer, store);
  outlay_proof_viewer_set_proof_store (self->newer_viewer, store);
  outlay_proof_viewer_set_proofs (self->older_viewer, older);
  outlay_proof_viewer_set_proofs (self->newer_viewer, newer);
}
