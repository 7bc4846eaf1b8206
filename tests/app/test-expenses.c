/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-deed.h"
#include "app/expenses/outlay-month-header.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"
#include "core/outlay-time.h"
#include "client/account/outlay-policy-setting.h"
#include "test-stage.h"

/* The list and the detail as people use them, over real stores. */

static GListModel *
get_rows (Stage *stage)
{
  OutlayExpensesPage *page = outlay_main_view_get_expenses (
      outlay_window_get_main_view (stage->window));
  GtkListView *list = outlay_expenses_pane_get_list_view (outlay_expenses_page_get_pane (page));

  return G_LIST_MODEL (gtk_list_view_get_model (list));
}

static guint
count_rows (Stage *stage)
{
  return g_list_model_get_n_items (get_rows (stage));
}

/* The list follows the search after a moment; on a busy machine, after a longer one. */
static void
wait_for_rows (Stage *stage, guint n)
{
  for (guint i = 0; i < 80 && count_rows (stage) != n; i++)
    stage_settle ();

  stage_settle ();
  g_assert_cmpuint (count_rows (stage), ==, n);
}

static void
show (Stage *stage, const char *id)
{
  outlay_main_view_show_expense (outlay_window_get_main_view (stage->window), id);
  stage_settle ();
}

static void
click (Stage *stage, const char *label)
{
  GtkWidget *button = stage_find_button (GTK_WIDGET (stage->window), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

static void
test_months (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  guint start, end;

  stage_add (stage, &(OutlayExpenseInit) { .id = "01930000-0000-7000-8000-000000000001",
                                           .merchant = "Nero",
                                           .amount = { 420, "EUR" },
                                           .day = "2026-11-19" });
  stage_add (stage, &(OutlayExpenseInit) { .id = "01930000-0000-7000-8000-000000000002",
                                           .merchant = "Shell",
                                           .amount = { 5080, "EUR" },
                                           .day = "2026-11-02" });
  stage_add (stage, &(OutlayExpenseInit) { .id = "01930000-0000-7000-8000-000000000003",
                                           .merchant = "DHL",
                                           .amount = { 999, "EUR" },
                                           .day = "2026-10-31" });
  stage_open_window (stage, 1100, 760);

  wait_for_rows (stage, 3);
  gtk_section_model_get_section (GTK_SECTION_MODEL (get_rows (stage)), 1, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 2);
  gtk_section_model_get_section (GTK_SECTION_MODEL (get_rows (stage)), 2, &start, &end);
  g_assert_cmpuint (start, ==, 2);
  g_assert_cmpuint (end, ==, 3);
  gtk_section_model_get_section (GTK_SECTION_MODEL (get_rows (stage)), 3, &start, &end);
  g_assert_cmpuint (start, ==, 3);
  g_assert_cmpuint (end, ==, G_MAXUINT);

  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "November 2026"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "October 2026"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "€55.00"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "€9.99"));

  /* A row that changes changes its month's sum. */
  stage_add (stage, &(OutlayExpenseInit) { .id = "01930000-0000-7000-8000-000000000003",
                                           .merchant = "DHL",
                                           .amount = { 1099, "EUR" },
                                           .day = "2026-10-31",
                                           .revision = 2 });
  stage_settle ();
  stage_wait_for (stage, "€10.99");
}

static void
test_filters (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  GtkWidget *menu_button;
  GtkWidget *popover;
  GtkWidget *toggle;

  stage_fill (stage, 96);
  stage_open_window (stage, 1100, 760);
  wait_for_rows (stage, 96);

  menu_button = stage_find_tooltip (GTK_WIDGET (stage->window), "Filter");
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu_button));
  stage_settle ();
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu_button)));

  /* One of eight is rejected; then also drafts; then of one category alone. */
  toggle = stage_find_button (popover, "Rejected");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  wait_for_rows (stage, 12);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (stage_find_button (popover, "Draft")), TRUE);
  wait_for_rows (stage, 24);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (stage_find_button (popover, "Meals")), TRUE);
  wait_for_rows (stage, 4);
  gtk_popover_popdown (GTK_POPOVER (popover));
  stage_settle ();

  /* Each is taken off by its chip. */
  click (stage, "Meals");
  wait_for_rows (stage, 24);
  click (stage, "Draft");
  wait_for_rows (stage, 12);
  click (stage, "Rejected");
  wait_for_rows (stage, 96);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)));
}

static void
test_search (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  GtkWidget *entry;

  stage_fill (stage, 96);
  stage_open_window (stage, 1100, 760);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.search", NULL);

  do
    stage_settle ();
  while ((entry = stage_find (GTK_WIDGET (stage->window), GTK_TYPE_SEARCH_ENTRY, NULL)) == NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "adlon");
  wait_for_rows (stage, 8);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nothing is called so");
  wait_for_rows (stage, 0);
  stage_wait_for (stage, "Nothing Found");
  click (stage, "Clear Filters");
  wait_for_rows (stage, 96);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* Which verbs stand there in which state. */
static void
test_verbs (void)
{
  static const char *const labels[] = { "Submit", "Correct and Send Again…", "Withdraw", "Edit…",
                                        "Delete" };
  static const struct
  {
    OutlayState state;
    guint left;
    const char *shown; /* one letter each: is it there? */
    const char *advice;
  } cases[] = {
    { OUTLAY_STATE_DRAFT, 2, "y--yy", "Only you can see this. Submit it when it is complete." },
    { OUTLAY_STATE_SUBMITTED, 2, "--y--",
      "Waiting for a reviewer. You can withdraw it until it is decided." },
    { OUTLAY_STATE_APPROVED, 2, "-----", "Approved. It will be reimbursed." },
    { OUTLAY_STATE_REJECTED, 2, "-y---", "“blurred”\nYou can send a new proof 2 more times." },
    { OUTLAY_STATE_REJECTED, 1, "-y---",
      "“blurred”\nThis is the last time you can send a new proof." },
    { OUTLAY_STATE_REJECTED, 0, "-----", "“blurred”\nThe rejection is final." },
    { OUTLAY_STATE_REIMBURSED, 2, "-----", "Reimbursed. There is nothing left to do." },
  };
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_ADMIN);

  stage_open_window (stage, 1100, 760);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = stage_id (i + 1);

      stage_add (stage,
                 &(OutlayExpenseInit) { .id = id,
                                        .merchant = "Nero",
                                        .amount = { 420, "EUR" },
                                        .day = "2026-11-19",
                                        .state = cases[i].state,
                                        .proof_version = OUTLAY_MAX_REUPLOADS - cases[i].left,
                                        .reuploads_left = cases[i].left });
      if (cases[i].state == OUTLAY_STATE_REJECTED)
        stage_add_rejection (stage, id, "blurred");

      show (stage, id);
      g_test_message ("case %u", i);
      g_assert_true (stage_shows (GTK_WIDGET (stage->window), cases[i].advice));

      for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
        g_assert_cmpint (stage_find_button (GTK_WIDGET (stage->window), labels[k]) != NULL, ==,
                         cases[i].shown[k] == 'y');
    }
}

static char *
save_draft (Stage *stage, const char *merchant)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (stage->workspace);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  g_object_set (draft, "merchant", merchant, "amount-text", "4.20", NULL);
  stage_await (outlay_expense_store_save (store, draft));
  stage_settle ();

  return g_strdup (outlay_expense_draft_get_id (draft));
}

/* Deleted, the detail closes; undone, the expense is back. */
static void
test_delete_and_undo (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = NULL;

  stage_open_window (stage, 1100, 760);
  id = save_draft (stage, "Nero");
  wait_for_rows (stage, 1);
  show (stage, id);
  click (stage, "Delete");
  wait_for_rows (stage, 0);
  stage_wait_for (stage, "“Nero” deleted");
  click (stage, "Undo");
  wait_for_rows (stage, 1);
}

static void
ask_for_no_proof (Stage *stage)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  OutlayPage *page = outlay_page_new ();

  policy.proof_rule = OUTLAY_PROOF_NEVER;
  outlay_policy_setting_add (&policy, page);
  stage_await (outlay_page_apply (page, outlay_workspace_get_database (stage->workspace), "1"));
  stage_settle ();
}

/* (transfer full) */
static OutlayExpense *
save_complete (Stage *stage, const char *merchant)
{
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (stage->workspace);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  g_object_set (draft, "merchant", merchant, "amount-text", "4.20", "category",
                stage_category (stage, "Meals"), NULL);
  stage_await (outlay_expense_store_save (store, draft));

  return outlay_expense_store_get (store, outlay_expense_draft_get_id (draft), NULL);
}

static void
check_state (Stage *stage, OutlayExpense *expense, OutlayState state)
{
  g_autoptr (OutlayExpense) now = outlay_expense_store_get (
      outlay_workspace_get_expense_store (stage->workspace), outlay_expense_get_id (expense), NULL);

  g_assert_cmpint (outlay_expense_get_state (now), ==, state);
}

/* Several are told of in one sentence, and come back with one press. */
static void
test_submit_all (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GPtrArray) expenses = g_ptr_array_new_with_free_func (g_object_unref);

  ask_for_no_proof (stage);
  stage_open_window (stage, 1100, 760);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (expenses, save_complete (stage, "Nero"));
  stage_settle ();

  outlay_expense_deed_submit_all (GTK_WIDGET (stage->window), stage->workspace, expenses);
  stage_wait_for (stage, "3 expenses submitted");
  for (guint i = 0; i < 3; i++)
    check_state (stage, expenses->pdata[i], OUTLAY_STATE_SUBMITTED);

  click (stage, "Undo");
  stage_wait_without (stage, "3 expenses submitted");
  stage_settle ();
  for (guint i = 0; i < 3; i++)
    check_state (stage, expenses->pdata[i], OUTLAY_STATE_DRAFT);
}

/* What is not complete is not sent: the form comes up, and says what is missing. */
static void
test_submit_incomplete (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = NULL;
  g_autoptr (OutlayExpense) expense = NULL;

  stage_open_window (stage, 1100, 760);
  id = save_draft (stage, "Nero");
  show (stage, id);
  click (stage, "Submit");
  g_assert_nonnull (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window)));

  expense = outlay_expense_store_get (outlay_workspace_get_expense_store (stage->workspace), id,
                                      NULL);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);
  adw_dialog_force_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window)));
  stage_settle ();
}

/* What is selected stays so when it changes, and the detail closes when the company takes it away. */
static void
test_selection (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = stage_id (2);
  OutlayPage *page;

  stage_fill (stage, 20);
  stage_open_window (stage, 1100, 760);
  show (stage, id);
  stage_add (stage, &(OutlayExpenseInit) { .id = id,
                                           .merchant = "Renamed",
                                           .amount = { 1, "EUR" },
                                           .day = "2026-03-01",
                                           .revision = 9 });
  stage_settle ();
  stage_wait_for (stage, "Renamed");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (get_rows (stage)), 19));

  page = outlay_page_new ();
  outlay_page_add (page, OUTLAY_CHANGE_EXPENSE_GONE, id, NULL);
  stage_await (outlay_page_apply (page, outlay_workspace_get_database (stage->workspace), NULL));
  stage_settle ();
  stage_wait_for (stage, "No Expense Selected");
  wait_for_rows (stage, 19);
}

/* A limit that only warns is said to the owner for as long as something can be done about it. */
static void
test_limit (void)
{
  static const char *const sentence = "Your company allows at most €50.00 for this category";
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  g_autofree char *submitted = stage_id (1);
  g_autofree char *approved = stage_id (4);
  OutlayPage *page = outlay_page_new ();

  stage_fill (stage, 4);
  policy.limits = outlay_policy_limits_new ();
  outlay_policy_limits_add (policy.limits, stage_category (stage, "Travel"),
                            &(OutlayMoney) { 5000, "EUR" });
  outlay_policy_limits_add (policy.limits, stage_category (stage, "Taxi and parking"),
                            &(OutlayMoney) { 1000, "EUR" });
  outlay_policy_setting_add (&policy, page);
  stage_await (outlay_page_apply (page, outlay_workspace_get_database (stage->workspace), "1"));
  stage_open_window (stage, 1100, 760);
  show (stage, submitted);
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), sentence));
  stage_capture (stage, "detail-limit");

  show (stage, approved);
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), sentence));
}

/* On the device only there is nobody to send to, and nothing speaks of it. */
static void
test_on_device (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autofree char *id = NULL;

  stage_open_window (stage, 1100, 760);
  id = save_draft (stage, "Nero");
  show (stage, id);
  g_assert_nonnull (stage_find_button (GTK_WIDGET (stage->window), "Edit…"));
  g_assert_null (stage_find_button (GTK_WIDGET (stage->window), "Submit"));
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "Review"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "On This Device"));
}

/* In a narrow window the detail covers the list, and back in the list the same row can be opened again. */
static void
test_narrow (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = stage_id (1);
  GtkSelectionModel *rows;

  stage_fill (stage, 20);
  stage_open_window (stage, 360, 640);
  rows = GTK_SELECTION_MODEL (get_rows (stage));
  show (stage, id);
  g_assert_true (gtk_selection_model_is_selected (rows, 0));
  gtk_widget_activate_action (stage_find (GTK_WIDGET (stage->window), GTK_TYPE_LABEL, "€89.90"),
                              "navigation.pop", NULL);
  stage_settle ();
  stage_settle ();
  stage_settle ();
  stage_settle ();
  g_assert_false (gtk_selection_model_is_selected (rows, 0));
  show (stage, id);
  g_assert_true (gtk_selection_model_is_selected (rows, 0));
}

static void
collect_months (GtkWidget *widget, GHashTable *months)
{
  if (OUTLAY_IS_MONTH_HEADER (widget) && gtk_widget_get_mapped (widget))
    {
      GtkWidget *label = stage_find (widget, GTK_TYPE_LABEL, NULL);

      g_assert_true (g_hash_table_add (months, g_strdup (gtk_label_get_label (GTK_LABEL (label)))));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_months (child, months);
}

/* A first sync brings months among and above those that are on screen: each heading is for its own. */
static void
test_months_that_come (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GHashTable) months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  stage_open_window (stage, 1100, 760);
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *id = stage_id (i);
      g_autofree char *day = g_strdup_printf ("2025-%02u-1%u", i * 5 % 12 + 1, i / 12);

      stage_add (stage,
                 &(OutlayExpenseInit) {
                     .id = id, .merchant = "Nero", .amount = { 420 + i, "EUR" }, .day = day });
      stage_settle ();
    }
  wait_for_rows (stage, 24);

  collect_months (GTK_WIDGET (stage->window), months);
  g_assert_cmpuint (g_hash_table_size (months), >=, 4);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/expenses/months", test_months);
  g_test_add_func ("/app/expenses/months-that-come", test_months_that_come);
  g_test_add_func ("/app/expenses/filters", test_filters);
  g_test_add_func ("/app/expenses/search", test_search);
  g_test_add_func ("/app/expenses/verbs", test_verbs);
  g_test_add_func ("/app/expenses/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/app/expenses/submit-incomplete", test_submit_incomplete);
  g_test_add_func ("/app/expenses/submit-all", test_submit_all);
  g_test_add_func ("/app/expenses/selection", test_selection);
  g_test_add_func ("/app/expenses/limit", test_limit);
  g_test_add_func ("/app/expenses/on-device", test_on_device);
  g_test_add_func ("/app/expenses/narrow", test_narrow);

  return g_test_run ();
}
