/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/command/outlay-findings.h"

G_BEGIN_DECLS

/**
 * outlay_expense_check_run:
 * @n_expenses: (out)
 *
 * Whether each expense is what its history says: its state is where the last event has led, and what
 * may not be edited since (revision, proofs, merchant, amount, day, category, note) is what that
 * event has written down. The chain vouches for the event, and so for the expense. And whether
 * the proofs it names are known. One row at a time, in the caller's transaction.
 */
gboolean outlay_expense_check_run (OutlayFindings    *findings,
                                   OutlayConnection  *db,
                                   gint64            *n_expenses,
                                   GError           **error);

G_END_DECLS
