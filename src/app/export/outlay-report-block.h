/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

/**
 * OutlayReportSum:
 * @key: a category's or person's id, or the merchant; "" for none
 * @name: (nullable): a person's
 *
 * A part of what is added up.
 */
typedef struct
{
  const char *key;
  const char *name;
  OutlayTotal total;
} OutlayReportSum;

/**
 * OutlayReportBlock:
 * @currency: ISO 4217
 * @parts: (array fixed-size=3) (element-type OutlayReportSum): by #OutlaySpendingBy, largest first
 * @months: (element-type OutlayReportSum): in order of time, the key is a day of it; "" for what has no day
 *
 * All expenses that are added up in one currency, each in exactly one part of each kind. The texts belong
 * to the expenses.
 */
typedef struct
{
  char        currency[4];
  OutlayTotal total;
  GPtrArray  *parts[OUTLAY_N_SPENDING_BY];
  GPtrArray  *months;
} OutlayReportBlock;

/**
 * outlay_report_blocks_new:
 * @expenses: (element-type OutlayExpense): oldest first; must outlive the blocks
 * @currency: (nullable): add up in this one, with what was converted into it; %NULL for each its own
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type OutlayReportBlock): most expenses first; %NULL with
 *   %G_IO_ERROR_FAILED where a sum does not fit
 */
GPtrArray *outlay_report_blocks_new (GPtrArray  *expenses,
                                     const char *currency,
                                     GError    **error);

/* (transfer none) (nullable): what an expense adds to a sum in @currency: its own amount, or the converted one;
 * %NULL: nothing. @currency: (nullable): %NULL is its own */
const OutlayMoney *outlay_report_block_get_amount (OutlayExpense *expense,
                                                   const char    *currency);

G_END_DECLS
