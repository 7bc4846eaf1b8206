/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/expenses/outlay-expense-query.h"
#include "server/history/outlay-change-feed.h"
#include "server/history/outlay-change-store.h"
#include "server/outlay-route.h"

static const char start_again[] = "This cursor is not of this feed any more: start again without "
                                  "\"since\", and keep what is new here.";

/* A cursor is a number with the letter of what its reader may see: a person who has become a
 * reviewer must learn of everything below the number as well. A bare number is good for either. */
static OutlayReply *
read_since (const OutlayRequest *request, char scope, gint64 *since)
{
  const char *text = outlay_request_get_query (request, "since");
  g_autoptr (GError) error = NULL;
  gboolean is_other_scope, is_lost;
  gint64 head;

  *since = 0;
  if (text == NULL || *text == '\0')
    return NULL;

  is_other_scope = *text != scope && (*text == 'e' || *text == 'r');
  if (!g_ascii_string_to_signed (g_ascii_isdigit (*text) ? text : text + 1, 10, 0, G_MAXINT64,
                                 since, NULL) ||
      !(g_ascii_isdigit (*text) || *text == scope || is_other_scope))
    return outlay_reply_new_problem_field (400, "since",
                                           "must be the \"cursor\" of an earlier answer");

  if ((head = outlay_change_store_get_head (request->db, request->identity->company, &error)) < 0)
    return outlay_reply_new_for_error (error);
  if (!outlay_change_store_is_lost (request->db, request->identity->company, *since, &is_lost,
                                    &error))
    return outlay_reply_new_for_error (error);

  /* A number that was never given: the database is an older one than the client has seen. */
  return is_other_scope || is_lost || *since > head ? outlay_reply_new_problem (410, start_again)
                                                    : NULL;
}

static OutlayReply *
list_changes (const OutlayRequest *request)
{
  char scope = request->identity->role >= OUTLAY_ROLE_REVIEWER ? 'r' : 'e';
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;
  gint64 seq;
  gboolean more;
  char cursor[24];
  gsize length;
  guint limit;
  char *text;

  if (!outlay_request_read_limit (request, &limit))
    return outlay_reply_new_problem_field (400, "limit", "must be a whole number from 1 to 200");
  if ((reply = read_since (request, scope, &seq)) != NULL)
    return reply;

  outlay_json_writer_init (&json, 16384);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "changes");
  if (!outlay_change_feed_write_json (request->db, request->identity, limit, &json, &seq, &more,
                                      &error))
    return outlay_reply_new_for_error (error);

  g_snprintf (cursor, sizeof cursor, "%c%" G_GINT64_FORMAT, scope, seq);
  outlay_json_writer_name (&json, "cursor");
  outlay_json_writer_token (&json, cursor);
  outlay_json_writer_name (&json, "more");
  outlay_json_writer_bool (&json, more);
  outlay_json_writer_end_object (&json);
  text = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, text, length);
}

const OutlayRoute outlay_change_routes[] = {
  { "GET", "/api/v1/changes", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, list_changes,
    .query = "since,limit" },
  { NULL },
};
