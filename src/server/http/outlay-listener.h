/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

#define OUTLAY_LISTENER_ERROR (outlay_listener_error_quark ())
GQuark outlay_listener_error_quark (void);

typedef enum
{
  OUTLAY_LISTENER_ERROR_ADDRESS, /* not an address, or not ours: mend the setting */
  OUTLAY_LISTENER_ERROR_IN_USE,  /* somebody else listens there */
} OutlayListenerError;

/**
 * OutlayListener:
 * @fd: listens; -1 when it was given away
 * @name: "127.0.0.1:8080", with the port that was taken, or "unix:PATH"
 * @is_unix: whether only programs of this machine can reach it, by a path
 * @is_loopback: whether only programs of this machine can reach it, by an address
 * @path: (nullable): file of the socket, removed when it is closed
 *
 * A socket that listens.
 */
typedef struct
{
  int      fd;
  char    *name;
  gboolean is_unix;
  gboolean is_loopback;
  char    *path;
} OutlayListener;

/**
 * outlay_listener_open:
 * @listen: "ADDRESS:PORT", where port 0 takes a free one, or "unix:PATH", where a socket that a dead
 *   process has left is replaced, and owner and group may connect
 *
 * Returns: (transfer full): with an #OutlayListenerError when %NULL
 */
OutlayListener *outlay_listener_open (const char *listen, GError **error);

void outlay_listener_free (OutlayListener *self);

/**
 * outlay_listeners_open:
 * @listen: as above, or several with commas between
 *
 * Takes the sockets that the service manager has opened (sd_listen_fds(3)), if it has; then @listen
 * does not count.
 *
 * Returns: (transfer full) (element-type OutlayListener): at least one
 */
GPtrArray *outlay_listeners_open (const char *listen, GError **error);

#define OUTLAY_ADDRESS_LENGTH 48

/* The address without its port; @text takes %OUTLAY_ADDRESS_LENGTH bytes. */
void outlay_listener_write_address (const struct sockaddr *address, char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayListener, outlay_listener_free)

G_END_DECLS
