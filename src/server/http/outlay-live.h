/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <microhttpd.h>

#include "server/auth/outlay-identities.h"
#include "server/outlay-service.h"

G_BEGIN_DECLS

/**
 * OutlayLive:
 *
 * The open streams of live events (Server-Sent Events, WHATWG HTML 9.2). A stream that has
 * nothing to say is a suspended connection and costs nothing but memory. It says "hello", then
 * "change" whenever something changed in its company, a comment every twenty seconds, and ends
 * with its access token.
 */
typedef struct _OutlayLive OutlayLive;

OutlayLive *outlay_live_new  (OutlayService *service);
/* After every connection is closed. */
void        outlay_live_free (OutlayLive *self);

/* (transfer full): the response that streams to @connection */
struct MHD_Response *outlay_live_create_response (OutlayLive            *self,
                                                  struct MHD_Connection *connection,
                                                  OutlayKnownIdentity   *identity);

/* Any thread. */
void outlay_live_notify     (OutlayLive *self, const char *company);
/* Everybody, where nobody knows what has changed. */
void outlay_live_notify_all (OutlayLive *self);
/* Beats the hearts that are due and ends what has expired; to be called about once a second. */
void outlay_live_tick   (OutlayLive *self);
/* Ends every stream; new ones end at once. */
void outlay_live_stop   (OutlayLive *self);

G_END_DECLS
