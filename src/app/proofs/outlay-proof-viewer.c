/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-viewer.h"

struct _OutlayProofViewer
{
  AdwBin parent_instance;

  /* Owned */
  OutlayProofStore *proof_store;
  GStrv proofs;

  guint current;
};

G_DEFINE_FINAL_TYPE (OutlayProofViewer, outlay_proof_viewer, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROOF_STORE,
  PROP_PROOFS,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_proof_viewer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      g_value_set_object (value, self->proof_store);
      break;
    case PROP_PROOFS:
      g_value_set_boxed (value, self->proofs);
      break;
    case PROP_CURRENT:
      g_value_set_uint (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_viewer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      outlay_proof_viewer_set_proof_store (self, g_value_get_object (value));
      break;
    case PROP_PROOFS:
      outlay_proof_viewer_set_proofs (self, g_value_get_boxed (value));
      break;
    case PROP_CURRENT:
      outlay_proof_viewer_set_current (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_viewer_dispose (GObject *object)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PROOF_VIEWER);
  g_clear_object (&self->proof_store);
  g_clear_pointer (&self->proofs, g_strfreev);

  G_OBJECT_CLASS (outlay_proof_viewer_parent_class)->dispose (object);
}

static void
outlay_proof_viewer_class_init (OutlayProofViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_proof_viewer_get_property;
  object_class->set_property = outlay_proof_viewer_set_property;
  object_class->dispose = outlay_proof_viewer_dispose;

  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags);
  props[PROP_PROOFS] = g_param_spec_boxed ("proofs", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_CURRENT] = g_param_spec_uint ("current", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/outlay/Outlay/ui/proofs/outlay-proof-viewer.ui");
}

static void
outlay_proof_viewer_init (OutlayProofViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_proof_viewer_new (void)
{
  return g_object_new (OUTLAY_TYPE_PROOF_VIEWER, NULL);
}

void
outlay_proof_viewer_set_proof_store (OutlayProofViewer *self, OutlayProofStore *store)
{
  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  if (g_set_object (&self->proof_store, store))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOF_STORE]);
}

void
outlay_proof_viewer_set_proofs (OutlayProofViewer *self, const char *const *proofs)
{
  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  g_strfreev (self->proofs);
  self->proofs = g_strdupv ((char **) proofs);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOFS]);
}

void
outlay_proof_viewer_set_current (OutlayProofViewer *self, guint index)
{
  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  if (self->current == index)
    return;

  self->current = index;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}
