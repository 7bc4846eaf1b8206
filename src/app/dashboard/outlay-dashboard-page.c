/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dashboard/outlay-dashboard-page.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-trend-chart.h"
#include "app/dashboard/outlay-dashboard-figure.h"
#include "app/dashboard/outlay-duration-text.h"
#include "app/reports/outlay-report-chart.h"
#include "app/reports/outlay-report-text.h"
#include "app/reports/outlay-report-view.h"
#include "app/reports/outlay-rows-page.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"
#include "client/company/outlay-dashboard.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

/* Changes come in flocks. */
#define SETTLE_MS 1500
#define N_MONTHS 12

#define STATES_SUBMITTED (((1u << OUTLAY_N_STATES) - 1) & ~(1u << OUTLAY_STATE_DRAFT))

static const OutlayReportLength lengths[] = { OUTLAY_REPORT_LAST_7, OUTLAY_REPORT_LAST_30,
                                              OUTLAY_REPORT_LAST_365 };
static const guint length_days[] = { 7, 30, 365 };

struct _OutlayDashboardPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwNavigationView *navigation;
  GtkDropDown *length;
  GtkDropDown *currency;
  AdwBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed;
  OutlayDashboardFigure *waiting;
  OutlayDashboardFigure *decided;
  OutlayDashboardFigure *pace;
  OutlayDashboardFigure *reimbursed;
  GtkWidget *over_section;
  GtkListBox *over_list;
  OutlayReportView *view;
  GtkWidget *departments_section;
  GtkListBox *departments_list;
  GtkWidget *trend_section;
  OutlayChart *trend;
  GtkWidget *reasons_section;
  GtkListBox *reasons_list;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayApi *api;
  OutlayDashboard *dashboard; /* (nullable): no answer yet, as the next */
  OutlaySpending *year;
  GtkStringList *currencies; /* what there is to choose from */
  char *today;

  char chosen[4]; /* currency; "" as long as nobody has chosen */
  guint settle;   /* source, or 0 */
  guint question; /* counts: an answer to an older one is not shown */
  gboolean is_asking;
  gboolean is_stale; /* something has changed since it was asked */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (OutlayDashboardPage, outlay_dashboard_page, ADW_TYPE_NAVIGATION_PAGE)

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

static void
department_cb (OutlayDashboardPage *self, GtkListBoxRow *row)
{
  const OutlayDays *days = outlay_dashboard_get_days (self->dashboard);
  const OutlayDashboardDepartment *departments;
  OutlayExpenseFilter filter = { .scope = OUTLAY_SCOPE_OTHERS, .states = STATES_SUBMITTED };
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "department"));
  guint n_departments;

  departments = outlay_dashboard_get_departments (self->dashboard, &n_departments);
  g_return_if_fail (n < n_departments);

  filter.from = days->from;
  filter.until = days->until;
  filter.currency = departments[n].currency;
  filter.department = departments[n].name;
  open_rows (self, *departments[n].name != '\0' ? departments[n].name : _ ("No department"), days,
             &filter, departments[n].currency);
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
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (self->workspace);
  guint n;
  const OutlayDashboardBudget *over = outlay_dashboard_get_over_budget (self->dashboard, &n);

  gtk_list_box_remove_all (self->over_list);
  for (guint i = 0; i < n; i++)
    {
      const OutlayMoney *limit = &over[i].budget.limit;
      OutlayCategory *category = outlay_category_store_find (categories, over[i].budget.category);
      gint64 used = over[i].spent + over[i].committed;
      g_autofree char *used_text = outlay_report_format (used, limit->currency);
      g_autofree char *limit_text = outlay_money_format (limit, NULL);
      g_autofree char *subtitle = g_strdup_printf (_ ("of %s this month"), limit_text);

      add_row (self->over_list,
               *over[i].budget.category == '\0' ? _ ("All Expenses")
               : category != NULL               ? outlay_category_get_name (category)
                                                : _ ("Unknown category"),
               subtitle, used_text);
    }
  gtk_widget_set_visible (self->over_section, n > 0);
}

static void
show_reasons (OutlayDashboardPage *self)
{
  guint n;
  const OutlayDashboardReason *reasons = outlay_dashboard_get_reasons (self->dashboard, &n);

  gtk_list_box_remove_all (self->reasons_list);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, reasons[i].count);

      add_row (self->reasons_list, reasons[i].reason, NULL, count);
    }
  gtk_widget_set_visible (self->reasons_section, n > 0);
}

/* Where nobody is in one there is nothing to tell apart. */
static void
show_departments (OutlayDashboardPage *self, const char *currency)
{
  guint n;
  const OutlayDashboardDepartment *departments = outlay_dashboard_get_departments (self->dashboard,
                                                                                   &n);
  gboolean has_any = FALSE;

  gtk_list_box_remove_all (self->departments_list);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *count = NULL;
      g_autofree char *amount = NULL;
      GtkWidget *row;

      if (!g_str_equal (departments[i].currency, currency))
        continue;

      has_any |= *departments[i].name != '\0';
      count = outlay_report_format_count (departments[i].total.count);
      amount = outlay_report_format (departments[i].total.minor, currency);
      row = add_row (self->departments_list,
                     *departments[i].name != '\0' ? departments[i].name : _ ("No department"),
                     count, amount);
      g_object_set_data (G_OBJECT (row), "department", GUINT_TO_POINTER (i));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }
  gtk_widget_set_visible (self->departments_section, has_any);
}

static void
show_trend (OutlayDashboardPage *self)
{
  g_autoptr (OutlayChartData)
      data = outlay_report_chart_new (self->year, NULL, _ ("Twelve Months"), self->today);

  outlay_chart_set_data (self->trend, data);
}

/* What may be chosen stays in its place while numbers change. */
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
  g_set_object (&self->currencies, names);
  gtk_drop_down_set_model (self->currency, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->currency, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->currency),
                          g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  self->is_updating = FALSE;
}

/* --- asking ---------------------------------------------------------------------------------- */

typedef struct
{
  OutlayDashboardPage *page; /* owned */
  guint number;
  guint length;
  OutlayReportSpan span;
  OutlaySpendingQuery query;
  OutlaySpendingQuery year;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->page);
  g_free (question);
}

static void ask_cb (OutlayDashboardPage *self);

static void
show_answer (OutlayDashboardPage *self,
             const Question *question,
             OutlayDashboard *dashboard,
             OutlaySpending *spending,
             OutlaySpending *year)
{
  g_set_object (&self->dashboard, dashboard);
  g_set_object (&self->year, year);

  show_waiting (self);
  show_decided (self);
  show_reimbursed (self);
  show_over_budget (self);
  outlay_report_view_show (self->view, spending, &question->span, self->today);
  show_departments (self, question->query.currency);
  show_trend (self);
  show_reasons (self);
  show_currencies (self, spending);
  adw_banner_set_revealed (self->banner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "dashboard");
}

/* Numbers that could not be brought up to date stay, and it is said that they are old. */
static void
show_failure (OutlayDashboardPage *self, const GError *error)
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

/* Where nothing was spent in the currency that was guessed, what was used most is shown. */
static gboolean
take_likely_currency (OutlayDashboardPage *self, OutlaySpending *year)
{
  const OutlaySpendingCurrency *currencies;
  guint n;

  if (*self->chosen != '\0' || outlay_spending_get_total (year)->count > 0)
    return FALSE;

  currencies = outlay_spending_get_currencies (year, &n);
  if (n == 0)
    return FALSE;

  g_strlcpy (self->chosen, currencies[0].currency, sizeof self->chosen);
  return TRUE;
}

static DexFuture *
ask_fiber (gpointer data)
{
  Question *question = data;
  OutlayDashboardPage *self = question->page;
  OutlaySpendingStore *store = outlay_workspace_get_spending_store (self->workspace);
  g_autoptr (OutlayDashboard) dashboard = NULL;
  g_autoptr (OutlaySpending) spending = NULL;
  g_autoptr (OutlaySpending) year = NULL;
  g_autoptr (GError) error = NULL;

  dashboard = dex_await_object (outlay_dashboard_fetch (self->api, length_days[question->length]),
                                &error);
  if (dashboard != NULL)
    spending = dex_await_object (outlay_spending_store_read (store, &question->query), &error);
  if (spending != NULL)
    year = dex_await_object (outlay_spending_store_read (store, &question->year), &error);

  /* Disposed of, or something else is asked by now. */
  if (self->workspace == NULL || question->number != self->question)
    return dex_future_new_true ();

  self->is_asking = FALSE;
  if (year == NULL)
    show_failure (self, error);
  else if (take_likely_currency (self, year))
    ask_cb (self);
  else
    show_answer (self, question, dashboard, spending, year);

  if (self->is_stale && !self->is_asking && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_cb (self);

  return dex_future_new_true ();
}

/* The last twelve calendar months, the present one included. */
static void
get_year (const char *today, OutlayDays *year)
{
  OutlayDays month;

  outlay_days_of_period (&month, OUTLAY_PERIOD_MONTH, today, OUTLAY_ISO_WEEKDAY);
  *year = month;
  for (guint i = 1; i < N_MONTHS; i++)
    if (outlay_days_period_before (&month, OUTLAY_PERIOD_MONTH, OUTLAY_ISO_WEEKDAY, &month))
      g_strlcpy (year->from, month.from, sizeof year->from);
}

static void
fill_query (OutlayDashboardPage *self, OutlaySpendingQuery *query)
{
  const char *home = outlay_workspace_get_policy (self->workspace)->home;
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);
  const char *guess = *home != '\0' ? home : outlay_account_get_currency (account);

  query->is_company = TRUE;
  query->states = STATES_SUBMITTED;
  query->first_weekday = OUTLAY_ISO_WEEKDAY;
  g_strlcpy (query->currency, *self->chosen != '\0' ? self->chosen : guess, sizeof query->currency);
  query->is_converted = *home != '\0' && g_str_equal (query->currency, home);
}

static void
ask_cb (OutlayDashboardPage *self)
{
  Question *question = g_new0 (Question, 1);

  g_clear_pointer (&self->today, g_free);
  self->today = outlay_day_today ();
  question->page = g_object_ref (self);
  question->number = ++self->question;
  question->length = MIN (gtk_drop_down_get_selected (self->length), G_N_ELEMENTS (lengths) - 1);
  outlay_report_span_init (&question->span, lengths[question->length], self->today,
                           OUTLAY_ISO_WEEKDAY);
  fill_query (self, &question->query);
  question->query.days = question->span.days;
  outlay_report_span_get_before (&question->span, self->today, &question->query.before);
  question->query.step = outlay_report_span_get_step (&question->span);
  fill_query (self, &question->year);
  question->year.step = OUTLAY_SPENDING_STEP_MONTH;
  get_year (self->today, &question->year.days);

  self->is_asking = TRUE;
  self->is_stale = FALSE;
  dex_future_disown (outlay_fiber_spawn (ask_fiber, question, question_free));
}

static void
length_cb (OutlayDashboardPage *self)
{
  if (self->workspace != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_cb (self);
}

static void
currency_cb (OutlayDashboardPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->currency);

  if (self->is_updating || self->currencies == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;

  g_strlcpy (self->chosen, gtk_string_list_get_string (self->currencies, selected),
             sizeof self->chosen);
  ask_cb (self);
}

static void
settled_cb (gpointer data)
{
  OutlayDashboardPage *self = data;

  self->settle = 0;
  if (!self->is_asking && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_cb (self);
}

static void
changed_cb (OutlayDashboardPage *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->settle == 0)
    self->settle = g_timeout_add_once (SETTLE_MS, settled_cb, self);
}

static void
outlay_dashboard_page_map (GtkWidget *widget)
{
  OutlayDashboardPage *self = OUTLAY_DASHBOARD_PAGE (widget);

  GTK_WIDGET_CLASS (outlay_dashboard_page_parent_class)->map (widget);

  if (self->is_stale && !self->is_asking)
    ask_cb (self);
}

/* --- the type -------------------------------------------------------------------------------- */

static void
outlay_dashboard_page_dispose (GObject *object)
{
  OutlayDashboardPage *self = OUTLAY_DASHBOARD_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  if (self->api != NULL)
    outlay_api_close (self->api);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_DASHBOARD_PAGE);
  g_clear_object (&self->api);
  g_clear_object (&self->dashboard);
  g_clear_object (&self->year);
  g_clear_object (&self->currencies);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (outlay_dashboard_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/dashboard/outlay-dashboard-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, OutlayDashboardPage, name)
  BIND (navigation);
  BIND (length);
  BIND (currency);
  BIND (banner);
  BIND (stack);
  BIND (failed);
  BIND (waiting);
  BIND (decided);
  BIND (pace);
  BIND (reimbursed);
  BIND (over_section);
  BIND (over_list);
  BIND (view);
  BIND (departments_section);
  BIND (departments_list);
  BIND (trend_section);
  BIND (trend);
  BIND (reasons_section);
  BIND (reasons_list);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, length_cb);
  gtk_widget_class_bind_template_callback (widget_class, currency_cb);
  gtk_widget_class_bind_template_callback (widget_class, department_cb);
  gtk_widget_class_bind_template_callback (widget_class, month_cb);
}

static void
outlay_dashboard_page_class_init (OutlayDashboardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_dashboard_page_dispose;
  widget_class->map = outlay_dashboard_page_map;

  g_type_ensure (OUTLAY_TYPE_DASHBOARD_FIGURE);
  g_type_ensure (OUTLAY_TYPE_REPORT_VIEW);
  g_type_ensure (OUTLAY_TYPE_TREND_CHART);
  bind_template (widget_class);
}

static void
outlay_dashboard_page_init (OutlayDashboardPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    gtk_string_list_append (names, outlay_report_length_get_name (lengths[i]));
  gtk_drop_down_set_model (self->length, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->length, 1);
  self->is_stale = TRUE;
}

AdwNavigationPage *
outlay_dashboard_page_new (OutlayWorkspace *workspace)
{
  OutlayDashboardPage *self = g_object_new (OUTLAY_TYPE_DASHBOARD_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->api = outlay_api_new (outlay_workspace_get_session (workspace));
  outlay_report_view_set_workspace (self->view, workspace);
  g_signal_connect_object (outlay_workspace_get_spending_store (workspace), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return ADW_NAVIGATION_PAGE (self);
}
