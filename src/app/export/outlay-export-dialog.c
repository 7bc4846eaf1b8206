/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-export-dialog.h"

#include <glib/gi18n.h>

#include "app/export/outlay-export-text.h"
#include "client/export/outlay-export-gap.h"

/* As many of what is missing are listed; the rest is counted. */
#define N_GAPS 50

struct _OutlayExportDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkButton *cancel_button;
  GtkWidget *export_button;
  GtkStack *stack;
  AdwPreferencesGroup *what;
  GtkCheckButton *kinds[OUTLAY_N_EXPORT_KINDS];
  GtkWidget *receipts_group;
  AdwSwitchRow *receipts;
  GtkLabel *work_title;
  GtkProgressBar *bar;
  GtkLabel *count;
  AdwPreferencesGroup *gaps;
  AdwStatusPage *failed;

  /* Owned */
  OutlayExportSubject *subject;
  OutlayExportJob *job; /* (nullable): nothing is written */
  GFile *file;          /* (nullable): that it is written to */

  guint pulse;
};

G_DEFINE_FINAL_TYPE (OutlayExportDialog, outlay_export_dialog, ADW_TYPE_DIALOG)

static OutlayExportKind
get_kind (OutlayExportDialog *self)
{
  for (guint i = 0; i < OUTLAY_N_EXPORT_KINDS; i++)
    if (gtk_check_button_get_active (self->kinds[i]))
      return i;

  return OUTLAY_EXPORT_AS_PAPER;
}

static void
show_page (OutlayExportDialog *self, const char *name)
{
  gboolean is_choice = g_str_equal (name, "choice");
  gboolean is_over = g_str_equal (name, "gaps") || g_str_equal (name, "failed");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->export_button, is_choice);
  gtk_button_set_label (self->cancel_button, is_over ? _ ("_Close") : _ ("_Cancel"));
  adw_dialog_set_can_close (ADW_DIALOG (self), self->job == NULL);
}

static void
kind_cb (OutlayExportDialog *self)
{
  gtk_widget_set_visible (self->receipts_group, get_kind (self) == OUTLAY_EXPORT_AS_PAPER);
}

/* --- while it is written ----------------------------------------------------------------------- */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (OUTLAY_EXPORT_DIALOG (user_data)->bar);

  return G_SOURCE_CONTINUE;
}

static void
progress_cb (OutlayExportDialog *self)
{
  guint n_done = outlay_export_job_get_n_done (self->job);
  guint n_total = outlay_export_job_get_n_total (self->job);
  g_autofree char *text = NULL;

  if (n_total == 0 || n_done == 0)
    return;

  g_clear_handle_id (&self->pulse, g_source_remove);
  /* Translators: how many are done of how many. */
  text = g_strdup_printf (_ ("%1$u of %2$u"), n_done, n_total);
  gtk_progress_bar_set_fraction (self->bar, (double) n_done / n_total);
  gtk_label_set_label (self->count, text);
}

static void
list_gaps (OutlayExportDialog *self, GPtrArray *gaps)
{
  for (guint i = 0; i < MIN (gaps->len, N_GAPS); i++)
    {
      const OutlayExportGap *gap = gaps->pdata[i];
      g_autofree char *day = outlay_export_day_to_text (gap->day);
      const char *reason = gap->reason != NULL ? gap->reason : _ ("It is not on this device.");
      /* Translators: a day, and why a receipt is missing. */
      g_autofree char *text = g_strdup_printf (_ ("%1$s: %2$s"), day, reason);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gap->merchant);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      adw_preferences_group_add (self->gaps, row);
    }

  if (gaps->len > N_GAPS)
    {
      guint n = gaps->len - N_GAPS;
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_preferences_group_add (self->gaps, row);
    }
}

static void
show_success (OutlayExportDialog *self, GPtrArray *gaps)
{
  g_autofree char *uri = g_file_get_uri (self->file);
  g_autofree char *name = g_file_get_basename (self->file);
  /* Translators: %s is a file's name. */
  g_autofree char *text = g_strdup_printf (_ ("“%s” is written"), name);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-file", "(ss)", text, uri);
  if (gaps->len == 0)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  list_gaps (self, gaps);
  show_page (self, "gaps");
}

static DexFuture *
written_cb (DexFuture *completed, gpointer user_data)
{
  OutlayExportDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_written = dex_future_get_value (completed, &error) != NULL;
  g_autoptr (OutlayExportJob) job = g_steal_pointer (&self->job);

  g_clear_handle_id (&self->pulse, g_source_remove);
  /* Gone with its window. */
  if (self->subject == NULL)
    return dex_future_new_true ();

  if (is_written)
    {
      adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
      show_success (self, outlay_export_job_get_gaps (job));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_page (self, "choice");
    }
  else
    {
      g_message ("Nothing is exported: %s", error->message);
      adw_status_page_set_description (self->failed, outlay_export_error_to_text (error));
      show_page (self, "failed");
    }

  return dex_future_new_true ();
}

void
outlay_export_dialog_export_to (OutlayExportDialog *self, GFile *file)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (OUTLAY_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->job != NULL)
    return;

  /* Places that are no files of this machine have no name to write beside. */
  if (g_file_peek_path (file) == NULL)
    {
      adw_status_page_set_description (
          self->failed, _ ("Files can only be written to this computer. Choose another place."));
      show_page (self, "failed");
      return;
    }

  g_set_object (&self->file, file);
  name = g_file_get_basename (file);
  /* Translators: %s is a file's name. */
  title = g_strdup_printf (_ ("Writing “%s”"), name);
  gtk_label_set_label (self->work_title, title);
  gtk_label_set_label (self->count, "");
  gtk_progress_bar_set_fraction (self->bar, 0);
  self->job = outlay_export_job_new (self->subject, get_kind (self),
                                     adw_switch_row_get_active (self->receipts), file);
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  self->pulse = g_timeout_add (120, pulse_cb, self);
  show_page (self, "work");
  dex_future_disown (dex_future_finally (outlay_export_job_run (self->job), written_cb,
                                         g_object_ref (self), g_object_unref));
}

/* --- asking ------------------------------------------------------------------------------------ */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->subject != NULL)
    outlay_export_dialog_export_to (self, file);
  else if (file == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_message ("No file can be chosen: %s", error->message);
}

static void
export_cb (OutlayExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *base = outlay_export_subject_dup_file_name (self->subject);
  g_autofree char *name = g_strdup_printf ("%s.%s", base,
                                           outlay_export_kind_get_ending (get_kind (self)));

  gtk_file_dialog_set_title (dialog, _ ("Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

/* Gives up what is written, or goes. */
static void
cancel_cb (OutlayExportDialog *self)
{
  if (self->job != NULL)
    outlay_export_job_cancel (self->job);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (OutlayExportDialog *self)
{
  cancel_cb (self);
}

static void
outlay_export_dialog_dispose (GObject *object)
{
  OutlayExportDialog *self = OUTLAY_EXPORT_DIALOG (object);

  if (self->job != NULL)
    outlay_export_job_cancel (self->job);
  g_clear_handle_id (&self->pulse, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->subject);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (outlay_export_dialog_parent_class)->dispose (object);
}

static void
outlay_export_dialog_class_init (OutlayExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const char *const kinds[] = { "paper", "table", "journal", "pack" };

  G_OBJECT_CLASS (klass)->dispose = outlay_export_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/export/outlay-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, what);
  for (guint i = 0; i < OUTLAY_N_EXPORT_KINDS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, kinds[i], FALSE,
        (gssize) (G_STRUCT_OFFSET (OutlayExportDialog, kinds) + i * sizeof (gpointer)));
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, receipts_group);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, receipts);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, work_title);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, count);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, gaps);
  gtk_widget_class_bind_template_child (widget_class, OutlayExportDialog, failed);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
outlay_export_dialog_init (OutlayExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
}

AdwDialog *
outlay_export_dialog_new (OutlayExportSubject *subject)
{
  OutlayExportDialog *self;
  const char *subtitle;
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;

  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (subject), NULL);

  self = g_object_new (OUTLAY_TYPE_EXPORT_DIALOG, NULL);
  self->subject = g_object_ref (subject);
  subtitle = outlay_export_subject_get_subtitle (subject);
  title = g_markup_escape_text (outlay_export_subject_get_title (subject), -1);
  adw_preferences_group_set_title (self->what, title);
  if (subtitle != NULL)
    description = g_markup_escape_text (subtitle, -1);
  adw_preferences_group_set_description (self->what, description);
  show_page (self, "choice");

  return ADW_DIALOG (self);
}

void
outlay_export_dialog_set_kind (OutlayExportDialog *self, OutlayExportKind kind)
{
  g_return_if_fail (OUTLAY_IS_EXPORT_DIALOG (self));
  g_return_if_fail (kind < OUTLAY_N_EXPORT_KINDS);

  gtk_check_button_set_active (self->kinds[kind], TRUE);
  kind_cb (self);
}
