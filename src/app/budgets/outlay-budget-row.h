/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/budgets/outlay-budget-line.h"
#include "client/ledger/outlay-category-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BUDGET_ROW (outlay_budget_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBudgetRow, outlay_budget_row, OUTLAY, BUDGET_ROW, AdwPreferencesRow)

/**
 * OutlayBudgetRow:
 *
 * A budget in a month: what it is of, a meter, and each number as a button to what is behind it. Signals:
 * "rows-wanted" (guint: a bit for each #OutlayState), "edit", "remove".
 *
 * @may_edit: whether it has a menu
 */
GtkWidget *outlay_budget_row_new (OutlayCategoryStore *categories, gboolean may_edit);

/* @month: "YYYY-MM" */
void outlay_budget_row_set_line (OutlayBudgetRow        *self,
                                 const OutlayBudgetLine *line,
                                 const char             *month);

/* (transfer none) */
const OutlayBudgetLine *outlay_budget_row_get_line (OutlayBudgetRow *self);

G_END_DECLS
