/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-event-list.h"
#include "client/ledger/outlay-expense-store-private.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-search-text.h"

/* What the store answers at once: short reads on the main thread. */

static OutlayConnection *
get_reader (OutlayExpenseStore *self)
{
  return outlay_database_get_reader (outlay_expense_store_get_database (self));
}

GListModel *
outlay_expense_store_list_events (OutlayExpenseStore *self, const char *id)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && id != NULL, NULL);

  g_signal_emit_by_name (self, "history-opened", id);
  return outlay_event_list_new (outlay_expense_store_get_database (self), id);
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

OutlayExpense *
outlay_expense_store_find_lookalike (OutlayExpenseStore *self, OutlayExpense *expense)
{
  const char *const *proofs;
  const char *id;
  OutlayExpense *other = NULL;
  OutlayStatement *statement;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_STORE (self) && OUTLAY_IS_EXPENSE (expense), NULL);

  proofs = outlay_expense_get_proofs (expense);
  id = outlay_expense_get_id (expense);
  for (gsize i = 0; other == NULL && proofs[i] != NULL; i++)
    {
      statement = query (self, "expense/find-other-with-proof");
      if (statement == NULL)
        return NULL;
      outlay_statement_bind (statement, "ss", proofs[i], id);
      other = read_record (statement);
    }

  statement = query (self, "expense/find-other-of-owner");
  if (other != NULL || statement == NULL)
    return other;

  outlay_statement_bind (statement, "s", id);

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

  return outlay_connection_run (connection, error, "twin/dismiss", "ss", twins->id,
                                twins->other_id) &&
         outlay_connection_run (connection, error, "twin/dismiss", "ss", twins->other_id,
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

  return outlay_database_run (outlay_expense_store_get_database (self), keep_twins, twins,
                              twins_free);
}
