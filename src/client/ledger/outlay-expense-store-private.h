/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "client/ledger/outlay-category-store.h"
#include "client/database/outlay-database.h"
#include "client/ledger/outlay-expense-store.h"

G_BEGIN_DECLS

OutlayExpenseStore *outlay_expense_store_new (OutlayDatabase *database, OutlayAccount *account);
OutlayExpenseList *outlay_expense_list_new (OutlayDatabase *database,
                                            const OutlayExpenseFilter *filter);
OutlayCategoryStore *outlay_category_store_new (OutlayDatabase *database);
OutlayDatabase *outlay_category_store_get_database (OutlayCategoryStore *self); /* (transfer none) */

OutlayDatabase *outlay_expense_store_get_database (OutlayExpenseStore *self); /* (transfer none) */

G_END_DECLS
