/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/outlay-client-error.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_SYNC_IDLE,       /* all is sent and fetched */
  OUTLAY_SYNC_BUSY,
  OUTLAY_SYNC_OFFLINE,    /* waiting for the network or the server; goes on by itself */
  OUTLAY_SYNC_SIGN_IN,    /* waiting for the person to sign in */
  OUTLAY_SYNC_ATTENTION,  /* something in the outbox is stuck */
} OutlaySyncState;

#define OUTLAY_TYPE_SYNC_STATE (outlay_sync_state_get_type ())
GType outlay_sync_state_get_type (void);

#define OUTLAY_TYPE_SYNC (outlay_sync_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySync, outlay_sync, OUTLAY, SYNC, GObject)

/**
 * OutlaySync:
 *
 * Carries the outbox to the company and the company's changes here, in the order: proofs, what
 * names them, then the change feed from the cursor; each applied in one transaction with the
 * cursor. It can stop at any line and go on later. It runs after a local change, on a live event,
 * when the network comes back, with growing pauses after a failure (up to 5 minutes), and when
 * asked. Properties, notified: "state", "n-waiting" (entries in the outbox), "last-synced" (RFC
 * 3339, or empty), "last-error" (a sentence for the log).
 */
void            outlay_sync_start     (OutlaySync *self);
void            outlay_sync_stop      (OutlaySync *self);
/* Asks the server anew, in a run soon, who the person is and what their role is: for when it has just
 * refused what their role as known here allows. */
void            outlay_sync_verify    (OutlaySync *self);
/* Future of a boolean that resolves when a whole run has ended well. */
DexFuture      *outlay_sync_run       (OutlaySync *self);
/* Fetches an expense's history, for whoever has just opened it. Future of a boolean. */
DexFuture      *outlay_sync_fetch_events (OutlaySync *self, const char *expense_id);
OutlaySyncState outlay_sync_get_state (OutlaySync *self);
const char     *outlay_sync_get_last_synced (OutlaySync *self);

G_END_DECLS
