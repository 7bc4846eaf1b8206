/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/expenses/outlay-expense-list.h"

G_BEGIN_DECLS

/**
 * OutlayExpenseWalk:
 * @statement: bound, and not stepped yet; it is the connection's
 * @has_lines: whether rows are lines that are ready, not expenses
 *
 * One walk of one index of sql/expense-list.sql, which leaves out no expense that a filter asks for.
 * Rows of what no index can tell are in it all the same: the search, the currency, several states, what
 * has no category, the department, and the merchant where it is somebody's own list.
 */
typedef struct
{
  OutlayStatement *statement;
  gboolean         has_lines;
} OutlayExpenseWalk;

/* Whether a walk for @filter has rows of its merchant alone. */
gboolean outlay_expense_walk_is_by_merchant (const OutlayExpenseFilter *filter);

/**
 * outlay_expense_walk_begin:
 * @filter: must live as long as the walk
 * @n_rows: most rows that are asked for
 */
gboolean outlay_expense_walk_begin (OutlayExpenseWalk         *self,
                                    OutlayConnection          *db,
                                    const OutlayExpenseFilter *filter,
                                    guint                      n_rows,
                                    GError                   **error);

G_END_DECLS
