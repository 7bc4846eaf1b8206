/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/search/outlay-expense-search.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FILTER_DAYS (outlay_filter_days_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFilterDays, outlay_filter_days, OUTLAY, FILTER_DAYS, AdwBin)

/**
 * OutlayFilterDays:
 *
 * Chooses the days to look in: months and years by a button each, any others by their first and last
 * day. It edits the search at once.
 *
 * # Accessibility
 * Toggle buttons and two entries, each named after what it stands for.
 */
GtkWidget *outlay_filter_days_new (OutlayExpenseSearch *search);

/**
 * outlay_filter_days_dup_text:
 * @from, @to: (nullable): ISO 8601 days, both included
 *
 * Returns: (transfer full): the days in words for a chip: "This month", "1 – 14 November", "Since 3 May"
 */
char *outlay_filter_days_dup_text (const char *from, const char *to);

G_END_DECLS
