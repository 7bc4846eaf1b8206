/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/database/outlay-database.h"

G_BEGIN_DECLS

/**
 * OutlaySavedFilter:
 *
 * What somebody looks for again and again, under a name: "id", "name", "filter" (text that means
 * something to whoever has kept it). Immutable.
 */
#define OUTLAY_TYPE_SAVED_FILTER (outlay_saved_filter_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySavedFilter, outlay_saved_filter, OUTLAY, SAVED_FILTER, GObject)

const char *outlay_saved_filter_get_id (OutlaySavedFilter *self);
const char *outlay_saved_filter_get_name (OutlaySavedFilter *self);
const char *outlay_saved_filter_get_filter (OutlaySavedFilter *self);

#define OUTLAY_TYPE_SAVED_FILTER_STORE (outlay_saved_filter_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySavedFilterStore,
                      outlay_saved_filter_store,
                      OUTLAY,
                      SAVED_FILTER_STORE,
                      GObject)

/**
 * OutlaySavedFilterStore:
 *
 * The filters that were kept on this device, as a #GListModel of #OutlaySavedFilter in the order in
 * which they were made. Main thread.
 */
OutlaySavedFilterStore *outlay_saved_filter_store_new (OutlayDatabase *database);

/**
 * outlay_saved_filter_store_keep:
 * @name: not empty; one of that name is replaced
 *
 * Future of a boolean.
 */
DexFuture *outlay_saved_filter_store_keep (OutlaySavedFilterStore *self,
                                           const char *name,
                                           const char *filter);
/* Future of a boolean. */
DexFuture *outlay_saved_filter_store_remove (OutlaySavedFilterStore *self, const char *id);

G_END_DECLS
