/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/**
 * outlay_row_page_new:
 * @expense: a row behind a number
 *
 * One's own as it is in the ledger, with all that can be done with it; somebody else's as it was read.
 *
 * Returns: (transfer floating): a page for the #AdwNavigationView that shows the rows
 */
AdwNavigationPage *outlay_row_page_new (OutlayWorkspace *workspace, OutlayExpense *expense);

G_END_DECLS
