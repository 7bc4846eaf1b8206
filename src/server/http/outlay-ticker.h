/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/http/outlay-peers.h"
#include "server/outlay-service-private.h"

G_BEGIN_DECLS

/**
 * OutlayTicker:
 *
 * A thread that sees once a second to what is due: connections that are too slow, live streams, answers
 * that are kept too long, and every ten minutes what the database need not keep any more.
 */
typedef struct _OutlayTicker OutlayTicker;

/* Both are borrowed, and must outlive it. */
OutlayTicker *outlay_ticker_new  (OutlayService *service, OutlayPeers *peers);
/* Waits for what it is about to do. */
void          outlay_ticker_free (OutlayTicker *self);

G_END_DECLS
