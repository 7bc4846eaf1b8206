/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-thumbnail.h"

struct _OutlayProofThumbnail
{
  GtkWidget parent_instance;

  /* Owned */
  OutlayProofStore *proof_store;
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
outlay_proof_thumbnail_finalize (GObject *object)
{
  OutlayProofThumbnail *self = OUTLAY_PROOF_THUMBNAIL (object);

  g_clear_object (&self->proof_store);
  g_clear_pointer (&self->sha256, g_free);

  G_OBJECT_CLASS (outlay_proof_thumbnail_parent_class)->finalize (object);
}

static void
outlay_proof_thumbnail_class_init (OutlayProofThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_proof_thumbnail_get_property;
  object_class->set_property = outlay_proof_thumbnail_set_property;
  object_class->finalize = outlay_proof_thumbnail_finalize;

  GTK_WIDGET_CLASS (klass)->measure = outlay_proof_thumbnail_measure;

  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags);
  props[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, flags);
  props[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 1024, 48, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "proof-thumbnail");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
outlay_proof_thumbnail_init (OutlayProofThumbnail *self)
{
  self->size = 48;
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

  if (g_set_object (&self->proof_store, store))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOF_STORE]);
}

void
outlay_proof_thumbnail_set_sha256 (OutlayProofThumbnail *self, const char *sha256)
{
  g_return_if_fail (OUTLAY_IS_PROOF_THUMBNAIL (self));

  if (g_set_str (&self->sha256, sha256))
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
