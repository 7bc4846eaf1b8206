/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-summary.h"

#include <stdlib.h>
#include <string.h>

#include "server/outlay-content-tag.h"
#include "server/outlay-service.h"
#include "server/reports/outlay-report-json.h"

#define TAG_LENGTH OUTLAY_CONTENT_TAG_LENGTH

#define USUAL_ANSWER 4096

void
outlay_day_reports_init (OutlayDayReport *reports, guint n_reports, gboolean is_by_category)
{
  for (guint i = 0; i < n_reports; i++)
    outlay_report_init (&reports[i].report, is_by_category);
}

void
outlay_day_reports_clear (OutlayDayReport *reports, guint n_reports)
{
  for (guint i = 0; i < n_reports; i++)
    outlay_report_clear (&reports[i].report);
}

gboolean
outlay_summary_read (const OutlaySummary *self,
                     const OutlayDaySeries *series,
                     guint n_series,
                     GError **error)
{
  return outlay_total_store_read (self->request->db, self->request->identity->company, self->owner,
                                  series, n_series, error);
}

void
outlay_day_reports_write_json (const OutlayDayReport *reports,
                               guint n_reports,
                               OutlayJsonWriter *json)
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

void
outlay_summary_write_scope (const OutlaySummary *self, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, "scope");
  outlay_json_writer_token (json, self->owner != NULL ? "me" : "company");
}

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

/* One person's categories are one reading. Of everybody, and by merchant a period after the other, it is
 * several, of one picture. */
static gboolean
write_consistently (const OutlaySummary *self,
                    OutlaySummaryFunc write,
                    OutlayJsonWriter *json,
                    GError **error)
{
  OutlayConnection *db = self->request->db;
  gboolean is_done;

  if (self->owner != NULL && self->query.by == OUTLAY_BREAKDOWN_CATEGORY)
    return write (self, json, error);

  if (!outlay_connection_begin_read (db, error))
    return FALSE;
  is_done = write (self, json, error);
  outlay_connection_rollback (db);

  return is_done;
}

/* (transfer full) (nullable) */
static GBytes *
make_answer (const OutlaySummary *self, OutlaySummaryFunc write, GError **error)
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
  outlay_content_tag_make (text + TAG_LENGTH, length - TAG_LENGTH, text);

  /* A copy, as it is kept for minutes: the room that it has grown into is the next one's, and not a
   * gap between two answers that no third fits in. */
  fitted = g_bytes_new (text, length);
  free (text);
  return fitted;
}

OutlayReply *
outlay_summary_answer (OutlaySummary *self, const char *key, OutlaySummaryFunc write)
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
