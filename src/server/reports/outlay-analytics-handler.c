/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/budgets/outlay-budget-report.h"
#include "server/outlay-route.h"
#include "server/reports/outlay-report-json.h"
#include "server/reports/outlay-summary.h"

/* Last days, each with as many before them. */
static const guint spans[] = { 7, 30, 365 };
#define N_SPANS G_N_ELEMENTS (spans)

/* The days before, and those that are asked for. */
typedef struct
{
  OutlayDayReport reports[2];
} Span;

static void
init_span (Span *self, guint n_days, const char *last)
{
  if (!outlay_days_last (&self->reports[1].days, n_days, last) ||
      !outlay_days_before (&self->reports[1].days, &self->reports[0].days))
    g_assert_not_reached ();

  outlay_day_reports_init (self->reports, 2, TRUE);
}

static void
write_span (const Span *self, guint n_days, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "days");
  outlay_json_writer_int (json, n_days);
  outlay_report_write_json (&self->reports[1], json);
  outlay_json_writer_name (json, "before");
  outlay_json_writer_begin_object (json);
  outlay_report_write_json (&self->reports[0], json);
  outlay_json_writer_end_object (json);
  outlay_json_writer_end_object (json);
}

/* (transfer full): a report for each day */
static OutlayDayReport *
new_daily (const OutlayDays *days, guint n_days, gboolean is_by_category)
{
  OutlayDayReport *daily = g_new (OutlayDayReport, n_days);
  const char *day = days->from;

  for (guint i = 0; i < n_days; i++)
    {
      if (!outlay_days_last (&daily[i].days, 1, day))
        g_assert_not_reached ();
      day = daily[i].days.until;
    }
  outlay_day_reports_init (daily, n_days, is_by_category);

  return daily;
}

static gboolean
write_analytics_json (const OutlaySummary *self,
                      const Span *all,
                      const OutlayDayReport *daily,
                      guint n_days,
                      const OutlayBudgetReport *budgets,
                      OutlayJsonWriter *json,
                      GError **error)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (&self->query.days, last);
  outlay_json_writer_begin_object (json);
  outlay_summary_write_scope (self, json);
  outlay_json_writer_name (json, "to");
  outlay_json_writer_token (json, last);
  outlay_json_writer_name (json, "spans");
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < N_SPANS; i++)
    write_span (&all[i], spans[i], json);
  outlay_json_writer_end_array (json);
  outlay_json_writer_name (json, "daily");
  outlay_day_reports_write_json (daily, n_days, json);
  outlay_json_writer_name (json, "budgets");
  if (!outlay_budget_report_write_json (budgets, FALSE, json, error))
    return FALSE;
  outlay_json_writer_end_object (json);

  return TRUE;
}

static gboolean
write_analytics (const OutlaySummary *self, OutlayJsonWriter *json, GError **error)
{
  guint n_days = outlay_days_count (&self->query.days);
  g_autofree OutlayDayReport *daily = new_daily (&self->query.days, n_days,
                                                 self->query.is_daily_by_category);
  g_auto (OutlayBudgetReport) budgets = { .home = "" };
  OutlayDaySeries series[N_SPANS + 2];
  guint n_series = N_SPANS + 1;
  char last[OUTLAY_DAY_SIZE];
  Span all[N_SPANS];
  gboolean is_done;

  outlay_days_get_last (&self->query.days, last);
  is_done = outlay_budget_report_begin (&budgets, self->request->db,
                                        self->request->identity->company, self->owner, last, error);
  for (guint i = 0; i < N_SPANS; i++)
    {
      init_span (&all[i], spans[i], last);
      series[i] = (OutlayDaySeries) { all[i].reports, 2 };
    }
  series[N_SPANS] = (OutlayDaySeries) { daily, n_days };
  if (is_done && budgets.budgets.items->len > 0)
    series[n_series++] = (OutlayDaySeries) { &budgets.month, 1 };

  is_done = is_done && outlay_summary_read (self, series, n_series, error) &&
            write_analytics_json (self, all, daily, n_days, &budgets, json, error);

  for (guint i = 0; i < N_SPANS; i++)
    outlay_day_reports_clear (all[i].reports, 2);
  outlay_day_reports_clear (daily, n_days);

  return is_done;
}

static OutlayReply *
get_analytics (const OutlayRequest *request)
{
  OutlaySummary self = { .request = request };
  OutlayReply *reply = outlay_analytics_query_read (&self.query, request);
  char key[64];

  if (reply != NULL)
    return reply;

  g_snprintf (key, sizeof key, "analytics/%s/%s%s", self.query.days.from, self.query.days.until,
              self.query.is_daily_by_category ? "/category" : "");
  return outlay_summary_answer (&self, key, write_analytics);
}

const OutlayRoute outlay_analytics_routes[] = {
  { "GET", "/api/v1/analytics", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_CACHED, get_analytics,
    .query = OUTLAY_ANALYTICS_QUERY, .cost = OUTLAY_COST_SEARCH },
  { NULL },
};
