/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-uuid.h"
#include "core/report/outlay-days.h"
#include "outlay-test-company.h"

#define N_STEPS 250
#define FROM "2025-11-01"
#define TO "2026-03-31"
#define ALL_SHARED "submitted,approved,rejected,reimbursed"

typedef struct
{
  OutlayTestCompany company;
  char *proofs[N_PEOPLE];
  char *second_category;
  GPtrArray *ids; /* of expenses */
  GArray *owners; /* of OutlayTestWho, by the same index */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayTestAnswer) categories = NULL;

  outlay_test_company_set_up (&self->company);
  for (guint i = 0; i < N_PEOPLE; i++)
    self->proofs[i] = outlay_test_person_send_proof (&self->company.people[i], i + 1);
  categories = outlay_test_person_call (&self->company.people[ADA], "GET", "/api/v1/categories",
                                        NULL, NULL);
  self->second_category = g_strdup (outlay_test_answer_get_text (categories, "/items/1/id"));
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->owners = g_array_new (FALSE, FALSE, sizeof (OutlayTestWho));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->ids);
  g_array_unref (self->owners);
  g_free (self->second_category);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (self->proofs[i]);
  outlay_test_company_tear_down (&self->company);
}

static OutlayTestPerson *
person (Fixture *self, OutlayTestWho who)
{
  return &self->company.people[who];
}

static OutlayTestAnswer *
ask (Fixture *self, OutlayTestWho who, const char *path)
{
  OutlayTestAnswer *answer = outlay_test_person_call (person (self, who), "GET", path, NULL, NULL);

  if (answer->status != 200)
    g_test_message ("%s: %s", path, answer->reply->body);
  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

/* --- a history --- */

static char *
build_body (Fixture *self, OutlayTestWho who, const char *currency, const char *day, gint64 minor)
{
  const char *categories[] = { self->company.category, self->second_category, NULL };
  const char *category = categories[g_test_rand_int_range (0, 3)];
  g_autofree char *category_json = category != NULL ? g_strdup_printf ("\"%s\"", category)
                                                    : g_strdup ("null");

  return g_strdup_printf ("{\"merchant\":\"Bar \\\"currency\\\":\\\"USD\\\"\","
                          "\"amount\":{\"minor\":%" G_GINT64_FORMAT ",\"currency\":\"%s\"},"
                          "\"day\":%s,\"category\":%s,\"note\":\"\\\"category\\\":null\","
                          "\"proofs\":[\"%s\"]}",
                          minor, currency, day, category_json, self->proofs[who]);
}

static char *
build_random_body (Fixture *self, OutlayTestWho who)
{
  static const char *const currencies[] = { "EUR", "USD", "JPY" };
  int month = g_test_rand_int_range (0, 5);
  g_autofree char *day = g_strdup_printf ("\"%d-%02d-%02d\"", month < 2 ? 2025 : 2026,
                                          (month + 10) % 12 + 1, g_test_rand_int_range (1, 29));

  return build_body (self, who, currencies[g_test_rand_int_range (0, 3)], day,
                     g_test_rand_int_range (1, 100000));
}

static char *
file (Fixture *self, OutlayTestWho who, const char *body)
{
  char *id = outlay_uuid_new ();
  g_autofree char *path = outlay_test_build_path (id, NULL);

  g_assert_cmpuint (
      outlay_test_person_ask (person (self, who), "PUT", path, "If-None-Match: *\r\n", body), ==,
      201);
  return id;
}

/* Whatever the rules let through: a refusal is nothing that happened. */
static void
act (Fixture *self, guint at)
{
  static const char *const actions[] = { "submit",    "submit",  "submit", "withdraw",
                                         "approve",   "approve", "reject", "reopen",
                                         "reimburse", "PUT",     "DELETE" };
  const char *action = actions[g_test_rand_int_range (0, G_N_ELEMENTS (actions))];
  const char *id = self->ids->pdata[at];
  OutlayTestWho owner = g_array_index (self->owners, OutlayTestWho, at);
  gboolean is_owners = g_str_equal (action, "submit") || g_str_equal (action, "withdraw");
  g_autofree char *path = outlay_test_build_path (id, NULL);

  if (g_str_equal (action, "DELETE"))
    outlay_test_person_ask (person (self, owner), "DELETE", path, "If-Match: *\r\n", NULL);
  else if (g_str_equal (action, "PUT"))
    {
      g_autofree char *body = build_random_body (self, owner);

      outlay_test_person_ask (person (self, owner), "PUT", path, "If-Match: *\r\n", body);
    }
  else
    {
      g_autoptr (OutlayTestAnswer) answer = outlay_test_person_act (
          person (self, is_owners ? owner : AMIN), id, action,
          g_str_equal (action, "reject") || g_str_equal (action, "reopen") ? "because" : NULL);
    }
}

static void
step (Fixture *self)
{
  static const OutlayTestWho owners[] = { ADA, BEN, RITA };
  OutlayTestWho owner = owners[g_test_rand_int_range (0, 3)];

  if (self->ids->len < 5 || g_test_rand_int_range (0, 10) < 4)
    {
      g_autofree char *body = build_random_body (self, owner);

      g_ptr_array_add (self->ids, file (self, owner, body));
      g_array_append_val (self->owners, owner);
    }
  else
    act (self, (guint) g_test_rand_int_range (0, (gint32) self->ids->len));
}

/* --- every number is a list --- */

typedef struct
{
  Fixture *fixture;
  OutlayTestWho who;
  gboolean is_own;
  const char *from, *to, *currency, *category, *state;
  guint *n_numbers;
} Place;

static char *
build_list_path (const Place *place, const char *cursor)
{
  g_autoptr (GString) path = g_string_new ("/api/v1/expenses?limit=7");
  const char *state = place->state != NULL ? place->state : place->is_own ? NULL : ALL_SHARED;

  g_string_append_printf (path, "&from=%s&to=%s&currency=%s", place->from, place->to,
                          place->currency);
  if (place->category != NULL)
    g_string_append_printf (path, "&category=%s", place->category);
  if (state != NULL)
    g_string_append_printf (path, "&state=%s", state);
  if (place->is_own)
    g_string_append (path, "&owner=me");
  if (cursor != NULL)
    g_string_append_printf (path, "&cursor=%s", cursor);

  return g_string_free_and_steal (g_steal_pointer (&path));
}

static void
assert_is_list (const Place *place, gint64 count, gint64 minor)
{
  g_autofree char *cursor = NULL;
  gint64 listed = 0, sum = 0;

  do
    {
      g_autofree char *path = build_list_path (place, cursor);
      g_autoptr (OutlayTestAnswer) page = ask (place->fixture, place->who, path);
      yyjson_val *item;
      gsize i, n;

      yyjson_arr_foreach (yyjson_obj_get (page->json, "items"), i, n, item)
      {
        yyjson_val *amount = yyjson_obj_get (item, "amount");

        g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (amount, "currency")), ==, place->currency);
        sum += yyjson_get_sint (yyjson_obj_get (amount, "minor"));
        listed++;
      }
      g_set_str (&cursor, outlay_test_answer_get_text (page, "/next"));
    }
  while (cursor != NULL);

  g_assert_cmpint (listed, ==, count);
  g_assert_cmpint (sum, ==, minor);
  (*place->n_numbers)++;
}

/* Goes through all of an answer, with what each object adds to the filter. */
static void
trace (yyjson_val *value, Place place)
{
  yyjson_val *key, *member;
  gsize i, n;

  if (yyjson_is_arr (value))
    {
      yyjson_arr_foreach (value, i, n, member)
      {
        trace (member, place);
      }
      return;
    }
  if (!yyjson_is_obj (value))
    return;

  if ((member = yyjson_obj_get (value, "from")) != NULL)
    {
      place.from = yyjson_get_str (member);
      place.to = yyjson_get_str (yyjson_obj_get (value, "to"));
    }
  if ((member = yyjson_obj_get (value, "currency")) != NULL)
    place.currency = yyjson_get_str (member);
  if ((member = yyjson_obj_get (value, "category")) != NULL)
    place.category = yyjson_is_null (member) ? "none" : yyjson_get_str (member);
  if ((member = yyjson_obj_get (value, "state")) != NULL)
    place.state = yyjson_get_str (member);
  if ((member = yyjson_obj_get (value, "count")) != NULL)
    {
      yyjson_val *amount = yyjson_obj_get (value, "amount");

      g_assert_cmpint (yyjson_get_sint (member), >, 0);
      g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (amount, "currency")), ==, place.currency);
      assert_is_list (&place, yyjson_get_sint (member),
                      yyjson_get_sint (yyjson_obj_get (amount, "minor")));
    }

  yyjson_obj_foreach (value, i, n, key, member)
  {
    if (!yyjson_equals_str (key, "amount"))
      trace (member, place);
  }
}

static guint
trace_answer (Fixture *self, OutlayTestWho who, const char *path)
{
  g_autoptr (OutlayTestAnswer) answer = ask (self, who, path);
  guint n_numbers = 0;

  trace (answer->json,
         (Place) {
             .fixture = self,
             .who = who,
             .is_own = g_str_equal (outlay_test_answer_get_text (answer, "/scope"), "me"),
             .n_numbers = &n_numbers,
         });
  return n_numbers;
}

static void
test_traceable (Fixture *self, gconstpointer data)
{
  static const struct
  {
    OutlayTestWho who;
    const char *path;
  } questions[] = {
    { ADA, "/api/v1/reports?period=month&from=" FROM "&to=" TO },
    { RITA, "/api/v1/reports?period=year&from=2025-11-20&to=2026-02-10" },
    { RITA, "/api/v1/reports?scope=company&period=month&from=2025-11-15&to=" TO },
    { AMIN, "/api/v1/reports?scope=company&period=week&from=2025-11-05&to=2026-03-10" },
    { BEN, "/api/v1/analytics?to=2026-03-28&days=40" },
    { RITA, "/api/v1/analytics?to=2026-03-28&scope=company&days=10" },
  };
  guint n_numbers = 0;

  for (guint i = 0; i < N_STEPS; i++)
    step (self);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      guint n = trace_answer (self, questions[i].who, questions[i].path);

      g_test_message ("%s: %u numbers", questions[i].path, n);
      g_assert_cmpuint (n, >, 0);
      n_numbers += n;
    }
  g_assert_cmpuint (n_numbers, >, 200);
}

/* The sums of all that is listed, to set the list itself against: what a report leaves out cannot be
 * traced. */
static void
test_complete (Fixture *self, gconstpointer data)
{
  gint64 sums[2] = { 0 };
  static const char *const places[] = { "/totals/0/count", "/totals/1/count", "/totals/2/count" };
  g_autoptr (OutlayTestAnswer) all = NULL;
  g_autofree char *cursor = NULL;

  for (guint i = 0; i < 60; i++)
    step (self);

  all = ask (self, ADA, "/api/v1/reports?from=" FROM "&to=" TO);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    sums[0] += MAX (outlay_test_answer_get_int (all, places[i]), 0);
  do
    {
      g_autofree char *path = g_strconcat ("/api/v1/expenses?owner=me&from=" FROM "&to=" TO,
                                           cursor != NULL ? "&cursor=" : "",
                                           cursor != NULL ? cursor : "", NULL);
      g_autoptr (OutlayTestAnswer) page = ask (self, ADA, path);

      sums[1] += (gint64) outlay_test_answer_get_size (page, "/items");
      g_set_str (&cursor, outlay_test_answer_get_text (page, "/next"));
    }
  while (cursor != NULL);
  g_assert_cmpint (sums[1], >, 0);
  g_assert_cmpint (sums[0], ==, sums[1]);
}

/* --- shape --- */

static void
test_shape (Fixture *self, gconstpointer data)
{
  g_autofree char *body = build_body (self, ADA, "EUR", "\"2026-01-15\"", 1250);
  g_autofree char *id = file (self, ADA, body);
  g_autoptr (OutlayTestAnswer) months = NULL;
  g_autoptr (OutlayTestAnswer) weeks = NULL;
  g_autoptr (OutlayTestAnswer) usual = NULL;
  g_autoptr (OutlayTestAnswer) spans = NULL;

  months = ask (self, ADA, "/api/v1/reports?period=month&from=2025-12-10&to=2026-02-03");
  g_assert_cmpstr (outlay_test_answer_get_text (months, "/scope"), ==, "me");
  g_assert_cmpstr (outlay_test_answer_get_text (months, "/period"), ==, "month");
  g_assert_cmpuint (outlay_test_answer_get_size (months, "/periods"), ==, 3);
  g_assert_cmpstr (outlay_test_answer_get_text (months, "/periods/0/from"), ==, "2025-12-10");
  g_assert_cmpstr (outlay_test_answer_get_text (months, "/periods/0/to"), ==, "2025-12-31");
  g_assert_cmpuint (outlay_test_answer_get_size (months, "/periods/0/totals"), ==, 0);
  g_assert_cmpstr (outlay_test_answer_get_text (months, "/periods/2/to"), ==, "2026-02-03");
  g_assert_cmpint (outlay_test_answer_get_int (months, "/periods/1/totals/0/amount/minor"), ==,
                   1250);
  g_assert_cmpstr (outlay_test_answer_get_text (months, "/totals/0/states/0/state"), ==, "draft");
  g_assert_cmpint (outlay_test_answer_get_int (months, "/totals/0/categories/0/count"), ==, 1);

  /* The week 53 of 2026 goes on in 2027. */
  weeks = ask (self, ADA, "/api/v1/reports?period=week&from=2026-12-28&to=2027-01-04");
  g_assert_cmpuint (outlay_test_answer_get_size (weeks, "/periods"), ==, 2);
  g_assert_cmpstr (outlay_test_answer_get_text (weeks, "/periods/0/to"), ==, "2027-01-03");

  usual = ask (self, ADA, "/api/v1/reports");
  g_assert_cmpuint (outlay_test_answer_get_size (usual, "/periods"), ==, 1);
  g_assert_true (g_str_has_suffix (outlay_test_answer_get_text (usual, "/from"), "-01"));
  g_assert_cmpstr (outlay_test_answer_get_text (usual, "/periods/0/from"), ==,
                   outlay_test_answer_get_text (usual, "/from"));
  g_assert_cmpstr (outlay_test_answer_get_text (usual, "/periods/0/to"), ==,
                   outlay_test_answer_get_text (usual, "/to"));

  spans = ask (self, ADA, "/api/v1/analytics?to=2026-02-10");
  g_assert_cmpuint (outlay_test_answer_get_size (spans, "/spans"), ==, 3);
  g_assert_cmpint (outlay_test_answer_get_int (spans, "/spans/0/days"), ==, 7);
  g_assert_cmpuint (outlay_test_answer_get_size (spans, "/spans/0/totals"), ==, 0);
  g_assert_cmpint (outlay_test_answer_get_int (spans, "/spans/1/totals/0/amount/minor"), ==, 1250);
  g_assert_cmpuint (outlay_test_answer_get_size (spans, "/spans/1/before/totals"), ==, 0);
  g_assert_cmpstr (outlay_test_answer_get_text (spans, "/spans/1/before/to"), ==, "2026-01-11");
  g_assert_cmpuint (outlay_test_answer_get_size (spans, "/daily"), ==, 30);
  g_assert_cmpstr (outlay_test_answer_get_text (spans, "/daily/29/from"), ==, "2026-02-10");
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    OutlayTestWho who;
    guint status;
    const char *field;
  } cases[] = {
    { "/api/v1/reports?period=day", ADA, 400, "period" },
    { "/api/v1/reports?scope=all", ADA, 400, "scope" },
    { "/api/v1/reports?from=2026-02-30", ADA, 400, "from" },
    { "/api/v1/reports?from=1970-01-01", ADA, 400, "from" },
    { "/api/v1/reports?to=9999-12-31", ADA, 400, "to" },
    { "/api/v1/reports?from=2026-02-02&to=2026-02-01", ADA, 400, "from" },
    { "/api/v1/reports?period=week&from=2020-01-06&to=2022-04-25", ADA, 400, "from" },
    { "/api/v1/reports?period=week&from=2020-01-06&to=2022-04-24", ADA, 200, NULL },
    { "/api/v1/reports?period=month&from=2016-01-01&to=2025-12-31", ADA, 200, NULL },
    { "/api/v1/reports?period=year&from=1974-01-01&to=2094-01-01", ADA, 400, "from" },
    { "/api/v1/reports?from=2100-01-01", ADA, 200, NULL },
    { "/api/v1/reports?owner=me", ADA, 400, "owner" },
    { "/api/v1/reports?scope=company", ADA, 403, NULL },
    { "/api/v1/analytics?scope=company", BEN, 403, NULL },
    { "/api/v1/reports?scope=company", RITA, 200, NULL },
    { "/api/v1/analytics?scope=company", AMIN, 200, NULL },
    { "/api/v1/analytics?by=merchant", ADA, 400, "by" },
    { "/api/v1/analytics?days=0", ADA, 400, "days" },
    { "/api/v1/analytics?days=367", ADA, 400, "days" },
    { "/api/v1/analytics?days=366", ADA, 200, NULL },
    { "/api/v1/analytics?to=now", ADA, 400, "to" },
    { "/api/v1/analytics?to=9998-12-31&days=366", ADA, 200, NULL },
    { "/api/v1/analytics?to=1973-01-01", ADA, 200, NULL },
    { "/api/v1/analytics?period=week", ADA, 400, "period" },
    { "/api/v1/expenses?currency=EURO", ADA, 400, "currency" },
    { "/api/v1/expenses?state=draft,lost", ADA, 400, "state" },
    { "/api/v1/expenses?state=", ADA, 400, "state" },
    { "/api/v1/expenses?category=nothing", ADA, 400, "category" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayTestAnswer) answer = outlay_test_person_call (
          person (self, cases[i].who), "GET", cases[i].path, NULL, NULL);

      g_test_message ("%s", cases[i].path);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].field != NULL)
        g_assert_true (outlay_test_answer_names (answer, cases[i].field));
    }
}

/* --- the cache --- */

#define MONTH "/api/v1/reports?from=2026-01-01&to=2026-01-31"
#define COMPANY_MONTH MONTH "&scope=company"

static gint64
get_count (Fixture *self, OutlayTestWho who, const char *path)
{
  g_autoptr (OutlayTestAnswer) answer = ask (self, who, path);

  return MAX (outlay_test_answer_get_int (answer, "/totals/0/count"), 0);
}

static void
must_move (Fixture *self, OutlayTestWho who, const char *id, const char *action)
{
  outlay_test_person_must (person (self, who), id, action,
                           g_str_equal (action, "reject") ? "because" : NULL);
}

/* Each write is seen by the next question, of everybody whom it concerns. */
static void
test_writes_are_seen (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autofree char *moved = build_body (self, ADA, "EUR", "\"2026-02-01\"", 1);
  g_autofree char *body = g_strdup_printf (
      "{\"merchant\":\"Nero\",\"amount\":{\"minor\":1250,\"currency\":\"EUR\"},"
      "\"day\":\"2026-01-15\",\"category\":\"%s\",\"note\":\"\",\"proofs\":[\"%s\"]}",
      self->company.category, self->proofs[ADA]);

  for (guint round = 0; round < 2; round++)
    {
      g_assert_cmpint (get_count (self, ADA, MONTH), ==, 0);
      g_assert_cmpint (get_count (self, RITA, COMPANY_MONTH), ==, 0);
    }

  id = file (self, ADA, body);
  path = outlay_test_build_path (id, NULL);
  g_assert_cmpint (get_count (self, ADA, MONTH), ==, 1);
  g_assert_cmpint (get_count (self, RITA, COMPANY_MONTH), ==, 0);
  g_assert_cmpint (get_count (self, BEN, MONTH), ==, 0);

  g_assert_cmpuint (
      outlay_test_person_ask (person (self, ADA), "PUT", path, "If-Match: *\r\n", moved), ==, 200);
  g_assert_cmpint (get_count (self, ADA, MONTH), ==, 0);
  g_assert_cmpuint (
      outlay_test_person_ask (person (self, ADA), "PUT", path, "If-Match: *\r\n", body), ==, 200);

  must_move (self, ADA, id, "submit");
  g_assert_cmpint (get_count (self, RITA, COMPANY_MONTH), ==, 1);
  must_move (self, ADA, id, "withdraw");
  g_assert_cmpint (get_count (self, RITA, COMPANY_MONTH), ==, 0);
  must_move (self, ADA, id, "submit");

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (OutlayTestAnswer) own = ask (self, ADA, MONTH);

      g_assert_cmpstr (outlay_test_answer_get_text (own, "/totals/0/states/0/state"), ==,
                       round == 0 ? "submitted" : "approved");
      if (round == 0)
        must_move (self, RITA, id, "approve");
    }
  g_assert_cmpint (get_count (self, RITA, COMPANY_MONTH), ==, 1);
}

static void
test_unchanged (Fixture *self, gconstpointer data)
{
  g_autofree char *body = build_body (self, ADA, "EUR", "\"2026-01-15\"", 1250);
  g_autofree char *first = file (self, ADA, body);
  g_autoptr (OutlayTestAnswer) answer = ask (self, ADA, MONTH);
  g_autoptr (OutlayTestAnswer) again = ask (self, ADA, MONTH);
  g_autofree char *header = g_strdup_printf ("If-None-Match: %s\r\n", answer->etag);
  g_autofree char *second = NULL;

  g_assert_nonnull (answer->etag);
  g_assert_cmpstr (answer->etag, ==, again->etag);
  g_assert_cmpuint (outlay_test_person_ask (person (self, ADA), "GET", MONTH, header, NULL), ==,
                    304);
  g_assert_cmpuint (outlay_test_person_ask (person (self, ADA), "HEAD", MONTH, header, NULL), ==,
                    304);

  /* Somebody else's summary is none of it. */
  g_assert_cmpuint (outlay_test_person_ask (person (self, BEN), "GET", MONTH, header, NULL), ==,
                    200);

  second = file (self, ADA, body);
  g_assert_cmpuint (outlay_test_person_ask (person (self, ADA), "GET", MONTH, header, NULL), ==,
                    200);

  /* What is as it was has the tag that it had. */
  g_free (g_steal_pointer (&header));
  header = outlay_test_build_path (second, NULL);
  g_assert_cmpuint (
      outlay_test_person_ask (person (self, ADA), "DELETE", header, "If-Match: *\r\n", NULL), ==,
      204);
  g_free (g_steal_pointer (&header));
  header = g_strdup_printf ("If-None-Match: %s\r\n", answer->etag);
  g_assert_cmpuint (outlay_test_person_ask (person (self, ADA), "GET", MONTH, header, NULL), ==,
                    304);
}

/* Another company is another world. */
static void
test_companies (Fixture *self, gconstpointer data)
{
  g_autofree char *id = outlay_test_company_file (&self->company, ADA, 40);
  g_autoptr (OutlayTestAnswer) zenith = NULL;
  g_autoptr (OutlayTestAnswer) acme = NULL;

  must_move (self, ADA, id, "submit");
  acme = ask (self, RITA, "/api/v1/analytics?scope=company");
  zenith = outlay_test_person_call (&self->company.zoe, "GET", "/api/v1/analytics?scope=company",
                                    NULL, NULL);
  g_assert_cmpuint (outlay_test_answer_get_size (acme, "/spans/2/totals"), ==, 1);
  g_assert_cmpuint (zenith->status, ==, 200);
  g_assert_cmpuint (outlay_test_answer_get_size (zenith, "/spans/2/totals"), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/server/reports/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("shape", test_shape);
  ADD ("refusals", test_refusals);
  ADD ("traceable", test_traceable);
  ADD ("complete", test_complete);
  ADD ("writes-are-seen", test_writes_are_seen);
  ADD ("unchanged", test_unchanged);
  ADD ("companies", test_companies);

  return g_test_run ();
}
