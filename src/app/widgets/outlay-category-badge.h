/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/expense/outlay-category.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORY_BADGE (outlay_category_badge_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoryBadge, outlay_category_badge, OUTLAY, CATEGORY_BADGE, GtkWidget)

/**
 * OutlayCategoryBadge:
 *
 * A category's icon in a circle tinted with its colour. Properties: "category" (nullable: no
 * category yet), "size" (pixels, 40 unless set).
 *
 * # Accessibility
 * Decoration only: the category's name always stands beside it.
 */
GtkWidget *outlay_category_badge_new (void);

/* Draws what the widget draws, @size pixels in square at 0, 0 of @snapshot. @category is
 * nullable. */
void outlay_category_badge_snapshot_at (GtkWidget *widget,
                                        GtkSnapshot *snapshot,
                                        OutlayCategory *category,
                                        int size);

G_END_DECLS
