/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REJECT_DIALOG (outlay_reject_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayRejectDialog, outlay_reject_dialog, OUTLAY, REJECT_DIALOG, AdwDialog)

/**
 * OutlayRejectDialog:
 *
 * Asks why an expense is rejected, as the person has to know what to mend. Common reasons fill the
 * text; Ctrl+Return sends. It decides nothing itself. Signal: "rejected" (expense, reason).
 */
OutlayRejectDialog *outlay_reject_dialog_new (OutlayExpense *expense);

void outlay_reject_dialog_set_reason (OutlayRejectDialog *self, const char *reason);

G_END_DECLS
