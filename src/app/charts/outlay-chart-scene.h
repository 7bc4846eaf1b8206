/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-plot.h"
#include "app/charts/outlay-chart-reading.h"

G_BEGIN_DECLS

/* Draws the plot while its shapes grow in: @grown from 0 to 1. */
void outlay_chart_scene_snapshot_growing (OutlayChartPlot *plot,
                                          double           grown,
                                          GtkSnapshot     *snapshot);

/**
 * outlay_chart_scene_create:
 * @pango: for texts
 * @reading: a place of the plot, or none
 *
 * The plot as it is seen while a place is read: what is read stands out, and its values stand beside it.
 *
 * Returns: (transfer full) (nullable): kept as long as plot and reading are the same
 */
GskRenderNode *outlay_chart_scene_create (OutlayChartPlot          *plot,
                                          PangoContext             *pango,
                                          const OutlayChartReading *reading);

G_END_DECLS
