/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-response.h"

#include "server/oauth/outlay-page.h"
#include "server/outlay-reply-private.h"

/* As large as what a sealed file is decrypted by. */
#define STREAM_BLOCK (64 * 1024)

typedef struct
{
  OutlayPullFunc pull;
  gpointer data;
  GDestroyNotify free_data;
} Stream;

static ssize_t
pull_stream_cb (void *data, uint64_t position, char *buffer, size_t size)
{
  Stream *stream = data;
  gssize n = stream->pull (stream->data, (guint8 *) buffer, size);

  return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void
free_stream_cb (void *data)
{
  Stream *stream = data;

  stream->free_data (stream->data);
  g_free (stream);
}

static struct MHD_Response *
create_stream (OutlayReply *reply)
{
  Stream *stream = g_new (Stream, 1);

  *stream = (Stream) { g_steal_pointer (&reply->pull), reply->pull_data, reply->free_pull_data };
  return MHD_create_response_from_callback (reply->size, STREAM_BLOCK, pull_stream_cb, stream,
                                            free_stream_cb);
}

static struct MHD_Response *
create_response (OutlayReply *reply)
{
  struct MHD_Response *response;

  if (reply->fd >= 0)
    {
      response = MHD_create_response_from_fd64 (reply->size, reply->fd);
      reply->fd = -1;
    }
  else if (reply->pull != NULL)
    response = create_stream (reply);
  else
    response = MHD_create_response_from_buffer_with_free_callback (
        reply->length, g_steal_pointer (&reply->body), free);
  g_assert (response != NULL);

  if (reply->content_type != NULL)
    MHD_add_response_header (response, "Content-Type", reply->content_type);
  for (guint i = 0; i < reply->n_headers; i++)
    MHD_add_response_header (response, reply->headers[i].name, reply->headers[i].value);

  return response;
}

static void
add_general_headers (OutlayReply *reply,
                     struct MHD_Response *response,
                     gboolean has_tls,
                     gboolean closes)
{
  if (outlay_reply_get_header (reply, "Cache-Control") == NULL)
    MHD_add_response_header (response, "Cache-Control", "private, no-cache");
  if (outlay_reply_get_header (reply, "X-Content-Type-Options") == NULL)
    MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  /* RFC 6797: a browser that was here once comes with TLS alone, for a year. */
  if (has_tls)
    MHD_add_response_header (response, "Strict-Transport-Security", "max-age=31536000");
  if (closes)
    MHD_add_response_header (response, "Connection", "close");
}

/* What the client has already need not be sent again. */
static void
shorten_unchanged (OutlayExchange *exchange)
{
  OutlayReply *reply = exchange->reply;
  const char *etag;

  if (reply->status != 200 || reply->is_always_whole || exchange->head.if_none_match == NULL ||
      !(g_str_equal (exchange->request.method, "GET") || exchange->match.is_head))
    return;

  etag = outlay_reply_get_header (reply, "ETag");
  if (etag == NULL || !outlay_etag_matches (exchange->head.if_none_match, etag))
    return;

  reply->status = 304;
  reply->content_type = NULL;
  reply->length = 0;
  outlay_reply_drop_body (reply);
}

/* A problem is written for programs: a page in its place where a person looks. */
static void
speak_to_person (OutlayExchange *exchange)
{
  const OutlayRoute *route = exchange->match.route;
  OutlayRequest request = exchange->request;

  if (route == NULL || !route->is_page || !outlay_reply_is_problem (exchange->reply))
    return;

  request.accept_language = exchange->head.accept_language;
  exchange->reply = outlay_page_for_problem (&request, exchange->reply);
}

enum MHD_Result
outlay_response_send (OutlayExchange *exchange, gboolean closes)
{
  struct MHD_Response *response;
  enum MHD_Result result;

  exchange->phase = OUTLAY_EXCHANGE_SENT;

  if (exchange->reply == NULL)
    {
      exchange->status = 200;
      outlay_peer_expect_nothing (exchange->peer);
      response = outlay_live_create_response (exchange->service->live, exchange->connection,
                                              exchange->known);
    }
  else
    {
      speak_to_person (exchange);
      shorten_unchanged (exchange);
      exchange->status = exchange->reply->status;
      exchange->bytes = outlay_reply_is_streamed (exchange->reply) ? exchange->reply->size
                                                                   : exchange->reply->length;
      outlay_peer_expect_reading (exchange->peer, exchange->bytes);
      response = create_response (exchange->reply);
      add_general_headers (exchange->reply, response, exchange->peer->certificate != NULL, closes);
      g_clear_pointer (&exchange->reply, outlay_reply_free);
    }

  outlay_cors_add_headers (exchange->service->cors, exchange->service->oauth_clients,
                           &exchange->head, exchange->match.route, response);
  result = MHD_queue_response (exchange->connection, exchange->status, response);
  MHD_destroy_response (response);

  return result;
}
