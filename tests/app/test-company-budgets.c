/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budgets-page.h"
#include "app/categories/outlay-categories-view.h"
#include "app/company/outlay-money-row.h"
#include "app/reports/outlay-rows-page.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "outlay-test-server.h"
#include "test-stage.h"

/* The company's categories and budgets, as its admins change them, against the real server. */

#define ADMIN "ada@example.com"
#define OTHER "bo@example.com"

typedef struct
{
  OutlayTestServer *server;
  Stage *stage;
} Office;

static Office *
open_office (void)
{
  Office *office = g_new0 (Office, 1);
  g_autoptr (OutlaySession) session = NULL;
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  office->server = outlay_test_server_new ();
  outlay_test_server_add_user (office->server, "Acme", ADMIN, "Ada Lindqvist", "admin");
  outlay_test_server_add_user (office->server, "Acme", OTHER, "Bo Li", "employee");

  office->stage = stage_new_empty ();
  session = outlay_session_new (outlay_test_server_get_address (office->server), &error);
  g_assert_no_error (error);
  stage_await (outlay_session_sign_in (session, ADMIN, OUTLAY_TEST_PASSWORD));
  account = outlay_account_new_at_company (office->stage->folder,
                                           outlay_session_get_identity (session), &error);
  g_assert_no_error (error);
  g_assert_true (outlay_account_set_currency (account, "EUR", &error));
  g_assert_true (outlay_application_open (office->stage->application, account, session, &error));
  office->stage->workspace = outlay_application_get_workspace (office->stage->application);
  stage_open_window (office->stage, 1100, 760);
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

static void
act_on (Office *office, const char *action, const char *category)
{
  GtkWidget *view = stage_find (get_window (office), OUTLAY_TYPE_CATEGORIES_VIEW, NULL);

  gtk_widget_activate_action (view, action, category != NULL ? "s" : NULL,
                              category != NULL ? stage_category (office->stage, category) : NULL);
  stage_settle ();
}

static void
name (Office *office, const char *text)
{
  gtk_editable_set_text (
      GTK_EDITABLE (stage_find (get_window (office), ADW_TYPE_ENTRY_ROW, "Name")), text);
  stage_settle ();
}

/* (transfer full): id of somebody else's draft, which nobody here can see */
static char *
file_draft (Office *office, const char *category)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, OTHER);
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *path = g_strconcat ("/api/v1/expenses/", id, NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"merchant\": \"Nero\", \"amount\": {\"minor\": 420, \"currency\": \"EUR\"}, "
      "\"day\": \"2026-11-20\", \"category\": \"%s\", \"note\": \"\", \"proofs\": []}",
      stage_category (office->stage, category));
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send (office->server, token, "PUT", path,
                                                               "If-None-Match: *\r\n", body);

  g_assert_cmpuint (reply->status, ==, 201);
  return g_steal_pointer (&id);
}

/* No proof is asked for. */
static void
relax (Office *office)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autoptr (OutlayTestReply)
      before = outlay_test_server_send (office->server, token, "GET", "/api/v1/policy", NULL, NULL);
  g_autofree char *etag = outlay_test_reply_dup_header (before, "ETag");
  g_autofree char *match = g_strdup_printf ("If-Match: %s\r\n", etag);
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send (
      office->server, token, "PUT", "/api/v1/policy", match,
      "{\"signup\": \"closed\", \"proof\": {\"rule\": \"never\"}, \"limits\": [], "
      "\"over_limit\": \"warn\"}");

  g_assert_cmpuint (reply->status, ==, 200);
}

/* Somebody else asks for 4.20. */
static void
file (Office *office, const char *category)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, OTHER);
  g_autofree char *id = file_draft (office, category);
  g_autofree char *path = g_strdup_printf ("/api/v1/expenses/%s/submit", id);
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send (office->server, token, "POST", path,
                                                               NULL, "{\"revision\": 1}");

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
add_behind_their_back (Office *office, const char *category)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autofree char *body = g_strdup_printf ("{\"name\": \"%s\"}", category);
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send (office->server, token, "POST",
                                                               "/api/v1/categories", NULL, body);

  g_assert_cmpuint (reply->status, ==, 201);
}

static void
test_categories (void)
{
  Office *office = open_office ();
  g_autofree char *draft = NULL;

  go_to (office, "categories");
  stage_wait_for (office->stage, "Postage and shipping");
  stage_capture (office->stage, "company-categories");

  act_on (office, "categories.add", NULL);
  stage_wait_for (office->stage, "New Category");
  name (office, "Gifts");
  click (office, "Save");
  stage_wait_for (office->stage, "Gifts");

  /* What nobody has anything in goes after a question. */
  act_on (office, "categories.delete", "Gifts");
  stage_wait_for (office->stage, "Delete “Gifts”?");
  click (office, "Delete");
  stage_wait_without (office->stage, "Gifts");

  /* The company knows what this device does not. */
  draft = file_draft (office, "Meals");
  act_on (office, "categories.delete", "Meals");
  stage_wait_for (office->stage, "Delete “Meals”?");
  click (office, "Delete");
  stage_wait_for (office->stage, "Move To");
  stage_capture (office->stage, "company-category-move");
  click (office, "Delete");
  stage_wait_for (office->stage, "Category deleted");
  stage_wait_without (office->stage, "Meals");

  close_office (office);
}

/* Said at the field, though only the server could know. */
static void
test_name_taken (void)
{
  Office *office = open_office ();

  go_to (office, "categories");
  stage_wait_for (office->stage, "Postage and shipping");
  act_on (office, "categories.add", NULL);
  stage_wait_for (office->stage, "New Category");
  outlay_sync_stop (outlay_workspace_get_sync (office->stage->workspace));
  add_behind_their_back (office, "Presents");
  name (office, "presents");
  g_assert_false (stage_shows (get_window (office), "Another category has this name"));
  click (office, "Save");
  stage_wait_for (office->stage, "Another category has this name");

  /* Without a server it says so, and keeps what was typed. */
  outlay_test_server_stop (office->server);
  name (office, "Something else");
  click (office, "Save");
  stage_wait_for (office->stage,
                  "The server cannot be reached. Check the address and your connection.");
  outlay_test_server_start (office->server);
  close_office (office);
}

static void
test_budgets (void)
{
  Office *office = open_office ();
  GtkWidget *page, *toggles;
  OutlayRowsPage *rows;

  go_to (office, "budgets");
  stage_wait_for (office->stage, "No Budgets");
  page = stage_find (get_window (office), OUTLAY_TYPE_BUDGETS_PAGE, NULL);
  toggles = stage_find (page, ADW_TYPE_TOGGLE_GROUP, NULL);
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (toggles), "company");
  stage_settle ();
  gtk_widget_activate_action (page, "budgets.add", NULL);
  stage_wait_for (office->stage, "Limit for a Month");
  gtk_editable_set_text (
      GTK_EDITABLE (stage_find (get_window (office), OUTLAY_TYPE_MONEY_ROW, NULL)), "9000");
  stage_settle ();
  click (office, "Save");
  stage_wait_for (office->stage, "€9,000.00");

  /* How it stands is the server's to say, and so are the rows. */
  relax (office);
  file (office, "Meals");
  go_to (office, "expenses");
  go_to (office, "budgets");
  stage_wait_for (office->stage, "€4.20 of €9,000.00");
  stage_capture (office->stage, "company-budgets");
  click (office, "€4.20 submitted");
  stage_wait_for (office->stage, "1 expense");
  rows = OUTLAY_ROWS_PAGE (stage_find (get_window (office), OUTLAY_TYPE_ROWS_PAGE, NULL));
  g_assert_cmpint (outlay_rows_sum_get_total (outlay_rows_page_get_sum (rows))->minor, ==, 420);
  stage_capture (office->stage, "company-budget-rows");

  /* And it is known without it as well. */
  outlay_test_server_stop (office->server);
  go_to (office, "expenses");
  go_to (office, "budgets");
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (stage_find (page, ADW_TYPE_NAVIGATION_VIEW, NULL)));
  stage_wait_for (office->stage, "€4.20 of €9,000.00");
  outlay_test_server_start (office->server);
  close_office (office);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/company-budgets/categories", test_categories);
  g_test_add_func ("/app/company-budgets/name-taken", test_name_taken);
  g_test_add_func ("/app/company-budgets/budgets", test_budgets);

  return g_test_run ();
}
