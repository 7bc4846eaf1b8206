/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-http.h"

#include <errno.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/resource.h>

#include "server/http/outlay-exchange.h"
#include "server/http/outlay-listener.h"
#include "server/http/outlay-response.h"
#include "server/http/outlay-ticker.h"
#include "server/outlay-metrics.h"

/* One connection's memory: the head of a request and of its answer. A head that is too long for our
 * own limits must still fit, so that it is us who answers. */
#define CONNECTION_MEMORY (12 * 1024)
#define IDLE_SECONDS 120
/* A refused body of up to this size is read and thrown away, so that the connection can go on.
 * One that turns out too large on its way may go on for as long as was promised, to hear why
 * it is refused. */
#define MAX_DRAINED OUTLAY_MAX_JSON
#define KEPT_DESCRIPTORS 64

/* One address: its own instance of the library, which has its own threads. */
typedef struct
{
  OutlayListener *listener; /* (nullable): none any more */
  struct MHD_Daemon *daemon;
} Door;

struct _OutlayHttp
{
  OutlayService *service;
  OutlayRouter *router;
  OutlayPeers *peers;
  OutlayTls *tls; /* (nullable) */
  GArray *doors;  /* of Door */
  char *address;
  int n_active;    /* atomic: requests under way */
  int is_stopping; /* atomic */
  OutlayTicker *ticker;
};

/* --- what the library calls --- */

static enum MHD_Result
send_reply (OutlayHttp *self, OutlayExchange *exchange)
{
  return outlay_response_send (exchange, g_atomic_int_get (&self->is_stopping));
}

static void *
begin_request_cb (void *data, const char *target, struct MHD_Connection *connection)
{
  OutlayHttp *self = data;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (
      connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  OutlayPeer *peer = info->socket_context;

  g_atomic_int_inc (&self->n_active);
  outlay_metrics_add (OUTLAY_METRIC_REQUESTS, 1);
  outlay_peer_expect_head (peer);

  return outlay_exchange_new (self->service, self->router, connection, peer, target);
}

static enum MHD_Result
judge_request (OutlayHttp *self, OutlayExchange *exchange, const char *method, const char *version)
{
  guint64 length;

  if (exchange->phase == OUTLAY_EXCHANGE_ASKED)
    outlay_exchange_go_on (exchange);
  else if (!outlay_exchange_read_head (exchange, method, version))
    return MHD_YES;
  length = outlay_exchange_get_body_length (exchange);

  if (exchange->phase == OUTLAY_EXCHANGE_BODY)
    {
      outlay_peer_expect_body (exchange->peer, length == G_MAXUINT64 ? 0 : length);
      return MHD_YES;
    }

  /* Refused. An answer before the body ends the connection, so a little body is thrown
   * away first. */
  outlay_peer_expect_body (exchange->peer, 0);
  if (exchange->is_unsound || length > MAX_DRAINED || (length > 0 && exchange->head.expect != NULL))
    return send_reply (self, exchange);

  return MHD_YES;
}

static enum MHD_Result
take_body (OutlayExchange *exchange, const char *data, size_t *size)
{
  gsize most = MAX (MAX_DRAINED, exchange->reserved);

  if (exchange->phase == OUTLAY_EXCHANGE_BODY)
    outlay_exchange_add_body (exchange, data, *size);

  if (exchange->phase == OUTLAY_EXCHANGE_REFUSED && (exchange->drained += *size) > most)
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

  if (exchange->phase == OUTLAY_EXCHANGE_HEAD || exchange->phase == OUTLAY_EXCHANGE_ASKED)
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
  gint64 usec;

  if (exchange == NULL)
    return;

  usec = g_get_monotonic_time () - exchange->started;
  if (exchange->is_unsound)
    outlay_metrics_add (OUTLAY_METRIC_UNSOUND, 1);
  outlay_metrics_add (OUTLAY_METRIC_REQUESTS, -1);
  outlay_metrics_note_request (exchange->match.number, exchange->status, usec);
  outlay_log_request (&(OutlayLogRequest) {
      /* Of an unsound head nothing is repeated. */
      .method = exchange->request.method != NULL && !exchange->is_unsound ? exchange->request.method
                                                                          : "-",
      .path = exchange->match.route != NULL ? exchange->match.route->path : "-",
      .user = exchange->known != NULL ? exchange->known->identity.user : NULL,
      .status = exchange->status,
      .usec = usec,
      .bytes = exchange->bytes,
  });

  outlay_peer_expect_request (exchange->peer);
  outlay_exchange_free (exchange);
  *context = NULL;
  g_atomic_int_add (&self->n_active, -1);
}

/* Before the first byte of the handshake. */
static void
greet (OutlayHttp *self, struct MHD_Connection *connection, OutlayPeer *peer)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (
      connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);

  if (info == NULL || info->tls_session == NULL)
    return;

  peer->certificate = outlay_tls_begin (self->tls, info->tls_session);
  outlay_peer_expect_handshake (peer);
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
      char address[OUTLAY_ADDRESS_LENGTH];
      int fd;

      info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      fd = info->connect_fd;
      info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
      outlay_listener_write_address (info->client_addr, address);
      *context = outlay_peers_add (self->peers, fd, address);
      outlay_metrics_add (OUTLAY_METRIC_CONNECTIONS, 1);
      greet (self, connection, *context);
    }
  else
    {
      outlay_peers_remove (self->peers, g_steal_pointer (context));
      outlay_metrics_add (OUTLAY_METRIC_CONNECTIONS, -1);
    }
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

/* --- start and stop --- */

/* How many connections there may be: each takes a descriptor, and some are kept for files and
 * databases, as a server that accepts without end can open nothing any more. For each door. */
static guint
limit_connections (const OutlaySettings *settings, guint n_doors)
{
  guint wanted = (guint) settings->max_connections;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0)
    return wanted;

  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  getrlimit (RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= (rlim_t) wanted * n_doors + KEPT_DESCRIPTORS)
    return wanted;

  return (limit.rlim_cur > 2 * KEPT_DESCRIPTORS ? (guint) limit.rlim_cur - KEPT_DESCRIPTORS
                                                : KEPT_DESCRIPTORS) /
         n_doors;
}

/* A socket of the file system does without TLS: nobody listens on its way. */
static struct MHD_Daemon *
start_daemon (OutlayHttp *self, const OutlayListener *listener, guint n_connections)
{
  const OutlaySettings *settings = self->service->settings;
  gboolean has_tls = self->tls != NULL && !listener->is_unix;
  g_autoptr (OutlayCertificate) certificate = has_tls ? outlay_tls_dup_certificate (self->tls)
                                                      : NULL;
  guint n_threads = g_get_num_processors ();
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (char *) OUTLAY_TLS_PRIORITIES },
    { MHD_OPTION_HTTPS_MEM_CERT, 0,
      has_tls ? (char *) outlay_certificate_get_pem (certificate) : NULL },
    { MHD_OPTION_HTTPS_MEM_KEY, 0,
      has_tls ? (char *) outlay_certificate_get_key (certificate) : NULL },
    { MHD_OPTION_END, 0, NULL },
  };

  return MHD_start_daemon (
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
          (has_tls ? MHD_USE_TLS : 0),
      0, NULL, NULL, handle_cb, self, MHD_OPTION_EXTERNAL_LOGGER, log_cb, NULL, MHD_OPTION_ARRAY,
      has_tls ? tls : &tls[3], MHD_OPTION_LISTEN_SOCKET, listener->fd, MHD_OPTION_THREAD_POOL_SIZE,
      n_threads > 1 ? n_threads : 0, MHD_OPTION_CLIENT_DISCIPLINE_LVL, 2,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
      n_connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
      (unsigned) settings->max_connections_an_address, MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned) IDLE_SECONDS, MHD_OPTION_URI_LOG_CALLBACK, begin_request_cb, self,
      MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is_cb, NULL, MHD_OPTION_NOTIFY_COMPLETED,
      end_request_cb, self, MHD_OPTION_NOTIFY_CONNECTION, notice_connection_cb, self,
      MHD_OPTION_END);
}

/* Passwords must not travel in the clear by mistake. */
static gboolean
check_safe (OutlayHttp *self, const OutlayListener *listener, GError **error)
{
  const OutlaySettings *settings = self->service->settings;

  if (self->tls != NULL || listener->is_unix || listener->is_loopback ||
      settings->allows_plain_http || settings->trusted_proxies != NULL)
    return TRUE;

  g_set_error (error, OUTLAY_LISTENER_ERROR, OUTLAY_LISTENER_ERROR_ADDRESS,
               "other machines could reach %s, and passwords would travel in the clear: set "
               "tls-certificate and tls-key, or name the proxy that speaks TLS in trusted-proxies, "
               "or set allow-plain-http = yes",
               listener->name);
  return FALSE;
}

static void
add_url (GString *urls, OutlayHttp *self, const OutlayListener *listener)
{
  const char *scheme = listener->is_unix ? "" : self->tls != NULL ? "https://" : "http://";

  g_string_append_printf (urls, "%s%s%s", urls->len > 0 ? ", " : "", scheme, listener->name);
}

static gboolean
open_doors (OutlayHttp *self, GError **error)
{
  g_autoptr (GPtrArray) listeners = outlay_listeners_open (self->service->settings->listen, error);
  g_autoptr (GString) urls = g_string_new (NULL);

  if (listeners == NULL)
    return FALSE;

  for (guint i = 0; i < listeners->len; i++)
    {
      if (!check_safe (self, listeners->pdata[i], error))
        return FALSE;
      add_url (urls, self, listeners->pdata[i]);
    }

  self->address = g_string_free (g_steal_pointer (&urls), FALSE);
  g_array_set_size (self->doors, listeners->len);
  for (guint i = self->doors->len; i-- > 0;)
    g_array_index (self->doors, Door, i).listener = g_ptr_array_steal_index (listeners, i);

  return TRUE;
}

static void
start_daemons (OutlayHttp *self)
{
  guint n_connections = limit_connections (self->service->settings, self->doors->len);

  for (guint i = 0; i < self->doors->len; i++)
    {
      Door *door = &g_array_index (self->doors, Door, i);

      door->daemon = start_daemon (self, door->listener, n_connections);
      if (door->daemon == NULL)
        g_error ("the HTTP library does not start: %s", g_strerror (errno));
    }
}

OutlayHttp *
outlay_http_new (OutlayService *service, GError **error)
{
  const OutlaySettings *settings = service->settings;
  OutlayHttp *self = g_new0 (OutlayHttp, 1);

  self->service = service;
  self->doors = g_array_new (FALSE, TRUE, sizeof (Door));

  if (settings->tls_certificate != NULL)
    self->tls = outlay_tls_new (settings->tls_certificate, settings->tls_key, settings->public_url,
                                error);
  if ((settings->tls_certificate != NULL && self->tls == NULL) || !open_doors (self, error))
    {
      outlay_http_free (self);
      return NULL;
    }

  outlay_service_set_address (service, self->address);

  self->router = outlay_router_new (outlay_all_routes);
  self->peers = outlay_peers_new ();
  start_daemons (self);
  self->ticker = outlay_ticker_new (service, self->peers);

  return self;
}

const char *
outlay_http_get_address (OutlayHttp *self)
{
  return self->address;
}

OutlayTls *
outlay_http_get_tls (OutlayHttp *self)
{
  return self->tls;
}

/* Before the descriptor is closed, the file goes: who comes next makes a new one. */
static void
close_doors (OutlayHttp *self)
{
  for (guint i = 0; i < self->doors->len; i++)
    {
      Door *door = &g_array_index (self->doors, Door, i);

      door->listener->fd = MHD_quiesce_daemon (door->daemon);
      g_clear_pointer (&door->listener, outlay_listener_free);
    }
}

void
outlay_http_stop (OutlayHttp *self, gint64 patience)
{
  gint64 end = g_get_monotonic_time () + patience;

  g_atomic_int_set (&self->is_stopping, TRUE);
  close_doors (self);
  outlay_live_stop (self->service->live);

  /* A request may be on its way through a connection that is open: a moment of silence first. */
  do
    g_usleep (20 * G_TIME_SPAN_MILLISECOND);
  while (g_atomic_int_get (&self->n_active) > 0 && g_get_monotonic_time () < end);
}

void
outlay_http_free (OutlayHttp *self)
{
  g_clear_pointer (&self->ticker, outlay_ticker_free);

  for (guint i = 0; i < self->doors->len; i++)
    {
      Door *door = &g_array_index (self->doors, Door, i);

      g_clear_pointer (&door->daemon, MHD_stop_daemon);
      g_clear_pointer (&door->listener, outlay_listener_free);
    }
  g_clear_pointer (&self->peers, outlay_peers_free);
  g_clear_pointer (&self->router, outlay_router_free);
  g_clear_pointer (&self->tls, outlay_tls_free);
  g_array_unref (self->doors);
  g_free (self->address);
  g_free (self);
}
