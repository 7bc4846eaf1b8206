/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "core/expense/outlay-workflow.h"
#include "db/outlay-connection.h"
#include "outlay-test-company.h"
#include "server/history/outlay-event-chain.h"

static OutlayTestCompany company;
static OutlayTestPerson *const ada = &company.people[ADA];
static OutlayTestPerson *const ben = &company.people[BEN];
static OutlayTestPerson *const rita = &company.people[RITA];
static OutlayTestPerson *const rex = &company.people[REX];
static OutlayTestPerson *const amin = &company.people[AMIN];

/* Brings a new expense of Ada's into a state by the ordinary way. */
static char *
bring_to (OutlayState state, guint seed)
{
  char *id = outlay_test_company_file (&company, ADA, seed);

  if (state != OUTLAY_STATE_DRAFT)
    outlay_test_person_must (ada, id, "submit", NULL);
  if (state == OUTLAY_STATE_REJECTED)
    outlay_test_person_must (rita, id, "reject", "blurred");
  if (state == OUTLAY_STATE_APPROVED || state == OUTLAY_STATE_REIMBURSED)
    outlay_test_person_must (rita, id, "approve", NULL);
  if (state == OUTLAY_STATE_REIMBURSED)
    outlay_test_person_must (amin, id, "reimburse", NULL);

  return id;
}

static void
assert_state (OutlayTestPerson *person, const char *id, const char *state, gint64 left)
{
  g_autoptr (OutlayTestAnswer) answer = outlay_test_person_get (person, id);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (outlay_test_answer_get_text (answer, "/state"), ==, state);
  g_assert_cmpint (outlay_test_answer_get_int (answer, "/reuploads_left"), ==, left);
}

/* The whole way: rejected three times, sent again twice, and then it is final. */
static void
test_three_rejections (void)
{
  static const char *const actions[] = { "submit", "reject",   "resubmit",
                                         "reject", "resubmit", "reject" };
  g_autofree char *id = bring_to (OUTLAY_STATE_REJECTED, 1);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *events_path = outlay_test_build_path (id, "events");
  g_autofree char *third = outlay_test_person_send_proof (ada, 9);
  g_autofree char *body = outlay_test_build_body ("Nero", 1, "2026-01-01", company.category, third);
  g_autoptr (OutlayTestAnswer) staged = NULL;
  g_autoptr (OutlayTestAnswer) resent = NULL;
  g_autoptr (OutlayTestAnswer) events = NULL;

  for (guint round = 1; round <= 2; round++)
    {
      assert_state (ada, id, "rejected", 3 - round);
      outlay_test_company_stage (&company, ADA, id, 100 + round);
      outlay_test_person_must (ada, id, "resubmit", NULL);
      assert_state (rita, id, "submitted", 2 - round);
      outlay_test_person_must (rita, id, "reject", "still blurred");
    }
  assert_state (ada, id, "rejected", 0);

  staged = outlay_test_person_call (ada, "PUT", path, "If-Match: *\r\n", body);
  g_assert_cmpuint (staged->status, ==, 409);
  g_assert_nonnull (strstr (outlay_test_answer_get_text (staged, "/detail"), "final"));
  g_assert_cmpstr (outlay_test_answer_get_text (staged, "/current/state"), ==, "rejected");
  resent = outlay_test_person_act (ada, id, "resubmit", NULL);
  g_assert_cmpuint (resent->status, ==, 409);
  g_assert_nonnull (strstr (outlay_test_answer_get_text (resent, "/detail"), "final"));

  events = outlay_test_person_call (rita, "GET", events_path, NULL, NULL);
  g_assert_cmpuint (outlay_test_answer_get_size (events, "/items"), ==, G_N_ELEMENTS (actions));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *action = g_strdup_printf ("/items/%u/action", i);

      g_assert_cmpstr (outlay_test_answer_get_text (events, action), ==, actions[i]);
    }
}

/* Each version's proofs can be told from its event, and read. */
static void
test_versions (void)
{
  g_autofree char *id = bring_to (OUTLAY_STATE_REJECTED, 2);
  g_autofree char *events_path = outlay_test_build_path (id, "events");
  g_autofree char *old = outlay_test_person_send_proof (ada, 2);
  g_autofree char *new = outlay_test_person_send_proof (ada, 202);
  g_autoptr (OutlayTestAnswer) events = NULL;
  g_autoptr (OutlayTestAnswer) now = NULL;
  const char *proofs[] = { old, new };

  outlay_test_company_stage (&company, ADA, id, 202);
  outlay_test_person_must (ada, id, "resubmit", NULL);
  now = outlay_test_person_get (rita, id);
  g_assert_cmpint (outlay_test_answer_get_int (now, "/proof_version"), ==, 1);
  g_assert_cmpstr (outlay_test_answer_get_text (now, "/proofs/0"), ==, new);

  events = outlay_test_person_call (rita, "GET", events_path, NULL, NULL);
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/0/proofs/0"), ==, old);
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/1/proofs/0"), ==, old);
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/2/proofs/0"), ==, new);
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/proofs/", proofs[i], NULL);

      g_assert_cmpuint (outlay_test_person_ask (rita, "GET", path, NULL, NULL), ==, 200);
      g_assert_cmpuint (outlay_test_person_ask (ben, "GET", path, NULL, NULL), ==, 404);
    }
}

/* A resubmission needs another proof than every earlier one. */
static void
test_same_proof (void)
{
  g_autofree char *id = bring_to (OUTLAY_STATE_REJECTED, 3);
  g_autoptr (OutlayTestAnswer) same = outlay_test_person_act (ada, id, "resubmit", NULL);
  g_autoptr (OutlayTestAnswer) first_again = NULL;

  g_assert_cmpuint (same->status, ==, 422);
  g_assert_true (outlay_test_answer_names (same, "proofs"));

  outlay_test_company_stage (&company, ADA, id, 303);
  outlay_test_person_must (ada, id, "resubmit", NULL);
  outlay_test_person_must (rita, id, "reject", "no");
  outlay_test_company_stage (&company, ADA, id, 3);
  first_again = outlay_test_person_act (ada, id, "resubmit", NULL);
  g_assert_cmpuint (first_again->status, ==, 422);
  g_assert_true (outlay_test_answer_names (first_again, "proofs"));
}

/* Nor does a rejected proof come back through a withdrawal. What was never rejected does. */
static void
test_rejected_proof_after_withdrawal (void)
{
  g_autofree char *id = bring_to (OUTLAY_STATE_REJECTED, 10);
  g_autoptr (OutlayTestAnswer) rejected_one = NULL;

  outlay_test_company_stage (&company, ADA, id, 1010);
  outlay_test_person_must (ada, id, "resubmit", NULL);
  outlay_test_person_must (ada, id, "withdraw", NULL);
  outlay_test_company_stage (&company, ADA, id, 10);
  rejected_one = outlay_test_person_act (ada, id, "submit", NULL);
  g_assert_cmpuint (rejected_one->status, ==, 422);
  g_assert_true (outlay_test_answer_names (rejected_one, "proofs"));

  outlay_test_company_stage (&company, ADA, id, 1010);
  outlay_test_person_must (ada, id, "submit", NULL);
  outlay_test_person_must (ada, id, "withdraw", NULL);
  outlay_test_company_stage (&company, ADA, id, 1011);
  outlay_test_person_must (ada, id, "submit", NULL);
}

/* What the server answers is what core's one table says, for everybody, in every state. */
static void
test_matrix (void)
{
  struct
  {
    OutlayTestPerson *person;
    OutlayRole role;
  } people[] = {
    { ada, OUTLAY_ROLE_EMPLOYEE },
    { ben, OUTLAY_ROLE_EMPLOYEE },
    { rita, OUTLAY_ROLE_REVIEWER },
    { amin, OUTLAY_ROLE_ADMIN },
  };

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    for (guint action = 0; action < OUTLAY_N_ACTIONS; action++)
      for (guint p = 0; p < G_N_ELEMENTS (people); p++)
        {
          gboolean is_owner = people[p].person == ada;
          g_autofree char *id = bring_to ((OutlayState) state, 400 + state);
          gboolean is_hidden = !is_owner && (people[p].role == OUTLAY_ROLE_EMPLOYEE ||
                                             state == OUTLAY_STATE_DRAFT);
          OutlayWorkflowFacts facts = {
            .role = people[p].role,
            .is_owner = is_owner,
            .is_complete = TRUE,
            .is_current = TRUE,
            .has_reason = TRUE,
            .is_new_proof = TRUE,
          };
          OutlayState to;
          OutlayVerdict verdict;
          g_autoptr (OutlayTestAnswer) answer = NULL;
          guint expected;

          if (state == OUTLAY_STATE_REJECTED)
            outlay_test_company_stage (&company, ADA, id, 500);
          verdict = outlay_workflow_judge ((OutlayState) state, (OutlayAction) action, &facts, &to);
          expected = is_hidden                               ? 404
                     : verdict == OUTLAY_VERDICT_ALLOWED     ? 200
                     : verdict <= OUTLAY_VERDICT_OWN_EXPENSE ? 403
                                                             : 409;
          answer = outlay_test_person_act (people[p].person, id,
                                           outlay_action_to_string ((OutlayAction) action), "why");
          g_test_message ("%s %s by %s: %s", outlay_state_to_string ((OutlayState) state),
                          outlay_action_to_string ((OutlayAction) action), people[p].person->name,
                          answer->reply->body);
          g_assert_cmpuint (answer->status, ==, expected);
          if (expected == 200)
            g_assert_cmpstr (outlay_test_answer_get_text (answer, "/state"), ==,
                             outlay_state_to_string (to));
          if (expected == 409)
            g_assert_cmpstr (outlay_test_answer_get_text (answer, "/current/state"), ==,
                             outlay_state_to_string ((OutlayState) state));
        }
}

/* Nobody decides on their own, whatever their role. */
static void
test_own (void)
{
  OutlayTestWho who[] = { RITA, AMIN };

  for (guint i = 0; i < G_N_ELEMENTS (who); i++)
    {
      OutlayTestPerson *person = &company.people[who[i]];
      g_autofree char *id = outlay_test_company_file (&company, who[i], 600 + i);
      g_autoptr (OutlayTestAnswer) own = NULL;

      outlay_test_person_must (person, id, "submit", NULL);
      own = outlay_test_person_act (person, id, "approve", NULL);
      g_assert_cmpuint (own->status, ==, 403);
      outlay_test_person_must (rex, id, "approve", NULL);
    }
}

static void
test_incomplete (void)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *late = NULL;
  g_autofree char *today = outlay_day_today ();
  g_autofree char *far = outlay_day_add (today, 3);
  g_autoptr (OutlayTestAnswer) empty = NULL;
  g_autoptr (OutlayTestAnswer) future = NULL;
  static const char *const fields[] = { "merchant", "amount", "category", "day", "proofs" };

  g_assert_cmpuint (
      outlay_test_person_ask (ada, "PUT", path, "If-None-Match: *\r\n",
                              "{\"merchant\":\"\",\"amount\":{\"minor\":0,\"currency\":\"EUR\"},"
                              "\"day\":\"\",\"category\":null,\"note\":\"\",\"proofs\":[]}"),
      ==, 201);
  empty = outlay_test_person_act (ada, id, "submit", NULL);
  g_assert_cmpuint (empty->status, ==, 422);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (outlay_test_answer_names (empty, fields[i]));

  late = outlay_test_build_body ("Nero", 100, far, company.category, NULL);
  g_assert_cmpuint (outlay_test_person_ask (ada, "PUT", path, "If-Match: *\r\n", late), ==, 200);
  future = outlay_test_person_act (ada, id, "submit", NULL);
  g_assert_true (outlay_test_answer_names (future, "day"));
  assert_state (ada, id, "draft", 2);
}

static void
test_bodies (void)
{
  static const struct
  {
    const char *action, *body, *field;
    guint status;
  } cases[] = {
    { "approve", "{}", "revision", 400 },
    { "approve", "{\"revision\":2}", "proof_digest", 400 },
    { "approve", "{\"revision\":\"2\",\"proof_digest\":\"x\"}", "revision", 400 },
    { "approve", "{\"revision\":2,\"proof_digest\":null}", "proof_digest", 400 },
    { "approve", "{\"revision\":2,\"proof_digest\":\"x\",\"state\":\"approved\"}", "state", 400 },
    { "withdraw", "{\"foo\":1}", "foo", 400 },
    { "approve", "{\"revision\":2,\"proof_digest\":\"x\"}", NULL, 409 },
    { "reject", "{\"revision\":2,\"proof_digest\":\"x\",\"reason\":\"no\"}", NULL, 409 },
    { "withdraw", "{\"revision\":1}", NULL, 409 },
    { "withdraw", "[]", NULL, 400 },
  };
  g_autofree char *id = bring_to (OUTLAY_STATE_SUBMITTED, 4);
  g_autoptr (OutlayTestAnswer) bare = NULL;
  g_autoptr (OutlayTestAnswer) blank = NULL;
  g_autofree char *long_text = g_strnfill (2001, 'x');
  g_autoptr (OutlayTestAnswer) too_long = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayTestPerson *person = g_str_equal (cases[i].action, "withdraw") ? ada : rita;
      g_autofree char *path = outlay_test_build_path (id, cases[i].action);
      g_autoptr (OutlayTestAnswer)
          answer = outlay_test_person_call (person, "POST", path, NULL, cases[i].body);

      g_test_message ("%s %s -> %s", cases[i].action, cases[i].body, answer->reply->body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].field != NULL)
        g_assert_true (outlay_test_answer_names (answer, cases[i].field));
      if (cases[i].status == 409)
        g_assert_cmpint (outlay_test_answer_get_int (answer, "/current/revision"), ==, 2);
    }

  bare = outlay_test_person_act (rita, id, "reject", NULL);
  g_assert_true (bare->status == 422 && outlay_test_answer_names (bare, "reason"));
  blank = outlay_test_person_act (rita, id, "reject", " \\n ");
  g_assert_true (blank->status == 422 && outlay_test_answer_names (blank, "reason"));
  too_long = outlay_test_person_act (rita, id, "reject", long_text);
  g_assert_true (too_long->status == 422 && outlay_test_answer_names (too_long, "reason"));
  assert_state (rita, id, "submitted", 2);
}

/* What is withdrawn is a draft again, and out of everybody's sight. */
static void
test_withdraw (void)
{
  g_autofree char *id = bring_to (OUTLAY_STATE_SUBMITTED, 5);
  g_autofree char *path = outlay_test_build_path (id, NULL);
  g_autofree char *events = outlay_test_build_path (id, "events");
  g_autofree char *proof = outlay_test_person_send_proof (ada, 5);
  g_autofree char *proof_path = g_strconcat ("/api/v1/proofs/", proof, NULL);
  const char *paths[] = { path, events, proof_path };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpuint (outlay_test_person_ask (rita, "GET", paths[i], NULL, NULL), ==, 200);
  outlay_test_person_must (ada, id, "withdraw", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_cmpuint (outlay_test_person_ask (rita, "GET", paths[i], NULL, NULL), ==, 404);
      g_assert_cmpuint (outlay_test_person_ask (ada, "GET", paths[i], NULL, NULL), ==, 200);
    }
  outlay_test_person_must (ada, id, "submit", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpuint (outlay_test_person_ask (rita, "GET", paths[i], NULL, NULL), ==, 200);
}

static void
test_event (void)
{
  static const char *const members[] = { "seq", "at",     "actor",    "action",       "from",
                                         "to",  "reason", "revision", "proof_digest", "proofs" };
  g_autofree char *id = bring_to (OUTLAY_STATE_REJECTED, 6);
  g_autofree char *path = outlay_test_build_path (id, "events");
  g_autofree char *paged = g_strconcat (path, "?limit=1", NULL);
  g_autoptr (OutlayTestAnswer) events = outlay_test_person_call (ada, "GET", path, NULL, NULL);
  g_autoptr (OutlayTestAnswer) page = outlay_test_person_call (ada, "GET", paged, NULL, NULL);
  g_autofree char *rest_path = g_strdup_printf ("%s&cursor=%s", paged,
                                                outlay_test_answer_get_text (page, "/next"));
  g_autoptr (OutlayTestAnswer) rest = outlay_test_person_call (ada, "GET", rest_path, NULL, NULL);
  yyjson_val *event = yyjson_ptr_get (events->json, "/items/1");

  g_assert_cmpuint (yyjson_obj_size (event), ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_nonnull (yyjson_obj_get (event, members[i]));
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/1/actor/name"), ==, "Rita");
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/1/reason"), ==, "blurred");
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/1/from"), ==, "submitted");
  g_assert_cmpstr (outlay_test_answer_get_text (events, "/items/1/to"), ==, "rejected");
  g_assert_cmpint (outlay_test_answer_get_int (events, "/items/1/revision"), ==, 2);
  g_assert_true (yyjson_is_null (yyjson_obj_get (events->json, "next")));

  g_assert_cmpuint (outlay_test_answer_get_size (page, "/items"), ==, 1);
  g_assert_true (yyjson_equals (yyjson_ptr_get (rest->json, "/items/0"), event));
  g_assert_true (yyjson_is_null (yyjson_obj_get (rest->json, "next")));
}

/* A retry with the same key gets the first answer; the expense is moved once. */
static void
test_retry (void)
{
  g_autofree char *id = bring_to (OUTLAY_STATE_DRAFT, 7);
  g_autofree char *path = outlay_test_build_path (id, "submit");
  g_autofree char *events = outlay_test_build_path (id, "events");
  g_autoptr (OutlayTestAnswer)
      first = outlay_test_person_call (ada, "POST", path, "Idempotency-Key: s-1\r\n", "{}");
  g_autoptr (OutlayTestAnswer)
      again = outlay_test_person_call (ada, "POST", path, "Idempotency-Key: s-1\r\n", "{}");
  g_autoptr (OutlayTestAnswer) history = outlay_test_person_call (ada, "GET", events, NULL, NULL);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (again->reply->body, ==, first->reply->body);
  g_assert_cmpuint (outlay_test_answer_get_size (history, "/items"), ==, 1);
}

typedef struct
{
  OutlayTestPerson *person;
  const char *path;
  const char *body;
  OutlayTestAnswer *answer;
} Decision;

static gpointer
decide_thread (gpointer data)
{
  Decision *self = data;

  self->answer = outlay_test_person_call (self->person, "POST", self->path, NULL, self->body);
  return NULL;
}

/* Two who decide at once: one does, and the other is told who did and when. */
static void
test_race (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autofree char *id = bring_to (OUTLAY_STATE_SUBMITTED, 8);
      g_autoptr (OutlayTestAnswer) shown = outlay_test_person_get (rita, id);
      g_autofree char *approve = outlay_test_build_path (id, "approve");
      g_autofree char *reject = outlay_test_build_path (id, "reject");
      g_autofree char *body = g_strdup_printf (
          "{\"revision\":2,\"proof_digest\":\"%s\",\"reason\":\"r\"}",
          outlay_test_answer_get_text (shown, "/proof_digest"));
      Decision decisions[] = { { rita, approve, body, NULL }, { rex, reject, body, NULL } };
      GThread *threads[2];
      guint winner;
      const char *detail;

      for (guint i = 0; i < 2; i++)
        threads[i] = g_thread_new ("decide", decide_thread, &decisions[i]);
      for (guint i = 0; i < 2; i++)
        g_thread_join (threads[i]);

      winner = decisions[0].answer->status == 200 ? 0 : 1;
      g_assert_cmpuint (decisions[winner].answer->status, ==, 200);
      g_assert_cmpuint (decisions[!winner].answer->status, ==, 409);
      detail = outlay_test_answer_get_text (decisions[!winner].answer, "/detail");
      g_assert_nonnull (strstr (detail, decisions[winner].person->name));
      g_assert_nonnull (strstr (detail, "Z."));
      g_assert_cmpstr (outlay_test_answer_get_text (decisions[!winner].answer, "/current/state"),
                       ==, winner == 0 ? "approved" : "rejected");
      outlay_test_answer_free (decisions[0].answer);
      outlay_test_answer_free (decisions[1].answer);
    }
}

static void
report_event_cb (const char *name, gint64 seq, const char *what, gpointer data)
{
  g_error ("event %" G_GINT64_FORMAT ": %s", seq, what);
}

/* After all that the chain of events is whole. */
static void
test_chain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load ("/io/github/outlay/server/sql", &error);
  g_autoptr (OutlayConnection) db = NULL;
  gint64 n_events;

  g_assert_no_error (error);
  db = outlay_connection_open (outlay_test_server_get_database (company.server),
                               OUTLAY_OPEN_READ_ONLY | OUTLAY_OPEN_EXISTING, queries, &error);
  g_assert_no_error (error);
  outlay_event_chain_check (db, NULL, FALSE, NULL, report_event_cb, NULL, &n_events, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_events, >, 100);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  outlay_test_company_set_up (&company);

  g_test_add_func ("/server/workflow/three-rejections", test_three_rejections);
  g_test_add_func ("/server/workflow/versions", test_versions);
  g_test_add_func ("/server/workflow/same-proof", test_same_proof);
  g_test_add_func ("/server/workflow/rejected-proof-after-withdrawal",
                   test_rejected_proof_after_withdrawal);
  g_test_add_func ("/server/workflow/matrix", test_matrix);
  g_test_add_func ("/server/workflow/own", test_own);
  g_test_add_func ("/server/workflow/incomplete", test_incomplete);
  g_test_add_func ("/server/workflow/bodies", test_bodies);
  g_test_add_func ("/server/workflow/withdraw", test_withdraw);
  g_test_add_func ("/server/workflow/event", test_event);
  g_test_add_func ("/server/workflow/retry", test_retry);
  g_test_add_func ("/server/workflow/race", test_race);
  g_test_add_func ("/server/workflow/chain", test_chain);

  status = g_test_run ();
  outlay_test_company_tear_down (&company);
  return status;
}
