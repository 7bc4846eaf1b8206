/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-change-json.h"
#include "client/outlay-client-error.h"
#include "client/wire/outlay-event-json.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-policy-json.h"
#include "client/session/outlay-tokens.h"

#define ID "01937a2e-7c11-7000-8000-000000000001"
#define ANA "01937a2e-7c11-7000-8000-000000000002"

#define EXPENSE                                                                                    \
  "{\"id\":\"" ID "\",\"owner\":{\"id\":\"" ANA "\",\"name\":\"Ana\"},\"merchant\":\"Nero\","      \
  "\"amount\":{\"minor\":420,\"currency\":\"EUR\"},\"day\":\"2026-11-19\",\"category\":null,"      \
  "\"note\":\"\",\"proofs\":[],\"proof_version\":0,\"proof_digest\":\"\",\"reuploads_left\":2,"    \
  "\"state\":\"draft\",\"revision\":1,\"created_at\":\"2026-11-19T10:00:00.000Z\","                \
  "\"updated_at\":\"2026-11-19T10:00:00.000Z\"}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *json = outlay_json_parse (bytes, &error);

  g_assert_no_error (error);
  return json;
}

static OutlayFeedPage *
read_page (const char *changes, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{\"changes\":[%s],\"cursor\":\"e7\",\"more\":true}",
                                           changes);
  g_autoptr (JsonNode) json = parse (text);

  return outlay_feed_page_read (json, error);
}

static void
test_reads_pages (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayFeedPage) page = read_page (
      "{\"seq\":1,\"type\":\"expense\",\"id\":\"" ID "\",\"data\":" EXPENSE "},"
      "{\"seq\":2,\"type\":\"expense\",\"id\":\"" ANA "\",\"data\":null},"
      "{\"seq\":3,\"type\":\"category\",\"id\":\"" ID "\",\"data\":{\"id\":\"" ID
      "\",\"name\":\"Meals\",\"icon\":\"x-symbolic\",\"color\":\"red\",\"archived\":false}},"
      "{\"seq\":4,\"type\":\"category\",\"id\":\"" ANA "\",\"data\":null},"
      "{\"seq\":5,\"type\":\"user\",\"id\":\"" ANA "\",\"data\":{\"id\":\"" ANA
      "\",\"name\":\"Ana\"}},"
      "{\"seq\":6,\"type\":\"user\",\"id\":\"" ANA "\",\"data\":null},"
      "{\"seq\":7,\"type\":\"moon-phase\",\"id\":\"7\",\"data\":[1,2]}",
      &error);

  g_assert_no_error (error);
  g_assert_nonnull (page->page);
  g_assert_cmpuint (page->n_changes, ==, 7);
  g_assert_cmpstr (page->cursor, ==, "e7");
  g_assert_false (page->is_last);
  g_assert_cmpuint (page->expense_ids->len, ==, 1);
  g_assert_cmpstr (page->expense_ids->pdata[0], ==, ID);
}

/* A page that cannot be read is refused as a whole, and nothing but a null is a deletion. */
static void
test_refuses_pages (void)
{
  static const char *const cases[] = {
    "7",
    "null",
    "{}",
    "{\"type\":\"expense\",\"id\":\"" ID "\"}",
    "{\"type\":\"expense\",\"id\":\"" ID "\",\"data\":{}}",
    "{\"type\":\"expense\",\"id\":\"" ID "\",\"data\":false}",
    "{\"type\":\"expense\",\"id\":\"" ID "\",\"data\":\"\"}",
    "{\"type\":\"expense\",\"id\":\"" ID "\",\"data\":[]}",
    "{\"type\":\"expense\",\"id\":\"" ANA "\",\"data\":" EXPENSE "}",
    "{\"type\":\"expense\",\"id\":null,\"data\":null}",
    "{\"type\":7,\"id\":\"" ID "\",\"data\":null}",
    "{\"type\":\"category\",\"id\":\"" ID "\",\"data\":{\"id\":\"" ID "\",\"name\":\"Meals\"}}",
    "{\"type\":\"category\",\"id\":\"" ID "\",\"data\":7}",
    "{\"type\":\"user\",\"id\":\"" ID "\",\"data\":7}",
    "{\"type\":\"user\",\"id\":\"" ID "\",\"data\":{\"name\":null}}",
    "{\"type\":\"policy\",\"id\":\"" ID "\",\"data\":7}",
    "{\"type\":\"policy\",\"id\":\"" ID "\",\"data\":{}}",
  };
  static const char *const texts[] = {
    "{}",
    "{\"changes\":[],\"cursor\":\"e7\"}",
    "{\"changes\":[],\"more\":false}",
    "{\"changes\":[],\"cursor\":\"\",\"more\":false}",
    "{\"changes\":[],\"cursor\":null,\"more\":false}",
    "{\"changes\":{},\"cursor\":\"e7\",\"more\":false}",
    "{\"changes\":null,\"cursor\":\"e7\",\"more\":false}",
    "{\"changes\":[],\"cursor\":\"e7\",\"more\":\"no\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OutlayFeedPage) page = read_page (cases[i], &error);

      if (page != NULL)
        g_error ("%s was taken", cases[i]);
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) json = parse (texts[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_feed_page_read (json, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

static void
test_reads_histories (void)
{
  g_autoptr (JsonNode) json = parse (
      "{\"items\":[{\"seq\":1,\"at\":\"2026-11-19T10:00:00.000Z\",\"actor\":{\"id\":\"" ANA
      "\",\"name\":\"Ana\"},\"action\":\"reject\",\"from\":\"submitted\",\"to\":\"rejected\","
      "\"reason\":\"Blurred.\",\"revision\":2,\"proof_digest\":null}],\"next\":null}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) events = outlay_events_read (json, &error);
  const OutlayEventInit *event;

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  event = &g_array_index (events, OutlayEventInit, 0);
  g_assert_cmpint (event->action, ==, OUTLAY_ACTION_REJECT);
  g_assert_cmpint (event->to, ==, OUTLAY_STATE_REJECTED);
  g_assert_cmpstr (event->reason, ==, "Blurred.");
  g_assert_cmpstr (event->actor_name, ==, "Ana");
}

static void
test_refuses_histories (void)
{
  static const char *const cases[] = {
    "{}",
    "{\"items\":{}}",
    "{\"items\":[7]}",
    "{\"items\":[{\"seq\":1}]}",
    "{\"items\":[{\"seq\":1,\"at\":\"2026-11-19T10:00:00.000Z\",\"actor\":{\"id\":\"" ANA
    "\",\"name\":\"Ana\"},\"action\":\"burn\",\"from\":\"submitted\",\"to\":\"rejected\","
    "\"reason\":null,\"revision\":2,\"proof_digest\":null}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (cases[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_events_read (json, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

#define POLICY(signup, proof, limits)                                                              \
  "{\"signup\":\"" signup "\",\"proof\":" proof ",\"limits\":[" limits                             \
  "],\"over_limit\":\"refuse\",\"currency\":\"CHF\","                                              \
  "\"revision\":2,\"updated_at\":null}"
#define ABOVE "{\"rule\":\"above\",\"above\":{\"minor\":2500,\"currency\":\"EUR\"}}"
#define LIMIT "{\"category\":\"" ID "\",\"most\":{\"minor\":5000,\"currency\":\"EUR\"}}"
#define NEW_MONEY "{\"category\":\"" ID "\",\"most\":{\"minor\":5000,\"currency\":\"ZZZ\"}}"

static void
test_reads_policies (void)
{
  g_autoptr (JsonNode) json = parse (POLICY ("open", ABOVE, LIMIT "," NEW_MONEY));
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_policy_read (json, &policy, &error));
  g_assert_no_error (error);
  g_assert_cmpint (policy.signup, ==, OUTLAY_SIGNUP_OPEN);
  g_assert_cmpint (policy.proof_rule, ==, OUTLAY_PROOF_ABOVE);
  g_assert_cmpint (policy.proof_above.minor, ==, 2500);
  g_assert_cmpint (policy.over_limit, ==, OUTLAY_OVER_LIMIT_REFUSE);
  g_assert_cmpuint (policy.limits->len, ==, 1);
  g_assert_cmpstr (policy.home, ==, "CHF");
  g_assert_cmpint (outlay_policy_find_limit (&policy, ID, "EUR")->minor, ==, 5000);
}

/* A newer server may have words of its own: they read as the default has it, which is strict. */
static void
test_reads_newer_policies (void)
{
  static const char *const cases[] = {
    POLICY ("by-lot", "{\"rule\":\"on-mondays\",\"above\":null}", ""),
    POLICY ("by-lot", "{\"rule\":\"above\",\"above\":{\"minor\":1,\"currency\":\"ZZZ\"}}", ""),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (cases[i]);
      g_auto (OutlayPolicy) policy = outlay_policy_default;
      g_autoptr (GError) error = NULL;

      g_assert_true (outlay_policy_read (json, &policy, &error));
      g_assert_no_error (error);
      g_assert_cmpint (policy.signup, ==, OUTLAY_SIGNUP_INVITE);
      g_assert_cmpint (policy.proof_rule, ==, OUTLAY_PROOF_ALWAYS);
      g_assert_null (policy.limits);
    }
}

static void
test_refuses_policies (void)
{
  static const char *const cases[] = {
    POLICY ("open", "{}", ""),
    POLICY ("open", "null", ""),
    POLICY ("open", "{\"rule\":\"above\",\"above\":null}", ""),
    POLICY ("open", "{\"rule\":\"above\",\"above\":{\"minor\":-1,\"currency\":\"EUR\"}}", ""),
    POLICY ("open", ABOVE, "7"),
    POLICY ("open", ABOVE, "{}"),
    POLICY ("open", ABOVE, "{\"category\":\"../x\",\"most\":{\"minor\":1,\"currency\":\"EUR\"}}"),
    POLICY ("open", ABOVE,
            "{\"category\":\"" ID "\",\"most\":{\"minor\":1.5,\"currency\":\"EUR\"}}"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (cases[i]);
      g_auto (OutlayPolicy) policy = outlay_policy_default;
      g_autoptr (GError) error = NULL;

      g_assert_false (outlay_policy_read (json, &policy, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

#define USER                                                                                       \
  "{\"id\":\"" ANA "\",\"name\":\"Ana\",\"email\":\"ana@example.com\",\"role\":\"reviewer\","      \
  "\"company\":{\"id\":\"" ID "\",\"name\":\"Acme\"}}"

static void
test_reads_tokens (void)
{
  g_autoptr (JsonNode)
      json = parse ("{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\","
                    "\"expires_in\":900,\"refresh_token\":\"r\",\"user\":" USER "}");
  g_autoptr (JsonNode) bare = parse ("{\"access_token\":\"a\",\"expires_in\":1,"
                                     "\"refresh_token\":\"r\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayTokens) tokens = outlay_tokens_read (json, &error);
  g_autoptr (OutlayTokens) others = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (tokens->access_token, ==, "a.b.c");
  g_assert_cmpint (tokens->expires_in, ==, 900);
  g_assert_cmpint (tokens->person->role, ==, OUTLAY_ROLE_REVIEWER);
  g_assert_cmpstr (tokens->person->company_name, ==, "Acme");

  others = outlay_tokens_read (bare, &error);
  g_assert_no_error (error);
  g_assert_null (others->person);
}

/* What is no token must not get into a header. */
static void
test_refuses_tokens (void)
{
  static const char *const cases[] = {
    "{}",
    "{\"access_token\":\"a\",\"expires_in\":900}",
    "{\"access_token\":\"\",\"expires_in\":900,\"refresh_token\":\"r\"}",
    "{\"access_token\":\"a\\r\\nX: y\",\"expires_in\":900,\"refresh_token\":\"r\"}",
    "{\"access_token\":\"a b\",\"expires_in\":900,\"refresh_token\":\"r\"}",
    "{\"access_token\":\"a\",\"expires_in\":0,\"refresh_token\":\"r\"}",
    "{\"access_token\":\"a\",\"expires_in\":\"900\",\"refresh_token\":\"r\"}",
    "{\"access_token\":\"a\",\"expires_in\":99999999,\"refresh_token\":\"r\"}",
    "{\"access_token\":\"a\",\"expires_in\":900,\"refresh_token\":7}",
    "{\"access_token\":\"a\",\"expires_in\":900,\"refresh_token\":\"r\",\"user\":{}}",
    "{\"access_token\":\"a\",\"expires_in\":900,\"refresh_token\":\"r\",\"user\":null}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (cases[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_tokens_read (json, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/feed-json/reads-pages", test_reads_pages);
  g_test_add_func ("/client/feed-json/refuses-pages", test_refuses_pages);
  g_test_add_func ("/client/feed-json/reads-histories", test_reads_histories);
  g_test_add_func ("/client/feed-json/refuses-histories", test_refuses_histories);
  g_test_add_func ("/client/feed-json/reads-policies", test_reads_policies);
  g_test_add_func ("/client/feed-json/reads-newer-policies", test_reads_newer_policies);
  g_test_add_func ("/client/feed-json/refuses-policies", test_refuses_policies);
  g_test_add_func ("/client/feed-json/reads-tokens", test_reads_tokens);
  g_test_add_func ("/client/feed-json/refuses-tokens", test_refuses_tokens);
  return g_test_run ();
}
