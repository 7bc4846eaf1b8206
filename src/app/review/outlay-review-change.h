/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-category-store.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

/* Whether @current is another thing to decide about than @shown: another revision, proof or
 * state. */
gboolean outlay_review_has_changed (OutlayExpense *shown, OutlayExpense *current);

/**
 * outlay_review_describe_change:
 * @current: (nullable): %NULL where the expense is gone
 * @categories: (nullable): to name categories
 *
 * Returns: (transfer full): translated lines, one for each thing that changed since @shown was read
 */
char *outlay_review_describe_change (OutlayExpense       *shown,
                                     OutlayExpense       *current,
                                     OutlayCategoryStore *categories);

G_END_DECLS
