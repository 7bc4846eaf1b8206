/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_FORM_DIALOG (outlay_expense_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseFormDialog,
                      outlay_expense_form_dialog,
                      OUTLAY,
                      EXPENSE_FORM_DIALOG,
                      AdwDialog)

/**
 * OutlayExpenseFormDialog:
 *
 * Fills in a new expense, corrects a draft, or corrects a rejected one and sends it again. Nothing
 * that was typed is lost on an error, and a crash loses two seconds of it. Signals: "saved" (id:
 * string) when it is in the local database, "submitted" (id: string, entry: int64) when it was
 * also submitted or sent again; `entry` is the outbox entry for outlay_outbox_undo().
 *
 * Actions: "form.submit" (Ctrl+Return), "form.save-next" (Ctrl+Shift+Return), "form.save" (Ctrl+S),
 * "form.cancel" (Escape).
 */

/**
 * outlay_expense_form_dialog_new:
 * @workspace: (transfer none)
 * @draft: (transfer none): the form edits it in place
 */
OutlayExpenseFormDialog *outlay_expense_form_dialog_new (OutlayWorkspace    *workspace,
                                                         OutlayExpenseDraft *draft);

/* Adds files to the proof, as if they had been dropped on the form. @files is a list model of
 * #GFile. */
void outlay_expense_form_dialog_add_files (OutlayExpenseFormDialog *self, GListModel *files);

/* (transfer none): the draft that is being edited; another one after "save and start the next" */
OutlayExpenseDraft *outlay_expense_form_dialog_get_draft (OutlayExpenseFormDialog *self);

G_END_DECLS
