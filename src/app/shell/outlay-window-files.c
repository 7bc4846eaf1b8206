/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/export/outlay-export-dialog.h"
#include "app/export/outlay-import-dialog.h"
#include "app/export/outlay-print-dialog.h"
#include "app/shell/outlay-window-private.h"

/* The window's dealings with files: what is shown goes out as one or to a printer, and packs come in. */

/* (transfer full) (nullable): what is shown, said where there is nothing to take yet */
static OutlayExportSubject *
find_subject (OutlayWindow *self)
{
  OutlayExportSubject *subject = outlay_main_view_dup_subject (outlay_window_get_main_view (self));

  if (subject == NULL)
    outlay_window_announce (self, _ ("The report is not there yet. Try again in a moment."));

  return subject;
}

/* One dialog at a time is enough, whatever keys are pressed over it. */
static gboolean
is_busy (OutlayWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL;
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (OutlayExportSubject) subject = NULL;

  if (is_busy (OUTLAY_WINDOW (widget)))
    return;

  subject = find_subject (OUTLAY_WINDOW (widget));
  if (subject != NULL)
    adw_dialog_present (outlay_export_dialog_new (subject), widget);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (OutlayExportSubject) subject = NULL;

  if (is_busy (OUTLAY_WINDOW (widget)))
    return;

  subject = find_subject (OUTLAY_WINDOW (widget));
  if (subject != NULL)
    adw_dialog_present (outlay_print_dialog_new (subject), widget);
}

static void
import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayApplication *application = outlay_window_get_outlay_application (OUTLAY_WINDOW (widget));

  outlay_import_dialog_ask (widget, outlay_application_get_workspace (application));
}

static void
offer_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text;
  const char *uri;
  AdwToast *toast;

  g_variant_get (parameter, "(&s&s)", &text, &uri);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  /* Translators: shows a file in its folder. */
  adw_toast_set_button_label (toast, _ ("_Show"));
  adw_toast_set_action_name (toast, "win.show-file");
  adw_toast_set_action_target (toast, "s", uri);
  outlay_window_take_toast (OUTLAY_WINDOW (widget), toast);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result,
                                                       &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;

  g_message ("A folder cannot be shown: %s", error->message);
  outlay_window_announce (self, _ ("The folder could not be opened."));
}

static void
show_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (widget), NULL, shown_cb,
                                            g_object_ref (widget));
}

void
outlay_window_files_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.offer-file", "(ss)", offer_file_cb);
  gtk_widget_class_install_action (widget_class, "win.show-file", "s", show_file_cb);
}
