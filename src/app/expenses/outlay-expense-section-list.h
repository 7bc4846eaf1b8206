/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/ledger/outlay-expense-list.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_SECTION_LIST (outlay_expense_section_list_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseSectionList,
                      outlay_expense_section_list,
                      OUTLAY,
                      EXPENSE_SECTION_LIST,
                      GObject)

/**
 * OutlayExpenseSectionList:
 *
 * The lazy list of expenses with its months as sections: the client library sees no GTK, so the
 * #GtkSectionModel is put on here. It also is its own #GtkSelectionModel with at most one row
 * selected, kept by the expense's id: #GtkSingleSelection asks for every new row to find the old
 * one again, and that would read a whole million. Property: "selected-id" (nullable), notified.
 */

/* Returns: (transfer full) */
OutlayExpenseSectionList *outlay_expense_section_list_new (OutlayExpenseList *list);

const char *
outlay_expense_section_list_get_selected_id (OutlayExpenseSectionList *self); /* (nullable) */

/**
 * outlay_expense_section_list_select:
 * @id: (nullable): the expense; it stays selected while the list does not show it
 *
 * Returns: its position, or %G_MAXUINT where it is not in the list
 */
guint outlay_expense_section_list_select (OutlayExpenseSectionList *self, const char *id);

/**
 * outlay_expense_section_list_set_limit:
 * @limit: %G_MAXUINT for none
 *
 * Shows no more than the first rows, until they are painted and the rest may come.
 */
void outlay_expense_section_list_set_limit (OutlayExpenseSectionList *self, guint limit);

G_END_DECLS
