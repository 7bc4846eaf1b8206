/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-import-dialog.h"

#include <glib/gi18n.h>

#include "app/export/outlay-export-text.h"
#include "client/export/outlay-expense-import.h"

#define N_FINDINGS 50
#define PULSE_MS 120

struct _OutlayImportDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkButton *cancel_button;
  GtkWidget *import_button;
  GtkStack *stack;
  GtkLabel *work_title;
  GtkProgressBar *bar;
  GtkLabel *count;
  AdwStatusPage *told;
  AdwPreferencesGroup *findings;

  /* Owned */
  OutlayExpenseImport *import;
  char *name;

  gboolean is_working;
  gboolean is_importing;
  gboolean is_gone;
  guint pulse;
};

G_DEFINE_FINAL_TYPE (OutlayImportDialog, outlay_import_dialog, ADW_TYPE_DIALOG)

/* --- states ------------------------------------------------------------------------------------ */

static gboolean
pulse_cb (gpointer user_data)
{
  OutlayImportDialog *self = user_data;
  guint n = outlay_expense_import_get_n_new (self->import);
  g_autofree char *text = g_strdup_printf (ngettext ("%u expense so far", "%u expenses so far", n),
                                           n);

  gtk_progress_bar_pulse (self->bar);
  gtk_label_set_label (self->count, self->is_importing && n > 0 ? text : "");

  return G_SOURCE_CONTINUE;
}

static void
begin_work (OutlayImportDialog *self, const char *title)
{
  self->is_working = TRUE;
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_visible (self->import_button, FALSE);
  gtk_button_set_label (self->cancel_button, _ ("_Cancel"));
  gtk_label_set_label (self->work_title, title);
  gtk_label_set_label (self->count, "");
  gtk_stack_set_visible_child_name (self->stack, "work");
  self->pulse = g_timeout_add (PULSE_MS, pulse_cb, self);
}

static void
end_work (OutlayImportDialog *self)
{
  self->is_working = FALSE;
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (!self->is_gone)
    adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
}

/* @is_over: whether there is nothing to do but to close */
static void
tell (OutlayImportDialog *self,
      const char *icon,
      const char *title,
      const char *text,
      gboolean is_over)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->told, icon);
  adw_status_page_set_title (self->told, title);
  adw_status_page_set_description (self->told, markup);
  gtk_widget_set_visible (self->import_button, !is_over);
  gtk_button_set_label (self->cancel_button, is_over ? _ ("_Close") : _ ("_Cancel"));
  gtk_stack_set_visible_child_name (self->stack, "told");
}

static void
tell_failure (OutlayImportDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }

  g_message ("Nothing is imported: %s", error->message);
  tell (self, "dialog-error-symbolic", _ ("Not Imported"), outlay_export_error_to_text (error),
        TRUE);
}

/* --- verifying --------------------------------------------------------------------------------- */

static void
add_finding (OutlayImportDialog *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->findings, row);
}

static void
show_findings (OutlayImportDialog *self)
{
  const OutlayPackFindings *findings = outlay_expense_import_get_findings (self->import);
  guint n = MIN (findings->kept->len, N_FINDINGS);

  for (guint i = 0; i < n; i++)
    {
      const OutlayPackFinding *finding = findings->kept->pdata[i];

      add_finding (self, outlay_pack_finding_to_text (finding->kind), finding->place);
    }

  if (findings->n_all > n)
    {
      guint n_more = (guint) MIN (findings->n_all - n, G_MAXUINT);
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more),
                                               n_more);

      add_finding (self, text, "");
    }

  gtk_button_set_label (self->cancel_button, _ ("_Close"));
  gtk_stack_set_visible_child_name (self->stack, "findings");
}

static DexFuture *
verified_cb (DexFuture *completed, gpointer user_data)
{
  OutlayImportDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  end_work (self);
  if (self->is_gone)
    return dex_future_new_true ();

  if (value == NULL)
    tell_failure (self, error);
  else if (!g_value_get_boolean (value))
    show_findings (self);
  else
    {
      tell (self, "outlay-approved-symbolic", _ ("Nothing Is Wrong With This Pack"),
            _ ("Every file is as it was when the pack was made. Its expenses become drafts of "
               "yours; those you have already stay as they are."),
            FALSE);
      gtk_widget_grab_focus (self->import_button);
    }

  return dex_future_new_true ();
}

/* --- importing --------------------------------------------------------------------------------- */

/* @sentence: (transfer full) */
static void
append (GString *text, guint n, char *sentence)
{
  if (n > 0)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, sentence);
    }

  g_free (sentence);
}

/* What came of it, a sentence for each kind there is. */
static char *
summarize (OutlayImportDialog *self)
{
  guint n_known = outlay_expense_import_get_n_known (self->import);
  guint n_different = outlay_expense_import_get_n_different (self->import);
  guint n_others = outlay_expense_import_get_n_others (self->import);
  guint n_missing = outlay_expense_import_get_n_missing (self->import);
  GString *text = g_string_new (NULL);

  append (text, n_known,
          g_strdup_printf (
              ngettext ("%u expense was here already.", "%u expenses were here already.", n_known),
              n_known));
  append (text, n_different,
          g_strdup_printf (
              ngettext ("%u expense is here and says something else. It stays as it is.",
                        "%u expenses are here and say something else. They stay as they are.",
                        n_different),
              n_different));
  append (text, n_others,
          g_strdup_printf (ngettext ("%u expense belongs to somebody else and was left out.",
                                     "%u expenses belong to somebody else and were left out.",
                                     n_others),
                           n_others));
  append (text, n_missing,
          g_strdup_printf (ngettext ("%u receipt is not in the pack.",
                                     "%u receipts are not in the pack.", n_missing),
                           n_missing));

  return g_string_free (text, FALSE);
}

static DexFuture *
imported_cb (DexFuture *completed, gpointer user_data)
{
  OutlayImportDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = dex_future_get_value (completed, &error) != NULL;
  guint n_new = outlay_expense_import_get_n_new (self->import);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  end_work (self);
  if (self->is_gone)
    return dex_future_new_true ();
  if (!is_done)
    {
      tell_failure (self, error);
      return dex_future_new_true ();
    }

  title = n_new > 0 ? g_strdup_printf (
                          ngettext ("%u Expense Imported", "%u Expenses Imported", n_new), n_new)
                    : g_strdup (_ ("Nothing New"));
  text = summarize (self);
  tell (self, "outlay-approved-symbolic", title, text, TRUE);

  return dex_future_new_true ();
}

static void
import_cb (OutlayImportDialog *self)
{
  g_autofree char *title = g_strdup_printf (_ ("Importing “%s”"), self->name);

  self->is_importing = TRUE;
  begin_work (self, title);
  dex_future_disown (dex_future_finally (outlay_expense_import_run (self->import), imported_cb,
                                         g_object_ref (self), g_object_unref));
}

static void
cancel_cb (OutlayImportDialog *self)
{
  if (self->is_working)
    outlay_expense_import_cancel (self->import);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (OutlayImportDialog *self)
{
  cancel_cb (self);
}

static void
outlay_import_dialog_dispose (GObject *object)
{
  OutlayImportDialog *self = OUTLAY_IMPORT_DIALOG (object);

  if (self->is_working && !self->is_gone)
    outlay_expense_import_cancel (self->import);
  self->is_gone = TRUE;
  g_clear_handle_id (&self->pulse, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (outlay_import_dialog_parent_class)->dispose (object);
}

static void
outlay_import_dialog_finalize (GObject *object)
{
  OutlayImportDialog *self = OUTLAY_IMPORT_DIALOG (object);

  g_clear_object (&self->import);
  g_free (self->name);

  G_OBJECT_CLASS (outlay_import_dialog_parent_class)->finalize (object);
}

static void
outlay_import_dialog_class_init (OutlayImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = outlay_import_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/export/outlay-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, work_title);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, count);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, told);
  gtk_widget_class_bind_template_child (widget_class, OutlayImportDialog, findings);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
outlay_import_dialog_init (OutlayImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
}

AdwDialog *
outlay_import_dialog_new (OutlayWorkspace *workspace, GFile *file)
{
  OutlayImportDialog *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (OUTLAY_TYPE_IMPORT_DIALOG, NULL);
  self->import = outlay_expense_import_new (workspace, file);
  self->name = g_file_get_basename (file);
  title = g_strdup_printf (_ ("Checking “%s”"), self->name);
  begin_work (self, title);
  dex_future_disown (dex_future_finally (outlay_expense_import_verify (self->import), verified_cb,
                                         g_object_ref (self), g_object_unref));

  return ADW_DIALOG (self);
}

/* --- asking for a file ------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *parent;
  OutlayWorkspace *workspace;
} Question;

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GtkWidget) parent = question->parent;
  g_autoptr (OutlayWorkspace) workspace = question->workspace;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  g_free (question);
  if (file == NULL || !gtk_widget_get_mapped (parent))
    return;

  if (g_file_peek_path (file) != NULL)
    adw_dialog_present (outlay_import_dialog_new (workspace, file), parent);
  else
    gtk_widget_activate_action (parent, "win.announce", "s",
                                _ ("Only files on this computer can be imported."));
}

void
outlay_import_dialog_ask (GtkWidget *parent, OutlayWorkspace *workspace)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autoptr (GtkFileFilter) packs = NULL;
  g_autoptr (GListStore) filters = NULL;
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (OUTLAY_IS_WORKSPACE (workspace));

  question = g_new0 (Question, 1);
  *question = (Question) { g_object_ref (parent), g_object_ref (workspace) };
  packs = gtk_file_filter_new ();
  gtk_file_filter_set_name (packs, _ ("Audit Packs"));
  gtk_file_filter_add_suffix (packs, "zip");
  filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_list_store_append (filters, packs);
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _ ("Import"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, chosen_cb,
                        question);
}
