/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-row.h"
#include "app/reports/outlay-reports-page.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"
#include "proof-samples.h"
#include "test-stage.h"

/* Draws each screen as people have it: wide, narrow, dark, from right to left. */

typedef struct
{
  const char *name;
  int width;
  int height;
  gboolean is_dark;
  GtkTextDirection direction;
} Look;

static const Look looks[] = {
  { "wide", 1100, 760, FALSE, GTK_TEXT_DIR_LTR },
  { "narrow", 360, 720, FALSE, GTK_TEXT_DIR_LTR },
  { "dark", 1100, 760, TRUE, GTK_TEXT_DIR_LTR },
  { "rtl", 1100, 760, FALSE, GTK_TEXT_DIR_RTL },
};

static void
put_on (const Look *look)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (look->direction);
}

static void
capture (Stage *stage, const char *screen, const Look *look)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", screen, look->name);
  int minimum;

  gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (stage->window)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  stage_capture (stage, name);
}

static void
test_first_run (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;

  put_on (look);
  stage = stage_new_empty ();
  stage_open_window (stage, look->width, look->height);
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Welcome to Outlay"));
  capture (stage, "welcome", look);

  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (stage->window), "Connect to a Company…"),
                         "clicked");
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (stage->window), "Continue"), "clicked");
  stage_settle ();
  capture (stage, "address", look);
}

static void
test_empty (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;

  put_on (look);
  stage = stage_new_on_device ();
  stage_open_window (stage, look->width, look->height);
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "No Expenses Yet"));
  capture (stage, "empty", look);
}

static void
test_expenses (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;
  g_autofree char *id = stage_id (3);
  OutlayMainView *view;

  put_on (look);
  stage = stage_new_at_company (OUTLAY_ROLE_REVIEWER);
  stage_fill (stage, 200);
  stage_add_rejection (stage, id, "The total cannot be read");
  stage_open_window (stage, look->width, look->height);
  view = outlay_window_get_main_view (stage->window);
  capture (stage, "expenses", look);

  outlay_main_view_show_expense (view, id);
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Correct and Send Again…"));
  capture (stage, "detail", look);

  outlay_main_view_show_expense (view, NULL);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.show-outbox", NULL);
  stage_settle ();
  stage_settle ();
  stage_settle ();
  capture (stage, "outbox", look);
}

static void
test_reports (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;
  OutlayReportsPage *page;

  put_on (look);
  stage = stage_new_at_company (OUTLAY_ROLE_REVIEWER);
  stage_fill (stage, 200);
  stage_open_window (stage, look->width, look->height);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.go-to", "s", "reports");
  stage_settle ();
  page = OUTLAY_REPORTS_PAGE (
      stage_find (GTK_WIDGET (stage->window), OUTLAY_TYPE_REPORTS_PAGE, NULL));
  outlay_report_choice_set_length (outlay_reports_page_get_choice (page), OUTLAY_REPORT_LAST_365);
  stage_wait_for (stage, "Deutsche Bahn");
  capture (stage, "reports", look);

  g_assert_true (
      gtk_widget_activate (stage_find (GTK_WIDGET (page), OUTLAY_TYPE_REPORT_ROW, NULL)));
  stage_settle ();
  stage_settle ();
  stage_settle ();
  capture (stage, "reports-rows", look);
}

/* A receipt as its proof: a real one where a developer keeps some, else one drawn here. */
static char *
import_receipt (Stage *stage)
{
  g_autofree char *folder = proof_sample_find_folder ("receipts");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "042.jpg", NULL) : NULL;
  OutlayProofStore *store = outlay_workspace_get_proof_store (stage->workspace);
  DexFuture *future;
  char *sha256;

  if (path != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);

      future = outlay_proof_store_import (store, file);
    }
  else
    {
      g_autoptr (GBytes) bytes = proof_sample_jpeg (600, 1000, 1);

      future = outlay_proof_store_import_bytes (store, bytes);
    }

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  sha256 = g_value_dup_string (dex_future_get_value (future, NULL));
  dex_unref (future);

  return sha256;
}

/* What waits to be sent, and a draft with its receipts. */
static void
test_waiting (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  g_autofree char *sha256 = NULL;

  put_on (look);
  stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  stage_fill (stage, 30);
  sha256 = import_receipt (stage);
  draft = outlay_expense_draft_new ("EUR", "2026-11-20");
  outlay_expense_draft_add_proof (draft, sha256);
  g_object_set (draft, "merchant", "Gerbeaud", "amount-text", "23.80", "category",
                stage_category (stage, "Meals"), "note", "Lunch with Contoso", NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
  stage_open_window (stage, look->width, look->height);
  outlay_main_view_show_expense (outlay_window_get_main_view (stage->window),
                                 outlay_expense_draft_get_id (draft));
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Receipts"));
  capture (stage, "draft", look);

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.show-outbox", NULL);
  stage_wait_for (stage, "Changes to “Gerbeaud”");
  stage_settle ();
  stage_settle ();
  stage_settle ();
  capture (stage, "waiting", look);
}

/* What sync does when the company answers that somebody was faster. */
static void
mark_conflict (Stage *stage, const OutlayExpenseInit *theirs)
{
  OutlayOutbox *outbox = outlay_workspace_get_outbox (stage->workspace);
  g_autoptr (GError) error = g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT,
                                                  "revision 4 is current");
  g_autoptr (OutlayOutboxEntry) entry = NULL;

  stage_settle ();
  entry = g_list_model_get_item (G_LIST_MODEL (outbox), 0);
  g_assert_nonnull (entry);
  stage_await (
      outlay_outbox_mark_conflict (outbox, outlay_outbox_entry_get_id (entry), theirs, error));
}

/* Two versions of the same expense, side by side. */
static void
test_conflict (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;
  g_autofree char *id = stage_id (1);
  g_autoptr (OutlayExpense) expense = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  const char *const none[] = { NULL };
  OutlayExpenseStore *store;

  put_on (look);
  stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  store = outlay_workspace_get_expense_store (stage->workspace);
  stage_add (stage, &(OutlayExpenseInit) { .id = id,
                                           .merchant = "Nero",
                                           .amount = { 420, "EUR" },
                                           .day = "2026-11-19",
                                           .category = stage_category (stage, "Meals") });
  expense = outlay_expense_store_get (store, id, NULL);
  draft = outlay_expense_draft_new_for (expense);
  g_object_set (draft, "merchant", "Caffè Nero", "amount-text", "4.80", NULL);
  stage_await (outlay_expense_store_save (store, draft));
  mark_conflict (stage, &(OutlayExpenseInit) { .id = id,
                                               .owner_id = STAGE_USER,
                                               .merchant = "Caffè Nero Airport",
                                               .amount = { 420, "EUR" },
                                               .day = "2026-11-18",
                                               .category = stage_category (stage, "Travel"),
                                               .proofs = none,
                                               .revision = 4 });
  stage_open_window (stage, look->width, look->height);
  outlay_main_view_show_expense (outlay_window_get_main_view (stage->window), id);
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_assert_nonnull (stage_find_button (GTK_WIDGET (stage->window), "Keep Mine"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Caffè Nero Airport"));
  g_assert_null (stage_find_button (GTK_WIDGET (stage->window), "Submit"));
  capture (stage, "conflict", look);

  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (stage->window), "Take This"), "clicked");
  stage_wait_without (stage, "Keep Mine");
}

static void
test_dialogs (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (Stage) stage = NULL;

  put_on (look);
  stage = stage_new_on_device ();
  stage_open_window (stage, look->width, look->height);

  for (guint i = 0; i < 2; i++)
    {
      static const char *const names[] = { "shortcuts", "about" };

      g_action_group_activate_action (G_ACTION_GROUP (stage->application), names[i], NULL);
      stage_settle ();
      stage_settle ();
      stage_settle ();
      stage_settle ();
      capture (stage, names[i], look);
      adw_dialog_force_close (
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window)));
      stage_settle ();
      stage_settle ();
      stage_settle ();
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *first_run = g_strdup_printf ("/app/screens/first-run/%s", looks[i].name);
      g_autofree char *empty = g_strdup_printf ("/app/screens/empty/%s", looks[i].name);
      g_autofree char *waiting = g_strdup_printf ("/app/screens/waiting/%s", looks[i].name);
      g_autofree char *conflict = g_strdup_printf ("/app/screens/conflict/%s", looks[i].name);
      g_autofree char *dialogs = g_strdup_printf ("/app/screens/dialogs/%s", looks[i].name);
      g_autofree char *expenses = g_strdup_printf ("/app/screens/expenses/%s", looks[i].name);
      g_autofree char *reports = g_strdup_printf ("/app/screens/reports/%s", looks[i].name);

      g_test_add_data_func (first_run, &looks[i], test_first_run);
      g_test_add_data_func (empty, &looks[i], test_empty);
      g_test_add_data_func (expenses, &looks[i], test_expenses);
      g_test_add_data_func (reports, &looks[i], test_reports);
      g_test_add_data_func (waiting, &looks[i], test_waiting);
      g_test_add_data_func (conflict, &looks[i], test_conflict);
      g_test_add_data_func (dialogs, &looks[i], test_dialogs);
    }

  return g_test_run ();
}
