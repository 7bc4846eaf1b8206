/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_REVIEW_N_AHEAD 5

#define OUTLAY_TYPE_REVIEW_AHEAD (outlay_review_ahead_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReviewAhead, outlay_review_ahead, OUTLAY, REVIEW_AHEAD, GObject)

/**
 * OutlayReviewAhead:
 *
 * Fetches and decodes the first proof of the expenses that come next, so that the reviewer never
 * waits for a picture. What is no longer among the next ones is given up.
 */
OutlayReviewAhead *outlay_review_ahead_new (OutlayProofStore *store);

/**
 * outlay_review_ahead_update:
 * @queue: of #OutlayExpense
 * @position: the one that is looked at; those after it are loaded, the nearest first
 * @size: in which the viewer will ask for them
 */
void outlay_review_ahead_update (OutlayReviewAhead *self,
                                 GListModel        *queue,
                                 guint              position,
                                 guint              size);

G_END_DECLS
