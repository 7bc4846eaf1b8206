/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dashboard/outlay-dashboard-figure.h"
#include "app/dashboard/outlay-dashboard-page.h"
#include "app/export/outlay-export-job.h"
#include "app/reports/outlay-report-list.h"
#include "app/reports/outlay-report-row.h"
#include "app/reports/outlay-reports-page.h"
#include "app/reports/outlay-rows-page.h"
#include "app/review/outlay-review-facts.h"
#include "client/account/outlay-workspace-private.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "outlay-test-server.h"
#include "test-stage.h"

/* The company's numbers against the real server: for who may see them, while it can be reached. */

#define ADMIN "ada@example.com"
#define REVIEWER "zoe@example.com"
#define EMPLOYEE "bo@example.com"

typedef struct
{
  OutlayTestServer *server;
  Stage *stage;
  char *category;
} Office;

static guint
send (Office *office,
      const char *email,
      const char *method,
      const char *path,
      const char *headers,
      const char *body)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, email);
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (office->server, token, method, path, headers, body);

  if (reply->status >= 300)
    g_test_message ("%s %s: %s", method, path, reply->body);

  return reply->status;
}

/* Proofs are another test's matter. */
static void
ask_for_no_proof (Office *office)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autoptr (OutlayTestReply)
      policy = outlay_test_server_send (office->server, token, "GET", "/api/v1/policy", NULL, NULL);
  g_autofree char *etag = outlay_test_reply_dup_header (policy, "ETag");
  g_autofree char *match = g_strdup_printf ("If-Match: %s\r\n", etag);

  g_assert_cmpuint (send (office, ADMIN, "PUT", "/api/v1/policy", match,
                          "{\"signup\":\"invite\",\"proof\":{\"rule\":\"never\",\"above\":null},"
                          "\"limits\":[],\"over_limit\":\"warn\",\"currency\":\"EUR\"}"),
                    ==, 200);
}

static void
file (Office *office, const char *email, const char *merchant, gint64 minor)
{
  g_autofree char *today = outlay_day_today ();
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *path = g_strconcat ("/api/v1/expenses/", id, NULL);
  g_autofree char *submit = g_strconcat (path, "/submit", NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"merchant\":\"%s\",\"amount\":{\"minor\":%" G_GINT64_FORMAT
      ",\"currency\":\"EUR\"},\"day\":\"%s\",\"category\":\"%s\",\"note\":\"\",\"proofs\":[]}",
      merchant, minor, today, office->category);

  g_assert_cmpuint (send (office, email, "PUT", path, "If-None-Match: *\r\n", body), ==, 201);
  g_assert_cmpuint (send (office, email, "POST", submit, NULL, "{\"revision\":1}"), ==, 200);
}

static Office *
open_office (const char *email)
{
  Office *office = g_new0 (Office, 1);
  g_autoptr (OutlaySession) session = NULL;
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (OutlayTestReply) categories = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  office->server = outlay_test_server_new ();
  outlay_test_server_add_user (office->server, "Acme", ADMIN, "Ada Lindqvist", "admin");
  outlay_test_server_add_user (office->server, "Acme", EMPLOYEE, "Bo Li", "employee");
  outlay_test_server_add_user (office->server, "Acme", REVIEWER, "Zoë Ångström", "reviewer");
  token = outlay_test_server_sign_in (office->server, ADMIN);
  categories = outlay_test_server_send (office->server, token, "GET", "/api/v1/categories", NULL,
                                        NULL);
  office->category = outlay_test_reply_dup_text (categories, "id");
  ask_for_no_proof (office);
  file (office, EMPLOYEE, "Nero", 4200);
  file (office, EMPLOYEE, "Shell", 5800);
  file (office, REVIEWER, "Nero", 1000);

  office->stage = stage_new_empty ();
  session = outlay_session_new (outlay_test_server_get_address (office->server), &error);
  g_assert_no_error (error);
  stage_await (outlay_session_sign_in (session, email, OUTLAY_TEST_PASSWORD));
  account = outlay_account_new_at_company (office->stage->folder,
                                           outlay_session_get_identity (session), &error);
  g_assert_no_error (error);
  g_assert_true (outlay_application_open (office->stage->application, account, session, &error));
  office->stage->workspace = outlay_application_get_workspace (office->stage->application);
  stage_open_window (office->stage, 1100, 760);
  stage_wait_for (office->stage, "All sent");
  gtk_widget_activate_action (GTK_WIDGET (office->stage->window), "win.go-to", "s", "reports");
  stage_settle ();

  return office;
}

static void
close_office (Office *office)
{
  stage_free (office->stage);
  outlay_test_server_free (office->server);
  g_free (office->category);
  g_free (office);
}

static OutlayReportsPage *
get_page (Office *office)
{
  return OUTLAY_REPORTS_PAGE (
      stage_find (GTK_WIDGET (office->stage->window), OUTLAY_TYPE_REPORTS_PAGE, NULL));
}

static GtkWidget *
find_row (Office *office, const char *name)
{
  GtkWidget *label = stage_find (GTK_WIDGET (get_page (office)), GTK_TYPE_LABEL, name);

  return label != NULL ? gtk_widget_get_ancestor (label, OUTLAY_TYPE_REPORT_ROW) : NULL;
}

/* Opens the rows of a line and waits until they are added up. */
static OutlayRowsPage *
open_line (Office *office, const char *name, gint64 minor)
{
  AdwNavigationView *navigation = ADW_NAVIGATION_VIEW (
      stage_find (GTK_WIDGET (get_page (office)), ADW_TYPE_NAVIGATION_VIEW, NULL));
  OutlayRowsPage *page;

  adw_navigation_view_set_animate_transitions (navigation, FALSE);
  g_assert_true (gtk_widget_activate (find_row (office, name)));
  stage_settle ();
  page = OUTLAY_ROWS_PAGE (adw_navigation_view_get_visible_page (navigation));

  for (guint i = 0; i < 80; i++)
    {
      if (outlay_rows_page_is_complete (page))
        {
          g_assert_cmpint (outlay_rows_sum_get_total (outlay_rows_page_get_sum (page))->minor, ==,
                           minor);
          return page;
        }

      stage_settle ();
    }

  g_assert_not_reached ();
}

static void
go_back (Office *office)
{
  AdwNavigationView *navigation = ADW_NAVIGATION_VIEW (
      stage_find (GTK_WIDGET (get_page (office)), ADW_TYPE_NAVIGATION_VIEW, NULL));

  g_assert_true (adw_navigation_view_pop (navigation));
  stage_settle ();
}

static void
test_company (void)
{
  Office *office = open_office (REVIEWER);
  OutlayRowsPage *rows;

  /* One's own first. */
  stage_wait_for (office->stage, "€10.00");
  g_assert_null (find_row (office, "Bo Li"));

  outlay_report_choice_set_company (outlay_reports_page_get_choice (get_page (office)), TRUE);
  stage_wait_for (office->stage, "€110.00");
  stage_wait_for (office->stage, "Bo Li");
  stage_capture (office->stage, "reports-company");

  rows = open_line (office, "Bo Li", 10000);
  g_assert_cmpuint (g_list_model_get_n_items (outlay_rows_page_get_rows (rows)), ==, 2);
  /* Somebody else's expense is shown as it is, without verbs. */
  g_signal_emit_by_name (stage_find (GTK_WIDGET (rows), GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  stage_settle ();
  g_assert_nonnull (stage_find (GTK_WIDGET (get_page (office)), OUTLAY_TYPE_REVIEW_FACTS, NULL));
  go_back (office);
  go_back (office);
  open_line (office, "Nero", 5200);
  go_back (office);

  /* Nobody waits for the next look: it is told when something changes. */
  file (office, EMPLOYEE, "DHL", 900);
  stage_wait_for (office->stage, "€119.00");

  close_office (office);
}

/* Without the server the company's numbers are not there, one's own are. */
/* Writes what is shown; (transfer full): what is in the file */
static char *
take_out (Office *office, OutlayExportSubject *subject, OutlayExportKind kind)
{
  g_autoptr (GFile) file = g_file_get_child (office->stage->folder, "company");
  g_autoptr (OutlayExportJob) job = outlay_export_job_new (subject, kind, TRUE, file);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  stage_await (outlay_export_job_run (job));
  g_assert_cmpuint (outlay_export_job_get_gaps (job)->len, ==, 0);
  g_assert_cmpuint (outlay_export_job_get_n_done (job), ==, outlay_export_job_get_n_total (job));
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, &error));
  g_assert_no_error (error);

  return text;
}

/* Everybody's expenses go into the file, from the server, and one's own among them once. */
static void
test_export (void)
{
  Office *office = open_office (REVIEWER);
  g_autoptr (OutlayExportSubject) subject = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *table = NULL;
  g_autofree char *paper = NULL;
  gint64 count;

  outlay_report_choice_set_company (outlay_reports_page_get_choice (get_page (office)), TRUE);
  stage_wait_for (office->stage, "€110.00");
  stage_wait_for (office->stage, "Bo Li");
  subject = outlay_main_view_dup_subject (outlay_window_get_main_view (office->stage->window));
  g_assert_true (outlay_export_subject_is_company (subject));
  count = outlay_spending_get_total (outlay_export_subject_get_spending (subject))->count;
  g_assert_cmpint (count, >, 2);

  table = take_out (office, subject, OUTLAY_EXPORT_AS_TABLE);
  lines = g_strsplit (g_strchomp (table), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, count + 1);
  g_assert_nonnull (strstr (table, "Bo Li"));
  paper = take_out (office, subject, OUTLAY_EXPORT_AS_PAPER);
  g_assert_true (g_str_has_prefix (paper, "%PDF-"));

  g_clear_object (&subject);
  close_office (office);
}

static void
test_offline (void)
{
  Office *office = open_office (REVIEWER);
  OutlayReportChoice *choice = outlay_reports_page_get_choice (get_page (office));

  stage_wait_for (office->stage, "€10.00");
  outlay_test_server_stop (office->server);
  outlay_report_choice_set_company (choice, TRUE);
  stage_wait_for (office->stage, "The Report Cannot Be Shown");
  stage_capture (office->stage, "reports-offline");
  g_assert_nonnull (stage_find_button (GTK_WIDGET (get_page (office)), "Try Again"));
  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (get_page (office)), "Show Mine"),
                         "clicked");
  stage_wait_for (office->stage, "€10.00");
  g_assert_false (outlay_report_choice_is_company (choice));

  outlay_report_choice_set_company (choice, TRUE);
  stage_wait_for (office->stage, "The Report Cannot Be Shown");
  outlay_test_server_start (office->server);
  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (get_page (office)), "Try Again"),
                         "clicked");
  stage_wait_for (office->stage, "€110.00");
  close_office (office);
}

static void
demote (Office *office)
{
  g_autofree char *token = outlay_test_server_sign_in (office->server, ADMIN);
  g_autoptr (OutlayTestReply)
      list = outlay_test_server_send (office->server, token, "GET", "/api/v1/users", NULL, NULL);
  const char *entry = strstr (list->body, REVIEWER);
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;

  /* The id comes first in each. */
  g_assert_nonnull (entry);
  while (!g_str_has_prefix (entry, "\"id\":\""))
    entry--;
  id = g_strndup (entry + strlen ("\"id\":\""), 36);
  path = g_strconcat ("/api/v1/users/", id, NULL);
  g_assert_cmpuint (
      send (office, ADMIN, "PATCH", path, "If-Match: \"1\"\r\n", "{\"role\":\"employee\"}"), ==,
      200);
}

/* Whose role is gone is back with their own, and with nothing of the company's. */
static void
test_role_gone (void)
{
  Office *office = open_office (REVIEWER);
  OutlayReportChoice *choice = outlay_reports_page_get_choice (get_page (office));

  outlay_report_choice_set_company (choice, TRUE);
  stage_wait_for (office->stage, "€110.00");
  open_line (office, "Bo Li", 10000);
  demote (office);

  /* The next question is refused, which has the account looked at again. */
  file (office, EMPLOYEE, "DHL", 900);
  stage_wait_for (office->stage, "€10.00");
  g_assert_false (outlay_report_choice_is_company (choice));
  stage_wait_without (office->stage, "Company");
  g_assert_null (find_row (office, "Bo Li"));
  close_office (office);
}

static OutlayDashboardFigure *
find_figure (Office *office, const char *title)
{
  GtkWidget *label = stage_find (GTK_WIDGET (office->stage->window), GTK_TYPE_LABEL, title);

  return OUTLAY_DASHBOARD_FIGURE (gtk_widget_get_ancestor (label, OUTLAY_TYPE_DASHBOARD_FIGURE));
}

static gboolean
is_in_button (OutlayDashboardFigure *figure)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (figure), GTK_TYPE_BUTTON) != NULL;
}

/* What can be pressed opens something, and what is over opens its rows. */
static void
test_dashboard (void)
{
  Office *office = open_office (ADMIN);
  GtkWidget *window = GTK_WIDGET (office->stage->window);
  OutlayRowsPage *rows;

  g_assert_cmpuint (
      send (office, ADMIN, "PUT", "/api/v1/budgets?scope=company", "If-Match: \"0\"\r\n",
            "{\"items\":[{\"category\":null,\"limit\":{\"minor\":5000,\"currency\":\"EUR\"}}]}"),
      ==, 200);
  gtk_widget_activate_action (window, "win.go-to", "s", "company");
  stage_wait_for (office->stage, "Over Budget");
  stage_capture (office->stage, "company-over-budget");

  g_assert_true (is_in_button (find_figure (office, "Waiting for a Decision")));
  g_assert_false (is_in_button (find_figure (office, "Decided")));
  g_assert_false (is_in_button (find_figure (office, "Time to a Decision")));
  g_assert_false (is_in_button (find_figure (office, "Reimbursed")));

  gtk_widget_activate (gtk_widget_get_ancestor (stage_find (window, GTK_TYPE_LABEL, "All Expenses"),
                                                GTK_TYPE_LIST_BOX_ROW));
  stage_wait_for (office->stage, "3 expenses");
  rows = OUTLAY_ROWS_PAGE (stage_find (window, OUTLAY_TYPE_ROWS_PAGE, NULL));
  g_assert_cmpint (outlay_rows_sum_get_total (outlay_rows_page_get_sum (rows))->minor, ==, 11000);
  close_office (office);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/reports-company/numbers", test_company);
  g_test_add_func ("/app/reports-company/export", test_export);
  g_test_add_func ("/app/reports-company/offline", test_offline);
  g_test_add_func ("/app/reports-company/role-gone", test_role_gone);
  g_test_add_func ("/app/reports-company/dashboard", test_dashboard);

  return g_test_run ();
}
