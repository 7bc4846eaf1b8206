/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-idempotency.h"

#include <string.h>

#include "server/outlay-reply-private.h"

#define KEEP_USEC ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

gboolean
outlay_idempotency_key_is_valid (const char *key)
{
  gsize length = strlen (key);

  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;

  return length >= 1 && length <= 255;
}

static OutlayReply *
read_reply (OutlayStatement *row)
{
  gsize length = 0;
  const char *body = outlay_statement_get_text_with_length (row, 4, &length);
  guint status = (guint) outlay_statement_get_int (row, 2);
  g_auto (GStrv) lines = g_strsplit (outlay_statement_get_text (row, 3), "\n", -1);
  OutlayReply *reply;

  if (length > 0)
    {
      char *copy = malloc (length + 1);

      memcpy (copy, body, length + 1);
      reply = outlay_reply_new_json (status, copy, length);
    }
  else
    reply = outlay_reply_new_empty (status);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strstr (lines[i], ": ");

      if (value == NULL)
        continue;
      *value = '\0';
      outlay_reply_set_header (reply, g_intern_string (lines[i]), value + 2);
    }
  outlay_reply_set_header (reply, "Idempotent-Replay", "true");

  return reply;
}

static char *
write_call (const OutlayRequest *request)
{
  return g_strconcat (request->method, " ", request->path, NULL);
}

static gboolean
has_key (const OutlayRequest *request)
{
  return request->idempotency_key != NULL && request->identity != NULL;
}

OutlayReply *
outlay_idempotency_recall (const OutlayRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *call = NULL;
  OutlayStatement *query;
  gboolean has_row = FALSE;
  OutlayReply *reply;

  if (!has_key (request))
    return NULL;

  query = outlay_connection_query (request->db, "idempotency/find", &error);
  if (query == NULL)
    return outlay_reply_new_for_error (error);

  outlay_statement_bind (query, "sss", request->identity->company, request->identity->user,
                         request->idempotency_key);
  if (!outlay_statement_step (query, &has_row, &error))
    return outlay_reply_new_for_error (error);
  if (!has_row)
    return NULL;

  call = write_call (request);
  if (g_str_equal (outlay_statement_get_text (query, 0), call) &&
      g_str_equal (outlay_statement_get_text (query, 1), request->body_digest))
    reply = read_reply (query);
  else
    reply = outlay_reply_new_problem (422, "This Idempotency-Key was used for another request.");
  outlay_statement_reset (query);

  return reply;
}

static char *
write_headers (OutlayReply *reply)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < reply->n_headers; i++)
    g_string_append_printf (lines, "%s: %s\n", reply->headers[i].name, reply->headers[i].value);

  return g_string_free (lines, FALSE);
}

OutlayReply *
outlay_idempotency_keep (const OutlayRequest *request, OutlayReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *call = NULL;
  g_autofree char *headers = NULL;
  OutlayStatement *query;

  if (!has_key (request) || reply->status >= 400 || reply->fd >= 0)
    return reply;

  call = write_call (request);
  headers = write_headers (reply);
  query = outlay_connection_query (request->db, "idempotency/keep", &error);
  if (query != NULL)
    outlay_statement_bind (query, "sssssissi", request->identity->company, request->identity->user,
                           request->idempotency_key, call, request->body_digest,
                           (gint64) reply->status, headers, reply->body != NULL ? reply->body : "",
                           request->now);
  if (query == NULL || !outlay_statement_run (query, &error))
    {
      outlay_reply_free (reply);
      return outlay_reply_new_for_error (error);
    }

  return reply;
}

OutlayReply *
outlay_idempotency_run (const OutlayRequest *request, OutlayHandler handler)
{
  OutlayReply *reply = outlay_idempotency_recall (request);

  if (reply != NULL)
    return reply;

  return outlay_idempotency_keep (request, handler (request));
}

gboolean
outlay_idempotency_purge (OutlayConnection *db, gint64 now, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "idempotency/purge", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "i", now - KEEP_USEC);
  return outlay_statement_run (query, error);
}
