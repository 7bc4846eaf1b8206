/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "core/expense/outlay-category-check.h"
#include "core/expense/outlay-category.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORY_STORE (outlay_category_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoryStore, outlay_category_store, OUTLAY, CATEGORY_STORE, GObject)

/**
 * OutlayCategoryStore:
 *
 * The company's categories, or one's own on the device, as a #GListModel of #OutlayCategory in
 * the order of their names. The store itself is the list model; archived ones are found by id
 * but not listed.
 */
/* (transfer none) (nullable) */
OutlayCategory *outlay_category_store_find (OutlayCategoryStore *self, const char *id);

/* (transfer none) (nullable): the one that is called so, archived or not, as the company compares names;
 * @other: (nullable): id of one that may be called so */
OutlayCategory *outlay_category_store_find_name (OutlayCategoryStore *self,
                                                 const char          *name,
                                                 const char          *other);

/* (transfer none): list model of the archived ones, in the order of their names */
GListModel     *outlay_category_store_get_archived (OutlayCategoryStore *self);

/* (transfer full) (element-type utf8 gint64): ids of categories, and how many of one's own expenses are
 * in each; a category without any is not there. Main thread. */
GHashTable     *outlay_category_store_count_uses (OutlayCategoryStore *self);

/*
 * What follows is for an account on the device alone, where nobody else has a say; a company's categories
 * are changed by outlay-category-api.h. Each is one transaction. Futures reject with
 * %OUTLAY_CLIENT_ERROR_REFUSED where the fields are not good or another category has the name, and with
 * %OUTLAY_CLIENT_ERROR_GONE.
 */

/* Future of a string: the new id. */
DexFuture *outlay_category_store_add    (OutlayCategoryStore        *self,
                                         const OutlayCategoryFields *fields);
/* Future of a boolean. */
DexFuture *outlay_category_store_change (OutlayCategoryStore        *self,
                                         const char                 *id,
                                         const OutlayCategoryFields *fields);

/* What outlay_category_store_remove() has done. */
typedef struct _OutlayCategoryRemoval OutlayCategoryRemoval;

#define OUTLAY_TYPE_CATEGORY_REMOVAL (outlay_category_removal_get_type ())
GType                  outlay_category_removal_get_type (void);
OutlayCategoryRemoval *outlay_category_removal_ref      (OutlayCategoryRemoval *self);
void                   outlay_category_removal_unref    (OutlayCategoryRemoval *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayCategoryRemoval, outlay_category_removal_unref)

/**
 * outlay_category_store_remove:
 * @to: (nullable): where its expenses go; %NULL leaves them without a category
 *
 * Moves the category's expenses and what merchants usually are; then it is gone, and its budgets with it.
 *
 * Returns: (transfer full): future of a boxed #OutlayCategoryRemoval
 */
DexFuture *outlay_category_store_remove  (OutlayCategoryStore   *self,
                                          const char            *id,
                                          const char            *to);

/* Undoes a removal: what has been changed since stays as it is. Future of a boolean; REFUSED where
 * another category has its name by now. */
DexFuture *outlay_category_store_restore (OutlayCategoryStore   *self,
                                          OutlayCategoryRemoval *removal);

G_END_DECLS
