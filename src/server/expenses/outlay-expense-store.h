/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense-check.h"
#include "core/money/outlay-rates.h"
#include "server/expenses/outlay-expense-view.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayStoredExpense:
 * @was_submitted: whether anybody but the owner has ever seen it
 * @owner_changed_at: when the owner's account, with their name, was changed last; Unix time in
 *   microseconds, 0 for never
 *
 * An expense as it is in the database, with what the wire does not tell.
 */
typedef struct
{
  OutlayExpenseView *view;
  gboolean           was_submitted;
  gint64             owner_changed_at;
} OutlayStoredExpense;

void outlay_stored_expense_free (OutlayStoredExpense *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayStoredExpense, outlay_stored_expense_free)

/* Whether a person may know of it: the owner always, reviewers once it is not a draft. */
gboolean outlay_stored_expense_is_visible (const OutlayStoredExpense *self,
                                           const OutlayIdentity      *identity);

/**
 * outlay_expense_store_get:
 * @expense: (out) (transfer full) (nullable): %NULL where there is none
 */
gboolean outlay_expense_store_get (OutlayConnection     *db,
                                   const char           *company,
                                   const char           *id,
                                   OutlayStoredExpense **expense,
                                   GError              **error);

/* The writes below are all there are. Each puts the expense into the feed of changes, among the lines
 * of its owner's list and into the totals as well; what else must be counted along with an expense
 * belongs into them. */

/**
 * outlay_expense_store_insert:
 * @owner: who makes it
 * @fields: have been checked
 *
 * Returns: (transfer full) (nullable): the new draft, or %NULL with an error; g_free() ends it
 */
OutlayExpenseView *outlay_expense_store_insert (OutlayConnection          *db,
                                                const OutlayIdentity      *owner,
                                                const char                *id,
                                                const OutlayExpenseFields *fields,
                                                gint64                     now,
                                                GError                   **error);

/* Replaces the fields of @expense and raises its revision. Returns it as it is then, as above. */
OutlayExpenseView *outlay_expense_store_replace (OutlayConnection          *db,
                                                 const char                *company,
                                                 const OutlayStoredExpense *expense,
                                                 const OutlayExpenseFields *fields,
                                                 gint64                     now,
                                                 GError                   **error);

/* Moves @expense to another state and raises its revision; a resubmission is another proof version.
 * @conversion: (nullable): what it comes to in the company's currency, for a submission or resubmission;
 * it is kept from then on until it is withdrawn or edited. Returns it as it is then, as above. */
OutlayExpenseView *outlay_expense_store_move (OutlayConnection          *db,
                                              const char                *company,
                                              const OutlayStoredExpense *expense,
                                              OutlayAction               action,
                                              OutlayState                to,
                                              const OutlayConversion    *conversion,
                                              gint64                     now,
                                              GError                   **error);

/* Puts @expense into another category, whatever its state, and raises its revision. */
gboolean outlay_expense_store_set_category (OutlayConnection          *db,
                                            const char                *company,
                                            const OutlayStoredExpense *expense,
                                            const char                *category,
                                            gint64                     now,
                                            GError                   **error);
/**
 * outlay_expense_store_adopt:
 * @view: all of it but the owner's name; has been checked
 * @submitted_at: when it was first submitted; 0 for never
 * @shown: (array zero-terminated=1): files that any submitted version has named
 *
 * Takes in an expense as it was somewhere else, in whatever state. Its history is for the caller to add.
 * The files must be known; %OUTLAY_DB_ERROR_CONSTRAINT where they are not, or the id is taken.
 */
gboolean outlay_expense_store_adopt (OutlayConnection        *db,
                                     const char              *company,
                                     const OutlayExpenseView *view,
                                     gint64                   submitted_at,
                                     const char *const       *shown,
                                     GError                 **error);

/* A draft that was never submitted; it leaves a tombstone in the feed. */
gboolean outlay_expense_store_delete (OutlayConnection          *db,
                                      const char                *company,
                                      const OutlayStoredExpense *expense,
                                      GError                   **error);

G_END_DECLS
