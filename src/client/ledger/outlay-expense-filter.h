/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-list.h"

G_BEGIN_DECLS

/* (transfer full): one that owns its texts */
OutlayExpenseFilter *outlay_expense_filter_copy (const OutlayExpenseFilter *self);
/* @self: (nullable): of outlay_expense_filter_copy() */
void                 outlay_expense_filter_free (OutlayExpenseFilter       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayExpenseFilter, outlay_expense_filter_free)

G_END_DECLS
