/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/expenses/outlay-expenses-pane.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSES_PAGE (outlay_expenses_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpensesPage,
                      outlay_expenses_page,
                      OUTLAY,
                      EXPENSES_PAGE,
                      AdwNavigationPage)

/**
 * OutlayExpensesPage:
 *
 * List and detail of one's own expenses, side by side or one after the other. Property: "collapsed"
 * (the window is narrow: one at a time).
 */
void outlay_expenses_page_set_workspace (OutlayExpensesPage *self, OutlayWorkspace *workspace);

/* @id: (nullable): selects and shows it; %NULL goes back to the list */
void outlay_expenses_page_show (OutlayExpensesPage *self, const char *id);

/* (transfer none): the list's side */
OutlayExpensesPane *outlay_expenses_page_get_pane (OutlayExpensesPage *self);

G_END_DECLS
