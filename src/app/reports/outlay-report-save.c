/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-save.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *widget;     /* owned */
  OutlayChartData *data; /* owned */
  OutlayChartKind kind;
  OutlayChartFormat format;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->widget);
  g_object_unref (save->data);
  g_free (save);
}

static DexFuture *
saved_cb (DexFuture *completed, gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = dex_future_get_value (completed, &error) != NULL;

  if (!is_saved)
    g_message ("A chart is not saved: %s", error->message);

  gtk_widget_activate_action (save->widget, "win.announce", "s",
                              is_saved ? _ ("The chart is saved")
                                       : _ ("The chart could not be saved there."));

  return dex_future_new_true ();
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* Nobody wants it any more. */
  if (file == NULL)
    {
      save_free (save);
      return;
    }

  dex_future_disown (dex_future_finally (
      outlay_chart_export_save (save->data, save->kind, save->format, NULL, file), saved_cb, save,
      save_free));
}

void
outlay_report_save (GtkWidget *widget,
                    OutlayChartData *data,
                    OutlayChartKind kind,
                    OutlayChartFormat format)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *name = NULL;
  Save *save;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (OUTLAY_IS_CHART_DATA (data));

  save = g_new0 (Save, 1);
  *save = (Save) { g_object_ref (widget), g_object_ref (data), kind, format };
  dialog = gtk_file_dialog_new ();
  name = g_strdup_printf ("%s.%s", outlay_chart_data_get_title (data),
                          format == OUTLAY_CHART_FORMAT_SVG ? "svg" : "png");
  /* Some write their days with it. */
  g_strdelimit (name, "/", '-');
  gtk_file_dialog_set_title (dialog, _ ("Save Chart"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, save);
}
