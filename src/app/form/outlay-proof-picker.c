/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-proof-picker.h"

#include "app/form/outlay-proof-picker-private.h"
#include "core/expense/outlay-expense-check.h"

G_DEFINE_FINAL_TYPE (OutlayProofPicker, outlay_proof_picker, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROOF_STORE,
  PROP_PROOFS,
  PROP_COMPLAINT,
  PROP_IS_BUSY,
  PROP_IS_LARGE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

guint
outlay_proof_picker_count_proofs (OutlayProofPicker *self)
{
  return self->proofs != NULL ? g_strv_length (self->proofs) : 0;
}

int
outlay_proof_picker_find_proof (OutlayProofPicker *self, const char *sha256)
{
  for (int i = 0; self->proofs != NULL && self->proofs[i] != NULL; i++)
    if (g_str_equal (self->proofs[i], sha256))
      return i;

  return -1;
}

/* --- what is shown --------------------------------------------------------------------------- */

void
outlay_proof_picker_update_look (OutlayProofPicker *self)
{
  gboolean has_proofs = outlay_proof_picker_count_proofs (self) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_proofs ? "filled" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->viewer), self->is_large);
  gtk_widget_set_visible (self->add_button,
                          outlay_proof_picker_count_proofs (self) < OUTLAY_PROOFS_MAX);
  gtk_widget_set_visible (self->busy_row, outlay_proof_picker_is_busy (self));
  gtk_widget_set_visible (self->refusal_row, self->refusals->len > 0);
  gtk_label_set_label (self->refusal_label, self->refusals->str);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint_label), self->complaint != NULL);
  gtk_label_set_label (self->complaint_label, self->complaint != NULL ? self->complaint : "");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), self->is_large || !has_proofs);
}

static void
dismiss_cb (OutlayProofPicker *self)
{
  outlay_proof_picker_clear_refusals (self);
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_proof_picker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      g_value_set_object (value, self->proof_store);
      break;
    case PROP_PROOFS:
      g_value_set_boxed (value, self->proofs);
      break;
    case PROP_COMPLAINT:
      g_value_set_string (value, self->complaint);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, outlay_proof_picker_is_busy (self));
      break;
    case PROP_IS_LARGE:
      g_value_set_boolean (value, self->is_large);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_picker_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (object);

  switch (id)
    {
    case PROP_PROOF_STORE:
      outlay_proof_picker_set_proof_store (self, g_value_get_object (value));
      break;
    case PROP_PROOFS:
      outlay_proof_picker_set_proofs (self, g_value_get_boxed (value));
      break;
    case PROP_COMPLAINT:
      outlay_proof_picker_set_complaint (self, g_value_get_string (value));
      break;
    case PROP_IS_LARGE:
      self->is_large = g_value_get_boolean (value);
      outlay_proof_picker_update_look (self);
      outlay_proof_picker_update_places (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_picker_dispose (GObject *object)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (object);

  outlay_proof_picker_set_import (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PROOF_PICKER);
  g_clear_object (&self->proof_store);

  G_OBJECT_CLASS (outlay_proof_picker_parent_class)->dispose (object);
}

static void
outlay_proof_picker_finalize (GObject *object)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (object);

  g_clear_pointer (&self->proofs, g_strfreev);
  g_clear_pointer (&self->complaint, g_free);
  g_string_free (self->refusals, TRUE);

  G_OBJECT_CLASS (outlay_proof_picker_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_PROOF_STORE] = g_param_spec_object ("proof-store", NULL, NULL, OUTLAY_TYPE_PROOF_STORE,
                                                 flags);
  props[PROP_PROOFS] = g_param_spec_boxed ("proofs", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_COMPLAINT] = g_param_spec_string ("complaint", NULL, NULL, NULL, flags);
  props[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_IS_LARGE] = g_param_spec_boolean ("is-large", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (klass, N_PROPS, props);
}

static void
outlay_proof_picker_class_init (OutlayProofPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_proof_picker_get_property;
  object_class->set_property = outlay_proof_picker_set_property;
  object_class->dispose = outlay_proof_picker_dispose;
  object_class->finalize = outlay_proof_picker_finalize;
  install_properties (object_class);

  gtk_widget_class_set_css_name (widget_class, "proof-picker");
  g_type_ensure (OUTLAY_TYPE_PROOF_VIEWER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-proof-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, viewer);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, strip);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, add_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, busy_row);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, complaint_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, refusal_row);
  gtk_widget_class_bind_template_child (widget_class, OutlayProofPicker, refusal_label);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);

  outlay_proof_picker_install_choosing (widget_class);
  outlay_proof_picker_install_strip (widget_class);
}

static void
outlay_proof_picker_init (OutlayProofPicker *self)
{
  self->refusals = g_string_new (NULL);
  self->proofs = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));

  outlay_proof_picker_accept_drops (self);
  g_signal_connect_swapped (self->viewer, "notify::current",
                            G_CALLBACK (outlay_proof_picker_update_places), self);

  outlay_proof_picker_update_look (self);
}

GtkWidget *
outlay_proof_picker_new (void)
{
  return g_object_new (OUTLAY_TYPE_PROOF_PICKER, NULL);
}

void
outlay_proof_picker_set_proof_store (OutlayProofPicker *self, OutlayProofStore *store)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));

  if (!g_set_object (&self->proof_store, store))
    return;

  outlay_proof_picker_set_import (self, store);
  outlay_proof_viewer_set_proof_store (self->viewer, store);
  outlay_proof_picker_rebuild_strip (self);
  outlay_proof_picker_update_places (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOF_STORE]);
}

const char *const *
outlay_proof_picker_get_proofs (OutlayProofPicker *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICKER (self), NULL);
  return (const char *const *) self->proofs;
}

void
outlay_proof_picker_set_proofs (OutlayProofPicker *self, const char *const *proofs)
{
  static const char *const none[] = { NULL };
  const char *const *wanted = proofs != NULL ? proofs : none;

  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));

  if (g_strv_equal ((const char *const *) self->proofs, wanted))
    return;

  g_strfreev (self->proofs);
  self->proofs = g_strdupv ((char **) wanted);
  outlay_proof_viewer_set_proofs (self->viewer, wanted);
  outlay_proof_picker_rebuild_strip (self);
  outlay_proof_picker_update_places (self);
  outlay_proof_picker_update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOFS]);
}

void
outlay_proof_picker_set_complaint (OutlayProofPicker *self, const char *complaint)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));

  if (!g_set_str (&self->complaint, complaint))
    return;

  outlay_proof_picker_update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLAINT]);
}
