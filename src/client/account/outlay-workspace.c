/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/account/outlay-workspace.h"

#include <glib/gi18n-lib.h>

#include "client/budgets/outlay-budget-store-private.h"
#include "client/outlay-client-error.h"
#include "client/ledger/outlay-expense-store-private.h"
#include "client/ledger/outlay-home-amount.h"
#include "client/ledger/outlay-incoming.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-policy-setting.h"
#include "client/proofs/outlay-proof-store-private.h"
#include "client/reports/outlay-spending-store-private.h"
#include "client/database/outlay-database-watch.h"
#include "client/database/outlay-salvage.h"
#include "client/sync/outlay-sync-private.h"
#include "client/account/outlay-workspace-private.h"
#include "core/expense/outlay-category.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

#define SWEEP_AFTER_SECONDS 30
#define DELETED_KEPT_SECONDS (30 * 24 * 60 * 60)
#define DECIDED_KEPT_SECONDS (90 * 24 * G_GINT64_CONSTANT (3600))

struct _OutlayWorkspace
{
  GObject parent_instance;

  OutlayAccount *account;
  OutlayDatabase *database;
  OutlayDatabaseWatch *watch; /* (nullable): until it is closed */
  OutlayExpenseStore *expenses;
  OutlayCategoryStore *categories;
  OutlayBudgetStore *budgets;
  OutlayInsightStore *insights;          /* (nullable): not asked for yet, as the next */
  OutlaySavedFilterStore *saved_filters; /* (nullable): not asked for yet */
  OutlayProofStore *proofs;
  OutlayRateStore *rates;
  OutlaySpendingStore *spending;
  OutlayOutbox *outbox;
  OutlaySession *session; /* (nullable) */
  OutlayApi *api;         /* (nullable) */
  OutlaySync *sync;       /* (nullable) */
  OutlayPolicy policy;
  guint sweep;
};

G_DEFINE_FINAL_TYPE (OutlayWorkspace, outlay_workspace, G_TYPE_OBJECT)

static void
outlay_workspace_dispose (GObject *object)
{
  OutlayWorkspace *self = OUTLAY_WORKSPACE (object);

  outlay_workspace_close (self);
  g_clear_object (&self->sync);
  g_clear_object (&self->api);
  g_clear_object (&self->session);
  g_clear_object (&self->outbox);
  g_clear_object (&self->rates);
  g_clear_object (&self->spending);
  g_clear_object (&self->proofs);
  g_clear_object (&self->budgets);
  g_clear_object (&self->categories);
  g_clear_object (&self->insights);
  g_clear_object (&self->saved_filters);
  g_clear_object (&self->expenses);
  g_clear_object (&self->database);
  g_clear_object (&self->account);
  outlay_policy_clear (&self->policy);

  G_OBJECT_CLASS (outlay_workspace_parent_class)->dispose (object);
}

static void
outlay_workspace_class_init (OutlayWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_workspace_dispose;
}

static void
outlay_workspace_init (OutlayWorkspace *self)
{
  self->policy = outlay_policy_default;
}

/* --- the first opening ----------------------------------------------------------------------- */

static gboolean
has_categories (OutlayConnection *connection, gboolean *answer, GError **error)
{
  OutlayStatement *count = outlay_connection_query (connection, "category/count", error);
  gboolean has_row;

  if (count == NULL || !outlay_statement_step (count, &has_row, error))
    return FALSE;

  *answer = outlay_statement_get_int (count, 0) > 0;
  outlay_statement_reset (count);

  return TRUE;
}

static gboolean
add_default_categories (OutlayConnection *connection, GError **error)
{
  const OutlayCategoryDefault *defaults;
  gsize n_defaults;

  defaults = outlay_category_defaults (&n_defaults);
  for (gsize i = 0; i < n_defaults; i++)
    {
      g_autofree char *id = outlay_uuid_new ();

      if (!outlay_connection_run (connection, error, "category/put", "ssssi", id,
                                  g_dgettext (GETTEXT_PACKAGE, defaults[i].name), defaults[i].icon,
                                  defaults[i].color, (gint64) FALSE))
        return FALSE;
    }

  return TRUE;
}

/* What every reader may count on; written at once as it is a handful of rows, once. */
static gboolean
prepare (OutlayConnection *connection, OutlayAccount *account, GError **error)
{
  g_autofree char *user_id = outlay_setting_read (connection, OUTLAY_SETTING_USER_ID, error);
  gboolean is_known = g_strcmp0 (user_id, outlay_account_get_user_id (account)) == 0;
  gboolean is_ready = TRUE;

  if (outlay_account_is_on_device (account) && !has_categories (connection, &is_ready, error))
    return FALSE;
  if (is_known && is_ready)
    return TRUE;

  if (!outlay_connection_begin (connection, error))
    return FALSE;

  if ((!is_ready && !add_default_categories (connection, error)) ||
      !outlay_setting_write (connection, OUTLAY_SETTING_USER_ID,
                             outlay_account_get_user_id (account), error) ||
      !outlay_connection_commit (connection, error))
    {
      outlay_connection_rollback (connection);
      return FALSE;
    }

  return TRUE;
}

/* --- tidying ---------------------------------------------------------------------------------- */

/* What was deleted here a month ago, and what others' was decided 90 days ago and the
 * company keeps. */
static gboolean
purge (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  gint64 now = g_get_real_time ();
  g_autofree char *decided_before = outlay_time_format (now -
                                                        DECIDED_KEPT_SECONDS * G_USEC_PER_SEC);

  *changed = OUTLAY_TOPIC_EXPENSES;

  return outlay_connection_run (connection, error, "expense/purge", "i",
                                now / G_USEC_PER_SEC - DELETED_KEPT_SECONDS) &&
         outlay_connection_run (connection, error, "expense/purge-decided", "s", decided_before);
}

DexFuture *
outlay_workspace_tidy (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);

  dex_future_disown (outlay_database_run (self->database, purge, NULL, NULL));

  return outlay_proof_store_sweep (self->proofs);
}

static gboolean
sweep_cb (gpointer data)
{
  OutlayWorkspace *self = data;

  self->sweep = 0;
  dex_future_disown (outlay_workspace_tidy (self));

  return G_SOURCE_REMOVE;
}

static void
read_policy (OutlayWorkspace *self)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);

  if (reader == NULL)
    return;

  outlay_policy_clear (&self->policy);
  self->policy = outlay_policy_setting_read (reader, self->account);
}

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & OUTLAY_TOPIC_SETTINGS) != 0)
    read_policy (data);
}

/* --- on the device ---------------------------------------------------------------------------- */

static gboolean
set_home (OutlayConnection *connection,
          gpointer data,
          GValue *result,
          OutlayTopics *changed,
          GError **error)
{
  return outlay_home_amount_set_currency (connection, data, changed, error);
}

/* On the device alone all is reckoned in the currency of new expenses; a company tells its own. */
static void
keep_home (OutlayWorkspace *self)
{
  if (outlay_account_is_on_device (self->account) &&
      outlay_database_get_reader (self->database) != NULL)
    dex_future_disown (outlay_database_run (
        self->database, set_home, g_strdup (outlay_account_get_currency (self->account)), g_free));
}

/* --- public ----------------------------------------------------------------------------------- */

OutlayWorkspace *
outlay_workspace_open (OutlayAccount *account, GError **error)
{
  g_autoptr (OutlayWorkspace) self = NULL;
  g_autoptr (OutlaySession) session = NULL;

  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (account), NULL);

  dex_init ();
  self = g_object_new (OUTLAY_TYPE_WORKSPACE, NULL);
  self->account = g_object_ref (account);
  self->database = outlay_database_open (outlay_account_get_folder (account), error);
  if (self->database == NULL)
    return NULL;

  if (!prepare (outlay_database_get_reader (self->database), account, error))
    {
      outlay_database_translate_error (error);
      return NULL;
    }

  self->watch = outlay_database_watch_new (self->database);
  outlay_salvage_start (self->database, outlay_account_is_on_device (account));
  self->expenses = outlay_expense_store_new (self->database, account);
  self->categories = outlay_category_store_new (self->database);
  self->budgets = outlay_budget_store_new (self->database, account);
  self->proofs = outlay_proof_store_new (self->database);
  self->outbox = outlay_outbox_new (self->database);
  self->spending = outlay_spending_store_new (self->database);
  g_signal_connect_object (self->database, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_DEFAULT);
  read_policy (self);

  g_signal_connect_object (account, "notify::currency", G_CALLBACK (keep_home), self,
                           G_CONNECT_SWAPPED);
  keep_home (self);
  self->rates = outlay_rate_store_new (self->database, account);

  if (!outlay_account_is_on_device (account))
    {
      session = outlay_session_new_for_account (account);
      outlay_workspace_set_session (self, session);
    }

  self->sweep = g_timeout_add_seconds (SWEEP_AFTER_SECONDS, sweep_cb, self);

  return g_steal_pointer (&self);
}

void
outlay_workspace_close (OutlayWorkspace *self)
{
  g_return_if_fail (OUTLAY_IS_WORKSPACE (self));

  g_clear_handle_id (&self->sweep, g_source_remove);
  g_clear_pointer (&self->watch, outlay_database_watch_free);
  if (self->sync != NULL)
    outlay_sync_stop (self->sync);
  if (self->rates != NULL)
    outlay_rate_store_close (self->rates);
  if (self->database != NULL)
    outlay_database_close (self->database);
}

/* Without a network one sees what is known here, and that is no error. */
static void
fetch_history_cb (OutlaySync *sync, const char *expense_id, OutlayExpenseStore *store)
{
  dex_future_disown (outlay_sync_fetch_events (sync, expense_id));
}

void
outlay_workspace_set_session (OutlayWorkspace *self, OutlaySession *session)
{
  g_return_if_fail (OUTLAY_IS_WORKSPACE (self));
  g_return_if_fail (OUTLAY_IS_SESSION (session));

  g_set_object (&self->session, session);
  if (self->sync != NULL)
    outlay_sync_stop (self->sync);
  g_clear_object (&self->sync);
  g_clear_object (&self->api);

  self->api = outlay_api_new (session);
  self->sync = outlay_sync_new (self->account, self->database, self->outbox, self->proofs,
                                self->api);
  outlay_proof_store_set_api (self->proofs, self->api);
  outlay_spending_store_set_api (self->spending, self->api);
  outlay_budget_store_set_api (self->budgets, self->api);
  g_signal_connect_object (self->expenses, "history-opened", G_CALLBACK (fetch_history_cb),
                           self->sync, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "notify::last-synced",
                           G_CALLBACK (outlay_budget_store_synced), self->budgets,
                           G_CONNECT_SWAPPED);
  read_policy (self);
}

OutlayAccount *
outlay_workspace_get_account (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->account;
}

OutlayExpenseStore *
outlay_workspace_get_expense_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->expenses;
}

OutlayCategoryStore *
outlay_workspace_get_category_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->categories;
}

OutlayInsightStore *
outlay_workspace_get_insight_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);

  if (self->insights == NULL)
    self->insights = outlay_insight_store_new (self->database, self->account);

  return self->insights;
}

OutlaySavedFilterStore *
outlay_workspace_get_saved_filters (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);

  if (self->saved_filters == NULL)
    self->saved_filters = outlay_saved_filter_store_new (self->database);

  return self->saved_filters;
}

DexFuture *
outlay_workspace_list_people (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);

  return outlay_person_list_read (self->database);
}

OutlayBudgetStore *
outlay_workspace_get_budget_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->budgets;
}

OutlayProofStore *
outlay_workspace_get_proof_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->proofs;
}

OutlaySpendingStore *
outlay_workspace_get_spending_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->spending;
}

OutlayRateStore *
outlay_workspace_get_rate_store (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->rates;
}

OutlayOutbox *
outlay_workspace_get_outbox (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->outbox;
}

OutlaySession *
outlay_workspace_get_session (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->session;
}

OutlaySync *
outlay_workspace_get_sync (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->sync;
}

const OutlayPolicy *
outlay_workspace_get_policy (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return &self->policy;
}

OutlayDatabase *
outlay_workspace_get_database (OutlayWorkspace *self)
{
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  return self->database;
}
