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
 * outlay_listener_open:
 * @listen: "ADDRESS:PORT"; port 0 takes a free one
 * @url: (out) (transfer full): "http://127.0.0.1:8080", with the port that was taken
 *
 * Returns: a descriptor that listens, or -1 with an #OutlayListenerError
 */
int outlay_listener_open (const char *listen, char **url, GError **error);

#define OUTLAY_ADDRESS_LENGTH 48

/* The address without its port; @text takes %OUTLAY_ADDRESS_LENGTH bytes. */
void outlay_listener_write_address (const struct sockaddr *address, char *text);

G_END_DECLS
