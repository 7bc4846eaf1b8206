/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-policy.h"

const OutlayPolicy outlay_policy_default = { .proof_rule = OUTLAY_PROOF_ALWAYS };

const OutlayPolicy outlay_policy_on_device = { .proof_rule = OUTLAY_PROOF_NEVER };

/**
 * outlay_policy_wants_proof:
 * @amount: what the expense is about
 *
 * Returns: whether an expense of @amount needs a proof. Above a limit means in its own currency;
 *   every other currency needs one, as nothing here knows exchange rates.
 */
gboolean
outlay_policy_wants_proof (const OutlayPolicy *self, const OutlayMoney *amount)
{
  g_return_val_if_fail (self != NULL && amount != NULL, TRUE);

  switch (self->proof_rule)
    {
    case OUTLAY_PROOF_NEVER:
      return FALSE;

    case OUTLAY_PROOF_ABOVE:
      return !g_str_equal (amount->currency, self->proof_above.currency) ||
             amount->minor > self->proof_above.minor;

    case OUTLAY_PROOF_ALWAYS:
    default:
      return TRUE;
    }
}
