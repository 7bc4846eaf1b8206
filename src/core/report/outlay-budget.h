/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-policy.h"
#include "core/report/outlay-days.h"
#include "core/report/outlay-report.h"

G_BEGIN_DECLS

#define OUTLAY_BUDGETS_MAX 200 /* items of one person or company */
/* Minor units in a month; more is a slip. A thousand of the dearest expenses there may be. */
#define OUTLAY_BUDGET_LIMIT_MAX G_GINT64_CONSTANT (1000000000000000)

/**
 * OutlayBudget:
 * @category: an id; empty for all categories together, those that have none included
 * @limit: what may be spent in a calendar month
 */
typedef struct
{
  char        category[OUTLAY_CATEGORY_ID_MAX + 1];
  OutlayMoney limit;
} OutlayBudget;

/* How far a budget is used up. Reached is reached: at the limit exactly it is FULL, and nothing over
 * yet. */
typedef enum
{
  OUTLAY_BUDGET_LEVEL_NONE,
  OUTLAY_BUDGET_LEVEL_NEAR, /* 80 % and more */
  OUTLAY_BUDGET_LEVEL_FULL, /* 100 % and more */
} OutlayBudgetLevel;
#define OUTLAY_N_BUDGET_LEVELS 3

/**
 * OutlayBudgetRule:
 *
 * Which states use a budget up. Rejected ones never do.
 *
 * COMPANY: approved and reimbursed ones are spent, submitted ones committed, and drafts are told
 * apart, as nobody has asked for them. DEVICE, where nothing is ever submitted: a draft is spent as
 * well.
 */
typedef enum
{
  OUTLAY_BUDGET_COMPANY,
  OUTLAY_BUDGET_DEVICE,
} OutlayBudgetRule;

/**
 * OutlayBudgetStanding:
 * @currency: of all the amounts
 * @limit: minor units that may be spent
 * @spent: what is spent
 * @committed: what is asked for, and not decided
 * @drafts: what is written down only, and in none of the others
 * @left: limit − spent − committed; below zero where it is over
 * @per_mille: spent and committed of the limit, rounded down; 0 where they are below zero, and at most
 *   %G_MAXINT32
 * @level: by @spent and @committed, exactly
 */
typedef struct
{
  char              currency[4];
  OutlayBudgetRule  rule;
  gint64            limit;
  gint64            spent;
  gint64            committed;
  gint64            drafts;
  gint64            left;
  gint32            per_mille;
  OutlayBudgetLevel level;
} OutlayBudgetStanding;

/**
 * outlay_budget_measure:
 * @states: what there is of its category and currency in the month
 * @standing: (out caller-allocates): untouched on error
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_budget_measure (const OutlayBudget       *self,
                                OutlayBudgetRule          rule,
                                const OutlayStateTotals  *states,
                                OutlayBudgetStanding     *standing,
                                GError                  **error);

/**
 * outlay_budget_measure_report:
 * @report: of one calendar month, by category
 * @home: (nullable): the home currency; a budget in it counts what was converted into it as well,
 *   and a budget in any other counts that currency alone
 */
gboolean outlay_budget_measure_report (const OutlayBudget    *self,
                                       OutlayBudgetRule       rule,
                                       const OutlayReport    *report,
                                       const char            *home,
                                       OutlayBudgetStanding  *standing,
                                       GError               **error);

/**
 * outlay_budget_standing_add:
 * @minor: what the expense is entered with, less what it is counted with in @self already: all of
 *   it for a new one, and the difference for a draft on the device that is changed; may be below zero
 * @after: (out caller-allocates): untouched on error; may be @self
 *
 * What the budget would be once an expense that is being entered is asked for: it is committed, or
 * on the device spent. The form shows both before it is too late.
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_budget_standing_add (const OutlayBudgetStanding  *self,
                                     gint64                       minor,
                                     OutlayBudgetStanding        *after,
                                     GError                     **error);

/**
 * outlay_budget_level_crossed:
 * @before: the highest that was warned of in this month
 * @after: as it is now
 *
 * Returns: what to warn of now: @after where it is higher, else NONE. From 70 % to 120 % in one step
 *   is one warning. Whoever keeps the highest that was warned of, for each budget and month, warns
 *   once of each and never again when an expense is withdrawn and comes back.
 */
OutlayBudgetLevel outlay_budget_level_crossed (OutlayBudgetLevel before,
                                               OutlayBudgetLevel after);
/* What it begins at, in percent: 0, 80, 100. */
guint             outlay_budget_level_get_percent (OutlayBudgetLevel level);

/* The first days of a month say nothing about its pace: from this day of the month on it is told. */
#define OUTLAY_BUDGET_PACE_FIRST_DAY 5

/**
 * outlay_budget_pace:
 * @self: of the month of @today
 * @dearest_day: the most that was spent and committed on one day of the month; 0 where it is not known
 * @today: ISO 8601 day; it counts as gone
 *
 * On which day of the month the limit is gone over at this pace. What was spent and committed in the
 * days gone, the dearest of them left out, goes on for as much a day: so the rent of the first is not
 * taken for what every day costs. Where @dearest_day is 0 it is the plain share of the days gone. A
 * day is told where three things hold: five days of the month are gone, it is not over yet, and it
 * would be over on or before the last day.
 *
 * Returns: 6 to 31, the first day that ends above the limit; 0 for none
 */
guint outlay_budget_pace (const OutlayBudgetStanding *self,
                          gint64                      dearest_day,
                          const char                 *today);

/**
 * outlay_budgets_check:
 * @budgets: (array length=n_budgets)
 * @complaints: is told under the names of the wire: "items", "items[3].limit.minor",
 *   "items[3].limit.currency", "items[3].category"
 *
 * What a list of budgets must keep to: at most %OUTLAY_BUDGETS_MAX, limits from 1 to
 * %OUTLAY_BUDGET_LIMIT_MAX, active currencies, one at most for a category and currency. Whether a
 * category exists is for the caller to see.
 */
void outlay_budgets_check (const OutlayBudget *budgets,
                           guint               n_budgets,
                           OutlayComplaints   *complaints);

G_END_DECLS
