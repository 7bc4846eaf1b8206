/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-proof-picker.h"

#include <glib/gi18n.h>

#include "app/form/outlay-proof-import.h"
#include "app/form/outlay-proof-tile.h"
#include "app/proofs/outlay-proof-dialog.h"
#include "app/proofs/outlay-proof-viewer.h"
#include "core/expense/outlay-expense-check.h"

struct _OutlayProofPicker
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  OutlayProofViewer *viewer;
  GtkWidget *strip;
  GtkWidget *add_button;
  GtkWidget *busy_row;
  GtkLabel *complaint_label;
  GtkWidget *refusal_row;
  GtkLabel *refusal_label;

  /* Owned */
  OutlayProofStore *proof_store;
  GStrv proofs;
  char *complaint;
  GString *refusals;
  OutlayProofImport *import; /* (nullable): until there is a store */

  gboolean is_large;
};

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

static guint
count_proofs (OutlayProofPicker *self)
{
  return self->proofs != NULL ? g_strv_length (self->proofs) : 0;
}

static int
find_proof (OutlayProofPicker *self, const char *sha256)
{
  for (int i = 0; self->proofs != NULL && self->proofs[i] != NULL; i++)
    if (g_str_equal (self->proofs[i], sha256))
      return i;

  return -1;
}

/* --- what is shown --------------------------------------------------------------------------- */

static void
update_places (OutlayProofPicker *self)
{
  guint index = 0;
  guint current;

  g_object_get (self->viewer, "current", &current, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (self->strip); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (OUTLAY_IS_PROOF_TILE (child))
      {
        outlay_proof_tile_set_place (OUTLAY_PROOF_TILE (child), index, count_proofs (self),
                                     self->is_large && index == current);
        index++;
      }
}

static void
rebuild_strip (OutlayProofPicker *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->strip);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (OUTLAY_IS_PROOF_TILE (child))
        adw_wrap_box_remove (ADW_WRAP_BOX (self->strip), child);
      child = next;
    }

  for (guint i = count_proofs (self); i > 0; i--)
    adw_wrap_box_prepend (ADW_WRAP_BOX (self->strip),
                          outlay_proof_tile_new (self->proof_store, self->proofs[i - 1]));
}

static void
update_look (OutlayProofPicker *self)
{
  gboolean has_proofs = count_proofs (self) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_proofs ? "filled" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->viewer), self->is_large);
  gtk_widget_set_visible (self->add_button, count_proofs (self) < OUTLAY_PROOFS_MAX);
  gtk_widget_set_visible (self->busy_row, outlay_proof_picker_is_busy (self));
  gtk_widget_set_visible (self->refusal_row, self->refusals->len > 0);
  gtk_label_set_label (self->refusal_label, self->refusals->str);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint_label), self->complaint != NULL);
  gtk_label_set_label (self->complaint_label, self->complaint != NULL ? self->complaint : "");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), self->is_large || !has_proofs);
}

static void
add_refusal (OutlayProofPicker *self, const char *sentence)
{
  if (self->refusals->len > 0)
    g_string_append_c (self->refusals, '\n');
  g_string_append (self->refusals, sentence);
  update_look (self);
}

/* --- copying in ------------------------------------------------------------------------------ */

static void
append_proof (OutlayProofPicker *self, const char *sha256)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) proofs = NULL;
  guint current = count_proofs (self);

  if (self->proofs != NULL)
    g_strv_builder_addv (builder, (const char **) self->proofs);
  g_strv_builder_add (builder, sha256);
  proofs = g_strv_builder_end (builder);
  outlay_proof_picker_set_proofs (self, (const char *const *) proofs);
  outlay_proof_viewer_set_current (self->viewer, current);
}

static void
imported_cb (OutlayProofPicker *self, const char *name, const char *sha256)
{
  g_autofree char *sentence = NULL;

  if (find_proof (self, sha256) < 0)
    {
      append_proof (self, sha256);
      return;
    }

  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (_ ("“%s” is here already, so it was not added again."), name);
  add_refusal (self, sentence);
}

static void
busy_cb (OutlayProofPicker *self)
{
  update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_BUSY]);
}

static void
set_import (OutlayProofPicker *self, OutlayProofStore *store)
{
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  g_clear_object (&self->import);
  if (store == NULL)
    return;

  self->import = outlay_proof_import_new (store);
  g_signal_connect_object (self->import, "imported", G_CALLBACK (imported_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import, "refused", G_CALLBACK (add_refusal), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import, "notify::is-busy", G_CALLBACK (busy_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Whether there is room for one more; @file is %NULL for a picture without a name. */
static gboolean
has_room (OutlayProofPicker *self, GFile *file)
{
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (count_proofs (self) + outlay_proof_import_get_n_waiting (self->import) < OUTLAY_PROOFS_MAX)
    return TRUE;

  name = outlay_proof_import_name (file);
  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (
      _ ("“%s” was not added: ten files fit one expense. Remove one, or put "
         "several pages into one PDF."),
      name);
  add_refusal (self, sentence);

  return FALSE;
}

/* --- picking --------------------------------------------------------------------------------- */

static void
clear_refusals (OutlayProofPicker *self)
{
  g_string_truncate (self->refusals, 0);
  update_look (self);
}

static GListModel *
list_files (GdkFileList *file_list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (file_list);
  GListStore *list = g_list_store_new (G_TYPE_FILE);

  for (GSList *link = files; link != NULL; link = link->next)
    g_list_store_append (list, link->data);

  return G_LIST_MODEL (list);
}

static gboolean
drop_cb (OutlayProofPicker *self, const GValue *value)
{
  return outlay_proof_picker_add_value (self, value);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayProofPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL || !outlay_proof_picker_add_value (self, value))
    add_refusal (self, _ ("What was copied is neither a picture nor a file. Copy it once more."));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayProofPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel)
      files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);

  if (files != NULL)
    outlay_proof_picker_add_files (self, files);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    add_refusal (self, _ ("The file chooser could not be opened. Drop the file here instead."));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/webp", "application/pdf" };
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Pictures and PDFs"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  g_list_store_append (filters, filter);

  gtk_file_dialog_set_title (dialog, _ ("Choose Receipts"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Add"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb,
                                 g_object_ref (widget));
}

/* --- arranging ------------------------------------------------------------------------------- */

static void
rearrange (OutlayProofPicker *self, const char *sha256, int step)
{
  int from = find_proof (self, sha256);
  int to = from + step;
  g_auto (GStrv) proofs = NULL;
  char *moved;

  if (from < 0 || to < 0 || to >= (int) count_proofs (self))
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
  int index = find_proof (self, g_variant_get_string (parameter, NULL));

  for (int i = 0; self->proofs != NULL && self->proofs[i] != NULL; i++)
    if (i != index)
      g_strv_builder_add (builder, self->proofs[i]);

  proofs = g_strv_builder_end (builder);
  clear_refusals (self);
  outlay_proof_picker_set_proofs (self, (const char *const *) proofs);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (widget);
  int index = find_proof (self, g_variant_get_string (parameter, NULL));

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

static void
dismiss_cb (OutlayProofPicker *self)
{
  clear_refusals (self);
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
      update_look (self);
      update_places (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_proof_picker_dispose (GObject *object)
{
  OutlayProofPicker *self = OUTLAY_PROOF_PICKER (object);

  set_import (self, NULL);
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

  gtk_widget_class_install_action (widget_class, "proofs.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "proofs.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "proofs.earlier", "s", earlier_action);
  gtk_widget_class_install_action (widget_class, "proofs.later", "s", later_action);
  gtk_widget_class_install_action (widget_class, "proofs.open", "s", open_action);
}

static void
outlay_proof_picker_init (OutlayProofPicker *self)
{
  GtkDropTarget *target;
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  self->refusals = g_string_new (NULL);
  self->proofs = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));

  target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_swapped (self->viewer, "notify::current", G_CALLBACK (update_places), self);

  update_look (self);
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

  set_import (self, store);
  outlay_proof_viewer_set_proof_store (self->viewer, store);
  rebuild_strip (self);
  update_places (self);
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
  rebuild_strip (self);
  update_places (self);
  update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROOFS]);
}

void
outlay_proof_picker_set_complaint (OutlayProofPicker *self, const char *complaint)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));

  if (!g_set_str (&self->complaint, complaint))
    return;

  update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLAINT]);
}

gboolean
outlay_proof_picker_is_busy (OutlayProofPicker *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICKER (self), FALSE);
  return self->import != NULL && outlay_proof_import_get_n_waiting (self->import) > 0;
}

void
outlay_proof_picker_add_files (OutlayProofPicker *self, GListModel *files)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));
  g_return_if_fail (OUTLAY_IS_PROOF_STORE (self->proof_store));

  clear_refusals (self);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (has_room (self, file))
        outlay_proof_import_add_file (self->import, file);
    }
}

void
outlay_proof_picker_add_texture (OutlayProofPicker *self, GdkTexture *texture)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));
  g_return_if_fail (OUTLAY_IS_PROOF_STORE (self->proof_store));

  clear_refusals (self);
  if (has_room (self, NULL))
    outlay_proof_import_add_texture (self->import, texture);
}

gboolean
outlay_proof_picker_add_value (OutlayProofPicker *self, const GValue *value)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICKER (self), FALSE);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GListModel) files = list_files (g_value_get_boxed (value));

      outlay_proof_picker_add_files (self, files);
      return TRUE;
    }
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      outlay_proof_picker_add_texture (self, g_value_get_object (value));
      return TRUE;
    }

  return FALSE;
}

gboolean
outlay_proof_picker_can_paste (OutlayProofPicker *self)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (
      gtk_widget_get_clipboard (GTK_WIDGET (self)));

  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
         (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
          !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
}

void
outlay_proof_picker_paste (OutlayProofPicker *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  gboolean has_files = gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                                          GDK_TYPE_FILE_LIST);

  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));

  gdk_clipboard_read_value_async (clipboard, has_files ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE,
                                  G_PRIORITY_DEFAULT, NULL, pasted_cb, g_object_ref (self));
}

char *
outlay_proof_picker_dup_refusals (OutlayProofPicker *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICKER (self), NULL);
  return g_strdup (self->refusals->str);
}
