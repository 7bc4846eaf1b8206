/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-time.h"
#include "core/report/outlay-days.h"
#include "server/outlay-content-tag.h"
#include "server/outlay-route.h"
#include "server/rates/outlay-rate-store.h"

/*
 * `GET /api/v1/rates?from&to`
 *
 *     {"base": "EUR", "items": [{"day": "2026-11-20", "rates": {"USD": "1.0523", …}}, …], "next": null}
 *
 * Units for one euro, as the European Central Bank tells them, of the days from `from` to `to` that
 * there are any of; both are included. `to` is the present day in UTC and `from` thirty days before `to`
 * where they are absent; 400 days at most.
 */
#define MAX_DAYS 400
#define USUAL_DAYS 31
#define USUAL_SIZE 16384

static OutlayReply *
read_days (const OutlayRequest *request, OutlayDays *days)
{
  const char *from = outlay_request_get_query (request, "from");
  const char *to = outlay_request_get_query (request, "to");
  g_autofree char *today = outlay_time_format (request->now);

  if (from != NULL && !outlay_day_is_valid (from))
    return outlay_reply_new_problem_field (400, "from", "must be a day as YYYY-MM-DD");
  if (to != NULL && !outlay_day_is_valid (to))
    return outlay_reply_new_problem_field (400, "to", "must be a day as YYYY-MM-DD");

  today[strlen ("YYYY-MM-DD")] = '\0';
  if (to == NULL)
    to = today;
  if (!(from != NULL ? outlay_days_between (days, from, to)
                     : outlay_days_last (days, USUAL_DAYS, to)))
    return outlay_reply_new_problem_field (400, "from", "must not be after \"to\"");

  return outlay_days_count (days) <= MAX_DAYS
             ? NULL
             : outlay_reply_new_problem_field (400, "from",
                                               "must not be more than 400 days before \"to\"");
}

static gboolean
write_rates (const OutlayRequest *request,
             const OutlayDays *days,
             OutlayJsonWriter *json,
             GError **error)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (days, last);
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "base");
  outlay_json_writer_token (json, OUTLAY_RATES_BASE);
  outlay_json_writer_name (json, "items");
  if (!outlay_rate_store_write_json (request->db, days->from, last, json, error))
    return FALSE;
  outlay_json_writer_name (json, "next");
  outlay_json_writer_null (json);
  outlay_json_writer_end_object (json);

  return TRUE;
}

static OutlayReply *
list_rates (const OutlayRequest *request)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autoptr (GError) error = NULL;
  char etag[OUTLAY_CONTENT_TAG_LENGTH + 3];
  OutlayDays days;
  OutlayReply *reply = read_days (request, &days);
  gsize length;
  char *text;

  if (reply != NULL)
    return reply;

  outlay_json_writer_init (&json, USUAL_SIZE);
  if (!write_rates (request, &days, &json, &error))
    return outlay_reply_new_for_error (error);

  text = outlay_json_writer_end (&json, &length);
  outlay_content_tag_quote (text, length, etag);
  reply = outlay_reply_new_json (200, text, length);
  outlay_reply_set_header (reply, "ETag", etag);

  return reply;
}

const OutlayRoute outlay_rate_routes[] = {
  { "GET", "/api/v1/rates", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, list_rates, .query = "from,to",
    .cost = OUTLAY_COST_SEARCH },
  { NULL },
};
