/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-keys.h"

G_BEGIN_DECLS

#define OUTLAY_MONTH_ALL (-1)

/**
 * outlay_month_sum_read:
 * @month: as 202611, or %OUTLAY_MONTH_ALL
 * @keys: (array length=n_keys): the rows of it that @query finds
 *
 * What the rows come to: in the currencies they are in; or all in one, where @query asks for what is in
 * it or was converted into it.
 *
 * Returns: (transfer full) (element-type OutlayMoney): the sum of each currency, largest first
 */
GPtrArray *outlay_month_sum_read (OutlayConnection *connection,
                                  const OutlayListQuery *query,
                                  gint64 month,
                                  const OutlayExpenseKey *keys,
                                  guint n_keys);

G_END_DECLS
