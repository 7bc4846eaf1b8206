/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_DASHBOARD_FIGURE (outlay_dashboard_figure_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDashboardFigure,
                      outlay_dashboard_figure,
                      OUTLAY,
                      DASHBOARD_FIGURE,
                      GtkBox)

/**
 * OutlayDashboardFigure:
 *
 * What a figure is of, the figure in large, and a line or two about it: in a card, or in a button where
 * there is something behind it. Property: "title".
 *
 * # Accessibility
 * A group whose label is all of it in one sentence, so that it is read as one; a button around it is
 * labelled by it.
 */
void outlay_dashboard_figure_set (OutlayDashboardFigure *self,
                                  const char *figure,
                                  const char *detail);

G_END_DECLS
