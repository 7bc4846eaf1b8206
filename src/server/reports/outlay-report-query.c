/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-report-query.h"

#include <string.h>

#include "core/outlay-time.h"
#include "server/reports/outlay-breakdown-json.h"

#define USUAL_DAILY 30
#define MAX_DAILY 366

/* The longest that either summary looks back: two years, and some. */
#define MIN_DAY "1973-01-01"
#define MAX_DAY "9998-12-31"

static OutlayReply *
read_scope (OutlayReportQuery *self, const OutlayRequest *request)
{
  const char *scope = outlay_request_get_query (request, "scope");

  self->is_company = g_strcmp0 (scope, "company") == 0;
  if (scope != NULL && !self->is_company && !g_str_equal (scope, "me"))
    return outlay_reply_new_problem_field (400, "scope", "must be me or company");
  if (self->is_company && request->identity->role < OUTLAY_ROLE_REVIEWER)
    return outlay_reply_new_problem (403, "Your role may not see what others spend.");

  return NULL;
}

/* The present day in UTC. */
static void
get_today (const OutlayRequest *request, char today[OUTLAY_DAY_SIZE])
{
  g_autofree char *now = outlay_time_format (request->now);

  g_strlcpy (today, now, OUTLAY_DAY_SIZE);
}

static OutlayReply *
read_day (const OutlayRequest *request, const char *name, const char **day)
{
  *day = outlay_request_get_query (request, name);
  if (*day == NULL ||
      (outlay_day_is_valid (*day) && strcmp (*day, MIN_DAY) >= 0 && strcmp (*day, MAX_DAY) <= 0))
    return NULL;

  return outlay_reply_new_problem_field (
      400, name, "must be a day as YYYY-MM-DD, from " MIN_DAY " to " MAX_DAY);
}

/* Fills in what is left out of the two ends. */
static gboolean
set_days (OutlayReportQuery *self, const OutlayRequest *request, const char *from, const char *to)
{
  char today[OUTLAY_DAY_SIZE], last[OUTLAY_DAY_SIZE];
  OutlayDays days;

  get_today (request, today);
  if (to == NULL)
    {
      const char *day = from != NULL && strcmp (from, today) > 0 ? from : today;

      if (!outlay_days_of_period (&days, self->period, day, OUTLAY_ISO_WEEKDAY))
        return FALSE;
      outlay_days_get_last (&days, last);
      to = last;
    }
  if (from == NULL)
    {
      if (!outlay_days_of_period (&days, self->period, to, OUTLAY_ISO_WEEKDAY))
        return FALSE;
      from = days.from;
    }

  return outlay_days_between (&self->days, from, to);
}

static gboolean
is_too_long (const OutlayReportQuery *self)
{
  OutlayDays period = { .until = "" };
  guint n_periods = 0;

  memcpy (period.until, self->days.from, sizeof period.until);
  while (strcmp (period.until, self->days.until) < 0)
    if (++n_periods > OUTLAY_REPORT_MAX_PERIODS ||
        !outlay_days_of_period (&period, self->period, period.until, OUTLAY_ISO_WEEKDAY))
      return TRUE;

  return FALSE;
}

static OutlayReply *
read_breakdown (OutlayReportQuery *self, const OutlayRequest *request)
{
  const char *by = outlay_request_get_query (request, "by");
  const char *text = outlay_request_get_query (request, "top");
  gint64 top = OUTLAY_BREAKDOWN_USUAL_TOP;

  self->by = OUTLAY_BREAKDOWN_CATEGORY;
  if (by != NULL && !outlay_breakdown_kind_from_string (by, &self->by))
    return outlay_reply_new_problem_field (400, "by",
                                           "must be category, merchant, person or department");
  if (self->by > OUTLAY_BREAKDOWN_MERCHANT && !self->is_company)
    return outlay_reply_new_problem_field (400, "by", "is for scope=company alone");
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 1, OUTLAY_BREAKDOWN_MAX_TOP, &top, NULL))
    return outlay_reply_new_problem_field (400, "top", "must be a whole number from 1 to 200");

  self->top = (guint) top;
  return NULL;
}

OutlayReply *
outlay_report_query_read (OutlayReportQuery *self, const OutlayRequest *request)
{
  const char *period = outlay_request_get_query (request, "period");
  const char *from, *to;
  OutlayReply *reply;

  self->period = OUTLAY_PERIOD_MONTH;
  if (period != NULL && !outlay_period_from_string (period, &self->period))
    return outlay_reply_new_problem_field (400, "period", "must be week, month or year");
  if ((reply = read_day (request, "from", &from)) != NULL ||
      (reply = read_day (request, "to", &to)) != NULL ||
      (reply = read_scope (self, request)) != NULL ||
      (reply = read_breakdown (self, request)) != NULL)
    return reply;

  if (!set_days (self, request, from, to))
    return outlay_reply_new_problem_field (400, "from", "must not be after \"to\"");
  if (is_too_long (self))
    return outlay_reply_new_problem_field (400, "from",
                                           "must not be more than 120 periods before \"to\"");

  return NULL;
}

/* The last days up to one, and which they are. */
static OutlayReply *
read_last_days (OutlayReportQuery *self, const OutlayRequest *request)
{
  const char *text = outlay_request_get_query (request, "days");
  char today[OUTLAY_DAY_SIZE];
  gint64 n_days = USUAL_DAILY;
  const char *to;
  OutlayReply *reply;

  if (text != NULL && !g_ascii_string_to_signed (text, 10, 1, MAX_DAILY, &n_days, NULL))
    return outlay_reply_new_problem_field (400, "days", "must be a whole number from 1 to 366");
  if ((reply = read_day (request, "to", &to)) != NULL)
    return reply;

  get_today (request, today);
  if (!outlay_days_last (&self->days, (guint) n_days, to != NULL ? to : today))
    return outlay_reply_new_problem_field (400, "to", "is too near to the end of the calendar");

  return NULL;
}

OutlayReply *
outlay_analytics_query_read (OutlayReportQuery *self, const OutlayRequest *request)
{
  const char *by = outlay_request_get_query (request, "by");
  OutlayReply *reply = read_last_days (self, request);

  self->is_daily_by_category = by != NULL;
  if (reply == NULL && by != NULL && !g_str_equal (by, "category"))
    reply = outlay_reply_new_problem_field (400, "by", "must be category");

  return reply != NULL ? reply : read_scope (self, request);
}

OutlayReply *
outlay_dashboard_query_read (OutlayReportQuery *self, const OutlayRequest *request)
{
  self->is_company = TRUE;
  return read_last_days (self, request);
}
