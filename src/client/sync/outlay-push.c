/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-push.h"

#include "client/sync/outlay-backoff.h"
#include "client/outlay-client-error.h"
#include "client/wire/outlay-expense-json.h"
#include "client/transport/outlay-problem.h"

/* Where a run goes on after an entry. */
typedef enum
{
  PUSH_GO_ON,
  PUSH_STOP,
} PushOutcome;

static char *
path_of (const OutlayParcel *parcel)
{
  if (parcel->kind == OUTLAY_OUTBOX_ACTION)
    return g_strdup_printf ("/api/v1/expenses/%s/%s", parcel->expense_id,
                            outlay_action_to_string (parcel->action));
  return g_strconcat ("/api/v1/expenses/", parcel->expense_id, NULL);
}

static JsonNode *
body_of_save (OutlayExpense *expense)
{
  return outlay_expense_fields_to_json (&(OutlayExpenseFields) {
      .merchant = outlay_expense_get_merchant (expense),
      .amount = *outlay_expense_get_amount (expense),
      .day = outlay_expense_get_day (expense),
      .category = outlay_expense_get_category (expense),
      .note = outlay_expense_get_note (expense),
      .proofs = outlay_expense_get_proofs (expense),
  });
}

/* An approval or rejection names what was shown, whatever has become of the expense since. */
static JsonNode *
body_of_action (const OutlayParcel *parcel)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (parcel->revision > 0)
    {
      json_builder_set_member_name (builder, "revision");
      json_builder_add_int_value (builder, parcel->revision);
    }
  if (outlay_action_is_bound (parcel->action))
    {
      json_builder_set_member_name (builder, "proof_digest");
      json_builder_add_string_value (builder,
                                     parcel->proof_digest != NULL ? parcel->proof_digest : "");
    }
  if (parcel->reason != NULL && *parcel->reason != '\0')
    {
      json_builder_set_member_name (builder, "reason");
      json_builder_add_string_value (builder, parcel->reason);
    }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static DexFuture *
send_expense (OutlayApi *api, const OutlayParcel *parcel)
{
  g_autofree char *path = path_of (parcel);
  g_autofree char *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", parcel->revision);
  g_autoptr (JsonNode) body = NULL;
  OutlayCall call = { .path = path, .idempotency_key = parcel->idempotency_key };

  switch (parcel->kind)
    {
    case OUTLAY_OUTBOX_SAVE:
      call.method = "PUT";
      call.body = body = body_of_save (parcel->expense);
      if (parcel->revision > 0)
        call.if_match = etag;
      else
        call.if_none_match = "*";
      break;

    case OUTLAY_OUTBOX_DELETE:
      call.method = "DELETE";
      call.if_match = parcel->revision > 0 ? etag : "*";
      break;

    case OUTLAY_OUTBOX_ACTION:
      call.method = "POST";
      call.body = body = body_of_action (parcel);
      break;

    case OUTLAY_OUTBOX_PROOF:
    default:
      g_assert_not_reached ();
    }

  return outlay_api_send (api, &call);
}

static DexFuture *
send_proof (OutlayApi *api, OutlayProofStore *proofs, const OutlayParcel *parcel)
{
  g_autoptr (GFile) file = outlay_proof_store_get_file (proofs, parcel->sha256);

  if (file == NULL)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                                  "the file %s is not on this device any more", parcel->sha256);
  return outlay_api_put_proof (api, parcel->sha256, file);
}

/* Reads an expense that must be the parcel's own. */
static gboolean
read_expense (OutlayExpenseReading *reading,
              JsonNode *json,
              const OutlayParcel *parcel,
              GError **error)
{
  if (!outlay_expense_reading_fill (reading, json, error))
    return FALSE;

  if (!g_str_equal (reading->init.id, parcel->expense_id))
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                           "the answer is about another expense");
      return FALSE;
    }
  return TRUE;
}

/* The server does not have a file that the expense names: it lets go of what nobody names for long, and
 * may have come back from a backup. */
static gboolean
is_about_proofs (const GError *why)
{
  const OutlayProblem *problem = outlay_problem_get (why);

  if (problem == NULL || problem->status != 422)
    return FALSE;
  for (guint i = 0; i < problem->fields->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (problem->fields, i), "proofs"))
      return TRUE;

  return FALSE;
}

/* Sends the expense's files once more: those that are there already cost a look. */
static gboolean
send_proofs_again (OutlayApi *api, OutlayProofStore *proofs, OutlayExpense *expense)
{
  const char *const *names = outlay_expense_get_proofs (expense);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GFile) file = outlay_proof_store_get_file (proofs, names[i]);

      if (file == NULL || !dex_await (outlay_api_put_proof (api, names[i], file), NULL))
        return FALSE;
    }

  return TRUE;
}

/*
 * Sends one parcel. @answer is filled from @json where there is one.
 *
 * Returns: whether the server has taken it
 */
static gboolean
send_parcel (OutlayApi *api,
             OutlayProofStore *proofs,
             const OutlayParcel *parcel,
             JsonNode **json,
             OutlayExpenseReading *answer,
             GError **error)
{
  g_autoptr (OutlayAnswer) received = NULL;

  if (parcel->kind == OUTLAY_OUTBOX_PROOF)
    return dex_await (send_proof (api, proofs, parcel), error);

  received = dex_await_boxed (send_expense (api, parcel), error);

  if (parcel->kind == OUTLAY_OUTBOX_SAVE && received == NULL && is_about_proofs (*error) &&
      send_proofs_again (api, proofs, parcel->expense))
    {
      g_clear_error (error);
      received = dex_await_boxed (send_expense (api, parcel), error);
    }

  /* What is gone already needs no deletion. */
  if (parcel->kind == OUTLAY_OUTBOX_DELETE &&
      g_error_matches (*error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE))
    {
      g_clear_error (error);
      return TRUE;
    }
  if (received == NULL)
    return FALSE;
  if (parcel->kind == OUTLAY_OUTBOX_DELETE)
    return TRUE;

  *json = g_steal_pointer (&received->json);
  return read_expense (answer, *json, parcel, error);
}

/* The server has another version, or none any more: both are kept for the person to choose. */
static DexFuture *
keep_conflict (OutlayOutbox *outbox, const OutlayParcel *parcel, const GError *why)
{
  const OutlayProblem *problem = outlay_problem_get (why);
  OutlayExpenseReading current;

  /* There are no two versions of a file. */
  if (parcel->kind == OUTLAY_OUTBOX_PROOF)
    return outlay_outbox_mark_stuck (outbox, parcel->id, why);

  if (g_error_matches (why, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE))
    return outlay_outbox_mark_conflict (outbox, parcel->id, NULL, why);

  if (problem != NULL && problem->current != NULL &&
      read_expense (&current, problem->current, parcel, NULL))
    return outlay_outbox_mark_conflict (outbox, parcel->id, &current.init, why);

  return outlay_outbox_mark_stuck (outbox, parcel->id, why);
}

/* One entry that makes the server stumble must not hold up the others: it alone waits
 * longer and longer. */
static gboolean
is_about_this_alone (const GError *why)
{
  const OutlayProblem *problem = outlay_problem_get (why);

  return problem != NULL && problem->status == 500;
}

static DexFuture *
keep_for_later (OutlayOutbox *outbox, const OutlayParcel *parcel, const GError *why)
{
  OutlayBackoff backoff = { .n_failures = parcel->attempts };
  gint64 retry_at = 0;

  if (is_about_this_alone (why))
    retry_at = g_get_real_time () + (gint64) outlay_backoff_next (&backoff, 0) * 1000;

  return outlay_outbox_mark_failed (outbox, parcel->id, why,
                                    outlay_client_error_may_have_arrived (why), retry_at);
}

/* Writes down what became of a parcel that was not taken. */
static PushOutcome
settle_failure (OutlayOutbox *outbox, const OutlayParcel *parcel, const GError *why, GError **error)
{
  gboolean is_settled;

  if (why->domain != OUTLAY_CLIENT_ERROR)
    {
      g_propagate_error (error, g_error_copy (why));
      return PUSH_STOP;
    }

  switch ((OutlayClientError) why->code)
    {
    case OUTLAY_CLIENT_ERROR_CONFLICT:
    case OUTLAY_CLIENT_ERROR_GONE:
      is_settled = dex_await (keep_conflict (outbox, parcel, why), error);
      return is_settled ? PUSH_GO_ON : PUSH_STOP;

    case OUTLAY_CLIENT_ERROR_REFUSED:
    case OUTLAY_CLIENT_ERROR_FORBIDDEN:
    case OUTLAY_CLIENT_ERROR_FAILED:
      is_settled = dex_await (outlay_outbox_mark_stuck (outbox, parcel->id, why), error);
      return is_settled ? PUSH_GO_ON : PUSH_STOP;

    default:
      is_settled = dex_await (keep_for_later (outbox, parcel, why), error);
      if (is_settled && is_about_this_alone (why))
        return PUSH_GO_ON;
      if (is_settled)
        g_propagate_error (error, g_error_copy (why));
      return PUSH_STOP;
    }
}

static PushOutcome
push_one (OutlayApi *api,
          OutlayOutbox *outbox,
          OutlayProofStore *proofs,
          const OutlayParcel *parcel,
          GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) json = NULL;
  OutlayExpenseReading answer;

  if (!send_parcel (api, proofs, parcel, &json, &answer, &why))
    return settle_failure (outbox, parcel, why, error);

  if (!dex_await (outlay_outbox_mark_sent (outbox, parcel->id, json != NULL ? &answer.init : NULL),
                  error))
    return PUSH_STOP;
  return PUSH_GO_ON;
}

gboolean
outlay_push_all (OutlayApi *api, OutlayOutbox *outbox, OutlayProofStore *proofs, GError **error)
{
  while (TRUE)
    {
      g_autoptr (OutlayParcel) parcel = NULL;
      GError *local = NULL;

      parcel = dex_await_boxed (outlay_outbox_take_next (outbox), &local);
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (parcel == NULL)
        return TRUE;
      if (push_one (api, outbox, proofs, parcel, error) == PUSH_STOP)
        return FALSE;
    }
}
