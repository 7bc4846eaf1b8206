/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/outbox/outlay-outbox-entry.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_OUTBOX (outlay_outbox_get_type ())
G_DECLARE_FINAL_TYPE (OutlayOutbox, outlay_outbox, OUTLAY, OUTBOX, GObject)

/**
 * OutlayOutbox:
 *
 * What still has to reach the company, as a #GListModel of #OutlayOutboxEntry, oldest first. An
 * entry leaves on a 2xx, or by the person's decision, and in no other way.
 */

/* Tries now, whatever the waiting time. */
void       outlay_outbox_retry   (OutlayOutbox *self, gint64 id);
/* Gives the change up: the expense goes back to what the company has. Future of a boolean. */
DexFuture *outlay_outbox_discard (OutlayOutbox *self, gint64 id);
/* Takes back an action or deletion that has not been sent. Future of a boolean: %FALSE when
 * it was too late. */
DexFuture *outlay_outbox_undo    (OutlayOutbox *self, gint64 id);

G_END_DECLS
