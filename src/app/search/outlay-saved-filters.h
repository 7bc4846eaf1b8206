/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/search/outlay-expense-search.h"
#include "client/ledger/outlay-saved-filter-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SAVED_FILTERS (outlay_saved_filters_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySavedFilters, outlay_saved_filters, OUTLAY, SAVED_FILTERS, AdwBin)

/**
 * OutlaySavedFilters:
 *
 * What was kept under a name: each a button that looks for it, with one beside it that forgets it; and
 * an entry to keep what is looked for now.
 */
GtkWidget *outlay_saved_filters_new (OutlayExpenseSearch *search, OutlaySavedFilterStore *store);

G_END_DECLS
