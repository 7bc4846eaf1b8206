/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/outlay-expense-list.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_SECTION_LIST (outlay_expense_section_list_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseSectionList, outlay_expense_section_list, OUTLAY, EXPENSE_SECTION_LIST, GObject)

/**
 * OutlayExpenseSectionList:
 *
 * The lazy list of expenses with its months as sections: the client library sees no GTK, so the
 * #GtkSectionModel is put on here. It passes everything through and keeps nothing.
 */

/* Returns: (transfer full) */
OutlayExpenseSectionList *outlay_expense_section_list_new      (OutlayExpenseList        *list);
OutlayExpenseList        *outlay_expense_section_list_get_list (OutlayExpenseSectionList *self);

G_END_DECLS
