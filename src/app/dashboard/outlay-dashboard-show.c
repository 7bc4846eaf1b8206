/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/dashboard/outlay-dashboard-page-private.h"
#include "app/dashboard/outlay-duration-text.h"
#include "app/reports/outlay-report-chart.h"
#include "app/reports/outlay-report-text.h"
#include "app/reports/outlay-rows-page.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"

/* What the company's page shows, and what opens behind it. */

/* What budgets count at a company. */
#define STATES_OF_BUDGETS                                                                          \
  ((1u << OUTLAY_STATE_SUBMITTED) | (1u << OUTLAY_STATE_APPROVED) | (1u << OUTLAY_STATE_REIMBURSED))

/* --- rows ------------------------------------------------------------------------------------ */

static void
open_rows (OutlayDashboardPage *self,
           const char *title,
           const OutlayDays *days,
           const OutlayExpenseFilter *filter,
           const char *currency)
{
  g_autofree char *subtitle = outlay_days_to_text (days);

  adw_navigation_view_push (self->navigation,
                            outlay_rows_page_new (self->workspace, &(OutlayRowsInit) {
                                                                       .title = title,
                                                                       .subtitle = subtitle,
                                                                       .is_company = TRUE,
                                                                       .filter = filter,
                                                                       .currency = currency,
                                                                   }));
}

static void
month_cb (OutlayDashboardPage *self, guint series, guint bucket)
{
  const OutlaySpendingSpan *spans;
  OutlayExpenseFilter filter;
  guint n_spans;

  spans = outlay_spending_get_spans (self->year, &n_spans);
  if (bucket >= n_spans)
    return;

  outlay_spending_filter_of_span (self->year, bucket, &filter);
  open_rows (self, _ ("Expenses"), &spans[bucket].days, &filter,
             outlay_spending_get_query (self->year)->currency);
}

/* (transfer none) */
static const char *
get_budget_name (OutlayDashboardPage *self, const OutlayBudget *budget)
{
  OutlayCategory *category = outlay_category_store_find (
      outlay_workspace_get_category_store (self->workspace), budget->category);

  if (*budget->category == '\0')
    return _ ("All Expenses");

  return category != NULL ? outlay_category_get_name (category) : _ ("Unknown category");
}

/* Budgets are of the month that the last day is in. */
static void
get_last_month (const OutlayDays *days, OutlayDays *month)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (days, last);
  outlay_days_of_period (month, OUTLAY_PERIOD_MONTH, last, OUTLAY_ISO_WEEKDAY);
}

static void
department_cb (OutlayDashboardPage *self, GtkListBoxRow *row)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (self->year);
  const OutlayDays *days = outlay_dashboard_get_days (self->dashboard);
  const char *name = g_object_get_data (G_OBJECT (row), "department");
  OutlayExpenseFilter filter = { .scope = OUTLAY_SCOPE_OTHERS, .states = OUTLAY_DASHBOARD_STATES };

  filter.from = days->from;
  filter.until = days->until;
  filter.department = name;
  if (query->is_converted)
    filter.in_currency = query->currency;
  else
    filter.currency = query->currency;
  open_rows (self, *name != '\0' ? name : _ ("No department"), days, &filter, query->currency);
}

/* What uses a budget up: spent, or asked for. */
static void
budget_cb (OutlayDashboardPage *self, GtkListBoxRow *row)
{
  guint i = (guint) gtk_list_box_row_get_index (row);
  const char *home = outlay_workspace_get_policy (self->workspace)->home;
  OutlayExpenseFilter filter = { .scope = OUTLAY_SCOPE_OTHERS, .states = STATES_OF_BUDGETS };
  const OutlayDashboardBudget *over;
  const char *currency;
  OutlayDays month;
  guint n;

  over = outlay_dashboard_get_over_budget (self->dashboard, &n);
  g_return_if_fail (i < n);

  get_last_month (outlay_dashboard_get_days (self->dashboard), &month);
  currency = over[i].budget.limit.currency;
  filter.from = month.from;
  filter.until = month.until;
  filter.category = *over[i].budget.category != '\0' ? over[i].budget.category : NULL;
  if (g_str_equal (currency, home))
    filter.in_currency = currency;
  else
    filter.currency = currency;
  open_rows (self, get_budget_name (self, &over[i].budget), &month, &filter, currency);
}

/* --- showing it ------------------------------------------------------------------------------ */

/* "€420.00 + SEK 1,864.00" */
static char *
describe_totals (const OutlayReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->n_currencies; i++)
    {
      const OutlayCurrencyTotals *block = &report->currencies[i];
      g_autofree char *amount = NULL;

      if (outlay_currency_key_is_converted (block->currency))
        continue;
      amount = outlay_report_format (block->totals.all.minor, block->currency);
      if (text->len > 0)
        g_string_append (text, " + ");
      g_string_append (text, amount);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
show_waiting (OutlayDashboardPage *self)
{
  gint64 n = outlay_dashboard_get_n_waiting (self->dashboard);
  const char *oldest_at = outlay_dashboard_get_oldest_at (self->dashboard);
  g_autofree char *figure = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autofree char *age = oldest_at != NULL ? outlay_age_to_text (oldest_at, g_get_real_time ())
                                           : NULL;
  g_autofree char *totals = describe_totals (outlay_dashboard_get_waiting (self->dashboard));
  g_autofree char *detail = NULL;

  if (n == 0)
    detail = g_strdup (_ ("Nothing is left to decide."));
  else
    /* Translators: how long ago the oldest was submitted, then what all come to. */
    detail = g_strdup_printf (_ ("Oldest: %1$s\n%2$s"), age != NULL ? age : "–", totals);
  outlay_dashboard_figure_set (self->waiting, figure, detail);
}

static void
show_decided (OutlayDashboardPage *self)
{
  const OutlayDashboardDecisions *now = outlay_dashboard_get_decided (self->dashboard);
  const OutlayDashboardDecisions *before = outlay_dashboard_get_decided_before (self->dashboard);
  gint64 n = now->n_approved + now->n_rejected;
  g_autofree char *figure = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_autofree char *detail = NULL;
  g_autofree char *median = outlay_duration_to_text (now->median_seconds);
  g_autofree char *most = outlay_duration_to_text (now->p90_seconds);
  g_autofree char *earlier = outlay_duration_to_text (before->median_seconds);
  g_autofree char *pace = NULL;

  detail = g_strdup_printf (_ ("%1$d approved, %2$d rejected\n%3$d in the time before"),
                            (int) now->n_approved, (int) now->n_rejected,
                            (int) (before->n_approved + before->n_rejected));
  outlay_dashboard_figure_set (self->decided, figure, detail);

  /* Translators: a length of time that nine of ten did not take, then the usual one before. */
  pace = g_strdup_printf (_ ("Nine of ten within %1$s\n%2$s in the time before"), most, earlier);
  outlay_dashboard_figure_set (self->pace, median, pace);
}

static void
show_reimbursed (OutlayDashboardPage *self)
{
  g_autofree char *figure = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             outlay_dashboard_get_n_reimbursed (self->dashboard));
  g_autofree char *totals = describe_totals (outlay_dashboard_get_reimbursed (self->dashboard));
  g_autofree char *detail = NULL;

  /* Translators: what was paid, then how many there were in the time before. */
  detail = g_strdup_printf (_ ("%1$s\n%2$d in the time before"), *totals != '\0' ? totals : "–",
                            (int) outlay_dashboard_get_n_reimbursed_before (self->dashboard));
  outlay_dashboard_figure_set (self->reimbursed, figure, detail);
}

/* Takes all rows out. Returns the number of the one that had the focus, -1 where none had. */
static int
clear_rows (GtkListBox *list)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (list));
  int n = focus != NULL && gtk_widget_has_focus (focus)
              ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus))
              : -1;

  gtk_list_box_remove_all (list);

  return n;
}

/* Who stood on a row stands there again, with what is in its place now. */
static void
restore_focus (GtkListBox *list, int n)
{
  GtkListBoxRow *row = n >= 0 ? gtk_list_box_get_row_at_index (list, n) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static GtkWidget *
add_row (GtkListBox *list, const char *title, const char *subtitle, const char *figure)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (figure);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (list, row);

  return row;
}

static void
show_over_budget (OutlayDashboardPage *self)
{
  guint n;
  const OutlayDashboardBudget *over = outlay_dashboard_get_over_budget (self->dashboard, &n);
  int focus;

  focus = clear_rows (self->over_list);
  for (guint i = 0; i < n; i++)
    {
      const OutlayMoney *limit = &over[i].budget.limit;
      gint64 used = over[i].spent + over[i].committed;
      g_autofree char *used_text = outlay_report_format (used, limit->currency);
      g_autofree char *limit_text = outlay_money_format (limit, NULL);
      g_autofree char *subtitle = g_strdup_printf (_ ("of %s this month"), limit_text);

      GtkWidget *row = add_row (self->over_list, get_budget_name (self, &over[i].budget), subtitle,
                                used_text);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }
  gtk_widget_set_visible (self->over_section, n > 0);
  restore_focus (self->over_list, focus);
}

static void
show_reasons (OutlayDashboardPage *self)
{
  guint n;
  const OutlayDashboardReason *reasons = outlay_dashboard_get_reasons (self->dashboard, &n);
  int focus;

  focus = clear_rows (self->reasons_list);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, reasons[i].count);

      add_row (self->reasons_list, reasons[i].reason, NULL, count);
    }
  gtk_widget_set_visible (self->reasons_section, n > 0);
  restore_focus (self->reasons_list, focus);
}

/* Where nobody is in one there is nothing to tell apart. */
static void
show_departments (OutlayDashboardPage *self, const OutlaySpendingQuery *query)
{
  g_autoptr (GArray) departments = outlay_dashboard_sum_departments (
      self->dashboard, query->currency, query->is_converted);
  gboolean has_any = FALSE;
  int focus;

  focus = clear_rows (self->departments_list);
  for (guint i = 0; i < departments->len; i++)
    {
      const OutlayDashboardDepartment *one = &g_array_index (departments, OutlayDashboardDepartment,
                                                             i);
      g_autofree char *count = outlay_report_format_count (one->total.count);
      g_autofree char *amount = outlay_report_format (one->total.minor, query->currency);
      GtkWidget *row = add_row (self->departments_list,
                                *one->name != '\0' ? one->name : _ ("No department"), count,
                                amount);

      has_any |= *one->name != '\0';
      g_object_set_data_full (G_OBJECT (row), "department", g_strdup (one->name), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }
  gtk_widget_set_visible (self->departments_section, has_any);
  restore_focus (self->departments_list, focus);
}

static void
show_trend (OutlayDashboardPage *self)
{
  g_autoptr (OutlayChartData)
      data = outlay_report_chart_new (self->year, NULL, _ ("Twelve Months"), self->today);

  outlay_chart_set_data (self->trend, data);
}

static gboolean
is_same_choice (GtkStringList *a, GtkStringList *b)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (a));

  if (g_list_model_get_n_items (G_LIST_MODEL (b)) != n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (a, i), gtk_string_list_get_string (b, i)))
      return FALSE;

  return TRUE;
}

/* What is the same stays, as somebody may be choosing from it. */
static void
show_currencies (OutlayDashboardPage *self, OutlaySpending *spending)
{
  const char *shown = outlay_spending_get_query (spending)->currency;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const OutlaySpendingCurrency *currencies;
  guint selected = GTK_INVALID_LIST_POSITION;
  guint n;

  currencies = outlay_spending_get_currencies (spending, &n);
  for (guint i = 0; i < n; i++)
    {
      gtk_string_list_append (names, currencies[i].currency);
      if (g_str_equal (currencies[i].currency, shown))
        selected = i;
    }
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      gtk_string_list_append (names, shown);
      selected = n;
    }

  self->is_updating = TRUE;
  if (self->currencies == NULL || !is_same_choice (self->currencies, names))
    {
      g_set_object (&self->currencies, names);
      gtk_drop_down_set_model (self->currency, G_LIST_MODEL (names));
    }
  gtk_drop_down_set_selected (self->currency, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->currency),
                          g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  self->is_updating = FALSE;
}

void
outlay_dashboard_page_show (OutlayDashboardPage *self, const OutlayDashboardAnswer *answer)
{
  g_set_object (&self->dashboard, answer->dashboard);
  g_set_object (&self->year, answer->year);

  show_waiting (self);
  show_decided (self);
  show_reimbursed (self);
  show_over_budget (self);
  outlay_report_view_show (self->view, answer->spending, answer->span, self->today);
  show_departments (self, outlay_spending_get_query (answer->spending));
  show_trend (self);
  show_reasons (self);
  show_currencies (self, answer->spending);
  adw_banner_set_revealed (self->banner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "dashboard");
}

void
outlay_dashboard_page_show_failure (OutlayDashboardPage *self, const GError *error)
{
  if (self->dashboard != NULL)
    {
      adw_banner_set_title (self->banner, outlay_error_to_text (error));
      adw_banner_set_revealed (self->banner, TRUE);
      return;
    }

  adw_status_page_set_description (self->failed, outlay_error_to_text (error));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

void
outlay_dashboard_page_bind_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, month_cb);
  gtk_widget_class_bind_template_callback (widget_class, department_cb);
  gtk_widget_class_bind_template_callback (widget_class, budget_cb);
}
