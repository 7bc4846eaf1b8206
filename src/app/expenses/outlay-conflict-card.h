/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/ledger/outlay-category-store.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CONFLICT_CARD (outlay_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (OutlayConflictCard, outlay_conflict_card, OUTLAY, CONFLICT_CARD, AdwBin)

/**
 * OutlayConflictCard:
 *
 * Both versions of an expense that was changed in two places, with what differs in bold, and the
 * choice between them. Its buttons activate "expense.keep-mine" and "expense.take-theirs".
 */

/* @mine, @theirs: (nullable): without either the card hides itself */
void outlay_conflict_card_set_versions (OutlayConflictCard *self,
                                        OutlayCategoryStore *categories,
                                        OutlayExpense *mine,
                                        OutlayExpense *theirs);

G_END_DECLS
