/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"

G_BEGIN_DECLS

/* The history of one expense, oldest first, following the database. (transfer full):
 * of #OutlayEvent */
GListModel *outlay_event_list_new (OutlayDatabase *database, const char *expense_id);

G_END_DECLS
