/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-values.h"

#include "core/outlay-text.h"

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

void
outlay_expense_values_init (OutlayExpenseValues *self, const OutlayExpenseFields *fields)
{
  const OutlayMoney *amount = &fields->amount;

  *self = (OutlayExpenseValues) {
    .merchant = dup_text (fields->merchant),
    .amount_text = amount->minor != 0 ? outlay_money_format_plain (amount, NULL) : g_strdup (""),
    .currency = g_strdup (amount->currency),
    .day = dup_text (fields->day),
    .category = dup_text (fields->category),
    .note = dup_text (fields->note),
    .proofs = fields->proofs != NULL ? g_strdupv ((GStrv) fields->proofs) : g_new0 (char *, 1),
  };
}

void
outlay_expense_values_clear (OutlayExpenseValues *self)
{
  g_clear_pointer (&self->merchant, g_free);
  g_clear_pointer (&self->amount_text, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->day, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->proofs, g_strfreev);
}

/* "12,5" typed over "12,50" is no change. */
static gboolean
amounts_equal (const OutlayExpenseValues *a, const OutlayExpenseValues *b)
{
  OutlayMoney first, second;

  if (g_str_equal (a->amount_text, b->amount_text) && g_str_equal (a->currency, b->currency))
    return TRUE;

  return outlay_money_parse (a->amount_text, a->currency, NULL, &first, NULL) &&
         outlay_money_parse (b->amount_text, b->currency, NULL, &second, NULL) &&
         outlay_money_equal (&first, &second);
}

gboolean
outlay_expense_values_equal (const OutlayExpenseValues *a, const OutlayExpenseValues *b)
{
  return g_str_equal (a->merchant, b->merchant) && amounts_equal (a, b) &&
         g_str_equal (a->day, b->day) && g_str_equal (a->category, b->category) &&
         g_str_equal (a->note, b->note) &&
         g_strv_equal ((const char *const *) a->proofs, (const char *const *) b->proofs);
}

gboolean
outlay_expense_values_get_fields (const OutlayExpenseValues *self,
                                  OutlayExpenseFields *fields,
                                  GError **error)
{
  *fields = (OutlayExpenseFields) {
    .merchant = self->merchant,
    .day = self->day,
    .category = *self->category != '\0' ? self->category : NULL,
    .note = self->note,
    .proofs = (const char *const *) self->proofs,
  };
  g_strlcpy (fields->amount.currency, self->currency, sizeof fields->amount.currency);

  /* Nothing typed yet is a draft without an amount, and no error. */
  if (g_utf8_validate (self->amount_text, -1, NULL) && outlay_text_is_blank (self->amount_text))
    return TRUE;

  return outlay_money_parse (self->amount_text, self->currency, NULL, &fields->amount, error);
}

static OutlayComplaintCode
complaint_of_error (const GError *error)
{
  switch ((OutlayMoneyError) error->code)
    {
    case OUTLAY_MONEY_ERROR_AMBIGUOUS:
      return OUTLAY_COMPLAINT_AMBIGUOUS;
    case OUTLAY_MONEY_ERROR_TOO_PRECISE:
      return OUTLAY_COMPLAINT_TOO_PRECISE;
    case OUTLAY_MONEY_ERROR_OVERFLOW:
      return OUTLAY_COMPLAINT_TOO_LARGE;
    case OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY:
      return OUTLAY_COMPLAINT_UNKNOWN_CURRENCY;
    case OUTLAY_MONEY_ERROR_EMPTY:
    case OUTLAY_MONEY_ERROR_NOT_A_NUMBER:
    case OUTLAY_MONEY_ERROR_OTHER_CURRENCY:
    default:
      return OUTLAY_COMPLAINT_NOT_A_NUMBER;
    }
}

OutlayComplaints *
outlay_expense_values_check (const OutlayExpenseValues *self,
                             const OutlayPolicy *policy,
                             const char *today)
{
  g_autoptr (GError) error = NULL;
  OutlayComplaints *complaints = outlay_complaints_new ();
  OutlayExpenseFields fields;

  /* What is wrong with the text comes first, so that it is found before "must be positive". */
  if (!outlay_expense_values_get_fields (self, &fields, &error))
    outlay_complaints_add (complaints, "amount", complaint_of_error (error));
  else if (policy != NULL && outlay_text_is_blank (self->amount_text))
    outlay_complaints_add (complaints, "amount", OUTLAY_COMPLAINT_MISSING);

  if (policy != NULL)
    outlay_expense_check_submit (&fields, policy, today, complaints);
  else
    outlay_expense_check_draft (&fields, complaints);

  return complaints;
}
