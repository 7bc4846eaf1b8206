/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers of a server that may be anybody: refused, or within the bounds that core sets. */

#include "fuzz.h"

#include "client/company/outlay-colleague.h"
#include "client/company/outlay-invitation.h"
#include "client/session/outlay-oauth-server.h"
#include "client/session/outlay-tokens.h"
#include "client/transport/outlay-problem.h"
#include "client/wire/outlay-change-json.h"
#include "client/wire/outlay-event-json.h"
#include "client/wire/outlay-expense-json.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-policy-json.h"
#include "client/wire/outlay-rates-json.h"
#include "client/wire/outlay-report-json.h"

static void
check_expense (JsonNode *json)
{
  OutlayExpenseReading reading;

  if (!outlay_expense_reading_fill (&reading, json, NULL))
    return;

  g_assert_nonnull (outlay_currency_find (reading.init.amount.currency));
  g_assert_true (g_utf8_validate (reading.init.merchant, -1, NULL));
  g_assert_cmpint (reading.init.revision, >=, 1);
}

/* What is read as a policy can be written and read again, and judges the same. */
static void
check_policy (JsonNode *json)
{
  g_auto (OutlayPolicy) policy = { 0 };
  g_auto (OutlayPolicy) again = { 0 };
  g_autoptr (JsonNode) written = NULL;

  if (!outlay_policy_read (json, &policy, NULL))
    return;

  written = outlay_policy_to_json (&policy);
  g_assert_true (outlay_policy_read (written, &again, NULL));
  g_assert_cmpint (again.signup, ==, policy.signup);
  g_assert_cmpint (again.proof_rule, ==, policy.proof_rule);
  g_assert_cmpint (again.over_limit, ==, policy.over_limit);
}

/* Nobody is sent to a place that is not the server's. */
static void
check_oauth_server (JsonNode *json)
{
  g_autoptr (OutlayOauthServer) server = outlay_oauth_server_read (json, "https://a.example", NULL);

  if (server == NULL)
    return;

  g_assert_cmpstr (server->issuer, ==, "https://a.example");
  g_assert_true (g_str_has_prefix (server->authorization_endpoint, "https://a.example/"));
  g_assert_true (g_str_has_prefix (server->token_path, "/"));
}

static void
check_people (JsonNode *json)
{
  g_autoptr (OutlayColleague) colleague = NULL;
  g_autoptr (OutlayInvitation) invitation = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return;

  colleague = outlay_colleague_read (json_node_get_object (json), NULL);
  g_assert_true (colleague == NULL || outlay_colleague_get_id (colleague) != NULL);
  invitation = outlay_invitation_read (json_node_get_object (json), NULL);
  g_assert_true (invitation == NULL || outlay_invitation_get_id (invitation) != NULL);
}

/* What a block says is what its states say. */
static void
check_report (JsonNode *json)
{
  g_auto (OutlayReport) report;
  g_autoptr (GPtrArray) merchants = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (OutlayRates) rates = outlay_rates_json_read (json, NULL);

  g_assert_true (rates == NULL || outlay_rates_get_n (rates) < G_MAXUINT);
  outlay_report_init (&report, TRUE);
  if (!JSON_NODE_HOLDS_OBJECT (json))
    return;

  if (outlay_report_json_read_totals (json_node_get_object (json), &report, NULL))
    for (guint i = 0; i < report.n_currencies; i++)
      g_assert_cmpint (report.currencies[i].totals.all.count, >=, 0);
  merchants = outlay_report_json_read_parts (json_node_get_object (json), "merchants", NULL);
  people = outlay_report_json_read_parts (json_node_get_object (json), "people", NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (bytes, size);
  g_autoptr (JsonNode) json = outlay_json_parse (body, NULL);
  g_autoptr (OutlayFeedPage) page = NULL;
  g_autoptr (OutlayTokens) tokens = NULL;
  g_autoptr (OutlayProblem) problem = NULL;
  g_autoptr (GListModel) categories = NULL;

  if (json == NULL)
    return 0;

  check_expense (json);
  check_policy (json);
  check_oauth_server (json);
  check_people (json);
  check_report (json);
  page = outlay_feed_page_read (json, NULL);
  g_assert_true (page == NULL || page->n_changes <= OUTLAY_CHANGES_MAX);
  tokens = outlay_tokens_read (json, NULL);
  g_assert_true (tokens == NULL || (tokens->access_token != NULL && tokens->expires_in > 0));
  categories = outlay_categories_read (json, NULL);
  problem = outlay_problem_new_from_json (422, json);
  return 0;
}
