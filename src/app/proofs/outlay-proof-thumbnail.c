/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-thumbnail.h"

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-request.h"
#include "app/proofs/outlay-proof-sentence.h"

#define RADIUS 6.0f

struct _OutlayProofThumbnail
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget *icon;
  GtkWidget *badge;

  /* Owned */
  OutlayProofStore *proof_store;
  OutlayProofPicture *picture;
  OutlayProofRequest request;
  char *sha256;

  int size;
};

G_DEFINE_FINAL_TYPE (OutlayProofThumbnail, outlay_proof_thumbnail, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PROOF_STORE,
  PROP_SHA256,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* --- loading --------------------------------------------------------------------------------- */

static void
show_place (OutlayProofThumbnail *self, const char *icon_name, const char *label)
{
  g_clear_object (&self->picture);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, TRUE);
  gtk_widget_set_visible (self->badge, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_picture (OutlayProofThumbnail *self, OutlayProofPicture *picture)
{
  gboolean is_pdf = outlay_proof_picture_get_kind (picture) == OUTLAY_PROOF_PDF;

  g_set_object (&self->picture, picture);
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_widget_set_visible (self->badge, is_pdf);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_pdf ? _ ("Proof, PDF") : _ ("Proof"), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
loaded_cb (gpointer owner, OutlayProofPicture *picture, const GError *error)
{
  OutlayProofThumbnail *self = owner;

  if (picture != NULL)
    {
      show_picture (self, picture);
    }
  else
    {
      show_place (self, "image-missing-symbolic", outlay_proof_sentence (error));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), outlay_proof_sentence (error));
    }
}

static void
load (OutlayProofThumbnail *self)
{
  OutlayProofLoader *loader;
  g_autoptr (OutlayProofPicture) known = NULL;

  outlay_proof_request_stop (&self->request);
  if (self->proof_store == NULL || self->sha256 == NULL ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  loader = outlay_proof_loader_of (self->proof_store);
  known = outlay_proof_loader_peek (loader, self->sha256, 0, OUTLAY_PROOF_THUMBNAIL_SIZE);
  if (known != NULL)
    {
      show_picture (self, known);
      return;
    }

  outlay_proof_request_start (&self->request, self->proof_store, self->sha256, 0,
                              OUTLAY_PROOF_THUMBNAIL_SIZE, OUTLAY_PROOF_SOON, self, loaded_cb);
}

static void
start_over (OutlayProofThumbnail *self)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  show_place (self, self->sha256 != NULL ? "image-loading-symbolic" : "image-x-generic-symbolic",
              self->sha256 != NULL ? _ ("Proof, loading") : _ ("No proof"));
  load (self);
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_proof_thumbnail_map (GtkWidget *widget)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (widget);

  GTK_WIDGET_CLASS (outlay_proof_thumbnail_parent_class)->map (widget);
  if (self->picture == NULL)
    load (self);
}

static void
outlay_proof_thumbnail_unmap (GtkWidget *widget)
{
  outlay_proof_request_stop (&OUTLAY_PROOF_THUMBNAIL (widget)->request);
  GTK_WIDGET_CLASS (outlay_proof_thumbnail_parent_class)->unmap (widget);
}

static void
outlay_proof_thumbnail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (widget);
  GtkAllocation whole = { 0, 0, width, height };
  GtkRequisition natural;

  gtk_widget_size_allocate (self->icon, &whole, -1);
  gtk_widget_get_preferred_size (self->badge, NULL, &natural);
  gtk_widget_size_allocate (self->badge,
                            &(GtkAllocation) { MAX (0, width - natural.width) / 2,
                                               MAX (0, height - natural.height - 3), natural.width,
                                               natural.height },
                            -1);
}

/* Covers the square; of a long receipt the top is seen, where the merchant's name is. */
static void
outlay_proof_thumbnail_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (widget);
  float side_x = (float) gtk_widget_get_width (widget);
  float side_y = (float) gtk_widget_get_height (widget);
  graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, side_x, side_y);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &whole, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (self->picture != NULL)
    {
      GdkTexture *texture = outlay_proof_picture_get_texture (self->picture);
      float width = (float) gdk_texture_get_width (texture);
      float height = (float) gdk_texture_get_height (texture);
      float scale = MAX (side_x / width, side_y / height);
      graphene_rect_t cover = GRAPHENE_RECT_INIT ((side_x - width * scale) / 2, 0, width * scale,
                                                  height * scale);

      gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, 1 }, &whole);
      gtk_snapshot_append_scaled_texture (snapshot, texture, GSK_SCALING_FILTER_TRILINEAR, &cover);
    }
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (outlay_proof_thumbnail_parent_class)->snapshot (widget, snapshot);
}

static void
outlay_proof_thumbnail_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  *minimum = *natural = OUTLAY_PROOF_THUMBNAIL (widget)->size;
}

static void
outlay_proof_thumbnail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      g_value_set_object (value, self->proof_store);
      break;
    case PROP_SHA256:
      g_value_set_string (value, self->sha256);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_thumbnail_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      outlay_proof_thumbnail_set_proof_store (self, g_value_get_object (value));
      break;
    case PROP_SHA256:
      outlay_proof_thumbnail_set_sha256 (self, g_value_get_string (value));
      break;
    case PROP_SIZE:
      outlay_proof_thumbnail_set_size (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_thumbnail_dispose (GObject *object)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (object);

  outlay_proof_request_stop (&self->request);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->badge, gtk_widget_unparent);

  G_OBJECT_CLASS (outlay_proof_thumbnail_parent_class)->dispose (object);
}

static void
outlay_proof_thumbnail_finalize (GObject *object)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (object);

  g_clear_object (&self->proof_store);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->sha256, g_free);

  G_OBJECT_CLASS (outlay_proof_thumbnail_parent_class)->finalize (object);
}

static void
outlay_proof_thumbnail_class_init (OutlayProofThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_proof_thumbnail_get_property;
  object_class->set_property = outlay_proof_thumbnail_set_property;
  object_class->dispose = outlay_proof_thumbnail_dispose;
  object_class->finalize = outlay_proof_thumbnail_finalize;

  widget_class->map = outlay_proof_thumbnail_map;
  widget_class->unmap = outlay_proof_thumbnail_unmap;
  widget_class->measure = outlay_proof_thumbnail_measure;
  widget_class->size_allocate = outlay_proof_thumbnail_size_allocate;
  widget_class->snapshot = outlay_proof_thumbnail_snapshot;

  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags);
  props[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, flags);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 1024, 48, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "proof-thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
outlay_proof_thumbnail_init (OutlayProofThumbnail *self)
{
  self->size = 48;

  self->icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (self->icon, "dimmed");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));

  self->badge = gtk_label_new (_ ("PDF"));
  gtk_widget_add_css_class (self->badge, "proof-badge");
  gtk_widget_set_parent (self->badge, GTK_WIDGET (self));

  start_over (self);
}

GtkWidget *
outlay_proof_thumbnail_new (void)
{
  return g_object_new (OUTLAY_TYPE_PROOF_THUMBNAIL, NULL);
}

void
outlay_proof_thumbnail_set_proof_store (OutlayProofThumbnail *self, OutlayProofStore *store)
{
  g_return_if_fail (OUTLAY_IS_PROOF_THUMBNAIL (self));

  if (!g_set_object (&self->proof_store, store))
    return;

  start_over (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOF_STORE]);
}

void
outlay_proof_thumbnail_set_sha256 (OutlayProofThumbnail *self, const char *sha256)
{
  g_return_if_fail (OUTLAY_IS_PROOF_THUMBNAIL (self));

  if (!g_set_str (&self->sha256, sha256))
    return;

  start_over (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHA256]);
}

void
outlay_proof_thumbnail_set_size (OutlayProofThumbnail *self, int size)
{
  g_return_if_fail (OUTLAY_IS_PROOF_THUMBNAIL (self));

  if (self->size == size)
    return;

  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
}

gboolean
outlay_proof_thumbnail_is_loaded (OutlayProofThumbnail *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_THUMBNAIL (self), FALSE);
  return self->picture != NULL;
}
