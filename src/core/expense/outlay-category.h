/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_CATEGORY (outlay_category_get_type ())
G_DECLARE_FINAL_TYPE (OutlayCategory, outlay_category, OUTLAY, CATEGORY, GObject)

/**
 * OutlayCategory:
 *
 * An immutable category: "id", "name", "icon" (a symbolic icon's name), "color" (an Adwaita palette
 * word: blue, green, yellow, orange, red, purple, brown, slate, teal, pink), "archived".
 */
OutlayCategory *outlay_category_new (const char *id,
                                     const char *name,
                                     const char *icon,
                                     const char *color,
                                     gboolean    archived);

const char *outlay_category_get_id      (OutlayCategory *self);
const char *outlay_category_get_name    (OutlayCategory *self);
const char *outlay_category_get_icon    (OutlayCategory *self);
const char *outlay_category_get_color   (OutlayCategory *self);
gboolean    outlay_category_is_archived (OutlayCategory *self);

/* What a new company, or a device on its own, starts with. @name is English and marked for
 * translation. */
typedef struct
{
  const char *name;
  const char *icon;
  const char *color;
} OutlayCategoryDefault;

const OutlayCategoryDefault *outlay_category_defaults (gsize *n_defaults);

G_END_DECLS
