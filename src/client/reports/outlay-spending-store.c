/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending-store.h"

#include "client/outlay-client-error.h"
#include "client/reports/outlay-spending-company.h"
#include "client/reports/outlay-spending-ledger.h"
#include "client/reports/outlay-spending-store-private.h"

struct _OutlaySpendingStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayApi *api; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (OutlaySpendingStore, outlay_spending_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & (OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES)) != 0)
    g_signal_emit (data, signals[CHANGED], 0);
}

static void
outlay_spending_store_finalize (GObject *object)
{
  OutlaySpendingStore *self = OUTLAY_SPENDING_STORE (object);

  g_clear_object (&self->database);
  g_clear_object (&self->api);

  G_OBJECT_CLASS (outlay_spending_store_parent_class)->finalize (object);
}

static void
outlay_spending_store_class_init (OutlaySpendingStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_spending_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_spending_store_init (OutlaySpendingStore *self)
{
}

OutlaySpendingStore *
outlay_spending_store_new (OutlayDatabase *database)
{
  OutlaySpendingStore *self = g_object_new (OUTLAY_TYPE_SPENDING_STORE, NULL);

  self->database = g_object_ref (database);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);

  return self;
}

void
outlay_spending_store_set_api (OutlaySpendingStore *self, OutlayApi *api)
{
  g_return_if_fail (OUTLAY_IS_SPENDING_STORE (self));

  g_set_object (&self->api, api);
}

/* On the database thread. */
static gboolean
read_ledger (OutlayConnection *connection,
             gpointer data,
             GValue *result,
             OutlayTopics *changed,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  OutlaySpending *spending = outlay_spending_ledger_read (connection, data, &local_error);

  if (spending == NULL)
    {
      if (local_error->domain == OUTLAY_MONEY_ERROR)
        g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                             local_error->message);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_value_init (result, OUTLAY_TYPE_SPENDING);
  g_value_take_object (result, spending);
  return TRUE;
}

DexFuture *
outlay_spending_store_read (OutlaySpendingStore *self, const OutlaySpendingQuery *query)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING_STORE (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  if (!query->is_company)
    return outlay_database_read (self->database, read_ledger, g_memdup2 (query, sizeof *query),
                                 g_free);

  if (self->api == NULL)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN,
                                  "there is no company to ask");

  return outlay_spending_company_read (self->api, self->database, query);
}

/* On the database thread. */
static gboolean
find_largest (OutlayConnection *connection,
              gpointer data,
              GValue *result,
              OutlayTopics *changed,
              GError **error)
{
  OutlayExpense *expense = outlay_spending_ledger_find_largest (connection, data, error);

  if (expense == NULL)
    return FALSE;

  g_value_init (result, OUTLAY_TYPE_EXPENSE);
  g_value_take_object (result, expense);
  return TRUE;
}

DexFuture *
outlay_spending_store_find_largest (OutlaySpendingStore *self, const OutlaySpendingQuery *query)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING_STORE (self), NULL);
  g_return_val_if_fail (query != NULL && !query->is_company, NULL);

  return outlay_database_read (self->database, find_largest, g_memdup2 (query, sizeof *query),
                               g_free);
}

OutlayCompanyList *
outlay_spending_store_list_company (OutlaySpendingStore *self, const OutlayExpenseFilter *filter)
{
  g_return_val_if_fail (OUTLAY_IS_SPENDING_STORE (self), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  return outlay_company_list_new (self->api, filter);
}
