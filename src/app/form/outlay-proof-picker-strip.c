/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-proof-picker-private.h"
#include "app/form/outlay-proof-tile.h"
#include "app/proofs/outlay-proof-dialog.h"

void
outlay_proof_picker_update_places (OutlayProofPicker *self)
{
  guint index = 0;
  guint current;

  g_object_get (self->viewer, "current", &current, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (self->strip); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (OUTLAY_IS_PROOF_TILE (child))
      {
        outlay_proof_tile_set_place (OUTLAY_PROOF_TILE (child), index,
                                     outlay_proof_picker_count_proofs (self),
                                     self->is_large && index == current);
        index++;
      }
}

void
outlay_proof_picker_rebuild_strip (OutlayProofPicker *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->strip);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (OUTLAY_IS_PROOF_TILE (child))
        adw_wrap_box_remove (ADW_WRAP_BOX (self->strip), child);
      child = next;
    }

  for (guint i = outlay_proof_picker_count_proofs (self); i > 0; i--)
    adw_wrap_box_prepend (ADW_WRAP_BOX (self->strip),
                          outlay_proof_tile_new (self->proof_store, self->proofs[i - 1]));
}

/* --- actions of a tile ----------------------------------------------------------------------- */

static void
rearrange (OutlayProofPicker *self, const char *sha256, int step)
{
  int from = outlay_proof_picker_find_proof (self, sha256);
  int to = from + step;
  g_auto (GStrv) proofs = NULL;
  char *moved;

  if (from < 0 || to < 0 || to >= (int) outlay_proof_picker_count_proofs (self))
    return;

  proofs = g_strdupv (self->proofs);
  moved = proofs[from];
  proofs[from] = proofs[to];
  proofs[to] = moved;
  outlay_proof_picker_set_proofs (self, (const char *const *) proofs);
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rearrange (OUTLAY_PROOF_PICKER (widget), g_variant_get_string (parameter, NULL), -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rearrange (OUTLAY_PROOF_PICKER (widget), g_variant_get_string (parameter, NULL), 1);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (widget);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) proofs = NULL;
  int index = outlay_proof_picker_find_proof (self, g_variant_get_string (parameter, NULL));

  for (int i = 0; self->proofs != NULL && self->proofs[i] != NULL; i++)
    if (i != index)
      g_strv_builder_add (builder, self->proofs[i]);

  proofs = g_strv_builder_end (builder);
  outlay_proof_picker_clear_refusals (self);
  outlay_proof_picker_set_proofs (self, (const char *const *) proofs);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (widget);
  int index = outlay_proof_picker_find_proof (self, g_variant_get_string (parameter, NULL));

  if (index < 0)
    return;

  if (self->is_large)
    {
      outlay_proof_viewer_set_current (self->viewer, (guint) index);
      return;
    }

  adw_dialog_present (outlay_proof_dialog_new (self->proof_store,
                                               (const char *const *) self->proofs, (guint) index),
                      widget);
}

void
outlay_proof_picker_install_strip (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "proofs.remove", "s", remove_action);
  gtk_widget_class_install_action (klass, "proofs.earlier", "s", earlier_action);
  gtk_widget_class_install_action (klass, "proofs.later", "s", later_action);
  gtk_widget_class_install_action (klass, "proofs.open", "s", open_action);
}
