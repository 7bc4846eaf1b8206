/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-server.h"

#define COMPANY "Acme"

typedef struct
{
  OutlayTestServer *server;
  char *admin;
  char *employee;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = outlay_test_server_new ();
  outlay_test_server_add_user (fixture->server, COMPANY, "ada@example.org", "Ada", "admin");
  outlay_test_server_add_user (fixture->server, COMPANY, "emma@example.org", "Emma", "employee");
  outlay_test_server_add_user (fixture->server, "Other", "olga@example.org", "Olga", "admin");
  fixture->admin = outlay_test_server_sign_in (fixture->server, "ada@example.org");
  fixture->employee = outlay_test_server_sign_in (fixture->server, "emma@example.org");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->server, outlay_test_server_free);
  g_clear_pointer (&fixture->admin, g_free);
  g_clear_pointer (&fixture->employee, g_free);
}

static OutlayTestReply *
send (Fixture *fixture, const char *token, const char *method, const char *path, const char *body)
{
  return outlay_test_server_send (fixture->server, token, method, path, NULL, body);
}

/* The id of whoever @token belongs to. */
static char *
dup_id (Fixture *fixture, const char *token)
{
  g_autoptr (OutlayTestReply) me = send (fixture, token, "GET", "/api/v1/me", NULL);

  g_assert_cmpuint (me->status, ==, 200);
  return outlay_test_reply_dup_text (me, "id");
}

static OutlayTestReply *
change (Fixture *fixture, const char *token, const char *id, const char *body)
{
  g_autofree char *path = g_strconcat ("/api/v1/users/", id, NULL);

  return send (fixture, token, "PATCH", path, body);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OutlayTestReply) all = send (fixture, fixture->admin, "GET", "/api/v1/users", NULL);
  g_autoptr (OutlayTestReply)
      first = send (fixture, fixture->admin, "GET", "/api/v1/users?limit=1", NULL);
  g_autoptr (OutlayTestReply)
      refused = send (fixture, fixture->employee, "GET", "/api/v1/users", NULL);
  g_autofree char *cursor = outlay_test_reply_dup_text (first, "next");
  g_autofree char *path = g_strconcat ("/api/v1/users?limit=1&cursor=", cursor, NULL);
  g_autoptr (OutlayTestReply) second = send (fixture, fixture->admin, "GET", path, NULL);
  g_autoptr (OutlayTestReply)
      bad = send (fixture, fixture->admin, "GET", "/api/v1/users?limit=201", NULL);

  g_assert_cmpuint (all->status, ==, 200);
  g_assert_nonnull (strstr (all->body, "emma@example.org"));
  g_assert_nonnull (strstr (all->body, "\"disabled\":false"));
  g_assert_null (strstr (all->body, "olga@example.org"));
  g_assert_null (strstr (all->body, "$2b$"));

  g_assert_nonnull (strstr (first->body, "ada@example.org"));
  g_assert_null (strstr (first->body, "emma@example.org"));
  g_assert_nonnull (strstr (second->body, "emma@example.org"));
  g_assert_nonnull (strstr (second->body, "\"next\":null"));

  g_assert_cmpuint (refused->status, ==, 403);
  g_assert_cmpuint (bad->status, ==, 400);
  g_assert_nonnull (strstr (bad->body, "\"field\":\"limit\""));
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  static const char body[] =
      "{\"name\":\"Ravi\",\"email\":\"ravi@example.org\",\"role\":\"reviewer\","
      "\"password\":\"" OUTLAY_TEST_PASSWORD "\"}";
  static const char no_role[] = "{\"name\":\"X\",\"email\":\"x@example.org\",\"role\":\"king\","
                                "\"password\":\"" OUTLAY_TEST_PASSWORD "\"}";
  g_autoptr (OutlayTestReply)
      refused = send (fixture, fixture->employee, "POST", "/api/v1/users", body);
  g_autoptr (OutlayTestReply) added = send (fixture, fixture->admin, "POST", "/api/v1/users", body);
  g_autoptr (OutlayTestReply) again = send (fixture, fixture->admin, "POST", "/api/v1/users", body);
  g_autoptr (OutlayTestReply)
      bad = send (fixture, fixture->admin, "POST", "/api/v1/users", no_role);
  g_autofree char *token = NULL;

  g_assert_cmpuint (refused->status, ==, 403);
  g_assert_cmpuint (added->status, ==, 201);
  g_assert_nonnull (strstr (added->body, "\"role\":\"reviewer\""));
  g_assert_cmpuint (again->status, ==, 409);
  g_assert_cmpuint (bad->status, ==, 422);
  g_assert_nonnull (strstr (bad->body, "\"field\":\"role\""));

  token = outlay_test_server_sign_in (fixture->server, "ravi@example.org");
  g_assert_nonnull (token);
}

/* Sent twice, as the answer was lost: one person, and the same answer. */
static void
test_add_again (Fixture *fixture, gconstpointer data)
{
  static const char body[] =
      "{\"name\":\"Ravi\",\"email\":\"ravi@example.org\",\"role\":\"reviewer\","
      "\"password\":\"" OUTLAY_TEST_PASSWORD "\"}";
  static const char key[] = "Idempotency-Key: key-1\r\n";
  g_autoptr (OutlayTestReply) added = outlay_test_server_send (fixture->server, fixture->admin,
                                                               "POST", "/api/v1/users", key, body);
  g_autoptr (OutlayTestReply) again = outlay_test_server_send (fixture->server, fixture->admin,
                                                               "POST", "/api/v1/users", key, body);
  g_autoptr (OutlayTestReply)
      without = send (fixture, fixture->admin, "POST", "/api/v1/users", body);
  g_autoptr (OutlayTestReply) other = outlay_test_server_send (
      fixture->server, fixture->admin, "POST", "/api/v1/users", key,
      "{\"name\":\"Rose\",\"email\":\"rose@example.org\",\"role\":\"reviewer\","
      "\"password\":\"" OUTLAY_TEST_PASSWORD "\"}");

  g_assert_cmpuint (added->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (again->body, ==, added->body);
  g_assert_cmpuint (without->status, ==, 409);
  g_assert_cmpuint (other->status, ==, 422);
}

/* A role that was taken away is gone with the next request, whatever the token says. */
static void
test_role (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = dup_id (fixture, fixture->employee);
  g_autoptr (OutlayTestReply)
      raised = change (fixture, fixture->admin, id, "{\"role\":\"admin\",\"name\":\"Emma L.\"}");
  g_autoptr (OutlayTestReply)
      allowed = send (fixture, fixture->employee, "GET", "/api/v1/users", NULL);
  g_autoptr (OutlayTestReply)
      lowered = change (fixture, fixture->admin, id, "{\"role\":\"employee\"}");
  g_autoptr (OutlayTestReply)
      refused = send (fixture, fixture->employee, "GET", "/api/v1/users", NULL);

  g_assert_cmpuint (raised->status, ==, 200);
  g_assert_nonnull (strstr (raised->body, "Emma L."));
  g_assert_cmpuint (allowed->status, ==, 200);
  g_assert_cmpuint (lowered->status, ==, 200);
  g_assert_cmpuint (refused->status, ==, 403);
}

static void
test_disable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = dup_id (fixture, fixture->employee);
  g_autoptr (OutlayTestReply)
      disabled = change (fixture, fixture->admin, id, "{\"disabled\":true}");
  g_autoptr (OutlayTestReply)
      refused = send (fixture, fixture->employee, "GET", "/api/v1/me", NULL);
  g_autoptr (OutlayTestReply)
      login = send (fixture, NULL, "POST", "/api/v1/auth/login",
                    "{\"email\":\"emma@example.org\",\"password\":\"" OUTLAY_TEST_PASSWORD "\"}");
  g_autoptr (OutlayTestReply) enabled = NULL;
  g_autofree char *token = NULL;

  g_assert_cmpuint (disabled->status, ==, 200);
  g_assert_nonnull (strstr (disabled->body, "\"disabled\":true"));
  g_assert_cmpuint (refused->status, ==, 401);
  g_assert_cmpuint (login->status, ==, 401);

  enabled = change (fixture, fixture->admin, id, "{\"disabled\":false}");
  g_assert_cmpuint (enabled->status, ==, 200);
  token = outlay_test_server_sign_in (fixture->server, "emma@example.org");
  g_assert_nonnull (token);
}

static void
test_last_admin (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = dup_id (fixture, fixture->admin);
  g_autofree char *other = dup_id (fixture, fixture->employee);
  g_autoptr (OutlayTestReply)
      demoted = change (fixture, fixture->admin, id, "{\"role\":\"reviewer\"}");
  g_autoptr (OutlayTestReply)
      disabled = change (fixture, fixture->admin, id, "{\"disabled\":true}");
  g_autoptr (OutlayTestReply) second = NULL;
  g_autoptr (OutlayTestReply) now = NULL;

  g_assert_cmpuint (demoted->status, ==, 409);
  g_assert_cmpuint (disabled->status, ==, 409);

  second = change (fixture, fixture->admin, other, "{\"role\":\"admin\"}");
  g_assert_cmpuint (second->status, ==, 200);
  now = change (fixture, fixture->admin, id, "{\"role\":\"reviewer\"}");
  g_assert_cmpuint (now->status, ==, 200);
}

/* Another company's people are not there. */
static void
test_other_company (Fixture *fixture, gconstpointer data)
{
  g_autofree char *olga = outlay_test_server_sign_in (fixture->server, "olga@example.org");
  g_autofree char *id = dup_id (fixture, fixture->employee);
  g_autoptr (OutlayTestReply) reply = change (fixture, olga, id, "{\"disabled\":true}");
  g_autoptr (OutlayTestReply) bad = change (fixture, olga, "nonsense", "{\"disabled\":true}");
  g_autoptr (OutlayTestReply) unknown = change (fixture, fixture->admin, id, "{\"id\":\"x\"}");

  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_cmpuint (bad->status, ==, 404);
  g_assert_cmpuint (unknown->status, ==, 400);
}

#define ADD(path, test) g_test_add ("/server/users/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("list", test_list);
  ADD ("add", test_add);
  ADD ("add-again", test_add_again);
  ADD ("role", test_role);
  ADD ("disable", test_disable);
  ADD ("last-admin", test_last_admin);
  ADD ("other-company", test_other_company);

  return g_test_run ();
}
