/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-uuid.h"
#include "server/auth/outlay-session-store.h"
#include "server/expenses/outlay-expense-query.h"
#include "server/outlay-json-writer.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"

/* Where one is signed in, for oneself alone:
 *
 *   GET    /api/v1/sessions?limit&cursor  {"items": [{"id", "created_at", "used_at", "expires_at",
 *                                         "client", "is_current"}], "next"}, newest first; "client"
 *                                         is the program's id, null for the app's own form, and
 *                                         "used_at" when its token was last renewed
 *   DELETE /api/v1/sessions/{id}          204; that device is signed out
 */

static void
write_session (const OutlayRequest *request, OutlayStatement *row, OutlayJsonWriter *json)
{
  const char *id = outlay_statement_get_text (row, 0);

  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, id);
  outlay_json_writer_name (json, "created_at");
  outlay_json_writer_time (json, outlay_statement_get_int (row, 1));
  outlay_json_writer_name (json, "used_at");
  outlay_json_writer_time (json, outlay_statement_get_int (row, 2));
  outlay_json_writer_name (json, "expires_at");
  outlay_json_writer_time (json, outlay_statement_get_int (row, 3));
  outlay_json_writer_name (json, "client");
  outlay_json_writer_text (json, outlay_statement_get_text (row, 4));
  outlay_json_writer_name (json, "is_current");
  outlay_json_writer_bool (json, g_str_equal (id, request->identity->session));
  outlay_json_writer_end_object (json);
}

/* @next: (out): id of the last one written, when there are more; else empty */
static gboolean
write_sessions (const OutlayRequest *request,
                const char *before,
                guint limit,
                OutlayJsonWriter *json,
                char *next,
                GError **error)
{
  OutlayStatement *query = outlay_connection_bind (
      request->db, error, "session/list", "sssii", request->identity->company,
      request->identity->user, before, request->now, (gint64) limit + 1);
  char last[OUTLAY_UUID_LENGTH + 1] = "";
  gboolean has_row;
  guint n = 0;

  *next = '\0';
  if (query == NULL)
    return FALSE;

  outlay_json_writer_begin_array (json);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (n++ == limit)
        {
          g_strlcpy (next, last, sizeof last);
          outlay_statement_reset (query);
          break;
        }

      g_strlcpy (last, outlay_statement_get_text (query, 0), sizeof last);
      write_session (request, query, json);
    }
  outlay_json_writer_end_array (json);

  return TRUE;
}

static OutlayReply *
list_sessions (const OutlayRequest *request)
{
  const char *before = outlay_request_get_query (request, "cursor");
  g_auto (OutlayJsonWriter) json = { .size = 0 };
  g_autoptr (GError) error = NULL;
  char next[OUTLAY_UUID_LENGTH + 1];
  guint limit;
  gsize length;
  char *body;

  if (!outlay_request_read_limit (request, &limit))
    return outlay_reply_new_problem_field (400, "limit", "must be a whole number from 1 to 200");
  if (before != NULL && !outlay_uuid_is_valid (before))
    return outlay_reply_new_problem_field (400, "cursor", "must be the \"next\" of a page");

  outlay_json_writer_init (&json, 1024);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "items");
  if (!write_sessions (request, before != NULL ? before : "g", limit, &json, next, &error))
    return outlay_reply_new_for_error (error);
  outlay_json_writer_name (&json, "next");
  outlay_json_writer_text (&json, *next != '\0' ? next : NULL);
  outlay_json_writer_end_object (&json);
  body = outlay_json_writer_end (&json, &length);

  return outlay_reply_new_json (200, body, length);
}

static OutlayReply *
end_session (const OutlayRequest *request)
{
  const OutlayIdentity *identity = request->identity;
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (request->db, &row, &error, "session/confirm", "sss",
                               identity->company, request->arguments[0], identity->user))
    return outlay_reply_new_for_error (error);
  if (row == NULL)
    return outlay_reply_new_problem (404, "There is no such session.");
  g_clear_pointer (&row, outlay_statement_reset);

  if (!outlay_session_store_end (request->db, identity->company, request->arguments[0], "logout",
                                 request->now, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_forget_identities (request->service);
  return outlay_reply_new_empty (204);
}

const OutlayRoute outlay_session_routes[] = {
  { "GET", "/api/v1/sessions", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, list_sessions,
    .query = "limit,cursor" },
  { "DELETE", "/api/v1/sessions/{id}", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_WRITE, end_session },
  { NULL },
};
