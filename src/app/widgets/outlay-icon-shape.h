/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * outlay_icon_shape_snapshot:
 * @name: name of one of the program's own symbolic icons
 * @size: pixels in square
 *
 * Draws an icon at 0, 0 of @snapshot. The program's own are nothing but filled paths on a grid of
 * 16, which GTK's path parser reads in microseconds and draws sharply at every scale; the icon
 * theme would load each through an SVG renderer, and a list shows a dozen and a half at once. What
 * is not one of them is drawn by the icon theme.
 */
void outlay_icon_shape_snapshot (GtkWidget *widget,
                                 GtkSnapshot *snapshot,
                                 const char *name,
                                 int size,
                                 const GdkRGBA *color);

/* The same of the program's own icons alone; %FALSE where @name is none of them. */
gboolean
outlay_icon_shape_draw (GtkSnapshot *snapshot, const char *name, double size, const GdkRGBA *color);

G_END_DECLS
