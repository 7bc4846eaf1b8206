/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/database/outlay-database.h"
#include "client/reports/outlay-spending-store.h"

G_BEGIN_DECLS

OutlaySpendingStore *outlay_spending_store_new (OutlayDatabase *database);

/* The company's numbers come from there. @api: (nullable) */
void outlay_spending_store_set_api (OutlaySpendingStore *self, OutlayApi *api);

G_END_DECLS
