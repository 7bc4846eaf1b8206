/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-proof-gallery.h"

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-thumbnail.h"

#define THUMBNAIL_SIZE 112

struct _OutlayProofGallery
{
  AdwBin parent_instance;

  /* Child */
  AdwWrapBox *box;

  /* Owned */
  GStrv proofs;
};

G_DEFINE_FINAL_TYPE (OutlayProofGallery, outlay_proof_gallery, ADW_TYPE_BIN)

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clicked_cb (OutlayProofGallery *self, GtkWidget *button)
{
  guint index = 0;

  while ((button = gtk_widget_get_prev_sibling (button)) != NULL)
    index++;

  g_signal_emit (self, signals[OPENED], 0, index);
}

static void
add_button (OutlayProofGallery *self, OutlayProofStore *store, guint index, guint n)
{
  GtkWidget *thumbnail = outlay_proof_thumbnail_new ();
  GtkWidget *button = gtk_button_new ();
  /* Translators: the name of a button that shows a receipt in large. */
  g_autofree char *name = g_strdup_printf (_ ("Receipt %u of %u"), index + 1, n);

  outlay_proof_thumbnail_set_size (OUTLAY_PROOF_THUMBNAIL (thumbnail), THUMBNAIL_SIZE);
  outlay_proof_thumbnail_set_proof_store (OUTLAY_PROOF_THUMBNAIL (thumbnail), store);
  outlay_proof_thumbnail_set_sha256 (OUTLAY_PROOF_THUMBNAIL (thumbnail), self->proofs[index]);
  gtk_button_set_child (GTK_BUTTON (button), thumbnail);
  gtk_widget_add_css_class (button, "proof");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Look at It in Large"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->box, button);
}

static void
outlay_proof_gallery_finalize (GObject *object)
{
  g_strfreev (OUTLAY_PROOF_GALLERY (object)->proofs);

  G_OBJECT_CLASS (outlay_proof_gallery_parent_class)->finalize (object);
}

static void
outlay_proof_gallery_class_init (OutlayProofGalleryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_proof_gallery_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
outlay_proof_gallery_init (OutlayProofGallery *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
outlay_proof_gallery_set_proofs (OutlayProofGallery *self,
                                 OutlayProofStore *store,
                                 const char *const *proofs)
{
  static const char *const none[] = { NULL };
  GtkWidget *child;
  guint n;

  g_return_if_fail (OUTLAY_IS_PROOF_GALLERY (self));

  if (proofs == NULL)
    proofs = none;
  if (self->proofs != NULL && g_strv_equal ((const char *const *) self->proofs, proofs))
    return;

  g_strfreev (self->proofs);
  self->proofs = g_strdupv ((char **) proofs);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);

  n = g_strv_length (self->proofs);
  for (guint i = 0; i < n; i++)
    add_button (self, store, i, n);
}
