/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-policy.h"

#include <string.h>

#include "core/expense/outlay-expense-check.h"

const OutlayPolicy outlay_policy_default = {
  .signup = OUTLAY_SIGNUP_INVITE,
  .proof_rule = OUTLAY_PROOF_ALWAYS,
};

const OutlayPolicy outlay_policy_on_device = {
  .signup = OUTLAY_SIGNUP_CLOSED,
  .proof_rule = OUTLAY_PROOF_NEVER,
};

/**
 * outlay_policy_copy:
 * @copy: (out caller-allocates): what was there before is not ended
 */
void
outlay_policy_copy (const OutlayPolicy *self, OutlayPolicy *copy)
{
  g_return_if_fail (self != NULL && copy != NULL);

  *copy = *self;
  if (copy->limits != NULL)
    g_array_ref (copy->limits);
}

/**
 * outlay_policy_clear:
 *
 * Ends a copy, which is %outlay_policy_default from then on.
 */
void
outlay_policy_clear (OutlayPolicy *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->limits, g_array_unref);
  *self = outlay_policy_default;
}

static guint
get_n_limits (const OutlayPolicy *self)
{
  return self->limits != NULL ? self->limits->len : 0;
}

static const OutlayPolicyLimit *
get_limit (const OutlayPolicy *self, guint at)
{
  return &g_array_index (self->limits, OutlayPolicyLimit, at);
}

/**
 * outlay_policy_equal:
 *
 * Returns: whether both ask for the same; limits in another order are others
 */
gboolean
outlay_policy_equal (const OutlayPolicy *a, const OutlayPolicy *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->signup != b->signup || a->proof_rule != b->proof_rule || a->over_limit != b->over_limit ||
      (a->proof_rule == OUTLAY_PROOF_ABOVE &&
       !outlay_money_equal (&a->proof_above, &b->proof_above)) ||
      !g_str_equal (a->home, b->home) || get_n_limits (a) != get_n_limits (b))
    return FALSE;

  for (guint i = 0; i < get_n_limits (a); i++)
    if (!g_str_equal (get_limit (a, i)->category, get_limit (b, i)->category) ||
        !outlay_money_equal (&get_limit (a, i)->most, &get_limit (b, i)->most))
      return FALSE;

  return TRUE;
}

/**
 * outlay_policy_limits_new:
 *
 * Returns: (transfer full) (element-type OutlayPolicyLimit): an empty list for a policy to take
 */
GArray *
outlay_policy_limits_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (OutlayPolicyLimit));
}

/**
 * outlay_policy_limits_add:
 * @category: an id; one that is too long to be any is cut, and outlay_policy_check() complains
 */
void
outlay_policy_limits_add (GArray *limits, const char *category, const OutlayMoney *most)
{
  OutlayPolicyLimit limit = { .most = *most };

  g_return_if_fail (limits != NULL && category != NULL && most != NULL);

  if (strlen (category) < sizeof limit.category)
    g_strlcpy (limit.category, category, sizeof limit.category);

  g_array_append_val (limits, limit);
}

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

/**
 * outlay_policy_find_limit:
 * @category: (nullable): an id
 * @currency: ISO 4217 code
 *
 * Returns: (transfer none) (nullable): the most that an expense of @category in @currency may be,
 *   for as long as @self is left alone; %NULL where nothing is said of it
 */
const OutlayMoney *
outlay_policy_find_limit (const OutlayPolicy *self, const char *category, const char *currency)
{
  g_return_val_if_fail (self != NULL && currency != NULL, NULL);

  for (guint i = 0; category != NULL && i < get_n_limits (self); i++)
    {
      const OutlayPolicyLimit *limit = get_limit (self, i);

      if (g_str_equal (limit->category, category) && g_str_equal (limit->most.currency, currency))
        return &limit->most;
    }

  return NULL;
}

/* @name: of the money on the wire */
static void
check_money (const OutlayMoney *money, const char *name, gint64 least, OutlayComplaints *complaints)
{
  char field[32];

  g_snprintf (field, sizeof field, "%s.minor", name);
  if (money->minor < least)
    outlay_complaints_add (complaints, field,
                           least > 0 ? OUTLAY_COMPLAINT_NOT_POSITIVE : OUTLAY_COMPLAINT_NEGATIVE);
  else if (money->minor > OUTLAY_AMOUNT_MAX)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_TOO_LARGE);

  g_snprintf (field, sizeof field, "%s.currency", name);
  if (money->currency[0] == '\0')
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_MISSING);
  else if (outlay_currency_find (money->currency) == NULL)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_UNKNOWN_CURRENCY);
}

static void
check_limit (const OutlayPolicy *self, guint at, OutlayComplaints *complaints)
{
  const OutlayPolicyLimit *limit = get_limit (self, at);
  char field[32];

  g_snprintf (field, sizeof field, "limits[%u].most", at);
  check_money (&limit->most, field, 1, complaints);

  g_snprintf (field, sizeof field, "limits[%u].category", at);
  if (limit->category[0] == '\0')
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_UNKNOWN);
  else if (outlay_policy_find_limit (self, limit->category, limit->most.currency) != &limit->most)
    outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_TWICE);
}

/**
 * outlay_policy_check:
 * @complaints: is told what is wrong, under the names of the wire: "proof.above.minor",
 *   "limits[3].category"
 *
 * What a policy must keep to: an amount for "above", known currencies, limits above zero, at most
 * one for each category and currency, a home currency that is known. Whether a category exists is
 * for the caller to see.
 */
void
outlay_policy_check (const OutlayPolicy *self, OutlayComplaints *complaints)
{
  g_return_if_fail (self != NULL && complaints != NULL);

  if (self->proof_rule == OUTLAY_PROOF_ABOVE)
    check_money (&self->proof_above, "proof.above", 0, complaints);
  if (self->home[0] != '\0' && outlay_currency_find (self->home) == NULL)
    outlay_complaints_add (complaints, "currency", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY);

  if (get_n_limits (self) > OUTLAY_POLICY_LIMITS_MAX)
    {
      outlay_complaints_add (complaints, "limits", OUTLAY_COMPLAINT_TOO_MANY);
      return;
    }

  for (guint i = 0; i < get_n_limits (self); i++)
    check_limit (self, i, complaints);
}

/* --- words ------------------------------------------------------------------------------------ */

static const char *const signup_rules[OUTLAY_N_SIGNUP_RULES] = {
  [OUTLAY_SIGNUP_OPEN] = "open",
  [OUTLAY_SIGNUP_INVITE] = "invite",
  [OUTLAY_SIGNUP_CLOSED] = "closed",
};

static const char *const proof_rules[OUTLAY_N_PROOF_RULES] = {
  [OUTLAY_PROOF_NEVER] = "never",
  [OUTLAY_PROOF_ABOVE] = "above",
  [OUTLAY_PROOF_ALWAYS] = "always",
};

static const char *const over_limits[OUTLAY_N_OVER_LIMITS] = {
  [OUTLAY_OVER_LIMIT_WARN] = "warn",
  [OUTLAY_OVER_LIMIT_REFUSE] = "refuse",
};

/* @n for a word that is not among them. */
static guint
find_word (const char *const *words, guint n, const char *text)
{
  guint at = 0;

  while (at < n && g_strcmp0 (words[at], text) != 0)
    at++;

  return at;
}

const char *
outlay_signup_rule_to_string (OutlaySignupRule rule)
{
  g_return_val_if_fail ((guint) rule < OUTLAY_N_SIGNUP_RULES, NULL);

  return signup_rules[rule];
}

gboolean
outlay_signup_rule_from_string (const char *text, OutlaySignupRule *rule)
{
  guint at = find_word (signup_rules, OUTLAY_N_SIGNUP_RULES, text);

  if (at == OUTLAY_N_SIGNUP_RULES)
    return FALSE;

  *rule = (OutlaySignupRule) at;
  return TRUE;
}

const char *
outlay_proof_rule_to_string (OutlayProofRule rule)
{
  g_return_val_if_fail ((guint) rule < OUTLAY_N_PROOF_RULES, NULL);

  return proof_rules[rule];
}

gboolean
outlay_proof_rule_from_string (const char *text, OutlayProofRule *rule)
{
  guint at = find_word (proof_rules, OUTLAY_N_PROOF_RULES, text);

  if (at == OUTLAY_N_PROOF_RULES)
    return FALSE;

  *rule = (OutlayProofRule) at;
  return TRUE;
}

const char *
outlay_over_limit_to_string (OutlayOverLimit over_limit)
{
  g_return_val_if_fail ((guint) over_limit < OUTLAY_N_OVER_LIMITS, NULL);

  return over_limits[over_limit];
}

gboolean
outlay_over_limit_from_string (const char *text, OutlayOverLimit *over_limit)
{
  guint at = find_word (over_limits, OUTLAY_N_OVER_LIMITS, text);

  if (at == OUTLAY_N_OVER_LIMITS)
    return FALSE;

  *over_limit = (OutlayOverLimit) at;
  return TRUE;
}
