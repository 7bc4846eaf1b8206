/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-table.h"
#include "core/outlay-time.h"

/* Workflow actions and deletions. */

static gboolean
is_same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* Whether the proofs are those of an earlier version, all of which were rejected. What is rejected
 * now is an earlier one for a resubmission; what was only withdrawn is still the current one. */
static gboolean
has_digest (OutlayConnection *connection,
            OutlayExpense *row,
            OutlayAction action,
            gboolean *answer,
            GError **error)
{
  gint64 version = outlay_expense_get_proof_version (row);
  OutlayStatement *statement = outlay_connection_query (connection, "proof-version/has-digest",
                                                        error);

  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, "ssi", outlay_expense_get_id (row),
                         outlay_expense_get_proof_digest (row),
                         action == OUTLAY_ACTION_RESUBMIT ? version + 1 : version);
  if (!outlay_statement_step (statement, answer, error))
    return FALSE;
  outlay_statement_reset (statement);

  return TRUE;
}

static gboolean
is_complete (OutlayExpense *row, const OutlayActor *actor)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  OutlayExpenseFields fields = {
    .merchant = outlay_expense_get_merchant (row),
    .amount = *outlay_expense_get_amount (row),
    .day = outlay_expense_get_day (row),
    .category = outlay_expense_get_category (row),
    .note = outlay_expense_get_note (row),
    .proofs = outlay_expense_get_proofs (row),
  };

  outlay_expense_check_submit (&fields, &actor->policy, actor->today, complaints);

  return outlay_complaints_is_empty (complaints);
}

/* A decision is bound to the very revision; an owner's action to the facts, as one's own save may
 * arrive at the company between the look and the deed. */
static gboolean
is_what_was_shown (OutlayExpense *row, OutlayExpense *shown, OutlayAction action)
{
  if (outlay_expense_get_state (row) != outlay_expense_get_state (shown) ||
      !is_same_text (outlay_expense_get_proof_digest (row),
                     outlay_expense_get_proof_digest (shown)))
    return FALSE;

  return outlay_action_is_bound (action)
             ? outlay_expense_get_revision (row) == outlay_expense_get_revision (shown)
             : !outlay_expense_change_has_other_facts (row, shown);
}

static gboolean
judge (OutlayConnection *connection,
       const OutlayActor *actor,
       OutlayExpense *row,
       OutlayExpense *shown,
       OutlayAction action,
       const char *reason,
       OutlayState *to,
       GError **error)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  OutlayWorkflowFacts facts = { .role = actor->role };
  gboolean is_known_proof;
  OutlayVerdict verdict;

  if (!has_digest (connection, row, action, &is_known_proof, error))
    return FALSE;

  outlay_reason_check (reason, complaints);
  facts.is_owner = is_same_text (outlay_expense_get_owner_id (row), actor->user_id);
  facts.n_reuploads = outlay_expense_get_proof_version (row);
  facts.is_complete = is_complete (row, actor);
  facts.is_current = is_what_was_shown (row, shown, action);
  facts.has_reason = outlay_complaints_is_empty (complaints);
  facts.is_new_proof = !is_known_proof && !is_same_text (outlay_expense_get_proof_digest (row), "");

  if (!facts.is_current)
    return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT,
                                         "it is no longer what was shown");

  verdict = outlay_workflow_judge (outlay_expense_get_state (row), action, &facts, to);
  if (verdict != OUTLAY_VERDICT_ALLOWED)
    return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_REFUSED,
                                         outlay_verdict_to_string (verdict));

  return TRUE;
}

static gint64
queue_action (OutlayConnection *connection,
              OutlayExpense *row,
              OutlayAction action,
              const char *reason,
              GError **error)
{
  gboolean is_bound = outlay_action_is_bound (action);
  gboolean is_decision = is_bound || action == OUTLAY_ACTION_REOPEN ||
                         action == OUTLAY_ACTION_REIMBURSE;
  OutlayOutboxAdd add = {
    .kind = OUTLAY_OUTBOX_ACTION,
    .expense_id = outlay_expense_get_id (row),
    .action = action,
    .revision = is_bound ? outlay_expense_get_revision (row) : OUTLAY_REVISION_AS_SENT,
    .proof_digest = outlay_expense_get_proof_digest (row),
    .reason = reason,
    .not_before = is_decision ? g_get_real_time () + OUTLAY_OUTBOX_GRACE_USEC : 0,
  };
  gint64 entry = outlay_outbox_table_add (connection, &add, error);

  if (entry < 0 ||
      !outlay_expense_table_keep (connection, OUTLAY_COPY_BEFORE, entry, add.expense_id, error))
    return -1;

  return entry;
}

/* What the history shows until the company has told its own. */
static gboolean
show_ahead (OutlayConnection *connection,
            const OutlayActor *actor,
            OutlayExpense *row,
            OutlayAction action,
            OutlayState to,
            const char *reason,
            gint64 entry,
            GError **error)
{
  g_autofree char *now = outlay_time_format (g_get_real_time ());

  return outlay_connection_run (
      connection, error, "event/put", "siisssiiisis", outlay_expense_get_id (row), entry, entry,
      now, actor->user_id, actor->user_name, (gint64) action,
      (gint64) outlay_expense_get_state (row), (gint64) to, reason != NULL ? reason : "",
      outlay_expense_get_revision (row), outlay_expense_get_proof_digest (row));
}

static gboolean
move_row (OutlayConnection *connection,
          OutlayExpense *row,
          OutlayAction action,
          OutlayState to,
          GError **error)
{
  g_autofree char *now = outlay_time_format (g_get_real_time ());
  g_autofree char *joined = NULL;
  gboolean is_mine = FALSE;
  OutlayExpenseInit init;

  outlay_expense_table_init_of (row, &init);
  init.state = to;
  init.updated_at = now;
  if (action == OUTLAY_ACTION_RESUBMIT)
    {
      init.proof_version++;
      init.reuploads_left -= MIN (init.reuploads_left, 1);
    }

  if (outlay_expense_table_find (connection, init.id, &is_mine, error) < 0 ||
      outlay_expense_table_put (connection, &init, is_mine, error) < 0)
    return FALSE;

  if ((action != OUTLAY_ACTION_SUBMIT && action != OUTLAY_ACTION_RESUBMIT) || init.proofs == NULL ||
      init.proofs[0] == NULL)
    return TRUE;

  joined = g_strjoinv (" ", (GStrv) init.proofs);

  return outlay_connection_run (connection, error, "proof-version/put", "siss", init.id,
                                (gint64) init.proof_version, init.proof_digest, joined);
}

/* What was never sent need not be withdrawn: it is taken back, so that a company which refuses what
 * it stands on is asked again with what the person has mended. */
static gboolean
take_back_unsent (OutlayConnection *connection,
                  const char *id,
                  OutlayAction action,
                  gboolean *is_done,
                  GError **error)
{
  OutlayOutboxRow last;

  if (!outlay_outbox_table_get_last (connection, id, &last, error))
    return FALSE;

  *is_done = action == OUTLAY_ACTION_WITHDRAW && last.id != 0 &&
             last.kind == OUTLAY_OUTBOX_ACTION && last.action == OUTLAY_ACTION_SUBMIT &&
             !last.is_sending && !last.is_uncertain;

  return !*is_done || outlay_outbox_table_take_back (connection, &last, error);
}

gint64
outlay_expense_change_act (OutlayConnection *connection,
                           const OutlayActor *actor,
                           OutlayExpense *shown,
                           OutlayAction action,
                           const char *reason,
                           GError **error)
{
  g_autoptr (OutlayExpense) row = NULL;
  gboolean is_taken_back;
  OutlayState to;
  gint64 entry;

  if (actor->is_on_device)
    {
      outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_REFUSED,
                                    "there is no company to submit to");
      return -1;
    }

  row = outlay_expense_change_get_row (connection, outlay_expense_get_id (shown), error);
  if (row == NULL || !judge (connection, actor, row, shown, action, reason, &to, error))
    return -1;

  if (outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT)
    {
      outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT,
                                    "the company has another version");
      return -1;
    }

  if (!take_back_unsent (connection, outlay_expense_get_id (row), action, &is_taken_back, error))
    return -1;
  if (is_taken_back)
    return 0;

  entry = queue_action (connection, row, action, reason, error);
  if (entry < 0 || !move_row (connection, row, action, to, error) ||
      !outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry,
                                  outlay_expense_get_id (row), error) ||
      !show_ahead (connection, actor, row, action, to, reason, entry, error) ||
      !outlay_outbox_table_settle (connection, outlay_expense_get_id (row), error))
    return -1;

  return entry;
}

/* --- deleting --- */

/* Whether any entry of the expense is on its way, or may have arrived. */
static gboolean
may_have_left (OutlayConnection *connection, const char *id, gboolean *answer, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "outbox/is-pending", "s", id))
    return FALSE;
  *answer = outlay_statement_get_int (row, 1) != 0;

  return TRUE;
}

gint64
outlay_expense_change_delete (OutlayConnection *connection,
                              const OutlayActor *actor,
                              const char *id,
                              GError **error)
{
  g_autoptr (OutlayExpense) row = outlay_expense_change_get_row (connection, id, error);
  OutlayOutboxAdd add = { .kind = OUTLAY_OUTBOX_DELETE,
                          .expense_id = id,
                          .revision = OUTLAY_REVISION_AS_SENT,
                          .not_before = g_get_real_time () + OUTLAY_OUTBOX_GRACE_USEC };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean has_left = FALSE;
  gboolean is_mine = FALSE;
  gint64 number;
  gint64 entry;

  if (row == NULL)
    return 0;

  number = outlay_expense_table_find (connection, id, &is_mine, error);
  if (number <= 0 || !may_have_left (connection, id, &has_left, error))
    return 0;

  if (!is_mine || outlay_expense_get_state (row) != OUTLAY_STATE_DRAFT)
    return outlay_expense_change_refuse (error, OUTLAY_CLIENT_ERROR_REFUSED,
                                         "only one's own drafts can be deleted");

  if (actor->is_on_device)
    return outlay_connection_run (connection, error, "expense/mark-deleted", "si", id, now)
               ? -number
               : 0;

  if (outlay_expense_get_revision (row) == 0 && !has_left)
    add.revision = OUTLAY_REVISION_NEVER_SENT;

  entry = outlay_outbox_table_add (connection, &add, error);
  if (entry < 0 || !outlay_expense_table_keep (connection, OUTLAY_COPY_BEFORE, entry, id, error) ||
      (add.revision == OUTLAY_REVISION_NEVER_SENT &&
       !outlay_connection_run (connection, error, "outbox/need-nothing", "i", entry)) ||
      !outlay_connection_run (connection, error, "expense/mark-deleted", "si", id, now) ||
      !outlay_outbox_table_settle (connection, id, error))
    return 0;

  return entry;
}
