/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "db/outlay-connection.h"
#include "server/expenses/outlay-expense-view.h"

G_BEGIN_DECLS

/* (transfer full): merchant, amount, day, category and note as JSON, so that the history tells what
 * was decided on; free() ends it. */
char *outlay_event_store_dup_facts (const OutlayExpenseView *expense);

/**
 * outlay_event_store_append:
 * @before: the expense as the actor had it before them
 * @reason: (nullable)
 *
 * Writes down that @actor moved the expense on to @to, chained to the company's event before it, and
 * what follows from it for the dashboard. To be called in the transaction of the move, before it.
 */
gboolean outlay_event_store_append (OutlayConnection        *db,
                                    const char              *company,
                                    const OutlayExpenseView *before,
                                    const char              *actor,
                                    OutlayAction             action,
                                    OutlayState              to,
                                    const char              *reason,
                                    gint64                   now,
                                    GError                 **error);

/**
 * outlay_event_store_append_category:
 * @before: the expense as it was
 * @category: the category that it goes to
 *
 * The same for an admin's giving it to another category, which is no step of the workflow: the event's
 * facts are those from then on, and outlay_event_store_write_json() leaves it out.
 */
gboolean outlay_event_store_append_category (OutlayConnection        *db,
                                             const char              *company,
                                             const OutlayExpenseView *before,
                                             const char              *actor,
                                             const char              *category,
                                             gint64                   now,
                                             GError                 **error);

/**
 * outlay_event_store_has_digest:
 * @has_digest: (out): whether proofs of this digest were ever submitted for the expense
 */
gboolean outlay_event_store_has_digest (OutlayConnection *db,
                                        const char       *company,
                                        const char       *expense,
                                        const char       *digest,
                                        gboolean         *has_digest,
                                        GError          **error);

/**
 * outlay_event_store_is_rejected_digest:
 * @is_rejected: (out): whether proofs of this digest were ever rejected for the expense
 */
gboolean outlay_event_store_is_rejected_digest (OutlayConnection *db,
                                                const char       *company,
                                                const char       *expense,
                                                const char       *digest,
                                                gboolean         *is_rejected,
                                                GError          **error);

/**
 * outlay_event_store_describe_last:
 * @sentence: (out) (transfer full) (nullable): who did what to the expense last, and when, as one
 *   English sentence; %NULL where nothing has happened yet
 */
gboolean outlay_event_store_describe_last (OutlayConnection *db,
                                           const char       *company,
                                           const char       *expense,
                                           char            **sentence,
                                           GError          **error);

/**
 * outlay_event_store_write_json:
 * @after: number of the last event that is known already, 0 from the start
 * @limit: most events to write
 * @last: (out): number of the last event written when there are more, else 0
 *
 * Writes the steps of an expense through the workflow, oldest first, as an array.
 */
gboolean outlay_event_store_write_json (OutlayConnection *db,
                                        const char       *company,
                                        const char       *expense,
                                        gint64            after,
                                        guint             limit,
                                        OutlayJsonWriter *json,
                                        gint64           *last,
                                        GError          **error);

G_END_DECLS
