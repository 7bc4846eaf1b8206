/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-check.h"
#include "core/expense/outlay-policy.h"

#define TODAY "2026-11-20"
#define TRAVEL "0190b0a0-0000-7000-8000-00000000000a"
#define MEALS "0190b0a0-0000-7000-8000-00000000000b"

static const char *const one_proof[] = {
  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", NULL
};

static void
fill (OutlayPolicy *policy, OutlayOverLimit over_limit)
{
  outlay_policy_copy (&outlay_policy_default, policy);
  policy->over_limit = over_limit;
  policy->limits = outlay_policy_limits_new ();
  outlay_policy_limits_add (policy->limits, MEALS, &(OutlayMoney) { 5000, "EUR" });
  outlay_policy_limits_add (policy->limits, MEALS, &(OutlayMoney) { 4000, "GBP" });
}

/* A limit is the most there may be, of its category and in its currency alone. */
static void
test_limits (void)
{
  static const struct
  {
    const char *category;
    OutlayMoney amount;
    gint64 limit; /* 0 where it is not passed */
  } cases[] = {
    { MEALS, { 4999, "EUR" }, 0 },    { MEALS, { 5000, "EUR" }, 0 },
    { MEALS, { 5001, "EUR" }, 5000 }, { MEALS, { 4001, "GBP" }, 4000 },
    { MEALS, { 900000, "USD" }, 0 },  { TRAVEL, { 900000, "EUR" }, 0 },
  };

  for (OutlayOverLimit over = 0; over < OUTLAY_N_OVER_LIMITS; over++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_auto (OutlayPolicy) policy = outlay_policy_default;
        g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
        g_autoptr (OutlayComplaints) warnings = outlay_complaints_new ();
        const OutlayExpenseFields fields = {
          .merchant = "Nero",
          .amount = cases[i].amount,
          .day = TODAY,
          .category = cases[i].category,
          .proofs = one_proof,
        };
        OutlayComplaints *told = over == OUTLAY_OVER_LIMIT_REFUSE ? complaints : warnings;
        OutlayComplaints *silent = over == OUTLAY_OVER_LIMIT_REFUSE ? warnings : complaints;

        fill (&policy, over);
        outlay_expense_check_submit (&fields, &policy, TODAY, complaints);
        outlay_expense_check_warn (&fields, &policy, warnings);

        g_assert_cmpuint (silent->len, ==, 0);
        g_assert_cmpuint (told->len, ==, cases[i].limit > 0);
        if (cases[i].limit > 0)
          {
            const OutlayComplaint *complaint = outlay_complaints_find (told, "amount");

            g_assert_nonnull (complaint);
            g_assert_cmpint (complaint->code, ==, OUTLAY_COMPLAINT_OVER_LIMIT);
            g_assert_cmpint (complaint->limit.minor, ==, cases[i].limit);
            g_assert_cmpstr (complaint->limit.currency, ==, cases[i].amount.currency);
          }
      }
}

/* Nothing is asked of a category that is not chosen yet, and an amount is complained of once. */
static void
test_without_a_category (void)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  OutlayExpenseFields fields = { .amount = { OUTLAY_AMOUNT_MAX + 1, "EUR" } };

  fill (&policy, OUTLAY_OVER_LIMIT_REFUSE);
  outlay_expense_check_warn (&fields, &policy, complaints);
  g_assert_cmpuint (complaints->len, ==, 0);

  fields.category = MEALS;
  outlay_expense_check_submit (&fields, &policy, TODAY, complaints);
  g_assert_cmpint (outlay_complaints_find (complaints, "amount")->code, ==,
                   OUTLAY_COMPLAINT_TOO_LARGE);
}

static void
test_sentence (void)
{
  static const struct
  {
    OutlayMoney limit;
    const char *sentence;
  } cases[] = {
    { { 5000, "EUR" }, "must be at most 50.00 EUR in its category" },
    { { 123456789, "EUR" }, "must be at most 1234567.89 EUR in its category" },
    { { 5000, "JPY" }, "must be at most 5000 JPY in its category" },
    { { 5000, "BHD" }, "must be at most 5.000 BHD in its category" },
  };
  const OutlayComplaint other = { "amount", OUTLAY_COMPLAINT_NEGATIVE, { 0 } };
  g_autofree char *plain = outlay_complaint_dup_sentence (&other);

  g_assert_cmpstr (plain, ==, outlay_complaint_code_to_string (OUTLAY_COMPLAINT_NEGATIVE));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      g_autofree char *sentence = NULL;

      outlay_complaints_add_limit (complaints, "amount", &cases[i].limit);
      sentence = outlay_complaint_dup_sentence (outlay_complaints_find (complaints, "amount"));
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

typedef struct
{
  const char *field; /* NULL where all is well */
  OutlayComplaintCode code;
  OutlayProofRule rule;
  OutlayMoney above;
  const char *category;
  OutlayMoney most;
} Check;

#define FINE .category = TRAVEL, .most = { 1, "EUR" }

static const Check checks[] = {
  { .field = NULL, FINE },
  { .field = NULL, .rule = OUTLAY_PROOF_ABOVE, .above = { 0, "EUR" }, FINE },
  { .field = NULL, .category = MEALS, .most = { 1, "USD" } },
  { "proof.above.minor", OUTLAY_COMPLAINT_NEGATIVE, OUTLAY_PROOF_ABOVE, { -1, "EUR" }, FINE },
  { "proof.above.minor",
    OUTLAY_COMPLAINT_TOO_LARGE,
    OUTLAY_PROOF_ABOVE,
    { OUTLAY_AMOUNT_MAX + 1, "EUR" },
    FINE },
  { "proof.above.currency", OUTLAY_COMPLAINT_MISSING, OUTLAY_PROOF_ABOVE, { 1, "" }, FINE },
  { "proof.above.currency",
    OUTLAY_COMPLAINT_UNKNOWN_CURRENCY,
    OUTLAY_PROOF_ABOVE,
    { 1, "XYZ" },
    FINE },
  { "limits[2].most.minor", OUTLAY_COMPLAINT_NOT_POSITIVE, .category = TRAVEL,
    .most = { 0, "EUR" } },
  { "limits[2].most.minor", OUTLAY_COMPLAINT_TOO_LARGE, .category = TRAVEL,
    .most = { OUTLAY_AMOUNT_MAX + 1, "EUR" } },
  { "limits[2].most.currency", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY, .category = TRAVEL,
    .most = { 1, "ABC" } },
  { "limits[2].category", OUTLAY_COMPLAINT_TWICE, .category = MEALS, .most = { 1, "EUR" } },
  { "limits[2].category", OUTLAY_COMPLAINT_UNKNOWN, .category = "", .most = { 1, "EUR" } },
  { "limits[2].category", OUTLAY_COMPLAINT_UNKNOWN,
    .category = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015adx",
    .most = { 1, "EUR" } },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_auto (OutlayPolicy) policy = outlay_policy_default;
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      const Check *check = &checks[i];

      fill (&policy, OUTLAY_OVER_LIMIT_WARN);
      policy.proof_rule = check->rule;
      policy.proof_above = check->above;
      outlay_policy_limits_add (policy.limits, check->category, &check->most);
      outlay_policy_check (&policy, complaints);

      g_test_message ("case %u", i);
      g_assert_cmpuint (complaints->len, ==, check->field != NULL);
      if (check->field != NULL)
        {
          g_assert_nonnull (outlay_complaints_find (complaints, check->field));
          g_assert_cmpint (outlay_complaints_find (complaints, check->field)->code, ==,
                           check->code);
        }
    }
}

static void
test_too_many_limits (void)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  policy.limits = outlay_policy_limits_new ();
  for (guint i = 0; i < OUTLAY_POLICY_LIMITS_MAX; i++)
    {
      g_autofree char *category = g_strdup_printf ("%u", i);

      outlay_policy_limits_add (policy.limits, category, &(OutlayMoney) { 1, "EUR" });
    }

  outlay_policy_check (&policy, complaints);
  g_assert_cmpuint (complaints->len, ==, 0);

  outlay_policy_limits_add (policy.limits, TRAVEL, &(OutlayMoney) { 1, "EUR" });
  outlay_policy_check (&policy, complaints);
  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_cmpint (outlay_complaints_find (complaints, "limits")->code, ==,
                   OUTLAY_COMPLAINT_TOO_MANY);
}

static void
test_copies (void)
{
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  g_auto (OutlayPolicy) copy = outlay_policy_default;
  g_auto (OutlayPolicy) other = outlay_policy_default;

  g_assert_true (outlay_policy_equal (&policy, &outlay_policy_default));
  g_assert_false (outlay_policy_equal (&policy, &outlay_policy_on_device));

  fill (&policy, OUTLAY_OVER_LIMIT_REFUSE);
  outlay_policy_copy (&policy, &copy);
  g_assert_true (outlay_policy_equal (&policy, &copy));
  outlay_policy_clear (&policy);
  g_assert_true (outlay_policy_equal (&policy, &outlay_policy_default));
  g_assert_nonnull (outlay_policy_find_limit (&copy, MEALS, "GBP"));

  fill (&other, OUTLAY_OVER_LIMIT_REFUSE);
  g_assert_true (outlay_policy_equal (&copy, &other));
  outlay_policy_limits_add (other.limits, TRAVEL, &(OutlayMoney) { 1, "EUR" });
  g_assert_false (outlay_policy_equal (&copy, &other));

  /* An amount that no rule asks about makes no difference. */
  outlay_policy_copy (&copy, &policy);
  policy.proof_above = (OutlayMoney) { 1, "EUR" };
  g_assert_true (outlay_policy_equal (&copy, &policy));
  policy.proof_rule = copy.proof_rule = OUTLAY_PROOF_ABOVE;
  g_assert_false (outlay_policy_equal (&copy, &policy));
}

static void
test_words (void)
{
  OutlaySignupRule signup = OUTLAY_SIGNUP_CLOSED;
  OutlayProofRule proof = OUTLAY_PROOF_NEVER;
  OutlayOverLimit over = OUTLAY_OVER_LIMIT_REFUSE;

  for (guint i = 0; i < OUTLAY_N_SIGNUP_RULES; i++)
    {
      g_assert_true (outlay_signup_rule_from_string (outlay_signup_rule_to_string (i), &signup));
      g_assert_cmpuint (signup, ==, i);
    }
  for (guint i = 0; i < OUTLAY_N_PROOF_RULES; i++)
    {
      g_assert_true (outlay_proof_rule_from_string (outlay_proof_rule_to_string (i), &proof));
      g_assert_cmpuint (proof, ==, i);
    }
  for (guint i = 0; i < OUTLAY_N_OVER_LIMITS; i++)
    {
      g_assert_true (outlay_over_limit_from_string (outlay_over_limit_to_string (i), &over));
      g_assert_cmpuint (over, ==, i);
    }

  g_assert_false (outlay_signup_rule_from_string ("Open", &signup));
  g_assert_false (outlay_proof_rule_from_string ("", &proof));
  g_assert_false (outlay_over_limit_from_string (NULL, &over));
  g_assert_cmpuint (over, ==, OUTLAY_OVER_LIMIT_REFUSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/policy/limits", test_limits);
  g_test_add_func ("/core/policy/without-a-category", test_without_a_category);
  g_test_add_func ("/core/policy/sentence", test_sentence);
  g_test_add_func ("/core/policy/check", test_check);
  g_test_add_func ("/core/policy/too-many-limits", test_too_many_limits);
  g_test_add_func ("/core/policy/copies", test_copies);
  g_test_add_func ("/core/policy/words", test_words);

  return g_test_run ();
}
