/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-days.h"
#include "core/report/outlay-report.h"
#include "db/outlay-connection.h"
#include "server/expenses/outlay-expense-view.h"

G_BEGIN_DECLS

/**
 * outlay_decision_store_note:
 * @before: the expense as the actor had it before them
 * @action: what the event calls it, and @seq, @now: of the event
 *
 * Writes down how long a decision was waited for, and what was reimbursed, with the event that tells
 * it. It is for the store of events to call it, before the expense moves on.
 */
gboolean outlay_decision_store_note (OutlayConnection         *db,
                                     const char               *company,
                                     const OutlayExpenseView  *before,
                                     const char               *action,
                                     gint64                    seq,
                                     gint64                    now,
                                     GError                  **error);

/**
 * OutlayDecisions:
 * @median_usec: half of them were waited for as long as this or shorter, and for nine of ten @p90_usec;
 *   both 0 where there are none
 */
typedef struct
{
  gint64 n_approved;
  gint64 n_rejected;
  gint64 median_usec;
  gint64 p90_usec;
} OutlayDecisions;

/* What was decided on @days, in UTC. Every decision counts, also one that was taken back. */
gboolean outlay_decision_store_read (OutlayConnection  *db,
                                     const char        *company,
                                     const OutlayDays  *days,
                                     OutlayDecisions   *decisions,
                                     GError           **error);

/* Adds what was reimbursed on @days, in UTC, to a report without categories. */
gboolean outlay_decision_store_read_reimbursed (OutlayConnection  *db,
                                                const char        *company,
                                                const OutlayDays  *days,
                                                OutlayReport      *report,
                                                GError           **error);

/**
 * outlay_decision_store_read_waiting:
 * @report: without categories, to which what waits is added
 * @oldest_at: (out): since when what has waited longest waits; 0 where nothing does
 */
gboolean outlay_decision_store_read_waiting (OutlayConnection  *db,
                                             const char        *company,
                                             OutlayReport      *report,
                                             gint64            *oldest_at,
                                             GError           **error);

/**
 * OutlayReason:
 * @text: as it was written last
 * @count: how many were rejected for it
 */
typedef struct
{
  char  *text;
  gint64 count;
} OutlayReason;

/**
 * outlay_decision_store_list_reasons:
 * @n_most: how many at most
 *
 * Why expenses were rejected on @days, in UTC, the most frequent first, and of these the one that was
 * written last. Reasons with the same words are one, whatever their case, accents and punctuation.
 *
 * Returns: (transfer full) (nullable) (element-type OutlayReason)
 */
GArray *outlay_decision_store_list_reasons (OutlayConnection  *db,
                                            const char        *company,
                                            const OutlayDays  *days,
                                            guint              n_most,
                                            GError           **error);

/**
 * outlay_decision_store_check:
 * @problem: (out) (transfer full) (nullable): the first that is wrong, in a sentence
 *
 * Whether what is kept is what the events tell. It reads everything.
 */
gboolean outlay_decision_store_check (OutlayConnection  *db,
                                      char             **problem,
                                      GError           **error);

G_END_DECLS
