/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "client/budgets/outlay-budget-store.h"
#include "client/budgets/outlay-budget-table.h"
#include "client/database/outlay-database.h"
#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

OutlayBudgetStore *outlay_budget_store_new          (OutlayDatabase    *database,
                                                     OutlayAccount     *account);
/* @api: (nullable): of the company */
void               outlay_budget_store_set_api      (OutlayBudgetStore *self,
                                                     OutlayApi         *api);
OutlayApi         *outlay_budget_store_get_api      (OutlayBudgetStore *self); /* (nullable) */
OutlayDatabase    *outlay_budget_store_get_database (OutlayBudgetStore *self);
OutlayAccount     *outlay_budget_store_get_account  (OutlayBudgetStore *self);
/* A round of sync has ended: of who may know, asks how the company's budgets stand now and then, so that the
 * form and the warnings know. */
void               outlay_budget_store_synced       (OutlayBudgetStore *self);
/* outlay_budget_store_list() without the pace, for who asks at every key. */
GArray            *outlay_budget_store_list_plain   (OutlayBudgetStore *self,
                                                     OutlayBudgetScope  scope,
                                                     gint64             month);
/* By what budgets are reckoned now. */
OutlayBudgetBook   outlay_budget_store_get_book     (OutlayBudgetStore *self);

/* "2026-11" as 202611; 0 for what is no month. */
gint64             outlay_budget_month_from_text    (const char        *month);

/**
 * outlay_budget_warning_check:
 *
 * Finds budgets of the current month that have come to a threshold that nobody was told of, and writes down
 * that they were.
 *
 * Returns: (transfer full): future of a boxed #GArray of #OutlayBudgetLine
 */
DexFuture         *outlay_budget_warning_check      (OutlayDatabase         *database,
                                                     const OutlayBudgetBook *book);

G_END_DECLS
