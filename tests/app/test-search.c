/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/search/outlay-filter-amounts.h"
#include "app/search/outlay-filter-days.h"
#include "app/search/outlay-filter-popover.h"
#include "app/search/outlay-filter-chips.h"
#include "app/search/outlay-saved-filters.h"
#include "core/outlay-time.h"
#include "test-stage.h"

/* What is looked for, and what the person edits it with; the same for every list. */

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_kept_text (void)
{
  g_autoptr (OutlayExpenseSearch) search = outlay_expense_search_new (OUTLAY_SCOPE_MINE);
  g_autoptr (OutlayExpenseSearch) again = outlay_expense_search_new (OUTLAY_SCOPE_MINE);
  g_autofree char *kept = NULL;
  g_autofree char *kept_again = NULL;
  OutlayExpenseFilter filter;

  outlay_expense_search_set_text (search, "Café & Crème = 100%");
  outlay_expense_search_set_state (search, OUTLAY_STATE_APPROVED, TRUE);
  outlay_expense_search_set_state (search, OUTLAY_STATE_REJECTED, TRUE);
  outlay_expense_search_set_category (search, "");
  outlay_expense_search_set_days (search, "2026-02-01", "2026-02-28");
  outlay_expense_search_set_amounts (search, 1000, 0, "EUR");
  outlay_expense_search_set_owner (search, STAGE_OTHER, "Zoë Øst");
  kept = outlay_expense_search_to_text (search);

  outlay_expense_search_set_from_text (again, kept);
  kept_again = outlay_expense_search_to_text (again);
  g_assert_cmpstr (kept_again, ==, kept);
  g_assert_cmpuint (outlay_expense_search_get_n_filters (again), ==, 6);
  g_assert_cmpstr (outlay_expense_search_get_owner_name (again), ==, "Zoë Øst");

  outlay_expense_search_get_filter (again, &filter);
  g_assert_cmpstr (filter.text, ==, "Café & Crème = 100%");
  g_assert_cmpstr (filter.category, ==, "");
  g_assert_cmpstr (filter.from, ==, "2026-02-01");
  g_assert_cmpstr (filter.until, ==, "2026-03-01");
  g_assert_cmpint (filter.min, ==, 1000);
  g_assert_cmpint (filter.max, ==, 0);
  g_assert_cmpuint (filter.states, ==, 1u << OUTLAY_STATE_APPROVED | 1u << OUTLAY_STATE_REJECTED);
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "",
                                       "&&&=",
                                       "%",
                                       "min=abc&max=-5&currency=EUR",
                                       "min=10&currency=XYZ",
                                       "from=2026-02-30&to=tomorrow",
                                       "state=happy,,sad",
                                       "unknown=1" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (OutlayExpenseSearch) search = outlay_expense_search_new (OUTLAY_SCOPE_MINE);

      outlay_expense_search_set_text (search, "before");
      outlay_expense_search_set_from_text (search, texts[i]);
      g_assert_true (outlay_expense_search_is_empty (search));
    }
}

/* Each list is read once for each thing that is done. */
static void
test_changes (void)
{
  g_autoptr (OutlayExpenseSearch) search = outlay_expense_search_new (OUTLAY_SCOPE_MINE);
  guint n_changes = 0;

  g_signal_connect_swapped (search, "changed", G_CALLBACK (count_cb), &n_changes);
  outlay_expense_search_set_days (search, "2026-01-01", NULL);
  outlay_expense_search_set_days (search, "2026-01-01", NULL);
  outlay_expense_search_set_amounts (search, 0, 0, "EUR");
  g_assert_cmpuint (n_changes, ==, 1);
  outlay_expense_search_set_amounts (search, 0, 500, "EUR");
  outlay_expense_search_set_owner (search, STAGE_OTHER, "Otto");
  g_assert_cmpuint (n_changes, ==, 3);
  outlay_expense_search_clear (search);
  outlay_expense_search_clear (search);
  g_assert_cmpuint (n_changes, ==, 4);
}

static void
test_words (void)
{
  g_autofree char *today = outlay_day_today ();
  OutlayDays month;
  char last[OUTLAY_DAY_SIZE];
  g_autofree char *this_month = NULL;
  g_autofree char *since = outlay_filter_days_dup_text ("2021-05-03", NULL);
  g_autofree char *span = outlay_filter_days_dup_text ("2021-05-03", "2021-06-04");
  g_autofree char *most = outlay_filter_amounts_dup_text (0, 2000, "EUR");
  g_autofree char *both = outlay_filter_amounts_dup_text (1000, 2000, "EUR");

  outlay_days_of_period (&month, OUTLAY_PERIOD_MONTH, today, OUTLAY_ISO_WEEKDAY);
  outlay_days_get_last (&month, last);
  this_month = outlay_filter_days_dup_text (month.from, last);

  g_assert_cmpstr (this_month, ==, "This Month");
  g_assert_cmpstr (since, ==, "Since 3 May 2021");
  g_assert_cmpstr (span, ==, "3 May 2021 – 4 June 2021");
  g_assert_cmpstr (most, ==, "At most €20.00");
  g_assert_cmpstr (both, ==, "€10.00 – €20.00");
}

static GListModel *
get_rows (Stage *stage)
{
  OutlayExpensesPage *page = outlay_main_view_get_expenses (
      outlay_window_get_main_view (stage->window));
  GtkListView *list = outlay_expenses_pane_get_list_view (outlay_expenses_page_get_pane (page));

  return G_LIST_MODEL (gtk_list_view_get_model (list));
}

static void
wait_for_rows (Stage *stage, guint n)
{
  for (guint i = 0; i < 80 && g_list_model_get_n_items (get_rows (stage)) != n; i++)
    stage_settle ();

  g_assert_cmpuint (g_list_model_get_n_items (get_rows (stage)), ==, n);
}

static void
add (Stage *stage, guint n, const char *merchant, gint64 minor, const char *day)
{
  g_autofree char *id = stage_id (n);
  OutlayExpenseInit init = {
    .id = id, .merchant = merchant, .amount = { minor, "EUR" }, .day = day
  };

  stage_add (stage, &init);
}

static void
click (Stage *stage, const char *label)
{
  GtkWidget *button = stage_find_button (GTK_WIDGET (stage->window), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

/* By hand, in the popover: an amount, then what was kept, then nothing. */
static void
test_popover (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  GtkWidget *button;
  GtkWidget *row;
  OutlaySavedFilterStore *saved;

  add (stage, 1, "Nero", 420, "2025-11-19");
  add (stage, 2, "Shell", 5080, "2025-11-02");
  add (stage, 3, "DHL", 999, "2025-10-31");
  stage_open_window (stage, 1100, 760);
  wait_for_rows (stage, 3);

  button = stage_find_tooltip (GTK_WIDGET (stage->window), "Filter");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  stage_settle ();
  stage_capture (stage, "search-popover");

  row = stage_find (GTK_WIDGET (stage->window), ADW_TYPE_ENTRY_ROW, "At Least");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "9 EUR");
  wait_for_rows (stage, 2);
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "At least €9.00"));
  g_assert_true (gtk_widget_has_css_class (button, "accent"));

  row = stage_find (GTK_WIDGET (stage->window), ADW_TYPE_ENTRY_ROW, "From");
  gtk_editable_set_text (GTK_EDITABLE (row), "2025-11-01");
  wait_for_rows (stage, 1);
  gtk_editable_set_text (GTK_EDITABLE (row), "soon");
  wait_for_rows (stage, 2);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "soon");

  row = stage_find (GTK_WIDGET (stage->window), GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), " Larger ");
  click (stage, "Save");
  stage_wait_for (stage, "Larger");
  saved = outlay_workspace_get_saved_filters (stage->workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (saved)), ==, 1);

  click (stage, "Clear Filters");
  wait_for_rows (stage, 3);
  click (stage, "Larger");
  wait_for_rows (stage, 2);
  stage_capture (stage, "search-saved");

  g_signal_emit_by_name (stage_find_tooltip (GTK_WIDGET (stage->window), "Forget “Larger”"),
                         "clicked");
  for (guint i = 0; i < 80 && g_list_model_get_n_items (G_LIST_MODEL (saved)) > 0; i++)
    stage_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (saved)), ==, 0);
}

/* Whoever takes filters off by keyboard stands on the next, then on the last. */
static void
test_chips (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (OutlayExpenseSearch) search = outlay_expense_search_new (OUTLAY_SCOPE_MINE);
  GtkWidget *chips = g_object_new (OUTLAY_TYPE_FILTER_CHIPS, NULL);
  GtkWidget *window = gtk_window_new ();

  outlay_filter_chips_set_search (OUTLAY_FILTER_CHIPS (chips), search,
                                  outlay_workspace_get_category_store (stage->workspace));
  outlay_expense_search_set_state (search, OUTLAY_STATE_APPROVED, TRUE);
  outlay_expense_search_set_state (search, OUTLAY_STATE_REJECTED, TRUE);
  outlay_expense_search_set_days (search, "2025-11-01", NULL);
  gtk_window_set_child (GTK_WINDOW (window), chips);
  gtk_window_present (GTK_WINDOW (window));
  stage_settle ();

  g_assert_true (gtk_widget_grab_focus (stage_find_button (window, "Approved")));
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (window)), "clicked");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 stage_find_button (window, "Rejected"));

  outlay_expense_search_set_state (search, OUTLAY_STATE_REJECTED, FALSE);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (window)));
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (window)), "clicked");
  g_assert_true (outlay_expense_search_is_empty (search));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_waiting (Stage *stage, guint n, const char *merchant, gint64 minor, const char *owner)
{
  g_autofree char *id = stage_id (n);
  OutlayExpenseInit init = { .id = id,
                             .merchant = merchant,
                             .amount = { minor, "EUR" },
                             .day = "2025-11-02",
                             .owner_id = STAGE_OTHER,
                             .owner_name = owner,
                             .state = OUTLAY_STATE_SUBMITTED };

  stage_add (stage, &init);
}

/* The queue is searched like any list; where nothing fits, it says so instead of "All Clear". */
static void
test_queue (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_REVIEWER);
  OutlayMainView *view;
  GtkWidget *entry;

  add_waiting (stage, 1, "Nero", 420, "Otto Weiß");
  add_waiting (stage, 2, "Shell", 5080, "Otto Weiß");
  stage_open_window (stage, 1100, 760);
  view = outlay_window_get_main_view (stage->window);
  outlay_main_view_go_to (view, "review");
  stage_wait_for (stage, "2 waiting");

  outlay_main_view_begin_search (view);
  entry = NULL;
  for (guint i = 0; i < 80 && entry == NULL; i++)
    {
      stage_settle ();
      entry = stage_find (GTK_WIDGET (stage->window), GTK_TYPE_SEARCH_ENTRY, NULL);
    }
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "shell");
  stage_wait_for (stage, "1 waiting");
  stage_capture (stage, "search-queue");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody");
  stage_wait_for (stage, "Nothing Found");
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "All Clear"));
  click (stage, "Clear Filters");
  stage_wait_for (stage, "2 waiting");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/search/kept-text", test_kept_text);
  g_test_add_func ("/app/search/nonsense", test_nonsense);
  g_test_add_func ("/app/search/changes", test_changes);
  g_test_add_func ("/app/search/words", test_words);
  g_test_add_func ("/app/search/popover", test_popover);
  g_test_add_func ("/app/search/queue", test_queue);
  g_test_add_func ("/app/search/chips", test_chips);

  return g_test_run ();
}
