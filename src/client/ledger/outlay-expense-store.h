/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/ledger/outlay-expense-list.h"
#include "core/expense/outlay-event.h"
#include "core/expense/outlay-expense-draft.h"
#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_STORE (outlay_expense_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseStore, outlay_expense_store, OUTLAY, EXPENSE_STORE, GObject)

/**
 * OutlayExpenseStore:
 *
 * The local expenses. A write is one transaction: the row, its proofs' references and the outbox
 * entry that carries it to the company. It answers when that is on disk, network or not. The signal
 * "changed" (no arguments) follows every change, its own or one that came by sync, at most once a
 * main loop turn.
 */

/* (transfer full) (nullable): a quick read by key */
OutlayExpense *outlay_expense_store_get (OutlayExpenseStore *self, const char *id, GError **error);

/**
 * outlay_expense_store_list:
 *
 * Returns: (transfer full): lazy; it follows the store while it lives
 */
OutlayExpenseList *outlay_expense_store_list (OutlayExpenseStore *self,
                                              const OutlayExpenseFilter *filter);

/* Saves a draft (new, or a change to a draft or rejected one). Future of a string: its id. */
DexFuture *outlay_expense_store_save (OutlayExpenseStore *self, OutlayExpenseDraft *draft);

/**
 * outlay_expense_store_act:
 * @reason: (nullable)
 * @shown: the record the person looked at: its revision and proof digest bind the decision
 *
 * Does a workflow action here at once, after outlay_workflow_judge(), and queues it. Future of an
 * int64: the outbox entry, for outlay_outbox_undo(). Rejects with %OUTLAY_CLIENT_ERROR_CONFLICT
 * when the expense is no longer what was shown, and with %OUTLAY_CLIENT_ERROR_REFUSED when the
 * judge says no.
 */
DexFuture *outlay_expense_store_act (OutlayExpenseStore *self,
                                     OutlayExpense *shown,
                                     OutlayAction action,
                                     const char *reason);

/* Deletes a draft. Future of an int64: the outbox entry, for outlay_outbox_undo(). */
DexFuture *outlay_expense_store_delete (OutlayExpenseStore *self, const char *id);

/* The history as known here, oldest first. (transfer full) list model of #OutlayEvent,
 * following the store. Emits "history-opened" with @id, on which sync asks the company for what
 * it has since. */
GListModel *outlay_expense_store_list_events (OutlayExpenseStore *self, const char *id);

/* Files of an earlier proof version by its digest. (transfer full) (nullable) */
GStrv outlay_expense_store_get_proof_version (OutlayExpenseStore *self,
                                              const char *id,
                                              const char *proof_digest);

/* Merchants used before that start with or contain @typed, most used first. (transfer full) */
GStrv
outlay_expense_store_complete_merchant (OutlayExpenseStore *self, const char *typed, guint limit);
/* The category used last with @merchant. (transfer full) (nullable) */
char *outlay_expense_store_usual_category (OutlayExpenseStore *self, const char *merchant);

/* Another expense of the same person that has this very file, or the same merchant, amount and day.
 * (transfer full) (nullable) */
OutlayExpense *outlay_expense_store_find_twin (OutlayExpenseStore *self,
                                               const OutlayExpenseFields *fields,
                                               const char *except_id);

/**
 * outlay_expense_store_find_lookalike:
 * @expense: one that a reviewer looks at
 *
 * Returns: (transfer full) (nullable): another expense with one of its files, whosever it is, or
 *   one of the same owner with the same merchant, amount and day, as far as this device knows
 */
OutlayExpense *outlay_expense_store_find_lookalike (OutlayExpenseStore *self,
                                                    OutlayExpense *expense);

/**
 * outlay_expense_store_keep_twins:
 *
 * The person said that these two are different expenses: outlay_expense_store_find_twin() does not
 * tell of the pair again. Either may be a draft that has not been saved yet. Future of a boolean.
 */
DexFuture *
outlay_expense_store_keep_twins (OutlayExpenseStore *self, const char *id, const char *other_id);

/* Number that wait for this reviewer's decision. */
guint outlay_expense_store_count_waiting (OutlayExpenseStore *self);

/**
 * outlay_expense_store_get_conflict:
 *
 * Returns: (transfer full) (nullable): the company's version of an expense whose own version could
 *   not be sent, while delivery is CONFLICT
 */
OutlayExpense *outlay_expense_store_get_conflict (OutlayExpenseStore *self, const char *id);
/* Ends a conflict: keep what is here (it is sent again on top) or take the company's.
 * Future of a boolean. */
DexFuture *
outlay_expense_store_resolve (OutlayExpenseStore *self, const char *id, gboolean keep_mine);

G_END_DECLS
