/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/company/outlay-category-api.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

/*
 * What is done to a category, wherever it is kept: at the company, whose admins ask the server and see it
 * come back with the changes; or on this device alone.
 */

/* Whether this person may change categories at all. */
gboolean outlay_category_deed_is_allowed (OutlayWorkspace *workspace);

/**
 * outlay_category_deed_save:
 * @api: (nullable): of the company; %NULL on the device alone
 * @shown: (nullable): the one that is changed, as the person saw it; %NULL for a new one
 *
 * Returns: (transfer full): future of a string, its id; when it resolves, the category is in the store
 *   as well, unless the company could not be asked for it
 */
DexFuture *outlay_category_deed_save (OutlayWorkspace            *workspace,
                                      OutlayApi                  *api,
                                      OutlayCategory             *shown,
                                      const OutlayCategoryFields *fields);

/**
 * outlay_category_deed_remove:
 *
 * Removes one with nothing in it.
 *
 * Returns: (transfer full): future of a boxed #OutlayCategoryRemoval on the device alone, else of a
 *   boolean; rejects with CONFLICT where the company has expenses in it
 */
DexFuture *outlay_category_deed_remove (OutlayWorkspace *workspace,
                                        OutlayApi       *api,
                                        OutlayCategory  *shown);

/* (transfer none): the sentence for a field that the save was refused for, or %NULL where it is about
 * none. @error: of outlay_category_deed_save() */
const char *outlay_category_deed_get_complaint (const GError *error,
                                                const char   *field);

G_END_DECLS
