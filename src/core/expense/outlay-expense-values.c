/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-expense-values.h"

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
