/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/search/outlay-expense-search.h"
#include "client/ledger/outlay-category-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FILTER_POPOVER (outlay_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFilterPopover,
                      outlay_filter_popover,
                      OUTLAY,
                      FILTER_POPOVER,
                      GtkPopover)

/**
 * OutlayFilterPopover:
 *
 * Chooses states and a category to look for. It edits the search at once and keeps nothing itself.
 *
 * # Accessibility
 * Each choice is a toggle button named after what it stands for.
 */

/* @with_states: whether there are states to choose from */
GtkWidget *outlay_filter_popover_new (OutlayExpenseSearch *search,
                                      OutlayCategoryStore *categories,
                                      gboolean with_states);

G_END_DECLS
