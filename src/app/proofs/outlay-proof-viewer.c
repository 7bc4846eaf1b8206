/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-viewer.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-viewer-private.h"

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

enum
{
  VIEW_STATE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- where we are ---------------------------------------------------------------------------- */

guint
outlay_proof_viewer_count_proofs (OutlayProofViewer *self)
{
  return self->proofs != NULL ? g_strv_length (self->proofs) : 0;
}

const char *
outlay_proof_viewer_get_sha256 (OutlayProofViewer *self)
{
  return self->current < outlay_proof_viewer_count_proofs (self) ? self->proofs[self->current]
                                                                 : NULL;
}

guint
outlay_proof_viewer_count_pages (OutlayProofViewer *self, guint index)
{
  guint n_pages = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_pages, self->proofs[index]));

  return MAX (1, n_pages);
}

void
outlay_proof_viewer_go_to (OutlayProofViewer *self, guint index, guint page)
{
  gboolean is_other = self->current != index;

  self->current = index;
  self->page = page;
  outlay_proof_viewer_show_current (self);
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}

/* --- toolbar --------------------------------------------------------------------------------- */

static char *
format_position (OutlayProofViewer *self)
{
  guint n_proofs = outlay_proof_viewer_count_proofs (self);
  guint n_pages = n_proofs > 0 ? outlay_proof_viewer_count_pages (self, self->current) : 1;

  if (n_proofs > 1 && n_pages > 1)
    /* Translators: file 2 of 3, and page 1 of 4 within it; there is little room */
    return g_strdup_printf (_ ("%u of %u, page %u of %u"), self->current + 1, n_proofs,
                            self->page + 1, n_pages);
  if (n_pages > 1)
    return g_strdup_printf (_ ("Page %u of %u"), self->page + 1, n_pages);

  /* Translators: file 2 of 3 */
  return g_strdup_printf (_ ("%u of %u"), self->current + 1, n_proofs);
}

void
outlay_proof_viewer_update_pager (OutlayProofViewer *self)
{
  guint n_proofs = outlay_proof_viewer_count_proofs (self);
  guint n_pages = n_proofs > 0 ? outlay_proof_viewer_count_pages (self, self->current) : 0;
  g_autofree char *position = format_position (self);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->pager, n_proofs > 1 || n_pages > 1);
  gtk_label_set_label (self->position, position);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.previous",
                                 self->page > 0 || self->current > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.next",
                                 n_proofs > 0 &&
                                     (self->page + 1 < n_pages || self->current + 1 < n_proofs));

  /* Translators: what a screen reader says of the picture; %s is "2 of 3" or "Page 1 of 4" */
  label = g_strdup_printf (_ ("Proof, %s"), position);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Plus and minus zoom, 0 fits, brackets rotate the view, Page Up and "
         "Page Down turn the pages."),
      -1);
}

void
outlay_proof_viewer_set_view_state (OutlayProofViewer *self, OutlayProofView view_state)
{
  static const char *const pages[] = { "empty", "loading", "picture", "failed" };
  gboolean is_shown = view_state == OUTLAY_PROOF_VIEW_SHOWN;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, pages[view_state]);
  gtk_widget_set_visible (self->toolbar, is_shown || outlay_proof_viewer_count_proofs (self) > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.zoom-in", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.zoom-out", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.fit", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.turn-left", is_shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proof.turn-right", is_shown);

  if (self->view_state == view_state)
    return;

  self->view_state = view_state;
  g_signal_emit (self, signals[VIEW_STATE_CHANGED], 0);
}

static void
view_changed_cb (OutlayProofViewer *self)
{
  OutlayProofLens lens = outlay_proof_canvas_get_lens (self->canvas);
  /* Translators: a zoom level in percent */
  g_autofree char *zoom = g_strdup_printf (_ ("%d %%"), (int) round (lens.zoom * 100));

  gtk_label_set_label (self->zoom_label, zoom);
  outlay_proof_viewer_sharpen_soon (self);
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_proof_viewer_map (GtkWidget *widget)
{
  OutlayProofViewer *self = OUTLAY_PROOF_VIEWER (widget);

  GTK_WIDGET_CLASS (outlay_proof_viewer_parent_class)->map (widget);
  outlay_proof_viewer_resume_loading (self);
}

static void
outlay_proof_viewer_unmap (GtkWidget *widget)
{
  outlay_proof_viewer_stop_loading (OUTLAY_PROOF_VIEWER (widget));
  GTK_WIDGET_CLASS (outlay_proof_viewer_parent_class)->unmap (widget);
}

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

  outlay_proof_viewer_stop_loading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PROOF_VIEWER);
  g_clear_object (&self->proof_store);
  g_clear_pointer (&self->proofs, g_strfreev);
  g_clear_pointer (&self->n_pages, g_hash_table_unref);

  G_OBJECT_CLASS (outlay_proof_viewer_parent_class)->dispose (object);
}

static void
outlay_proof_viewer_class_init (OutlayProofViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_proof_viewer_get_property;
  object_class->set_property = outlay_proof_viewer_set_property;
  object_class->dispose = outlay_proof_viewer_dispose;
  widget_class->map = outlay_proof_viewer_map;
  widget_class->unmap = outlay_proof_viewer_unmap;

  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags);
  props[PROP_PROOFS] = g_param_spec_boxed ("proofs", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_CURRENT] = g_param_spec_uint ("current", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[VIEW_STATE_CHANGED] = g_signal_new ("view-state-changed", G_TYPE_FROM_CLASS (klass),
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              0);

  g_type_ensure (OUTLAY_TYPE_PROOF_CANVAS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/proofs/outlay-proof-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, failure);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, toolbar);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, pager);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, position);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofViewer, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);

  outlay_proof_viewer_install_actions (widget_class);
}

static void
outlay_proof_viewer_init (OutlayProofViewer *self)
{
  self->n_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  outlay_proof_viewer_set_view_state (self, OUTLAY_PROOF_VIEW_EMPTY);
  outlay_proof_viewer_update_pager (self);
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

  if (!g_set_object (&self->proof_store, store))
    return;

  outlay_proof_viewer_show_current (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOF_STORE]);
}

void
outlay_proof_viewer_set_proofs (OutlayProofViewer *self, const char *const *proofs)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  /* A record that was read again has the same proofs: the person's zoom and page stay. */
  if (self->proofs != NULL &&
      g_strv_equal ((const char *const *) self->proofs, proofs != NULL ? proofs : none))
    return;

  g_strfreev (self->proofs);
  self->proofs = g_strdupv ((char **) (proofs != NULL ? proofs : none));
  self->current = 0;
  self->page = 0;
  outlay_proof_viewer_show_current (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOFS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
}

void
outlay_proof_viewer_set_current (OutlayProofViewer *self, guint index)
{
  g_return_if_fail (OUTLAY_IS_PROOF_VIEWER (self));

  if (self->current != index && index < outlay_proof_viewer_count_proofs (self))
    outlay_proof_viewer_go_to (self, index, 0);
}

OutlayProofView
outlay_proof_viewer_get_view_state (OutlayProofViewer *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_VIEWER (self), OUTLAY_PROOF_VIEW_EMPTY);
  return self->view_state;
}
