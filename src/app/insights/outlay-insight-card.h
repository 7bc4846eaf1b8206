/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/ledger/outlay-category-store.h"
#include "core/insight/outlay-insight.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_INSIGHT_CARD (outlay_insight_card_get_type ())
G_DECLARE_FINAL_TYPE (OutlayInsightCard, outlay_insight_card, OUTLAY, INSIGHT_CARD, AdwBin)

/**
 * OutlayInsightCard:
 *
 * One insight: what was found, how it was computed for who asks, and what may be done. Signals:
 * "opened" (show the rows), "acted" (do what it proposes), "dismissed" (never show it again).
 *
 * # Accessibility
 * A group named after what was found.
 */
GtkWidget *outlay_insight_card_new (void);

/* Shows @insight from now on; what is the same stays as it is, the focus within included. */
void outlay_insight_card_set_insight (OutlayInsightCard   *self,
                                      OutlayInsight       *insight,
                                      OutlayCategoryStore *categories);
/* (transfer none) (nullable): %NULL before it was set */
OutlayInsight *outlay_insight_card_get_insight (OutlayInsightCard *self);

G_END_DECLS
