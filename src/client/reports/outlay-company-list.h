/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/ledger/outlay-expense-list.h"
#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_COMPANY_LIST (outlay_company_list_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCompanyList, outlay_company_list, OUTLAY, COMPANY_LIST, GObject)

/**
 * OutlayCompanyList:
 *
 * A #GListModel of #OutlayExpense, newest day first, read from the server page by page: the next one is
 * asked for when the view comes near the end of what there is. Nothing of it is kept on the device.
 * Properties with notify: "n-items", "is-loading" (a page is under way), "has-more" (there are pages
 * that were not asked for), "error" (boxed #GError, nullable: why the last page did not come;
 * outlay_company_list_load() tries it again). Main thread.
 */

/**
 * outlay_company_list_new:
 * @api: (nullable): %NULL makes an empty list
 * @filter: copied; its scope does not matter
 */
OutlayCompanyList *outlay_company_list_new (OutlayApi *api, const OutlayExpenseFilter *filter);

/* Asks for the next page, once. Future of a boolean: whether there are more after it. */
DexFuture *outlay_company_list_load (OutlayCompanyList *self);

gboolean outlay_company_list_is_loading (OutlayCompanyList *self);
gboolean outlay_company_list_has_more (OutlayCompanyList *self);
/* (transfer none) (nullable) */
const GError *outlay_company_list_get_error (OutlayCompanyList *self);

G_END_DECLS
