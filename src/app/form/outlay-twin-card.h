/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_TWIN_CARD (outlay_twin_card_get_type ())
G_DECLARE_FINAL_TYPE (OutlayTwinCard, outlay_twin_card, OUTLAY, TWIN_CARD, AdwBin)

/**
 * OutlayTwinCard:
 *
 * Tells that a draft looks like another expense that was filed: the same receipt, or the same
 * merchant, amount and day. It blocks nothing: two equal tickets on one day are honest, and once
 * the person has said so it does not come back. It hides itself while there is no twin.
 *
 * Actions: "twin.show", "twin.keep".
 */

/* Looks at @draft and follows its changes, in place of the one before. */
void outlay_twin_card_watch (OutlayTwinCard     *self,
                             OutlayWorkspace    *workspace,
                             OutlayExpenseDraft *draft);

G_END_DECLS
