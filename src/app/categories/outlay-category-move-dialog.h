/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/* Why the expenses of a category move: it comes to the same, and reads otherwise. */
typedef enum
{
  OUTLAY_CATEGORY_MERGE,
  OUTLAY_CATEGORY_DELETE,
} OutlayCategoryMove;

#define OUTLAY_TYPE_CATEGORY_MOVE_DIALOG (outlay_category_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoryMoveDialog,
                      outlay_category_move_dialog,
                      OUTLAY,
                      CATEGORY_MOVE_DIALOG,
                      AdwDialog)

/**
 * OutlayCategoryMoveDialog:
 *
 * Asks where the expenses of a category go, moves them and removes it. At a company that goes on piece by
 * piece, is shown, and can be stopped in between. Signal "removed" (#OutlayCategoryRemoval, nullable: with
 * which it can be undone), after which it closes itself.
 *
 * @n_own: how many of one's own expenses are in it
 */
AdwDialog *outlay_category_move_dialog_new (OutlayWorkspace    *workspace,
                                            OutlayCategory     *category,
                                            OutlayCategoryMove  move,
                                            gint64              n_own);

G_END_DECLS
