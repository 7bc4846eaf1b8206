/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/* What a person does with an expense from its detail. Each is written to the local store at once;
 * when that is on disk, @widget's window offers to undo it ("win.offer-undo"), and when it cannot
 * be done, the window says why ("win.announce"). */

/* Opens the form instead where something is still missing. */
void
outlay_expense_deed_submit (GtkWidget *widget, OutlayWorkspace *workspace, OutlayExpense *expense);
/* The same for several, told of and undone in one; the form is opened for the first that lacks something.
 * @expenses: (element-type OutlayExpense) */
void
outlay_expense_deed_submit_all (GtkWidget *widget, OutlayWorkspace *workspace, GPtrArray *expenses);
void outlay_expense_deed_withdraw (GtkWidget *widget,
                                   OutlayWorkspace *workspace,
                                   OutlayExpense *expense);
void
outlay_expense_deed_delete (GtkWidget *widget, OutlayWorkspace *workspace, OutlayExpense *expense);
void outlay_expense_deed_resolve (GtkWidget *widget,
                                  OutlayWorkspace *workspace,
                                  OutlayExpense *expense,
                                  gboolean keep_mine);

G_END_DECLS
