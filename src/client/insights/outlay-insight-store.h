/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/account/outlay-account.h"
#include "client/database/outlay-database.h"
#include "client/ledger/outlay-expense-list.h"
#include "core/insight/outlay-insight.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_INSIGHT_STORE (outlay_insight_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlayInsightStore, outlay_insight_store, OUTLAY, INSIGHT_STORE, GObject)

/**
 * OutlayInsightStore:
 *
 * What the person's own numbers show, found anew from the local database each time, without a network.
 * What was dismissed is remembered on this device. The signal "changed" (no arguments) says that it may
 * be different now. Main thread.
 */
OutlayInsightStore *outlay_insight_store_new (OutlayDatabase *database, OutlayAccount *account);

/**
 * outlay_insight_store_read:
 *
 * Reads one's own expenses in pieces, so that a save does not wait for all of them, and looks at them on
 * another thread: about three seconds for a million.
 *
 * Returns: (transfer full): future of a #GListStore of #OutlayInsight, weightiest first
 */
DexFuture *outlay_insight_store_read (OutlayInsightStore *self);

/* It is not told again, whatever comes. Future of a boolean. */
DexFuture *outlay_insight_store_dismiss (OutlayInsightStore *self, OutlayInsight *insight);
/* Takes that back. Future of a boolean. */
DexFuture *outlay_insight_store_restore (OutlayInsightStore *self, OutlayInsight *insight);

/* The rows behind an insight. @filter: (out): borrowed from @insight */
void outlay_insight_get_filter (OutlayInsight *insight, OutlayExpenseFilter *filter);

G_END_DECLS
