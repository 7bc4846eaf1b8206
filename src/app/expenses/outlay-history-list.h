/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/expense/outlay-event.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_HISTORY_LIST (outlay_history_list_get_type ())
G_DECLARE_FINAL_TYPE (OutlayHistoryList, outlay_history_list, OUTLAY, HISTORY_LIST, AdwBin)

/**
 * OutlayHistoryList:
 *
 * What happened to an expense: who did what, when and why, newest last. A rejected proof version
 * can be looked at again. Signal "proof-wanted" (digest: string). It hides itself while there is
 * no history.
 */

/**
 * outlay_history_list_set_events:
 * @events: (nullable): list model of #OutlayEvent, oldest first; it is followed
 */
void outlay_history_list_set_events (OutlayHistoryList *self, GListModel *events);

/* (transfer none) (nullable): the reason of the latest rejection among @events */
const char *outlay_history_find_rejection (GListModel *events);

G_END_DECLS
