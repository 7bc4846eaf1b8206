/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

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

G_END_DECLS
