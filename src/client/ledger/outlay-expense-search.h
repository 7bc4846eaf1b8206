/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-keys.h"

G_BEGIN_DECLS

/**
 * outlay_expense_search_append:
 * @keys: (element-type OutlayExpenseKey)
 * @limit: no more than about this many are needed; -1 for all
 *
 * The keys of a query with words or a merchant, found by the index of words, by the names of categories
 * and, of others' expenses, by those of people; in the list's order. On the database thread.
 */
gboolean outlay_expense_search_append (GArray *keys,
                                       OutlayConnection *connection,
                                       const OutlayListQuery *query,
                                       gint64 limit,
                                       GError **error);

G_END_DECLS
