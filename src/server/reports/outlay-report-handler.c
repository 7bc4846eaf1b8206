/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include "server/outlay-route.h"
#include "server/outlay-service.h"
#include "server/reports/outlay-report-json.h"
#include "server/reports/outlay-report-query.h"

/* Half a SHA-256 in hex: enough to tell any two answers apart. */
#define TAG_LENGTH 32

#define USUAL_ANSWER 4096

/* Last days, each with as many before them. */
static const guint spans[] = { 7, 30, 365 };
#define N_SPANS G_N_ELEMENTS (spans)

/* One question on its way to an answer. */
typedef struct
{
  const OutlayRequest *request;
  OutlayReportQuery query;
  const char *owner; /* NULL for everybody */
} Summary;

typedef gboolean (*WriteFunc) (const Summary *self, OutlayJsonWriter *json, GError **error);

static void
init_reports (OutlayDayReport *reports, guint n_reports, gboolean is_by_category)
{
  for (guint i = 0; i < n_reports; i++)
    outlay_report_init (&reports[i].report, is_by_category);
}

static void
clear_reports (OutlayDayReport *reports, guint n_reports)
{
  for (guint i = 0; i < n_reports; i++)
    outlay_report_clear (&reports[i].report);
}

static gboolean
read_reports (const Summary *self, OutlayDayReport *reports, guint n_reports, GError **error)
{
  return outlay_total_store_read (self->request->db, self->request->identity->company, self->owner,
                                  reports, n_reports, error);
}

static void
write_reports (const OutlayDayReport *reports, guint n_reports, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < n_reports; i++)
    {
      outlay_json_writer_begin_object (json);
      outlay_report_write_json (&reports[i], json);
      outlay_json_writer_end_object (json);
    }
  outlay_json_writer_end_array (json);
}

static void
write_scope (const Summary *self, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, "scope");
  outlay_json_writer_token (json, self->owner != NULL ? "me" : "company");
}

/* --- reports --- */

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

static gboolean
write_periods (const Summary *self,
               OutlayDayReport *periods,
               guint n_periods,
               OutlayJsonWriter *json,
               GError **error)
{
  OutlayDayReport all = { .days = self->query.days };
  gboolean is_done;

  init_reports (&all, 1, TRUE);
  is_done = read_reports (self, periods, n_periods, error);
  for (guint i = 0; is_done && i < n_periods; i++)
    is_done = outlay_report_add_report (&all.report, &periods[i].report, error);

  if (is_done)
    {
      outlay_json_writer_begin_object (json);
      write_scope (self, json);
      outlay_json_writer_name (json, "period");
      outlay_json_writer_token (json, outlay_period_to_string (self->query.period));
      outlay_report_write_json (&all, json);
      outlay_json_writer_name (json, "periods");
      write_reports (periods, n_periods, json);
      outlay_json_writer_end_object (json);
    }
  clear_reports (&all, 1);

  return is_done;
}

static gboolean
write_report (const Summary *self, OutlayJsonWriter *json, GError **error)
{
  OutlayDayReport periods[OUTLAY_REPORT_MAX_PERIODS];
  guint n_periods = cut_periods (&self->query, periods);
  gboolean is_done;

  init_reports (periods, n_periods, TRUE);
  is_done = write_periods (self, periods, n_periods, json, error);
  clear_reports (periods, n_periods);

  return is_done;
}

/* --- analytics --- */

static gboolean
write_span (const Summary *self,
            guint n_days,
            const char *last,
            OutlayJsonWriter *json,
            GError **error)
{
  OutlayDayReport reports[2]; /* before, and now */
  gboolean is_done;

  if (!outlay_days_last (&reports[1].days, n_days, last) ||
      !outlay_days_before (&reports[1].days, &reports[0].days))
    g_assert_not_reached ();

  init_reports (reports, 2, TRUE);
  is_done = read_reports (self, reports, 2, error);
  if (is_done)
    {
      outlay_json_writer_begin_object (json);
      outlay_json_writer_name (json, "days");
      outlay_json_writer_int (json, n_days);
      outlay_report_write_json (&reports[1], json);
      outlay_json_writer_name (json, "before");
      outlay_json_writer_begin_object (json);
      outlay_report_write_json (&reports[0], json);
      outlay_json_writer_end_object (json);
      outlay_json_writer_end_object (json);
    }
  clear_reports (reports, 2);

  return is_done;
}

static gboolean
write_daily (const Summary *self, OutlayJsonWriter *json, GError **error)
{
  guint n_days = outlay_days_count (&self->query.days);
  g_autofree OutlayDayReport *reports = g_new (OutlayDayReport, n_days);
  const char *day = self->query.days.from;
  gboolean is_done;

  for (guint i = 0; i < n_days; i++)
    {
      if (!outlay_days_last (&reports[i].days, 1, day))
        g_assert_not_reached ();
      day = reports[i].days.until;
    }

  init_reports (reports, n_days, FALSE);
  is_done = read_reports (self, reports, n_days, error);
  if (is_done)
    write_reports (reports, n_days, json);
  clear_reports (reports, n_days);

  return is_done;
}

static gboolean
write_analytics (const Summary *self, OutlayJsonWriter *json, GError **error)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (&self->query.days, last);
  outlay_json_writer_begin_object (json);
  write_scope (self, json);
  outlay_json_writer_name (json, "to");
  outlay_json_writer_token (json, last);
  outlay_json_writer_name (json, "spans");
  outlay_json_writer_begin_array (json);
  for (guint i = 0; i < N_SPANS; i++)
    if (!write_span (self, spans[i], last, json, error))
      return FALSE;
  outlay_json_writer_end_array (json);
  outlay_json_writer_name (json, "daily");
  if (!write_daily (self, json, error))
    return FALSE;
  outlay_json_writer_end_object (json);

  return TRUE;
}

/* --- both --- */

/* What is kept: the tag, and the answer. */
static OutlayReply *
reply_kept (const OutlayRequest *request, GBytes *kept)
{
  gsize size;
  const char *text = g_bytes_get_data (kept, &size);
  char etag[TAG_LENGTH + 3] = "\"";
  OutlayReply *reply;

  memcpy (etag + 1, text, TAG_LENGTH);
  etag[TAG_LENGTH + 1] = '"';

  if (outlay_etag_matches (request->if_none_match, etag))
    reply = outlay_reply_new_empty (304);
  else
    {
      gsize length = size - TAG_LENGTH;
      char *json = malloc (length + 1);

      g_assert (json != NULL);
      memcpy (json, text + TAG_LENGTH, length);
      json[length] = '\0';
      reply = outlay_reply_new_json (200, json, length);
    }
  outlay_reply_set_header (reply, "ETag", etag);

  return reply;
}

/* A person's report is one reading; others are several, of one picture. */
static gboolean
write_consistently (const Summary *self, WriteFunc write, OutlayJsonWriter *json, GError **error)
{
  OutlayConnection *db = self->request->db;
  gboolean is_done;

  if (self->owner != NULL && write == write_report)
    return write (self, json, error);

  if (!outlay_connection_begin_read (db, error))
    return FALSE;
  is_done = write (self, json, error);
  outlay_connection_rollback (db);

  return is_done;
}

/* (transfer full) (nullable) */
static GBytes *
make_answer (const Summary *self, WriteFunc write, GError **error)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autofree char *tag = NULL;
  gsize length;
  char *text;

  /* Room for the tag, which is known at the end. */
  outlay_json_writer_init (&json, USUAL_ANSWER);
  json.length = TAG_LENGTH;

  if (!write_consistently (self, write, &json, error))
    return NULL;

  text = outlay_json_writer_end (&json, &length);
  tag = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text + TAG_LENGTH,
                                     length - TAG_LENGTH);
  memcpy (text, tag, TAG_LENGTH);

  return g_bytes_new_with_free_func (text, length, free, text);
}

static OutlayReply *
answer (Summary *self, const char *key, WriteFunc write)
{
  const OutlayRequest *request = self->request;
  OutlayCache *cache = outlay_service_get_cache (request->service);
  const char *topic = self->query.is_company ? OUTLAY_TOPIC_SHARED : request->identity->user;
  g_autoptr (GError) error = NULL;
  OutlayCacheTicket ticket;
  g_autoptr (GBytes)
      kept = outlay_cache_find (cache, request->identity->company, topic, key, &ticket);

  if (kept == NULL)
    {
      self->owner = self->query.is_company ? NULL : request->identity->user;
      kept = make_answer (self, write, &error);
      if (kept == NULL)
        return outlay_reply_new_for_error (error);
      outlay_cache_keep (cache, &ticket, kept);
    }

  return reply_kept (request, kept);
}

static OutlayReply *
get_report (const OutlayRequest *request)
{
  Summary self = { .request = request };
  OutlayReply *reply = outlay_report_query_read (&self.query, request);
  char key[64];

  if (reply != NULL)
    return reply;

  g_snprintf (key, sizeof key, "%s/%s/%s", outlay_period_to_string (self.query.period),
              self.query.days.from, self.query.days.until);
  return answer (&self, key, write_report);
}

static OutlayReply *
get_analytics (const OutlayRequest *request)
{
  Summary self = { .request = request };
  OutlayReply *reply = outlay_analytics_query_read (&self.query, request);
  char key[64];

  if (reply != NULL)
    return reply;

  g_snprintf (key, sizeof key, "analytics/%s/%s", self.query.days.from, self.query.days.until);
  return answer (&self, key, write_analytics);
}

const OutlayRoute outlay_report_routes[] = {
  { "GET", "/api/v1/reports", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_CACHED, get_report,
    .query = OUTLAY_REPORT_QUERY, .cost = OUTLAY_COST_SEARCH },
  { "GET", "/api/v1/analytics", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_CACHED, get_analytics,
    .query = OUTLAY_ANALYTICS_QUERY, .cost = OUTLAY_COST_SEARCH },
  { NULL },
};
