/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-plot.h"
#include "app/charts/outlay-chart-reading.h"

G_BEGIN_DECLS

/**
 * outlay_chart_bubble_create:
 * @pango: for its texts
 *
 * The values of what is read on a small raised card: the bucket's name, the whole, and the largest
 * series (the one that is read among them), and what it is compared with. It lies beside what it is
 * about, within the plot's bounds.
 *
 * Returns: (transfer full): drawn in the plot's coordinates
 */
GskRenderNode *outlay_chart_bubble_create (const OutlayChartPlot    *plot,
                                           PangoContext             *pango,
                                           const OutlayChartReading *reading);

G_END_DECLS
