/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/money/outlay-money.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_MONEY_ROW (outlay_money_row_get_type ())
G_DECLARE_FINAL_TYPE (OutlayMoneyRow, outlay_money_row, OUTLAY, MONEY_ROW, AdwEntryRow)

/**
 * OutlayMoneyRow:
 *
 * A row for an amount with its currency, or for none. What cannot be read is marked, and kept.
 */
GtkWidget *outlay_money_row_new       (const char        *title);

/* @money: (nullable) */
void       outlay_money_row_set_money (OutlayMoneyRow    *self,
                                       const OutlayMoney *money);

/* The currency that is meant where none is typed. */
void       outlay_money_row_set_currency (OutlayMoneyRow *self,
                                          const char     *currency);

gboolean   outlay_money_row_is_empty  (OutlayMoneyRow    *self);

/* %FALSE for what is empty, below zero or cannot be read; then @money is untouched. */
gboolean   outlay_money_row_get_money (OutlayMoneyRow    *self,
                                       OutlayMoney       *money);

G_END_DECLS
