/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORY_DIALOG (outlay_category_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoryDialog, outlay_category_dialog, OUTLAY, CATEGORY_DIALOG, AdwDialog)

/**
 * OutlayCategoryDialog:
 *
 * Name, colour and icon of a category, new or there already. Signal "saved" (const char *: its id), after
 * which it closes itself; what is wrong is said beside the name.
 *
 * @category: (nullable): as it was shown; %NULL for a new one
 */
AdwDialog *outlay_category_dialog_new (OutlayWorkspace *workspace, OutlayCategory *category);

G_END_DECLS
