/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-print-dialog.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/export/outlay-export-text.h"
#include "app/export/outlay-print-page.h"
#include "app/export/outlay-report-paper.h"

struct _OutlayPrintDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwWindowTitle *window_title;
  GtkWidget *print_button;
  AdwBanner *banner;
  GtkStack *stack;
  GtkProgressBar *bar;
  GtkLabel *count;
  GtkListView *pages;
  AdwStatusPage *failed;

  /* Owned */
  OutlayExportSubject *subject;
  OutlayReportPaper *paper; /* (nullable): it is being written */
  GListStore *model;        /* (nullable): the pages are there */
  char *folder;             /* of the file */
  GFile *file;
};

G_DEFINE_FINAL_TYPE (OutlayPrintDialog, outlay_print_dialog, ADW_TYPE_DIALOG)

/* --- the pages --------------------------------------------------------------------------------- */

static void
setup_cb (OutlayPrintDialog *self, GtkListItem *item)
{
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (picture, "sheet");
  gtk_widget_add_css_class (picture, "card");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), picture);
  gtk_widget_set_margin_top (clamp, 6);
  gtk_widget_set_margin_bottom (clamp, 6);
  gtk_list_item_set_child (item, clamp);
  gtk_list_item_set_activatable (item, FALSE);
}

static GtkWidget *
get_picture (GtkListItem *item)
{
  return adw_clamp_get_child (ADW_CLAMP (gtk_list_item_get_child (item)));
}

static void
bind_cb (OutlayPrintDialog *self, GtkListItem *item)
{
  GtkWidget *picture = get_picture (item);
  OutlayPrintPage *page = gtk_list_item_get_item (item);
  g_autofree char *label = g_strdup_printf (_ ("Page %u"), outlay_print_page_get_number (page) + 1);
  GBinding *binding = g_object_bind_property (page, "paintable", picture, "paintable",
                                              G_BINDING_SYNC_CREATE);

  g_object_set_data (G_OBJECT (item), "binding", binding);
  gtk_list_item_set_accessible_label (item, label);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), label);
  outlay_print_page_set_shown (page, TRUE);
}

static void
unbind_cb (OutlayPrintDialog *self, GtkListItem *item)
{
  GBinding *binding = g_object_steal_data (G_OBJECT (item), "binding");

  g_binding_unbind (binding);
  gtk_picture_set_paintable (GTK_PICTURE (get_picture (item)), NULL);
  outlay_print_page_set_shown (gtk_list_item_get_item (item), FALSE);
}

static void
show_pages (OutlayPrintDialog *self, guint n_pages, guint n_gaps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (g_file_peek_path (self->file), FALSE, &error);
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GdkPaintable) blank = gdk_paintable_new_empty (
      (int) gtk_page_setup_get_paper_width (setup, GTK_UNIT_POINTS),
      (int) gtk_page_setup_get_paper_height (setup, GTK_UNIT_POINTS));
  g_autoptr (GBytes) document = NULL;
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);

  if (mapped == NULL)
    {
      g_message ("What was written cannot be read: %s", error->message);
      adw_status_page_set_description (self->failed, outlay_export_error_to_text (NULL));
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  document = g_mapped_file_get_bytes (mapped);
  self->model = g_list_store_new (OUTLAY_TYPE_PRINT_PAGE);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (OutlayPrintPage) page = outlay_print_page_new (document, i, blank);

      g_list_store_append (self->model, page);
    }

  gtk_list_view_set_model (self->pages, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                            G_LIST_MODEL (g_object_ref (self->model)))));
  adw_window_title_set_subtitle (self->window_title, subtitle);
  if (n_gaps > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u receipt cannot be printed. The last page says why.",
                    "%u receipts cannot be printed. The last page says why.", n_gaps),
          n_gaps);

      adw_banner_set_title (self->banner, text);
      adw_banner_set_revealed (self->banner, TRUE);
    }
  gtk_widget_set_visible (self->print_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  gtk_widget_grab_focus (self->print_button);
}

/* --- writing them ------------------------------------------------------------------------------ */

static void
progress_cb (OutlayPrintDialog *self)
{
  guint n_done = outlay_report_paper_get_n_done (self->paper);
  guint n_total = outlay_report_paper_get_n_total (self->paper);
  g_autofree char *text = NULL;

  if (n_total == 0)
    return;

  text = g_strdup_printf (_ ("%1$u of %2$u"), n_done, n_total);
  gtk_progress_bar_set_fraction (self->bar, (double) n_done / n_total);
  gtk_label_set_label (self->count, text);
}

static DexFuture *
written_cb (DexFuture *completed, gpointer user_data)
{
  OutlayPrintDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_written = dex_future_get_value (completed, &error) != NULL;
  g_autoptr (OutlayReportPaper) paper = g_steal_pointer (&self->paper);

  /* Gone meanwhile, and what was written goes too. */
  if (self->subject == NULL)
    {
      if (is_written)
        g_file_delete (self->file, NULL, NULL);
      g_rmdir (self->folder);
      return dex_future_new_true ();
    }

  if (is_written)
    {
      show_pages (self, outlay_report_paper_get_n_pages (paper),
                  outlay_report_paper_get_gaps (paper)->len);
      return dex_future_new_true ();
    }

  g_message ("Nothing can be printed: %s", error->message);
  adw_status_page_set_description (self->failed, outlay_export_error_to_text (error));
  gtk_stack_set_visible_child_name (self->stack, "failed");

  return dex_future_new_true ();
}

static void
prepare_cb (OutlayPrintDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "work");
  gtk_progress_bar_set_fraction (self->bar, 0);
  self->paper = outlay_report_paper_new (self->subject, self->file);
  g_signal_connect_object (self->paper, "notify", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  dex_future_disown (dex_future_finally (outlay_report_paper_run (self->paper), written_cb,
                                         g_object_ref (self), g_object_unref));
}

/* --- printing ---------------------------------------------------------------------------------- */

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = gtk_print_dialog_print_file_finish (GTK_PRINT_DIALOG (source), result,
                                                            &error);

  if (self->subject == NULL)
    return;
  if (is_printed)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;

  g_message ("Nothing was printed: %s", error->message);
  adw_banner_set_title (self->banner,
                        _ ("The printer did not take it. Check it, or export the report as PDF."));
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
print_cb (OutlayPrintDialog *self)
{
  g_autoptr (GtkPrintDialog) dialog = gtk_print_dialog_new ();

  gtk_print_dialog_set_title (dialog, outlay_export_subject_get_title (self->subject));
  gtk_print_dialog_print_file (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                               self->file, NULL, printed_cb, g_object_ref (self));
}

static void
cancel_cb (OutlayPrintDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
outlay_print_dialog_dispose (GObject *object)
{
  OutlayPrintDialog *self = OUTLAY_PRINT_DIALOG (object);

  if (self->pages != NULL)
    gtk_list_view_set_model (self->pages, NULL);
  if (self->paper == NULL && self->subject != NULL)
    {
      g_file_delete (self->file, NULL, NULL);
      g_rmdir (self->folder);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PRINT_DIALOG);
  g_clear_object (&self->model);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (outlay_print_dialog_parent_class)->dispose (object);
}

/* The file's name is looked at until what is written is gone. */
static void
outlay_print_dialog_finalize (GObject *object)
{
  OutlayPrintDialog *self = OUTLAY_PRINT_DIALOG (object);

  g_clear_object (&self->file);
  g_free (self->folder);

  G_OBJECT_CLASS (outlay_print_dialog_parent_class)->finalize (object);
}

static void
closed_cb (OutlayPrintDialog *self)
{
  if (self->paper != NULL)
    outlay_report_paper_cancel (self->paper);
}

static void
outlay_print_dialog_class_init (OutlayPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_print_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = outlay_print_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/export/outlay-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, count);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, OutlayPrintDialog, failed);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
}

static void
outlay_print_dialog_init (OutlayPrintDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->pages, factory);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

AdwDialog *
outlay_print_dialog_new (OutlayExportSubject *subject)
{
  OutlayPrintDialog *self;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (subject), NULL);

  self = g_object_new (OUTLAY_TYPE_PRINT_DIALOG, NULL);
  self->subject = g_object_ref (subject);
  base = outlay_export_subject_dup_file_name (subject);
  name = g_strconcat (base, ".pdf", NULL);
  self->folder = g_dir_make_tmp ("outlay-print-XXXXXX", &error);
  if (self->folder == NULL)
    {
      g_message ("Nothing can be printed: %s", error->message);
      self->folder = g_strdup (g_get_tmp_dir ());
    }
  self->file = g_file_new_build_filename (self->folder, name, NULL);
  prepare_cb (self);

  return ADW_DIALOG (self);
}

GListModel *
outlay_print_dialog_get_pages (OutlayPrintDialog *self)
{
  g_return_val_if_fail (OUTLAY_IS_PRINT_DIALOG (self), NULL);

  return G_LIST_MODEL (self->model);
}
