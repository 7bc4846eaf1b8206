/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-round.h"

#include "client/budgets/outlay-budget-push.h"
#include "client/outlay-client-error.h"
#include "client/wire/outlay-json-object.h"
#include "client/sync/outlay-pull.h"
#include "client/sync/outlay-push.h"
#include "client/sync/outlay-rates-pull.h"
#include "client/session/outlay-tokens.h"
#include "core/outlay-time.h"

/* Names and roles change seldom. */
#define VERIFY_USEC (10 * G_TIME_SPAN_MINUTE)

/*
 * Whether the server still is the one, and the person still who the account is for. Another company
 * at the same address must neither get our outbox nor fill our lists; nothing is deleted.
 */
static gboolean
verify_identity (const OutlayRound *self, gint64 *verified_at, GError **error)
{
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (OutlayPerson) person = NULL;

  if (*verified_at != 0 && g_get_monotonic_time () - *verified_at < VERIFY_USEC)
    return TRUE;

  answer = dex_await_boxed (
      outlay_api_send (self->api, &(OutlayCall) { .method = "GET", .path = "/api/v1/me" }), error);
  if (answer == NULL)
    return FALSE;
  if (answer->json == NULL)
    return outlay_json_refuse ("id", error);

  person = outlay_person_read (json_node_get_object (answer->json), error);
  if (person == NULL)
    return FALSE;

  if (!g_str_equal (person->user_id, outlay_account_get_user_id (self->account)))
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                           "the server knows this account as somebody else");
      return FALSE;
    }

  *verified_at = g_get_monotonic_time ();
  return outlay_account_set_identity (self->account,
                                      &(OutlayAccountIdentity) {
                                          .server = outlay_account_get_server (self->account),
                                          .email = person->email,
                                          .user_id = person->user_id,
                                          .user_name = person->user_name,
                                          .role = person->role,
                                          .company_name = person->company_name,
                                      },
                                      error);
}

static gboolean
write_last_synced (OutlayConnection *connection,
                   gpointer data,
                   GValue *result,
                   OutlayTopics *changed,
                   GError **error)
{
  return outlay_setting_write (connection, OUTLAY_SETTING_LAST_SYNCED, data, error);
}

gboolean
outlay_round_run (const OutlayRound *self, gint64 *verified_at, char **synced_at, GError **error)
{
  g_autoptr (GError) rates_error = NULL;
  g_autofree char *now = NULL;

  if (!verify_identity (self, verified_at, error) ||
      !outlay_push_all (self->api, self->outbox, self->proofs, error) ||
      !outlay_budget_push (self->api, self->database, error) ||
      !outlay_pull_all (self->api, self->database, error))
    return FALSE;

  /* Without them drafts stay unconverted, and everything else is as it should be. */
  if (!outlay_rates_pull (self->api, self->database, &rates_error))
    g_message ("asking for exchange rates: %s", rates_error->message);

  now = outlay_time_format (g_get_real_time ());
  if (!dex_await (outlay_database_run (self->database, write_last_synced, g_strdup (now), g_free),
                  error))
    return FALSE;

  *synced_at = g_steal_pointer (&now);
  return TRUE;
}
