/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/export/outlay-expense-gathering.h"

#include "client/account/outlay-workspace-private.h"
#include "client/ledger/outlay-expense-keys.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/transport/outlay-fiber.h"

/* As many are read in one turn of the database thread. */
#define PAGE 500
/* A proof is a few megabytes at most. */
#define PATIENCE_S 30
#define PAUSE_MS 20

typedef struct
{
  OutlayWorkspace *workspace;
  OutlayListQuery *query;
  OutlayCompanyList *company; /* (nullable): one's own are read */
  GCancellable *cancellable;
  GArray *keys; /* (nullable): of one's own, newest first */
  guint left;   /* of the keys */
  GPtrArray *rows;
} Gathering;

static void
gathering_free (gpointer data)
{
  Gathering *self = data;

  g_clear_pointer (&self->query, outlay_list_query_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->company);
  g_clear_object (&self->cancellable);
  g_object_unref (self->workspace);
  g_free (self);
}

static gboolean
read_page (OutlayConnection *connection,
           gpointer data,
           GValue *result,
           OutlayTopics *changed,
           GError **error)
{
  Gathering *self = data;

  if (self->keys == NULL)
    {
      self->keys = outlay_expense_keys_read (connection, self->query, -1, error);
      if (self->keys == NULL)
        return FALSE;
      self->left = self->keys->len;
    }

  for (guint i = 0; i < PAGE && self->left > 0; i++)
    {
      const OutlayExpenseKey *key = &g_array_index (self->keys, OutlayExpenseKey, --self->left);
      g_autoptr (GError) local_error = NULL;
      OutlayExpense *row = outlay_expense_table_get_row (connection, key->number, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      /* One that was deleted meanwhile is none. */
      if (row != NULL)
        g_ptr_array_add (self->rows, row);
    }

  return TRUE;
}

static gboolean
gather_own (Gathering *self, GError **error)
{
  OutlayDatabase *database = outlay_workspace_get_database (self->workspace);

  do
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
        !dex_await (outlay_database_read (database, read_page, self, NULL), error))
      return FALSE;
  while (self->left > 0);

  return TRUE;
}

/* The next page; or, as the list asks for some by itself, a while until that is there. */
static gboolean
await_page (Gathering *self, GError **error)
{
  const GError *failure;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (!outlay_company_list_is_loading (self->company))
    return dex_await (outlay_company_list_load (self->company), error);

  dex_await (dex_timeout_new_msec (PAUSE_MS), NULL);
  failure = outlay_company_list_get_error (self->company);
  if (failure != NULL)
    g_propagate_error (error, g_error_copy (failure));

  return failure == NULL;
}

static gboolean
gather_company (Gathering *self, GError **error)
{
  guint n;

  while (outlay_company_list_has_more (self->company) ||
         outlay_company_list_is_loading (self->company))
    if (!await_page (self, error))
      return FALSE;

  n = g_list_model_get_n_items (G_LIST_MODEL (self->company));
  while (n > 0)
    g_ptr_array_add (self->rows, g_list_model_get_item (G_LIST_MODEL (self->company), --n));

  return TRUE;
}

static DexFuture *
gather_fiber (gpointer data)
{
  Gathering *self = data;
  GError *error = NULL;

  if (!(self->company != NULL ? gather_company (self, &error) : gather_own (self, &error)))
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&self->rows));
}

DexFuture *
outlay_expense_gather (OutlayWorkspace *workspace,
                       const OutlayExpenseFilter *filter,
                       gboolean is_company,
                       GCancellable *cancellable)
{
  Gathering *self;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace) && filter != NULL, NULL);

  self = g_new0 (Gathering, 1);
  self->workspace = g_object_ref (workspace);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_set_object (&self->cancellable, cancellable);
  if (is_company)
    self->company = outlay_spending_store_list_company (
        outlay_workspace_get_spending_store (workspace), filter);
  else
    self->query = outlay_list_query_new (filter);

  return outlay_fiber_spawn (gather_fiber, self, gathering_free);
}

DexFuture *
outlay_proof_gather (OutlayProofStore *store, const char *sha256, GCancellable *cancellable)
{
  DexFuture *given_up;

  g_return_val_if_fail (OUTLAY_IS_PROOF_STORE (store), NULL);

  given_up = dex_timeout_new_seconds (PATIENCE_S);
  if (cancellable != NULL)
    given_up = dex_future_first (given_up, dex_cancellable_new_from_cancellable (cancellable),
                                 NULL);

  return dex_future_first (outlay_proof_store_fetch (store, sha256), given_up, NULL);
}
