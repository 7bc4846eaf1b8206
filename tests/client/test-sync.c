/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "test-desk.h"
#include "test-portal.h"

#define ANA "ana@example.com"
#define RUTH "ruth@example.com"

typedef struct
{
  OutlayTestServer *server;
  TestDesk *ana;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  if (g_test_subprocess ())
    return;

  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", ANA, "Ana", "employee");
  outlay_test_server_add_user (self->server, "Acme", RUTH, "Ruth", "reviewer");
  self->ana = test_desk_new (self->server, ANA);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->ana, test_desk_free);
  g_clear_pointer (&self->server, outlay_test_server_free);
}

static OutlaySyncState
get_state (TestDesk *desk)
{
  return outlay_sync_get_state (outlay_workspace_get_sync (desk->workspace));
}

static gboolean
is_idle (gpointer data)
{
  return get_state (data) == OUTLAY_SYNC_IDLE && test_desk_n_waiting (data) == 0;
}

static gboolean
is_offline (gpointer data)
{
  return get_state (data) == OUTLAY_SYNC_OFFLINE;
}

static void
file_and_submit (TestDesk *desk, const char *merchant, gint64 minor)
{
  g_autofree char *id = test_desk_file (desk, merchant, minor);

  test_desk_act (desk, id, OUTLAY_ACTION_SUBMIT, NULL);
}

static void
start (TestDesk *desk)
{
  outlay_sync_start (outlay_workspace_get_sync (desk->workspace));
}

/* Three are filed while the server is away; it comes back, and they arrive by themselves, whole. */
static void
test_arrives_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDesk) ruth = test_desk_new (self->server, RUTH);

  start (self->ana);
  test_wait_until (is_idle, self->ana, 10);
  outlay_test_server_stop (self->server);

  file_and_submit (self->ana, "Nero", 420);
  file_and_submit (self->ana, "Rail", 8950);
  file_and_submit (self->ana, "Inn", 12000);
  test_wait_until (is_offline, self->ana, 10);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 3);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 9);

  outlay_test_server_start (self->server);
  test_wait_until (is_idle, self->ana, 30);
  test_desk_assert_agrees (self->ana);

  test_desk_sync (ruth);
  g_assert_cmpuint (test_desk_count (ruth, OUTLAY_SCOPE_WAITING), ==, 3);
  test_desk_assert_agrees (ruth);
}

/* The program ends between filing and sending: what was filed is there again and goes out. */
static void
test_outlives_the_program (Fixture *self, gconstpointer data)
{
  outlay_test_server_stop (self->server);
  file_and_submit (self->ana, "Nero", 420);
  test_desk_close (self->ana);
  test_desk_open (self->ana);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 3);
  outlay_test_server_start (self->server);
  test_desk_sync_until_done (self->ana);
  test_desk_assert_agrees (self->ana);
}

static void
forget_proofs (OutlayTestServer *server)
{
  g_autofree char *path = g_build_filename (outlay_test_server_get_folder (server), "outlay.db",
                                            NULL);
  g_autoptr (GSubprocess) sqlite = NULL;
  g_autoptr (GError) error = NULL;

  sqlite = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "sqlite3", path,
                             "DELETE FROM expense_proof; DELETE FROM proof_upload; "
                             "DELETE FROM proof",
                             NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (sqlite, NULL, &error));
  g_assert_no_error (error);
}

/* The server no longer has the receipt that was sent long before the expense: it is sent again. */
static void
test_sends_a_lost_proof_again (Fixture *self, gconstpointer data)
{
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);

  test_desk_sync_until_done (self->ana);
  outlay_test_server_stop (self->server);
  forget_proofs (self->server);
  outlay_test_server_start (self->server);

  test_desk_rename (self->ana, id, "Nero’s");
  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 0);
  test_desk_assert_agrees (self->ana);
}

/* What the program does that is about to be killed; see below. */
static void
file_and_die (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path (g_getenv ("OUTLAY_TEST_FOLDER"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) accounts = outlay_accounts_load (folder, &error);
  TestDesk desk = { .account = g_list_model_get_item (accounts, 0) };

  g_assert_no_error (error);
  test_desk_open (&desk);
  file_and_submit (&desk, "Nero", 420);
  raise (SIGKILL);
}

/* The program is killed in the moment it has said "filed". */
static void
test_outlives_a_kill (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = NULL;

  if (g_test_subprocess ())
    {
      file_and_die ();
      return;
    }

  folder = g_file_get_path (self->ana->folder);
  test_desk_close (self->ana);
  test_idle (20);

  g_setenv ("OUTLAY_TEST_FOLDER", folder, TRUE);
  g_test_trap_subprocess ("/client/sync/outlives-a-kill", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_assert_false (g_test_trap_has_passed ());

  test_desk_open (self->ana);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 1);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 3);
  test_desk_sync_until_done (self->ana);
  test_desk_assert_agrees (self->ana);
}

/* The server is killed again and again while it takes things in: nothing is lost,
 * nothing is doubled. */
static void
test_outlives_the_server (Fixture *self, gconstpointer data)
{
  const guint n_expenses = 12;
  guint n_kills = 0;

  for (guint i = 0; i < n_expenses; i++)
    file_and_submit (self->ana, "Nero", 100 + i);

  start (self->ana);
  while (test_desk_n_waiting (self->ana) > 0 && n_kills < 8)
    {
      test_idle (10 + (guint) g_test_rand_int_range (0, 60));
      outlay_test_server_kill (self->server);
      test_idle (5);
      outlay_test_server_start (self->server);
      n_kills++;
      /* Not the pause, but what happens in spite of it is of interest here. */
      dex_future_disown (outlay_sync_run (outlay_workspace_get_sync (self->ana->workspace)));
    }

  g_assert_cmpuint (n_kills, >, 1);
  test_desk_sync_until_done (self->ana);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, n_expenses);
  test_desk_assert_agrees (self->ana);
}

/* What sits at the server's address for a while deletes nothing, signs nobody out and
 * takes nothing. */
static void
test_survives_portals (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
  } cases[] = {
    { 200, "text/html", "<html>Welcome to the hotel</html>" },
    { 200, "application/json", "{\"changes\":[],\"cursor\":\"e0\",\"more\":false}" },
    { 200, "application/json", "{}" },
    { 302, "text/html", "" },
    { 401, "text/html", "<html>Log in</html>" },
    { 403, "text/html", "<html>Blocked</html>" },
    { 404, "text/html", "<html>Not found</html>" },
    { 410, "text/html", "<html>Gone</html>" },
    { 500, "text/html", "<html>Oops</html>" },
  };
  g_autoptr (TestPortal) portal = test_portal_new ("");

  file_and_submit (self->ana, "Nero", 420);
  file_and_submit (self->ana, "Rail", 8950);
  test_desk_sync_until_done (self->ana);
  file_and_submit (self->ana, "Inn", 12000);

  test_proxy_set_upstream (self->ana->proxy, test_portal_get_port (portal));
  test_proxy_cut_after (self->ana->proxy, 0);
  test_proxy_cut_after (self->ana->proxy, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = test_portal_make_answer (cases[i].status, cases[i].type,
                                                         cases[i].body);
      g_autoptr (GError) error = NULL;

      test_portal_set_answer (portal, answer, -1);
      /* As if the program had been started behind the portal. */
      test_desk_close (self->ana);
      test_desk_open (self->ana);
      error = test_desk_sync_error (self->ana);
      g_assert_cmpint (get_state (self->ana), ==, OUTLAY_SYNC_OFFLINE);
      g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 3);
      g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 3);
    }

  test_proxy_set_upstream (self->ana->proxy, outlay_test_server_get_port (self->server));
  test_desk_sync_until_done (self->ana);
  test_desk_assert_agrees (self->ana);
}

/* Another company's server at the same address: it gets nothing, and deletes nothing. */
static void
test_stays_away_from_others (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayTestServer) other = outlay_test_server_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;

  outlay_test_server_add_user (other, "Globex", ANA, "Another Ana", "employee");
  file_and_submit (self->ana, "Nero", 420);
  test_desk_sync_until_done (self->ana);
  file_and_submit (self->ana, "Rail", 8950);

  test_desk_close (self->ana);
  test_proxy_set_upstream (self->ana->proxy, outlay_test_server_get_port (other));
  test_proxy_cut_after (self->ana->proxy, 0);
  test_proxy_cut_after (self->ana->proxy, -1);
  test_desk_open (self->ana);

  error = test_desk_sync_error (self->ana);
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
  g_assert_cmpint (get_state (self->ana), ==, OUTLAY_SYNC_SIGN_IN);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 2);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 3);

  token = outlay_test_server_sign_in (other, ANA);
  reply = outlay_test_server_send (other, token, "GET", "/api/v1/expenses", NULL, NULL);
  g_assert_cmpstr (reply->body, ==, "{\"items\":[],\"next\":null}");
}

/* An account that was disabled at the company: the person hears of it, and what is here stays. */
static void
test_outlives_being_disabled (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *admin = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  outlay_test_server_add_user (self->server, "Acme", "bo@example.com", "Bo", "admin");
  admin = outlay_test_server_sign_in (self->server, "bo@example.com");
  file_and_submit (self->ana, "Nero", 420);
  test_desk_sync_until_done (self->ana);
  file_and_submit (self->ana, "Rail", 8950);

  path = g_strconcat ("/api/v1/users/", outlay_account_get_user_id (self->ana->account), NULL);
  reply = outlay_test_server_send (self->server, admin, "PATCH", path, "If-Match: *\r\n",
                                   "{\"disabled\":true}");
  g_assert_cmpuint (reply->status, ==, 200);

  error = test_desk_sync_error (self->ana);
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
  g_assert_cmpint (get_state (self->ana), ==, OUTLAY_SYNC_SIGN_IN);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 2);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 3);
}

static void
set_policy (Fixture *self, const char *body)
{
  g_autofree char *admin = outlay_test_server_sign_in (self->server, "bo@example.com");
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send (
      self->server, admin, "PUT", "/api/v1/policy", "If-Match: *\r\n", body);

  g_assert_cmpuint (reply->status, ==, 200);
}

static const OutlayPolicy *
get_policy (TestDesk *desk)
{
  return outlay_workspace_get_policy (desk->workspace);
}

/* What an admin sets is judged by here with the next look, and still after a new start; what they
 * take back is gone again. */
static void
test_learns_the_policy (Fixture *self, gconstpointer data)
{
  g_autofree char *admin = NULL;
  g_autofree char *category = NULL;
  g_autofree char *strict = NULL;
  g_autoptr (OutlayTestReply) categories = NULL;

  outlay_test_server_add_user (self->server, "Acme", "bo@example.com", "Bo", "admin");
  admin = outlay_test_server_sign_in (self->server, "bo@example.com");
  categories = outlay_test_server_send (self->server, admin, "GET", "/api/v1/categories", NULL,
                                        NULL);
  category = outlay_test_reply_dup_text (categories, "id");
  g_assert_true (outlay_policy_equal (get_policy (self->ana), &outlay_policy_default));

  strict = g_strdup_printf ("{\"signup\":\"closed\",\"proof\":{\"rule\":\"above\",\"above\":"
                            "{\"minor\":2500,\"currency\":\"EUR\"}},\"limits\":[{\"category\":"
                            "\"%s\",\"most\":{\"minor\":5000,\"currency\":\"EUR\"}}],"
                            "\"over_limit\":\"refuse\"}",
                            category);
  set_policy (self, strict);
  test_desk_sync (self->ana);
  test_desk_close (self->ana);
  test_desk_open (self->ana);
  g_assert_cmpint (get_policy (self->ana)->signup, ==, OUTLAY_SIGNUP_CLOSED);
  g_assert_false (
      outlay_policy_wants_proof (get_policy (self->ana), &(OutlayMoney) { 2500, "EUR" }));
  g_assert_cmpint (outlay_policy_find_limit (get_policy (self->ana), category, "EUR")->minor, ==,
                   5000);
  g_assert_cmpint (get_policy (self->ana)->over_limit, ==, OUTLAY_OVER_LIMIT_REFUSE);

  set_policy (self, "{\"signup\":\"invite\",\"proof\":{\"rule\":\"always\"},\"limits\":[],"
                    "\"over_limit\":\"warn\"}");
  test_desk_sync (self->ana);
  g_assert_true (outlay_policy_equal (get_policy (self->ana), &outlay_policy_default));
}

static void
copy_database (OutlayTestServer *server, const char *from, const char *to)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *source_name = g_strconcat (from, endings[i], NULL);
      g_autofree char *target_name = g_strconcat (to, endings[i], NULL);
      g_autofree char *source_path = g_build_filename (outlay_test_server_get_folder (server),
                                                       source_name, NULL);
      g_autofree char *target_path = g_build_filename (outlay_test_server_get_folder (server),
                                                       target_name, NULL);
      g_autoptr (GFile) source = g_file_new_for_path (source_path);
      g_autoptr (GFile) target = g_file_new_for_path (target_path);

      g_file_delete (target, NULL, NULL);
      g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
    }
}

/* The company has restored a backup: what it has lost stays here. */
static void
test_outlives_a_restored_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = test_desk_file (self->ana, "Nero", 420);
  g_autofree char *lost = NULL;
  g_autoptr (OutlayExpense) here = NULL;

  test_desk_sync_until_done (self->ana);
  outlay_test_server_stop (self->server);
  copy_database (self->server, "outlay.db", "backup.db");
  outlay_test_server_start (self->server);

  lost = test_desk_file (self->ana, "Rail", 8950);
  test_desk_sync_until_done (self->ana);
  outlay_test_server_stop (self->server);
  copy_database (self->server, "backup.db", "outlay.db");
  outlay_test_server_start (self->server);

  test_desk_sync (self->ana);
  g_assert_cmpuint (test_desk_count (self->ana, OUTLAY_SCOPE_MINE), ==, 2);
  here = test_desk_get (self->ana, lost);
  g_assert_cmpstr (outlay_expense_get_merchant (here), ==, "Rail");
}

static gboolean
sees_one_waiting (gpointer data)
{
  return test_desk_count (data, OUTLAY_SCOPE_WAITING) == 1;
}

/* With the stream of live events a change is there long before the next poll. */
static void
test_follows_live (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDesk) ruth = test_desk_new (self->server, RUTH);

  start (ruth);
  start (self->ana);
  test_wait_until (is_idle, ruth, 10);
  test_idle (200);
  file_and_submit (self->ana, "Nero", 420);
  test_wait_until (sees_one_waiting, ruth, 10);
}

static gboolean
wants_attention (gpointer data)
{
  return get_state (data) == OUTLAY_SYNC_ATTENTION;
}

/* What is stuck, and what waits behind it, is not asked about again and again. */
static void
test_is_quiet (Fixture *self, gconstpointer data)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->ana->workspace);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *nowhere = outlay_uuid_new ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", today);
  g_autofree char *stuck = NULL;
  g_autofree char *deleted = NULL;
  guint n_steps;

  g_object_set (draft, "merchant", "Nero", "amount-text", "4.20", "category", nowhere, NULL);
  stuck = test_await_string (outlay_expense_store_save (store, draft));
  deleted = test_desk_file (self->ana, "Rail", 8950);
  test_await (outlay_expense_store_delete (store, deleted));
  start (self->ana);
  test_wait_until (wants_attention, self->ana, 15);
  test_idle (1500);

  n_steps = test_proxy_get_n_steps (self->ana->proxy);
  test_idle (1500);
  g_assert_cmpuint (test_proxy_get_n_steps (self->ana->proxy) - n_steps, <=, 1);
  g_assert_cmpint (get_state (self->ana), ==, OUTLAY_SYNC_ATTENTION);
}

/* A long history comes in pages; a run that is cut in the middle goes on where it was. */
static void
test_fetches_in_pages (Fixture *self, gconstpointer data)
{
  const guint n_expenses = 450;
  g_autofree char *token = outlay_test_server_sign_in (self->server, ANA);
  guint n_steps;

  for (guint i = 0; i < n_expenses; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/expenses/01937a2e-7c11-7000-8000-%012x", i);
      g_autoptr (OutlayTestReply) reply = outlay_test_server_send (
          self->server, token, "PUT", path, "If-None-Match: *\r\n",
          "{\"merchant\":\"Nero\",\"amount\":{\"minor\":420,\"currency\":\"EUR\"},\"day\":null,"
          "\"category\":null,\"note\":\"\",\"proofs\":[]}");

      g_assert_cmpuint (reply->status, ==, 201);
    }

  n_steps = test_proxy_get_n_steps (self->ana->proxy);
  test_desk_sync (self->ana);
  n_steps = test_proxy_get_n_steps (self->ana->proxy) - n_steps;
  test_desk_assert_agrees (self->ana);

  {
    g_autoptr (TestDesk) again = test_desk_new (self->server, ANA);

    g_assert_cmpuint (test_desk_count (again, OUTLAY_SCOPE_MINE), ==, n_expenses);
    test_desk_assert_agrees (again);
  }
}

/* The history of what has changed comes along, and is there when somebody looks. */
static void
test_fetches_histories (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDesk) ruth = test_desk_new (self->server, RUTH);
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  g_autoptr (GListModel) events = NULL;
  g_autoptr (OutlayEvent) rejected = NULL;

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (ruth);
  test_desk_act (ruth, id, OUTLAY_ACTION_REJECT, "The total cannot be read.");
  test_desk_sync_until_done (ruth);
  test_desk_sync (self->ana);

  events = outlay_expense_store_list_events (
      outlay_workspace_get_expense_store (self->ana->workspace), id);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 2);
  rejected = g_list_model_get_item (events, 1);
  g_assert_cmpint (outlay_event_get_action (rejected), ==, OUTLAY_ACTION_REJECT);
  g_assert_cmpstr (outlay_event_get_reason (rejected), ==, "The total cannot be read.");
  g_assert_cmpstr (outlay_event_get_actor_name (rejected), ==, "Ruth");

  test_await (outlay_sync_fetch_events (outlay_workspace_get_sync (self->ana->workspace), id));
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 2);
}

static gboolean
has_events (gpointer data)
{
  return g_list_model_get_n_items (data) > 0;
}

/* Of many at once the histories stay away until somebody opens one. */
static void
test_fetches_histories_late (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDesk) ruth = NULL;
  g_autoptr (GListModel) events = NULL;
  g_autofree char *id = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_free (id);
      id = test_desk_file (self->ana, "Nero", 420);
      test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
    }
  test_desk_sync_until_done (self->ana);

  ruth = test_desk_new (self->server, RUTH);
  events = outlay_expense_store_list_events (outlay_workspace_get_expense_store (ruth->workspace),
                                             id);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 0);
  test_wait_until (has_events, events, 10);
}

/* A reviewer sees the files of what waits: they come from the company, true to their hash. */
static void
test_fetches_proofs (Fixture *self, gconstpointer data)
{
  g_autoptr (TestDesk) ruth = test_desk_new (self->server, RUTH);
  g_autofree char *id = test_desk_file (self->ana, "Nero", 420);
  g_autoptr (OutlayExpense) expense = NULL;
  const char *sha256;
  g_autoptr (GFile) before = NULL;
  g_autoptr (GFile) after = NULL;

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  test_desk_sync (ruth);

  expense = test_desk_get (ruth, id);
  sha256 = outlay_expense_get_proofs (expense)[0];
  before = outlay_proof_store_get_file (outlay_workspace_get_proof_store (ruth->workspace), sha256);
  g_assert_null (before);
  test_await (
      outlay_proof_store_fetch (outlay_workspace_get_proof_store (ruth->workspace), sha256));
  after = outlay_proof_store_get_file (outlay_workspace_get_proof_store (ruth->workspace), sha256);
  g_assert_nonnull (after);
}

/* Signing out touches nothing; signing in again goes on. */
static void
test_signs_out_and_in (Fixture *self, gconstpointer data)
{
  OutlaySession *session = outlay_workspace_get_session (self->ana->workspace);
  g_autoptr (GError) error = NULL;

  start (self->ana);
  test_wait_until (is_idle, self->ana, 10);
  test_await (outlay_session_sign_out (session));
  file_and_submit (self->ana, "Nero", 420);
  error = test_desk_sync_error (self->ana);
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
  g_assert_cmpint (get_state (self->ana), ==, OUTLAY_SYNC_SIGN_IN);
  g_assert_cmpuint (test_desk_n_waiting (self->ana), ==, 3);

  test_await (outlay_session_sign_in (session, ANA, OUTLAY_TEST_PASSWORD));
  test_wait_until (is_idle, self->ana, 15);
  test_desk_assert_agrees (self->ana);
}

#define ADD(path, test) g_test_add ("/client/sync/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  ADD ("learns-the-policy", test_learns_the_policy);
  ADD ("arrives-in-order", test_arrives_in_order);
  ADD ("sends-a-lost-proof-again", test_sends_a_lost_proof_again);
  ADD ("outlives-the-program", test_outlives_the_program);
  ADD ("outlives-a-kill", test_outlives_a_kill);
  ADD ("outlives-the-server", test_outlives_the_server);
  ADD ("survives-portals", test_survives_portals);
  ADD ("stays-away-from-others", test_stays_away_from_others);
  ADD ("outlives-being-disabled", test_outlives_being_disabled);
  ADD ("outlives-a-restored-backup", test_outlives_a_restored_backup);
  ADD ("follows-live", test_follows_live);
  ADD ("is-quiet", test_is_quiet);
  ADD ("fetches-in-pages", test_fetches_in_pages);
  ADD ("fetches-histories", test_fetches_histories);
  ADD ("fetches-histories-late", test_fetches_histories_late);
  ADD ("fetches-proofs", test_fetches_proofs);
  ADD ("signs-out-and-in", test_signs_out_and_in);
  return g_test_run ();
}
