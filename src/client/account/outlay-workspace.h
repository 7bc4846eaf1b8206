/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "client/budgets/outlay-budget-store.h"
#include "client/insights/outlay-insight-store.h"
#include "client/ledger/outlay-category-store.h"
#include "client/ledger/outlay-expense-store.h"
#include "client/ledger/outlay-person-list.h"
#include "client/ledger/outlay-saved-filter-store.h"
#include "client/outbox/outlay-outbox.h"
#include "client/proofs/outlay-proof-store.h"
#include "client/rates/outlay-rate-store.h"
#include "client/reports/outlay-spending-store.h"
#include "client/session/outlay-session.h"
#include "client/sync/outlay-sync.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_WORKSPACE (outlay_workspace_get_type ())
G_DECLARE_FINAL_TYPE (OutlayWorkspace, outlay_workspace, OUTLAY, WORKSPACE, GObject)

/**
 * OutlayWorkspace:
 *
 * An opened account: its database, stores, session and sync, handed to the window as one. All of it
 * lives on the main thread; what is slow runs elsewhere and comes back as a future.
 *
 * outlay_workspace_open() opens or makes the local database. A corrupt one is set aside with a
 * dated name and %OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT names it (calling again then starts afresh
 * and fetches everything again); a newer one is refused with %OUTLAY_CLIENT_ERROR_DATABASE_TOO_NEW
 * and untouched. Opening is quick and never waits for the network or the keyring.
 */
OutlayWorkspace *outlay_workspace_open (OutlayAccount *account, GError **error);
/* Stops sync, finishes writes, closes the database. Nothing unsent is lost. */
void             outlay_workspace_close (OutlayWorkspace *self);

OutlayAccount       *outlay_workspace_get_account        (OutlayWorkspace *self);
OutlayExpenseStore  *outlay_workspace_get_expense_store  (OutlayWorkspace *self);
OutlayCategoryStore *outlay_workspace_get_category_store (OutlayWorkspace *self);
OutlayProofStore    *outlay_workspace_get_proof_store    (OutlayWorkspace *self);
OutlayBudgetStore   *outlay_workspace_get_budget_store   (OutlayWorkspace *self);
OutlaySpendingStore *outlay_workspace_get_spending_store (OutlayWorkspace *self);
OutlayRateStore     *outlay_workspace_get_rate_store     (OutlayWorkspace *self);
OutlayOutbox        *outlay_workspace_get_outbox         (OutlayWorkspace *self);
OutlayInsightStore  *outlay_workspace_get_insight_store  (OutlayWorkspace *self);
OutlaySavedFilterStore *outlay_workspace_get_saved_filters (OutlayWorkspace *self);
const OutlayPolicy  *outlay_workspace_get_policy         (OutlayWorkspace *self);
/* (nullable): %NULL for an account on the device only */
OutlaySession       *outlay_workspace_get_session        (OutlayWorkspace *self);
OutlaySync          *outlay_workspace_get_sync           (OutlayWorkspace *self);

/* Those whose expenses wait or were decided here, by name. Future of a #GListStore of #OutlayPerson. */
DexFuture *outlay_workspace_list_people (OutlayWorkspace *self);

/**
 * outlay_workspace_connect:
 * @session: a session that has just signed in
 *
 * Connects an account "on this device only" to a company: its expenses become drafts there, its
 * categories are matched by name to the company's (those without a match leave the category open),
 * and everything is queued. No row is lost, whatever happens in between; it can be called again.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_workspace_connect (OutlayWorkspace *self, OutlaySession *session);

G_END_DECLS
