/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/outlay-workspace.h"

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
 * One expense with where it stands, its proofs and its history, and what can be done with it now: each
 * verb is an action, "expense.submit" and so on, enabled by the one workflow table and shown only then.
 * It reads the local store and follows it. Signal "gone": the expense it showed is no longer there.
 */
void outlay_expense_detail_set_workspace (OutlayExpenseDetail *self, OutlayWorkspace *workspace);

/* @id: (nullable): %NULL for none */
void outlay_expense_detail_set_expense (OutlayExpenseDetail *self, const char *id);

G_END_DECLS
