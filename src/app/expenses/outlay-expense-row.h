/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/ledger/outlay-category-store.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_ROW (outlay_expense_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseRow, outlay_expense_row, OUTLAY, EXPENSE_ROW, GtkWidget)

/**
 * OutlayExpenseRow:
 *
 * One expense in the list: badge, merchant, category and day, amount, state, and a mark for what
 * has not reached the company. What an amount in another currency comes to stands beneath it where there is
 * room for that beside the day and the category.
 *
 * It draws itself and has no children. A list view keeps about two hundred rows alive whatever its
 * height; as boxes and labels they are most of the time to the first frame, drawn they cost nothing
 * until they are seen.
 *
 * # Accessibility
 * The row is presentation; the list item carries outlay_expense_row_describe() as its label.
 */

/**
 * outlay_expense_row_new:
 * @categories: (transfer none)
 * @with_state: whether states are told at all: on the device only there are none worth telling
 */
GtkWidget *outlay_expense_row_new (OutlayCategoryStore *categories, gboolean with_state);

/**
 * outlay_expense_row_set_sum:
 * @currency: (nullable): what the rows are added up in: what was converted into it stands there with
 *   that amount, and says its own beside the day
 * @with_owner: whether the person is told
 *
 * Before it has an expense: how it stands among those behind a number.
 */
void outlay_expense_row_set_sum (OutlayExpenseRow *self, const char *currency, gboolean with_owner);

/* @expense: (nullable); @today: ISO 8601 day that "Today" means */
void
outlay_expense_row_set_expense (OutlayExpenseRow *self, OutlayExpense *expense, const char *today);

/* (transfer full): the row as one sentence for a screen reader; empty without an expense */
char *outlay_expense_row_describe (OutlayExpenseRow *self);

G_END_DECLS
