/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "app/search/outlay-expense-search.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_FILTER_PERSON (outlay_filter_person_get_type ())
G_DECLARE_FINAL_TYPE (OutlayFilterPerson, outlay_filter_person, OUTLAY, FILTER_PERSON, AdwBin)

/**
 * OutlayFilterPerson:
 *
 * For a reviewer: chooses whose expenses to look for, among those whose are here, by typing a part of
 * their name. It edits the search at once.
 */
GtkWidget *outlay_filter_person_new (OutlayExpenseSearch *search, OutlayWorkspace *workspace);

G_END_DECLS
