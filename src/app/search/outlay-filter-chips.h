/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/search/outlay-expense-search.h"
#include "client/ledger/outlay-category-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FILTER_CHIPS (outlay_filter_chips_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFilterChips, outlay_filter_chips, OUTLAY, FILTER_CHIPS, AdwBin)

/**
 * OutlayFilterChips:
 *
 * The filters that are on, each a button that takes it off again. It hides itself when there are
 * none.
 */
void outlay_filter_chips_set_search (OutlayFilterChips *self,
                                     OutlayExpenseSearch *search,
                                     OutlayCategoryStore *categories);

G_END_DECLS
