/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/reports/outlay-company-list.h"
#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SPENDING_STORE (outlay_spending_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySpendingStore, outlay_spending_store, OUTLAY, SPENDING_STORE, GObject)

/**
 * OutlaySpendingStore:
 *
 * Where the money went: one's own from the totals that the local database keeps with each row, without
 * a network; the company's from the server. The signal "changed" (no arguments) follows every change of
 * what it has told or might tell, at most once a turn of the main loop: read again then. Main thread.
 */

/**
 * outlay_spending_store_read:
 * @query: copied
 *
 * One picture of the database, read on its thread, or of the server.
 *
 * Returns: (transfer full): future of an #OutlaySpending; of the company's numbers it rejects with
 *   %OUTLAY_CLIENT_ERROR_OFFLINE, %OUTLAY_CLIENT_ERROR_SIGN_IN and so on, and on the device only with
 *   %OUTLAY_CLIENT_ERROR_FORBIDDEN. A sum that does not fit is %OUTLAY_CLIENT_ERROR_FAILED
 */
DexFuture *outlay_spending_store_read (OutlaySpendingStore *self, const OutlaySpendingQuery *query);

/**
 * outlay_spending_store_find_largest:
 * @query: copied; of one's own
 *
 * Looks through the rows of the days, on the database thread.
 *
 * Returns: (transfer full): future of an #OutlayExpense: the largest of those that are added up; it
 *   rejects with %OUTLAY_CLIENT_ERROR_GONE where there is none
 */
DexFuture *outlay_spending_store_find_largest (OutlaySpendingStore *self,
                                               const OutlaySpendingQuery *query);

/* (transfer full): the company's rows behind a number, page by page; empty where there is no company */
OutlayCompanyList *outlay_spending_store_list_company (OutlaySpendingStore *self,
                                                       const OutlayExpenseFilter *filter);

G_END_DECLS
