/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* What the company tells, written down; inside a transaction of the database thread. */

/* Whose expenses are one's own: written when the workspace opens. */
#define OUTLAY_SETTING_USER_ID "account.user-id"

/* The company has the files this expense names. */
gboolean outlay_incoming_keep_proofs (OutlayConnection *connection,
                                      const OutlayExpenseInit *init,
                                      GError **error);
/* Remembers the files of the proof version that was submitted. */
gboolean outlay_incoming_keep_version (OutlayConnection *connection,
                                       const OutlayExpenseInit *init,
                                       GError **error);
/* Same state and same fields, whatever the revision. */
gboolean outlay_incoming_is_same (OutlayExpense *a, OutlayExpense *b);

G_END_DECLS
