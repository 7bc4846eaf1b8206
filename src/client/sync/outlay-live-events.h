/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_LIVE_EVENTS (outlay_live_events_get_type ())
G_DECLARE_FINAL_TYPE (OutlayLiveEvents, outlay_live_events, OUTLAY, LIVE_EVENTS, GObject)

/**
 * OutlayLiveEvents:
 *
 * Listens to a company's "something changed", and connects again, with growing pauses, whenever
 * that ends. It says nothing of what changed. Signals: "changed", also when the stream has just
 * been opened, as something may have happened before.
 */
OutlayLiveEvents *outlay_live_events_new          (OutlaySession    *session);

void              outlay_live_events_start        (OutlayLiveEvents *self);
void              outlay_live_events_stop         (OutlayLiveEvents *self);
/* The network is back: connect now, whatever the pause. */
void              outlay_live_events_wake         (OutlayLiveEvents *self);
gboolean          outlay_live_events_is_connected (OutlayLiveEvents *self);

G_END_DECLS
