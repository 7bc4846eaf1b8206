/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/outlay-route.h"
#include "server/reports/outlay-breakdown-json.h"
#include "server/reports/outlay-breakdown-store.h"
#include "server/reports/outlay-report-json.h"
#include "server/reports/outlay-summary.h"

/* The periods that @days touch, cut to them. Returns how many. */
static guint
cut_periods (const OutlayReportQuery *query, OutlayDayReport *periods)
{
  const OutlayDays *days = &query->days;
  char day[OUTLAY_DAY_SIZE];
  guint n = 0;

  memcpy (day, days->from, sizeof day);
  while (strcmp (day, days->until) < 0)
    {
      g_assert (n < OUTLAY_REPORT_MAX_PERIODS);
      if (!outlay_days_of_period (&periods[n].days, query->period, day, OUTLAY_ISO_WEEKDAY))
        g_assert_not_reached ();
      memcpy (day, periods[n].days.until, sizeof day);
      outlay_days_clip (&periods[n++].days, days);
    }

  return n;
}

/* A single period is all of it as well. */
static void
repeat_members (gsize from, OutlayJsonWriter *json)
{
  gsize length = json->length - from;
  g_autofree char *members = g_memdup2 (json->text + from, length);

  outlay_json_writer_name (json, "periods");
  outlay_json_writer_begin_array (json);
  outlay_json_writer_begin_object (json);
  outlay_json_writer_append (json, members, length);
  outlay_json_writer_end_object (json);
  outlay_json_writer_end_array (json);
}

static void
begin_report (const OutlaySummary *self, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_summary_write_scope (self, json);
  outlay_json_writer_name (json, "period");
  outlay_json_writer_token (json, outlay_period_to_string (self->query.period));
}

static void
write_period (const OutlaySummary *self, const OutlayDayReport *period, OutlayJsonWriter *json)
{
  gsize from;

  begin_report (self, json);
  from = json->length + strlen (",");
  outlay_report_write_json (period, json);
  repeat_members (from, json);
  outlay_json_writer_end_object (json);
}

static gboolean
write_periods (const OutlaySummary *self,
               OutlayDayReport *periods,
               guint n_periods,
               OutlayJsonWriter *json,
               GError **error)
{
  OutlayDayReport all = { .days = self->query.days };
  const OutlayDaySeries series = { periods, n_periods };
  gboolean is_done = outlay_summary_read (self, &series, 1, error);

  if (is_done && n_periods == 1)
    {
      write_period (self, periods, json);
      return TRUE;
    }

  outlay_day_reports_init (&all, 1, TRUE);
  for (guint i = 0; is_done && i < n_periods; i++)
    is_done = outlay_report_add_report (&all.report, &periods[i].report, error);

  if (is_done)
    {
      begin_report (self, json);
      outlay_report_write_json (&all, json);
      outlay_json_writer_name (json, "periods");
      outlay_day_reports_write_json (periods, n_periods, json);
      outlay_json_writer_end_object (json);
    }
  outlay_day_reports_clear (&all, 1);

  return is_done;
}

static gboolean
write_report (const OutlaySummary *self, OutlayJsonWriter *json, GError **error)
{
  OutlayDayReport periods[OUTLAY_REPORT_MAX_PERIODS];
  guint n_periods = cut_periods (&self->query, periods);
  gboolean is_done;

  outlay_day_reports_init (periods, n_periods, TRUE);
  is_done = write_periods (self, periods, n_periods, json, error);
  outlay_day_reports_clear (periods, n_periods);

  return is_done;
}

/* --- by merchant, person or department --- */

static gboolean
read_breakdown (const OutlaySummary *self,
                const OutlayDays *days,
                OutlayBreakdown *breakdown,
                GError **error)
{
  OutlayConnection *db = self->request->db;
  const char *company = self->request->identity->company;
  g_auto (OutlayBreakdown) people = { 0 };
  OutlayBreakdown *one = breakdown;

  if (self->owner != NULL)
    return outlay_breakdown_store_read_own (db, company, self->owner, days, breakdown, error);
  if (breakdown->kind != OUTLAY_BREAKDOWN_DEPARTMENT)
    return outlay_breakdown_store_read (db, company, days, &one, 1, error);

  outlay_breakdown_init (&people, OUTLAY_BREAKDOWN_PERSON);
  one = &people;
  return outlay_breakdown_store_read (db, company, days, &one, 1, error) &&
         outlay_breakdown_store_join_departments (db, company, &people, breakdown, error);
}

static gboolean
write_breakdown_totals (const OutlaySummary *self,
                        const OutlayDays *days,
                        const OutlayBreakdown *breakdown,
                        OutlayJsonWriter *json,
                        GError **error)
{
  outlay_days_write_json (days, json);
  outlay_json_writer_name (json, "totals");
  return outlay_breakdown_write_json (
      breakdown, self->request->db, self->request->identity->company, self->query.top, json, error);
}

/* Each is forgotten when it is written: there may be a hundred of ten thousand people. */
static gboolean
write_breakdown_periods (const OutlaySummary *self,
                         OutlayBreakdown *all,
                         OutlayJsonWriter *json,
                         GError **error)
{
  OutlayDayReport periods[OUTLAY_REPORT_MAX_PERIODS];
  guint n_periods = cut_periods (&self->query, periods);

  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < n_periods; i++)
    {
      g_auto (OutlayBreakdown) one = { 0 };

      outlay_breakdown_init (&one, self->query.by);
      outlay_json_writer_begin_object (json);
      if (!read_breakdown (self, &periods[i].days, &one, error) ||
          !write_breakdown_totals (self, &periods[i].days, &one, json, error) ||
          !outlay_breakdown_add_all (all, &one, error))
        return FALSE;
      outlay_json_writer_end_object (json);
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}

static gboolean
write_breakdown (const OutlaySummary *self, OutlayJsonWriter *json, GError **error)
{
  g_auto (OutlayBreakdown) all = { 0 };
  g_auto (OutlayJsonWriter) periods = { .size = 0 };

  outlay_breakdown_init (&all, self->query.by);
  outlay_json_writer_init (&periods, 4096);
  if (!write_breakdown_periods (self, &all, &periods, error))
    return FALSE;

  begin_report (self, json);
  outlay_json_writer_name (json, "by");
  outlay_json_writer_token (json, outlay_breakdown_kind_to_string (self->query.by));
  if (!write_breakdown_totals (self, &self->query.days, &all, json, error))
    return FALSE;
  outlay_json_writer_name (json, "periods");
  outlay_json_writer_append (json, periods.text, periods.length);
  outlay_json_writer_end_object (json);

  return TRUE;
}

static OutlayReply *
get_report (const OutlayRequest *request)
{
  OutlaySummary self = { .request = request };
  OutlayReply *reply = outlay_report_query_read (&self.query, request);
  char key[64];

  if (reply != NULL)
    return reply;

  if (self.query.by == OUTLAY_BREAKDOWN_CATEGORY)
    {
      g_snprintf (key, sizeof key, "%s/%s/%s", outlay_period_to_string (self.query.period),
                  self.query.days.from, self.query.days.until);
      return outlay_summary_answer (&self, key, write_report);
    }

  g_snprintf (key, sizeof key, "%s/%s/%s/%s/%u", outlay_period_to_string (self.query.period),
              self.query.days.from, self.query.days.until,
              outlay_breakdown_kind_to_string (self.query.by), self.query.top);
  return outlay_summary_answer (&self, key, write_breakdown);
}

const OutlayRoute outlay_report_routes[] = {
  { "GET", "/api/v1/reports", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_CACHED, get_report,
    .query = OUTLAY_REPORT_QUERY, .cost = OUTLAY_COST_SEARCH },
  { NULL },
};
