/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-expense-store.h"

#include "client/outlay-event-list.h"
#include "client/outlay-expense-change.h"
#include "client/outlay-expense-store-private.h"
#include "client/outlay-expense-table.h"
#include "client/outlay-policy-setting.h"
#include "client/outlay-search-text.h"
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
  OutlayPolicy policy = outlay_policy_setting_read (get_reader (self), self->account);

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

  /* An amount that was left empty is zero in a draft; one that cannot be read is complained of above. */
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

/* --- quick reads ------------------------------------------------------------------------------- */

GListModel *
outlay_expense_store_list_events (OutlayExpenseStore *self, const char *id)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL, NULL);

  return outlay_event_list_new (self->database, id);
}

/* The statement of @name on the main thread, or %NULL with a warning. */
static OutlayStatement *
query (OutlayExpenseStore *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  OutlayStatement *statement = NULL;

  if (get_reader (self) != NULL)
    statement = outlay_connection_query (get_reader (self), name, &error);
  if (error != NULL)
    g_warning ("%s: %s", name, error->message);

  return statement;
}

static gboolean
step (OutlayStatement *statement)
{
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  if (!outlay_statement_step (statement, &has_row, &error))
    {
      g_warning ("reading: %s", error->message);
      return FALSE;
    }

  return has_row;
}

GStrv
outlay_expense_store_get_proof_version (OutlayExpenseStore *self,
                                        const char *id,
                                        const char *proof_digest)
{
  OutlayStatement *statement;
  GStrv proofs = NULL;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self), NULL);
  g_return_val_if_fail (id != NULL && proof_digest != NULL, NULL);

  statement = query (self, "proof-version/get");
  if (statement == NULL)
    return NULL;

  outlay_statement_bind (statement, "ss", id, proof_digest);
  if (step (statement))
    {
      proofs = g_strsplit (outlay_statement_get_text (statement, 0), " ", -1);
      outlay_statement_reset (statement);
    }

  return proofs;
}

GStrv
outlay_expense_store_complete_merchant (OutlayExpenseStore *self, const char *typed, guint limit)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *like = NULL;
  OutlayStatement *statement;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self), NULL);

  like = outlay_search_text_to_like (typed != NULL ? typed : "");
  statement = query (self, "merchant/complete");
  if (statement != NULL)
    {
      outlay_statement_bind (statement, "si", like, (gint64) limit);
      while (step (statement))
        g_strv_builder_add (names, outlay_statement_get_text (statement, 0));
    }

  return g_strv_builder_end (names);
}

char *
outlay_expense_store_usual_category (OutlayExpenseStore *self, const char *merchant)
{
  g_autofree char *folded = NULL;
  OutlayStatement *statement;
  char *category = NULL;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self), NULL);

  folded = outlay_search_text_fold (merchant != NULL ? merchant : "");
  statement = query (self, "merchant/usual-category");
  if (statement == NULL)
    return NULL;

  outlay_statement_bind (statement, "s", folded);
  if (step (statement))
    {
      category = g_strdup (outlay_statement_get_text (statement, 0));
      outlay_statement_reset (statement);
    }

  return category;
}

/* The record of the only row of @statement. */
static OutlayExpense *
read_record (OutlayStatement *statement)
{
  OutlayExpense *expense = NULL;

  if (step (statement))
    {
      expense = outlay_expense_table_read (statement);
      outlay_statement_reset (statement);
    }

  return expense;
}

OutlayExpense *
outlay_expense_store_find_twin (OutlayExpenseStore *self,
                                const OutlayExpenseFields *fields,
                                const char *except_id)
{
  OutlayExpense *twin = NULL;
  OutlayStatement *statement;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && fields != NULL, NULL);

  if (except_id == NULL)
    except_id = "";

  for (gsize i = 0; twin == NULL && fields->proofs != NULL && fields->proofs[i] != NULL; i++)
    {
      statement = query (self, "expense/find-same-proof");
      if (statement == NULL)
        return NULL;
      outlay_statement_bind (statement, "ss", fields->proofs[i], except_id);
      twin = read_record (statement);
    }

  statement = query (self, "expense/find-same-day");
  if (twin != NULL || statement == NULL || fields->amount.minor == 0 || fields->merchant == NULL ||
      *fields->merchant == '\0')
    return twin;

  outlay_statement_bind (statement, "iisss", outlay_day_to_number (fields->day),
                         fields->amount.minor, fields->amount.currency, fields->merchant,
                         except_id);

  return read_record (statement);
}

guint
outlay_expense_store_count_waiting (OutlayExpenseStore *self)
{
  OutlayStatement *statement;
  guint n_waiting = 0;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self), 0);

  statement = query (self, "expense/count-waiting");
  if (statement != NULL && step (statement))
    {
      n_waiting = (guint) outlay_statement_get_int (statement, 0);
      outlay_statement_reset (statement);
    }

  return n_waiting;
}

OutlayExpense *
outlay_expense_store_get_conflict (OutlayExpenseStore *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  OutlayExpense *company = NULL;
  gint64 number = 0;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL, NULL);

  if (get_reader (self) != NULL)
    number = outlay_expense_table_find (get_reader (self), id, NULL, &error);
  if (number > 0)
    company = outlay_expense_table_get_copy (get_reader (self), OUTLAY_COPY_COMPANY, number,
                                             &error);
  if (error != NULL)
    g_warning ("reading a conflict: %s", error->message);

  return company;
}

typedef struct
{
  char *id;
  char *other_id;
} Twins;

static void
twins_free (gpointer data)
{
  Twins *twins = data;

  g_free (twins->id);
  g_free (twins->other_id);
  g_free (twins);
}

static gboolean
keep_twins (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  Twins *twins = data;

  return outlay_expense_table_run (connection, error, "twin/dismiss", "ss", twins->id,
                                   twins->other_id) &&
         outlay_expense_table_run (connection, error, "twin/dismiss", "ss", twins->other_id,
                                   twins->id);
}

DexFuture *
outlay_expense_store_keep_twins (OutlayExpenseStore *self, const char *id, const char *other_id)
{
  Twins *twins;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL && other_id != NULL, NULL);

  twins = g_new0 (Twins, 1);
  twins->id = g_strdup (id);
  twins->other_id = g_strdup (other_id);

  return outlay_database_run (self->database, keep_twins, twins, twins_free);
}
