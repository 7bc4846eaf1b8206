/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-policy-setting.h"

#include "client/database/outlay-database.h"

OutlayPolicy
outlay_policy_setting_read (OutlayConnection *connection, OutlayAccount *account)
{
  OutlayPolicy policy = outlay_policy_default;
  g_autofree char *rule = NULL;
  g_autofree char *minor = NULL;
  g_autofree char *currency = NULL;

  if (outlay_account_is_on_device (account))
    return outlay_policy_on_device;

  rule = outlay_setting_read (connection, OUTLAY_SETTING_PROOF_RULE, NULL);
  minor = outlay_setting_read (connection, OUTLAY_SETTING_PROOF_MINOR, NULL);
  currency = outlay_setting_read (connection, OUTLAY_SETTING_PROOF_MONEY, NULL);

  outlay_proof_rule_from_string (rule, &policy.proof_rule);
  if (minor != NULL)
    policy.proof_above.minor = g_ascii_strtoll (minor, NULL, 10);
  if (currency != NULL && outlay_currency_find (currency) != NULL)
    g_strlcpy (policy.proof_above.currency, currency, sizeof policy.proof_above.currency);

  return policy;
}
