/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-event.h"
#include "core/expense/outlay-expense.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* The table `expense` and what hangs on it: records in, records out. Any connection, its thread. */

/* Roles of copies; see 001-ledger.sql. */
typedef enum
{
  OUTLAY_COPY_BEFORE = 1,  /* the row before an outbox entry */
  OUTLAY_COPY_COMPANY = 2, /* the company's version beside a conflict, by the row's number */
  OUTLAY_COPY_CARRIED = 3, /* what an outbox entry carries */
} OutlayCopyRole;

/* (transfer full) (nullable): %NULL without an error where there is none */
OutlayExpense *
outlay_expense_table_get (OutlayConnection *connection, const char *id, GError **error);
OutlayExpense *
outlay_expense_table_get_row (OutlayConnection *connection, gint64 number, GError **error);
OutlayExpense *outlay_expense_table_get_copy (OutlayConnection *connection,
                                              OutlayCopyRole role,
                                              gint64 ref,
                                              GError **error);

/* The record in the current row of @statement, whose columns are those of `expense/get`.
 * (transfer full) */
OutlayExpense *outlay_expense_table_read (OutlayStatement *statement);
#define OUTLAY_EXPENSE_COLUMN_NUMBER 18
#define OUTLAY_EXPENSE_COLUMN_STAMP 19

/* The row's number, also of a deleted one; 0 where there is none, -1 with an error. */
gint64 outlay_expense_table_find (OutlayConnection *connection,
                                  const char *id,
                                  gboolean *is_mine,
                                  GError **error);

/**
 * outlay_expense_table_put:
 *
 * Inserts or replaces the row, its proofs' uses and its merchant. The owner and the category are
 * made known where they are not. The delivery is left as it is. What one's own draft comes to at home is
 * computed here.
 *
 * Returns: the row's number; -1 with an error
 */
gint64 outlay_expense_table_put (OutlayConnection *connection,
                                 const OutlayExpenseInit *init,
                                 gboolean is_mine,
                                 GError **error);
gboolean outlay_expense_table_put_copy (OutlayConnection *connection,
                                        OutlayCopyRole role,
                                        gint64 ref,
                                        const OutlayExpenseInit *init,
                                        gboolean is_mine,
                                        GError **error);
/* Copies the row as it is now. */
gboolean outlay_expense_table_keep (OutlayConnection *connection,
                                    OutlayCopyRole role,
                                    gint64 ref,
                                    const char *id,
                                    GError **error);
/* The row becomes its copy again, to the letter; where there is no copy nothing happens. */
gboolean outlay_expense_table_restore (OutlayConnection *connection,
                                       OutlayCopyRole role,
                                       gint64 ref,
                                       const char *id,
                                       GError **error);

/* All fields of a record, borrowed from it. */
void outlay_expense_table_init_of (OutlayExpense *expense, OutlayExpenseInit *init);

/* "2026-11-20" and 20261120; empty or %NULL and 0. */
gint64 outlay_day_to_number (const char *day);
/* @buffer: of 11 bytes */
char *outlay_day_of_number (gint64 number, char *buffer);

G_END_DECLS
