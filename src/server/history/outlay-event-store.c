/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-event-store.h"

#include <string.h>

#include "core/outlay-time.h"
#include "server/history/outlay-chain.h"
#include "server/history/outlay-event-hash.h"
#include "server/reports/outlay-decision-store.h"

char *
outlay_event_store_dup_facts (const OutlayExpenseView *expense)
{
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 512);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "merchant");
  outlay_json_writer_text (&json, expense->merchant);
  outlay_json_writer_name (&json, "minor");
  outlay_json_writer_int (&json, expense->minor);
  outlay_json_writer_name (&json, "currency");
  outlay_json_writer_text (&json, expense->currency);
  outlay_json_writer_name (&json, "day");
  outlay_json_writer_text (&json, expense->day);
  outlay_json_writer_name (&json, "category");
  outlay_json_writer_text (&json, expense->category);
  outlay_json_writer_name (&json, "note");
  outlay_json_writer_text (&json, expense->note);
  outlay_json_writer_end_object (&json);

  return outlay_json_writer_end (&json, &length);
}

/* @action: and @to, as words */
static gboolean
append (OutlayConnection *db,
        const char *company,
        const OutlayExpenseView *before,
        const char *actor,
        const char *action,
        const char *to,
        const char *reason,
        gint64 now,
        GError **error)
{
  g_autofree char *previous = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *facts = outlay_event_store_dup_facts (before);
  OutlayStoredEvent event;
  gint64 seq;

  if (!outlay_chain_read_end (db, OUTLAY_CHAIN_EVENTS, company, &seq, &previous, error))
    return FALSE;

  event = (OutlayStoredEvent) {
    .seq = seq + 1,
    .expense = before->id,
    .at = now,
    .actor = actor,
    .action = action,
    .from = before->state,
    .to = to,
    .reason = reason != NULL ? reason : "",
    .revision = before->revision,
    .proof_digest = before->proof_digest,
    .proofs = before->proofs,
    .facts = facts,
  };
  hash = outlay_event_hash (company, previous, &event);

  return outlay_connection_run (db, error, "event/insert", "sisisssssissss", company, event.seq,
                                event.expense, event.at, event.actor, event.action, event.from,
                                event.to, event.reason, event.revision, event.proof_digest,
                                event.proofs, event.facts, hash) &&
         outlay_chain_move_end (db, OUTLAY_CHAIN_EVENTS, company, event.seq, hash, error) &&
         outlay_decision_store_note (db, company, before, action, event.seq, now, error);
}

gboolean
outlay_event_store_append (OutlayConnection *db,
                           const char *company,
                           const OutlayExpenseView *before,
                           const char *actor,
                           OutlayAction action,
                           OutlayState to,
                           const char *reason,
                           gint64 now,
                           GError **error)
{
  return append (db, company, before, actor, outlay_action_to_string (action),
                 outlay_state_to_string (to), reason, now, error);
}

gboolean
outlay_event_store_append_category (OutlayConnection *db,
                                    const char *company,
                                    const OutlayExpenseView *before,
                                    const char *actor,
                                    const char *category,
                                    gint64 now,
                                    GError **error)
{
  OutlayExpenseView after = *before;

  after.category = category;
  return append (db, company, &after, actor, "recategorize", before->state, NULL, now, error);
}

static gboolean
has_event (OutlayConnection *db,
           const char *name,
           const char *company,
           const char *expense,
           const char *digest,
           gboolean *answer,
           GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, name, "sss", company, expense, digest))
    return FALSE;

  *answer = row != NULL;
  return TRUE;
}

gboolean
outlay_event_store_has_digest (OutlayConnection *db,
                               const char *company,
                               const char *expense,
                               const char *digest,
                               gboolean *has_digest,
                               GError **error)
{
  return has_event (db, "event/has-digest", company, expense, digest, has_digest, error);
}

gboolean
outlay_event_store_is_rejected_digest (OutlayConnection *db,
                                       const char *company,
                                       const char *expense,
                                       const char *digest,
                                       gboolean *is_rejected,
                                       GError **error)
{
  return has_event (db, "event/is-rejected-digest", company, expense, digest, is_rejected, error);
}

static const char *const deeds[OUTLAY_N_ACTIONS] = {
  [OUTLAY_ACTION_SUBMIT] = "submitted it",     [OUTLAY_ACTION_WITHDRAW] = "withdrew it",
  [OUTLAY_ACTION_APPROVE] = "approved it",     [OUTLAY_ACTION_REJECT] = "rejected it",
  [OUTLAY_ACTION_RESUBMIT] = "sent it again",  [OUTLAY_ACTION_REOPEN] = "reopened it",
  [OUTLAY_ACTION_REIMBURSE] = "reimbursed it",
};

gboolean
outlay_event_store_describe_last (OutlayConnection *db,
                                  const char *company,
                                  const char *expense,
                                  char **sentence,
                                  GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  OutlayAction action;

  *sentence = NULL;
  if (!outlay_connection_find (db, &row, error, "event/last-of-expense", "ss", company, expense))
    return FALSE;
  if (row == NULL)
    return TRUE;

  if (outlay_action_from_string (outlay_statement_get_text (row, 0), &action))
    {
      g_autofree char *at = outlay_time_format (outlay_statement_get_int (row, 2));

      *sentence = g_strdup_printf ("%s %s at %s.", outlay_statement_get_text (row, 1),
                                   deeds[action], at);
    }

  return TRUE;
}

static void
write_event (OutlayStatement *row, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "seq");
  outlay_json_writer_int (json, outlay_statement_get_int (row, 0));
  outlay_json_writer_name (json, "at");
  outlay_json_writer_time (json, outlay_statement_get_int (row, 1));
  outlay_json_writer_name (json, "actor");
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 2));
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 3));
  outlay_json_writer_end_object (json);
  outlay_json_writer_name (json, "action");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 4));
  outlay_json_writer_name (json, "from");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 5));
  outlay_json_writer_name (json, "to");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 6));
  outlay_json_writer_name (json, "reason");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 7));
  outlay_json_writer_name (json, "revision");
  outlay_json_writer_int (json, outlay_statement_get_int (row, 8));
  outlay_json_writer_name (json, "proof_digest");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 9));
  outlay_json_writer_name (json, "proofs");
  outlay_json_writer_lines (json, outlay_statement_get_text (row, 10));
  outlay_json_writer_end_object (json);
}

gboolean
outlay_event_store_write_json (OutlayConnection *db,
                               const char *company,
                               const char *expense,
                               gint64 after,
                               guint limit,
                               OutlayJsonWriter *json,
                               gint64 *last,
                               GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "event/list", "ssii", company,
                                                   expense, after, (gint64) limit + 1);
  gboolean has_row;
  gint64 seq = 0;
  guint n = 0;

  *last = 0;
  if (query == NULL)
    return FALSE;

  outlay_json_writer_begin_array (json);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (n++ == limit)
        {
          *last = seq;
          outlay_statement_reset (query);
          break;
        }

      seq = outlay_statement_get_int (query, 0);
      write_event (query, json);
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}
