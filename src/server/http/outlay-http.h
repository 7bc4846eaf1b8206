/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/http/outlay-tls.h"
#include "server/outlay-service-private.h"

G_BEGIN_DECLS

/**
 * OutlayHttp:
 *
 * The front of the server: reads and writes HTTP/1.1 on one epoll thread for each processor, and
 * gives each request to its route.
 */
typedef struct _OutlayHttp OutlayHttp;

/**
 * outlay_http_new:
 * @service: (transfer none): must outlive it
 *
 * Listens where the settings say. Requests come in at once.
 */
OutlayHttp *outlay_http_new (OutlayService *service, GError **error);

/* (transfer none): "http://127.0.0.1:8080", or several with ", " between */
const char *outlay_http_get_address (OutlayHttp *self);

/* (transfer none) (nullable): %NULL where it speaks no TLS */
OutlayTls *outlay_http_get_tls (OutlayHttp *self);

/**
 * outlay_http_stop:
 * @patience: in microseconds
 *
 * Takes no new connections, ends the live streams, and waits until what is under way is answered,
 * or patience ends. Requests that still come on open connections are answered and those
 * connections closed.
 */
void outlay_http_stop (OutlayHttp *self, gint64 patience);

/* Closes every connection. The pools must have been stopped: nobody may hold a request any more. */
void outlay_http_free (OutlayHttp *self);

G_END_DECLS
