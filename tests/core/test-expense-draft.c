/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-draft.h"
#include "core/outlay-uuid.h"

#define TODAY "2026-11-20"
#define DIGEST_A "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define DIGEST_B "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define DIGEST_C "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

static const char *const two_proofs[] = { DIGEST_A, DIGEST_B, NULL };

static OutlayExpense *
make_expense (void)
{
  return outlay_expense_new (&(OutlayExpenseInit) {
      .id = "0193a000-0000-7000-8000-000000000000",
      .merchant = "Nero",
      .amount = { 1250, "GBP" },
      .day = "2026-11-19",
      .category = "meals",
      .note = "team",
      .proofs = two_proofs,
  });
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
test_new (void)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", TODAY);
  g_autoptr (OutlayExpenseDraft) other = outlay_expense_draft_new ("EUR", TODAY);
  OutlayExpenseFields fields;

  g_assert_true (outlay_uuid_is_valid (outlay_expense_draft_get_id (draft)));
  g_assert_cmpstr (outlay_expense_draft_get_id (draft), !=, outlay_expense_draft_get_id (other));
  g_assert_null (outlay_expense_draft_get_base (draft));
  g_assert_false (outlay_expense_draft_is_changed (draft));

  g_assert_true (outlay_expense_draft_get_fields (draft, &fields, NULL));
  g_assert_cmpstr (fields.merchant, ==, "");
  g_assert_cmpint (fields.amount.minor, ==, 0);
  g_assert_cmpstr (fields.amount.currency, ==, "EUR");
  g_assert_cmpstr (fields.day, ==, TODAY);
  g_assert_null (fields.category);
  g_assert_null (fields.proofs[0]);
}

static void
test_new_for (void)
{
  g_autoptr (OutlayExpense) expense = make_expense ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
  g_autofree char *amount = NULL;
  OutlayExpenseFields fields;

  g_assert_cmpstr (outlay_expense_draft_get_id (draft), ==, outlay_expense_get_id (expense));
  g_assert_true (outlay_expense_draft_get_base (draft) == expense);
  g_assert_false (outlay_expense_draft_is_changed (draft));

  g_object_get (draft, "amount-text", &amount, NULL);
  g_assert_cmpstr (amount, ==, "12.50");

  g_assert_true (outlay_expense_draft_get_fields (draft, &fields, NULL));
  g_assert_cmpstr (fields.merchant, ==, "Nero");
  g_assert_true (outlay_money_equal (&fields.amount, outlay_expense_get_amount (expense)));
  g_assert_cmpstr (fields.day, ==, "2026-11-19");
  g_assert_cmpstr (fields.category, ==, "meals");
  g_assert_cmpstr (fields.note, ==, "team");
  g_assert_cmpstrv (fields.proofs, two_proofs);
}

static void
test_new_after (void)
{
  g_autoptr (OutlayExpense) expense = make_expense ();
  g_autoptr (OutlayExpenseDraft) previous = outlay_expense_draft_new_for (expense);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_after (previous);
  OutlayExpenseFields fields;

  g_assert_cmpstr (outlay_expense_draft_get_id (draft), !=, outlay_expense_draft_get_id (previous));
  g_assert_null (outlay_expense_draft_get_base (draft));
  g_assert_false (outlay_expense_draft_is_changed (draft));

  g_assert_true (outlay_expense_draft_get_fields (draft, &fields, NULL));
  g_assert_cmpstr (fields.merchant, ==, "Nero");
  g_assert_cmpstr (fields.category, ==, "meals");
  g_assert_cmpstr (fields.amount.currency, ==, "GBP");
  g_assert_cmpint (fields.amount.minor, ==, 0);
  g_assert_cmpstr (fields.note, ==, "");
  g_assert_null (fields.proofs[0]);
}

/* Each property can be set, tells it once, counts as a change, and can be taken back. */
static void
test_properties (void)
{
  static const struct
  {
    const char *name;
    const char *other;
  } cases[] = {
    { "merchant", "Costa" }, { "amount-text", "13" },  { "currency", "EUR" },
    { "day", "2026-11-18" }, { "category", "travel" }, { "note", "alone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayExpense) expense = make_expense ();
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
      g_autofree char *detail = g_strdup_printf ("notify::%s", cases[i].name);
      g_autofree char *longer = g_strconcat (cases[i].other, "0", NULL);
      g_autofree char *first = NULL;
      g_autofree char *read = NULL;
      guint n = 0, n_changed = 0;

      g_signal_connect (draft, detail, G_CALLBACK (count_cb), &n);
      g_signal_connect (draft, "notify::is-changed", G_CALLBACK (count_cb), &n_changed);
      g_object_get (draft, cases[i].name, &first, NULL);

      g_object_set (draft, cases[i].name, first, NULL);
      g_assert_cmpuint (n, ==, 0);

      g_object_set (draft, cases[i].name, cases[i].other, NULL);
      g_object_get (draft, cases[i].name, &read, NULL);
      g_assert_cmpstr (read, ==, cases[i].other);
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpuint (n_changed, ==, 1);
      g_assert_true (outlay_expense_draft_is_changed (draft));

      g_object_set (draft, cases[i].name, longer, NULL);
      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpuint (n_changed, ==, 1);

      g_object_set (draft, cases[i].name, first, NULL);
      g_assert_cmpuint (n, ==, 3);
      g_assert_cmpuint (n_changed, ==, 2);
      g_assert_false (outlay_expense_draft_is_changed (draft));
    }
}

/* What is typed stays as it is, even while it cannot be read. */
static void
test_amount_text (void)
{
  static const struct
  {
    const char *text;
    gboolean is_read;
    gint64 minor;
    gboolean is_changed;
  } cases[] = {
    { "12.5", TRUE, 1250, FALSE }, { "12,50", TRUE, 1250, FALSE }, { "£ 12.50", TRUE, 1250, FALSE },
    { "13", TRUE, 1300, TRUE },    { "", TRUE, 0, TRUE },          { "  ", TRUE, 0, TRUE },
    { "twelve", FALSE, 0, TRUE },  { "12.500", FALSE, 0, TRUE },   { "12.50 €", TRUE, 1250, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayExpense) expense = make_expense ();
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;
      OutlayExpenseFields fields;

      g_object_set (draft, "amount-text", cases[i].text, NULL);
      g_object_get (draft, "amount-text", &kept, NULL);
      g_assert_cmpstr (kept, ==, cases[i].text);
      g_assert_cmpint (outlay_expense_draft_is_changed (draft), ==, cases[i].is_changed);

      g_assert_cmpint (outlay_expense_draft_get_fields (draft, &fields, &error), ==,
                       cases[i].is_read);
      g_assert_cmpint (error == NULL, ==, cases[i].is_read);
      g_assert_cmpint (fields.amount.minor, ==, cases[i].minor);
      g_assert_cmpstr (fields.merchant, ==, "Nero");
    }
}

static void
test_pasted_note (void)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", TODAY);
  g_autofree char *note = NULL;

  g_object_set (draft, "note", "a\r\nb\rc\n", NULL);
  g_object_get (draft, "note", &note, NULL);
  g_assert_cmpstr (note, ==, "a\nb\nc\n");

  g_object_set (draft, "note", NULL, NULL);
  g_assert_false (outlay_expense_draft_is_changed (draft));
}

static void
assert_proofs (OutlayExpenseDraft *draft, const char *first, const char *second, const char *third)
{
  const char *const expected[] = { first, second, third, NULL };
  g_auto (GStrv) proofs = NULL;

  g_object_get (draft, "proofs", &proofs, NULL);
  g_assert_cmpstrv (proofs, expected);
}

static void
test_proofs (void)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", TODAY);
  guint n = 0;

  g_signal_connect (draft, "notify::proofs", G_CALLBACK (count_cb), &n);

  outlay_expense_draft_add_proof (draft, DIGEST_A);
  outlay_expense_draft_add_proof (draft, DIGEST_B);
  outlay_expense_draft_add_proof (draft, DIGEST_C);
  assert_proofs (draft, DIGEST_A, DIGEST_B, DIGEST_C);
  g_assert_cmpuint (n, ==, 3);

  /* What changes nothing tells nothing. */
  outlay_expense_draft_add_proof (draft, DIGEST_B);
  outlay_expense_draft_move_proof (draft, DIGEST_B, 1);
  outlay_expense_draft_move_proof (draft, "none", 0);
  outlay_expense_draft_remove_proof (draft, "none");
  assert_proofs (draft, DIGEST_A, DIGEST_B, DIGEST_C);
  g_assert_cmpuint (n, ==, 3);

  outlay_expense_draft_move_proof (draft, DIGEST_C, 0);
  assert_proofs (draft, DIGEST_C, DIGEST_A, DIGEST_B);
  outlay_expense_draft_move_proof (draft, DIGEST_C, 1);
  assert_proofs (draft, DIGEST_A, DIGEST_C, DIGEST_B);
  outlay_expense_draft_move_proof (draft, DIGEST_A, 99);
  assert_proofs (draft, DIGEST_C, DIGEST_B, DIGEST_A);
  outlay_expense_draft_remove_proof (draft, DIGEST_B);
  assert_proofs (draft, DIGEST_C, DIGEST_A, NULL);
  g_assert_true (outlay_expense_draft_is_changed (draft));

  g_object_set (draft, "proofs", NULL, NULL);
  assert_proofs (draft, NULL, NULL, NULL);
  g_assert_false (outlay_expense_draft_is_changed (draft));
}

static void
test_check (void)
{
  static const struct
  {
    const char *amount;
    int draft; /* the complaint about the amount; -1 for none */
    int submit;
  } cases[] = {
    { "12.50", -1, -1 },
    { "", -1, OUTLAY_COMPLAINT_MISSING },
    { "  ", -1, OUTLAY_COMPLAINT_MISSING },
    { "0", -1, OUTLAY_COMPLAINT_NOT_POSITIVE },
    { "-1", OUTLAY_COMPLAINT_NEGATIVE, OUTLAY_COMPLAINT_NEGATIVE },
    { "x", OUTLAY_COMPLAINT_NOT_A_NUMBER, OUTLAY_COMPLAINT_NOT_A_NUMBER },
    { "1,234", OUTLAY_COMPLAINT_AMBIGUOUS, OUTLAY_COMPLAINT_AMBIGUOUS },
    { "1.234", OUTLAY_COMPLAINT_TOO_PRECISE, OUTLAY_COMPLAINT_TOO_PRECISE },
    { "99999999999999999999", OUTLAY_COMPLAINT_TOO_LARGE, OUTLAY_COMPLAINT_TOO_LARGE },
    { "10000000000.01", OUTLAY_COMPLAINT_TOO_LARGE, OUTLAY_COMPLAINT_TOO_LARGE },
    { "5 kr", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY, OUTLAY_COMPLAINT_UNKNOWN_CURRENCY },
  };
  g_autoptr (OutlayExpense) expense = make_expense ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
      g_autoptr (OutlayComplaints) first = NULL;
      g_autoptr (OutlayComplaints) second = NULL;
      const OutlayComplaint *complaint;

      g_object_set (draft, "amount-text", cases[i].amount, NULL);

      first = outlay_expense_draft_check (draft, NULL, TODAY);
      complaint = outlay_complaints_find (first, "amount");
      g_assert_cmpint (complaint != NULL ? (int) complaint->code : -1, ==, cases[i].draft);

      second = outlay_expense_draft_check (draft, &outlay_policy_default, TODAY);
      complaint = outlay_complaints_find (second, "amount");
      g_assert_cmpint (complaint != NULL ? (int) complaint->code : -1, ==, cases[i].submit);
      g_assert_cmpuint (second->len, ==, cases[i].submit == -1 ? 0 : 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/expense-draft/new", test_new);
  g_test_add_func ("/core/expense-draft/new-for", test_new_for);
  g_test_add_func ("/core/expense-draft/new-after", test_new_after);
  g_test_add_func ("/core/expense-draft/properties", test_properties);
  g_test_add_func ("/core/expense-draft/amount-text", test_amount_text);
  g_test_add_func ("/core/expense-draft/pasted-note", test_pasted_note);
  g_test_add_func ("/core/expense-draft/proofs", test_proofs);
  g_test_add_func ("/core/expense-draft/check", test_check);

  return g_test_run ();
}
