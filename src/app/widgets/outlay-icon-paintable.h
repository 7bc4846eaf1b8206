/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_ICON_PAINTABLE (outlay_icon_paintable_get_type ())
G_DECLARE_FINAL_TYPE (OutlayIconPaintable, outlay_icon_paintable, OUTLAY, ICON_PAINTABLE, GObject)

/**
 * OutlayIconPaintable:
 *
 * One of the program's own symbolic icons for an image or a status page that is there in the first
 * frame: drawn from its paths, where the icon theme would load an SVG renderer's worth of it.
 */

/* @name: (transfer none): "outlay-receipt-symbolic". (transfer full) */
GdkPaintable *outlay_icon_paintable_new (const char *name);

G_END_DECLS
