/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-entry-field.h"

struct _OutlayEntryField
{
  AdwBin parent_instance;

  /* Children */
  AdwEntryRow *row;
  GtkLabel *error_label;

  /* Owned */
  char *error;

  gboolean is_secret;
};

G_DEFINE_FINAL_TYPE (OutlayEntryField, outlay_entry_field, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  PROP_IS_SECRET,
  PROP_PURPOSE,
  PROP_ERROR,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
text_changed_cb (OutlayEntryField *self)
{
  outlay_entry_field_set_error (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
activated_cb (OutlayEntryField *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
outlay_entry_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OUTLAY_ENTRY_FIELD (widget)->row));
}

static void
outlay_entry_field_constructed (GObject *object)
{
  OutlayEntryField *self = OUTLAY_ENTRY_FIELD (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  G_OBJECT_CLASS (outlay_entry_field_parent_class)->constructed (object);

  self->row = ADW_ENTRY_ROW (self->is_secret ? adw_password_entry_row_new ()
                                             : adw_entry_row_new ());
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));

  self->error_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error_label, TRUE);
  gtk_label_set_wrap_mode (self->error_label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->error_label, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->error_label), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->error_label), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->error_label), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->error_label), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);

  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error_label));
  adw_bin_set_child (ADW_BIN (self), box);

  g_signal_connect_object (self->row, "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row, "entry-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
outlay_entry_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayEntryField *self = OUTLAY_ENTRY_FIELD (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->row)));
      break;
    case PROP_TEXT:
      g_value_set_string (value, outlay_entry_field_get_text (self));
      break;
    case PROP_IS_SECRET:
      g_value_set_boolean (value, self->is_secret);
      break;
    case PROP_PURPOSE:
      g_value_set_enum (value, adw_entry_row_get_input_purpose (self->row));
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_entry_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayEntryField *self = OUTLAY_ENTRY_FIELD (object);

  switch (id)
    {
    case PROP_TITLE:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), g_value_get_string (value));
      break;
    case PROP_TEXT:
      outlay_entry_field_set_text (self, g_value_get_string (value));
      break;
    case PROP_IS_SECRET:
      self->is_secret = g_value_get_boolean (value);
      break;
    case PROP_PURPOSE:
      adw_entry_row_set_input_purpose (self->row, g_value_get_enum (value));
      break;
    case PROP_ERROR:
      outlay_entry_field_set_error (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_entry_field_finalize (GObject *object)
{
  g_free (OUTLAY_ENTRY_FIELD (object)->error);

  G_OBJECT_CLASS (outlay_entry_field_parent_class)->finalize (object);
}

static void
outlay_entry_field_class_init (OutlayEntryFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = outlay_entry_field_constructed;
  object_class->get_property = outlay_entry_field_get_property;
  object_class->set_property = outlay_entry_field_set_property;
  object_class->finalize = outlay_entry_field_finalize;

  GTK_WIDGET_CLASS (klass)->grab_focus = outlay_entry_field_grab_focus;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  props[PROP_IS_SECRET] = g_param_spec_boolean ("is-secret", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                    G_PARAM_STATIC_STRINGS);
  props[PROP_PURPOSE] = g_param_spec_enum ("purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE,
                                           GTK_INPUT_PURPOSE_FREE_FORM, flags);
  props[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_entry_field_init (OutlayEntryField *self)
{
}

const char *
outlay_entry_field_get_text (OutlayEntryField *self)
{
  g_return_val_if_fail (OUTLAY_IS_ENTRY_FIELD (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->row));
}

void
outlay_entry_field_set_text (OutlayEntryField *self, const char *text)
{
  g_return_if_fail (OUTLAY_IS_ENTRY_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->row), text != NULL ? text : "");
}

const char *
outlay_entry_field_get_error (OutlayEntryField *self)
{
  g_return_val_if_fail (OUTLAY_IS_ENTRY_FIELD (self), NULL);

  return self->error;
}

void
outlay_entry_field_set_error (OutlayEntryField *self, const char *error)
{
  g_return_if_fail (OUTLAY_IS_ENTRY_FIELD (self));

  if (!g_set_str (&self->error, error))
    return;

  gtk_label_set_label (self->error_label, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);

  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->row), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->row),
                                      GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self->error_label,
                                      NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID);
    }

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}
