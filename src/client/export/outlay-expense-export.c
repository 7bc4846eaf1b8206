/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/export/outlay-expense-export.h"

#include "client/account/outlay-workspace-private.h"
#include "client/export/outlay-expense-gathering.h"
#include "client/export/outlay-export-rows.h"
#include "client/export/outlay-export-sink.h"
#include "client/ledger/outlay-expense-filter.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

struct _OutlayExpenseExport
{
  GObject parent_instance;

  OutlayWorkspace *workspace;
  OutlayExportFormat format;
  char *path;
  char *proofs;
  char *from; /* (nullable): days of the filter, as the pack says them */
  char *to;
  OutlayExportRows *rows;
  OutlayExportSink *sink; /* (nullable): from begin() on */
  GCancellable *cancellable;
  GPtrArray *missing;
  GPtrArray *gaps;
  OutlayExpenseFilter *filter;
  gboolean is_company;
  guint n_done;
  guint n_total;
  gboolean is_offline; /* fetching has failed */
};

G_DEFINE_FINAL_TYPE (OutlayExpenseExport, outlay_expense_export, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_N_DONE,
  PROP_N_TOTAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
outlay_expense_export_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  OutlayExpenseExport *self = OUTLAY_EXPENSE_EXPORT (object);

  switch (property_id)
    {
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
outlay_expense_export_finalize (GObject *object)
{
  OutlayExpenseExport *self = OUTLAY_EXPENSE_EXPORT (object);

  g_clear_pointer (&self->sink, outlay_export_sink_free);
  g_clear_pointer (&self->rows, outlay_export_rows_free);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->gaps);
  outlay_expense_filter_free (self->filter);
  g_free (self->path);
  g_free (self->proofs);
  g_free (self->from);
  g_free (self->to);

  G_OBJECT_CLASS (outlay_expense_export_parent_class)->finalize (object);
}

static void
outlay_expense_export_class_init (OutlayExpenseExportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_expense_export_get_property;
  object_class->finalize = outlay_expense_export_finalize;

  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_expense_export_init (OutlayExpenseExport *self)
{
  self->cancellable = g_cancellable_new ();
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_export_gap_free);
}

OutlayExpenseExport *
outlay_expense_export_new (OutlayWorkspace *workspace,
                           const OutlayExpenseFilter *filter,
                           OutlayExportFormat format,
                           GFile *file)
{
  OutlayExpenseExport *self;
  OutlayDatabase *database;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace) && filter != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  database = outlay_workspace_get_database (workspace);
  self = g_object_new (OUTLAY_TYPE_EXPENSE_EXPORT, NULL);
  self->workspace = g_object_ref (workspace);
  self->format = format;
  self->path = g_file_get_path (file);
  self->proofs = g_build_filename (g_file_peek_path (outlay_database_get_folder (database)),
                                   "proofs", NULL);
  self->rows = outlay_export_rows_new (filter);
  self->filter = outlay_expense_filter_copy (filter);
  self->from = filter->from != NULL && *filter->from != '\0' ? g_strdup (filter->from) : NULL;
  if (filter->until != NULL && *filter->until != '\0')
    self->to = outlay_day_add (filter->until, -1);

  return self;
}

void
outlay_expense_export_set_company (OutlayExpenseExport *self, gboolean is_company)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self));

  self->is_company = is_company;
}

/* --- on a thread of the pool ------------------------------------------------------------------- */

static DexFuture *
in_pool (OutlayExpenseExport *self, DexFiberFunc func)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), OUTLAY_FIBER_STACK, func,
                              g_object_ref (self), g_object_unref);
}

static DexFuture *
answer (gboolean is_done, GError *error)
{
  return is_done ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
begin_fiber (gpointer data)
{
  OutlayExpenseExport *self = data;
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);
  gboolean is_own = self->rows->query->scope == OUTLAY_SCOPE_MINE && !self->is_company;
  const char *server = outlay_account_get_server (account);
  const OutlayPackTitle title = {
    .program = "outlay " OUTLAY_VERSION,
    .company_id = server,
    .company_name = server != NULL ? outlay_account_get_company_name (account) : NULL,
    .person_id = is_own ? outlay_account_get_user_id (account) : NULL,
    .person_name = is_own ? outlay_account_get_user_name (account) : NULL,
    .from = self->from,
    .to = self->to,
    .made_at = g_get_real_time (),
  };
  GError *error = NULL;

  self->sink = outlay_export_sink_new (self->format, self->path, &title, self->rows->book,
                                       self->proofs, self->missing, self->cancellable, &error);
  return answer (self->sink != NULL, error);
}

static DexFuture *
write_fiber (gpointer data)
{
  OutlayExpenseExport *self = data;
  GPtrArray *page = self->rows->page;
  GError *error = NULL;

  for (guint i = 0; i < page->len; i++)
    {
      const OutlayPackExpense *expense = outlay_pack_assembly_end (page->pdata[i]);

      if (!outlay_export_sink_add (self->sink, expense, &error))
        return answer (FALSE, error);
      while (self->gaps->len < self->missing->len)
        g_ptr_array_add (self->gaps,
                         outlay_export_gap_new (expense->facts.merchant, expense->facts.day, NULL));
    }

  return answer (TRUE, NULL);
}

static DexFuture *
finish_fiber (gpointer data)
{
  OutlayExpenseExport *self = data;
  GError *error = NULL;

  return answer (outlay_export_sink_finish (self->sink, &error), error);
}

/* --- on the main thread ------------------------------------------------------------------------ */

/* Brings the proofs of the page here that are not, as far as there is a network. */
static void
fetch_proofs (OutlayExpenseExport *self)
{
  OutlayProofStore *store = outlay_workspace_get_proof_store (self->workspace);

  for (guint i = 0; i < self->rows->page->len; i++)
    {
      OutlayPackAssembly *assembly = self->rows->page->pdata[i];
      g_autoptr (GPtrArray)
          proofs = outlay_pack_expense_list_proofs (outlay_pack_assembly_end (assembly));

      for (guint j = 0; j < proofs->len; j++)
        {
          g_autoptr (GFile) file = outlay_proof_store_get_file (store, proofs->pdata[j]);
          g_autoptr (GError) error = NULL;
          g_autoptr (GFile) fetched = NULL;

          if (self->is_offline || g_cancellable_is_cancelled (self->cancellable))
            return;
          if (file != NULL)
            continue;

          fetched = dex_await_object (
              outlay_proof_gather (store, proofs->pdata[j], self->cancellable), &error);
          self->is_offline = error != NULL && !g_error_matches (error, OUTLAY_CLIENT_ERROR,
                                                                OUTLAY_CLIENT_ERROR_GONE);
        }
    }
}

static void
set_progress (OutlayExpenseExport *self)
{
  guint n_total = self->rows->keys->len;
  guint n_done = self->rows->next;

  if (self->n_total != n_total)
    {
      self->n_total = n_total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
    }
  if (self->n_done != n_done)
    {
      self->n_done = n_done;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
    }
}

static gboolean
gather (OutlayExpenseExport *self, GError **error)
{
  GPtrArray *rows = dex_await_boxed (
      outlay_expense_gather (self->workspace, self->filter, TRUE, self->cancellable), error);

  if (rows != NULL)
    outlay_export_rows_give (self->rows, rows);

  return rows != NULL;
}

static DexFuture *
run_fiber (gpointer data)
{
  OutlayExpenseExport *self = data;
  OutlayDatabase *database = outlay_workspace_get_database (self->workspace);
  GError *error = NULL;

  if ((self->is_company && !gather (self, &error)) ||
      !dex_await (outlay_export_rows_begin (self->rows, database), &error) ||
      !dex_await (in_pool (self, begin_fiber), &error))
    return answer (FALSE, error);

  set_progress (self);
  while (outlay_export_rows_has_more (self->rows))
    {
      if (!dex_await (outlay_export_rows_read_page (self->rows, database), &error))
        return answer (FALSE, error);
      if (self->format == OUTLAY_EXPORT_PACK)
        fetch_proofs (self);
      if (!dex_await (in_pool (self, write_fiber), &error))
        return answer (FALSE, error);
      set_progress (self);
    }

  return in_pool (self, finish_fiber);
}

static DexFuture *
end_cb (DexFuture *completed, gpointer data)
{
  OutlayExpenseExport *self = data;

  /* Takes away what was not finished. */
  g_clear_pointer (&self->sink, outlay_export_sink_free);
  return dex_ref (completed);
}

DexFuture *
outlay_expense_export_run (OutlayExpenseExport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self), NULL);
  g_return_val_if_fail (self->rows->keys == NULL, NULL);

  return dex_future_finally (outlay_fiber_spawn (run_fiber, g_object_ref (self), g_object_unref),
                             end_cb, g_object_ref (self), g_object_unref);
}

void
outlay_expense_export_cancel (OutlayExpenseExport *self)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self));

  g_cancellable_cancel (self->cancellable);
}

guint
outlay_expense_export_get_n_done (OutlayExpenseExport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self), 0);

  return self->n_done;
}

guint
outlay_expense_export_get_n_total (OutlayExpenseExport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self), 0);

  return self->n_total;
}

GPtrArray *
outlay_expense_export_get_missing (OutlayExpenseExport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self), NULL);

  return self->missing;
}

GPtrArray *
outlay_expense_export_get_gaps (OutlayExpenseExport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_EXPORT (self), NULL);

  return self->gaps;
}
