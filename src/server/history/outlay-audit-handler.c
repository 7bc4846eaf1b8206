/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "server/expenses/outlay-expense-query.h"
#include "server/history/outlay-audit-list.h"
#include "server/outlay-route.h"

#define MAX_KIND 32

static const char kind_letters[] = "abcdefghijklmnopqrstuvwxyz_";

/* A cursor is a letter for the list its last row is of, the time of that row and its number. */
static gboolean
read_cursor (const char *text, OutlayAuditPlace *place)
{
  g_auto (GStrv) words = NULL;

  if (*text != 'e' && *text != 's')
    return FALSE;

  words = g_strsplit (text + 1, "-", 3);
  place->is_event = *text == 'e';

  return g_strv_length (words) == 2 &&
         g_ascii_string_to_signed (words[0], 10, 0, G_MAXINT64, &place->at, NULL) &&
         g_ascii_string_to_signed (words[1], 10, 1, G_MAXINT64, &place->seq, NULL);
}

/* (nullable): %NULL with @time set where @day is one */
static OutlayReply *
read_day (const char *field, const char *day, gint64 *time)
{
  g_autoptr (GDateTime) start = NULL;

  if (!outlay_day_is_valid (day))
    return outlay_reply_new_problem_field (400, field,
                                           "must be a calendar day that exists, as YYYY-MM-DD");

  start = g_date_time_new_utc ((int) g_ascii_strtoll (day, NULL, 10),
                               (int) g_ascii_strtoll (day + 5, NULL, 10),
                               (int) g_ascii_strtoll (day + 8, NULL, 10), 0, 0, 0);
  *time = g_date_time_to_unix (start) * G_USEC_PER_SEC;
  return NULL;
}

/* Days are those of UTC, both included. */
static OutlayReply *
read_period (const OutlayRequest *request, OutlayAuditFilter *filter)
{
  const char *from = outlay_request_get_query (request, "from");
  const char *to = outlay_request_get_query (request, "to");
  const char *cursor = outlay_request_get_query (request, "cursor");
  OutlayReply *reply;

  filter->after = (OutlayAuditPlace) { .at = G_MAXINT64 };
  if (from != NULL && (reply = read_day ("from", from, &filter->from)) != NULL)
    return reply;
  if (to != NULL)
    {
      if ((reply = read_day ("to", to, &filter->after.at)) != NULL)
        return reply;
      filter->after.at += (gint64) 24 * 60 * 60 * G_USEC_PER_SEC;
      filter->after.is_event = TRUE;
    }
  if (cursor != NULL && !read_cursor (cursor, &filter->after))
    return outlay_reply_new_problem_field (400, "cursor", "must be the \"next\" of a page");

  return NULL;
}

static OutlayReply *
read_filter (const OutlayRequest *request, OutlayAuditFilter *filter)
{
  filter->kind = outlay_request_get_query (request, "kind");
  if (filter->kind != NULL && (*filter->kind == '\0' || strlen (filter->kind) > MAX_KIND ||
                               strspn (filter->kind, kind_letters) != strlen (filter->kind)))
    return outlay_reply_new_problem_field (400, "kind", "must be the kind of an entry");

  filter->person = outlay_request_get_query (request, "person");
  if (filter->person != NULL && !outlay_uuid_is_valid (filter->person))
    return outlay_reply_new_problem_field (400, "person", "must be a UUID in lower case");

  return read_period (request, filter);
}

static OutlayReply *
list_audit (const OutlayRequest *request)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autoptr (GError) error = NULL;
  OutlayAuditFilter filter = { 0 };
  OutlayAuditPlace last = { 0 };
  gboolean more = FALSE;
  OutlayReply *reply;
  gsize length;
  guint limit;
  char *body;

  if (!outlay_request_read_limit (request, &limit))
    return outlay_reply_new_problem_field (400, "limit", "must be a whole number from 1 to 200");
  if ((reply = read_filter (request, &filter)) != NULL)
    return reply;

  outlay_json_writer_init (&json, 16384);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "items");
  if (!outlay_audit_list_write_json (request->db, request->identity->company, &filter, limit, &json,
                                     &last, &more, &error))
    return outlay_reply_new_for_error (error);

  outlay_json_writer_name (&json, "next");
  if (more)
    {
      char next[64];

      g_snprintf (next, sizeof next, "%c%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                  last.is_event ? 'e' : 's', last.at, last.seq);
      outlay_json_writer_token (&json, next);
    }
  else
    outlay_json_writer_null (&json);
  outlay_json_writer_end_object (&json);
  body = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, body, length);
}

const OutlayRoute outlay_audit_routes[] = {
  { "GET", "/api/v1/audit", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_READ, list_audit,
    .query = "kind,person,from,to,limit,cursor" },
  { NULL },
};
