/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-transport.h"

#include <libsoup/soup.h>

#include "client/outlay-client-error.h"
#include "client/transport/outlay-download.h"
#include "client/transport/outlay-exchange.h"
#include "client/transport/outlay-fiber.h"
#include "config.h"
#include "core/proof/outlay-proof-format.h"

#define TIMEOUT_SECONDS 30
#define STREAM_TIMEOUT_SECONDS 90

struct _OutlayTransport
{
  GObject parent_instance;

  char *server;
  SoupSession *soup;
  SoupSession *streams;
};

G_DEFINE_FINAL_TYPE (OutlayTransport, outlay_transport, G_TYPE_OBJECT)

static OutlayExchange *
begin (OutlayTransport *self,
       SoupSession *soup,
       const char *method,
       const char *path,
       const char *token,
       GCancellable *cancellable)
{
  g_autofree char *uri = g_strconcat (self->server, path, NULL);

  return outlay_exchange_new (soup, method, uri, token, cancellable);
}

/* The body of an answer in the 200s; any other is an error. Called from a fiber. */
static GInputStream *
await_success (OutlayExchange *self, GError **error)
{
  g_autoptr (GInputStream) stream = outlay_exchange_begin (self, error);

  if (stream == NULL)
    return NULL;

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    {
      g_propagate_error (error, outlay_exchange_read_failure (self, stream));
      return NULL;
    }
  return g_steal_pointer (&stream);
}

static DexFuture *
send_fiber (gpointer user_data)
{
  OutlayExchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = await_success (self, &error);
  g_autoptr (OutlayAnswer) answer = NULL;

  if (stream == NULL)
    return dex_future_new_for_error (error);

  answer = outlay_exchange_read_answer (self, stream, &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (OUTLAY_TYPE_ANSWER, g_steal_pointer (&answer));
}

DexFuture *
outlay_transport_send (OutlayTransport *self,
                       const OutlayCall *call,
                       const char *token,
                       GCancellable *cancellable)
{
  OutlayExchange *exchange;
  SoupMessageHeaders *headers;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = begin (self, self->soup, call->method, call->path, token, cancellable);
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
  else if (call->form != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (call->form, strlen (call->form));

      soup_message_set_request_body_from_bytes (exchange->message,
                                                "application/x-www-form-urlencoded", bytes);
    }

  return outlay_fiber_spawn (send_fiber, exchange, (GDestroyNotify) outlay_exchange_free);
}

/* Opens the file and makes it the request's body, so that no more than a chunk of it
 * is in memory. */
static gboolean
attach_file (OutlayExchange *self, GError **error)
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
  OutlayExchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (!attach_file (self, &error))
    return dex_future_new_for_error (error);

  stream = await_success (self, &error);
  if (stream == NULL)
    return dex_future_new_for_error (error);
  if (!outlay_exchange_read_bare (self, stream, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_transport_put_file (OutlayTransport *self,
                           const char *path,
                           GFile *file,
                           const char *token,
                           GCancellable *cancellable)
{
  OutlayExchange *exchange;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = begin (self, self->soup, "PUT", path, token, cancellable);
  exchange->file = g_object_ref (file);
  return outlay_fiber_spawn (put_file_fiber, exchange, (GDestroyNotify) outlay_exchange_free);
}

static DexFuture *
get_file_fiber (gpointer user_data)
{
  OutlayExchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = await_success (self, &error);

  if (stream == NULL)
    return dex_future_new_for_error (error);
  return outlay_download_save (stream, OUTLAY_PROOF_MAX_BYTES, self->sha256, self->file,
                               self->cancellable);
}

DexFuture *
outlay_transport_get_file (OutlayTransport *self,
                           const char *path,
                           const char *sha256,
                           GFile *into,
                           const char *token,
                           GCancellable *cancellable)
{
  OutlayExchange *exchange;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = begin (self, self->soup, "GET", path, token, cancellable);
  exchange->sha256 = g_strdup (sha256);
  exchange->file = g_object_ref (into);
  return outlay_fiber_spawn (get_file_fiber, exchange, (GDestroyNotify) outlay_exchange_free);
}

static DexFuture *
open_stream_fiber (gpointer user_data)
{
  OutlayExchange *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = await_success (self, &error);

  if (stream == NULL)
    return dex_future_new_for_error (error);
  if (!outlay_exchange_has_type (self, "text/event-stream"))
    return dex_future_new_for_error (outlay_exchange_refuse (self, "without an event stream"));

  return dex_future_new_take_object (g_steal_pointer (&stream));
}

DexFuture *
outlay_transport_open_stream (OutlayTransport *self,
                              const char *path,
                              const char *token,
                              GCancellable *cancellable)
{
  OutlayExchange *exchange;

  g_return_val_if_fail (OUTLAY_IS_TRANSPORT (self), NULL);

  exchange = begin (self, self->streams, "GET", path, token, cancellable);
  soup_message_headers_replace (soup_message_get_request_headers (exchange->message), "Accept",
                                "text/event-stream");
  return outlay_fiber_spawn (open_stream_fiber, exchange, (GDestroyNotify) outlay_exchange_free);
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
                                                     "timeout", timeout, "idle-timeout",
                                                     TIMEOUT_SECONDS, NULL);

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
