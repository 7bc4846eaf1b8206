/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/budgets/outlay-budget-store.h"
#include "server/reports/outlay-total-store.h"

G_BEGIN_DECLS

/**
 * OutlayBudgetReport:
 * @budgets: somebody's
 * @home: the company's currency; empty for none
 * @month: what was spent in one calendar month, by category, once outlay_total_store_read() has
 *   filled it. Nobody needs to where there are no budgets
 *
 * How budgets stand in a month.
 */
typedef struct
{
  OutlayStoredBudgets budgets;
  char                home[4];
  OutlayDayReport     month;
} OutlayBudgetReport;

/**
 * outlay_budget_report_begin:
 * @owner: (nullable): whose budgets; %NULL for the company's own
 * @day: a day of the month
 *
 * Reads the budgets. outlay_budget_report_clear() ends it, also after an error.
 */
gboolean outlay_budget_report_begin (OutlayBudgetReport  *self,
                                     OutlayConnection    *db,
                                     const char          *company,
                                     const char          *owner,
                                     const char          *day,
                                     GError             **error);
void     outlay_budget_report_clear (OutlayBudgetReport *self);

/**
 * outlay_budget_report_write_json:
 * @is_over: whether to leave out those that are not over
 *
 * An array of
 *
 *     {"category": "<id>" | null, "limit": {"minor": 40000, "currency": "EUR"},
 *      "spent": {…}, "committed": {…}, "left": {…}}
 *
 * as #OutlayBudgetStanding has them: spent is approved or reimbursed, committed is submitted, and left may be
 * below zero. A budget in the company's currency counts what was converted into it as well.
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_budget_report_write_json (const OutlayBudgetReport  *self,
                                          gboolean                   is_over,
                                          OutlayJsonWriter          *json,
                                          GError                   **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayBudgetReport, outlay_budget_report_clear)

G_END_DECLS
