/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-time.h"
#include "server/expenses/outlay-expense-query.h"
#include "server/expenses/outlay-expense-store.h"
#include "server/history/outlay-event-store.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"
#include "server/people/outlay-policy-store.h"
#include "server/proofs/outlay-proof-store.h"
#include "server/rates/outlay-rate-store.h"

/* What an action may name. Revision and digest bind it to what the person was shown: approving and
 * rejecting must be bound, the other actions may be. */
typedef struct
{
  gint64 revision;
  const char *proof_digest;
  const char *reason;
} Body;

static const OutlayJsonField body_fields[] = {
  { "revision", OUTLAY_JSON_INT, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Body, revision) },
  { "proof_digest", OUTLAY_JSON_STRING, OUTLAY_JSON_OPTIONAL,
    G_STRUCT_OFFSET (Body, proof_digest) },
  { "reason", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Body, reason) },
};
#define HAS_REVISION (1 << 0)
#define HAS_PROOF_DIGEST (1 << 1)

/* One action on one expense, on its way through the checks. */
typedef struct
{
  const OutlayRequest *request;
  OutlayAction action;
  OutlayStoredExpense *expense;
  Body body;
  guint64 present;
  OutlayComplaints *complaints; /* about the expense, when it is to be submitted */
  char home[4];                 /* the company's currency then; empty for none */
  OutlayState to;
} Move;

static void
move_clear (Move *self)
{
  g_clear_pointer (&self->expense, outlay_stored_expense_free);
  g_clear_pointer (&self->complaints, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Move, move_clear)

static OutlayReply *
read_body (Move *self)
{
  OutlayFieldProblem missing[2];
  guint n = 0;
  OutlayReply *reply;

  /* An action that needs nothing may come without a body. */
  if (self->request->json != NULL &&
      (reply = outlay_json_fields_read (self->request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields), &self->body, &self->present)) !=
          NULL)
    return reply;

  if (!outlay_action_is_bound (self->action))
    return NULL;

  if (!(self->present & HAS_REVISION))
    missing[n++] = (OutlayFieldProblem) { "revision", "is missing" };
  if (!(self->present & HAS_PROOF_DIGEST))
    missing[n++] = (OutlayFieldProblem) { "proof_digest", "is missing" };

  return n > 0 ? outlay_reply_new_problem_fields (400, missing, n) : NULL;
}

static OutlayReply *
find_expense (Move *self)
{
  const OutlayRequest *request = self->request;
  g_autoptr (GError) error = NULL;

  if (!outlay_expense_store_get (request->db, request->identity->company, request->arguments[0],
                                 &self->expense, &error))
    return outlay_reply_new_for_error (error);

  if (self->expense == NULL || !outlay_stored_expense_is_visible (self->expense, request->identity))
    return outlay_reply_new_problem (404, "There is no such expense.");

  return NULL;
}

static gboolean
is_current (const Move *self)
{
  const OutlayExpenseView *view = self->expense->view;

  return (!(self->present & HAS_REVISION) || self->body.revision == view->revision) &&
         (!(self->present & HAS_PROOF_DIGEST) ||
          g_str_equal (self->body.proof_digest, view->proof_digest));
}

static gboolean
has_reason (const Move *self)
{
  return self->body.reason != NULL &&
         self->body.reason[strspn (self->body.reason, " \t\r\n")] != '\0';
}

/* Fills the complaints about an expense that is to be submitted, by the policy that is in the
 * database now. The day is that of UTC; "not after tomorrow" leaves room for everybody who is ahead
 * of it. */
static gboolean
check_fields (Move *self, GError **error)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };
  g_autofree char *now = outlay_time_format (self->request->now);
  g_auto (GStrv) proofs = NULL;
  OutlayExpenseFields fields;

  if (!outlay_policy_store_get (self->request->db, self->request->identity->company, &stored,
                                error))
    return FALSE;

  memcpy (self->home, stored.policy.home, sizeof self->home);
  now[strlen ("YYYY-MM-DD")] = '\0';
  outlay_expense_view_get_fields (self->expense->view, &fields, &proofs);
  outlay_expense_check_submit (&fields, &stored.policy, now, self->complaints);

  return TRUE;
}

/* For a resubmission a proof is known when it was submitted, for a submission when it
 * was rejected. */
static gboolean
is_known_proof (const Move *self, gboolean *is_known, GError **error)
{
  const char *company = self->request->identity->company;
  const OutlayExpenseView *view = self->expense->view;

  if (self->action == OUTLAY_ACTION_RESUBMIT)
    return outlay_event_store_has_digest (self->request->db, company, view->id, view->proof_digest,
                                          is_known, error);

  if (self->action == OUTLAY_ACTION_SUBMIT && view->proof_version > 0)
    return outlay_event_store_is_rejected_digest (self->request->db, company, view->id,
                                                  view->proof_digest, is_known, error);

  return TRUE;
}

static OutlayReply *
gather_facts (Move *self, OutlayWorkflowFacts *facts)
{
  const OutlayIdentity *identity = self->request->identity;
  const OutlayExpenseView *view = self->expense->view;
  g_autoptr (GError) error = NULL;
  gboolean is_known = FALSE;

  self->complaints = outlay_complaints_new ();
  if ((self->action == OUTLAY_ACTION_SUBMIT || self->action == OUTLAY_ACTION_RESUBMIT) &&
      !check_fields (self, &error))
    return outlay_reply_new_for_error (error);
  if (!is_known_proof (self, &is_known, &error))
    return outlay_reply_new_for_error (error);

  *facts = (OutlayWorkflowFacts) {
    .role = identity->role,
    .is_owner = g_str_equal (view->owner, identity->user),
    .n_reuploads = (guint) view->proof_version,
    .is_complete = outlay_complaints_is_empty (self->complaints),
    .is_current = is_current (self),
    .has_reason = has_reason (self),
    .is_new_proof = *view->proof_digest != '\0' && !is_known,
  };

  return NULL;
}

/* 409 with the expense as it is, and who did the last thing to it. */
static OutlayReply *
reply_conflict (const Move *self, OutlayVerdict verdict)
{
  const OutlayRequest *request = self->request;
  g_autofree char *last = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;

  if (!outlay_event_store_describe_last (request->db, request->identity->company,
                                         self->expense->view->id, &last, &error))
    return outlay_reply_new_for_error (error);

  detail = g_strdup_printf ("%s The expense is %s.%s%s", outlay_verdict_to_string (verdict),
                            self->expense->view->state, last != NULL ? " " : "",
                            last != NULL ? last : "");

  return outlay_expense_view_conflict (self->expense->view, 409, detail);
}

/* The one place where a verdict becomes a status. */
static OutlayReply *
reply_to_verdict (const Move *self, OutlayVerdict verdict)
{
  const char *sentence = outlay_verdict_to_string (verdict);

  switch (verdict)
    {
    case OUTLAY_VERDICT_ALLOWED:
      return NULL;

    case OUTLAY_VERDICT_NOT_OWNER:
    case OUTLAY_VERDICT_ROLE_TOO_LOW:
    case OUTLAY_VERDICT_OWN_EXPENSE:
      return outlay_reply_new_problem (403, sentence);

    case OUTLAY_VERDICT_WRONG_STATE:
    case OUTLAY_VERDICT_STALE:
    case OUTLAY_VERDICT_NO_REUPLOADS_LEFT:
      return reply_conflict (self, verdict);

    case OUTLAY_VERDICT_INCOMPLETE:
      return outlay_reply_new_complaints (422, self->complaints);

    case OUTLAY_VERDICT_REASON_MISSING:
      return outlay_reply_new_problem_field (422, "reason", sentence);

    case OUTLAY_VERDICT_PROOF_NOT_NEW:
      return outlay_reply_new_problem_field (422, "proofs", sentence);

    default:
      g_assert_not_reached ();
    }
}

static OutlayReply *
check_reason (const Move *self)
{
  g_autoptr (GArray) complaints = NULL;

  if (!has_reason (self))
    return NULL;

  complaints = outlay_complaints_new ();
  outlay_reason_check (self->body.reason, complaints);

  return outlay_complaints_is_empty (complaints) ? NULL
                                                 : outlay_reply_new_complaints (422, complaints);
}

/* What is in another currency than the company's own, and is submitted, is converted by the rates that
 * there are at this moment. */
static gboolean
convert (const Move *self, OutlayConversion *conversion, gboolean *is_converted, GError **error)
{
  const OutlayExpenseView *view = self->expense->view;
  OutlayMoney amount = { .minor = view->minor };

  *is_converted = FALSE;
  if (*self->home == '\0' || g_str_equal (view->currency, self->home))
    return TRUE;

  g_strlcpy (amount.currency, view->currency, sizeof amount.currency);
  return outlay_rate_store_convert (self->request->db, &amount, self->home, view->day, conversion,
                                    is_converted, error);
}

static OutlayReply *
write_move (Move *self)
{
  const OutlayRequest *request = self->request;
  const char *company = request->identity->company;
  const char *reason = has_reason (self) ? self->body.reason : NULL;
  g_autofree OutlayExpenseView *view = NULL;
  g_autoptr (GError) error = NULL;
  OutlayConversion conversion;
  gboolean is_converted;

  if (!convert (self, &conversion, &is_converted, &error) ||
      !outlay_event_store_append (request->db, company, self->expense->view,
                                  request->identity->user, self->action, self->to, reason,
                                  request->now, &error) ||
      (view = outlay_expense_store_move (request->db, company, self->expense, self->action,
                                         self->to, is_converted ? &conversion : NULL, request->now,
                                         &error)) == NULL)
    return outlay_reply_new_for_error (error);

  /* Whatever comes from a draft or becomes one is seen by others, or was. */
  outlay_service_notify (request->service, company);
  outlay_service_forget (request->service, company, view->owner);
  outlay_service_forget (request->service, company, OUTLAY_TOPIC_SHARED);
  return outlay_expense_view_reply (view, 200);
}

static OutlayReply *
act (const OutlayRequest *request, OutlayAction action)
{
  g_auto (Move) move = { .request = request, .action = action };
  OutlayWorkflowFacts facts;
  OutlayVerdict verdict;
  OutlayReply *reply;

  if ((reply = read_body (&move)) != NULL || (reply = find_expense (&move)) != NULL ||
      (reply = gather_facts (&move, &facts)) != NULL)
    return reply;

  verdict = outlay_workflow_judge (outlay_expense_view_get_state (move.expense->view), action,
                                   &facts, &move.to);
  if ((reply = reply_to_verdict (&move, verdict)) != NULL || (reply = check_reason (&move)) != NULL)
    return reply;

  return write_move (&move);
}

static OutlayReply *
submit_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_SUBMIT);
}

static OutlayReply *
withdraw_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_WITHDRAW);
}

static OutlayReply *
approve_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_APPROVE);
}

static OutlayReply *
reject_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_REJECT);
}

static OutlayReply *
resubmit_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_RESUBMIT);
}

static OutlayReply *
reopen_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_REOPEN);
}

static OutlayReply *
reimburse_expense (const OutlayRequest *request)
{
  return act (request, OUTLAY_ACTION_REIMBURSE);
}

/* The cursor of a history is the number of the last event that was read. */
static gboolean
read_page (const OutlayRequest *request, gint64 *after, guint *limit, OutlayReply **reply)
{
  const char *cursor = outlay_request_get_query (request, "cursor");

  *after = 0;
  if (cursor != NULL && !g_ascii_string_to_signed (cursor, 10, 1, G_MAXINT64, after, NULL))
    *reply = outlay_reply_new_problem_field (400, "cursor", "must be the \"next\" of a page");
  else if (!outlay_request_read_limit (request, limit))
    *reply = outlay_reply_new_problem_field (400, "limit", "must be a whole number from 1 to 200");

  return *reply == NULL;
}

/* Who sees the expense sees its history. */
static OutlayReply *
list_events (const OutlayRequest *request)
{
  g_auto (Move) move = { .request = request };
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply = NULL;
  gint64 after, last;
  gsize length;
  guint limit;
  char *text;

  if (!read_page (request, &after, &limit, &reply) || (reply = find_expense (&move)) != NULL)
    return reply;

  outlay_json_writer_init (&json, 4096);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "items");
  if (!outlay_event_store_write_json (request->db, request->identity->company,
                                      request->arguments[0], after, limit, &json, &last, &error))
    return outlay_reply_new_for_error (error);
  outlay_json_writer_name (&json, "next");
  if (last > 0)
    {
      char next[24];

      g_snprintf (next, sizeof next, "%" G_GINT64_FORMAT, last);
      outlay_json_writer_token (&json, next);
    }
  else
    outlay_json_writer_null (&json);
  outlay_json_writer_end_object (&json);
  text = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, text, length);
}

/* Everybody may knock: who may do what is for the workflow alone to say, and what one may not see
 * is not there. */
#define ACTION(name, handler)                                                                      \
  { "POST",  "/api/v1/expenses/{id}/" name, OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_WRITE,                \
    handler, .max_body = OUTLAY_MAX_JSON }

const OutlayRoute outlay_workflow_routes[] = {
  ACTION ("submit", submit_expense),
  ACTION ("withdraw", withdraw_expense),
  ACTION ("approve", approve_expense),
  ACTION ("reject", reject_expense),
  ACTION ("resubmit", resubmit_expense),
  ACTION ("reopen", reopen_expense),
  ACTION ("reimburse", reimburse_expense),
  { "GET", "/api/v1/expenses/{id}/events", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, list_events,
    .query = "limit,cursor" },
  { NULL },
};
