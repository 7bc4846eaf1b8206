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
  g_autoptr (OutlayRow) row = NULL;

  if (!has_key (request))
    return NULL;

  if (!outlay_connection_find (request->db, &row, &error, "idempotency/find", "sss",
                               request->identity->company, request->identity->user,
                               request->idempotency_key))
    return outlay_reply_new_for_error (error);
  if (row == NULL)
    return NULL;

  call = write_call (request);
  if (g_str_equal (outlay_statement_get_text (row, 0), call) &&
      g_str_equal (outlay_statement_get_text (row, 1), request->body_digest))
    return read_reply (row);

  return outlay_reply_new_problem (422, "This Idempotency-Key was used for another request.");
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

  if (!has_key (request) || reply->status >= 400 || reply->fd >= 0)
    return reply;

  call = write_call (request);
  headers = write_headers (reply);
  if (!outlay_connection_run (
          request->db, &error, "idempotency/keep", "sssssissi", request->identity->company,
          request->identity->user, request->idempotency_key, call, request->body_digest,
          (gint64) reply->status, headers, reply->body != NULL ? reply->body : "", request->now))
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
  return outlay_connection_run (db, error, "idempotency/purge", "i", now - KEEP_USEC);
}
