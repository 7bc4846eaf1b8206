/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "client/transport/outlay-api.h"
#include "client/database/outlay-database.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

/* What a round of sync works with; all of it is borrowed. */
typedef struct
{
  OutlayAccount    *account;
  OutlayDatabase   *database;
  OutlayOutbox     *outbox;
  OutlayProofStore *proofs;
  OutlayApi        *api;
} OutlayRound;

/**
 * outlay_round_run:
 * @verified_at: (inout): when the server was last asked who we are, in monotonic time; 0 for never
 * @synced_at: (out): when the round ended, RFC 3339
 *
 * One round, in a fiber of the main thread: is it still our company at this address (asked once
 * an hour), then what is due in the outbox, then the feed and what rates are lacking. It may end at any line, and the next
 * goes on there.
 *
 * Returns: %FALSE with the error that ended it
 */
gboolean outlay_round_run (const OutlayRound *self,
                           gint64            *verified_at,
                           char             **synced_at,
                           GError           **error);

G_END_DECLS
