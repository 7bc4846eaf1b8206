/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-expense-warning.h"

#include "app/widgets/outlay-complaint-text.h"
#include "core/expense/outlay-expense-check.h"

char *
outlay_expense_dup_warning (OutlayExpense *expense, OutlayWorkspace *workspace)
{
  g_autoptr (OutlayComplaints) warnings = outlay_complaints_new ();
  OutlayExpenseFields fields;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE (expense), NULL);
  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);

  fields = (OutlayExpenseFields) {
    .merchant = outlay_expense_get_merchant (expense),
    .amount = *outlay_expense_get_amount (expense),
    .day = outlay_expense_get_day (expense),
    .category = outlay_expense_get_category (expense),
    .note = outlay_expense_get_note (expense),
    .proofs = outlay_expense_get_proofs (expense),
  };
  outlay_expense_check_warn (&fields, outlay_workspace_get_policy (workspace), warnings);
  if (outlay_complaints_is_empty (warnings))
    return NULL;

  return outlay_complaint_dup_text (&g_array_index (warnings, OutlayComplaint, 0));
}
