/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/http/outlay-exchange.h"
#include "server/http/outlay-idempotency.h"
#include "server/outlay-reply-private.h"

/* One connection's memory: the head of a request and of its answer. A head that is too long for our own
 * limits must still fit, so that it is us who answers. */
#define CONNECTION_MEMORY (24 * 1024)
#define IDLE_SECONDS 120
/* A refused body of up to this size is read and thrown away, so that the connection can go on. */
#define MAX_DRAINED OUTLAY_MAX_JSON
#define PURGE_SECONDS 600

G_DEFINE_QUARK (outlay - http - error - quark, outlay_http_error)

struct _OutlayHttp
{
  OutlayService *service;
  OutlayRouter *router;
  OutlayPeers *peers;
  struct MHD_Daemon *daemon;
  char *address;
  int n_active;    /* atomic: requests under way */
  int is_stopping; /* atomic */

  GThread *ticker;
  GMutex mutex;
  GCond cond;
  gboolean ticker_stops;
};

/* Live events have a route like everything else, but the HTTP layer itself answers them. */
const OutlayRoute outlay_live_routes[] = {
  { "GET", "/api/v1/events", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_STREAM, NULL, NULL, 0, FALSE },
  { NULL },
};

/* --- answers --- */

static struct MHD_Response *
create_response (OutlayReply *reply)
{
  struct MHD_Response *response;

  if (reply->fd >= 0)
    {
      response = MHD_create_response_from_fd64 (reply->size, reply->fd);
      reply->fd = -1;
    }
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
add_general_headers (OutlayHttp *self, OutlayReply *reply, struct MHD_Response *response)
{
  if (outlay_reply_get_header (reply, "Cache-Control") == NULL)
    MHD_add_response_header (response, "Cache-Control", "private, no-cache");
  if (outlay_reply_get_header (reply, "X-Content-Type-Options") == NULL)
    MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  if (g_atomic_int_get (&self->is_stopping))
    MHD_add_response_header (response, "Connection", "close");
}

/* What the client has already need not be sent again. */
static void
shorten_unchanged (OutlayExchange *exchange)
{
  OutlayReply *reply = exchange->reply;
  const char *etag;

  if (reply->status != 200 || exchange->head.if_none_match == NULL ||
      !(g_str_equal (exchange->request.method, "GET") || exchange->match.is_head))
    return;

  etag = outlay_reply_get_header (reply, "ETag");
  if (etag == NULL || !outlay_etag_matches (exchange->head.if_none_match, etag))
    return;

  reply->status = 304;
  reply->content_type = NULL;
  reply->length = 0;
  g_clear_pointer (&reply->body, free);
  if (reply->fd >= 0)
    close (reply->fd);
  reply->fd = -1;
}

static enum MHD_Result
send_reply (OutlayHttp *self, OutlayExchange *exchange)
{
  struct MHD_Response *response;
  enum MHD_Result result;

  exchange->phase = OUTLAY_EXCHANGE_SENT;

  if (exchange->reply == NULL)
    {
      exchange->status = 200;
      outlay_peer_expect_nothing (exchange->peer);
      response = outlay_live_create_response (self->service->live, exchange->connection,
                                              exchange->known);
    }
  else
    {
      shorten_unchanged (exchange);
      exchange->status = exchange->reply->status;
      exchange->bytes = exchange->reply->fd >= 0 ? exchange->reply->size : exchange->reply->length;
      outlay_peer_expect_reading (exchange->peer, exchange->bytes);
      response = create_response (exchange->reply);
      add_general_headers (self, exchange->reply, response);
      g_clear_pointer (&exchange->reply, outlay_reply_free);
    }

  result = MHD_queue_response (exchange->connection, exchange->status, response);
  MHD_destroy_response (response);

  return result;
}

/* --- what the library calls --- */

static void *
begin_request_cb (void *data, const char *target, struct MHD_Connection *connection)
{
  OutlayHttp *self = data;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (
      connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  OutlayPeer *peer = info->socket_context;

  g_atomic_int_inc (&self->n_active);
  outlay_peer_expect_head (peer);

  return outlay_exchange_new (self->service, self->router, connection, peer, target);
}

static enum MHD_Result
judge_request (OutlayHttp *self, OutlayExchange *exchange, const char *method, const char *version)
{
  guint64 length;

  outlay_exchange_read_head (exchange, method, version);
  length = outlay_exchange_get_body_length (exchange);

  if (exchange->phase == OUTLAY_EXCHANGE_BODY)
    {
      outlay_peer_expect_body (exchange->peer, length == G_MAXUINT64 ? 0 : length);
      return MHD_YES;
    }

  /* Refused. An answer before the body ends the connection, so a little body is thrown away first. */
  outlay_peer_expect_body (exchange->peer, 0);
  if (exchange->is_unsound || length > MAX_DRAINED ||
      (length > 0 && exchange->head.expect != NULL))
    return send_reply (self, exchange);

  return MHD_YES;
}

static enum MHD_Result
take_body (OutlayExchange *exchange, const char *data, size_t *size)
{
  if (exchange->phase == OUTLAY_EXCHANGE_BODY)
    outlay_exchange_add_body (exchange, data, *size);

  if (exchange->phase == OUTLAY_EXCHANGE_REFUSED && (exchange->drained += *size) > MAX_DRAINED)
    return MHD_NO;

  *size = 0;
  return MHD_YES;
}

static enum MHD_Result
handle_cb (void *data,
           struct MHD_Connection *connection,
           const char *url,
           const char *method,
           const char *version,
           const char *upload,
           size_t *upload_size,
           void **context)
{
  OutlayHttp *self = data;
  OutlayExchange *exchange = *context;

  if (exchange->phase == OUTLAY_EXCHANGE_HEAD)
    return judge_request (self, exchange, method, version);

  if (*upload_size > 0)
    return take_body (exchange, upload, upload_size);

  if (exchange->phase == OUTLAY_EXCHANGE_BODY)
    {
      outlay_peer_expect_nothing (exchange->peer);
      if (!outlay_exchange_run (exchange))
        return MHD_YES;
    }

  return send_reply (self, exchange);
}

static void
end_request_cb (void *data,
                struct MHD_Connection *connection,
                void **context,
                enum MHD_RequestTerminationCode code)
{
  OutlayHttp *self = data;
  OutlayExchange *exchange = *context;

  if (exchange == NULL)
    return;

  outlay_log_request (&(OutlayLogRequest) {
      .method = exchange->request.method != NULL ? exchange->request.method : "-",
      .path = exchange->match.route != NULL ? exchange->match.route->path : "-",
      .user = exchange->known != NULL ? exchange->known->identity.user : NULL,
      .status = exchange->status,
      .usec = g_get_monotonic_time () - exchange->started,
      .bytes = exchange->bytes,
  });

  outlay_peer_expect_request (exchange->peer);
  outlay_exchange_free (exchange);
  *context = NULL;
  g_atomic_int_add (&self->n_active, -1);
}

static void
write_address (const struct sockaddr *address, char *text, gsize size)
{
  if (address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (const void *) address)->sin_addr, text,
               (socklen_t) size);
  else if (address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) (const void *) address)->sin6_addr, text,
               (socklen_t) size);
  else
    g_strlcpy (text, "local", size);
}

static void
notice_connection_cb (void *data,
                      struct MHD_Connection *connection,
                      void **context,
                      enum MHD_ConnectionNotificationCode code)
{
  OutlayHttp *self = data;

  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    {
      const union MHD_ConnectionInfo *info;
      char address[48];
      int fd;

      info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      fd = info->connect_fd;
      info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
      write_address (info->client_addr, address, sizeof address);
      *context = outlay_peers_add (self->peers, fd, address);
    }
  else
    outlay_peers_remove (self->peers, g_steal_pointer (context));
}

/* The address is taken apart by ourselves. */
static size_t
leave_as_it_is_cb (void *data, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

G_GNUC_PRINTF (2, 0)
static void
log_cb (void *data, const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  g_debug ("libmicrohttpd: %s", g_strchomp (message));
}

/* --- once a second --- */

static OutlayReply *
purge_cb (OutlayConnection *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!outlay_idempotency_purge (db, g_get_real_time (), &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static void
purged_cb (OutlayReply *reply, gpointer data)
{
  outlay_reply_free (reply);
}

static gpointer
ticker_thread (gpointer data)
{
  OutlayHttp *self = data;
  guint n_ticks = 0;

  g_mutex_lock (&self->mutex);
  while (!self->ticker_stops)
    {
      g_cond_wait_until (&self->cond, &self->mutex, g_get_monotonic_time () + G_USEC_PER_SEC);
      g_mutex_unlock (&self->mutex);

      outlay_peers_tick (self->peers);
      outlay_live_tick (self->service->live);
      if (n_ticks++ % PURGE_SECONDS == 0)
        outlay_writer_push (self->service->writer, purge_cb, NULL, purged_cb, NULL);

      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* --- start and stop --- */

static gboolean
parse_listen (const char *listen, struct sockaddr_storage *address, socklen_t *size, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (listen, 8080, NULL);
  const char *host = connectable != NULL
                         ? g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable))
                         : NULL;
  g_autoptr (GInetAddress) inet = host != NULL
                                      ? g_inet_address_new_from_string (
                                            g_str_equal (host, "localhost") ? "127.0.0.1" : host)
                                      : NULL;
  g_autoptr (GSocketAddress) socket_address = NULL;

  if (inet == NULL)
    {
      g_set_error (error, OUTLAY_HTTP_ERROR, OUTLAY_HTTP_ERROR_ADDRESS,
                   "listen must be ADDRESS:PORT, not \"%s\"", listen);
      return FALSE;
    }

  socket_address = g_inet_socket_address_new (
      inet, g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
  *size = (socklen_t) g_socket_address_get_native_size (socket_address);
  return g_socket_address_to_native (socket_address, address, sizeof *address, error);
}

static int
open_socket (OutlayHttp *self, GError **error)
{
  struct sockaddr_storage address;
  socklen_t size;
  g_autofd int fd = -1;
  int yes = 1;

  if (!parse_listen (self->service->settings->listen, &address, &size, error))
    return -1;

  fd = socket (address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      bind (fd, (struct sockaddr *) &address, size) < 0 || listen (fd, 1024) < 0)
    {
      int code = errno;

      g_set_error (error, OUTLAY_HTTP_ERROR,
                   code == EADDRINUSE ? OUTLAY_HTTP_ERROR_IN_USE : OUTLAY_HTTP_ERROR_ADDRESS,
                   "cannot listen on %s: %s", self->service->settings->listen, g_strerror (code));
      return -1;
    }

  return g_steal_fd (&fd);
}

static void
learn_address (OutlayHttp *self, int fd)
{
  struct sockaddr_storage address;
  socklen_t size = sizeof address;
  char host[48];
  int port;

  getsockname (fd, (struct sockaddr *) &address, &size);
  write_address ((struct sockaddr *) &address, host, sizeof host);
  /* The port lies at the same place in both families. */
  port = ntohs (((struct sockaddr_in *) &address)->sin_port);
  self->address = address.ss_family == AF_INET6 ? g_strdup_printf ("http://[%s]:%d", host, port)
                                                : g_strdup_printf ("http://%s:%d", host, port);
}

/* A descriptor for each connection, and some for files and databases. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static struct MHD_Daemon *
start_daemon (OutlayHttp *self, int fd)
{
  const OutlaySettings *settings = self->service->settings;
  guint n_threads = g_get_num_processors ();

  return MHD_start_daemon (
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
      handle_cb, self, MHD_OPTION_EXTERNAL_LOGGER, log_cb, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
      MHD_OPTION_THREAD_POOL_SIZE, n_threads > 1 ? n_threads : 0, MHD_OPTION_CLIENT_DISCIPLINE_LVL,
      2, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned) settings->max_connections,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned) settings->max_connections_an_address,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned) IDLE_SECONDS, MHD_OPTION_URI_LOG_CALLBACK,
      begin_request_cb, self, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is_cb, NULL,
      MHD_OPTION_NOTIFY_COMPLETED, end_request_cb, self, MHD_OPTION_NOTIFY_CONNECTION,
      notice_connection_cb, self, MHD_OPTION_END);
}

OutlayHttp *
outlay_http_new (OutlayService *service, GError **error)
{
  OutlayHttp *self = g_new0 (OutlayHttp, 1);
  int fd;

  self->service = service;
  fd = open_socket (self, error);
  if (fd < 0)
    {
      g_free (self);
      return NULL;
    }

  raise_descriptor_limit ();
  learn_address (self, fd);
  self->router = outlay_router_new (outlay_all_routes);
  self->peers = outlay_peers_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);

  self->daemon = start_daemon (self, fd);
  if (self->daemon == NULL)
    g_error ("the HTTP library does not start: %s", g_strerror (errno));
  self->ticker = g_thread_new ("ticker", ticker_thread, self);

  return self;
}

const char *
outlay_http_get_address (OutlayHttp *self)
{
  return self->address;
}

void
outlay_http_stop (OutlayHttp *self, gint64 patience)
{
  gint64 end = g_get_monotonic_time () + patience;
  int fd;

  g_atomic_int_set (&self->is_stopping, TRUE);
  fd = MHD_quiesce_daemon (self->daemon);
  if (fd >= 0)
    close (fd);
  outlay_live_stop (self->service->live);

  /* A request may be on its way through a connection that is open: a moment of silence first. */
  do
    g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  while (g_atomic_int_get (&self->n_active) > 0 && g_get_monotonic_time () < end);
}

void
outlay_http_free (OutlayHttp *self)
{
  g_mutex_lock (&self->mutex);
  self->ticker_stops = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->ticker);

  MHD_stop_daemon (self->daemon);
  outlay_peers_free (self->peers);
  outlay_router_free (self->router);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->address);
  g_free (self);
}
