/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/outlay-chart-data.h"
#include "app/charts/outlay-chart-style.h"

G_BEGIN_DECLS

/**
 * OutlayChartKind:
 * @OUTLAY_CHART_BARS: over time, stacked by series; what is compared with is a line over each bar
 * @OUTLAY_CHART_DONUT: a slice for each series, over all buckets; the whole is in the middle
 * @OUTLAY_CHART_TREND: a line for each series; a band for what is foretold
 */
typedef enum
{
  OUTLAY_CHART_BARS,
  OUTLAY_CHART_DONUT,
  OUTLAY_CHART_TREND,
} OutlayChartKind;

/**
 * outlay_chart_draw:
 * @snapshot: what to draw into
 * @pango: for the texts' fonts
 * @width: in the units of @snapshot, as pixels of a screen or points of a page
 * @height: the same
 *
 * Draws a chart without legend or title, as the widgets do. For a page of a PDF, draw into a new
 * GtkSnapshot, and its node with gsk_render_node_draw(): shapes stay shapes and letters letters.
 * Main thread.
 */
void outlay_chart_draw (OutlayChartData        *data,
                        OutlayChartKind         kind,
                        const OutlayChartStyle *style,
                        GtkSnapshot            *snapshot,
                        PangoContext           *pango,
                        float                   width,
                        float                   height);

/**
 * outlay_chart_draw_legend:
 * @width: as outlay_chart_draw() has it
 *
 * Draws signs, names and amounts of what is in the chart, in lines; those of a donut below each other, with
 * their shares. Begins at the upper edge. Main thread.
 *
 * Returns: how high it is
 */
float outlay_chart_draw_legend (OutlayChartData        *data,
                                OutlayChartKind         kind,
                                const OutlayChartStyle *style,
                                GtkSnapshot            *snapshot,
                                PangoContext           *pango,
                                float                   width);

G_END_DECLS
