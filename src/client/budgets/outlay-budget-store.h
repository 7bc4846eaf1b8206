/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/budgets/outlay-budget-line.h"
#include "core/expense/outlay-expense-check.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BUDGET_STORE (outlay_budget_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBudgetStore, outlay_budget_store, OUTLAY, BUDGET_STORE, GObject)

/**
 * OutlayBudgetStore:
 *
 * Budgets and how they stand: one's own, kept here and sent by sync, and the company's, as the feed tells
 * them. Main thread.
 *
 * Signals: "changed", when budgets or what was spent may have changed; "thresholds" (#GArray of
 * #OutlayBudgetLine), when budgets of the current month have come to 80 or 100 %: once for each, ever, whatever
 * happens to the expenses, the budget and the program in between, and all that come there with one change
 * together. Of several windows and programs on one account only one tells.
 */

/**
 * outlay_budget_store_list:
 * @month: "YYYY-MM"
 *
 * Returns: (transfer full) (element-type OutlayBudgetLine): of all categories together first
 */
GArray    *outlay_budget_store_list           (OutlayBudgetStore  *self,
                                               OutlayBudgetScope   scope,
                                               const char         *month);

/**
 * outlay_budget_store_set:
 * @budget: takes the place of the one of its category and currency
 *
 * Sets one of one's own, at once and also without a network; sync brings it to the company.
 *
 * Returns: (transfer full): future of a boolean; rejects with %OUTLAY_CLIENT_ERROR_REFUSED what
 *   outlay_budgets_check() complains of
 */
DexFuture *outlay_budget_store_set            (OutlayBudgetStore  *self,
                                               const OutlayBudget *budget);
/* Takes the one of this category and currency away. Future of a boolean. */
DexFuture *outlay_budget_store_remove         (OutlayBudgetStore  *self,
                                               const OutlayBudget *budget);

/**
 * outlay_budget_store_set_company:
 * @budget: takes the place of the company's of its category and currency; with a limit of zero that is
 *   taken away
 *
 * For admins, and with the server alone. What another admin changes meanwhile in another category stays.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture *outlay_budget_store_set_company    (OutlayBudgetStore  *self,
                                               const OutlayBudget *budget);

/**
 * outlay_budget_store_ask_company:
 * @month: "YYYY-MM"
 *
 * Asks the server how the company's budgets stand; kept for when there is none.
 *
 * Returns: (transfer full): future of a boolean; rejects with %OUTLAY_CLIENT_ERROR_FORBIDDEN where the
 *   role may not know
 */
DexFuture *outlay_budget_store_ask_company    (OutlayBudgetStore  *self,
                                               const char         *month);
/* (transfer full) (nullable): when that was answered last, RFC 3339 */
char      *outlay_budget_store_dup_asked_at   (OutlayBudgetStore  *self,
                                               const char         *month);

/**
 * outlay_budget_store_suggest:
 * @category: empty for all together
 * @month: "YYYY-MM"
 * @limit: (inout): of the currency it has
 *
 * The median of what one has spent in the three months before, rounded up to two digits.
 *
 * Returns: %FALSE where nothing was spent in at least two of them
 */
gboolean   outlay_budget_store_suggest        (OutlayBudgetStore  *self,
                                               const char         *category,
                                               const char         *month,
                                               OutlayMoney        *limit);

/**
 * OutlayBudgetForecast:
 * @line: as the budget stands without the expense
 * @after: as it would stand once the expense is asked for
 */
typedef struct
{
  OutlayBudgetLine     line;
  OutlayBudgetStanding after;
} OutlayBudgetForecast;

/**
 * outlay_budget_store_foresee:
 * @fields: of an expense that is being entered; amount, category and day decide
 * @base: (nullable): the expense as it is kept now
 *
 * Returns: (transfer full) (element-type OutlayBudgetForecast): of each budget that the expense would use up,
 *   one's own and the company's where that is known; the one that has least left then first
 */
GArray    *outlay_budget_store_foresee        (OutlayBudgetStore         *self,
                                               const OutlayExpenseFields *fields,
                                               OutlayExpense             *base);

G_END_DECLS
