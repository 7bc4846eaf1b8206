/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-report-paper.h"

#include <gtk/gtk.h>

#include "app/export/outlay-paper.h"
#include "app/export/outlay-receipt-pages.h"
#include "app/export/outlay-report-content.h"
#include "app/export/outlay-report-pages.h"
#include "app/widgets/outlay-error-text.h"
#include "client/export/outlay-expense-gathering.h"
#include "client/transport/outlay-fiber.h"

#define PROGRESS_MS 100
/* What margins leave of the page. */
#define MARGINS 84.0

struct _OutlayReportPaper
{
  GObject parent_instance;

  OutlayExportSubject *subject;
  char *path;
  double width; /* of a page, points */
  double height;
  gboolean has_receipts;
  OutlayReportContent *content; /* (nullable): from gathering on */
  GCancellable *cancellable;
  GPtrArray *gaps;
  guint n_pages;
  guint n_total;
  guint n_told;  /* the last n-done that was notified */
  guint n_done;  /* atomic */
  guint ticking; /* source, while it is written */
  gboolean is_offline;
  gboolean is_begun;
};

G_DEFINE_FINAL_TYPE (OutlayReportPaper, outlay_report_paper, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_DONE,
  PROP_N_TOTAL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_report_paper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayReportPaper *self = OUTLAY_REPORT_PAPER (object);

  switch (id)
    {
    case PROP_N_DONE:
      g_value_set_uint (value, outlay_report_paper_get_n_done (self));
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_report_paper_finalize (GObject *object)
{
  OutlayReportPaper *self = OUTLAY_REPORT_PAPER (object);

  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_pointer (&self->content, outlay_report_content_free);
  g_clear_object (&self->subject);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->gaps);
  g_free (self->path);

  G_OBJECT_CLASS (outlay_report_paper_parent_class)->finalize (object);
}

static void
outlay_report_paper_class_init (OutlayReportPaperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_report_paper_get_property;
  object_class->finalize = outlay_report_paper_finalize;

  props[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_report_paper_init (OutlayReportPaper *self)
{
  self->cancellable = g_cancellable_new ();
  self->gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_export_gap_free);
  self->has_receipts = TRUE;
}

OutlayReportPaper *
outlay_report_paper_new (OutlayExportSubject *subject, GFile *file)
{
  g_autoptr (GtkPageSetup) page = NULL;
  OutlayReportPaper *self;

  g_return_val_if_fail (OUTLAY_IS_EXPORT_SUBJECT (subject), NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  page = gtk_page_setup_new ();
  self = g_object_new (OUTLAY_TYPE_REPORT_PAPER, NULL);
  self->subject = g_object_ref (subject);
  self->path = g_file_get_path (file);
  self->width = gtk_page_setup_get_paper_width (page, GTK_UNIT_POINTS);
  self->height = gtk_page_setup_get_paper_height (page, GTK_UNIT_POINTS);

  return self;
}

void
outlay_report_paper_set_receipts (OutlayReportPaper *self, gboolean has_receipts)
{
  g_return_if_fail (OUTLAY_IS_REPORT_PAPER (self));

  self->has_receipts = has_receipts;
}

/* --- on a thread of the pool ------------------------------------------------------------------- */

static gboolean
step_cb (gpointer data, GError **error)
{
  OutlayReportPaper *self = data;

  g_atomic_int_inc (&self->n_done);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
write_paper (OutlayReportPaper *self, GError **error)
{
  const OutlayPaperInit init = {
    .width = self->width,
    .height = self->height,
    .title = self->content->title,
    .author = self->content->owner,
    .is_rtl = gtk_get_locale_direction () == GTK_TEXT_DIR_RTL,
  };
  g_autoptr (OutlayPaper) paper = outlay_paper_new (self->path, &init, error);

  if (paper == NULL || !outlay_report_pages_write (paper, self->content, step_cb, self, error) ||
      (self->has_receipts && !outlay_receipt_pages_write (paper, self->content, self->gaps, step_cb,
                                                          self, self->cancellable, error)) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !outlay_paper_finish (paper, error))
    return FALSE;

  self->n_pages = outlay_paper_get_n_pages (paper);

  return TRUE;
}

static DexFuture *
write_fiber (gpointer data)
{
  GError *error = NULL;

  return write_paper (data, &error) ? dex_future_new_true () : dex_future_new_for_error (error);
}

/* --- on the main thread ------------------------------------------------------------------------ */

static gboolean
tick_cb (gpointer data)
{
  OutlayReportPaper *self = data;
  guint n_done = outlay_report_paper_get_n_done (self);

  if (n_done != self->n_told)
    {
      self->n_told = n_done;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_DONE]);
    }

  return G_SOURCE_CONTINUE;
}

/* Finds one receipt, or why it is not to be had. */
static void
find_proof (OutlayReportPaper *self, OutlayProofStore *store, const char *sha256)
{
  g_autoptr (GFile) file = outlay_proof_store_get_file (store, sha256);
  g_autoptr (GError) error = NULL;

  if (file == NULL && !self->is_offline)
    {
      file = dex_await_object (outlay_proof_gather (store, sha256, self->cancellable), &error);
      self->is_offline = error != NULL &&
                         !g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
    }

  if (file != NULL)
    g_hash_table_insert (self->content->proofs, g_strdup (sha256), g_file_get_path (file));
  else if (error != NULL && error->domain == OUTLAY_CLIENT_ERROR)
    g_hash_table_insert (self->content->reasons, g_strdup (sha256),
                         g_strdup (outlay_error_to_text (error)));
}

static void
find_proofs (OutlayReportPaper *self)
{
  OutlayWorkspace *workspace = outlay_export_subject_get_workspace (self->subject);
  OutlayProofStore *store = outlay_workspace_get_proof_store (workspace);

  for (guint i = 0; i < self->content->expenses->len; i++)
    {
      const char *const *proofs = outlay_expense_get_proofs (self->content->expenses->pdata[i]);

      for (guint j = 0; proofs != NULL && proofs[j] != NULL; j++)
        {
          if (g_cancellable_is_cancelled (self->cancellable))
            return;
          find_proof (self, store, proofs[j]);
        }
    }
}

static void
count_work (OutlayReportPaper *self)
{
  self->n_total = self->content->expenses->len;
  for (guint i = 0; self->has_receipts && i < self->content->expenses->len; i++)
    {
      const char *const *proofs = outlay_expense_get_proofs (self->content->expenses->pdata[i]);

      self->n_total += proofs != NULL ? g_strv_length ((char **) proofs) : 0;
    }

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TOTAL]);
}

static DexFuture *
run_fiber (gpointer data)
{
  OutlayReportPaper *self = data;
  GPtrArray *expenses;
  GError *error = NULL;

  expenses = dex_await_boxed (
      outlay_expense_gather (outlay_export_subject_get_workspace (self->subject),
                             outlay_export_subject_get_filter (self->subject),
                             outlay_export_subject_is_company (self->subject), self->cancellable),
      &error);
  if (expenses == NULL)
    return dex_future_new_for_error (error);

  self->content = outlay_report_content_new (self->subject, expenses, self->width - MARGINS,
                                             &error);
  if (self->content == NULL)
    return dex_future_new_for_error (error);

  count_work (self);
  if (self->has_receipts)
    find_proofs (self);
  self->ticking = g_timeout_add (PROGRESS_MS, tick_cb, self);

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), OUTLAY_FIBER_STACK,
                              write_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
end_cb (DexFuture *completed, gpointer data)
{
  OutlayReportPaper *self = data;

  if (self->ticking != 0)
    tick_cb (self);
  g_clear_handle_id (&self->ticking, g_source_remove);

  return dex_ref (completed);
}

DexFuture *
outlay_report_paper_run (OutlayReportPaper *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_PAPER (self), NULL);
  g_return_val_if_fail (!self->is_begun, NULL);

  self->is_begun = TRUE;

  return dex_future_finally (outlay_fiber_spawn (run_fiber, g_object_ref (self), g_object_unref),
                             end_cb, g_object_ref (self), g_object_unref);
}

void
outlay_report_paper_cancel (OutlayReportPaper *self)
{
  g_return_if_fail (OUTLAY_IS_REPORT_PAPER (self));

  g_cancellable_cancel (self->cancellable);
}

guint
outlay_report_paper_get_n_done (OutlayReportPaper *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_PAPER (self), 0);

  return (guint) g_atomic_int_get (&self->n_done);
}

guint
outlay_report_paper_get_n_total (OutlayReportPaper *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_PAPER (self), 0);

  return self->n_total;
}

guint
outlay_report_paper_get_n_pages (OutlayReportPaper *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_PAPER (self), 0);

  return self->n_pages;
}

GPtrArray *
outlay_report_paper_get_gaps (OutlayReportPaper *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_PAPER (self), NULL);

  return self->gaps;
}
