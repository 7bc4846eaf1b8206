/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_CURRENCY_ROW (outlay_currency_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCurrencyRow, outlay_currency_row, OUTLAY, CURRENCY_ROW, AdwComboRow)

/**
 * OutlayCurrencyRow:
 *
 * A row that chooses one of the currencies there are, found by code or name. Properties: "allows-none" (construct
 * only: whether there may be none), and "currency" (nullable, with notify): its ISO 4217 code.
 */
const char *outlay_currency_row_get_currency (OutlayCurrencyRow *self);
/* @currency: (nullable) */
void outlay_currency_row_set_currency (OutlayCurrencyRow *self, const char *currency);

G_END_DECLS
