/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-actor.h"
#include "client/database/outlay-database.h"
#include "client/outbox/outlay-outbox-table.h"
#include "core/expense/outlay-expense-check.h"

G_BEGIN_DECLS

/* What the store does to an expense, inside a transaction of the database thread. */

/**
 * outlay_expense_change_save:
 * @fields: with at least what a draft must keep to
 * @base: (nullable): the record the form began with
 *
 * Where the row has been changed by the company since @base, both versions are kept as a conflict.
 */
gboolean outlay_expense_change_save (OutlayConnection *connection,
                                     const OutlayActor *actor,
                                     const char *id,
                                     const OutlayExpenseFields *fields,
                                     OutlayExpense *base,
                                     GError **error);

/* The outbox entry; 0 where a submission that was never sent is withdrawn, and nothing has to be
 * sent; -1 with an error. */
gint64 outlay_expense_change_act (OutlayConnection *connection,
                                  const OutlayActor *actor,
                                  OutlayExpense *shown,
                                  OutlayAction action,
                                  const char *reason,
                                  GError **error);

/* The outbox entry; on the device only, the row's number below zero; 0 with an error. */
gint64 outlay_expense_change_delete (OutlayConnection *connection,
                                     const OutlayActor *actor,
                                     const char *id,
                                     GError **error);

/* Ends a conflict. */
gboolean outlay_expense_change_resolve (OutlayConnection *connection,
                                        const OutlayActor *actor,
                                        const char *id,
                                        gboolean keep_mine,
                                        GError **error);

/* Queues a row as it is, with its uploads: into a waiting SAVE that was not sent yet, or a new one.
 * @has_before: whether the entry's copy of the row before is made (by the caller, of the row as it
 * was). The entry, or -1. */
gint64 outlay_expense_change_queue (OutlayConnection *connection,
                                    const char *id,
                                    const char *const *proofs,
                                    gboolean has_before,
                                    GError **error);

/* Whether somebody changed fields since @base was read; one's own save that has arrived does not
 * count, though it raises the revision. */
gboolean outlay_expense_change_has_other_facts (OutlayExpense *row, OutlayExpense *base);

/* Sets the error; always %FALSE. */
gboolean outlay_expense_change_refuse (GError **error, OutlayClientError code, const char *message);
/* The row; %NULL with %OUTLAY_CLIENT_ERROR_GONE where there is none. (transfer full) (nullable) */
OutlayExpense *
outlay_expense_change_get_row (OutlayConnection *connection, const char *id, GError **error);

G_END_DECLS
