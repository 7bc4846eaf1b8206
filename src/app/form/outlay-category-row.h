/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/ledger/outlay-category-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORY_ROW (outlay_category_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoryRow, outlay_category_row, OUTLAY, CATEGORY_ROW, AdwComboRow)

/**
 * OutlayCategoryRow:
 *
 * A category with its icon, searched by name, or none yet. Property: "category" (nullable id).
 */
void        outlay_category_row_set_store    (OutlayCategoryRow *self, OutlayCategoryStore *store);
/* (nullable) */
const char *outlay_category_row_get_category (OutlayCategoryRow *self);
void        outlay_category_row_set_category (OutlayCategoryRow *self, const char *id);

/* Whether it has a button for a new one, which emits "new-wanted". */
void outlay_category_row_set_may_add (OutlayCategoryRow *self, gboolean may_add);

G_END_DECLS
