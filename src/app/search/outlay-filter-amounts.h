/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/search/outlay-expense-search.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FILTER_AMOUNTS (outlay_filter_amounts_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFilterAmounts, outlay_filter_amounts, OUTLAY, FILTER_AMOUNTS, AdwBin)

/**
 * OutlayFilterAmounts:
 *
 * Chooses the least and the largest amount to look for, of one currency. It edits the search at once;
 * what cannot be read is marked, kept, and not looked for.
 */

/* @currency: the one that is meant where none is typed */
GtkWidget *outlay_filter_amounts_new (OutlayExpenseSearch *search, const char *currency);

/**
 * outlay_filter_amounts_dup_text:
 * @min, @max: minor units, 0 for any
 *
 * Returns: (transfer full): in words for a chip: "€10.00 – €20.00", "At least €10.00"
 */
char *outlay_filter_amounts_dup_text (gint64 min, gint64 max, const char *currency);

G_END_DECLS
