/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/outlay-route.h"
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
write_period (const OutlaySummary *self, const OutlayDayReport *period, OutlayJsonWriter *json)
{
  gsize from;

  outlay_json_writer_begin_object (json);
  outlay_summary_write_scope (self, json);
  outlay_json_writer_name (json, "period");
  outlay_json_writer_token (json, outlay_period_to_string (self->query.period));
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
      outlay_json_writer_begin_object (json);
      outlay_summary_write_scope (self, json);
      outlay_json_writer_name (json, "period");
      outlay_json_writer_token (json, outlay_period_to_string (self->query.period));
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

static OutlayReply *
get_report (const OutlayRequest *request)
{
  OutlaySummary self = { .request = request };
  OutlayReply *reply = outlay_report_query_read (&self.query, request);
  char key[64];

  if (reply != NULL)
    return reply;

  g_snprintf (key, sizeof key, "%s/%s/%s", outlay_period_to_string (self.query.period),
              self.query.days.from, self.query.days.until);
  return outlay_summary_answer (&self, key, write_report);
}

const OutlayRoute outlay_report_routes[] = {
  { "GET", "/api/v1/reports", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_CACHED, get_report,
    .query = OUTLAY_REPORT_QUERY, .cost = OUTLAY_COST_SEARCH },
  { NULL },
};
