/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-list.h"
#include "core/report/outlay-days.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_SEARCH (outlay_expense_search_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseSearch, outlay_expense_search, OUTLAY, EXPENSE_SEARCH, GObject)

/**
 * OutlayExpenseSearch:
 *
 * What the person looks for in a list, as search entry, filter popover and chips edit it; the same
 * wherever there is a list. Properties, notified: "text", "n-filters" (how many besides the text). The
 * signal "changed" follows each change.
 */

/* @scope: of the list */
OutlayExpenseSearch *outlay_expense_search_new (OutlayScope scope);

OutlayScope outlay_expense_search_get_scope (OutlayExpenseSearch *self);
const char *outlay_expense_search_get_text (OutlayExpenseSearch *self);
/* A bit for each #OutlayState, 0 for all. */
guint outlay_expense_search_get_states (OutlayExpenseSearch *self);
/* (nullable): an id; "" for those without one */
const char *outlay_expense_search_get_category (OutlayExpenseSearch *self);
/* First and last day, both included; (nullable) where it is open on that side. */
const char *outlay_expense_search_get_from (OutlayExpenseSearch *self);
const char *outlay_expense_search_get_to (OutlayExpenseSearch *self);
/* Minor units, 0 for any; and the currency that they are of, (nullable) where neither is set. */
gint64 outlay_expense_search_get_min (OutlayExpenseSearch *self);
gint64 outlay_expense_search_get_max (OutlayExpenseSearch *self);
const char *outlay_expense_search_get_currency (OutlayExpenseSearch *self);
/* (nullable): a person's id, and their name as it was when they were chosen */
const char *outlay_expense_search_get_owner (OutlayExpenseSearch *self);
const char *outlay_expense_search_get_owner_name (OutlayExpenseSearch *self);
guint outlay_expense_search_get_n_filters (OutlayExpenseSearch *self);

void outlay_expense_search_set_text (OutlayExpenseSearch *self, const char *text);
void
outlay_expense_search_set_state (OutlayExpenseSearch *self, OutlayState state, gboolean wanted);
void outlay_expense_search_set_category (OutlayExpenseSearch *self, const char *category);
/* @from, @to: (nullable): ISO 8601 days; what is no day is taken for %NULL */
void
outlay_expense_search_set_days (OutlayExpenseSearch *self, const char *from, const char *to);
/* @currency: (nullable): %NULL takes both bounds away */
void outlay_expense_search_set_amounts (OutlayExpenseSearch *self,
                                        gint64 min,
                                        gint64 max,
                                        const char *currency);
void
outlay_expense_search_set_owner (OutlayExpenseSearch *self, const char *owner, const char *name);
void outlay_expense_search_clear (OutlayExpenseSearch *self);

/* Whether everything is shown. */
gboolean outlay_expense_search_is_empty (OutlayExpenseSearch *self);

/* @filter: (out): borrowed from @self until it changes */
void outlay_expense_search_get_filter (OutlayExpenseSearch *self, OutlayExpenseFilter *filter);

/**
 * outlay_expense_search_to_text:
 *
 * Returns: (transfer full): everything that is looked for, to be kept under a name: as the query of a
 *   URI is written (RFC 3986), with the parameters of `GET /api/v1/expenses`
 */
char *outlay_expense_search_to_text (OutlayExpenseSearch *self);

/* Looks for what was kept, and for nothing else; what is not understood of it is left out. */
void outlay_expense_search_set_from_text (OutlayExpenseSearch *self, const char *kept);

G_END_DECLS
