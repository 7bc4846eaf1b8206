/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"
#include "client/reports/outlay-spending.h"
#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

/* The company's spending, as its server tells it; categories' names come from the local database.
 * Future of an #OutlaySpending. */
DexFuture *outlay_spending_company_read (OutlayApi *api,
                                         OutlayDatabase *database,
                                         const OutlaySpendingQuery *query);

G_END_DECLS
