/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"
#include "core/expense/outlay-expense-draft.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BUDGET_HINT (outlay_budget_hint_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBudgetHint, outlay_budget_hint, OUTLAY, BUDGET_HINT, AdwPreferencesRow)

/**
 * OutlayBudgetHint:
 *
 * A row of a boxed list that says what a budget has left for an expense while it is being entered, and what
 * this one makes of it. It is there only while there is something to say, and keeps nobody from anything.
 *
 * # Accessibility
 * What it says is announced when typing has come to a rest, and after what the reader is saying.
 */

/* @draft: (nullable): follows it */
void outlay_budget_hint_watch (OutlayBudgetHint   *self,
                               OutlayWorkspace    *workspace,
                               OutlayExpenseDraft *draft);

/* (nullable): what it says */
const char *outlay_budget_hint_get_text (OutlayBudgetHint *self);

G_END_DECLS
