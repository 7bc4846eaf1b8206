/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-api.h"
#include "client/outlay-client-error.h"
#include "client/session/outlay-keyring.h"
#include "client/transport/outlay-problem.h"
#include "client/session/outlay-session.h"

#include <glib/gstdio.h>

#include "outlay-test-server.h"
#include "test-await.h"
#include "test-portal.h"
#include "test-proxy.h"

#define ANA "ana@example.com"

typedef struct
{
  OutlayTestServer *server;
  TestProxy *proxy;
  OutlaySession *session;
  GFile *folder;
} Fixture;

#define N_REFRESHES 20

static gboolean has_keyring;
static const char *program;

static OutlaySession *
new_session (const char *address)
{
  g_autoptr (GError) error = NULL;
  OutlaySession *session = outlay_session_new (address, &error);

  g_assert_no_error (error);
  return session;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_dir_make_tmp ("outlay-session-XXXXXX", NULL);

  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", ANA, "Ana", "reviewer");
  self->proxy = test_proxy_new (outlay_test_server_get_port (self->server));
  self->session = new_session (test_proxy_get_address (self->proxy));
  self->folder = g_file_new_for_path (path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->session);
  test_idle (10);
  g_clear_pointer (&self->proxy, test_proxy_free);
  g_clear_pointer (&self->server, outlay_test_server_free);
  g_clear_object (&self->folder);
}

static void
sign_in (Fixture *self)
{
  test_await (outlay_session_sign_in (self->session, ANA, OUTLAY_TEST_PASSWORD));
}

static const char *
get_user_id (Fixture *self)
{
  return outlay_session_get_identity (self->session)->user_id;
}

/* Whether the server takes the session's token. */
static void
assert_works (OutlaySession *session)
{
  g_autoptr (OutlayApi) api = outlay_api_new (session);

  test_await (outlay_api_send (api, &(OutlayCall) { .method = "GET", .path = "/api/v1/me" }));
}

/* Makes the next get_token() a refresh. */
static char *
refresh (OutlaySession *session)
{
  g_autofree char *old = test_await_string (outlay_session_get_token (session));

  outlay_session_drop_token (session, old);
  return test_await_string (outlay_session_get_token (session));
}

static char *
kept_token (Fixture *self)
{
  return test_await_string (
      outlay_keyring_lookup (outlay_session_get_server (self->session), get_user_id (self)));
}

static void
test_probes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
    int code;
  } cases[] = {
    { 200, "text/html", "<html>Welcome</html>", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, "application/json", "{\"status\":\"green\"}", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, "application/json", "{}", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 404, "application/problem+json", "{\"title\":\"x\"}", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 401, "application/problem+json", "{\"title\":\"x\"}", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 503, "application/problem+json", "{\"title\":\"x\"}", OUTLAY_CLIENT_ERROR_OFFLINE },
  };
  g_autoptr (TestPortal) portal = test_portal_new ("");
  g_autoptr (OutlaySession) elsewhere = new_session (test_portal_get_address (portal));
  g_autoptr (GError) nobody = NULL;

  g_assert_true (test_await_boolean (outlay_session_probe (self->session)));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = test_portal_make_answer (cases[i].status, cases[i].type,
                                                         cases[i].body);
      g_autoptr (GError) error = NULL;

      test_portal_set_answer (portal, answer, -1);
      error = test_await_error (outlay_session_probe (elsewhere));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, cases[i].code);
    }

  outlay_test_server_stop (self->server);
  nobody = test_await_error (outlay_session_probe (self->session));
  g_assert_error (nobody, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  outlay_test_server_start (self->server);
}

static void
test_signs_in (Fixture *self, gconstpointer data)
{
  const OutlayAccountIdentity *identity;
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) wrong = NULL;

  unknown = test_await_error (outlay_session_get_token (self->session));
  g_assert_error (unknown, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
  g_assert_null (outlay_session_get_identity (self->session));

  wrong = test_await_error (outlay_session_sign_in (self->session, ANA, "what was it again"));
  g_assert_error (wrong, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_WRONG_LOGIN);
  g_assert_null (outlay_session_get_identity (self->session));

  sign_in (self);
  identity = outlay_session_get_identity (self->session);
  g_assert_cmpstr (identity->server, ==, outlay_session_get_server (self->session));
  g_assert_cmpstr (identity->email, ==, ANA);
  g_assert_cmpstr (identity->user_name, ==, "Ana");
  g_assert_cmpstr (identity->company_name, ==, "Acme");
  g_assert_cmpint (identity->role, ==, OUTLAY_ROLE_REVIEWER);
  g_assert_cmpint (outlay_session_get_state (self->session), ==,
                   has_keyring ? OUTLAY_SESSION_SIGNED_IN : OUTLAY_SESSION_FORGETFUL);
  assert_works (self->session);
}

static void
test_signs_up (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlaySession) other = new_session (test_proxy_get_address (self->proxy));
  const OutlayProblem *problem;
  g_autoptr (GError) taken = NULL;
  g_autoptr (GError) weak = NULL;

  test_await (outlay_session_sign_up (self->session, "Globex", "Bo", "bo@example.com",
                                      "a password that is long enough"));
  g_assert_cmpint (outlay_session_get_identity (self->session)->role, ==, OUTLAY_ROLE_ADMIN);
  assert_works (self->session);

  taken = test_await_error (outlay_session_sign_up (other, "Initech", "Bo", "bo@example.com",
                                                    "a password that is long enough"));
  g_assert_error (taken, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  problem = outlay_problem_get (taken);
  g_assert_nonnull (problem);
  g_assert_cmpuint (problem->fields->len, ==, 1);
  g_assert_cmpstr (problem->fields->pdata[0], ==, "email");

  weak = test_await_error (
      outlay_session_sign_up (other, "Initech", "", "cy@example.com", "short"));
  g_assert_error (weak, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  g_assert_cmpuint (outlay_problem_get (weak)->fields->len, >=, 2);
}

/* (transfer full): the code of an invitation that the admin makes */
static char *
invite (Fixture *self, const char *email)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"role\":\"reviewer\"}", email);
  g_autofree char *token = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;

  outlay_test_server_add_user (self->server, "Acme", "root@example.com", "Root", "admin");
  token = outlay_test_server_sign_in (self->server, "root@example.com");
  reply = outlay_test_server_send (self->server, token, "POST", "/api/v1/users", NULL, body);
  g_assert_cmpuint (reply->status, ==, 201);

  return outlay_test_reply_dup_text (reply, "code");
}

/* An invitation lets in whom it is for, once, by its code or by the link around it. */
static void
test_joins (Fixture *self, gconstpointer data)
{
  g_autofree char *code = invite (self, "cy@example.com");
  g_autofree char *link = g_strconcat ("https://expenses.example.com/join#", code, " ", NULL);
  g_autoptr (OutlaySession) again = new_session (test_proxy_get_address (self->proxy));
  g_autoptr (GError) other = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) used = NULL;

  other = test_await_error (outlay_session_join (self->session, code, "Di", "di@example.com",
                                                 "a password that is long enough"));
  g_assert_error (other, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN);
  wrong = test_await_error (outlay_session_join (
      self->session, "no such thing", "Cy", "cy@example.com", "a password that is long enough"));
  g_assert_error (wrong, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN);

  test_await (outlay_session_join (self->session, link, "Cy", "cy@example.com",
                                   "a password that is long enough"));
  g_assert_cmpint (outlay_session_get_identity (self->session)->role, ==, OUTLAY_ROLE_REVIEWER);
  g_assert_cmpstr (outlay_session_get_identity (self->session)->company_name, ==, "Acme");
  assert_works (self->session);

  used = test_await_error (
      outlay_session_join (again, code, "Cy", "cy@example.com", "a password that is long enough"));
  g_assert_error (used, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN);
}

static void
test_rotates (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;

  sign_in (self);
  first = kept_token (self);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *token = refresh (self->session);
      g_autofree char *kept = kept_token (self);

      g_assert_cmpstr (kept, !=, first);
      assert_works (self->session);
    }
}

/* A refused token is dropped and the request repeated, and nobody notices. */
static void
test_repeats (Fixture *self, gconstpointer data)
{
  g_autofree char *key = g_build_filename (outlay_test_server_get_folder (self->server), "keys",
                                           "token.jwk", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  sign_in (self);
  before = test_await_string (outlay_session_get_token (self->session));

  /* With another key the server takes none of the tokens it has given out. */
  outlay_test_server_stop (self->server);
  g_assert_cmpint (g_unlink (key), ==, 0);
  outlay_test_server_start (self->server);

  assert_works (self->session);
  after = test_await_string (outlay_session_get_token (self->session));
  g_assert_cmpstr (after, !=, before);
}

/* However many ask at once, there is one refresh, and all get its token. */
static void
test_flies_alone (Fixture *self, gconstpointer data)
{
  DexFuture *futures[20];
  g_autofree char *old = NULL;
  g_autofree char *first = NULL;
  guint n_steps;

  sign_in (self);
  old = test_await_string (outlay_session_get_token (self->session));
  outlay_session_drop_token (self->session, old);
  n_steps = test_proxy_get_n_steps (self->proxy);

  for (gsize i = 0; i < G_N_ELEMENTS (futures); i++)
    futures[i] = outlay_session_get_token (self->session);
  /* One of them loses patience; the others must not notice. */
  dex_clear (&futures[3]);

  for (gsize i = 0; i < G_N_ELEMENTS (futures); i++)
    {
      g_autofree char *token = futures[i] != NULL ? test_await_string (futures[i]) : NULL;

      if (first == NULL)
        first = g_strdup (token);
      else if (token != NULL)
        g_assert_cmpstr (token, ==, first);
    }

  /* Head and body there, head and body back. */
  g_assert_cmpuint (test_proxy_get_n_steps (self->proxy) - n_steps, <=, 4);
}

/* A second window on the same keyring: each refreshes with what the other has left there. */
static void
test_shares (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (OutlaySession) other = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (self);
  account = outlay_account_new_at_company (self->folder,
                                           outlay_session_get_identity (self->session), &error);
  g_assert_no_error (error);
  other = outlay_session_new_for_account (account);

  for (guint i = 0; i < 5; i++)
    {
      DexFuture *one, *two;
      g_autofree char *first = test_await_string (outlay_session_get_token (self->session));
      g_autofree char *second = test_await_string (outlay_session_get_token (other));

      outlay_session_drop_token (self->session, first);
      outlay_session_drop_token (other, second);
      one = outlay_session_get_token (self->session);
      two = outlay_session_get_token (other);
      test_await (one);
      test_await (two);
      assert_works (self->session);
      assert_works (other);
    }

  g_assert_cmpint (outlay_session_get_state (other), !=, OUTLAY_SESSION_SIGNED_OUT);
  g_assert_cmpint (outlay_session_get_state (self->session), !=, OUTLAY_SESSION_SIGNED_OUT);
}

/* What this program does as the second instance: refreshes as often as it can, beside the first. */
static int
run_second_instance (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GListModel) accounts = outlay_accounts_load (folder, NULL);
  g_autoptr (OutlayAccount) account = g_list_model_get_item (accounts, 0);
  g_autoptr (OutlaySession) session = outlay_session_new_for_account (account);

  for (guint i = 0; i < N_REFRESHES; i++)
    {
      g_autofree char *token = test_await_string (outlay_session_get_token (session));

      outlay_session_drop_token (session, token);
    }

  return outlay_session_get_state (session) == OUTLAY_SESSION_SIGNED_IN ? 0 : 1;
}

/* Two instances that know each other by the keyring alone refresh one token at once. */
static void
test_second_instance (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_keyring)
    {
      g_test_skip ("there is no keyring to share");
      return;
    }

  sign_in (self);
  account = outlay_account_new_at_company (self->folder,
                                           outlay_session_get_identity (self->session), &error);
  g_assert_no_error (error);
  /* The lock is there. */
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", g_get_user_cache_dir (), TRUE);
  other = g_subprocess_launcher_spawn (launcher, &error, program, "--second-instance",
                                       g_file_peek_path (self->folder), NULL);
  g_assert_no_error (error);

  for (guint i = 0; i < N_REFRESHES; i++)
    {
      g_autofree char *token = test_await_string (outlay_session_get_token (self->session));

      outlay_session_drop_token (self->session, token);
    }
  test_await (dex_subprocess_wait_check (other));
  g_assert_cmpint (outlay_session_get_state (self->session), ==, OUTLAY_SESSION_SIGNED_IN);
  assert_works (self->session);
}

/* The wire is cut at every point of a refresh in turn: nobody is signed out by it. */
static void
test_survives_cuts (Fixture *self, gconstpointer data)
{
  gboolean is_through = FALSE;

  sign_in (self);

  for (int n_steps = 0; !is_through; n_steps++)
    {
      g_autofree char *token = test_await_string (outlay_session_get_token (self->session));
      g_autoptr (DexFuture) future = NULL;

      g_assert_cmpint (n_steps, <, 20);
      outlay_session_drop_token (self->session, token);
      test_proxy_cut_after (self->proxy, n_steps);
      future = outlay_session_get_token (self->session);

      /* The wire is mended while the session still tries, or after it has given up. */
      while (!test_proxy_is_cut (self->proxy) && dex_future_is_pending (future))
        test_idle (5);
      if (n_steps % 2 == 0)
        future = test_settle (g_steal_pointer (&future));
      is_through = !test_proxy_is_cut (self->proxy);
      test_proxy_cut_after (self->proxy, -1);
      future = test_settle (g_steal_pointer (&future));

      g_assert_cmpint (outlay_session_get_state (self->session), !=, OUTLAY_SESSION_SIGNED_OUT);
      assert_works (self->session);
    }
}

/* The answer of a refresh breaks off at one place after another, from before its first byte to before
 * its last: the token in it is lost to the client and used up at the server, and still nobody is signed
 * out. */
static void
test_survives_broken_answers (Fixture *self, gconstpointer data)
{
  gboolean is_whole = FALSE;
  guint n_cuts = 0;

  sign_in (self);

  for (int n_bytes = 0; !is_whole; n_bytes += 53)
    {
      g_autofree char *token = test_await_string (outlay_session_get_token (self->session));
      g_autofree char *next = NULL;

      outlay_session_drop_token (self->session, token);
      test_proxy_cut_answer (self->proxy, n_bytes);
      next = test_await_string (outlay_session_get_token (self->session));
      g_assert_cmpint (outlay_session_get_state (self->session), !=, OUTLAY_SESSION_SIGNED_OUT);

      is_whole = !test_proxy_has_cut_answer (self->proxy);
      n_cuts += is_whole ? 0 : 1;
      test_proxy_cut_answer (self->proxy, -1);
    }

  g_assert_cmpuint (n_cuts, >, 5);
  assert_works (self->session);
}

/* A portal answers in the server's place, also with a 401 of its own: that is no word
 * of the server's. */
static void
test_survives_portals (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
  } cases[] = {
    { 200, "text/html", "<html>Welcome</html>" },
    { 200, "application/json", "{\"access_token\":7}" },
    { 401, "text/html", "<html>Log in</html>" },
    { 401, "application/json", "{\"error\":\"invalid_grant\"}" },
    { 403, "text/html", "<html>Blocked</html>" },
    { 404, "text/html", "<html>Not found</html>" },
    { 503, "application/problem+json", "{\"title\":\"Later\"}" },
  };
  g_autoptr (TestPortal) portal = test_portal_new ("");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  sign_in (self);
  before = kept_token (self);
  test_proxy_set_upstream (self->proxy, test_portal_get_port (portal));
  test_proxy_cut_after (self->proxy, 0);
  test_proxy_cut_after (self->proxy, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = test_portal_make_answer (cases[i].status, cases[i].type,
                                                         cases[i].body);
      g_autofree char *token = NULL;
      g_autoptr (DexFuture) future = NULL;
      g_autoptr (GError) error = NULL;

      test_portal_set_answer (portal, answer, -1);
      if (i == 0)
        {
          token = test_await_string (outlay_session_get_token (self->session));
          outlay_session_drop_token (self->session, token);
        }
      error = test_await_error (outlay_session_get_token (self->session));
      g_assert_true (outlay_client_error_is_passing (error));
      g_assert_cmpint (outlay_session_get_state (self->session), !=, OUTLAY_SESSION_SIGNED_OUT);
    }

  after = kept_token (self);
  g_assert_cmpstr (after, ==, before);
  test_proxy_set_upstream (self->proxy, outlay_test_server_get_port (self->server));
  assert_works (self->session);
}

/* Somebody signs in while a refresh still tries: those who wait for it get what the
 * sign-in gave. */
static void
test_signs_in_meanwhile (Fixture *self, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *waited = NULL;
  g_autofree char *given = NULL;
  DexFuture *waiting;

  sign_in (self);
  token = test_await_string (outlay_session_get_token (self->session));
  outlay_session_drop_token (self->session, token);

  /* The request goes out and its answer is lost; it is asked for again after a pause. */
  test_proxy_cut_after (self->proxy, 1);
  waiting = outlay_session_get_token (self->session);
  while (!test_proxy_is_cut (self->proxy))
    test_idle (1);
  test_idle (50);
  g_assert_true (dex_future_is_pending (waiting));

  test_proxy_cut_after (self->proxy, -1);
  sign_in (self);
  given = test_await_string (outlay_session_get_token (self->session));
  waited = test_await_string (waiting);
  g_assert_cmpstr (waited, ==, given);
  assert_works (self->session);
}

/* The server itself says that it is over. */
static void
test_is_signed_out (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = NULL;
  g_autofree char *body = NULL;
  g_autofree char *token = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  sign_in (self);
  kept = kept_token (self);
  body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", kept);
  reply = outlay_test_server_send (self->server, NULL, "POST", "/api/v1/auth/logout", NULL, body);
  g_assert_cmpuint (reply->status, ==, 204);

  token = test_await_string (outlay_session_get_token (self->session));
  outlay_session_drop_token (self->session, token);
  error = test_await_error (outlay_session_get_token (self->session));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
  g_assert_cmpint (outlay_session_get_state (self->session), ==, OUTLAY_SESSION_SIGNED_OUT);
  again = test_await_error (outlay_session_get_token (self->session));
  g_assert_error (again, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);

  sign_in (self);
  assert_works (self->session);
}

static void
test_signs_out (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = NULL;
  g_autofree char *body = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (self);
  kept = kept_token (self);
  g_assert_nonnull (kept);

  g_assert_true (test_await_boolean (outlay_session_sign_out (self->session)));
  g_assert_cmpint (outlay_session_get_state (self->session), ==, OUTLAY_SESSION_SIGNED_OUT);
  error = test_await_error (outlay_session_get_token (self->session));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);

  body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", kept);
  reply = outlay_test_server_send (self->server, NULL, "POST", "/api/v1/auth/refresh", NULL, body);
  g_assert_cmpuint (reply->status, ==, 401);

  if (has_keyring)
    {
      g_autofree char *none = kept_token (self);

      g_assert_null (none);
    }
}

/* Without a network one can sign out all the same: this device forgets. */
static void
test_signs_out_offline (Fixture *self, gconstpointer data)
{
  sign_in (self);
  test_proxy_cut_after (self->proxy, 0);
  g_assert_true (test_await_boolean (outlay_session_sign_out (self->session)));
  g_assert_cmpint (outlay_session_get_state (self->session), ==, OUTLAY_SESSION_SIGNED_OUT);
}

/* An account's folder is one person's: nobody else's sign-in gets at it. */
static void
test_belongs_to_one (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (OutlaySession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  outlay_test_server_add_user (self->server, "Acme", "bo@example.com", "Bo", "employee");
  sign_in (self);
  account = outlay_account_new_at_company (self->folder,
                                           outlay_session_get_identity (self->session), &error);
  g_assert_no_error (error);
  session = outlay_session_new_for_account (account);

  other = test_await_error (
      outlay_session_sign_in (session, "bo@example.com", OUTLAY_TEST_PASSWORD));
  g_assert_error (other, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OTHER_PERSON);
  g_assert_null (outlay_session_get_identity (session));
  assert_works (session);

  /* The same for the session that the account began with. */
  g_clear_error (&other);
  other = test_await_error (
      outlay_session_sign_in (self->session, "bo@example.com", OUTLAY_TEST_PASSWORD));
  g_assert_error (other, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OTHER_PERSON);
  g_assert_cmpstr (outlay_session_get_identity (self->session)->email, ==, ANA);
  assert_works (self->session);
}

#define ADD(path, test) g_test_add ("/client/session/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  program = argv[0];
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--second-instance"))
    return run_second_instance (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  has_keyring = g_strcmp0 (g_getenv ("OUTLAY_WANT_KEYRING"), "1") == 0;
  ADD ("probes", test_probes);
  ADD ("signs-in", test_signs_in);
  ADD ("signs-up", test_signs_up);
  ADD ("joins", test_joins);
  ADD ("rotates", test_rotates);
  ADD ("repeats", test_repeats);
  ADD ("flies-alone", test_flies_alone);
  ADD ("shares", test_shares);
  ADD ("second-instance", test_second_instance);
  ADD ("survives-cuts", test_survives_cuts);
  ADD ("survives-broken-answers", test_survives_broken_answers);
  ADD ("survives-portals", test_survives_portals);
  ADD ("signs-in-meanwhile", test_signs_in_meanwhile);
  ADD ("is-signed-out", test_is_signed_out);
  ADD ("signs-out", test_signs_out);
  ADD ("signs-out-offline", test_signs_out_offline);
  ADD ("belongs-to-one", test_belongs_to_one);
  return g_test_run ();
}
