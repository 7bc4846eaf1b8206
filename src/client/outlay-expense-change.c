/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-expense-change.h"

#include "client/outlay-expense-table.h"
#include "core/outlay-digest.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"

OutlayActor *
outlay_actor_new (OutlayAccount *account, const OutlayPolicy *policy)
{
  OutlayActor *self = g_new0 (OutlayActor, 1);
  g_autofree char *today = outlay_day_today ();

  self->user_id = g_strdup (outlay_account_get_user_id (account));
  self->user_name = g_strdup (outlay_account_get_user_name (account));
  self->role = outlay_account_get_role (account);
  self->is_on_device = outlay_account_is_on_device (account);
  self->policy = *policy;
  g_strlcpy (self->today, today, sizeof self->today);

  return self;
}

void
outlay_actor_free (OutlayActor *self)
{
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self);
}

static gboolean
refuse (GError **error, OutlayClientError code, const char *message)
{
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, code, message);

  return FALSE;
}

static void
set_fields (OutlayExpenseInit *init, const OutlayExpenseFields *fields)
{
  init->merchant = fields->merchant;
  init->amount = fields->amount;
  init->day = fields->day;
  init->category = fields->category;
  init->note = fields->note;
  init->proofs = fields->proofs;
}

static gboolean
is_same_proofs (const char *const *a, const char *const *b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? a : none, b != NULL ? b : none);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static gboolean
has_fields (OutlayExpense *row, const OutlayExpenseFields *fields)
{
  return outlay_money_equal (outlay_expense_get_amount (row), &fields->amount) &&
         is_same_text (outlay_expense_get_merchant (row), fields->merchant) &&
         is_same_text (outlay_expense_get_day (row), fields->day) &&
         is_same_text (outlay_expense_get_category (row), fields->category) &&
         is_same_text (outlay_expense_get_note (row), fields->note) &&
         is_same_proofs (outlay_expense_get_proofs (row), fields->proofs);
}

/* --- saving ---------------------------------------------------------------------------------- */

/* A waiting SAVE that has certainly not been sent takes the new content, under a new key. */
static gboolean
find_open_save (OutlayConnection *connection, const char *id, OutlayOutboxRow *last, GError **error)
{
  if (!outlay_outbox_table_get_last (connection, id, last, error))
    return FALSE;

  if (last->id != 0 && (last->kind != OUTLAY_OUTBOX_SAVE || last->is_sending || last->is_uncertain))
    last->id = 0;

  return TRUE;
}

static gboolean
renew (OutlayConnection *connection, gint64 entry, GError **error)
{
  g_autofree char *key = outlay_uuid_new ();

  return outlay_expense_table_run (connection, error, "outbox/renew", "is", entry, key);
}

gint64
outlay_expense_change_queue (OutlayConnection *connection,
                             const char *id,
                             const char *const *proofs,
                             gboolean has_before,
                             GError **error)
{
  OutlayOutboxAdd add = { .kind = OUTLAY_OUTBOX_SAVE, .expense_id = id };
  OutlayOutboxRow open;

  if (!find_open_save (connection, id, &open, error) ||
      !outlay_outbox_table_add_proofs (connection, id, proofs, error))
    return -1;

  if (open.id == 0)
    {
      open.id = outlay_outbox_table_add (connection, &add, error);
      if (open.id < 0 || (has_before && !outlay_expense_table_keep (connection, OUTLAY_COPY_BEFORE,
                                                                    open.id, id, error)))
        return -1;
    }
  else if (!renew (connection, open.id, error))
    return -1;

  if (!outlay_outbox_table_need_proofs (connection, open.id, proofs, error) ||
      !outlay_expense_table_run (connection, error, "outbox/remove-idle-proofs", ""))
    return -1;

  return open.id;
}

/* The company has changed the row since the form was opened: its version is put beside. */
static gboolean
keep_company_version (OutlayConnection *connection, OutlayExpense *row, gint64 entry, GError **error)
{
  gint64 number = outlay_expense_table_find (connection, outlay_expense_get_id (row), NULL, error);

  return number > 0 &&
         outlay_expense_table_keep (connection, OUTLAY_COPY_COMPANY, number,
                                    outlay_expense_get_id (row), error) &&
         outlay_expense_table_run (connection, error, "outbox/mark-failed", "iiiiis", entry,
                                   (gint64) FALSE, (gint64) 0, (gint64) TRUE,
                                   (gint64) OUTLAY_CLIENT_ERROR_CONFLICT,
                                   "it was changed while the form was open");
}

static gboolean
is_changed_since (OutlayExpense *row, OutlayExpense *base)
{
  return base != NULL && outlay_expense_get_revision (row) > outlay_expense_get_revision (base) &&
         !has_fields (row, &(OutlayExpenseFields) {
                               .merchant = outlay_expense_get_merchant (base),
                               .amount = *outlay_expense_get_amount (base),
                               .day = outlay_expense_get_day (base),
                               .category = outlay_expense_get_category (base),
                               .note = outlay_expense_get_note (base),
                               .proofs = outlay_expense_get_proofs (base),
                           });
}

/* The outbox's part of a save: before the row is written, as it keeps the row as it was. */
static gboolean
queue_save (OutlayConnection *connection,
            const char *id,
            OutlayExpense *row,
            const OutlayExpenseFields *fields,
            OutlayExpense *base,
            gint64 *entry,
            GError **error)
{
  gboolean had_conflict = row != NULL &&
                          outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT;

  *entry = outlay_expense_change_queue (connection, id, fields->proofs, row != NULL, error);
  if (*entry < 0)
    return FALSE;

  if (had_conflict)
    return outlay_expense_table_run (
        connection, error, "outbox/mark-failed", "iiiiis", *entry, (gint64) FALSE, (gint64) 0,
        (gint64) TRUE, (gint64) OUTLAY_CLIENT_ERROR_CONFLICT, "the company has another version");

  return row == NULL || !is_changed_since (row, base) ||
         keep_company_version (connection, row, *entry, error);
}

gboolean
outlay_expense_change_save (OutlayConnection *connection,
                            const OutlayActor *actor,
                            const char *id,
                            const OutlayExpenseFields *fields,
                            OutlayExpense *base,
                            GError **error)
{
  g_autofree char *now = outlay_time_format (g_get_real_time ());
  g_autofree char *digest = outlay_digest_of_proofs (fields->proofs);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = outlay_expense_table_get (connection, id, &local_error);
  OutlayExpenseInit init = { .id = id,
                             .owner_id = actor->user_id,
                             .owner_name = actor->user_name,
                             .reuploads_left = OUTLAY_MAX_REUPLOADS,
                             .created_at = now };
  gint64 entry = 0;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (row != NULL)
    {
      if (!outlay_state_is_editable (outlay_expense_get_state (row)))
        return refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT, "it can no longer be changed");
      if (has_fields (row, fields))
        return TRUE;
      outlay_expense_table_init_of (row, &init);
    }

  if (!actor->is_on_device && !queue_save (connection, id, row, fields, base, &entry, error))
    return FALSE;

  set_fields (&init, fields);
  init.proof_digest = digest;
  init.updated_at = now;
  if (outlay_expense_table_put (connection, &init, TRUE, error) < 0)
    return FALSE;

  return actor->is_on_device ||
         (outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry, id, error) &&
          outlay_outbox_table_settle (connection, id, error));
}

/* --- deciding -------------------------------------------------------------------------------- */

static gboolean
has_digest (OutlayConnection *connection, OutlayExpense *row, gboolean *answer, GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "proof-version/has-digest",
                                                        error);

  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, "ss", outlay_expense_get_id (row),
                         outlay_expense_get_proof_digest (row));
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

  if (!has_digest (connection, row, &is_known_proof, error))
    return FALSE;

  outlay_reason_check (reason, complaints);
  facts.is_owner = is_same_text (outlay_expense_get_owner_id (row), actor->user_id);
  facts.n_reuploads = outlay_expense_get_proof_version (row);
  facts.is_complete = is_complete (row, actor);
  facts.is_current = outlay_expense_get_state (row) == outlay_expense_get_state (shown) &&
                     outlay_expense_get_revision (row) == outlay_expense_get_revision (shown) &&
                     is_same_text (outlay_expense_get_proof_digest (row),
                                   outlay_expense_get_proof_digest (shown));
  facts.has_reason = outlay_complaints_is_empty (complaints);
  facts.is_new_proof = !is_known_proof;

  if (!facts.is_current)
    return refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT, "it is no longer what was shown");

  verdict = outlay_workflow_judge (outlay_expense_get_state (row), action, &facts, to);
  if (verdict != OUTLAY_VERDICT_ALLOWED)
    return refuse (error, OUTLAY_CLIENT_ERROR_REFUSED, outlay_verdict_to_string (verdict));

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

  return outlay_expense_table_run (
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

  return outlay_expense_table_run (connection, error, "proof-version/put", "siss", init.id,
                                   (gint64) init.proof_version, init.proof_digest, joined);
}

static OutlayExpense *
get_row (OutlayConnection *connection, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  OutlayExpense *row = outlay_expense_table_get (connection, id, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (row == NULL)
    refuse (error, OUTLAY_CLIENT_ERROR_GONE, "the expense is not here any more");

  return row;
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
  OutlayState to;
  gint64 entry;

  if (actor->is_on_device)
    {
      refuse (error, OUTLAY_CLIENT_ERROR_REFUSED, "there is no company to submit to");
      return -1;
    }

  row = get_row (connection, outlay_expense_get_id (shown), error);
  if (row == NULL || !judge (connection, actor, row, shown, action, reason, &to, error))
    return -1;

  if (outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT)
    {
      refuse (error, OUTLAY_CLIENT_ERROR_CONFLICT, "the company has another version");
      return -1;
    }

  entry = queue_action (connection, row, action, reason, error);
  if (entry < 0 || !move_row (connection, row, action, to, error) ||
      !outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry,
                                  outlay_expense_get_id (row), error) ||
      !show_ahead (connection, actor, row, action, to, reason, entry, error) ||
      !outlay_outbox_table_settle (connection, outlay_expense_get_id (row), error))
    return -1;

  return entry;
}

/* --- deleting -------------------------------------------------------------------------------- */

/* Whether any entry of the expense is on its way, or may have arrived. */
static gboolean
may_have_left (OutlayConnection *connection, const char *id, gboolean *answer, GError **error)
{
  OutlayStatement *statement = outlay_connection_query (connection, "outbox/is-pending", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  outlay_statement_bind (statement, "s", id);
  if (!outlay_statement_step (statement, &has_row, error))
    return FALSE;
  *answer = outlay_statement_get_int (statement, 1) != 0;
  outlay_statement_reset (statement);

  return TRUE;
}

gint64
outlay_expense_change_delete (OutlayConnection *connection,
                              const OutlayActor *actor,
                              const char *id,
                              GError **error)
{
  g_autoptr (OutlayExpense) row = get_row (connection, id, error);
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
    return refuse (error, OUTLAY_CLIENT_ERROR_REFUSED, "only one's own drafts can be deleted");

  if (actor->is_on_device)
    return outlay_expense_table_run (connection, error, "expense/mark-deleted", "si", id, now)
               ? -number
               : 0;

  if (outlay_expense_get_revision (row) == 0 && !has_left)
    add.revision = OUTLAY_REVISION_NEVER_SENT;

  entry = outlay_outbox_table_add (connection, &add, error);
  if (entry < 0 || !outlay_expense_table_keep (connection, OUTLAY_COPY_BEFORE, entry, id, error) ||
      (add.revision == OUTLAY_REVISION_NEVER_SENT &&
       !outlay_expense_table_run (connection, error, "outbox/need-nothing", "i", entry)) ||
      !outlay_expense_table_run (connection, error, "expense/mark-deleted", "si", id, now) ||
      !outlay_outbox_table_settle (connection, id, error))
    return 0;

  return entry;
}

/* --- conflicts ------------------------------------------------------------------------------- */

/* Mine, on top of the company's revision; everything that waits goes under new keys. */
static gboolean
rebase (OutlayConnection *connection,
        OutlayExpense *row,
        OutlayExpense *company,
        const OutlayOutboxRow *first,
        GError **error)
{
  OutlayOutboxRow entry = *first;
  OutlayExpenseInit theirs = { 0 };
  OutlayExpenseInit mine;

  outlay_expense_table_init_of (row, &mine);
  if (company != NULL)
    {
      outlay_expense_table_init_of (company, &theirs);
      if (!outlay_state_is_editable (theirs.state))
        return refuse (error, OUTLAY_CLIENT_ERROR_REFUSED,
                       "the company's can no longer be changed");
      if (!outlay_expense_table_put_copy (connection, OUTLAY_COPY_BEFORE, first->id, &theirs, TRUE,
                                          error))
        return FALSE;
      mine.proof_version = theirs.proof_version;
      mine.reuploads_left = theirs.reuploads_left;
      mine.state = theirs.state;
      mine.created_at = theirs.created_at;
    }
  mine.revision = theirs.revision;

  if (outlay_expense_table_put (connection, &mine, TRUE, error) < 0)
    return FALSE;

  while (entry.id != 0)
    {
      if (!renew (connection, entry.id, error) ||
          !outlay_expense_table_run (connection, error, "outbox/mark-certain", "i", entry.id) ||
          (entry.kind == OUTLAY_OUTBOX_SAVE &&
           !outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry.id, mine.id,
                                       error)) ||
          !outlay_outbox_table_get_next (connection, mine.id, entry.id, &entry, error))
        return FALSE;
    }

  return TRUE;
}

/* A decision is judged anew, on what the company has now. */
static gboolean
decide_again (OutlayConnection *connection,
              const OutlayActor *actor,
              OutlayExpense *company,
              OutlayAction action,
              const char *reason,
              GError **error)
{
  g_autoptr (OutlayExpense) row = get_row (connection, outlay_expense_get_id (company), error);

  return row != NULL &&
         outlay_expense_change_act (connection, actor, row, action, reason, error) >= 0;
}

static gboolean
take_theirs (OutlayConnection *connection,
             const OutlayOutboxRow *first,
             OutlayExpense *company,
             GError **error)
{
  return outlay_outbox_table_take_back (connection, first, error) &&
         (company != NULL ||
          outlay_expense_table_run (connection, error, "expense/remove", "s", first->expense_id));
}

gboolean
outlay_expense_change_resolve (OutlayConnection *connection,
                               const OutlayActor *actor,
                               const char *id,
                               gboolean keep_mine,
                               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = get_row (connection, id, error);
  g_autoptr (OutlayExpense) company = NULL;
  g_autofree char *reason = NULL;
  OutlayOutboxRow first;
  gint64 number;

  if (row == NULL)
    return FALSE;

  number = outlay_expense_table_find (connection, id, NULL, error);
  if (number < 0 || !outlay_outbox_table_get_next (connection, id, 0, &first, error))
    return FALSE;

  if (outlay_expense_get_delivery (row) != OUTLAY_DELIVERY_CONFLICT || first.id == 0)
    return TRUE;

  company = outlay_expense_table_get_copy (connection, OUTLAY_COPY_COMPANY, number, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!keep_mine)
    return take_theirs (connection, &first, company, error);

  if (first.kind == OUTLAY_OUTBOX_ACTION)
    {
      if (company == NULL)
        return refuse (error, OUTLAY_CLIENT_ERROR_GONE, "the company has it no more");
      reason = outlay_outbox_table_dup_reason (connection, first.id, error);
      return reason != NULL && take_theirs (connection, &first, company, error) &&
             decide_again (connection, actor, company, first.action, reason, error);
    }

  return rebase (connection, row, company, &first, error) &&
         outlay_expense_table_run (connection, error, "expense/remove-copy", "ii",
                                   (gint64) OUTLAY_COPY_COMPANY, number) &&
         outlay_outbox_table_settle (connection, id, error);
}
