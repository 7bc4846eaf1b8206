/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/reports/outlay-spending-facts.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* One's own spending from the sums that the local database keeps, inside a read transaction of any
 * connection's thread. (transfer full) (nullable): %NULL with an error */
OutlaySpending *outlay_spending_ledger_read (OutlayConnection *connection,
                                             const OutlaySpendingQuery *query,
                                             GError **error);

/* One's own largest expense of the query's days. (transfer full) (nullable): %NULL with an error, GONE
 * where there is none */
OutlayExpense *outlay_spending_ledger_find_largest (OutlayConnection *connection,
                                                    const OutlaySpendingQuery *query,
                                                    GError **error);

/* Categories' names by id, into @facts. */
gboolean outlay_spending_ledger_read_names (OutlayConnection *connection,
                                            OutlaySpendingFacts *facts,
                                            GError **error);

G_END_DECLS
