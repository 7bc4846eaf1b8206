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

static OutlayReply *
find_reply (const OutlayRequest *request,
            const char *key,
            const char *call,
            const char *body_digest,
            GError **error)
{
  OutlayStatement *query = outlay_connection_query (request->db, "idempotency/find", error);
  gboolean has_row = FALSE;
  OutlayReply *reply;

  if (query == NULL)
    return NULL;

  outlay_statement_bind (query, "sss", request->identity->company, request->identity->user, key);
  if (!outlay_statement_step (query, &has_row, error) || !has_row)
    return NULL;

  if (g_str_equal (outlay_statement_get_text (query, 0), call) &&
      g_str_equal (outlay_statement_get_text (query, 1), body_digest))
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

static gboolean
keep_reply (const OutlayRequest *request,
            const char *key,
            const char *call,
            const char *body_digest,
            OutlayReply *reply,
            GError **error)
{
  OutlayStatement *query = outlay_connection_query (request->db, "idempotency/keep", error);
  g_autofree char *headers = write_headers (reply);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssssissi", request->identity->company, request->identity->user,
                         key, call, body_digest, (gint64) reply->status, headers,
                         reply->body != NULL ? reply->body : "", request->now);
  return outlay_statement_run (query, error);
}

OutlayReply *
outlay_idempotency_run (const OutlayRequest *request,
                        OutlayHandler handler,
                        const char *key,
                        const char *body_digest)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *call = NULL;
  OutlayReply *reply;

  if (key == NULL || request->identity == NULL)
    return handler (request);

  call = g_strconcat (request->method, " ", request->path, NULL);
  reply = find_reply (request, key, call, body_digest, &error);
  if (error != NULL)
    return outlay_reply_new_for_error (error);
  if (reply != NULL)
    return reply;

  reply = handler (request);
  if (reply->status >= 400 || reply->fd >= 0)
    return reply;

  if (!keep_reply (request, key, call, body_digest, reply, &error))
    {
      outlay_reply_free (reply);
      return outlay_reply_new_for_error (error);
    }

  return reply;
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
