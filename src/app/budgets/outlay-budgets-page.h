/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BUDGETS_PAGE (outlay_budgets_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBudgetsPage, outlay_budgets_page, OUTLAY, BUDGETS_PAGE, AdwNavigationPage)

/**
 * OutlayBudgetsPage:
 *
 * What may be spent in a month and what of it is left: one's own, and the company's. Each number opens
 * the expenses behind it.
 */
AdwNavigationPage *outlay_budgets_page_new (OutlayWorkspace *workspace);

G_END_DECLS
