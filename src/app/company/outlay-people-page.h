/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PEOPLE_PAGE (outlay_people_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPeoplePage, outlay_people_page, OUTLAY, PEOPLE_PAGE, AdwNavigationPage)

/**
 * OutlayPeoplePage:
 *
 * For admins: who is in the company, who is invited, and what each may do. It is read from the server
 * whenever it is shown.
 */
AdwNavigationPage *outlay_people_page_new (OutlayWorkspace *workspace);

/* Opens the search and gives it the keyboard. */
void outlay_people_page_begin_search (OutlayPeoplePage *self);

G_END_DECLS
