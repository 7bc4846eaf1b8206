/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_TRANSPORT (outlay_transport_get_type ())
G_DECLARE_FINAL_TYPE (OutlayTransport, outlay_transport, OUTLAY, TRANSPORT, GObject)

/**
 * OutlayTransport:
 *
 * HTTP to one server, and the edge where status and transport errors become #OutlayClientError. It
 * knows no account: whoever calls brings the token. It follows no redirect, keeps no cookie, and
 * bounds what it reads. An answer that a portal or proxy on the way may have written is never taken
 * for the server's: a 2xx without the JSON that was asked for is %OUTLAY_CLIENT_ERROR_NO_SERVER.
 */

/* @server: base URL as outlay_server_address_normalize() writes it */
OutlayTransport *outlay_transport_new         (const char       *server);

/*
 * In each of these @token, an access token, and @cancellable may be %NULL. A call that is cancelled
 * ends as one that was cut off does: %OUTLAY_CLIENT_ERROR_OFFLINE.
 */

/**
 * outlay_transport_send:
 * @call: copied
 *
 * Returns: (transfer full): future of a boxed #OutlayAnswer
 */
DexFuture       *outlay_transport_send        (OutlayTransport  *self,
                                               const OutlayCall *call,
                                               const char       *token,
                                               GCancellable     *cancellable);

/**
 * outlay_transport_put_file:
 *
 * Streams @file as the raw body of a PUT. Future of a boolean.
 */
DexFuture       *outlay_transport_put_file    (OutlayTransport  *self,
                                               const char       *path,
                                               GFile            *file,
                                               const char       *token,
                                               GCancellable     *cancellable);

/**
 * outlay_transport_get_file:
 * @sha256: what the content must hash to
 * @into: takes the content's place as a whole, once it is on disk, or not at all
 *
 * Future of a boolean.
 */
DexFuture       *outlay_transport_get_file    (OutlayTransport  *self,
                                               const char       *path,
                                               const char       *sha256,
                                               GFile            *into,
                                               const char       *token,
                                               GCancellable     *cancellable);

/**
 * outlay_transport_open_stream:
 *
 * Opens a text/event-stream. Future of a #GInputStream that goes on until it is closed; it ends by
 * itself after 90 silent seconds.
 */
DexFuture       *outlay_transport_open_stream (OutlayTransport  *self,
                                               const char       *path,
                                               const char       *token,
                                               GCancellable     *cancellable);

G_END_DECLS
