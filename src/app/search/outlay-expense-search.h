/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-list.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_SEARCH (outlay_expense_search_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseSearch, outlay_expense_search, OUTLAY, EXPENSE_SEARCH, GObject)

/**
 * OutlayExpenseSearch:
 *
 * What the person looks for in the list, as search entry, filter popover and chips edit it.
 * Properties, notified: "text", "states" (a bit for each #OutlayState, 0 for all), "category"
 * (nullable id), "n-filters" (how many besides the text). The signal "changed" follows each
 * change.
 */
OutlayExpenseSearch *outlay_expense_search_new (void);

const char *outlay_expense_search_get_text (OutlayExpenseSearch *self);
guint outlay_expense_search_get_states (OutlayExpenseSearch *self);
const char *outlay_expense_search_get_category (OutlayExpenseSearch *self); /* (nullable) */
guint outlay_expense_search_get_n_filters (OutlayExpenseSearch *self);

void outlay_expense_search_set_text (OutlayExpenseSearch *self, const char *text);
void
outlay_expense_search_set_state (OutlayExpenseSearch *self, OutlayState state, gboolean wanted);
void outlay_expense_search_set_category (OutlayExpenseSearch *self, const char *category);
void outlay_expense_search_clear (OutlayExpenseSearch *self);

/* Whether everything is shown. */
gboolean outlay_expense_search_is_empty (OutlayExpenseSearch *self);

/* @filter: (out): borrowed from @self until it changes */
void outlay_expense_search_get_filter (OutlayExpenseSearch *self, OutlayExpenseFilter *filter);

G_END_DECLS
