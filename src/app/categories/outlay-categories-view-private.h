/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/categories/outlay-categories-view.h"
#include "client/transport/outlay-api.h"

G_BEGIN_DECLS

/* The view is one type in two files: what it shows and changes (-view), and how categories go
 * (-remove). */

struct _OutlayCategoriesView
{
  AdwBin parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *archived_group;
  AdwExpanderRow *archived;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayApi *api;           /* (nullable): on the device alone */
  GPtrArray *archived_rows; /* of AdwActionRow, borrowed */
  GHashTable *uses;         /* as outlay_category_store_count_uses() */
};

/* --- view: */

OutlayCategoryStore *outlay_categories_view_get_store  (OutlayCategoriesView *self);
/* One's own expenses in a category. */
gint64               outlay_categories_view_count_uses (OutlayCategoriesView *self,
                                                        const char           *id);
/* (transfer none): a toast that is shown */
AdwToast            *outlay_categories_view_announce   (OutlayCategoriesView *self,
                                                        const char           *text);
/* Says so where it did not work out. @future: (transfer full) */
void                 outlay_categories_view_watch      (OutlayCategoriesView *self,
                                                        DexFuture            *future);

/* --- remove: */

void outlay_categories_view_merge  (OutlayCategoriesView *self,
                                    OutlayCategory       *category);
void outlay_categories_view_delete (OutlayCategoriesView *self,
                                    OutlayCategory       *category);

G_END_DECLS
