/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dashboard/outlay-dashboard-page-private.h"

#include "app/charts/outlay-trend-chart.h"
#include "app/reports/outlay-report-text.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

/* Changes come in flocks. */
#define SETTLE_MS 1500
#define N_MONTHS 12

static const OutlayReportLength lengths[] = { OUTLAY_REPORT_LAST_7, OUTLAY_REPORT_LAST_30,
                                              OUTLAY_REPORT_LAST_365 };
static const guint length_days[] = { 7, 30, 365 };

G_DEFINE_FINAL_TYPE (OutlayDashboardPage, outlay_dashboard_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- asking ---------------------------------------------------------------------------------- */

typedef struct
{
  /* Owned; the page's own go when it is disposed of, be it before the fiber has begun. */
  OutlayDashboardPage *page;
  OutlaySpendingStore *store;
  OutlayApi *api;

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
  g_object_unref (question->store);
  g_object_unref (question->api);
  g_free (question);
}

static void ask_cb (OutlayDashboardPage *self);

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
  g_autoptr (OutlayDashboard) dashboard = NULL;
  g_autoptr (OutlaySpending) spending = NULL;
  g_autoptr (OutlaySpending) year = NULL;
  g_autoptr (GError) error = NULL;

  dashboard = dex_await_object (
      outlay_dashboard_fetch (question->api, length_days[question->length]), &error);
  if (dashboard != NULL)
    spending = dex_await_object (outlay_spending_store_read (question->store, &question->query),
                                 &error);
  if (spending != NULL)
    year = dex_await_object (outlay_spending_store_read (question->store, &question->year), &error);

  /* Disposed of, or something else is asked by now. */
  if (self->workspace == NULL || question->number != self->question)
    return dex_future_new_true ();

  self->is_asking = FALSE;
  if (year == NULL)
    outlay_dashboard_page_show_failure (self, error);
  else if (take_likely_currency (self, year))
    ask_cb (self);
  else
    outlay_dashboard_page_show (
        self, &(OutlayDashboardAnswer) { dashboard, spending, year, &question->span });

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
  query->states = OUTLAY_DASHBOARD_STATES;
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
  question->store = g_object_ref (outlay_workspace_get_spending_store (self->workspace));
  question->api = g_object_ref (self->api);
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
  outlay_dashboard_page_bind_rows (widget_class);
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
