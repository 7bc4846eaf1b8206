/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-proof-tile.h"

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-thumbnail.h"

struct _OutlayProofTile
{
  AdwBin parent_instance;

  /* Template */
  GtkButton *open_button;
  GtkMenuButton *menu_button;
  OutlayProofThumbnail *thumbnail;

  char *sha256;
};

G_DEFINE_FINAL_TYPE (OutlayProofTile, outlay_proof_tile, ADW_TYPE_BIN)

static void
append (GMenu *menu, OutlayProofTile *self, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", self->sha256);
  g_menu_append_item (menu, item);
}

static void
outlay_proof_tile_dispose (GObject *object)
{
  OutlayProofTile *self = OUTLAY_PROOF_TILE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PROOF_TILE);
  g_clear_pointer (&self->sha256, g_free);

  G_OBJECT_CLASS (outlay_proof_tile_parent_class)->dispose (object);
}

static void
outlay_proof_tile_class_init (OutlayProofTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_proof_tile_dispose;

  g_type_ensure (OUTLAY_TYPE_PROOF_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-proof-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayProofTile, open_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofTile, menu_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofTile, thumbnail);
}

static void
outlay_proof_tile_init (OutlayProofTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_proof_tile_new (OutlayProofStore *store, const char *sha256)
{
  OutlayProofTile *self = g_object_new (OUTLAY_TYPE_PROOF_TILE, NULL);

  self->sha256 = g_strdup (sha256);
  outlay_proof_thumbnail_set_proof_store (self->thumbnail, store);
  outlay_proof_thumbnail_set_sha256 (self->thumbnail, sha256);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", sha256);

  return GTK_WIDGET (self);
}

const char *
outlay_proof_tile_get_sha256 (OutlayProofTile *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_TILE (self), NULL);
  return self->sha256;
}

void
outlay_proof_tile_set_place (OutlayProofTile *self, guint index, guint n_proofs, gboolean is_current)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *label = NULL;

  g_return_if_fail (OUTLAY_IS_PROOF_TILE (self));

  append (menu, self, _ ("_Remove"), "proofs.remove");
  if (index > 0)
    append (menu, self, _ ("Move _Earlier"), "proofs.earlier");
  if (index + 1 < n_proofs)
    append (menu, self, _ ("Move _Later"), "proofs.later");
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));

  /* Translators: what a screen reader says of one of several files */
  label = g_strdup_printf (_ ("Receipt %u of %u"), index + 1, n_proofs);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (is_current)
    gtk_widget_add_css_class (GTK_WIDGET (self->open_button), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->open_button), "current");
}
