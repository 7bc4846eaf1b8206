/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/budgets/outlay-budget-hint.h"
#include "app/budgets/outlay-budget-row.h"
#include "app/budgets/outlay-budgets-page.h"
#include "app/company/outlay-money-row.h"
#include "app/form/outlay-amount-field.h"
#include "app/reports/outlay-rows-page.h"
#include "core/outlay-time.h"
#include "test-stage.h"

/* Budgets, as a person on this device sees and sets them. */

static GtkWidget *
get_root (Stage *stage)
{
  return GTK_WIDGET (stage->window);
}

static OutlayBudgetStore *
get_store (Stage *stage)
{
  return outlay_workspace_get_budget_store (stage->workspace);
}

/* A year and a person who reckon in euros. */
static Stage *
begin (int width)
{
  Stage *stage = stage_new_on_device ();
  g_autoptr (GError) error = NULL;

  g_assert_true (
      outlay_account_set_currency (outlay_workspace_get_account (stage->workspace), "EUR", &error));
  stage_open_window (stage, width, 760);

  return stage;
}

static void
go_to_budgets (Stage *stage)
{
  gtk_widget_activate_action (get_root (stage), "win.go-to", "s", "budgets");
  stage_settle ();
}

static void
act (Stage *stage, const char *action)
{
  gtk_widget_activate_action (stage_find (get_root (stage), OUTLAY_TYPE_BUDGETS_PAGE, NULL), action,
                              NULL);
  stage_settle ();
}

static void
click (Stage *stage, const char *label)
{
  GtkWidget *button = stage_find_button (get_root (stage), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

/* (transfer full): id of a new expense of today, or of @day */
static char *
save (Stage *stage, const char *category, const char *amount, const char *day)
{
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayExpenseDraft)
      draft = outlay_expense_draft_new ("EUR", day != NULL ? day : today);

  g_object_set (draft, "merchant", "Nero", "amount-text", amount, "category",
                stage_category (stage, category), NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
  stage_settle ();

  return g_strdup (outlay_expense_draft_get_id (draft));
}

static void
set (Stage *stage, const char *category, gint64 minor)
{
  OutlayBudget budget = { .limit = { minor, "EUR" } };

  if (category != NULL)
    g_strlcpy (budget.category, stage_category (stage, category), sizeof budget.category);
  stage_await (outlay_budget_store_set (get_store (stage), &budget));
  stage_settle ();
}

static const OutlayBudgetLine *
get_line (Stage *stage, guint n)
{
  GtkWidget *page = stage_find (get_root (stage), OUTLAY_TYPE_BUDGETS_PAGE, NULL);
  GtkListBox *list = GTK_LIST_BOX (stage_find (page, GTK_TYPE_LIST_BOX, NULL));

  return outlay_budget_row_get_line (
      OUTLAY_BUDGET_ROW (gtk_list_box_get_row_at_index (list, (int) n)));
}

static OutlayBudgetLine
get_line_of (Stage *stage, const char *category)
{
  g_autofree char *today = outlay_day_today ();
  g_autoptr (GArray)
      lines = outlay_budget_store_list (get_store (stage), OUTLAY_BUDGET_SCOPE_MINE, today);

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (g_array_index (lines, OutlayBudgetLine, i).budget.category,
                     stage_category (stage, category)))
      return g_array_index (lines, OutlayBudgetLine, i);

  g_assert_not_reached ();
}

static gboolean
shows (Stage *stage, const char *text)
{
  return stage_shows (get_root (stage), text);
}

/* --- the page --------------------------------------------------------------------------------- */

static void
test_add (void)
{
  g_autoptr (Stage) stage = begin (1000);
  GtkWidget *limit;

  go_to_budgets (stage);
  stage_wait_for (stage, "No Budgets");
  stage_capture (stage, "budgets-empty");

  act (stage, "budgets.add");
  stage_wait_for (stage, "All Expenses");
  g_assert_false (gtk_widget_is_sensitive (stage_find_button (get_root (stage), "Save")));
  limit = stage_find (get_root (stage), OUTLAY_TYPE_MONEY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (limit), "0");
  g_assert_true (shows (stage, "This must be more than zero"));
  gtk_editable_set_text (GTK_EDITABLE (limit), "a lot");
  g_assert_false (gtk_widget_is_sensitive (stage_find_button (get_root (stage), "Save")));
  gtk_editable_set_text (GTK_EDITABLE (limit), "500");
  stage_settle ();
  stage_capture (stage, "budget");
  click (stage, "Save");
  stage_wait_for (stage, "€0.00 of €500.00");
  g_assert_true (shows (stage, "€500.00 left"));

  /* What has a budget is not offered again. */
  act (stage, "budgets.add");
  stage_wait_for (stage, "New Budget");
  g_assert_cmpstr (outlay_category_get_name (adw_combo_row_get_selected_item (
                       ADW_COMBO_ROW (stage_find (get_root (stage), ADW_TYPE_COMBO_ROW, "For")))),
                   ==, "Client entertainment");
}

/* The numbers are core's, follow the ledger, and say so in another month. */
static void
test_numbers (void)
{
  g_autoptr (Stage) stage = begin (1000);
  g_autofree char *one = NULL, *two = NULL;
  const OutlayBudgetLine *line;

  set (stage, "Meals", 20000);
  set (stage, NULL, 90000);
  go_to_budgets (stage);
  stage_wait_for (stage, "€0.00 of €200.00");

  one = save (stage, "Meals", "162", NULL);
  stage_wait_for (stage, "€162.00 of €200.00");
  g_assert_true (shows (stage, "€38.00 left"));
  g_assert_true (shows (stage, "€162.00 of €900.00"));
  line = get_line (stage, 1);
  g_assert_cmpint (line->standing.left, ==, 3800);
  g_assert_cmpint (line->standing.level, ==, OUTLAY_BUDGET_LEVEL_NEAR);

  two = save (stage, "Meals", "50", NULL);
  stage_wait_for (stage, "€12.00 over");

  act (stage, "budgets.previous-month");
  stage_wait_for (stage, "€0.00 of €200.00");
  act (stage, "budgets.next-month");
  stage_wait_for (stage, "€212.00 of €200.00");
}

/* Each number opens exactly the rows behind it, and they come to it. */
static void
test_rows (void)
{
  g_autoptr (Stage) stage = begin (1000);
  g_autofree char *one = save (stage, "Meals", "100.10", NULL);
  g_autofree char *two = save (stage, "Meals", "62.05", NULL);
  g_autofree char *other = save (stage, "Travel", "9", NULL);
  g_autofree char *before = save (stage, "Meals", "7", "2026-09-30");
  OutlayRowsPage *rows;

  set (stage, "Meals", 20000);
  go_to_budgets (stage);
  stage_wait_for (stage, "€162.15 spent");
  click (stage, "€162.15 spent");
  while (stage_find (get_root (stage), OUTLAY_TYPE_ROWS_PAGE, NULL) == NULL)
    stage_settle ();
  rows = OUTLAY_ROWS_PAGE (stage_find (get_root (stage), OUTLAY_TYPE_ROWS_PAGE, NULL));
  while (!outlay_rows_page_is_complete (rows))
    stage_settle ();

  g_assert_cmpuint (g_list_model_get_n_items (outlay_rows_page_get_rows (rows)), ==, 2);
  g_assert_cmpint (outlay_rows_sum_get_total (outlay_rows_page_get_sum (rows))->minor, ==,
                   get_line_of (stage, "Meals").standing.spent);
  stage_settle ();
  stage_capture (stage, "budget-rows");
}

static void
test_edit_and_remove (void)
{
  g_autoptr (Stage) stage = begin (1000);
  GtkWidget *row;

  set (stage, "Meals", 20000);
  go_to_budgets (stage);
  stage_wait_for (stage, "€0.00 of €200.00");

  row = stage_find (get_root (stage), OUTLAY_TYPE_BUDGET_ROW, NULL);
  gtk_widget_activate_action (row, "budget.edit", NULL);
  stage_wait_for (stage, "Edit Budget");
  gtk_editable_set_text (GTK_EDITABLE (stage_find (get_root (stage), OUTLAY_TYPE_MONEY_ROW, NULL)),
                         "250.50");
  stage_settle ();
  click (stage, "Save");
  stage_wait_for (stage, "€0.00 of €250.50");

  row = stage_find (get_root (stage), OUTLAY_TYPE_BUDGET_ROW, NULL);
  gtk_widget_activate_action (row, "budget.remove", NULL);
  stage_wait_for (stage, "No Budgets");
  click (stage, "Undo");
  stage_wait_for (stage, "€0.00 of €250.50");
}

/* --- the form --------------------------------------------------------------------------------- */

static void
test_hint (void)
{
  g_autoptr (Stage) stage = begin (1000);
  g_autofree char *spent = NULL;
  GtkWidget *hint, *amount, *category;

  set (stage, "Meals", 20000);
  spent = save (stage, "Meals", "162", NULL);
  gtk_widget_activate_action (get_root (stage), "win.new-expense", NULL);
  stage_wait_for (stage, "New Expense");
  g_assert_null (stage_find (get_root (stage), OUTLAY_TYPE_BUDGET_HINT, NULL));

  amount = stage_find (get_root (stage), OUTLAY_TYPE_AMOUNT_FIELD, NULL);
  category = stage_find (get_root (stage), ADW_TYPE_COMBO_ROW, "Category");
  g_object_set (category, "category", stage_category (stage, "Meals"), NULL);
  stage_settle ();
  hint = stage_find (get_root (stage), OUTLAY_TYPE_BUDGET_HINT, NULL);
  g_assert_nonnull (hint);
  g_assert_cmpstr (outlay_budget_hint_get_text (OUTLAY_BUDGET_HINT (hint)), ==,
                   "€38.00 of €200.00 left for Meals this month");

  /* Live, before it goes over, and in the way of nothing. */
  outlay_amount_field_set_text (OUTLAY_AMOUNT_FIELD (amount), "50");
  g_assert_cmpstr (outlay_budget_hint_get_text (OUTLAY_BUDGET_HINT (hint)), ==,
                   "€38.00 of €200.00 left for Meals this month; this one makes it €12.00 over");
  stage_settle ();
  stage_capture (stage, "form-budget");
  outlay_amount_field_set_text (OUTLAY_AMOUNT_FIELD (amount), "38");
  g_assert_cmpstr (outlay_budget_hint_get_text (OUTLAY_BUDGET_HINT (hint)), ==,
                   "€38.00 of €200.00 left for Meals this month");

  /* Where there is no budget there is nothing to say. */
  g_object_set (category, "category", stage_category (stage, "Travel"), NULL);
  g_assert_null (outlay_budget_hint_get_text (OUTLAY_BUDGET_HINT (hint)));
}

/* --- thresholds ------------------------------------------------------------------------------- */

static void
test_warns (void)
{
  g_autoptr (Stage) stage = begin (1000);
  g_autofree char *one = NULL, *two = NULL;

  set (stage, "Meals", 20000);
  one = save (stage, "Meals", "170", NULL);
  stage_wait_for (stage, "Meals: 80% of the month’s budget is used");
  stage_capture (stage, "budget-warning");
  click (stage, "Show");
  stage_wait_for (stage, "€170.00 of €200.00");

  two = save (stage, "Meals", "40", NULL);
  stage_wait_for (stage, "Meals: the month’s budget is used up");
}

/* Of several at once there is one toast. */
static void
test_warns_together (void)
{
  g_autoptr (Stage) stage = begin (1000);
  g_autofree char *one = NULL;

  set (stage, "Meals", 20000);
  set (stage, NULL, 20000);
  one = save (stage, "Meals", "210", NULL);
  stage_wait_for (stage, "2 budgets are used up, or nearly so");
  g_assert_false (stage_shows (get_root (stage), "Meals: the month’s budget is used up"));
}

/* --- looks ------------------------------------------------------------------------------------ */

static void
show_form (Stage *stage, const char *look)
{
  g_autofree char *name = g_strconcat ("form-budget-", look, NULL);
  AdwDialog *form;

  gtk_widget_activate_action (get_root (stage), "win.new-expense", NULL);
  stage_wait_for (stage, "Merchant");
  outlay_amount_field_set_text (
      OUTLAY_AMOUNT_FIELD (stage_find (get_root (stage), OUTLAY_TYPE_AMOUNT_FIELD, NULL)), "50");
  g_object_set (stage_find (get_root (stage), ADW_TYPE_COMBO_ROW, "Category"), "category",
                stage_category (stage, "Client entertainment"), NULL);
  stage_settle ();
  stage_capture (stage, name);
  form = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window));
  adw_dialog_force_close (form);
  stage_settle ();
}

static void
test_looks (void)
{
  static const struct
  {
    const char *name;
    int width;
    AdwColorScheme scheme;
    GtkTextDirection direction;
  } looks[] = {
    { "wide", 1000, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR },
    { "narrow", 360, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR },
    { "dark", 1000, ADW_COLOR_SCHEME_FORCE_DARK, GTK_TEXT_DIR_LTR },
    { "rtl", 1000, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *name = g_strconcat ("budgets-", looks[i].name, NULL);
      g_autofree char *a = NULL, *c = NULL, *d = NULL, *e = NULL;
      g_autofree char *today = outlay_day_today ();
      g_autofree char *first = g_strdup_printf ("%.7s-01", today);
      Stage *stage;
      int minimum;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
      gtk_widget_set_default_direction (looks[i].direction);
      stage = begin (looks[i].width);
      set (stage, NULL, 120000);
      set (stage, "Meals", 20000);
      set (stage, "Travel", 30000);
      set (stage, "Software and subscriptions", 6000);
      set (stage, "Client entertainment", 15000);
      a = save (stage, "Meals", "162", NULL);
      /* So evenly that it has a pace. */
      for (guint day = 1; day <= 8; day++)
        {
          g_autofree char *text = g_strdup_printf ("%.7s-%02u", today, day);
          g_autofree char *id = save (stage, "Travel", "32", text);
        }
      c = save (stage, "Software and subscriptions", "72", NULL);
      d = save (stage, "Client entertainment", "60", first);
      e = save (stage, "Client entertainment", "55", NULL);
      go_to_budgets (stage);
      stage_wait_for (stage, "€162.00 of €200.00");
      stage_capture (stage, name);
      show_form (stage, looks[i].name);
      gtk_widget_measure (
          adw_application_window_get_content (ADW_APPLICATION_WINDOW (stage->window)),
          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      stage_free (stage);
    }

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/budgets/add", test_add);
  g_test_add_func ("/app/budgets/numbers", test_numbers);
  g_test_add_func ("/app/budgets/rows", test_rows);
  g_test_add_func ("/app/budgets/edit-and-remove", test_edit_and_remove);
  g_test_add_func ("/app/budgets/hint", test_hint);
  g_test_add_func ("/app/budgets/warns", test_warns);
  g_test_add_func ("/app/budgets/warns-together", test_warns_together);
  g_test_add_func ("/app/budgets/looks", test_looks);

  return g_test_run ();
}
