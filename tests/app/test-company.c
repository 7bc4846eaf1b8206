/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-people-page.h"
#include "app/company/outlay-person-dialog.h"
#include "app/company/outlay-policy-page.h"
#include "app/shell/outlay-destination.h"
#include "app/widgets/outlay-currency-row.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"
#include "core/outlay-time.h"
#include "outlay-test-server.h"
#include "test-stage.h"

/* What admins see, and what they are told when it cannot be done, against the real server. */

#define ADMIN "ada@example.com"

typedef struct
{
  OutlayTestServer *server;
  Stage *stage;
} Office;

/* The window of an admin who has just signed in. */
static Office *
open_office (int width)
{
  Office *office = g_new0 (Office, 1);
  g_autoptr (OutlaySession) session = NULL;
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  office->server = outlay_test_server_new ();
  outlay_test_server_add_user (office->server, "Acme", ADMIN, "Ada Lindqvist", "admin");
  outlay_test_server_add_user (office->server, "Acme", "bo@example.com", "Bo Li", "employee");
  outlay_test_server_add_user (office->server, "Acme", "zoe@example.com", "Zoë Ångström",
                               "reviewer");

  office->stage = stage_new_empty ();
  session = outlay_session_new (outlay_test_server_get_address (office->server), &error);
  g_assert_no_error (error);
  stage_await (outlay_session_sign_in (session, ADMIN, OUTLAY_TEST_PASSWORD));
  account = outlay_account_new_at_company (office->stage->folder,
                                           outlay_session_get_identity (session), &error);
  g_assert_no_error (error);
  g_assert_true (outlay_application_open (office->stage->application, account, session, &error));
  office->stage->workspace = outlay_application_get_workspace (office->stage->application);
  stage_open_window (office->stage, width, 760);
  if (width > 860)
    stage_wait_for (office->stage, "All sent");

  return office;
}

static void
close_office (Office *office)
{
  stage_free (office->stage);
  outlay_test_server_free (office->server);
  g_free (office);
}

static GtkWidget *
get_window (Office *office)
{
  return GTK_WIDGET (office->stage->window);
}

static void
go_to (Office *office, const char *page)
{
  gtk_widget_activate_action (get_window (office), "win.go-to", "s", page);
  stage_settle ();
}

static void
click (Office *office, const char *label)
{
  GtkWidget *button;

  stage_wait_for (office->stage, label);
  button = stage_find_button (get_window (office), label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

static GtkListView *
get_people (Office *office)
{
  GtkWidget *page = stage_find (get_window (office), OUTLAY_TYPE_PEOPLE_PAGE, NULL);

  return GTK_LIST_VIEW (stage_find (page, GTK_TYPE_LIST_VIEW, NULL));
}

static guint
count_people (Office *office)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (get_people (office))));
}

/* Opens the dialog about who is n-th by name. */
static OutlayPersonDialog *
open_person (Office *office, guint n)
{
  g_signal_emit_by_name (get_people (office), "activate", n);
  stage_wait_for (office->stage, "May Sign In");

  return OUTLAY_PERSON_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (office->stage->window)));
}

static void
choose (Office *office, const char *title, guint option)
{
  GtkWidget *row = stage_find (get_window (office), ADW_TYPE_COMBO_ROW, title);

  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), option);
  stage_settle ();
}

static guint
get_choice (Office *office, const char *title)
{
  return adw_combo_row_get_selected (
      ADW_COMBO_ROW (stage_find (get_window (office), ADW_TYPE_COMBO_ROW, title)));
}

static void
close_dialog (Office *office)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (
      ADW_APPLICATION_WINDOW (office->stage->window));

  g_assert_true (adw_dialog_close (dialog));
  /* Until it has slid away. */
  stage_wait_without (office->stage, "May Sign In");
  stage_settle ();
}

/* Somebody else in the company decides something: a call with a body, by its first admin. */
static void
decide (Office *office, const char *email, const char *role, gint64 revision)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autoptr (OutlayTestReply)
      list = outlay_test_server_send (office->server, token, "GET", "/api/v1/users", NULL, NULL);
  const char *entry = strstr (list->body, email);
  g_autofree char *body = g_strdup_printf ("{\"role\":\"%s\"}", role);
  g_autofree char *match = g_strdup_printf ("If-Match: \"%" G_GINT64_FORMAT "\"\r\n", revision);
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;

  /* The id comes first in each. */
  g_assert_nonnull (entry);
  while (!g_str_has_prefix (entry, "\"id\":\""))
    entry--;
  id = g_strndup (entry + strlen ("\"id\":\""), 36);
  path = g_strconcat ("/api/v1/users/", id, NULL);
  reply = outlay_test_server_send (office->server, token, "PATCH", path, match, body);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_people (void)
{
  Office *office = open_office (1100);

  go_to (office, "people");
  stage_wait_for (office->stage, "Zoë Ångström");
  g_assert_cmpuint (count_people (office), ==, 3);
  stage_capture (office->stage, "people");

  /* Ctrl+F looks here, and what is typed may do without marks and case. */
  gtk_widget_activate_action (get_window (office), "win.search", NULL);
  g_assert_cmpstr (outlay_main_view_get_page (outlay_window_get_main_view (office->stage->window)),
                   ==, "people");
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (office->stage->window))));
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (office->stage->window))),
                         "angstrom");
  while (count_people (office) != 1)
    stage_settle ();
  g_assert_true (stage_shows (get_window (office), "Zoë Ångström"));

  go_to (office, "expenses");
  gtk_widget_activate_action (get_window (office), "win.search", NULL);
  g_assert_cmpstr (outlay_main_view_get_page (outlay_window_get_main_view (office->stage->window)),
                   ==, "expenses");
  close_office (office);
}

static void
test_person (void)
{
  Office *office = open_office (1100);
  OutlayPersonDialog *dialog;

  go_to (office, "people");
  stage_wait_for (office->stage, "Bo Li");

  /* The last admin cannot go. */
  open_person (office, 0);
  choose (office, "Role", OUTLAY_ROLE_EMPLOYEE);
  click (office, "Apply");
  stage_wait_for (office->stage, "The company needs at least one administrator who may sign in.");
  stage_capture (office->stage, "person-last-admin");
  close_dialog (office);

  /* Somebody else was first. */
  open_person (office, 1);
  decide (office, "bo@example.com", "admin", 1);
  choose (office, "Role", OUTLAY_ROLE_REVIEWER);
  click (office, "Apply");
  stage_wait_for (office->stage,
                  "Somebody else has changed this person meanwhile. Close this, and look again.");
  close_dialog (office);

  /* The server is gone, and the dialog can be left all the same, also while it waits. */
  open_person (office, 2);
  outlay_test_server_stop (office->server);
  choose (office, "Role", OUTLAY_ROLE_EMPLOYEE);
  click (office, "Apply");
  stage_wait_for (office->stage,
                  "The server cannot be reached. Check the address and your connection.");
  outlay_test_server_start (office->server);
  dialog = OUTLAY_PERSON_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (office->stage->window)));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (stage_find_button (get_window (office), "Apply"), "clicked");
  close_dialog (office);
  while (dialog != NULL)
    stage_settle ();
  stage_wait_without (office->stage, "Reviewer");

  close_office (office);
}

/* Alt and a digit go where the sidebar shows it. Returns how many pages there are. */
static guint
walk_pages (Office *office)
{
  OutlayMainView *view = outlay_window_get_main_view (office->stage->window);
  OutlayAccount *account = outlay_workspace_get_account (office->stage->workspace);
  const OutlayDestination *page;
  guint n = 0;

  while ((page = outlay_destination_find_nth (account, n + 1)) != NULL)
    {
      n++;
      gtk_widget_activate_action (get_window (office), "win.go-to-nth", "u", n);
      stage_settle ();
      g_assert_cmpstr (outlay_main_view_get_page (view), ==, page->tag);
      g_assert_true (stage_shows (get_window (office), page->title));
    }

  gtk_widget_activate_action (get_window (office), "win.go-to-nth", "u", n + 1);
  g_assert_cmpstr (outlay_main_view_get_page (view), !=, "expenses");

  return n;
}

/* Whose role is taken away is told, and the pages go with the next sync. */
static void
test_demoted (void)
{
  Office *office = open_office (1100);
  guint n_pages = walk_pages (office);

  outlay_test_server_add_user (office->server, "Acme", "cy@example.com", "Cy", "admin");
  go_to (office, "people");
  stage_wait_for (office->stage, "Bo Li");
  go_to (office, "expenses");
  decide (office, ADMIN, "employee", 1);

  /* Looking at the page again is enough. */
  go_to (office, "people");
  stage_wait_without (office->stage, "People");
  g_assert_false (stage_shows (get_window (office), "Policy"));
  g_assert_null (outlay_destination_find_nth (
      outlay_workspace_get_account (office->stage->workspace), n_pages));
  gtk_widget_activate_action (get_window (office), "win.go-to-nth", "u", n_pages);
  go_to (office, "people");
  g_assert_cmpstr (outlay_main_view_get_page (outlay_window_get_main_view (office->stage->window)),
                   ==, "expenses");
  close_office (office);
}

/* What is typed and not saved stays over a look at another page, and the window asks before it goes. */
static void
test_policy_unsaved (void)
{
  Office *office = open_office (1100);

  go_to (office, "policy");
  stage_wait_for (office->stage, "Who May Join");
  g_assert_cmpuint (get_choice (office, "A Proof Is Asked For"), !=, 0);
  stage_wait_for (office->stage, outlay_account_get_currency (
                                     outlay_workspace_get_account (office->stage->workspace)));
  choose (office, "A Proof Is Asked For", 0);
  stage_capture (office->stage, "policy");

  go_to (office, "people");
  stage_wait_for (office->stage, "Bo Li");
  go_to (office, "policy");
  stage_wait_for (office->stage, "Who May Join");
  g_assert_cmpuint (get_choice (office, "A Proof Is Asked For"), ==, 0);

  go_to (office, "expenses");
  gtk_window_close (GTK_WINDOW (office->stage->window));
  stage_wait_for (office->stage, "Discard Changes?");
  stage_capture (office->stage, "policy-discard");
  click (office, "Keep Editing");
  stage_wait_without (office->stage, "Discard Changes?");
  g_assert_cmpuint (get_choice (office, "A Proof Is Asked For"), ==, 0);

  click (office, "Save");
  stage_wait_for (office->stage, "The policy is saved");
  gtk_window_close (GTK_WINDOW (office->stage->window));
  stage_settle ();
  g_assert_null (office->stage->window);
  close_office (office);
}

/* A policy that somebody else has changed is not written over; one of a server that is away is not
 * lost. */
static void
test_policy_conflict (void)
{
  static const char
      *const other = "{\"signup\":\"closed\",\"proof\":{\"rule\":\"never\"},\"limits\":[],"
                     "\"over_limit\":\"warn\"}";
  Office *office = open_office (1100);
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autoptr (OutlayTestReply) before = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *match = NULL;

  go_to (office, "policy");
  stage_wait_for (office->stage, "Who May Join");
  choose (office, "An Expense Above Its Limit", 1);

  outlay_test_server_stop (office->server);
  click (office, "Save");
  stage_wait_for (office->stage,
                  "The server cannot be reached. Check the address and your connection.");
  g_assert_cmpuint (get_choice (office, "An Expense Above Its Limit"), ==, 1);
  outlay_test_server_start (office->server);

  before = outlay_test_server_send (office->server, token, "GET", "/api/v1/policy", NULL, NULL);
  etag = outlay_test_reply_dup_header (before, "ETag");
  match = g_strdup_printf ("If-Match: %s\r\n", etag);
  reply = outlay_test_server_send (office->server, token, "PUT", "/api/v1/policy", match, other);
  g_assert_cmpuint (reply->status, ==, 200);

  click (office, "Save");
  stage_wait_for (office->stage, "Somebody else has changed the policy meanwhile.");
  g_assert_cmpuint (get_choice (office, "An Expense Above Its Limit"), ==, 1);
  stage_capture (office->stage, "policy-conflict");
  click (office, "Show It");
  stage_wait_without (office->stage, "Somebody else has changed the policy meanwhile.");
  stage_wait_for (office->stage, "Who May Join");
  g_assert_cmpuint (get_choice (office, "Who May Join"), ==, 2);
  g_assert_cmpuint (get_choice (office, "An Expense Above Its Limit"), ==, 0);

  close_office (office);
}

/* Any may be chosen until something was submitted; then the company's word is said at the row. */
static void
test_policy_currency (void)
{
  const char *path = "/api/v1/expenses/01937a2e-7c11-7000-8000-000000000001";
  g_autofree char *submit = g_strconcat (path, "/submit", NULL);
  Office *office = open_office (1100);
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autoptr (OutlayTestReply) categories = NULL;
  g_autoptr (OutlayTestReply) saved = NULL;
  g_autoptr (OutlayTestReply) submitted = NULL;
  g_autoptr (OutlayTestReply) policy = NULL;
  g_autofree char *category = NULL;
  g_autofree char *today = outlay_day_today ();
  g_autofree char *body = NULL;
  OutlayCurrencyRow *row;

  go_to (office, "policy");
  stage_wait_for (office->stage, "Currency of the Company");
  row = OUTLAY_CURRENCY_ROW (stage_find (get_window (office), OUTLAY_TYPE_CURRENCY_ROW, NULL));
  g_assert_null (outlay_currency_row_get_currency (row));
  choose (office, "A Proof Is Asked For", 0);
  outlay_currency_row_set_currency (row, "CHF");
  click (office, "Save");
  stage_wait_for (office->stage, "The policy is saved");
  outlay_currency_row_set_currency (row, NULL);
  click (office, "Save");
  stage_settle ();
  outlay_currency_row_set_currency (row, "EUR");
  click (office, "Save");
  stage_settle ();
  policy = outlay_test_server_send (office->server, token, "GET", "/api/v1/policy", NULL, NULL);
  g_assert_nonnull (strstr (policy->body, "\"currency\":\"EUR\""));

  categories = outlay_test_server_send (office->server, token, "GET", "/api/v1/categories", NULL,
                                        NULL);
  category = outlay_test_reply_dup_text (categories, "id");
  body = g_strdup_printf (
      "{\"merchant\":\"Nero\",\"amount\":{\"minor\":420,\"currency\":\"EUR\"},\"day\":\"%s\","
      "\"category\":\"%s\",\"note\":\"\",\"proofs\":[]}",
      today, category);
  saved = outlay_test_server_send (office->server, token, "PUT", path, "If-None-Match: *\r\n",
                                   body);
  g_assert_cmpuint (saved->status, ==, 201);
  submitted = outlay_test_server_send (office->server, token, "POST", submit, NULL,
                                       "{\"revision\":1}");
  g_assert_cmpuint (submitted->status, ==, 200);

  outlay_currency_row_set_currency (row, "USD");
  click (office, "Save");
  stage_wait_for (office->stage,
                  "It cannot be changed any more: an expense was submitted already.");
  g_assert_cmpstr (outlay_currency_row_get_currency (row), ==, "USD");
  stage_capture (office->stage, "policy-currency-refused");
  outlay_currency_row_set_currency (row, "EUR");
  stage_wait_without (office->stage,
                      "It cannot be changed any more: an expense was submitted already.");
  g_assert_false (outlay_policy_page_has_changes (
      OUTLAY_POLICY_PAGE (stage_find (get_window (office), OUTLAY_TYPE_POLICY_PAGE, NULL))));
  close_office (office);
}

/* An invitation is made, its link shown once; the address cannot be invited twice. */
static void
test_invite (void)
{
  Office *office = open_office (1100);

  go_to (office, "people");
  stage_wait_for (office->stage, "Bo Li");
  g_signal_emit_by_name (stage_find_tooltip (get_window (office), "Invite Somebody"), "clicked");
  stage_wait_for (office->stage, "Make an Invitation");
  gtk_editable_set_text (
      GTK_EDITABLE (stage_find (get_window (office), ADW_TYPE_ENTRY_ROW, "Email")),
      "bo@example.com");
  click (office, "Make an Invitation");
  stage_wait_for (office->stage, "This address belongs to somebody already, or is invited.");
  stage_capture (office->stage, "invite-refused");

  gtk_editable_set_text (
      GTK_EDITABLE (stage_find (get_window (office), ADW_TYPE_ENTRY_ROW, "Email")),
      "di@example.com");
  click (office, "Make an Invitation");
  stage_wait_without (office->stage, "Make an Invitation");
  stage_capture (office->stage, "invited");
  close_dialog (office);
  stage_wait_for (office->stage, "di@example.com");
  g_assert_true (stage_shows (get_window (office), "Invited"));

  close_office (office);
}

static void
fill_company (Office *office, guint n_people, guint n_categories)
{
  g_autofree char *database = g_build_filename (outlay_test_server_get_folder (office->server),
                                                "outlay.db", NULL);
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
      "INSERT INTO person (company, id, name, email, role, created_at, updated_at) "
      "SELECT (SELECT id FROM company), printf ('01920000-0000-7000-8000-%%012x', i), "
      "printf ('Person %%05d', i * 7919 %% 100003), printf ('p%%d@example.com', i), 'employee', 1, "
      "1 "
      "FROM n; "
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
      "INSERT INTO category (company, id, name, name_key, icon, color) "
      "SELECT (SELECT id FROM company), printf ('01930000-0000-7000-8000-%%012x', i), "
      "printf ('Category %%03d', i), printf ('category %%03d', i), 'tag-symbolic', 'blue' FROM n;",
      n_people, n_categories);
  const char *arguments[] = { "sqlite3", database, sql, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  outlay_test_server_stop (office->server);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  outlay_test_server_start (office->server);
}

static void
tick_cb (gpointer data)
{
  (*(guint *) data)++;
}

/* The longest the main loop was away from its window while @text came. */
static gint64
wait_and_watch (Office *office, const char *text, gint64 *longest)
{
  gint64 start = g_get_monotonic_time ();
  gint64 last = start;

  *longest = 0;
  while (!stage_shows (get_window (office), text))
    {
      guint n = 0;
      guint id = g_timeout_add_once (5, tick_cb, &n);

      g_main_context_iteration (NULL, TRUE);
      if (n == 0)
        g_source_remove (id);
      *longest = MAX (*longest, g_get_monotonic_time () - last);
      last = g_get_monotonic_time ();
    }

  return g_get_monotonic_time () - start;
}

static void
test_large (void)
{
  Office *office = open_office (1100);
  gint64 took, longest;

  if (strstr (outlay_test_server_get_database (office->server), "sqlite:") == NULL)
    {
      g_test_skip ("the rows are written by sqlite3");
      close_office (office);
      return;
    }

  fill_company (office, 10000, 0);
  gtk_widget_activate_action (get_window (office), "win.go-to", "s", "people");
  took = wait_and_watch (office, ADMIN, &longest);
  g_test_message ("10,000 people: %" G_GINT64_FORMAT " ms, longest stop %" G_GINT64_FORMAT " ms",
                  took / 1000, longest / 1000);
  g_assert_cmpuint (count_people (office), ==, 10003);

  gtk_widget_activate_action (get_window (office), "win.search", NULL);
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (office->stage->window))),
                         "zoe");
  took = g_get_monotonic_time ();
  while (count_people (office) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("search: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - took) / 1000);

  close_office (office);
}

/* A hundred categories: each has a row, and the page opens at once. */
static void
test_many_categories (void)
{
  Office *office = open_office (1100);
  OutlayPage *page = outlay_page_new ();
  gint64 took, longest;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("01940000-0000-7000-8000-%012x", i);
      g_autofree char *name = g_strdup_printf ("Category %03u", i);
      g_autoptr (OutlayCategory)
          category = outlay_category_new (id, name, "tag-symbolic", "blue", FALSE);

      outlay_page_add_category (page, category);
    }
  stage_await (
      outlay_page_apply (page, outlay_workspace_get_database (office->stage->workspace), NULL));

  gtk_widget_activate_action (get_window (office), "win.go-to", "s", "policy");
  took = wait_and_watch (office, "Category 099", &longest);
  g_test_message ("100 categories: %" G_GINT64_FORMAT " ms, longest stop %" G_GINT64_FORMAT " ms",
                  took / 1000, longest / 1000);
  stage_capture (office->stage, "policy-many");

  close_office (office);
}

static void
test_narrow (void)
{
  Office *office = open_office (360);

  go_to (office, "people");
  stage_wait_for (office->stage, "Bo Li");
  g_assert_cmpint (gtk_widget_get_width (get_window (office)), <=, 370);
  stage_capture (office->stage, "people-narrow");
  open_person (office, 1);
  stage_settle ();
  stage_settle ();
  stage_capture (office->stage, "person-narrow");
  close_dialog (office);
  go_to (office, "policy");
  stage_wait_for (office->stage, "Who May Join");
  g_assert_cmpint (gtk_widget_get_width (get_window (office)), <=, 370);
  stage_capture (office->stage, "policy-narrow");

  close_office (office);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/company/people", test_people);
  g_test_add_func ("/app/company/person", test_person);
  g_test_add_func ("/app/company/demoted", test_demoted);
  g_test_add_func ("/app/company/invite", test_invite);
  g_test_add_func ("/app/company/policy-unsaved", test_policy_unsaved);
  g_test_add_func ("/app/company/policy-conflict", test_policy_conflict);
  g_test_add_func ("/app/company/policy-currency", test_policy_currency);
  g_test_add_func ("/app/company/large", test_large);
  g_test_add_func ("/app/company/many-categories", test_many_categories);
  g_test_add_func ("/app/company/narrow", test_narrow);

  return g_test_run ();
}
