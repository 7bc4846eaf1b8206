/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outlay-expense-list.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_QUERY (outlay_expense_query_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseQuery, outlay_expense_query, OUTLAY, EXPENSE_QUERY, GObject)

/**
 * OutlayExpenseQuery:
 *
 * What the person looks for in the list, as search entry, filter popover and chips edit it. Properties,
 * notified: "text", "states" (a bit for each #OutlayState, 0 for all), "category" (nullable id),
 * "n-filters" (how many besides the text). The signal "changed" follows each change.
 */
OutlayExpenseQuery *outlay_expense_query_new (void);

const char *outlay_expense_query_get_text (OutlayExpenseQuery *self);
guint outlay_expense_query_get_states (OutlayExpenseQuery *self);
const char *outlay_expense_query_get_category (OutlayExpenseQuery *self); /* (nullable) */
guint outlay_expense_query_get_n_filters (OutlayExpenseQuery *self);

void outlay_expense_query_set_text (OutlayExpenseQuery *self, const char *text);
void outlay_expense_query_set_state (OutlayExpenseQuery *self, OutlayState state, gboolean wanted);
void outlay_expense_query_set_category (OutlayExpenseQuery *self, const char *category);
void outlay_expense_query_clear (OutlayExpenseQuery *self);

/* Whether everything is shown. */
gboolean outlay_expense_query_is_empty (OutlayExpenseQuery *self);

/* @filter: (out): borrowed from @self until it changes */
void outlay_expense_query_get_filter (OutlayExpenseQuery *self, OutlayExpenseFilter *filter);

G_END_DECLS
