/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

/**
 * outlay_expense_advise:
 * @expense: one's own expense
 * @reason: (nullable): why it was rejected
 * @is_on_device: whether there is no company to send it to
 *
 * Where an expense stands, in plain words, and what can be done next.
 *
 * Returns: (transfer full): empty where there is nothing to say
 */
char *outlay_expense_advise (OutlayExpense *expense, const char *reason, gboolean is_on_device);

/* (transfer none) (nullable): the same of how far it has got to the company; %NULL when it is
 * there */
const char *outlay_expense_advise_on_delivery (OutlayExpense *expense);

G_END_DECLS
