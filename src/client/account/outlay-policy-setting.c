/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-policy-setting.h"

#include "client/database/outlay-database.h"
#include "core/expense/outlay-expense-check.h"

/* --- reading ---------------------------------------------------------------------------------- */

static gboolean
read_money (const char *minor, const char *currency, OutlayMoney *money)
{
  if (minor == NULL || currency == NULL || outlay_currency_find (currency) == NULL ||
      !g_ascii_string_to_signed (minor, 10, 0, OUTLAY_AMOUNT_MAX, &money->minor, NULL))
    return FALSE;

  g_strlcpy (money->currency, currency, sizeof money->currency);
  return TRUE;
}

/* A line each: "CATEGORY MINOR CURRENCY". */
static GArray *
read_limits (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GArray *limits = outlay_policy_limits_new ();

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      OutlayMoney most = { 0 };

      if (g_strv_length (words) == 3 && read_money (words[1], words[2], &most))
        outlay_policy_limits_add (limits, words[0], &most);
    }

  return limits;
}

static void
read_home (const char *home, OutlayPolicy *policy)
{
  if (home != NULL && outlay_currency_find (home) != NULL)
    g_strlcpy (policy->home, home, sizeof policy->home);
}

OutlayPolicy
outlay_policy_setting_read (OutlayConnection *connection, OutlayAccount *account)
{
  OutlayPolicy policy = outlay_policy_default;
  g_autofree char *signup = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *minor = NULL;
  g_autofree char *currency = NULL;
  g_autofree char *over_limit = NULL;
  g_autofree char *home = NULL;
  g_autofree char *limits = NULL;

  home = outlay_setting_read (connection, OUTLAY_SETTING_HOME, NULL);
  if (outlay_account_is_on_device (account))
    {
      policy = outlay_policy_on_device;
      read_home (home, &policy);
      return policy;
    }

  signup = outlay_setting_read (connection, OUTLAY_SETTING_SIGNUP, NULL);
  rule = outlay_setting_read (connection, OUTLAY_SETTING_PROOF_RULE, NULL);
  minor = outlay_setting_read (connection, OUTLAY_SETTING_PROOF_MINOR, NULL);
  currency = outlay_setting_read (connection, OUTLAY_SETTING_PROOF_MONEY, NULL);
  over_limit = outlay_setting_read (connection, OUTLAY_SETTING_OVER_LIMIT, NULL);
  limits = outlay_setting_read (connection, OUTLAY_SETTING_LIMITS, NULL);

  outlay_signup_rule_from_string (signup, &policy.signup);
  outlay_proof_rule_from_string (rule, &policy.proof_rule);
  outlay_over_limit_from_string (over_limit, &policy.over_limit);
  read_money (minor, currency, &policy.proof_above);
  read_home (home, &policy);
  if (limits != NULL)
    policy.limits = read_limits (limits);

  return policy;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* (nullable): %NULL for no limits */
static char *
write_limits (const OutlayPolicy *policy)
{
  GString *text;

  if (policy->limits == NULL)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < policy->limits->len; i++)
    {
      const OutlayPolicyLimit *limit = &g_array_index (policy->limits, OutlayPolicyLimit, i);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s\n", limit->category,
                              limit->most.minor, limit->most.currency);
    }

  return g_string_free_and_steal (text);
}

static void
add (OutlayPage *page, const char *name, const char *value)
{
  outlay_page_add (page, OUTLAY_CHANGE_SETTING, name, value);
}

void
outlay_policy_setting_add (const OutlayPolicy *policy, OutlayPage *page)
{
  gboolean has_amount = policy->proof_rule == OUTLAY_PROOF_ABOVE;
  g_autofree char *minor = g_strdup_printf ("%" G_GINT64_FORMAT, policy->proof_above.minor);
  g_autofree char *limits = write_limits (policy);

  add (page, OUTLAY_SETTING_SIGNUP, outlay_signup_rule_to_string (policy->signup));
  add (page, OUTLAY_SETTING_PROOF_RULE, outlay_proof_rule_to_string (policy->proof_rule));
  add (page, OUTLAY_SETTING_PROOF_MINOR, has_amount ? minor : NULL);
  add (page, OUTLAY_SETTING_PROOF_MONEY, has_amount ? policy->proof_above.currency : NULL);
  add (page, OUTLAY_SETTING_OVER_LIMIT, outlay_over_limit_to_string (policy->over_limit));
  add (page, OUTLAY_SETTING_HOME, *policy->home != '\0' ? policy->home : NULL);
  add (page, OUTLAY_SETTING_LIMITS, limits);
}
