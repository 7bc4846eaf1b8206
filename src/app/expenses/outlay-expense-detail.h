/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_DETAIL (outlay_expense_detail_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseDetail,
                      outlay_expense_detail,
                      OUTLAY,
                      EXPENSE_DETAIL,
                      AdwNavigationPage)

/**
 * OutlayExpenseDetail:
 *
 * The side of the page where the selected expense stands, or a word where none is. The card that
 * shows it is built when it is first needed, which is not at the start. Signal "gone": the expense
 * it showed is no longer there.
 */
void outlay_expense_detail_set_workspace (OutlayExpenseDetail *self, OutlayWorkspace *workspace);

/* @id: (nullable): %NULL for none */
void outlay_expense_detail_set_expense (OutlayExpenseDetail *self, const char *id);

G_END_DECLS
