/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/form/outlay-proof-picker-private.h"

/* --- dropping and pasting -------------------------------------------------------------------- */

static GListModel *
list_files (GdkFileList *file_list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (file_list);
  GListStore *list = g_list_store_new (G_TYPE_FILE);

  for (GSList *link = files; link != NULL; link = link->next)
    g_list_store_append (list, link->data);

  return G_LIST_MODEL (list);
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

static gboolean
drop_cb (OutlayProofPicker *self, const GValue *value)
{
  return outlay_proof_picker_add_value (self, value);
}

void
outlay_proof_picker_accept_drops (OutlayProofPicker *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
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

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayProofPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL || !outlay_proof_picker_add_value (self, value))
    outlay_proof_picker_add_refusal (
        self, _ ("What was copied is neither a picture nor a file. Copy it once more."));
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

/* --- choosing -------------------------------------------------------------------------------- */

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
    outlay_proof_picker_add_refusal (
        self, _ ("The file chooser could not be opened. Drop the file here instead."));
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

void
outlay_proof_picker_install_choosing (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "proofs.choose", NULL, choose_action);
}
