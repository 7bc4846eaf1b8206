/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/budgets/outlay-budget-report.h"
#include "server/outlay-route.h"
#include "server/reports/outlay-breakdown-json.h"
#include "server/reports/outlay-breakdown-store.h"
#include "server/reports/outlay-decision-store.h"
#include "server/reports/outlay-report-json.h"
#include "server/reports/outlay-summary.h"

#define N_REASONS 10
#define N_LARGEST 10
#define N_TREND 12

/* The days before, and those that are asked for. */
typedef struct
{
  OutlayDays before;
  OutlayDays days;
} Span;

static const char *
get_company (const OutlaySummary *self)
{
  return self->request->identity->company;
}

/* --- what waits, and what was decided --- */

static gboolean
write_waiting (const OutlaySummary *self, OutlayJsonWriter *json, GError **error)
{
  g_auto (OutlayReport) report = { 0 };
  gint64 count = 0, oldest_at;

  outlay_report_init (&report, FALSE);
  if (!outlay_decision_store_read_waiting (self->request->db, get_company (self), &report,
                                           &oldest_at, error))
    return FALSE;
  for (guint i = 0; i < report.n_currencies; i++)
    if (!outlay_currency_key_is_converted (report.currencies[i].currency))
      count += report.currencies[i].totals.all.count;

  outlay_json_writer_name (json, "waiting");
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "count");
  outlay_json_writer_int (json, count);
  outlay_json_writer_name (json, "oldest_at");
  if (oldest_at != 0)
    outlay_json_writer_time (json, oldest_at);
  else
    outlay_json_writer_null (json);
  outlay_json_writer_name (json, "totals");
  outlay_report_write_totals_json (&report, json);
  outlay_json_writer_end_object (json);

  return TRUE;
}

static void
write_seconds (const char *name,
               const OutlayDecisions *decisions,
               gint64 usec,
               OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, name);
  if (decisions->n_approved + decisions->n_rejected > 0)
    outlay_json_writer_int (json, usec / G_USEC_PER_SEC);
  else
    outlay_json_writer_null (json);
}

static gboolean
write_decisions (const OutlaySummary *self,
                 const OutlayDays *days,
                 OutlayJsonWriter *json,
                 GError **error)
{
  OutlayDecisions decisions;

  if (!outlay_decision_store_read (self->request->db, get_company (self), days, &decisions, error))
    return FALSE;

  outlay_json_writer_name (json, "approved");
  outlay_json_writer_int (json, decisions.n_approved);
  outlay_json_writer_name (json, "rejected");
  outlay_json_writer_int (json, decisions.n_rejected);
  write_seconds ("median_seconds", &decisions, decisions.median_usec, json);
  write_seconds ("p90_seconds", &decisions, decisions.p90_usec, json);

  return TRUE;
}

static gboolean
write_reimbursed (const OutlaySummary *self,
                  const OutlayDays *days,
                  OutlayJsonWriter *json,
                  GError **error)
{
  g_auto (OutlayReport) report = { 0 };
  gint64 count = 0;

  outlay_report_init (&report, FALSE);
  if (!outlay_decision_store_read_reimbursed (self->request->db, get_company (self), days, &report,
                                              error))
    return FALSE;
  for (guint i = 0; i < report.n_currencies; i++)
    if (!outlay_currency_key_is_converted (report.currencies[i].currency))
      count += report.currencies[i].totals.all.count;

  outlay_json_writer_name (json, "count");
  outlay_json_writer_int (json, count);
  outlay_json_writer_name (json, "totals");
  outlay_report_write_totals_json (&report, json);

  return TRUE;
}

typedef gboolean (*WriteDaysFunc) (const OutlaySummary *self,
                                   const OutlayDays *days,
                                   OutlayJsonWriter *json,
                                   GError **error);

/* The members of the span, and in "before" those of the days before it. */
static gboolean
write_beside_before (const OutlaySummary *self,
                     const char *name,
                     WriteDaysFunc write,
                     const Span *span,
                     OutlayJsonWriter *json,
                     GError **error)
{
  outlay_json_writer_name (json, name);
  outlay_json_writer_begin_object (json);
  if (!write (self, &span->days, json, error))
    return FALSE;
  outlay_json_writer_name (json, "before");
  outlay_json_writer_begin_object (json);
  if (!write (self, &span->before, json, error))
    return FALSE;
  outlay_json_writer_end_object (json);
  outlay_json_writer_end_object (json);

  return TRUE;
}

static gboolean
write_reasons (const OutlaySummary *self,
               const OutlayDays *days,
               OutlayJsonWriter *json,
               GError **error)
{
  g_autoptr (GArray) reasons = outlay_decision_store_list_reasons (
      self->request->db, get_company (self), days, N_REASONS, error);

  if (reasons == NULL)
    return FALSE;

  outlay_json_writer_name (json, "rejections");
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < reasons->len; i++)
    {
      const OutlayReason *reason = &g_array_index (reasons, OutlayReason, i);

      outlay_json_writer_begin_object (json);
      outlay_json_writer_name (json, "reason");
      outlay_json_writer_text (json, reason->text);
      outlay_json_writer_name (json, "count");
      outlay_json_writer_int (json, reason->count);
      outlay_json_writer_end_object (json);
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}

/* --- what was spent --- */

static gboolean
write_largest (const OutlaySummary *self,
               const char *name,
               const OutlayBreakdown *breakdown,
               OutlayJsonWriter *json,
               GError **error)
{
  outlay_json_writer_name (json, name);
  return outlay_breakdown_write_json (breakdown, self->request->db, get_company (self), N_LARGEST,
                                      json, error);
}

static gboolean
write_breakdowns (const OutlaySummary *self,
                  const OutlayDays *days,
                  OutlayJsonWriter *json,
                  GError **error)
{
  g_auto (OutlayBreakdown) merchants = { 0 };
  g_auto (OutlayBreakdown) people = { 0 };
  g_auto (OutlayBreakdown) departments = { 0 };
  OutlayBreakdown *const both[] = { &merchants, &people };

  outlay_breakdown_init (&merchants, OUTLAY_BREAKDOWN_MERCHANT);
  outlay_breakdown_init (&people, OUTLAY_BREAKDOWN_PERSON);
  outlay_breakdown_init (&departments, OUTLAY_BREAKDOWN_DEPARTMENT);

  return outlay_breakdown_store_read (self->request->db, get_company (self), days, both, 2,
                                      error) &&
         outlay_breakdown_store_join_departments (self->request->db, get_company (self), &people,
                                                  &departments, error) &&
         write_largest (self, "merchants", &merchants, json, error) &&
         write_largest (self, "people", &people, json, error) &&
         write_largest (self, "departments", &departments, json, error);
}

/* The months that end with that of @last. */
static void
init_trend (OutlayDayReport *trend, const char *last)
{
  OutlayDays month;

  if (!outlay_days_of_period (&month, OUTLAY_PERIOD_MONTH, last, OUTLAY_ISO_WEEKDAY))
    g_assert_not_reached ();

  for (guint i = N_TREND; i-- > 0;)
    {
      trend[i].days = month;
      if (i > 0 &&
          !outlay_days_period_before (&month, OUTLAY_PERIOD_MONTH, OUTLAY_ISO_WEEKDAY, &month))
        g_assert_not_reached ();
    }
  outlay_day_reports_init (trend, N_TREND, FALSE);
}

/* What is told by category and by month, and the budgets that are over. */
typedef struct
{
  OutlayDayReport all;
  OutlayDayReport trend[N_TREND];
  OutlayBudgetReport budgets;
} Totals;

static gboolean
read_totals (const OutlaySummary *self, Totals *totals, GError **error)
{
  OutlayDaySeries series[] = { { &totals->all, 1 },
                               { totals->trend, N_TREND },
                               { &totals->budgets.month, 1 } };
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (&self->query.days, last);
  totals->all.days = self->query.days;
  outlay_day_reports_init (&totals->all, 1, TRUE);
  init_trend (totals->trend, last);

  return outlay_budget_report_begin (&totals->budgets, self->request->db, get_company (self), NULL,
                                     last, error) &&
         outlay_summary_read (self, series,
                              totals->budgets.budgets.items->len > 0 ? G_N_ELEMENTS (series) : 2,
                              error);
}

static gboolean
write_totals (const OutlaySummary *self, OutlayJsonWriter *json, GError **error)
{
  Totals totals = { .budgets.home = "" };
  gboolean is_done = read_totals (self, &totals, error);

  if (is_done)
    {
      outlay_json_writer_name (json, "categories");
      outlay_report_write_totals_json (&totals.all.report, json);
      outlay_json_writer_name (json, "trend");
      outlay_day_reports_write_json (totals.trend, N_TREND, json);
      outlay_json_writer_name (json, "over_budget");
      is_done = outlay_budget_report_write_json (&totals.budgets, TRUE, json, error);
    }
  outlay_day_reports_clear (&totals.all, 1);
  outlay_day_reports_clear (totals.trend, N_TREND);
  outlay_budget_report_clear (&totals.budgets);

  return is_done;
}

/* --- all of it --- */

static void
write_span (const Span *span, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, "days");
  outlay_json_writer_int (json, outlay_days_count (&span->days));
  outlay_days_write_json (&span->days, json);
  outlay_json_writer_name (json, "before");
  outlay_json_writer_begin_object (json);
  outlay_days_write_json (&span->before, json);
  outlay_json_writer_end_object (json);
}

static gboolean
write_dashboard (const OutlaySummary *self, OutlayJsonWriter *json, GError **error)
{
  Span span = { .days = self->query.days };

  if (!outlay_days_before (&span.days, &span.before))
    g_assert_not_reached ();

  outlay_json_writer_begin_object (json);
  write_span (&span, json);
  if (!write_waiting (self, json, error) ||
      !write_beside_before (self, "decided", write_decisions, &span, json, error) ||
      !write_beside_before (self, "reimbursed", write_reimbursed, &span, json, error) ||
      !write_reasons (self, &span.days, json, error) ||
      !write_breakdowns (self, &span.days, json, error) || !write_totals (self, json, error))
    return FALSE;
  outlay_json_writer_end_object (json);

  return TRUE;
}

static OutlayReply *
get_dashboard (const OutlayRequest *request)
{
  OutlaySummary self = { .request = request };
  OutlayReply *reply = outlay_dashboard_query_read (&self.query, request);
  char key[64];

  if (reply != NULL)
    return reply;

  g_snprintf (key, sizeof key, "dashboard/%s/%s", self.query.days.from, self.query.days.until);
  return outlay_summary_answer (&self, key, write_dashboard);
}

const OutlayRoute outlay_dashboard_routes[] = {
  { "GET", "/api/v1/dashboard", OUTLAY_ROLE_REVIEWER, OUTLAY_RUN_CACHED, get_dashboard,
    .query = OUTLAY_DASHBOARD_QUERY, .cost = OUTLAY_COST_SEARCH },
  { NULL },
};
