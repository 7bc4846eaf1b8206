/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/ledger/outlay-expense-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_MERCHANT_ROW (outlay_merchant_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayMerchantRow, outlay_merchant_row, OUTLAY, MERCHANT_ROW, AdwEntryRow)

/**
 * OutlayMerchantRow:
 *
 * Where it was bought, completed from what was bought before: the list opens while typing, Down
 * and Up move in it, Return and Tab take the chosen one, Escape closes it. Signal: "completed"
 * when one was taken from the list.
 */
void outlay_merchant_row_set_store (OutlayMerchantRow *self, OutlayExpenseStore *store);

/* The names that are offered now; (transfer none). */
GListModel *outlay_merchant_row_get_offers (OutlayMerchantRow *self);

G_END_DECLS
