/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/budgets/outlay-budget-line.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* Budgets in the local database; any thread with its connection, and writes inside a transaction. */

/* Revisions of what the company has, and how its own budgets stood when it was last asked. */
#define OUTLAY_SETTING_BUDGETS_MINE "budgets.mine"
#define OUTLAY_SETTING_BUDGETS_COMPANY "budgets.company"
#define OUTLAY_SETTING_BUDGETS_STANDING "budgets.standing"

/**
 * OutlayBudgetBook:
 * @rule: what uses a budget up
 * @home: the home currency; empty for none
 *
 * By what budgets are reckoned here.
 */
typedef struct
{
  OutlayBudgetRule rule;
  char             home[4];
} OutlayBudgetBook;

/**
 * outlay_budget_table_list:
 * @month: as 202611
 * @today: (nullable): ISO 8601; where it is in @month the pace is told as well
 * @lines: (element-type OutlayBudgetLine): to append to
 */
gboolean outlay_budget_table_list    (OutlayConnection       *connection,
                                      const OutlayBudgetBook *book,
                                      OutlayBudgetScope       scope,
                                      gint64                  month,
                                      const char             *today,
                                      GArray                 *lines,
                                      GError                **error);

/* What one budget's category and currency have come to in a month, one's own. */
gboolean outlay_budget_table_measure (OutlayConnection       *connection,
                                      const OutlayBudgetBook *book,
                                      const OutlayBudget     *budget,
                                      gint64                  month,
                                      OutlayBudgetStanding   *standing,
                                      GError                **error);

/* One's own, with what is not sent yet: what the company is to have. (transfer full) (nullable) */
OutlayBudgetSheet *outlay_budget_table_read_mine  (OutlayConnection  *connection,
                                                   GError           **error);
/* (transfer full) (nullable): those that were changed here; removed ones have a limit of zero */
OutlayBudgetSheet *outlay_budget_table_read_dirty (OutlayConnection  *connection,
                                                   GError           **error);

/* The company has told @sheet; what was changed here and not sent yet stays on top of it. */
gboolean outlay_budget_table_apply   (OutlayConnection        *connection,
                                      const OutlayBudgetSheet *sheet,
                                      GError                 **error);
/* The company has taken what was @sent. */
gboolean outlay_budget_table_settle  (OutlayConnection        *connection,
                                      const OutlayBudgetSheet *sent,
                                      GError                 **error);

G_END_DECLS
