/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

/* What an expense in another currency comes to, in words that can be checked by hand. All (transfer full). */

/**
 * outlay_converted_dup_text:
 * @home: (nullable): the currency that all is reckoned in
 * @today: ISO 8601
 *
 * Returns: (nullable): "€91.83 at 1.0616 of 11 November", with "About" before it while it is a draft; that there is no
 *   rate; or %NULL where there is nothing to convert
 */
char *outlay_converted_dup_text (OutlayExpense *expense, const char *home, const char *today);

/* (nullable): "≈ €91.83" for a draft, "= €91.83" for what will not change any more; %NULL where nothing was converted */
char *outlay_converted_dup_short_text (OutlayExpense *expense);

/* (nullable): the same for a screen reader: "about €91.83", or "€91.83" */
char *outlay_converted_dup_spoken_text (OutlayExpense *expense);

/* "about €91.83" */
char *outlay_converted_dup_estimate (const OutlayMoney *converted);

G_END_DECLS
