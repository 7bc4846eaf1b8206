/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/**
 * outlay_expense_dup_warning:
 *
 * What the company takes and would rather not have, as outlay_expense_check_warn() finds it: that the
 * expense is above the limit of its category.
 *
 * Returns: (transfer full) (nullable): a translated sentence, or %NULL where all is well
 */
char *outlay_expense_dup_warning (OutlayExpense   *expense,
                                  OutlayWorkspace *workspace);

G_END_DECLS
