/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_SIDEBAR (outlay_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (OutlaySidebar, outlay_sidebar, OUTLAY, SIDEBAR, AdwNavigationPage)

/**
 * OutlaySidebar:
 *
 * The pages there are for this person, their account, and the state of sync. Choosing a page
 * activates "win.go-to" with its tag.
 */
void outlay_sidebar_set_workspace (OutlaySidebar *self, OutlayWorkspace *workspace);

/* Marks the page that is shown; @tag: "expenses", "review", "people" or "policy" */
void outlay_sidebar_set_page (OutlaySidebar *self, const char *tag);

G_END_DECLS
