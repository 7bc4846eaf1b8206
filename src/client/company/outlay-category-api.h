/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "core/expense/outlay-category-check.h"
#include "core/expense/outlay-category.h"

G_BEGIN_DECLS

/*
 * What an admin does to the company's categories. As in #OutlayPolicyInForce, it is decided while looking
 * at how things are, and needs the server; what comes of it reaches the device by the feed. Futures
 * reject with an #OutlayClientError: CONFLICT where the category is no longer as it was shown, REFUSED
 * with an #OutlayProblem that names the field ("name": another one has it).
 */

/* Future of the new #OutlayCategory. */
DexFuture *outlay_category_api_add    (OutlayApi                  *api,
                                       const OutlayCategoryFields *fields);
/* Future of the #OutlayCategory as it is then. @shown: as the person saw it */
DexFuture *outlay_category_api_change (OutlayApi                  *api,
                                       OutlayCategory             *shown,
                                       const OutlayCategoryFields *fields);
/* Future of a boolean; CONFLICT, with a problem of status 409, where expenses name it. */
DexFuture *outlay_category_api_remove (OutlayApi                  *api,
                                       OutlayCategory             *shown);

/* @moved: expenses so far; @left: those to come, as the server counts them now. Main thread. */
typedef void (*OutlayCategoryProgressFunc) (gint64   moved,
                                            gint64   left,
                                            gpointer data);

/**
 * outlay_category_api_move:
 * @id: of the category that is to go; it is archived at once, so that nobody adds to it
 * @to: id of another one
 * @cancellable: (nullable): ends it after the piece that is on its way; what was moved stays so
 * @progress: (nullable) (scope notified): called after each piece
 *
 * Moves every expense of the company from one category to another, whatever its state, a piece at a
 * time; after the last one the category is gone. Going on later is calling again.
 *
 * Returns: (transfer full): future of an int64, how many were moved; rejects with
 *   %G_IO_ERROR_CANCELLED after @cancellable
 */
DexFuture *outlay_category_api_move   (OutlayApi                  *api,
                                       const char                 *id,
                                       const char                 *to,
                                       GCancellable               *cancellable,
                                       OutlayCategoryProgressFunc  progress,
                                       gpointer                    data,
                                       GDestroyNotify              destroy);

G_END_DECLS
