/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-exchange.h"

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/transport/outlay-problem.h"
#include "client/transport/outlay-stream.h"

#define CHUNK (64 * 1024)
#define MAX_ANSWER (16 * 1024 * 1024)
/* A page of changes is parsed off the main thread; a single expense is not worth the way there. */
#define MAX_PARSE_HERE (16 * 1024)
#define MAX_RETRY_AFTER 3600

void
outlay_exchange_free (OutlayExchange *self)
{
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->soup);
  g_clear_object (&self->file);
  g_clear_pointer (&self->sha256, g_free);
  g_free (self);
}

OutlayExchange *
outlay_exchange_new (SoupSession *soup,
                     const char *method,
                     const char *uri,
                     const char *token,
                     GCancellable *cancellable)
{
  OutlayExchange *self = g_new0 (OutlayExchange, 1);
  SoupMessageHeaders *headers;

  self->soup = g_object_ref (soup);
  g_set_object (&self->cancellable, cancellable);
  self->message = soup_message_new (method, uri);
  g_assert (self->message != NULL);

  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (self->message);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  return self;
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  gboolean *was_sent = user_data;

  *was_sent = TRUE;
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
}

GInputStream *
outlay_exchange_begin (OutlayExchange *self, GError **error)
{
  DexPromise *promise = dex_promise_new ();
  DexFuture *head = DEX_FUTURE (promise);
  GError *local = NULL;
  GInputStream *stream;
  gulong handler;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &local))
    {
      dex_unref (promise);
      g_propagate_error (error, outlay_client_error_translate (local, FALSE));
      return NULL;
    }

  handler = g_signal_connect (self->message, "wrote-headers", G_CALLBACK (wrote_headers_cb),
                              &self->was_sent);
  soup_session_send_async (self->soup, self->message, G_PRIORITY_DEFAULT, NULL, sent_cb,
                           dex_ref (promise));
  if (self->cancellable != NULL)
    head = dex_future_first (head, dex_cancellable_new_from_cancellable (self->cancellable), NULL);
  stream = dex_await_object (head, &local);
  g_signal_handler_disconnect (self->message, handler);

  if (stream == NULL)
    g_propagate_error (error, outlay_client_error_translate (local, self->was_sent));
  return stream;
}

GBytes *
outlay_exchange_read_bytes (OutlayExchange *self, GInputStream *stream, gsize max, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  while (TRUE)
    {
      GError *local = NULL;
      g_autoptr (GBytes) chunk = NULL;

      chunk = dex_await_boxed (outlay_stream_read (stream, CHUNK, self->cancellable), &local);
      if (chunk == NULL)
        {
          g_propagate_error (error, outlay_client_error_translate (local, TRUE));
          return NULL;
        }
      if (g_bytes_get_size (chunk) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&content));
      if (content->len + g_bytes_get_size (chunk) > max)
        {
          g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                       "the answer has more than %" G_GSIZE_FORMAT " bytes", max);
          return NULL;
        }
      g_byte_array_append (content, g_bytes_get_data (chunk, NULL),
                           (guint) g_bytes_get_size (chunk));
    }
}

static DexFuture *
parse_fiber (gpointer user_data)
{
  GError *error = NULL;
  JsonNode *json = outlay_json_parse (user_data, &error);

  if (json == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (JSON_TYPE_NODE, json);
}

static JsonNode *
parse (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) <= MAX_PARSE_HERE)
    return outlay_json_parse (bytes, error);

  return dex_await_boxed (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (),
                                               OUTLAY_FIBER_STACK, parse_fiber, g_bytes_ref (bytes),
                                               (GDestroyNotify) g_bytes_unref),
                          error);
}

gboolean
outlay_exchange_has_type (OutlayExchange *self, const char *wanted)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, wanted) == 0;
}

static guint
read_retry_after (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, MAX_RETRY_AFTER, &seconds, NULL))
    return 0;
  return (guint) seconds;
}

GError *
outlay_exchange_read_failure (OutlayExchange *self, GInputStream *stream)
{
  guint status = soup_message_get_status (self->message);
  OutlayProblem *problem = NULL;

  if (outlay_exchange_has_type (self, "application/problem+json"))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = outlay_exchange_read_bytes (self, stream, MAX_ANSWER, &error);
      g_autoptr (JsonNode) json = bytes != NULL ? parse (bytes, NULL) : NULL;

      if (bytes == NULL)
        return g_steal_pointer (&error);
      if (json != NULL)
        problem = outlay_problem_new_from_json (status, json);
    }

  return outlay_client_error_new_for_status (status, problem, read_retry_after (self->message));
}

GError *
outlay_exchange_refuse (OutlayExchange *self, const char *what)
{
  return g_error_new (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER, "status %u %s",
                      soup_message_get_status (self->message), what);
}

gboolean
outlay_exchange_read_bare (OutlayExchange *self, GInputStream *stream, GError **error)
{
  g_autoptr (GBytes) bytes = outlay_exchange_read_bytes (self, stream, MAX_ANSWER, error);

  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) == 0 || outlay_exchange_has_type (self, "application/json"))
    return TRUE;

  g_propagate_error (error, outlay_exchange_refuse (self, "with a page"));
  return FALSE;
}

OutlayAnswer *
outlay_exchange_read_answer (OutlayExchange *self, GInputStream *stream, GError **error)
{
  g_autoptr (OutlayAnswer) answer = g_new0 (OutlayAnswer, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  answer->status = soup_message_get_status (self->message);
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));

  if (answer->status != SOUP_STATUS_NO_CONTENT)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!outlay_exchange_has_type (self, "application/json"))
        {
          g_propagate_error (error, outlay_exchange_refuse (self, "without JSON"));
          return NULL;
        }
      bytes = outlay_exchange_read_bytes (self, stream, MAX_ANSWER, error);
      if (bytes == NULL)
        return NULL;
      answer->json = parse (bytes, error);
      if (answer->json == NULL)
        return NULL;
    }

  return g_steal_pointer (&answer);
}
