/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_CARD (outlay_expense_card_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseCard, outlay_expense_card, OUTLAY, EXPENSE_CARD, AdwBin)

/**
 * OutlayExpenseCard:
 *
 * One expense with where it stands, its proofs and its history, and what can be done with it now:
 * each verb is an action, "expense.submit" and so on, enabled by the one workflow table and shown
 * only then. It reads the local store and follows it. Signal "gone": the expense it showed is no
 * longer there.
 */
OutlayExpenseCard *outlay_expense_card_new (OutlayWorkspace *workspace);

void outlay_expense_card_set_expense (OutlayExpenseCard *self, OutlayExpense *expense);

G_END_DECLS
