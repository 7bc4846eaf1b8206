/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"
#include "core/expense/outlay-expense-check.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_DRAFT (outlay_expense_draft_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseDraft, outlay_expense_draft, OUTLAY, EXPENSE_DRAFT, GObject)

/**
 * OutlayExpenseDraft:
 *
 * The editable copy behind a form. Properties, all read-write: "merchant", "amount-text" (what was
 * typed, kept as it is even while it cannot be read), "currency", "day" (ISO text), "category"
 * (nullable id), "note", "proofs" (#GStrv). Read-only: "id", "base" (the record it was made from,
 * nullable), "is-changed". It must not save itself.
 */
OutlayExpenseDraft *outlay_expense_draft_new          (const char    *currency,
                                                       const char    *today);
OutlayExpenseDraft *outlay_expense_draft_new_for      (OutlayExpense *base);
/* A new expense with the same merchant, category and currency, for "save and start the next". */
OutlayExpenseDraft *outlay_expense_draft_new_after    (OutlayExpenseDraft *previous);

const char    *outlay_expense_draft_get_id            (OutlayExpenseDraft *self);
OutlayExpense *outlay_expense_draft_get_base          (OutlayExpenseDraft *self); /* (nullable) */
gboolean       outlay_expense_draft_is_changed        (OutlayExpenseDraft *self);

void outlay_expense_draft_add_proof    (OutlayExpenseDraft *self, const char *sha256);
void outlay_expense_draft_remove_proof (OutlayExpenseDraft *self, const char *sha256);
void outlay_expense_draft_move_proof   (OutlayExpenseDraft *self,
                                        const char         *sha256,
                                        guint               position);

/**
 * outlay_expense_draft_get_fields:
 * @fields: (out caller-allocates): borrowed from @self until it changes
 *
 * Returns: %FALSE when the amount cannot be read; @fields then has it as zero
 */
gboolean outlay_expense_draft_get_fields (OutlayExpenseDraft  *self,
                                          OutlayExpenseFields *fields,
                                          GError             **error);

/**
 * outlay_expense_draft_check:
 * @policy: (nullable): %NULL checks only what a draft must keep to
 *
 * Returns: (transfer full): complaints by field; an unreadable amount is one about "amount"
 */
OutlayComplaints *outlay_expense_draft_check (OutlayExpenseDraft *self,
                                              const OutlayPolicy *policy,
                                              const char         *today);

G_END_DECLS
