/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-uuid.h"
#include "outlay-test-company.h"

#define CREATE "If-None-Match: *\r\n"
#define DAY "2026-03-14"

static OutlayTestCompany company;
static OutlayTestPerson *const ada = &company.people[ADA];
static OutlayTestPerson *const ben = &company.people[BEN];
static OutlayTestPerson *const rita = &company.people[RITA];

static OutlayTestAnswer *
put (OutlayTestPerson *person, const char *id, const char *headers, const char *body)
{
  g_autofree char *path = outlay_test_build_path (id, NULL);

  return outlay_test_person_call (person, "PUT", path, headers, body);
}

static char *
create (OutlayTestPerson *person, const char *merchant, gint64 minor, const char *day)
{
  char *id = outlay_uuid_new ();
  g_autofree char *body = outlay_test_build_body (merchant, minor, day, company.category, NULL);
  g_autoptr (OutlayTestAnswer) answer = put (person, id, CREATE, body);

  g_assert_cmpuint (answer->status, ==, 201);
  return id;
}

static void
test_shape (void)
{
  static const char *const members[] = {
    "id",           "owner",          "merchant",      "amount",    "day",        "category",
    "note",         "proofs",         "state",         "revision",  "created_at", "updated_at",
    "proof_digest", "reuploads_left", "proof_version", "converted",
  };
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *proof = outlay_test_person_send_proof (ada, 1);
  g_autofree char *body = outlay_test_build_body ("Caf\\u00e9 \\\"Nero\\\"\\n", 1250, DAY,
                                                  company.category, proof);
  g_autoptr (OutlayTestAnswer) made = put (ada, id, CREATE, body);
  g_autoptr (OutlayTestAnswer) read = NULL;

  /* A line break is no merchant. */
  g_assert_cmpuint (made->status, ==, 422);
  g_assert_true (outlay_test_answer_names (made, "merchant"));
  outlay_test_answer_free (made);
  g_free (body);

  body = outlay_test_build_body ("Caf\\u00e9 \\\"Nero\\\"", 1250, DAY, company.category, proof);
  made = put (ada, id, CREATE, body);
  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpstr (made->etag, ==, "\"1\"");

  read = outlay_test_person_get (ada, id);
  g_assert_cmpuint (read->status, ==, 200);
  g_assert_cmpstr (read->etag, ==, "\"1\"");
  g_assert_true (yyjson_equals (made->json, read->json));
  g_assert_cmpuint (yyjson_obj_size (read->json), ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_nonnull (yyjson_obj_get (read->json, members[i]));

  g_assert_cmpstr (outlay_test_answer_get_text (read, "/id"), ==, id);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/owner/id"), ==, ada->id);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/owner/name"), ==, "Ada");
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/merchant"), ==, "Café \"Nero\"");
  g_assert_cmpint (outlay_test_answer_get_int (read, "/amount/minor"), ==, 1250);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/amount/currency"), ==, "EUR");
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/day"), ==, DAY);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/category"), ==, company.category);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/proofs/0"), ==, proof);
  g_assert_cmpstr (outlay_test_answer_get_text (read, "/state"), ==, "draft");
  g_assert_cmpint (outlay_test_answer_get_int (read, "/proof_version"), ==, 0);
  g_assert_cmpint (outlay_test_answer_get_int (read, "/reuploads_left"), ==, 2);
  g_assert_cmpint (outlay_test_answer_get_int (read, "/revision"), ==, 1);
}

/* An unfinished draft is a draft. */
static void
test_incomplete (void)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autoptr (OutlayTestAnswer)
      answer = put (ada, id, CREATE,
                    "{\"merchant\":\"\",\"amount\":{\"minor\":0,\"currency\":\"JPY\"},\"day\":null,"
                    "\"category\":null,\"note\":\"\",\"proofs\":[]}");

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (outlay_test_answer_get_text (answer, "/day"), ==, "");
  g_assert_true (yyjson_is_null (yyjson_obj_get (answer->json, "category")));
  g_assert_cmpstr (outlay_test_answer_get_text (answer, "/proof_digest"), ==, "");
}

/* Each must name its field, and store nothing. */
static const struct
{
  const char *field;
  guint status;
  const char *amount, *rest;
} refusals[] = {
#define GOOD_REST "\"day\":\"" DAY "\",\"category\":null,\"note\":\"\",\"proofs\":[]"
#define EUR(minor) "{\"minor\":" minor ",\"currency\":\"EUR\"}"
  { "amount", 400, "5", GOOD_REST },
  { "amount", 400, "null", GOOD_REST },
  { "amount.minor", 400, EUR ("1.5"), GOOD_REST },
  { "amount.minor", 400, EUR ("\"5\""), GOOD_REST },
  { "amount.minor", 400, EUR ("9223372036854775808"), GOOD_REST },
  { "amount.minor", 400, EUR ("1e3"), GOOD_REST },
  { "amount.minor", 400, "{\"currency\":\"EUR\"}", GOOD_REST },
  { "amount.tax", 400, "{\"minor\":1,\"currency\":\"EUR\",\"tax\":1}", GOOD_REST },
  { "amount.currency", 400, "{\"minor\":1,\"currency\":978}", GOOD_REST },
  { "amount.currency", 422, "{\"minor\":1,\"currency\":\"EUX\"}", GOOD_REST },
  { "amount.currency", 422, "{\"minor\":1,\"currency\":\"EURO\"}", GOOD_REST },
  { "amount.currency", 422, "{\"minor\":1,\"currency\":\"eur\"}", GOOD_REST },
  { "amount.currency", 422, "{\"minor\":1,\"currency\":\"\"}", GOOD_REST },
  { "amount", 422, EUR ("-1"), GOOD_REST },
  { "amount", 422, EUR ("9223372036854775807"), GOOD_REST },
  { "day", 400, EUR ("1"), "\"day\":20260314,\"category\":null,\"note\":\"\",\"proofs\":[]" },
  { "day", 422, EUR ("1"), "\"day\":\"2026-02-30\",\"category\":null,\"note\":\"\",\"proofs\":[]" },
  { "day", 422, EUR ("1"), "\"day\":\"14.3.2026\",\"category\":null,\"note\":\"\",\"proofs\":[]" },
  { "day", 400, EUR ("1"), "\"category\":null,\"note\":\"\",\"proofs\":[]" },
  { "category", 400, EUR ("1"), "\"day\":\"\",\"category\":7,\"note\":\"\",\"proofs\":[]" },
  { "category", 422, EUR ("1"), "\"day\":\"\",\"category\":\"x\",\"note\":\"\",\"proofs\":[]" },
  { "category", 422, EUR ("1"),
    "\"day\":\"\",\"category\":\"0190b0a0-0000-7000-8000-000000000001\",\"note\":\"\",\"proofs\":["
    "]" },
  { "note", 400, EUR ("1"), "\"day\":\"\",\"category\":null,\"note\":null,\"proofs\":[]" },
  { "note", 422, EUR ("1"), "\"day\":\"\",\"category\":null,\"note\":\"\\u0007\",\"proofs\":[]" },
  { "proofs", 400, EUR ("1"), "\"day\":\"\",\"category\":null,\"note\":\"\",\"proofs\":\"x\"" },
  { "proofs", 400, EUR ("1"), "\"day\":\"\",\"category\":null,\"note\":\"\",\"proofs\":[1]" },
  { "proofs", 422, EUR ("1"),
    "\"day\":\"\",\"category\":null,\"note\":\"\",\"proofs\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\","
    "\"7\",\"8\",\"9\",\"a\",\"b\"]" },
  { "proofs[0]", 422, EUR ("1"),
    "\"day\":\"\",\"category\":null,\"note\":\"\",\"proofs\":[\"x\"]" },
  { "proofs[0]", 422, EUR ("1"),
    "\"day\":\"\",\"category\":null,\"note\":\"\",\"proofs\":["
    "\"00000000000000000000000000000000000000000000000000000000000000aa\"]" },
  { "state", 400, EUR ("1"), GOOD_REST ",\"state\":\"approved\"" },
  { "owner", 400, EUR ("1"), GOOD_REST ",\"owner\":\"me\"" },
  { "note", 400, EUR ("1"), GOOD_REST ",\"note\":\"twice\"" },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *id = outlay_uuid_new ();
      g_autofree char *body = g_strdup_printf ("{\"merchant\":\"x\",\"amount\":%s,%s}",
                                               refusals[i].amount, refusals[i].rest);
      g_autoptr (OutlayTestAnswer) answer = put (ada, id, CREATE, body);
      g_autoptr (OutlayTestAnswer) read = NULL;

      g_test_message ("%s -> %s", body, answer->reply->body);
      g_assert_cmpuint (answer->status, ==, refusals[i].status);
      g_assert_true (outlay_test_answer_names (answer, refusals[i].field));
      read = outlay_test_person_get (ada, id);
      g_assert_cmpuint (read->status, ==, 404);
    }
}

static void
test_long_text (void)
{
  g_autofree char *merchant = g_strnfill (201, 'm');
  g_autofree char *body = outlay_test_build_body (merchant, 1, DAY, NULL, NULL);
  g_autofree char *id = outlay_uuid_new ();
  g_autoptr (OutlayTestAnswer) answer = put (ada, id, CREATE, body);

  g_assert_cmpuint (answer->status, ==, 422);
  g_assert_true (outlay_test_answer_names (answer, "merchant"));
}

static void
test_preconditions (void)
{
  g_autofree char *id = create (ada, "Nero", 100, DAY);
  g_autofree char *body = outlay_test_build_body ("Nero 2", 200, DAY, NULL, NULL);
  static const struct
  {
    const char *headers;
    guint status;
  } cases[] = {
    { NULL, 428 },
    { "If-None-Match: \"1\"\r\n", 400 },
    { "If-Match: 1\r\n", 400 },
    { "If-Match: \"1\"\r\nIf-None-Match: *\r\n", 400 },
    { "If-None-Match: *\r\n", 412 },
    { "If-Match: \"7\"\r\n", 412 },
    { "If-Match: W/\"1\"\r\n", 412 },
    { "If-Match: \"1\"\r\n", 200 },
    { "If-Match: \"1\"\r\n", 412 },
    { "If-Match: \"9\", \"2\"\r\n", 200 },
    { "If-Match: *\r\n", 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayTestAnswer) answer = put (ada, id, cases[i].headers, body);

      g_test_message ("%s -> %s", cases[i].headers, answer->reply->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (answer->status == 412)
        {
          g_assert_cmpstr (outlay_test_answer_get_text (answer, "/current/id"), ==, id);
          g_assert_cmpint (outlay_test_answer_get_int (answer, "/current/revision"), >=, 1);
          g_assert_nonnull (answer->etag);
        }
    }
}

/* The id of another's expense is neither readable nor writable, in whatever way. */
static void
test_others (void)
{
  g_autofree char *id = create (ada, "Nero", 100, DAY);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *body = outlay_test_build_body ("Mine now", 1, DAY, NULL, NULL);
  OutlayTestPerson *others[] = { ben, rita, &company.people[AMIN], &company.zoe };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpuint (outlay_test_person_ask (others[i], "GET", path, NULL, NULL), ==, 404);
      g_assert_cmpuint (
          outlay_test_person_ask (others[i], "PUT", path, "If-Match: \"1\"\r\n", body), ==, 404);
      g_assert_cmpuint (
          outlay_test_person_ask (others[i], "DELETE", path, "If-Match: \"1\"\r\n", NULL), ==, 404);
      /* In another company the same id is free. */
      g_assert_cmpuint (outlay_test_person_ask (others[i], "PUT", path, CREATE, body), ==,
                        others[i] == &company.zoe ? 201 : 404);
    }
}

/* A proof can be named by who has sent it, and by nobody else. */
static void
test_others_proof (void)
{
  g_autofree char *proof = outlay_test_person_send_proof (ada, 77);
  g_autofree char *body = outlay_test_build_body ("x", 1, DAY, NULL, proof);
  g_autofree char *first = outlay_uuid_new ();
  g_autofree char *second = outlay_uuid_new ();
  g_autoptr (OutlayTestAnswer) refused = put (ben, first, CREATE, body);
  g_autoptr (OutlayTestAnswer) allowed = NULL;
  g_autofree char *same = NULL;

  g_assert_cmpuint (refused->status, ==, 422);
  g_assert_true (outlay_test_answer_names (refused, "proofs[0]"));

  same = outlay_test_person_send_proof (ben, 77);
  g_assert_cmpstr (same, ==, proof);
  allowed = put (ben, second, CREATE, body);
  g_assert_cmpuint (allowed->status, ==, 201);
}

static void
test_delete (void)
{
  g_autofree char *id = create (ada, "Nero", 100, DAY);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *shown = outlay_test_company_file (&company, ADA, 5);
  g_autofree char *shown_path = outlay_test_build_path (shown, NULL);
  g_autofree char *body = outlay_test_build_body ("Nero", 1, DAY, NULL, NULL);
  g_autoptr (OutlayTestAnswer) kept = NULL;

  g_assert_cmpuint (outlay_test_person_ask (ada, "DELETE", path, NULL, NULL), ==, 428);
  g_assert_cmpuint (outlay_test_person_ask (ada, "DELETE", path, "If-Match: \"2\"\r\n", NULL), ==,
                    412);
  g_assert_cmpuint (outlay_test_person_ask (ada, "DELETE", path, "If-Match: \"1\"\r\n", NULL), ==,
                    204);
  g_assert_cmpuint (outlay_test_person_ask (ada, "DELETE", path, "If-Match: \"1\"\r\n", NULL), ==,
                    404);
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, NULL, NULL), ==, 404);

  /* The id stays its owner's: another could hide the deletion from the owner's other devices. */
  g_assert_cmpuint (outlay_test_person_ask (ben, "PUT", path, CREATE, body), ==, 404);
  g_assert_cmpuint (outlay_test_person_ask (ada, "PUT", path, CREATE, body), ==, 201);

  /* What others have seen stays. */
  outlay_test_person_must (ada, shown, "submit", NULL);
  g_assert_cmpuint (outlay_test_person_ask (ada, "DELETE", shown_path, "If-Match: *\r\n", NULL), ==,
                    409);
  outlay_test_person_must (ada, shown, "withdraw", NULL);
  kept = outlay_test_person_call (ada, "DELETE", shown_path, "If-Match: *\r\n", NULL);
  g_assert_cmpuint (kept->status, ==, 409);
  g_assert_cmpstr (outlay_test_answer_get_text (kept, "/current/state"), ==, "draft");
}

static void
test_retries (void)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *body = outlay_test_build_body ("Nero", 100, DAY, NULL, NULL);
  g_autofree char *other = outlay_test_build_body ("Other", 100, DAY, NULL, NULL);
  const char *headers = CREATE "Idempotency-Key: retry-1\r\n";
  g_autoptr (OutlayTestAnswer) first = put (ada, id, headers, body);
  g_autoptr (OutlayTestAnswer) again = put (ada, id, headers, body);
  g_autoptr (OutlayTestAnswer) changed = put (ada, id, headers, other);
  g_autoptr (OutlayTestAnswer) bare = put (ada, id, CREATE, body);

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (again->reply->body, ==, first->reply->body);
  g_assert_cmpstr (again->etag, ==, first->etag);
  g_assert_cmpuint (changed->status, ==, 422);
  g_assert_cmpuint (bare->status, ==, 412);
}

static void
test_unchanged (void)
{
  g_autofree char *id = create (ada, "Nero", 100, DAY);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autoptr (OutlayTestAnswer)
      list = outlay_test_person_call (ada, "GET", "/api/v1/expenses", NULL, NULL);
  g_autofree char *header = g_strdup_printf ("If-None-Match: %s\r\n", list->etag);
  g_autofree char *later = NULL;

  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, "If-None-Match: \"1\"\r\n", NULL), ==,
                    304);
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", path, "If-None-Match: \"2\"\r\n", NULL), ==,
                    200);

  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", "/api/v1/expenses", header, NULL), ==, 304);
  /* What another does in their drafts changes nothing here; what I do, does. */
  g_free (create (ben, "Elsewhere", 1, DAY));
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", "/api/v1/expenses", header, NULL), ==, 304);
  g_assert_cmpuint (outlay_test_person_ask (ben, "GET", "/api/v1/expenses", header, NULL), ==, 200);
  later = create (ada, "Later", 1, DAY);
  g_assert_cmpuint (outlay_test_person_ask (ada, "GET", "/api/v1/expenses", header, NULL), ==, 200);
}

/* An expense shows its owner's name: whoever has an older one of it is told, and can
 * still write. */
static void
test_unchanged_but_renamed (void)
{
  OutlayTestPerson *amin = &company.people[AMIN];
  g_autofree char *id = create (ben, "Nero", 100, DAY);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *account = g_strconcat ("/api/v1/users/", ben->id, NULL);
  g_autofree char *back = g_strdup_printf ("{\"name\":\"%s\"}", ben->name);
  g_autoptr (OutlayTestAnswer) renamed = NULL;
  const char *have = "If-None-Match: \"1\"\r\n";

  g_assert_cmpuint (outlay_test_person_ask (ben, "GET", path, have, NULL), ==, 304);
  g_assert_cmpuint (
      outlay_test_person_ask (amin, "PATCH", account, NULL, "{\"name\":\"Benedict\"}"), ==, 200);

  renamed = outlay_test_person_call (ben, "GET", path, have, NULL);
  g_assert_cmpuint (renamed->status, ==, 200);
  g_assert_cmpstr (outlay_test_answer_get_text (renamed, "/owner/name"), ==, "Benedict");
  g_assert_cmpstr (renamed->etag, ==, "\"1\"");
  g_assert_cmpuint (outlay_test_person_ask (ben, "DELETE", path, "If-Match: \"1\"\r\n", NULL), ==,
                    204);
  g_assert_cmpuint (outlay_test_person_ask (amin, "PATCH", account, NULL, back), ==, 200);
}

/* To a reviewer others' drafts change nothing, and what is submitted does. */
static void
test_unchanged_review (void)
{
  g_autoptr (OutlayTestAnswer)
      list = outlay_test_person_call (rita, "GET", "/api/v1/expenses", NULL, NULL);
  g_autofree char *header = g_strdup_printf ("If-None-Match: %s\r\n", list->etag);
  g_autofree char *id = outlay_test_company_file (&company, ADA, 30);

  g_assert_cmpuint (outlay_test_person_ask (rita, "GET", "/api/v1/expenses", header, NULL), ==,
                    304);
  outlay_test_person_must (ada, id, "submit", NULL);
  g_assert_cmpuint (outlay_test_person_ask (rita, "GET", "/api/v1/expenses", header, NULL), ==,
                    200);
}

static void
test_bad_queries (void)
{
  static const char *const cases[][2] = {
    { "state", "state=open" },     { "limit", "limit=0" },
    { "limit", "limit=201" },      { "limit", "limit=x" },
    { "from", "from=2026-02-30" }, { "to", "to=tomorrow" },
    { "min", "min=1.5" },          { "max", "max=" },
    { "sort", "sort=merchant" },   { "owner", "owner=ada" },
    { "category", "category=1" },  { "cursor", "cursor=abc" },
    { "cursor", "cursor=" },       { "page", "page=2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/expenses?", cases[i][1], NULL);
      g_autoptr (OutlayTestAnswer) answer = outlay_test_person_call (ada, "GET", path, NULL, NULL);

      g_test_message ("%s -> %s", path, answer->reply->body);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_true (outlay_test_answer_names (answer, cases[i][0]));
    }
}

/* The filters themselves are tried on the store; here it is that each parameter reaches it. */
static void
test_queries (void)
{
  OutlayTestCompany own;
  OutlayTestPerson *me = &own.people[ADA];
  static const struct
  {
    const char *query;
    guint n;
    const char *first;
  } cases[] = {
    { "", 4, "Dora" },
    { "?sort=day", 4, "Anna" },
    { "?sort=amount", 4, "Dora" },
    { "?sort=-amount", 4, "Anna" },
    { "?from=2026-01-03", 2, "Dora" },
    { "?to=2026-01-02", 2, "Bert" },
    { "?min=300", 2, "Bert" },
    { "?max=200", 2, "Dora" },
    { "?q=caf%C3%A9", 1, "Café" },
    { "?q=CAFE", 1, "Café" },
    { "?state=draft", 4, "Dora" },
    { "?state=submitted", 0, NULL },
    { "?owner=me&limit=200", 4, "Dora" },
  };
  static const char *const names[] = { "Anna", "Bert", "Café", "Dora" };

  outlay_test_company_set_up (&own);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = outlay_uuid_new ();
      g_autofree char *day = g_strdup_printf ("2026-01-%02u", i + 1);
      g_autofree char *body = outlay_test_build_body (names[i], 100 * (4 - i), day, own.category,
                                                      NULL);
      g_autoptr (OutlayTestAnswer) made = put (me, id, CREATE, body);

      g_assert_cmpuint (made->status, ==, 201);
    }

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/expenses", cases[i].query, NULL);
      g_autoptr (OutlayTestAnswer) answer = outlay_test_person_call (me, "GET", path, NULL, NULL);

      g_test_message ("%s -> %s", path, answer->reply->body);
      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpuint (outlay_test_answer_get_size (answer, "/items"), ==, cases[i].n);
      g_assert_cmpstr (outlay_test_answer_get_text (answer, "/items/0/merchant"), ==,
                       cases[i].first);
      g_assert_true (yyjson_is_null (yyjson_obj_get (answer->json, "next")));
    }
  outlay_test_company_tear_down (&own);
}

/* A list's rows are what a reading of each gives, and its pages join without a gap. */
static void
test_pages (void)
{
  OutlayTestPerson *readers[] = { ada, rita };
  g_autofree char *shown = outlay_test_company_file (&company, ADA, 6);

  for (guint i = 0; i < 7; i++)
    g_free (create (ada, "Paged", 100 + i, DAY));
  outlay_test_person_must (ada, shown, "submit", NULL);

  for (guint r = 0; r < G_N_ELEMENTS (readers); r++)
    {
      g_autoptr (OutlayTestAnswer) whole = outlay_test_person_call (
          readers[r], "GET", "/api/v1/expenses?limit=200", NULL, NULL);
      g_autofree char *path = g_strdup ("/api/v1/expenses?limit=3");
      gsize n = 0;

      while (path != NULL)
        {
          g_autoptr (OutlayTestAnswer)
              page = outlay_test_person_call (readers[r], "GET", path, NULL, NULL);
          const char *next = outlay_test_answer_get_text (page, "/next");
          yyjson_val *item;
          gsize i, n_items;

          g_assert_cmpuint (page->status, ==, 200);
          yyjson_arr_foreach (yyjson_obj_get (page->json, "items"), i, n_items, item)
          {
            g_autoptr (OutlayTestAnswer) one = outlay_test_person_get (
                readers[r], yyjson_get_str (yyjson_obj_get (item, "id")));

            g_assert_true (yyjson_equals (item, one->json));
            g_assert_true (
                yyjson_equals (item, yyjson_arr_get (yyjson_obj_get (whole->json, "items"), n++)));
          }
          g_free (path);
          path = next != NULL ? g_strdup_printf ("/api/v1/expenses?limit=3&cursor=%s", next) : NULL;
        }
      g_assert_cmpuint (n, ==, outlay_test_answer_get_size (whole, "/items"));
      g_assert_cmpuint (n, >, 0);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  outlay_test_company_set_up (&company);

  g_test_add_func ("/server/expenses/shape", test_shape);
  g_test_add_func ("/server/expenses/incomplete", test_incomplete);
  g_test_add_func ("/server/expenses/refusals", test_refusals);
  g_test_add_func ("/server/expenses/long-text", test_long_text);
  g_test_add_func ("/server/expenses/preconditions", test_preconditions);
  g_test_add_func ("/server/expenses/others", test_others);
  g_test_add_func ("/server/expenses/others-proof", test_others_proof);
  g_test_add_func ("/server/expenses/delete", test_delete);
  g_test_add_func ("/server/expenses/retries", test_retries);
  g_test_add_func ("/server/expenses/unchanged", test_unchanged);
  g_test_add_func ("/server/expenses/unchanged-but-renamed", test_unchanged_but_renamed);
  g_test_add_func ("/server/expenses/unchanged-review", test_unchanged_review);
  g_test_add_func ("/server/expenses/bad-queries", test_bad_queries);
  g_test_add_func ("/server/expenses/queries", test_queries);
  g_test_add_func ("/server/expenses/pages", test_pages);

  status = g_test_run ();
  outlay_test_company_tear_down (&company);
  return status;
}
