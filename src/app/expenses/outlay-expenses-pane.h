/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/export/outlay-export-subject.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSES_PANE (outlay_expenses_pane_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpensesPane,
                      outlay_expenses_pane,
                      OUTLAY,
                      EXPENSES_PANE,
                      AdwNavigationPage)

/**
 * OutlayExpensesPane:
 *
 * One's own expenses by month, with search and filters. Property: "selected-id" (nullable),
 * notified: the expense whose detail is wanted.
 */
void outlay_expenses_pane_set_workspace (OutlayExpensesPane *self, OutlayWorkspace *workspace);

const char *outlay_expenses_pane_get_selected_id (OutlayExpensesPane *self); /* (nullable) */

/* Selects an expense, nullable, and brings it into view where the list shows it. */
void outlay_expenses_pane_select (OutlayExpensesPane *self, const char *id);

/* Opens the search bar and puts the cursor into it. */
void outlay_expenses_pane_begin_search (OutlayExpensesPane *self);

/* (transfer full): the expenses that are listed, to take them out */
OutlayExportSubject *outlay_expenses_pane_dup_subject (OutlayExpensesPane *self);

/* The list widget, for tests and benchmarks. */
GtkListView *outlay_expenses_pane_get_list_view (OutlayExpensesPane *self);

G_END_DECLS
