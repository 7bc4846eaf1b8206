/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-keys.h"

G_BEGIN_DECLS

/* What the months of a list are found in. All (transfer none). */
const GArray *outlay_expense_list_get_keys (OutlayExpenseList *self); /* of #OutlayExpenseKey */
const OutlayListQuery *outlay_expense_list_get_query (OutlayExpenseList *self);
OutlayConnection *outlay_expense_list_get_reader (OutlayExpenseList *self); /* (nullable) */

G_END_DECLS
