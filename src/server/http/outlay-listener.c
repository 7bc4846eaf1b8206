/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>

#define DEFAULT_PORT 8080
#define BACKLOG 1024
#define UNIX_PREFIX "unix:"

G_DEFINE_QUARK (outlay-listener-error-quark, outlay_listener_error)

void
outlay_listener_write_address (const struct sockaddr *address, char *text)
{
  if (address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (const void *) address)->sin_addr, text,
               OUTLAY_ADDRESS_LENGTH);
  else if (address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) (const void *) address)->sin6_addr, text,
               OUTLAY_ADDRESS_LENGTH);
  else
    g_strlcpy (text, "local", OUTLAY_ADDRESS_LENGTH);
}

static gboolean
parse_inet (const char *listen, struct sockaddr_storage *address, socklen_t *size, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (listen, DEFAULT_PORT, NULL);
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
      g_set_error (error, OUTLAY_LISTENER_ERROR, OUTLAY_LISTENER_ERROR_ADDRESS,
                   "listen must be ADDRESS:PORT or unix:PATH, not \"%s\"", listen);
      return FALSE;
    }

  socket_address = g_inet_socket_address_new (
      inet, g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
  *size = (socklen_t) g_socket_address_get_native_size (socket_address);
  return g_socket_address_to_native (socket_address, address, sizeof *address, error);
}

static gboolean
parse_unix (const char *path, struct sockaddr_storage *address, socklen_t *size, GError **error)
{
  struct sockaddr_un *local = (struct sockaddr_un *) address;

  if (!g_path_is_absolute (path) || strlen (path) >= sizeof local->sun_path)
    {
      g_set_error (error, OUTLAY_LISTENER_ERROR, OUTLAY_LISTENER_ERROR_ADDRESS,
                   "listen must name a socket by a whole path of at most %zu bytes, not \"%s\"",
                   sizeof local->sun_path - 1, path);
      return FALSE;
    }

  memset (local, 0, sizeof *local);
  local->sun_family = AF_UNIX;
  g_strlcpy (local->sun_path, path, sizeof local->sun_path);
  *size = sizeof *local;
  return TRUE;
}

static OutlayListener *
fail (const char *where, int code, GError **error)
{
  g_set_error (error, OUTLAY_LISTENER_ERROR,
               code == EADDRINUSE ? OUTLAY_LISTENER_ERROR_IN_USE : OUTLAY_LISTENER_ERROR_ADDRESS,
               "cannot listen on %s: %s", where, g_strerror (code));
  return NULL;
}

/* A process that was killed leaves its socket behind: nobody answers there any more. */
static void
remove_dead_socket (const struct sockaddr *address, socklen_t size, const char *path)
{
  g_autofd int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct stat stat;

  if (fd >= 0 && lstat (path, &stat) == 0 && S_ISSOCK (stat.st_mode) &&
      connect (fd, address, size) < 0 && errno == ECONNREFUSED)
    g_unlink (path);
}

static char *
write_name (const struct sockaddr_storage *address)
{
  char host[OUTLAY_ADDRESS_LENGTH];
  int port;

  if (address->ss_family == AF_UNIX)
    return g_strconcat (UNIX_PREFIX, ((const struct sockaddr_un *) address)->sun_path, NULL);

  outlay_listener_write_address ((const struct sockaddr *) address, host);
  /* The port lies at the same place in both families. */
  port = ntohs (((const struct sockaddr_in *) address)->sin_port);

  return g_strdup_printf (address->ss_family == AF_INET6 ? "[%s]:%d" : "%s:%d", host, port);
}

/* Takes @fd. */
static OutlayListener *
describe (int fd)
{
  OutlayListener *self = g_new0 (OutlayListener, 1);
  struct sockaddr_storage address = { 0 };
  socklen_t size = sizeof address;
  g_autoptr (GSocketAddress) known = NULL;

  getsockname (fd, (struct sockaddr *) &address, &size);
  self->fd = fd;
  self->name = write_name (&address);
  self->is_unix = address.ss_family == AF_UNIX;
  if (!self->is_unix)
    {
      known = g_socket_address_new_from_native (&address, size);
      self->is_loopback = g_inet_address_get_is_loopback (
          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (known)));
    }

  return self;
}

OutlayListener *
outlay_listener_open (const char *where, GError **error)
{
  const char *path = g_str_has_prefix (where, UNIX_PREFIX) ? where + strlen (UNIX_PREFIX) : NULL;
  OutlayListener *self;
  struct sockaddr_storage address;
  socklen_t size;
  g_autofd int fd = -1;
  int yes = 1;

  if (path != NULL ? !parse_unix (path, &address, &size, error)
                   : !parse_inet (where, &address, &size, error))
    return NULL;

  if (path != NULL)
    remove_dead_socket ((struct sockaddr *) &address, size, path);

  fd = socket (address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      bind (fd, (struct sockaddr *) &address, size) < 0 ||
      (path != NULL && chmod (path, 0660) < 0) || listen (fd, BACKLOG) < 0)
    return fail (where, errno, error);

  self = describe (g_steal_fd (&fd));
  self->path = g_strdup (path);
  return self;
}

void
outlay_listener_free (OutlayListener *self)
{
  g_clear_fd (&self->fd, NULL);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static gboolean
adopt (GPtrArray *listeners, int fd, GError **error)
{
  if (sd_is_socket (fd, AF_UNSPEC, SOCK_STREAM, 1) <= 0)
    {
      g_set_error (error, OUTLAY_LISTENER_ERROR, OUTLAY_LISTENER_ERROR_ADDRESS,
                   "descriptor %d of the service manager is no socket that listens for streams",
                   fd);
      return FALSE;
    }
  /* Several threads accept from it: who comes too late must not wait. */
  if (!g_unix_set_fd_nonblocking (fd, TRUE, error))
    return FALSE;

  g_ptr_array_add (listeners, describe (fd));
  return TRUE;
}

GPtrArray *
outlay_listeners_open (const char *listen, GError **error)
{
  g_autoptr (GPtrArray)
      listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_listener_free);
  g_auto (GStrv) places = g_strsplit (listen, ",", -1);
  int n_given = sd_listen_fds (TRUE);

  for (int i = 0; i < n_given; i++)
    if (!adopt (listeners, SD_LISTEN_FDS_START + i, error))
      return NULL;

  for (guint i = 0; n_given <= 0 && places[i] != NULL; i++)
    {
      OutlayListener *listener = outlay_listener_open (g_strstrip (places[i]), error);

      if (listener == NULL)
        return NULL;
      g_ptr_array_add (listeners, listener);
    }

  return g_steal_pointer (&listeners);
}
