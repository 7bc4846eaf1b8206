/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-check.h"

#define TODAY "2026-11-20"
#define TOMORROW "2026-11-21"
#define DAY_AFTER "2026-11-22"

#define DIGEST_A "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define DIGEST_B "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const char *const one_proof[] = { DIGEST_A, NULL };
static const char *const two_proofs[] = { DIGEST_A, DIGEST_B, NULL };
static const char *const no_proofs[] = { NULL };
static const char *const twice[] = { DIGEST_A, DIGEST_B, DIGEST_A, NULL };
static const char *const bad_digest[] = { DIGEST_A, "e3b0", NULL };
static const char *const upper_digest[] = {
  "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", NULL
};

/* A complete expense, of which each case replaces one field. */
#pragma GCC diagnostic ignored "-Woverride-init"
#define GOOD                                                                                       \
  .merchant = "Nero", .amount = { 420, "EUR" }, .day = TODAY, .category = "c", .note = "",         \
  .proofs = one_proof

static const OutlayPolicy above_50 = { .proof_rule = OUTLAY_PROOF_ABOVE,
                                       .proof_above = { 5000, "EUR" } };

typedef struct
{
  const char *name;
  OutlayExpenseFields fields;
  const char *field; /* NULL where all is well */
  OutlayComplaintCode code;
} Case;

/* What even a draft must keep to; a submission complains of the same. */
static const Case draft_cases[] = {
  { "good", { GOOD } },
  { "note of lines", { GOOD, .note = "a\n\tb" } },
  { "any script", { GOOD, .merchant = "カフェ ☕ قهوة" } },
  { "two proofs", { GOOD, .proofs = two_proofs } },
  { "largest", { GOOD, .amount = { OUTLAY_AMOUNT_MAX, "EUR" } } },
  { "tomorrow", { GOOD, .day = TOMORROW } },
  { "first day", { GOOD, .day = "1970-01-01" } },
  { "leap day", { GOOD, .day = "2024-02-29" } },
  { "merchant of lines", { GOOD, .merchant = "a\nb" }, "merchant", OUTLAY_COMPLAINT_BAD_TEXT },
  { "merchant with NUL's like",
    { GOOD, .merchant = "a\x01" },
    "merchant",
    OUTLAY_COMPLAINT_BAD_TEXT },
  { "merchant with C1", { GOOD, .merchant = "a\xc2\x85" }, "merchant", OUTLAY_COMPLAINT_BAD_TEXT },
  { "merchant not UTF-8", { GOOD, .merchant = "\xff" }, "merchant", OUTLAY_COMPLAINT_BAD_TEXT },
  { "merchant cut", { GOOD, .merchant = "caf\xc3" }, "merchant", OUTLAY_COMPLAINT_BAD_TEXT },
  { "note with bell", { GOOD, .note = "a\a" }, "note", OUTLAY_COMPLAINT_BAD_TEXT },
  { "note with return", { GOOD, .note = "a\r\n" }, "note", OUTLAY_COMPLAINT_BAD_TEXT },
  { "negative", { GOOD, .amount = { -1, "EUR" } }, "amount", OUTLAY_COMPLAINT_NEGATIVE },
  { "lowest", { GOOD, .amount = { G_MININT64, "EUR" } }, "amount", OUTLAY_COMPLAINT_NEGATIVE },
  { "too large",
    { GOOD, .amount = { OUTLAY_AMOUNT_MAX + 1, "EUR" } },
    "amount",
    OUTLAY_COMPLAINT_TOO_LARGE },
  { "no currency", { GOOD, .amount = { 1, "" } }, "amount.currency", OUTLAY_COMPLAINT_MISSING },
  { "unknown currency",
    { GOOD, .amount = { 1, "XXX" } },
    "amount.currency",
    OUTLAY_COMPLAINT_UNKNOWN_CURRENCY },
  { "lower-case currency",
    { GOOD, .amount = { 1, "eur" } },
    "amount.currency",
    OUTLAY_COMPLAINT_UNKNOWN_CURRENCY },
  { "impossible day", { GOOD, .day = "2026-02-29" }, "day", OUTLAY_COMPLAINT_NOT_A_DAY },
  { "13th month", { GOOD, .day = "2026-13-01" }, "day", OUTLAY_COMPLAINT_NOT_A_DAY },
  { "no day at all", { GOOD, .day = "yesterday" }, "day", OUTLAY_COMPLAINT_NOT_A_DAY },
  { "a time", { GOOD, .day = "2026-11-20T00:00:00Z" }, "day", OUTLAY_COMPLAINT_NOT_A_DAY },
  { "before 1970", { GOOD, .day = "1969-12-31" }, "day", OUTLAY_COMPLAINT_TOO_LONG_AGO },
  { "year slip", { GOOD, .day = "0206-11-20" }, "day", OUTLAY_COMPLAINT_TOO_LONG_AGO },
  { "impossible and old", { GOOD, .day = "1900-02-29" }, "day", OUTLAY_COMPLAINT_NOT_A_DAY },
  { "category not text", { GOOD, .category = "\xff" }, "category", OUTLAY_COMPLAINT_BAD_TEXT },
  { "named twice", { GOOD, .proofs = twice }, "proofs[2]", OUTLAY_COMPLAINT_TWICE },
  { "no digest", { GOOD, .proofs = bad_digest }, "proofs[1]", OUTLAY_COMPLAINT_NOT_A_DIGEST },
  { "upper-case digest",
    { GOOD, .proofs = upper_digest },
    "proofs[0]",
    OUTLAY_COMPLAINT_NOT_A_DIGEST },
};

/* What only a submission asks for. */
static const Case submit_cases[] = {
  { "no merchant", { GOOD, .merchant = NULL }, "merchant", OUTLAY_COMPLAINT_MISSING },
  { "blank merchant", { GOOD, .merchant = " \u00a0" }, "merchant", OUTLAY_COMPLAINT_MISSING },
  { "nothing", { GOOD, .amount = { 0, "EUR" } }, "amount", OUTLAY_COMPLAINT_NOT_POSITIVE },
  { "no day", { GOOD, .day = NULL }, "day", OUTLAY_COMPLAINT_MISSING },
  { "empty day", { GOOD, .day = "" }, "day", OUTLAY_COMPLAINT_MISSING },
  { "after tomorrow", { GOOD, .day = DAY_AFTER }, "day", OUTLAY_COMPLAINT_IN_THE_FUTURE },
  { "far future", { GOOD, .day = "9999-12-31" }, "day", OUTLAY_COMPLAINT_IN_THE_FUTURE },
  { "no category", { GOOD, .category = NULL }, "category", OUTLAY_COMPLAINT_MISSING },
  { "empty category", { GOOD, .category = "" }, "category", OUTLAY_COMPLAINT_MISSING },
  { "no proofs", { GOOD, .proofs = NULL }, "proofs", OUTLAY_COMPLAINT_PROOF_REQUIRED },
  { "empty proofs", { GOOD, .proofs = no_proofs }, "proofs", OUTLAY_COMPLAINT_PROOF_REQUIRED },
};

static void
assert_complaint (const Case *test, OutlayComplaints *complaints)
{
  g_test_message ("%s", test->name);

  if (test->field == NULL)
    {
      g_assert_true (outlay_complaints_is_empty (complaints));
      return;
    }

  g_assert_cmpuint (complaints->len, ==, 1);
  g_assert_nonnull (outlay_complaints_find (complaints, test->field));
  g_assert_cmpint (outlay_complaints_find (complaints, test->field)->code, ==, test->code);
}

static void
test_draft (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (draft_cases); i++)
    {
      g_autoptr (OutlayComplaints) draft = outlay_complaints_new ();
      g_autoptr (OutlayComplaints) submit = outlay_complaints_new ();

      outlay_expense_check_draft (&draft_cases[i].fields, draft);
      assert_complaint (&draft_cases[i], draft);

      outlay_expense_check_submit (&draft_cases[i].fields, &outlay_policy_default, TODAY, submit);
      assert_complaint (&draft_cases[i], submit);
    }
}

static void
test_submit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (submit_cases); i++)
    {
      g_autoptr (OutlayComplaints) draft = outlay_complaints_new ();
      g_autoptr (OutlayComplaints) submit = outlay_complaints_new ();

      outlay_expense_check_submit (&submit_cases[i].fields, &outlay_policy_default, TODAY, submit);
      assert_complaint (&submit_cases[i], submit);

      outlay_expense_check_draft (&submit_cases[i].fields, draft);
      g_assert_true (outlay_complaints_is_empty (draft));
    }
}

/* All that is wrong is told at once. */
static void
test_everything_wrong (void)
{
  static const char *const fields[] = { "merchant", "amount", "category", "day", "proofs" };
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  OutlayExpenseFields empty = { .amount = { 0, "EUR" } };

  outlay_expense_check_submit (&empty, &outlay_policy_default, TODAY, complaints);
  g_assert_cmpuint (complaints->len, ==, G_N_ELEMENTS (fields));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_nonnull (outlay_complaints_find (complaints, fields[i]));

  /* Asked twice, told once. */
  outlay_expense_check_submit (&empty, &outlay_policy_default, TODAY, complaints);
  g_assert_cmpuint (complaints->len, ==, G_N_ELEMENTS (fields));
}

static void
test_lengths (void)
{
  static const struct
  {
    gsize offset;
    const char *field;
    guint max;
  } texts[] = {
    { G_STRUCT_OFFSET (OutlayExpenseFields, merchant), "merchant", OUTLAY_MERCHANT_MAX },
    { G_STRUCT_OFFSET (OutlayExpenseFields, note), "note", OUTLAY_NOTE_MAX },
    { G_STRUCT_OFFSET (OutlayExpenseFields, category), "category", 64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint extra = 0; extra < 2; extra++)
      {
        g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
        g_autoptr (GString) text = g_string_new (NULL);
        OutlayExpenseFields fields = { GOOD };

        /* Characters count, not bytes. */
        for (guint k = 0; k < texts[i].max + extra; k++)
          g_string_append (text, "é");

        G_STRUCT_MEMBER (const char *, &fields, texts[i].offset) = text->str;
        outlay_expense_check_draft (&fields, complaints);
        g_assert_cmpuint (complaints->len, ==, extra);

        if (extra > 0)
          g_assert_cmpint (outlay_complaints_find (complaints, texts[i].field)->code, ==,
                           OUTLAY_COMPLAINT_TOO_LONG);
      }
}

static void
test_many_proofs (void)
{
  for (guint n = OUTLAY_PROOFS_MAX; n <= OUTLAY_PROOFS_MAX + 5; n++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      g_autoptr (GPtrArray) proofs = g_ptr_array_new_null_terminated (0, g_free, TRUE);
      OutlayExpenseFields fields = { GOOD };

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (proofs, g_strdup_printf ("%064x", i));

      fields.proofs = (const char *const *) proofs->pdata;
      outlay_expense_check_draft (&fields, complaints);

      if (n <= OUTLAY_PROOFS_MAX)
        g_assert_true (outlay_complaints_is_empty (complaints));
      else
        g_assert_cmpint (outlay_complaints_find (complaints, "proofs")->code, ==,
                         OUTLAY_COMPLAINT_TOO_MANY);
    }
}

static void
test_policy (void)
{
  static const struct
  {
    const OutlayPolicy *policy;
    OutlayMoney amount;
    gboolean wants_proof;
  } cases[] = {
    { &outlay_policy_default, { 1, "EUR" }, TRUE },
    { &outlay_policy_on_device, { 1, "EUR" }, FALSE },
    { &outlay_policy_on_device, { OUTLAY_AMOUNT_MAX, "EUR" }, FALSE },
    { &above_50, { 4999, "EUR" }, FALSE },
    { &above_50, { 5000, "EUR" }, FALSE },
    { &above_50, { 5001, "EUR" }, TRUE },
    { &above_50, { 1, "USD" }, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      OutlayExpenseFields fields = { GOOD, .amount = cases[i].amount, .proofs = NULL };

      g_assert_cmpint (outlay_policy_wants_proof (cases[i].policy, &cases[i].amount), ==,
                       cases[i].wants_proof);

      outlay_expense_check_submit (&fields, cases[i].policy, TODAY, complaints);
      g_assert_cmpint (outlay_complaints_find (complaints, "proofs") != NULL, ==,
                       cases[i].wants_proof);
      g_assert_cmpuint (complaints->len, ==, cases[i].wants_proof);
    }
}

static void
test_reason (void)
{
  g_autofree char *longest = g_strnfill (OUTLAY_REASON_MAX, 'x');
  g_autofree char *longer = g_strnfill (OUTLAY_REASON_MAX + 1, 'x');
  const struct
  {
    const char *reason;
    int code; /* -1 where all is well */
  } cases[] = {
    { "The date cannot be read.\nPlease take it again.", -1 },
    { longest, -1 },
    { longer, OUTLAY_COMPLAINT_TOO_LONG },
    { NULL, OUTLAY_COMPLAINT_MISSING },
    { "", OUTLAY_COMPLAINT_MISSING },
    { " \n\t\u3000", OUTLAY_COMPLAINT_MISSING },
    { "\x1b[31m", OUTLAY_COMPLAINT_BAD_TEXT },
    { "\xc3\x28", OUTLAY_COMPLAINT_BAD_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      const OutlayComplaint *complaint;

      outlay_reason_check (cases[i].reason, complaints);
      complaint = outlay_complaints_find (complaints, "reason");
      g_assert_cmpint (complaint != NULL ? (int) complaint->code : -1, ==, cases[i].code);
    }
}

static void
test_complaints (void)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  g_assert_true (outlay_complaints_is_empty (complaints));
  g_assert_null (outlay_complaints_find (complaints, "note"));

  outlay_complaints_add (complaints, "note", OUTLAY_COMPLAINT_TOO_LONG);
  outlay_complaints_add (complaints, "note", OUTLAY_COMPLAINT_BAD_TEXT);
  outlay_complaints_add (complaints, "notes", OUTLAY_COMPLAINT_BAD_TEXT);
  outlay_complaints_add (complaints, "note", OUTLAY_COMPLAINT_BAD_TEXT);

  /* The first one about a field is found; none is kept twice. */
  g_assert_false (outlay_complaints_is_empty (complaints));
  g_assert_cmpuint (complaints->len, ==, 3);
  g_assert_cmpint (outlay_complaints_find (complaints, "note")->code, ==,
                   OUTLAY_COMPLAINT_TOO_LONG);
}

/* Each code has a sentence of its own. */
static void
test_sentences (void)
{
  for (guint i = 0; i < OUTLAY_N_COMPLAINT_CODES; i++)
    {
      g_assert_nonnull (outlay_complaint_code_to_string ((OutlayComplaintCode) i));

      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (outlay_complaint_code_to_string ((OutlayComplaintCode) i), !=,
                         outlay_complaint_code_to_string ((OutlayComplaintCode) k));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/expense-check/draft", test_draft);
  g_test_add_func ("/core/expense-check/submit", test_submit);
  g_test_add_func ("/core/expense-check/everything-wrong", test_everything_wrong);
  g_test_add_func ("/core/expense-check/lengths", test_lengths);
  g_test_add_func ("/core/expense-check/many-proofs", test_many_proofs);
  g_test_add_func ("/core/expense-check/policy", test_policy);
  g_test_add_func ("/core/expense-check/reason", test_reason);
  g_test_add_func ("/core/complaint/list", test_complaints);
  g_test_add_func ("/core/complaint/sentences", test_sentences);

  return g_test_run ();
}
