/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-advice.h"

#include <glib/gi18n.h>

static char *
advise_rejected (guint left, const char *reason)
{
  gboolean has_reason = reason != NULL && *reason != '\0';

  if (left == 0)
    return has_reason ? g_strdup_printf (_ ("Rejected: “%s”. The rejection is final."), reason)
                      : g_strdup (_ ("Rejected. The rejection is final."));

  if (left == 1)
    return has_reason
               ? g_strdup_printf (
                     _ ("Rejected: “%s”. This is the last time you can send a new proof."), reason)
               : g_strdup (_ ("Rejected. This is the last time you can send a new proof."));

  if (has_reason)
    /* Translators: %s is the reviewer's reason. */
    return g_strdup_printf (ngettext ("Rejected: “%s”. You can send a new proof %u more time.",
                                      "Rejected: “%s”. You can send a new proof %u more times.",
                                      left),
                            reason, left);

  return g_strdup_printf (ngettext ("Rejected. You can send a new proof %u more time.",
                                    "Rejected. You can send a new proof %u more times.", left),
                          left);
}

char *
outlay_expense_advise (OutlayExpense *expense, const char *reason, gboolean is_on_device)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (expense), NULL);

  if (is_on_device)
    return g_strdup ("");

  switch (outlay_expense_get_state (expense))
    {
    case OUTLAY_STATE_DRAFT:
      return g_strdup (_ ("Only you can see this. Submit it when it is complete."));
    case OUTLAY_STATE_SUBMITTED:
      return g_strdup (_ ("Waiting for a reviewer. You can withdraw it until it is decided."));
    case OUTLAY_STATE_APPROVED:
      return g_strdup (_ ("Approved. It will be reimbursed."));
    case OUTLAY_STATE_REJECTED:
      return advise_rejected (outlay_expense_get_reuploads_left (expense), reason);
    case OUTLAY_STATE_REIMBURSED:
      return g_strdup (_ ("Reimbursed. There is nothing left to do."));
    default:
      g_assert_not_reached ();
    }
}

const char *
outlay_expense_advise_on_delivery (OutlayExpense *expense)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE (expense), NULL);

  switch (outlay_expense_get_delivery (expense))
    {
    case OUTLAY_DELIVERY_WAITING:
      return _ ("Saved on this device. It is sent as soon as the company can be reached.");
    case OUTLAY_DELIVERY_STUCK:
      return _ ("The company did not take your last change. Look at what waits to be sent.");
    case OUTLAY_DELIVERY_CONFLICT:
      return _ (
          "It was changed here and elsewhere at the same time. Choose which version to keep.");
    case OUTLAY_DELIVERY_DELIVERED:
    default:
      return NULL;
    }
}
