/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense-check.h"

G_BEGIN_DECLS

/* What a form edits, as it was typed. Each member is owned and never %NULL. */
typedef struct
{
  char *merchant;
  char *amount_text;
  char *currency;
  char *day;
  char *category;
  char *note;
  GStrv proofs;
} OutlayExpenseValues;

/* No amount at all is an empty text, not "0.00". */
void outlay_expense_values_init (OutlayExpenseValues *self, const OutlayExpenseFields *fields);
void outlay_expense_values_clear (OutlayExpenseValues *self);
gboolean outlay_expense_values_equal (const OutlayExpenseValues *a, const OutlayExpenseValues *b);

/* What was typed, as it is stored; see outlay_expense_draft_get_fields(). Borrowed from @self. */
gboolean outlay_expense_values_get_fields (const OutlayExpenseValues *self,
                                           OutlayExpenseFields *fields,
                                           GError **error);

/* (transfer full): what is wrong with it; see outlay_expense_draft_check(). @policy: (nullable) */
OutlayComplaints *outlay_expense_values_check (const OutlayExpenseValues *self,
                                               const OutlayPolicy *policy,
                                               const char *today);

G_END_DECLS
