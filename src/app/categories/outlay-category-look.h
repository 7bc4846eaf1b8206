/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORY_LOOK (outlay_category_look_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategoryLook, outlay_category_look, OUTLAY, CATEGORY_LOOK, GtkBox)

/**
 * OutlayCategoryLook:
 *
 * A choice of colour and of icon for a category. Properties, notified: "icon" (a symbolic icon's name),
 * "color" (a word of the palette). An icon that is none of those offered is kept until another is chosen.
 *
 * # Accessibility
 * Two groups of radio buttons, each with the name of its colour or of what its icon shows; Tab goes to
 * what is chosen, and the arrow keys choose.
 */

/* What a new one begins with: a tag, in a colour that none of @categories has if there is one. */
void outlay_category_look_propose (OutlayCategoryLook *self, GListModel *categories);

const char *outlay_category_look_get_icon  (OutlayCategoryLook *self);
const char *outlay_category_look_get_color (OutlayCategoryLook *self);
void        outlay_category_look_set       (OutlayCategoryLook *self,
                                            const char         *icon,
                                            const char         *color);

G_END_DECLS
