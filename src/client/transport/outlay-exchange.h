/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

/**
 * OutlayExchange:
 * @was_sent: whether any of the request has gone out
 *
 * One HTTP request and its answer, for the fibers of the transport: all that awaits here is called
 * from a fiber, and every error is an #OutlayClientError.
 */
typedef struct
{
  SoupSession     *soup;
  SoupMessage     *message;
  GCancellable    *cancellable; /* (nullable) */
  gboolean         was_sent;
  char            *sha256; /* of a download */
  GFile           *file;   /* of an upload or download */
} OutlayExchange;

/* @token and @cancellable are nullable. */
OutlayExchange *outlay_exchange_new          (SoupSession    *soup,
                                              const char     *method,
                                              const char     *uri,
                                              const char     *token,
                                              GCancellable   *cancellable);
void            outlay_exchange_free         (OutlayExchange *self);

/*
 * Awaits the head of the answer. libsoup 3.6 ends a request twice when it is cancelled at the wrong
 * moment (mended in 3.7), so that one nobody waits for any more is left to itself.
 */
GInputStream   *outlay_exchange_begin        (OutlayExchange *self,
                                              GError        **error);

/* What the server says of a failure. */
GError         *outlay_exchange_read_failure (OutlayExchange *self,
                                              GInputStream   *stream);
/* Reads a 2xx that must be JSON, or have nothing in it where its status says so. */
OutlayAnswer   *outlay_exchange_read_answer  (OutlayExchange *self,
                                              GInputStream   *stream,
                                              GError        **error);
/* Reads the body to its end; more than @max bytes are %OUTLAY_CLIENT_ERROR_NO_SERVER. */
GBytes         *outlay_exchange_read_bytes   (OutlayExchange *self,
                                              GInputStream   *stream,
                                              gsize           max,
                                              GError        **error);
/* An upload is answered with its status and nothing else; a portal has always something to show. */
gboolean        outlay_exchange_read_bare    (OutlayExchange *self,
                                              GInputStream   *stream,
                                              GError        **error);

gboolean        outlay_exchange_has_type     (OutlayExchange *self,
                                              const char     *wanted);
/* That the answer is none of an Outlay server's: "status 200 without JSON". */
GError         *outlay_exchange_refuse       (OutlayExchange *self,
                                              const char     *what);

G_END_DECLS
