/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-transport.h"

#include <libsoup/soup.h>

#include "client/outlay-client-error.h"
#include "client/outlay-download.h"
#include "client/outlay-fiber.h"
#include "client/outlay-json-object.h"
#include "client/outlay-problem.h"
#include "client/outlay-stream.h"
#include "config.h"
#include "core/outlay-proof-format.h"

#define TIMEOUT_SECONDS        30
#define STREAM_TIMEOUT_SECONDS 90
#define CHUNK                  (64 * 1024)
#define MAX_ANSWER             (16 * 1024 * 1024)
/* A page of changes is parsed off the main thread; a single expense is not worth the way there. */
#define MAX_PARSE_HERE         (16 * 1024)
#define MAX_RETRY_AFTER        3600

struct _OutlayTransport
{
  GObject parent_instance;

  char        *server;
  SoupSession *soup;
  SoupSession *streams;
};

G_DEFINE_FINAL_TYPE (OutlayTransport, outlay_transport, G_TYPE_OBJECT)

/* One request on its way. */
typedef struct
{
  OutlayTransport *transport;
  SoupSession     *soup;
  SoupMessage     *message;
  GCancellable    *cancellable; /* (nullable) */
  gboolean         was_sent;
  char            *sha256; /* of a download */
  GFile           *file;   /* of an upload or download */
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->soup);
  g_clear_object (&self->transport);
  g_clear_object (&self->file);
  g_clear_pointer (&self->sha256, g_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exchange, exchange_free)

static Exchange *
exchange_new (OutlayTransport *transport,
              SoupSession     *soup,
              const char      *method,
              const char      *path,
              const char      *token,
              GCancellable    *cancellable)
{
  g_autofree char *uri = g_strconcat (transport->server, path, NULL);
  Exchange *self = g_new0 (Exchange, 1);
  SoupMessageHeaders *headers;

  self->transport = g_object_ref (transport);
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
wrote_headers_cb (SoupMessage *message,
                  gpointer     user_data)
{
  gboolean *was_sent = user_data;

  *was_sent = TRUE;
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
}

/*
 * Awaits the head of the answer; called from a fiber. libsoup 3.6 ends a request twice when it is
 * cancelled at the wrong moment (mended in 3.7), so that one nobody waits for any more is left to itself.
 */
static GInputStream *
exchange_begin (Exchange *self,
                GError  **error)
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

static GBytes *
read_all (Exchange     *self,
          GInputStream *stream,
          GError      **error)
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
      if (content->len + g_bytes_get_size (chunk) > MAX_ANSWER)
        {
          g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                       "the answer has more than %d bytes", MAX_ANSWER);
          return NULL;
        }
      g_byte_array_append (content, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
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
parse (GBytes  *bytes,
       GError **error)
{
  if (g_bytes_get_size (bytes) <= MAX_PARSE_HERE)
    return outlay_json_parse (bytes, error);

  return dex_await_boxed (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (),
                                               OUTLAY_FIBER_STACK, parse_fiber, g_bytes_ref (bytes),
                                               (GDestroyNotify) g_bytes_unref),
                          error);
}

static gboolean
has_type (SoupMessage *message,
          const char  *wanted)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
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

/* Reads what the server says of a failure. */
static GError *
read_failure (Exchange     *self,
              GInputStream *stream)
{
  guint status = soup_message_get_status (self->message);
  OutlayProblem *problem = NULL;

  if (has_type (self->message, "application/problem+json"))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = read_all (self, stream, &error);
      g_autoptr (JsonNode) json = bytes != NULL ? parse (bytes, NULL) : NULL;

      if (bytes == NULL)
        return g_steal_pointer (&error);
      if (json != NULL)
        problem = outlay_problem_new_from_json (status, json);
    }

  return outlay_client_error_new_for_status (status, problem, read_retry_after (self->message));
}

static GError *
not_outlay (Exchange   *self,
            const char *what)
{
  return g_error_new (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER, "status %u %s",
                      soup_message_get_status (self->message), what);
}

/* An upload is answered with its status and nothing else; a portal has always something to show. */
static gboolean
is_bare_success (Exchange     *self,
                 GInputStream *stream,
                 GError      **error)
{
  g_autoptr (GBytes) bytes = read_all (self, stream, error);

  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) == 0 || has_type (self->message, "application/json"))
    return TRUE;

  g_propagate_error (error, not_outlay (self, "with a page"));
  return FALSE;
}

/* Reads a 2xx that must be JSON, or have nothing in it where its status says so. */
static OutlayAnswer *
read_answer (Exchange     *self,
             GInputStream *stream,
             GError      **error)
{
  g_autoptr (OutlayAnswer) answer = g_new0 (OutlayAnswer, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  answer->status = soup_message_get_status (self->message);
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));

  if (answer->status != SOUP_STATUS_NO_CONTENT)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!has_type (self->message, "application/json"))
        {
          g_propagate_error (error, not_outlay (self, "without JSON"));
          return NULL;
        }
      bytes = read_all (self, stream, error);
      if (bytes == NULL)
        return NULL;
      answer->json = parse (bytes, error);
      if (answer->json == NULL)
        return NULL;
    }

  return g_steal_pointer (&answer);
}

static DexFuture *
send_fiber (gpointer user_data)
{
  Exchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = exchange_begin (self, &error);
  g_autoptr (OutlayAnswer) answer = NULL;

  if (stream == NULL)
    return dex_future_new_for_error (error);

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    return dex_future_new_for_error (read_failure (self, stream));

  answer = read_answer (self, stream, &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (OUTLAY_TYPE_ANSWER, g_steal_pointer (&answer));
}

DexFuture *
outlay_transport_send (OutlayTransport  *self,
                       const OutlayCall *call,
                       const char       *token,
                       GCancellable *cancellable)
{
  Exchange *exchange;
  SoupMessageHeaders *headers;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = exchange_new (self, self->soup, call->method, call->path, token, cancellable);
  headers = soup_message_get_request_headers (exchange->message);
  soup_message_headers_replace (headers, "Accept", "application/json, application/problem+json");
  if (call->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", call->idempotency_key);
  if (call->if_match != NULL)
    soup_message_headers_replace (headers, "If-Match", call->if_match);
  if (call->if_none_match != NULL)
    soup_message_headers_replace (headers, "If-None-Match", call->if_none_match);
  if (call->body != NULL)
    {
      char *text = json_to_string (call->body, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (exchange->message, "application/json", bytes);
    }

  return outlay_fiber_spawn (send_fiber, exchange, (GDestroyNotify) exchange_free);
}

/* Opens the file and makes it the request's body, so that no more than a chunk of it is in memory. */
static gboolean
attach_file (Exchange *self,
             GError  **error)
{
  GError *local = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;

  stream = dex_await_object (dex_file_read (self->file, G_PRIORITY_DEFAULT), &local);
  if (stream != NULL)
    info = dex_await_object (dex_file_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT),
                             &local);
  if (info == NULL)
    {
      g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                   "the file cannot be read: %s", local->message);
      g_clear_error (&local);
      return FALSE;
    }

  soup_message_set_request_body (self->message, "application/octet-stream", G_INPUT_STREAM (stream),
                                 g_file_info_get_size (info));
  return TRUE;
}

static DexFuture *
put_file_fiber (gpointer user_data)
{
  Exchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (!attach_file (self, &error))
    return dex_future_new_for_error (error);

  stream = exchange_begin (self, &error);
  if (stream == NULL)
    return dex_future_new_for_error (error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    return dex_future_new_for_error (read_failure (self, stream));

  if (!is_bare_success (self, stream, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_transport_put_file (OutlayTransport *self,
                           const char      *path,
                           GFile           *file,
                           const char      *token,
                           GCancellable *cancellable)
{
  Exchange *exchange;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = exchange_new (self, self->soup, "PUT", path, token, cancellable);
  exchange->file = g_object_ref (file);
  return outlay_fiber_spawn (put_file_fiber, exchange, (GDestroyNotify) exchange_free);
}

static DexFuture *
get_file_fiber (gpointer user_data)
{
  Exchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = exchange_begin (self, &error);

  if (stream == NULL)
    return dex_future_new_for_error (error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    return dex_future_new_for_error (read_failure (self, stream));

  return outlay_download_save (stream, OUTLAY_PROOF_MAX_BYTES, self->sha256, self->file,
                               self->cancellable);
}

DexFuture *
outlay_transport_get_file (OutlayTransport *self,
                           const char      *path,
                           const char      *sha256,
                           GFile           *into,
                           const char      *token,
                           GCancellable *cancellable)
{
  Exchange *exchange;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = exchange_new (self, self->soup, "GET", path, token, cancellable);
  exchange->sha256 = g_strdup (sha256);
  exchange->file = g_object_ref (into);
  return outlay_fiber_spawn (get_file_fiber, exchange, (GDestroyNotify) exchange_free);
}

static DexFuture *
open_stream_fiber (gpointer user_data)
{
  Exchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = exchange_begin (self, &error);

  if (stream == NULL)
    return dex_future_new_for_error (error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    return dex_future_new_for_error (read_failure (self, stream));
  if (!has_type (self->message, "text/event-stream"))
    return dex_future_new_for_error (not_outlay (self, "without an event stream"));

  return dex_future_new_take_object (g_steal_pointer (&stream));
}

DexFuture *
outlay_transport_open_stream (OutlayTransport *self,
                              const char      *path,
                              const char      *token,
                              GCancellable *cancellable)
{
  Exchange *exchange;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = exchange_new (self, self->streams, "GET", path, token, cancellable);
  soup_message_headers_replace (soup_message_get_request_headers (exchange->message), "Accept",
                                "text/event-stream");
  return outlay_fiber_spawn (open_stream_fiber, exchange, (GDestroyNotify) exchange_free);
}

static void
outlay_transport_finalize (GObject *object)
{
  OutlayTransport *self = OUTLAY_TRANSPORT (object);

  g_clear_object (&self->soup);
  g_clear_object (&self->streams);
  g_clear_pointer (&self->server, g_free);

  G_OBJECT_CLASS (outlay_transport_parent_class)->finalize (object);
}

static void
outlay_transport_class_init (OutlayTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_transport_finalize;
}

static SoupSession *
make_soup (guint timeout)
{
  SoupSession *soup = soup_session_new_with_options ("user-agent", "Outlay/" OUTLAY_VERSION,
                                                     "timeout", timeout,
                                                     "idle-timeout", TIMEOUT_SECONDS,
                                                     NULL);

  /* A server's wish for a password of its own is none that we could fulfil. */
  soup_session_remove_feature_by_type (soup, SOUP_TYPE_AUTH_MANAGER);
  return soup;
}

static void
outlay_transport_init (OutlayTransport *self)
{
  self->soup = make_soup (TIMEOUT_SECONDS);
  self->streams = make_soup (STREAM_TIMEOUT_SECONDS);
}

OutlayTransport *
outlay_transport_new (const char *server)
{
  OutlayTransport *self;

  g_return_val_if_fail (server != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_TRANSPORT, NULL);
  self->server = g_strdup (server);
  return self;
}
