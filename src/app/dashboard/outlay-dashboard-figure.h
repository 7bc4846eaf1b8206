/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_DASHBOARD_FIGURE (outlay_dashboard_figure_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDashboardFigure,
                      outlay_dashboard_figure,
                      OUTLAY,
                      DASHBOARD_FIGURE,
                      GtkButton)

/**
 * OutlayDashboardFigure:
 *
 * One figure in a card: what it is, the figure in large, and a line about it. It is a button where there
 * is something behind it. Property: "title".
 *
 * # Accessibility
 * Its label is all of it in one sentence.
 */
void outlay_dashboard_figure_set (OutlayDashboardFigure *self,
                                  const char *figure,
                                  const char *detail);

G_END_DECLS
