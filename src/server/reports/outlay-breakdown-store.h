/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-days.h"
#include "db/outlay-connection.h"
#include "server/expenses/outlay-expense-view.h"
#include "server/reports/outlay-breakdown.h"

G_BEGIN_DECLS

/**
 * outlay_breakdown_store_note:
 * @before: (nullable): the expense as it was, %NULL for a new one
 * @after: (nullable): as it is now, %NULL when it is deleted
 *
 * Moves what a company spends by merchant and by person along with a write of an expense, in its
 * transaction. What is a draft before and after it writes nothing. It is for the stores of expenses to
 * call it.
 */
gboolean outlay_breakdown_store_note (OutlayConnection         *db,
                                      const char               *company,
                                      const OutlayExpenseView  *before,
                                      const OutlayExpenseView  *after,
                                      GError                  **error);

/**
 * outlay_breakdown_store_read:
 * @breakdowns: (array length=n_breakdowns): by merchant or by person, which are added to
 *
 * Adds up what everybody has spent, without drafts: whole years and months from what is kept, and the
 * days that are left at the ends from the expenses: theirs, or those of the rest of their month, which
 * are taken away from it, whichever are fewer. Call it inside outlay_connection_begin_read().
 *
 * Returns: %FALSE with an error of the database, or %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_breakdown_store_read (OutlayConnection        *db,
                                      const char              *company,
                                      const OutlayDays        *days,
                                      OutlayBreakdown *const  *breakdowns,
                                      guint                    n_breakdowns,
                                      GError                 **error);

/* The same by merchant alone of one person, drafts included, from the lines of their list. */
gboolean outlay_breakdown_store_read_own (OutlayConnection  *db,
                                          const char        *company,
                                          const char        *owner,
                                          const OutlayDays  *days,
                                          OutlayBreakdown   *merchants,
                                          GError           **error);

/* Adds up one by person to one by the departments that they are in now. */
gboolean outlay_breakdown_store_join_departments (OutlayConnection       *db,
                                                  const char             *company,
                                                  const OutlayBreakdown  *people,
                                                  OutlayBreakdown        *departments,
                                                  GError                **error);

/**
 * outlay_breakdown_store_check:
 * @problem: (out) (transfer full) (nullable): the first that is wrong, in a sentence
 *
 * Whether all that is kept is what the expenses add up to. It reads everything.
 *
 * Returns: %FALSE with an error when the database cannot be read
 */
gboolean outlay_breakdown_store_check (OutlayConnection  *db,
                                       char             **problem,
                                       GError           **error);

G_END_DECLS
