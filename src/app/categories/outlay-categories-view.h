/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORIES_VIEW (outlay_categories_view_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoriesView, outlay_categories_view, OUTLAY, CATEGORIES_VIEW, AdwBin)

/**
 * OutlayCategoriesView:
 *
 * The categories with what one may do to them: the company's for its admins, and one's own on the
 * device. It has its own header bar, and stands in a page or in a dialog.
 */
GtkWidget *outlay_categories_view_new (OutlayWorkspace *workspace);

/* (transfer floating): the page of the company's admins */
AdwNavigationPage *outlay_categories_page_new (OutlayWorkspace *workspace);

/* (transfer floating): the same as a dialog, for the device alone */
AdwDialog *outlay_categories_dialog_new (OutlayWorkspace *workspace);

G_END_DECLS
