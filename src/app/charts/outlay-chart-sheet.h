/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-plot.h"

G_BEGIN_DECLS

/**
 * OutlayChartSheet:
 * @head: ink of paper, title, subtitle and legend
 * @plot: the drawing
 * @plot_x: where its corner is
 * @plot_y: the same
 *
 * A chart laid out to stand by itself, as a saved picture does.
 */
typedef struct
{
  float            width;
  float            height;
  OutlayChartInk  *head; /* owned */
  OutlayChartPlot *plot; /* owned */
  float            plot_x;
  float            plot_y;
} OutlayChartSheet;

/* @subtitle: (nullable) */
OutlayChartSheet *outlay_chart_sheet_new  (OutlayChartData *data,
                                           OutlayChartKind  kind,
                                           const char      *subtitle,
                                           PangoContext    *pango,
                                           float            width,
                                           float            height);
void              outlay_chart_sheet_free (OutlayChartSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayChartSheet, outlay_chart_sheet_free)

G_END_DECLS
