/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-advice.h"

#include <glib/gi18n.h>

/* What can still be done after a rejection; the reason stands above it, in a line of its own. */
static char *
advise_rejected (guint left, const char *reason)
{
  g_autofree char *next = NULL;

  if (left == 0)
    next = g_strdup (_ ("The rejection is final."));
  else if (left == 1)
    next = g_strdup (_ ("This is the last time you can send a new proof."));
  else
    next = g_strdup_printf (ngettext ("You can send a new proof %u more time.",
                                      "You can send a new proof %u more times.", left),
                            left);

  if (reason == NULL || *reason == '\0')
    return g_steal_pointer (&next);

  return g_strdup_printf ("“%s”\n%s", reason, next);
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
