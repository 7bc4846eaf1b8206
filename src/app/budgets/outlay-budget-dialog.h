/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BUDGET_DIALOG (outlay_budget_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBudgetDialog, outlay_budget_dialog, OUTLAY, BUDGET_DIALOG, AdwDialog)

/**
 * OutlayBudgetDialog:
 *
 * Sets a budget: what it is for, and how much a month may cost. It closes itself when it is saved.
 *
 * @budget: (nullable): the one to change; %NULL for a new one
 * @month: "YYYY-MM", before which what was spent proposes a limit
 */
AdwDialog *outlay_budget_dialog_new (OutlayWorkspace    *workspace,
                                     OutlayBudgetScope   scope,
                                     const OutlayBudget *budget,
                                     const char         *month);

G_END_DECLS
