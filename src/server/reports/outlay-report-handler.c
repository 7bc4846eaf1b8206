/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "server/outlay-route.h"
#include "server/outlay-service.h"
#include "server/reports/outlay-report-json.h"
#include "server/reports/outlay-report-query.h"

/* 128 bits in hex: enough to tell any two answers apart. */
#define TAG_LENGTH (2 * crypto_shorthash_siphashx24_BYTES)

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
read_series (const Summary *self, const OutlayDaySeries *series, guint n_series, GError **error)
{
  return outlay_total_store_read (self->request->db, self->request->identity->company, self->owner,
                                  series, n_series, error);
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
write_period (const Summary *self, const OutlayDayReport *period, OutlayJsonWriter *json)
{
  gsize from;

  outlay_json_writer_begin_object (json);
  write_scope (self, json);
  outlay_json_writer_name (json, "period");
  outlay_json_writer_token (json, outlay_period_to_string (self->query.period));
  from = json->length + strlen (",");
  outlay_report_write_json (period, json);
  repeat_members (from, json);
  outlay_json_writer_end_object (json);
}

static gboolean
write_periods (const Summary *self,
               OutlayDayReport *periods,
               guint n_periods,
               OutlayJsonWriter *json,
               GError **error)
{
  OutlayDayReport all = { .days = self->query.days };
  const OutlayDaySeries series = { periods, n_periods };
  gboolean is_done = read_series (self, &series, 1, error);

  if (is_done && n_periods == 1)
    {
      write_period (self, periods, json);
      return TRUE;
    }

  init_reports (&all, 1, TRUE);
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

  init_reports (self->reports, 2, TRUE);
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

/* (transfer full): a report for each day, without categories */
static OutlayDayReport *
new_daily (const OutlayDays *days, guint n_days)
{
  OutlayDayReport *daily = g_new (OutlayDayReport, n_days);
  const char *day = days->from;

  for (guint i = 0; i < n_days; i++)
    {
      if (!outlay_days_last (&daily[i].days, 1, day))
        g_assert_not_reached ();
      day = daily[i].days.until;
    }
  init_reports (daily, n_days, FALSE);

  return daily;
}

static void
write_analytics_json (const Summary *self,
                      const Span *all,
                      const OutlayDayReport *daily,
                      guint n_days,
                      OutlayJsonWriter *json)
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
    write_span (&all[i], spans[i], json);
  outlay_json_writer_end_array (json);
  outlay_json_writer_name (json, "daily");
  write_reports (daily, n_days, json);
  outlay_json_writer_end_object (json);
}

static gboolean
write_analytics (const Summary *self, OutlayJsonWriter *json, GError **error)
{
  guint n_days = outlay_days_count (&self->query.days);
  g_autofree OutlayDayReport *daily = new_daily (&self->query.days, n_days);
  OutlayDaySeries series[N_SPANS + 1];
  char last[OUTLAY_DAY_SIZE];
  Span all[N_SPANS];
  gboolean is_done;

  outlay_days_get_last (&self->query.days, last);
  for (guint i = 0; i < N_SPANS; i++)
    {
      init_span (&all[i], spans[i], last);
      series[i] = (OutlayDaySeries) { all[i].reports, 2 };
    }
  series[N_SPANS] = (OutlayDaySeries) { daily, n_days };

  is_done = read_series (self, series, N_SPANS + 1, error);
  if (is_done)
    write_analytics_json (self, all, daily, n_days, json);

  for (guint i = 0; i < N_SPANS; i++)
    clear_reports (all[i].reports, 2);
  clear_reports (daily, n_days);

  return is_done;
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

/* Of one person it is one reading; of everybody several, of one picture. */
static gboolean
write_consistently (const Summary *self, WriteFunc write, OutlayJsonWriter *json, GError **error)
{
  OutlayConnection *db = self->request->db;
  gboolean is_done;

  if (self->owner != NULL)
    return write (self, json, error);

  if (!outlay_connection_begin_read (db, error))
    return FALSE;
  is_done = write (self, json, error);
  outlay_connection_rollback (db);

  return is_done;
}

/* It need not be kept secret how a tag is made: a person makes only those of their own answers. */
static void
make_tag (char *tag, const char *text, gsize length)
{
  static const guint8 key[crypto_shorthash_siphashx24_KEYBYTES] = { 0 };
  guint8 hash[crypto_shorthash_siphashx24_BYTES];
  char hex[TAG_LENGTH + 1];

  crypto_shorthash_siphashx24 (hash, (const guint8 *) text, length, key);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  memcpy (tag, hex, TAG_LENGTH);
}

/* (transfer full) (nullable) */
static GBytes *
make_answer (const Summary *self, WriteFunc write, GError **error)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  GBytes *fitted;
  gsize length;
  char *text;

  /* Room for the tag, which is known at the end. */
  outlay_json_writer_init (&json, USUAL_ANSWER);
  json.length = TAG_LENGTH;
  if (!write_consistently (self, write, &json, error))
    return NULL;

  text = outlay_json_writer_end (&json, &length);
  make_tag (text, text + TAG_LENGTH, length - TAG_LENGTH);

  /* A copy, as it is kept for minutes: the room that it has grown into is the next one's, and not a
   * gap between two answers that no third fits in. */
  fitted = g_bytes_new (text, length);
  free (text);
  return fitted;
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
