/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/search/outlay-expense-search.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FILTER_POPOVER (outlay_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFilterPopover,
                      outlay_filter_popover,
                      OUTLAY,
                      FILTER_POPOVER,
                      GtkPopover)

/**
 * OutlayFilterPopover:
 *
 * Chooses what to look for: states, days, amounts, a category, for reviewers a person, or what was kept
 * under a name. It edits the search at once and keeps nothing itself. States are left out where a list
 * has one alone, people where it is one's own.
 *
 * # Accessibility
 * Each choice is a toggle button or an entry, named after what it stands for.
 */
GtkWidget *outlay_filter_popover_new (OutlayExpenseSearch *search, OutlayWorkspace *workspace);

/* Lets @button open such a popover, which is built when it is first opened, and shows by its colour
 * that filters are on. */
void outlay_filter_popover_attach (GtkMenuButton *button,
                                   OutlayExpenseSearch *search,
                                   OutlayWorkspace *workspace);

G_END_DECLS
