/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"
#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

/* Whether there is anything to send. Main thread. */
gboolean outlay_budget_push_is_due (OutlayDatabase *database);

/**
 * outlay_budget_push:
 *
 * Sends what was changed of one's own budgets, in a fiber of the main thread. Where another device was first,
 * both changes hold, entry by entry, and of the same entry the one that is sent now. What the company will
 * not have, as its category is gone, goes here as well.
 *
 * Returns: %FALSE with an error that passes, as all of sync ends with it then; what is not sent is sent
 *   another time
 */
gboolean outlay_budget_push (OutlayApi *api, OutlayDatabase *database, GError **error);

G_END_DECLS
