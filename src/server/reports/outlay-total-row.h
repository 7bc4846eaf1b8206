/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-report.h"
#include "db/outlay-connection.h"
#include "server/expenses/outlay-expense-view.h"

G_BEGIN_DECLS

/**
 * OutlayCounted:
 * @view: (nullable): %NULL where it is not counted
 * @currency: of the block it is counted in: "EUR", or "=EUR"
 * @minor: what it is counted with
 *
 * An expense as it is counted in one block: by its own amount, or by what it was converted into.
 */
typedef struct
{
  const OutlayExpenseView *view;
  char                     currency[OUTLAY_CURRENCY_KEY_SIZE];
  gint64                   minor;
} OutlayCounted;

/* @view: (nullable) */
OutlayCounted outlay_counted_own       (const OutlayExpenseView *view);
OutlayCounted outlay_counted_converted (const OutlayExpenseView *view);
/* Adds it to what changes in its state, or with a @sign of -1 takes it away. */
void          outlay_counted_change    (const OutlayCounted *self,
                                        int                  sign,
                                        OutlayTotal         *states);

#define OUTLAY_TOTAL_N_KEYS 6

/**
 * OutlayTotalTable:
 * @add: name of the query that makes a row, or adds to the one there is
 * @change: of the one that adds to a row that there is
 * @delete_empty: of the one that deletes it where it counts nothing
 * @first_state: of the columns; those of all states after it follow
 *
 * A table whose rows are counts and sums by state, with a key of %OUTLAY_TOTAL_N_KEYS texts. A row in
 * which nothing is left is deleted.
 */
typedef struct
{
  const char *add;
  const char *change;
  const char *delete_empty;
  OutlayState first_state;
} OutlayTotalTable;

/**
 * outlay_total_row_change:
 * @keys: (array fixed-size=6): of the row
 * @states: (array fixed-size=5): by how much it changes
 *
 * Returns: %FALSE with an error: of the database, or %OUTLAY_DB_ERROR_CORRUPT where there is no row to
 *   take away from
 */
gboolean outlay_total_row_change (OutlayConnection        *db,
                                  const OutlayTotalTable  *table,
                                  const char *const       *keys,
                                  const OutlayTotal       *states,
                                  GError                 **error);

/* Reads counts and sums from the columns that begin at @column. */
void outlay_total_row_read (OutlayStatement *row,
                            int              column,
                            OutlayState      first_state,
                            OutlayTotal     *states);

G_END_DECLS
