/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>

#define DEFAULT_PORT 8080
#define BACKLOG 1024

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
parse_listen (const char *listen, struct sockaddr_storage *address, socklen_t *size, GError **error)
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
                   "listen must be ADDRESS:PORT, not \"%s\"", listen);
      return FALSE;
    }

  socket_address = g_inet_socket_address_new (
      inet, g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
  *size = (socklen_t) g_socket_address_get_native_size (socket_address);
  return g_socket_address_to_native (socket_address, address, sizeof *address, error);
}

static int
open_socket (const char *where, GError **error)
{
  struct sockaddr_storage address;
  socklen_t size;
  g_autofd int fd = -1;
  int yes = 1;

  if (!parse_listen (where, &address, &size, error))
    return -1;

  fd = socket (address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      bind (fd, (struct sockaddr *) &address, size) < 0 || listen (fd, BACKLOG) < 0)
    {
      int code = errno;

      g_set_error (error, OUTLAY_LISTENER_ERROR,
                   code == EADDRINUSE ? OUTLAY_LISTENER_ERROR_IN_USE
                                      : OUTLAY_LISTENER_ERROR_ADDRESS,
                   "cannot listen on %s: %s", where, g_strerror (code));
      return -1;
    }

  return g_steal_fd (&fd);
}

static char *
write_url (int fd)
{
  struct sockaddr_storage address;
  socklen_t size = sizeof address;
  char host[OUTLAY_ADDRESS_LENGTH];
  int port;

  getsockname (fd, (struct sockaddr *) &address, &size);
  outlay_listener_write_address ((struct sockaddr *) &address, host);
  /* The port lies at the same place in both families. */
  port = ntohs (((struct sockaddr_in *) &address)->sin_port);

  if (address.ss_family == AF_INET6)
    return g_strdup_printf ("http://[%s]:%d", host, port);

  return g_strdup_printf ("http://%s:%d", host, port);
}

int
outlay_listener_open (const char *listen, char **url, GError **error)
{
  int fd = open_socket (listen, error);

  if (fd >= 0)
    *url = write_url (fd);

  return fd;
}
