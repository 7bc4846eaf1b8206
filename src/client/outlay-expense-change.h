/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outlay-account.h"
#include "client/outlay-database.h"
#include "client/outlay-outbox-table.h"
#include "core/outlay-expense-check.h"

G_BEGIN_DECLS

/**
 * OutlayActor:
 *
 * Who changes something, as it was when they asked: copied, so that the database thread may read it.
 */
typedef struct
{
  char *user_id;
  char *user_name;
  OutlayRole role;
  gboolean is_on_device;
  OutlayPolicy policy;
  char today[11];
} OutlayActor;

OutlayActor *outlay_actor_new (OutlayAccount *account, const OutlayPolicy *policy);
void outlay_actor_free (OutlayActor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayActor, outlay_actor_free)

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

/* The outbox entry, or -1 with an error. */
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

/* Queues a row as it is, with its uploads: into a waiting SAVE that was not sent yet, or a new one. @has_before: whether the entry's copy of the row before is made (by the caller, of the row as it was). The entry, or -1. */
gint64 outlay_expense_change_queue (OutlayConnection *connection,
                                    const char *id,
                                    const char *const *proofs,
                                    gboolean has_before,
                                    GError **error);

G_END_DECLS
