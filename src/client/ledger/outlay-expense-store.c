/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-store.h"

#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-store-private.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/account/outlay-policy-setting.h"
#include "core/outlay-time.h"

struct _OutlayExpenseStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayAccount *account;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseStore, outlay_expense_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & (OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_EVENTS)) != 0)
    g_signal_emit (data, signals[CHANGED], 0);
}

static void
outlay_expense_store_finalize (GObject *object)
{
  OutlayExpenseStore *self = OUTLAY_EXPENSE_STORE (object);

  g_clear_object (&self->database);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (outlay_expense_store_parent_class)->finalize (object);
}

static void
outlay_expense_store_class_init (OutlayExpenseStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_expense_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("history-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
outlay_expense_store_init (OutlayExpenseStore *self)
{
}

OutlayExpenseStore *
outlay_expense_store_new (OutlayDatabase *database, OutlayAccount *account)
{
  OutlayExpenseStore *self = g_object_new (OUTLAY_TYPE_EXPENSE_STORE, NULL);

  self->database = g_object_ref (database);
  self->account = g_object_ref (account);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);

  return self;
}

static OutlayConnection *
get_reader (OutlayExpenseStore *self)
{
  return outlay_database_get_reader (self->database);
}

static OutlayActor *
make_actor (OutlayExpenseStore *self)
{
  g_auto (OutlayPolicy) policy = outlay_policy_setting_read (get_reader (self), self->account);

  return outlay_actor_new (self->account, &policy);
}

static DexFuture *
reject_closed (void)
{
  return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                                "the database is closed");
}

OutlayExpense *
outlay_expense_store_get (OutlayExpenseStore *self, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  OutlayExpense *expense = NULL;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL, NULL);

  if (get_reader (self) != NULL)
    expense = outlay_expense_table_get (get_reader (self), id, &local_error);

  if (local_error != NULL)
    {
      outlay_database_translate_error (&local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  else if (expense == NULL)
    g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE, "%s is not here", id);

  return expense;
}

OutlayExpenseList *
outlay_expense_store_list (OutlayExpenseStore *self, const OutlayExpenseFilter *filter)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && filter != NULL, NULL);

  return outlay_expense_list_new (self->database, filter);
}

/* --- saving ---------------------------------------------------------------------------------- */

typedef struct
{
  OutlayActor *actor;
  char *id;
  OutlayExpense *fields; /* a record of nothing but fields: it owns its text */
  OutlayExpense *base;   /* (nullable) */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  outlay_actor_free (save->actor);
  g_free (save->id);
  g_clear_object (&save->fields);
  g_clear_object (&save->base);
  g_free (save);
}

static gboolean
save (OutlayConnection *connection,
      gpointer data,
      GValue *result,
      OutlayTopics *changed,
      GError **error)
{
  Save *job = data;
  OutlayExpenseFields fields = {
    .merchant = outlay_expense_get_merchant (job->fields),
    .amount = *outlay_expense_get_amount (job->fields),
    .day = outlay_expense_get_day (job->fields),
    .category = outlay_expense_get_category (job->fields),
    .note = outlay_expense_get_note (job->fields),
    .proofs = outlay_expense_get_proofs (job->fields),
  };

  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_OUTBOX;
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, job->id);

  return outlay_expense_change_save (connection, job->actor, job->id, &fields, job->base, error);
}

DexFuture *
outlay_expense_store_save (OutlayExpenseStore *self, OutlayExpenseDraft *draft)
{
  g_autoptr (GArray) complaints = NULL;
  g_autofree char *today = outlay_day_today ();
  OutlayExpenseFields fields;
  Save *job;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && OUTLAY_IS_EXPENSE_DRAFT (draft), NULL);

  if (get_reader (self) == NULL)
    return reject_closed ();

  complaints = outlay_expense_draft_check (draft, NULL, today);
  if (!outlay_complaints_is_empty (complaints))
    {
      const OutlayComplaint *first = &g_array_index (complaints, OutlayComplaint, 0);

      return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED, "%s %s",
                                    first->field, outlay_complaint_code_to_string (first->code));
    }

  /* An amount that was left empty is zero in a draft; one that cannot be read is
   * complained of above. */
  outlay_expense_draft_get_fields (draft, &fields, NULL);

  job = g_new0 (Save, 1);
  job->actor = make_actor (self);
  job->id = g_strdup (outlay_expense_draft_get_id (draft));
  job->fields = outlay_expense_new (&(OutlayExpenseInit) {
      .id = job->id,
      .merchant = fields.merchant,
      .amount = fields.amount,
      .day = fields.day,
      .category = fields.category,
      .note = fields.note,
      .proofs = fields.proofs,
  });
  g_set_object (&job->base, outlay_expense_draft_get_base (draft));

  return outlay_database_run (self->database, save, job, save_free);
}

/* --- actions --------------------------------------------------------------------------------- */

typedef struct
{
  OutlayActor *actor;
  OutlayExpense *shown; /* (nullable) */
  char *id;             /* (nullable) */
  OutlayAction action;
  char *reason;
  gboolean keep_mine;
} Act;

static Act *
act_new (OutlayExpenseStore *self)
{
  Act *job = g_new0 (Act, 1);

  job->actor = make_actor (self);

  return job;
}

static void
act_free (gpointer data)
{
  Act *job = data;

  outlay_actor_free (job->actor);
  g_clear_object (&job->shown);
  g_free (job->id);
  g_free (job->reason);
  g_free (job);
}

static gboolean
act (OutlayConnection *connection,
     gpointer data,
     GValue *result,
     OutlayTopics *changed,
     GError **error)
{
  Act *job = data;
  gint64 entry = outlay_expense_change_act (connection, job->actor, job->shown, job->action,
                                            job->reason, error);

  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EVENTS;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, entry);

  return entry >= 0;
}

DexFuture *
outlay_expense_store_act (OutlayExpenseStore *self,
                          OutlayExpense *shown,
                          OutlayAction action,
                          const char *reason)
{
  Act *job;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && OUTLAY_IS_EXPENSE (shown), NULL);

  if (get_reader (self) == NULL)
    return reject_closed ();

  job = act_new (self);
  job->shown = g_object_ref (shown);
  job->action = action;
  job->reason = g_strdup (reason);

  return outlay_database_run (self->database, act, job, act_free);
}

static gboolean delete (OutlayConnection *connection,
                        gpointer data,
                        GValue *result,
                        OutlayTopics *changed,
                        GError **error)
{
  Act *job = data;
  gint64 entry = outlay_expense_change_delete (connection, job->actor, job->id, error);

  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_OUTBOX;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, entry);

  return entry != 0;
}

DexFuture *
outlay_expense_store_delete (OutlayExpenseStore *self, const char *id)
{
  Act *job;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL, NULL);

  if (get_reader (self) == NULL)
    return reject_closed ();

  job = act_new (self);
  job->id = g_strdup (id);

  return outlay_database_run (self->database, delete, job, act_free);
}

static gboolean
resolve (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  Act *job = data;

  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EVENTS;

  return outlay_expense_change_resolve (connection, job->actor, job->id, job->keep_mine, error);
}

DexFuture *
outlay_expense_store_resolve (OutlayExpenseStore *self, const char *id, gboolean keep_mine)
{
  Act *job;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL, NULL);

  if (get_reader (self) == NULL)
    return reject_closed ();

  job = act_new (self);
  job->id = g_strdup (id);
  job->keep_mine = keep_mine;

  return outlay_database_run (self->database, resolve, job, act_free);
}

OutlayDatabase *
outlay_expense_store_get_database (OutlayExpenseStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self), NULL);

  return self->database;
}
