/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-incoming.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/outbox/outlay-outbox-table.h"

/* What became of an entry that was sent, written down together with the company's answer. */

typedef struct
{
  gint64 id;
  OutlayExpense *answer; /* (nullable) */
  GError *error;
  gboolean may_have_arrived;
  gboolean is_stuck;
  gint64 retry_at;
} Outcome;

static Outcome *
outcome_new (gint64 id, const OutlayExpenseInit *answer, const GError *error)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->id = id;
  outcome->answer = answer != NULL ? outlay_expense_new (answer) : NULL;
  outcome->error = error != NULL ? g_error_copy (error) : NULL;

  return outcome;
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_clear_object (&outcome->answer);
  g_clear_error (&outcome->error);
  g_free (outcome);
}

/* Later changes wait on top of the answer: they keep their fields and learn its revision. */
static gboolean
put_beneath (OutlayConnection *connection,
             const OutlayExpenseInit *answer,
             gint64 next,
             gboolean is_mine,
             GError **error)
{
  return outlay_connection_run (connection, error, "expense/set-revision", "sis", answer->id,
                                answer->revision, answer->created_at) &&
         outlay_connection_run (connection, error, "expense/set-revision-of-copies", "sis",
                                answer->id, answer->revision, answer->created_at) &&
         outlay_expense_table_put_copy (connection, OUTLAY_COPY_BEFORE, next, answer, is_mine,
                                        error);
}

static gboolean
store_answer (OutlayConnection *connection,
              const OutlayOutboxRow *entry,
              OutlayExpense *expense,
              GError **error)
{
  OutlayExpenseInit answer;
  OutlayOutboxRow next;
  gboolean is_mine = FALSE;

  outlay_expense_table_init_of (expense, &answer);
  if (outlay_expense_table_find (connection, entry->expense_id, &is_mine, error) < 0 ||
      !outlay_outbox_table_get_next (connection, entry->expense_id, entry->id, &next, error) ||
      !outlay_incoming_keep_proofs (connection, &answer, error))
    return FALSE;

  if (next.id != 0)
    return put_beneath (connection, &answer, next.id, is_mine, error);

  return outlay_expense_table_put (connection, &answer, is_mine, error) > 0 &&
         outlay_incoming_keep_version (connection, &answer, error);
}

static gboolean
accept (OutlayConnection *connection,
        const OutlayOutboxRow *entry,
        OutlayExpense *answer,
        GError **error)
{
  OutlayOutboxRow next;
  gint64 number;

  if (entry->kind == OUTLAY_OUTBOX_PROOF)
    return outlay_connection_run (connection, error, "proof/set-delivered", "s", entry->sha256) &&
           outlay_connection_run (connection, error, "outbox/remove", "i", entry->id) &&
           outlay_outbox_table_settle (connection, entry->expense_id, error);

  if (answer != NULL && !store_answer (connection, entry, answer, error))
    return FALSE;

  if (!outlay_outbox_table_get_next (connection, entry->expense_id, entry->id, &next, error) ||
      !outlay_connection_run (connection, error, "outbox/remove", "i", entry->id))
    return FALSE;

  if (entry->kind == OUTLAY_OUTBOX_DELETE && next.id == 0)
    return outlay_connection_run (connection, error, "expense/remove", "s", entry->expense_id);

  number = outlay_expense_table_find (connection, entry->expense_id, NULL, error);

  return number >= 0 &&
         outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                (gint64) OUTLAY_COPY_COMPANY, number) &&
         outlay_outbox_table_settle (connection, entry->expense_id, error);
}

static gboolean
mark_sent (OutlayConnection *connection,
           gpointer data,
           GValue *result,
           OutlayTopics *changed,
           GError **error)
{
  Outcome *outcome = data;
  OutlayOutboxRow entry;

  if (!outlay_outbox_table_get (connection, outcome->id, &entry, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EXPENSES;

  return entry.id == 0 || accept (connection, &entry, outcome->answer, error);
}

DexFuture *
outlay_outbox_mark_sent (OutlayOutbox *self, gint64 id, const OutlayExpenseInit *answer)
{
  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self), NULL);

  return outlay_database_run (outlay_outbox_get_database (self), mark_sent,
                              outcome_new (id, answer, NULL), outcome_free);
}

static gboolean
note_failure (OutlayConnection *connection,
              const OutlayOutboxRow *entry,
              const Outcome *outcome,
              GError **error)
{
  gint64 code = outcome->error->domain == OUTLAY_CLIENT_ERROR ? outcome->error->code
                                                              : OUTLAY_CLIENT_ERROR_FAILED;

  return outlay_connection_run (connection, error, "outbox/mark-failed", "iiiiis", entry->id,
                                (gint64) outcome->may_have_arrived, outcome->retry_at,
                                (gint64) outcome->is_stuck, code, outcome->error->message) &&
         (!outcome->is_stuck ||
          outlay_connection_run (connection, error, "outbox/mark-certain", "i", entry->id)) &&
         outlay_outbox_table_settle (connection, entry->expense_id, error);
}

static gboolean
mark_failed (OutlayConnection *connection,
             gpointer data,
             GValue *result,
             OutlayTopics *changed,
             GError **error)
{
  Outcome *outcome = data;
  OutlayOutboxRow entry;

  if (!outlay_outbox_table_get (connection, outcome->id, &entry, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_OUTBOX;
  if (outcome->is_stuck)
    *changed |= OUTLAY_TOPIC_EXPENSES;

  return entry.id == 0 || note_failure (connection, &entry, outcome, error);
}

DexFuture *
outlay_outbox_mark_failed (OutlayOutbox *self,
                           gint64 id,
                           const GError *error,
                           gboolean may_have_arrived,
                           gint64 retry_at)
{
  Outcome *outcome;

  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self) && error != NULL, NULL);

  outcome = outcome_new (id, NULL, error);
  outcome->may_have_arrived = may_have_arrived;
  outcome->retry_at = retry_at;

  return outlay_database_run (outlay_outbox_get_database (self), mark_failed, outcome,
                              outcome_free);
}

DexFuture *
outlay_outbox_mark_stuck (OutlayOutbox *self, gint64 id, const GError *error)
{
  Outcome *outcome;

  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self) && error != NULL, NULL);

  outcome = outcome_new (id, NULL, error);
  outcome->is_stuck = TRUE;

  return outlay_database_run (outlay_outbox_get_database (self), mark_failed, outcome,
                              outcome_free);
}

/* --- conflicts ------------------------------------------------------------------------------- */

/* Whether the company already has what the entry wanted: an earlier try had arrived. */
static gboolean
has_arrived (OutlayConnection *connection,
             const OutlayOutboxRow *entry,
             OutlayExpense *current,
             gboolean *answer,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) carried = NULL;

  *answer = FALSE;
  if (current == NULL)
    {
      *answer = entry->kind == OUTLAY_OUTBOX_DELETE;
      return TRUE;
    }

  carried = outlay_expense_table_get_copy (connection, OUTLAY_COPY_CARRIED, entry->id,
                                           &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *answer = carried != NULL && (entry->kind == OUTLAY_OUTBOX_SAVE || entry->is_uncertain) &&
            outlay_incoming_is_same (current, carried);

  return TRUE;
}

static gboolean
keep_both (OutlayConnection *connection,
           const OutlayOutboxRow *entry,
           OutlayExpense *current,
           GError **error)
{
  OutlayExpenseInit theirs;
  gboolean is_mine = FALSE;
  gint64 number = outlay_expense_table_find (connection, entry->expense_id, &is_mine, error);

  if (number < 0)
    return FALSE;

  /* There is nothing there that giving the change up could go back to. */
  if (current == NULL)
    return outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                  (gint64) OUTLAY_COPY_COMPANY, number) &&
           outlay_connection_run (connection, error, "expense/remove-copy", "ii",
                                  (gint64) OUTLAY_COPY_BEFORE, entry->id);

  outlay_expense_table_init_of (current, &theirs);

  return outlay_expense_table_put_copy (connection, OUTLAY_COPY_COMPANY, number, &theirs, is_mine,
                                        error) &&
         outlay_incoming_keep_proofs (connection, &theirs, error);
}

static gboolean
mark_conflict (OutlayConnection *connection,
               gpointer data,
               GValue *result,
               OutlayTopics *changed,
               GError **error)
{
  Outcome *outcome = data;
  OutlayOutboxRow entry;
  gboolean is_done;

  if (!outlay_outbox_table_get (connection, outcome->id, &entry, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_OUTBOX | OUTLAY_TOPIC_EXPENSES;
  if (entry.id == 0)
    return TRUE;

  if (!has_arrived (connection, &entry, outcome->answer, &is_done, error))
    return FALSE;

  return is_done ? accept (connection, &entry, outcome->answer, error)
                 : keep_both (connection, &entry, outcome->answer, error) &&
                       note_failure (connection, &entry, outcome, error);
}

DexFuture *
outlay_outbox_mark_conflict (OutlayOutbox *self,
                             gint64 id,
                             const OutlayExpenseInit *current,
                             const GError *error)
{
  Outcome *outcome;

  g_return_val_if_fail (OUTLAY_IS_OUTBOX (self) && error != NULL, NULL);

  outcome = outcome_new (id, current, error);
  outcome->is_stuck = TRUE;
  if (outcome->error->domain != OUTLAY_CLIENT_ERROR ||
      outcome->error->code != OUTLAY_CLIENT_ERROR_CONFLICT)
    {
      g_clear_error (&outcome->error);
      g_set_error_literal (&outcome->error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT,
                           error->message);
    }

  return outlay_database_run (outlay_outbox_get_database (self), mark_conflict, outcome,
                              outcome_free);
}
