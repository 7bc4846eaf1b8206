/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/budgets/outlay-budget-store.h"
#include "client/ledger/outlay-category-store.h"

G_BEGIN_DECLS

/* Whole, translated sentences about budgets. (transfer full) but where it says otherwise. */

/* (transfer full): what stands for a budget of all categories, or of one that is gone, as well */
OutlayCategory *outlay_budget_dup_category      (const OutlayBudget  *budget,
                                                 OutlayCategoryStore *categories);

/* "€162.00 of €200.00" */
char           *outlay_budget_dup_used_text     (const OutlayBudgetLine *line);
/* "€38.00 left", "€12.00 over" */
char           *outlay_budget_dup_left_text     (const OutlayBudgetLine *line);
/* (nullable): "At this pace over on 24 November". @month: "YYYY-MM" */
char           *outlay_budget_dup_pace_text     (const OutlayBudgetLine *line,
                                                 const char             *month);

/* "Meals: 80% of the month’s budget is used"; of several together "3 budgets are used up, or nearly so".
 * @lines: (element-type OutlayBudgetLine): at least one */
char           *outlay_budget_dup_warnings_text (GArray              *lines,
                                                 OutlayCategoryStore *categories);

/* "€38.00 of €200.00 left for Meals this month; this one makes it €12.00 over". @day: of the expense */
char           *outlay_budget_dup_forecast_text (const OutlayBudgetForecast *forecast,
                                                 OutlayCategoryStore        *categories,
                                                 const char                 *day);

G_END_DECLS
