/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/expenses/outlay-expenses-page.h"
#include "app/export/outlay-export-subject.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_MAIN_VIEW (outlay_main_view_get_type ())
G_DECLARE_FINAL_TYPE (OutlayMainView, outlay_main_view, OUTLAY, MAIN_VIEW, AdwBin)

/**
 * OutlayMainView:
 *
 * An opened workspace: the sidebar and its pages, which fold into one pane as the window gets
 * narrow. Which there are is the table of #OutlayDestination; those other than the first are built
 * when they are first asked for.
 */
OutlayMainView *outlay_main_view_new (OutlayWorkspace *workspace);

/* @tag: of an #OutlayDestination; a page that is not there for this person is ignored */
void outlay_main_view_go_to (OutlayMainView *self, const char *tag);

/* @n: from 1, as the sidebar shows them to this person; ignored where there are fewer */
void outlay_main_view_go_to_nth (OutlayMainView *self, guint n);

/* The tag of the page that is shown. */
const char *outlay_main_view_get_page (OutlayMainView *self);

OutlayExpensesPage *outlay_main_view_get_expenses (OutlayMainView *self); /* (transfer none) */

/* (transfer full) (nullable): the expenses that are shown, to take them out: a report's, the rows behind a number,
 * or else those of the list; %NULL while a report is not read yet */
OutlayExportSubject *outlay_main_view_dup_subject (OutlayMainView *self);

/* Looks for something: on the page that is shown where it has a search of its own, or else among the
 * expenses. */
void outlay_main_view_begin_search (OutlayMainView *self);

/* Whether something was changed on a page and not saved; closing would lose it. */
gboolean outlay_main_view_has_changes (OutlayMainView *self);

/* Shows one of one's own expenses. */
void outlay_main_view_show_expense (OutlayMainView *self, const char *id);

G_END_DECLS
