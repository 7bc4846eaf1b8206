/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-bar-chart.h"
#include "app/charts/outlay-chart-data.h"
#include "app/charts/outlay-donut-chart.h"
#include "app/expenses/outlay-expense-detail.h"
#include "app/reports/outlay-report-list.h"
#include "app/reports/outlay-report-row.h"
#include "app/reports/outlay-report-text.h"
#include "app/reports/outlay-reports-page.h"
#include "app/reports/outlay-rows-page.h"
#include "client/account/outlay-policy-setting.h"
#include "client/account/outlay-workspace-private.h"
#include "client/outbox/outlay-outbox-private.h"
#include "core/outlay-time.h"
#include "test-stage.h"

/* One's own reports over real stores: what is on screen, and the rows behind it. */

static OutlayReportsPage *
get_page (Stage *stage)
{
  return OUTLAY_REPORTS_PAGE (
      stage_find (GTK_WIDGET (stage->window), OUTLAY_TYPE_REPORTS_PAGE, NULL));
}

static AdwNavigationView *
get_navigation (Stage *stage)
{
  return ADW_NAVIGATION_VIEW (
      stage_find (GTK_WIDGET (get_page (stage)), ADW_TYPE_NAVIGATION_VIEW, NULL));
}

static gboolean
is_answered (OutlayReportsPage *page)
{
  OutlaySpending *spending = outlay_report_view_get_spending (outlay_reports_page_get_view (page));
  OutlaySpendingQuery wanted;
  const OutlaySpendingQuery *shown;

  if (spending == NULL)
    return FALSE;

  outlay_report_choice_get_query (outlay_reports_page_get_choice (page), &wanted);
  shown = outlay_spending_get_query (spending);

  return g_str_equal (wanted.days.from, shown->days.from) &&
         g_str_equal (wanted.days.until, shown->days.until) && wanted.states == shown->states &&
         g_str_equal (wanted.currency, shown->currency) &&
         wanted.is_converted == shown->is_converted;
}

/* What is shown, once it is the answer to what is chosen. */
static OutlaySpending *
wait_for_answer (Stage *stage)
{
  OutlayReportsPage *page = get_page (stage);

  for (guint i = 0; i < 1000 && !is_answered (page); i++)
    {
      g_usleep (2000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }

  g_assert_true (is_answered (page));

  return outlay_report_view_get_spending (outlay_reports_page_get_view (page));
}

static OutlaySpending *
open_reports (Stage *stage, int width)
{
  stage_open_window (stage, width, 760);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.go-to", "s", "reports");
  stage_settle ();

  return wait_for_answer (stage);
}

static char *
ago (guint n_days)
{
  g_autofree char *today = outlay_day_today ();

  return outlay_day_add (today, -(int) n_days);
}

/* The 15th of the month before this one, which is over whatever day it is. */
static char *
day_of_last_month (int day)
{
  g_autofree char *today = outlay_day_today ();
  OutlayReportSpan span;

  outlay_report_span_init (&span, OUTLAY_REPORT_MONTH, today, G_DATE_MONDAY);
  g_assert_true (outlay_report_span_shift (&span, -1));

  return outlay_day_add (span.days.from, day - 1);
}

/* As the form does it, where nobody else adds anything. */
static void
file (Stage *stage, const char *day, const char *amount)
{
  OutlayAccount *account = outlay_workspace_get_account (stage->workspace);
  g_autoptr (OutlayExpenseDraft)
      draft = outlay_expense_draft_new (outlay_account_get_currency (account), day);

  g_object_set (draft, "merchant", "Nero", "amount-text", amount, NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
}

static void
add (Stage *stage, guint n, const char *day, gint64 minor, const char *currency)
{
  g_autofree char *id = stage_id (n);
  OutlayExpenseInit init = { .id = id,
                             .merchant = "Nero",
                             .amount = { .minor = minor },
                             .day = day,
                             .category = stage_category (stage, "Meals"),
                             .state = OUTLAY_STATE_SUBMITTED };

  g_strlcpy (init.amount.currency, currency, sizeof init.amount.currency);
  stage_add (stage, &init);
}

/* The company reckons in euros. */
static void
set_home (Stage *stage)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  OutlayPage *page = outlay_page_new ();

  g_strlcpy (policy.home, "EUR", sizeof policy.home);
  outlay_policy_setting_add (&policy, page);
  stage_await (outlay_page_apply (page, outlay_workspace_get_database (stage->workspace), NULL));
}

/* The same expenses in each run: of fourteen months, in every state, some in francs, of which some have
 * a rate, some in yen, which never have. */
static void
fill (Stage *stage, guint n)
{
  static const char *const merchants[] = { "Nero", "Shell", "", "Hotel Adlon", "ÖBB" };
  static const char *const categories[] = { "Meals", "Travel", NULL, "Lodging", "Equipment" };
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = stage_id (i + 1);
      g_autofree char *day = ago ((guint) g_rand_int_range (random, 0, 420));
      const char *category = categories[g_rand_int_range (random, 0, G_N_ELEMENTS (categories))];
      gint64 minor = g_rand_int_range (random, 1, 90000);
      guint kind = (guint) g_rand_int_range (random, 0, 6);
      OutlayExpenseInit init = {
        .id = id,
        .merchant = merchants[g_rand_int_range (random, 0, G_N_ELEMENTS (merchants))],
        .amount = { minor, "EUR" },
        .day = day,
        .category = category != NULL ? stage_category (stage, category) : NULL,
        .state = (OutlayState) g_rand_int_range (random, 0, OUTLAY_N_STATES),
      };

      if (kind == 0)
        init.amount = (OutlayMoney) { minor, "JPY" };
      if (kind == 1 || kind == 2)
        init.amount = (OutlayMoney) { minor, "CHF" };
      if (kind == 2)
        {
          init.converted = (OutlayMoney) { minor + 77, "EUR" };
          init.rate = "1.0734";
          init.rate_day = day;
        }

      stage_add (stage, &init);
    }
}

/* --- numbers and their rows ------------------------------------------------------------------- */

static void
back (Stage *stage)
{
  AdwNavigationView *navigation = get_navigation (stage);

  adw_navigation_view_set_animate_transitions (navigation, FALSE);
  g_assert_true (adw_navigation_view_pop (navigation));
  g_assert_cmpstr (adw_navigation_view_get_visible_page_tag (navigation), ==, "report");
}

/* The rows that were just opened add up to this, to the cent; then goes back. */
static void
check_rows (Stage *stage, gint64 count, gint64 minor)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (get_navigation (stage));
  OutlayRowsSum *sum;

  g_assert_true (OUTLAY_IS_ROWS_PAGE (page));
  sum = outlay_rows_page_get_sum (OUTLAY_ROWS_PAGE (page));
  while (!outlay_rows_page_is_complete (OUTLAY_ROWS_PAGE (page)))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (outlay_rows_sum_get_total (sum)->count, ==, count);
  g_assert_cmpint (outlay_rows_sum_get_total (sum)->minor, ==, minor);
  g_assert_cmpuint (g_list_model_get_n_items (outlay_rows_page_get_rows (OUTLAY_ROWS_PAGE (page))),
                    ==, count);
  back (stage);
}

static void
collect_lists (GtkWidget *widget, GPtrArray *found)
{
  if (OUTLAY_IS_REPORT_LIST (widget))
    g_ptr_array_add (found, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_lists (child, found);
}

/* They stand in the order of the ways to take a number apart. */
static OutlayReportList *
find_list (GtkWidget *root, OutlaySpendingBy by)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect_lists (root, found);
  g_assert_cmpuint (found->len, ==, OUTLAY_N_SPENDING_BY);

  return g_ptr_array_index (found, by);
}

static GtkWidget *
find_any (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_any (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
check_parts (Stage *stage, OutlaySpending *spending, OutlaySpendingBy by)
{
  GtkWidget *view = GTK_WIDGET (outlay_reports_page_get_view (get_page (stage)));
  const OutlaySpendingParts *parts = outlay_spending_get_parts (spending, by);
  const OutlayTotal *total = outlay_spending_get_total (spending);
  OutlayTotal sum = parts->rest;

  for (guint i = 0; i < parts->n_items; i++)
    {
      sum.count += parts->items[i].count;
      sum.minor += parts->items[i].minor;
      g_signal_emit_by_name (find_list (view, by), "activated", i);
      check_rows (stage, parts->items[i].count, parts->items[i].minor);
    }

  g_assert_cmpint (sum.count, ==, total->count);
  g_assert_cmpint (sum.minor, ==, total->minor);
}

static void
check_bars (Stage *stage, OutlaySpending *spending)
{
  GtkWidget *view = GTK_WIDGET (outlay_reports_page_get_view (get_page (stage)));
  GtkWidget *bars = find_any (view, OUTLAY_TYPE_BAR_CHART);
  OutlayChartData *data = outlay_chart_get_data (OUTLAY_CHART (bars));
  guint n_spans;
  const OutlaySpendingSpan *spans = outlay_spending_get_spans (spending, &n_spans);

  g_assert_cmpuint (outlay_chart_data_get_n_buckets (data), ==, n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      if (spans[i].total.count == 0)
        continue;

      g_assert_cmpint (outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, i), ==,
                       spans[i].total.minor);
      g_signal_emit_by_name (bars, "activated", OUTLAY_CHART_ALL, i);
      check_rows (stage, spans[i].total.count, spans[i].total.minor);
    }
}

/* One category of one bar: how many they are is not on screen, what they come to is. */
static void
check_bar_pieces (Stage *stage, OutlaySpending *spending)
{
  GtkWidget *view = GTK_WIDGET (outlay_reports_page_get_view (get_page (stage)));
  GtkWidget *bars = find_any (view, OUTLAY_TYPE_BAR_CHART);
  OutlayChartData *data = outlay_chart_get_data (OUTLAY_CHART (bars));

  for (guint series = 0; series < outlay_chart_data_get_n_series (data); series++)
    {
      AdwNavigationPage *page;
      guint n;

      g_signal_emit_by_name (bars, "activated", series, 0);
      page = adw_navigation_view_get_visible_page (get_navigation (stage));
      while (!outlay_rows_page_is_complete (OUTLAY_ROWS_PAGE (page)))
        g_main_context_iteration (NULL, TRUE);
      n = g_list_model_get_n_items (outlay_rows_page_get_rows (OUTLAY_ROWS_PAGE (page)));
      check_rows (stage, n, outlay_chart_data_get_minor (data, series, 0));
    }
}

static void
check_report (Stage *stage)
{
  OutlaySpending *spending = wait_for_answer (stage);
  GtkWidget *view = GTK_WIDGET (outlay_reports_page_get_view (get_page (stage)));
  const OutlayTotal *total = outlay_spending_get_total (spending);
  const OutlayTotal *before = outlay_spending_get_before (spending);
  const char *currency = outlay_spending_get_query (spending)->currency;
  g_autofree char *text = outlay_report_format (total->minor, currency);

  g_assert_true (stage_shows (view, text));

  g_signal_emit_by_name (stage_find_button (view, text), "clicked");
  check_rows (stage, total->count, total->minor);

  if (total->count > 0 && before->count > 0)
    {
      g_autofree char *comparison = outlay_report_compare (
          outlay_report_choice_get_span (outlay_reports_page_get_choice (get_page (stage))),
          outlay_report_choice_get_today (outlay_reports_page_get_choice (get_page (stage))),
          total->minor, before->minor, currency);

      g_signal_emit_by_name (stage_find_button (view, comparison), "clicked");
      check_rows (stage, before->count, before->minor);
    }

  check_parts (stage, spending, OUTLAY_SPENDING_BY_CATEGORY);
  check_parts (stage, spending, OUTLAY_SPENDING_BY_MERCHANT);
  check_bars (stage, spending);
  if (total->count > 0)
    check_bar_pieces (stage, spending);
}

static void
test_numbers (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  OutlayReportChoice *choice;

  set_home (stage);
  fill (stage, 240);
  open_reports (stage, 1100);
  choice = outlay_reports_page_get_choice (get_page (stage));
  adw_navigation_view_set_animate_transitions (get_navigation (stage), FALSE);

  for (guint length = 0; length < OUTLAY_N_REPORT_LENGTHS; length++)
    {
      outlay_report_choice_set_length (choice, length);
      check_report (stage);
    }

  outlay_report_choice_set_length (choice, OUTLAY_REPORT_YEAR);
  for (guint states = 0; states < OUTLAY_N_REPORT_STATES; states++)
    {
      outlay_report_choice_set_states (choice, states);
      check_report (stage);
    }

  outlay_report_choice_set_length (choice, OUTLAY_REPORT_LAST_30);
  for (guint i = 0; i < 3; i++)
    {
      outlay_report_choice_step (choice, -1);
      outlay_report_choice_set_currency (choice, i == 0 ? "EUR" : i == 1 ? "CHF" : "JPY", FALSE);
      check_report (stage);
    }
}

/* --- what is on screen ------------------------------------------------------------------------ */

static void
test_words (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autofree char *day = day_of_last_month (15);
  g_autofree char *before = outlay_day_add (day, -30);
  g_autofree char *month = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *name = NULL;
  OutlayReportChoice *choice;
  const char *currency;

  currency = outlay_account_get_currency (outlay_workspace_get_account (stage->workspace));
  file (stage, day, "150");
  file (stage, day, "50");
  /* In the month before that, whatever the months are. */
  file (stage, before, "100");
  open_reports (stage, 1100);
  choice = outlay_reports_page_get_choice (get_page (stage));

  /* Nobody approves anything here, and there is no one else. */
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "All but Rejected"));
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "Company"));

  outlay_report_choice_step (choice, -1);
  wait_for_answer (stage);
  stage_settle ();
  name = outlay_report_span_dup_title (outlay_report_choice_get_span (choice));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), name));
  sentence = outlay_report_compare (outlay_report_choice_get_span (choice),
                                    outlay_report_choice_get_today (choice), 20000, 10000,
                                    currency);
  g_assert_true (g_str_has_suffix (sentence, ", +100 %"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), sentence));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "2"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "100 % · 2 expenses"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "This Month"));
  stage_wait_for (stage, "Largest: Nero");

  gtk_widget_activate_action (GTK_WIDGET (get_page (stage)), "report.now", NULL);
  wait_for_answer (stage);
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "This Month"));
  g_assert_false (outlay_report_choice_can_step (choice, 1));
}

static void
test_currencies (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *today = outlay_day_today ();
  OutlayReportChoice *choice;
  GtkWidget *window;

  set_home (stage);
  add (stage, 1, today, 1000, "EUR");
  add (stage, 2, today, 2000, "CHF");
  add (stage, 3, today, 4000, "CHF");
  stage_add (stage, &(OutlayExpenseInit) { .id = "01930000-0000-7000-8000-000000000004",
                                           .merchant = "SBB",
                                           .amount = { 8000, "CHF" },
                                           .converted = { 8587, "EUR" },
                                           .rate = "1.0734",
                                           .rate_day = today,
                                           .state = OUTLAY_STATE_SUBMITTED,
                                           .day = today });
  open_reports (stage, 1100);
  window = GTK_WIDGET (stage->window);
  choice = outlay_reports_page_get_choice (get_page (stage));

  /* 10.00 and what 80 francs came to; the rest is named, and not in the sum. */
  g_assert_true (outlay_report_choice_is_converted (choice));
  /* In euros, the same francs are the most. */
  stage_wait_for (stage, "Largest: SBB");
  g_assert_true (stage_shows (window, "€85.87"));
  g_assert_true (stage_shows (window, "€95.87"));
  g_assert_true (stage_shows (window, "All, in EUR"));
  g_assert_true (
      stage_shows (window, "2 expenses in CHF have no exchange rate and are not in this sum."));
  g_signal_emit_by_name (stage_find_button (window, "Show"), "clicked");
  stage_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (outlay_rows_page_get_rows (OUTLAY_ROWS_PAGE (
                        adw_navigation_view_get_visible_page (get_navigation (stage))))),
                    ==, 2);
  back (stage);

  outlay_report_choice_set_currency (choice, "CHF", FALSE);
  wait_for_answer (stage);
  stage_settle ();
  g_assert_true (stage_shows (window, "CHF\xc2\xa0"
                                      "140.00"));
  g_assert_false (stage_shows (window, "€95.87"));
  g_assert_false (
      stage_shows (window, "2 expenses in CHF have no exchange rate and are not in this sum."));

  outlay_report_choice_set_currency (choice, "EUR", FALSE);
  wait_for_answer (stage);
  stage_settle ();
  g_assert_true (stage_shows (window, "€10.00"));
}

static void
test_empty (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autofree char *today = outlay_day_today ();

  open_reports (stage, 1100);
  stage_wait_for (stage, "Your Reports Will Be Here");
  g_assert_nonnull (stage_find_button (GTK_WIDGET (get_page (stage)), "New Expense"));
  stage_capture (stage, "reports-first");

  file (stage, today, "42");
  stage_wait_without (stage, "Your Reports Will Be Here");
  stage_wait_for (stage, "100 % · 1 expense");

  /* A time without any says so, and can be left again. */
  outlay_report_choice_step (outlay_reports_page_get_choice (get_page (stage)), -1);
  stage_wait_for (stage, "Nothing Spent");
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "Over Time"));
}

/* Numbers follow the ledger; of many questions only the last is answered on screen. */
static void
test_follows (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *last_month = day_of_last_month (3);
  g_autofree char *title = NULL;
  OutlayReportChoice *choice;

  set_home (stage);
  add (stage, 1, today, 1000, "EUR");
  add (stage, 2, last_month, 700, "EUR");
  open_reports (stage, 1100);
  stage_wait_for (stage, "€10.00");

  add (stage, 3, today, 250, "EUR");
  stage_wait_for (stage, "€12.50");

  choice = outlay_reports_page_get_choice (get_page (stage));
  for (guint i = 0; i < 20; i++)
    outlay_report_choice_step (choice, i % 2 == 0 ? -1 : 1);
  outlay_report_choice_set_length (choice, OUTLAY_REPORT_YEAR);
  outlay_report_choice_set_length (choice, OUTLAY_REPORT_MONTH);
  outlay_report_choice_step (choice, -1);
  stage_wait_for (stage, "€7.00");
  title = outlay_report_span_dup_title (outlay_report_choice_get_span (choice));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), title));

  /* What changes while another page is shown is there when one comes back. */
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.go-to", "s", "expenses");
  stage_settle ();
  add (stage, 4, last_month, 100, "EUR");
  stage_settle ();
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.go-to", "s", "reports");
  stage_wait_for (stage, "€8.00");
}

/* The length and the states are as they were left; the time is now. */
static void
test_remembers (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (OutlayReportChoice) again = NULL;
  OutlayReportChoice *choice;

  open_reports (stage, 1100);
  choice = outlay_reports_page_get_choice (get_page (stage));
  outlay_report_choice_set_length (choice, OUTLAY_REPORT_LAST_365);
  outlay_report_choice_step (choice, -1);
  outlay_report_choice_set_states (choice, OUTLAY_REPORT_APPROVED);
  again = outlay_report_choice_new (stage->workspace);
  g_assert_cmpint (outlay_report_choice_get_span (again)->length, ==, OUTLAY_REPORT_LAST_365);
  g_assert_cmpint (outlay_report_choice_get_states (again), ==, OUTLAY_REPORT_APPROVED);
  g_assert_false (outlay_report_choice_can_step (again, 1));
}

/* --- the keyboard ------------------------------------------------------------------------------ */

static gboolean
press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }

  return FALSE;
}

static void
test_keyboard (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  OutlayReportChoice *choice;
  GtkWidget *page, *row;
  char now[OUTLAY_DAY_SIZE];

  fill (stage, 60);
  open_reports (stage, 1100);
  page = GTK_WIDGET (get_page (stage));
  choice = outlay_reports_page_get_choice (get_page (stage));
  g_strlcpy (now, outlay_report_choice_get_span (choice)->days.from, sizeof now);

  g_assert_true (press (page, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_cmpstr (outlay_report_choice_get_span (choice)->days.until, ==, now);
  g_assert_true (press (page, GDK_KEY_Page_Up, GDK_CONTROL_MASK));
  g_assert_true (press (page, GDK_KEY_Page_Down, GDK_CONTROL_MASK));
  g_assert_true (press (page, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_cmpstr (outlay_report_choice_get_span (choice)->days.from, ==, now);
  press (page, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpstr (outlay_report_choice_get_span (choice)->days.from, ==, now);

  /* Time runs to the left where one reads from the right. */
  gtk_widget_set_direction (page, GTK_TEXT_DIR_RTL);
  press (page, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpstr (outlay_report_choice_get_span (choice)->days.until, ==, now);
  g_assert_true (press (page, GDK_KEY_Home, GDK_ALT_MASK));
  g_assert_cmpstr (outlay_report_choice_get_span (choice)->days.from, ==, now);
  gtk_widget_set_direction (page, GTK_TEXT_DIR_LTR);

  /* Back from the rows is where one was. */
  outlay_report_choice_set_length (choice, OUTLAY_REPORT_LAST_365);
  wait_for_answer (stage);
  stage_settle ();
  adw_navigation_view_set_animate_transitions (get_navigation (stage), FALSE);
  row = stage_find (page, OUTLAY_TYPE_REPORT_ROW, NULL);
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (gtk_widget_activate (row));
  stage_settle ();
  g_assert_true (
      OUTLAY_IS_ROWS_PAGE (adw_navigation_view_get_visible_page (get_navigation (stage))));
  g_assert_true (GTK_IS_LIST_VIEW (gtk_widget_get_ancestor (
      gtk_window_get_focus (GTK_WINDOW (stage->window)), GTK_TYPE_LIST_VIEW)));

  /* From a row to the expense, and back twice. */
  g_signal_emit_by_name (stage_find (page, GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  stage_settle ();
  g_assert_true (
      OUTLAY_IS_EXPENSE_DETAIL (adw_navigation_view_get_visible_page (get_navigation (stage))));
  g_assert_true (adw_navigation_view_pop (get_navigation (stage)));
  back (stage);
  stage_settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (stage->window)) == row);

  /* While rows are shown, the keys do not change what they are of. */
  g_assert_true (gtk_widget_activate (row));
  stage_settle ();
  g_strlcpy (now, outlay_report_choice_get_span (choice)->days.from, sizeof now);
  press (page, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpstr (outlay_report_choice_get_span (choice)->days.from, ==, now);
}

/* The chart as rows and columns has the same numbers. */
static void
test_table (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *today = outlay_day_today ();
  GtkWidget *toggle;

  set_home (stage);
  add (stage, 1, today, 12345, "EUR");
  open_reports (stage, 1100);
  stage_wait_for (stage, "€123.45");
  toggle = stage_find_tooltip (GTK_WIDGET (stage->window), "Show as Table");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  stage_settle ();
  g_assert_null (stage_find (GTK_WIDGET (stage->window), OUTLAY_TYPE_BAR_CHART, NULL));
  stage_capture (stage, "reports-table");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  stage_settle ();
  g_assert_nonnull (stage_find (GTK_WIDGET (stage->window), OUTLAY_TYPE_BAR_CHART, NULL));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/reports/numbers", test_numbers);
  g_test_add_func ("/app/reports/words", test_words);
  g_test_add_func ("/app/reports/currencies", test_currencies);
  g_test_add_func ("/app/reports/empty", test_empty);
  g_test_add_func ("/app/reports/follows", test_follows);
  g_test_add_func ("/app/reports/remembers", test_remembers);
  g_test_add_func ("/app/reports/keyboard", test_keyboard);
  g_test_add_func ("/app/reports/table", test_table);

  return g_test_run ();
}
