/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/account/outlay-workspace.h"
#include "client/ledger/outlay-expense-list.h"

G_BEGIN_DECLS

/**
 * outlay_expense_gather:
 * @filter: copied
 * @is_company: whether the company's are asked of the server, for who may; else those of this device
 * @cancellable: (nullable)
 *
 * All expenses behind a filter at once, oldest first, for who writes or draws every one of them. A list
 * that is only looked at is an #OutlayExpenseList. Main thread; the database's thread reads.
 *
 * Returns: (transfer full): future of a boxed %G_TYPE_PTR_ARRAY of #OutlayExpense. Rejects with
 *   #OutlayClientError or %G_IO_ERROR_CANCELLED
 */
DexFuture *outlay_expense_gather (OutlayWorkspace           *workspace,
                                  const OutlayExpenseFilter *filter,
                                  gboolean                   is_company,
                                  GCancellable              *cancellable);

/**
 * outlay_proof_gather:
 * @cancellable: (nullable)
 *
 * A proof's file for who needs it now: fetched where it is not here, and not waited for longer than half
 * a minute or after @cancellable. Rejects as outlay_proof_store_fetch() does, or with %DEX_ERROR_TIMED_OUT.
 *
 * Returns: (transfer full): future of a #GFile
 */
DexFuture *outlay_proof_gather (OutlayProofStore *store,
                                const char       *sha256,
                                GCancellable     *cancellable);

G_END_DECLS
