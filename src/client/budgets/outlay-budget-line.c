/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-line.h"

G_DEFINE_BOXED_TYPE (OutlayBudgetLine,
                     outlay_budget_line,
                     outlay_budget_line_copy,
                     outlay_budget_line_free)

OutlayBudgetLine *
outlay_budget_line_copy (const OutlayBudgetLine *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
outlay_budget_line_free (OutlayBudgetLine *self)
{
  g_free (self);
}
