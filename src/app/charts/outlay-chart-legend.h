/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CHART_LEGEND (outlay_chart_legend_get_type ())
G_DECLARE_FINAL_TYPE (OutlayChartLegend, outlay_chart_legend, OUTLAY, CHART_LEGEND, GtkWidget)

/**
 * OutlayChartLegend:
 *
 * What the colours, lines and patterns of a chart mean, in as many lines as it takes. It follows the
 * chart's data; an entry under the pointer is pointed out in the chart, and a click on it is the
 * chart's "activated" for the whole series.
 *
 * Properties: "chart" (OutlayChart, nullable).
 */
GtkWidget *outlay_chart_legend_new (void);

/* @chart: (nullable) (transfer none) */
void outlay_chart_legend_set_chart (OutlayChartLegend *self,
                                    OutlayChart       *chart);

G_END_DECLS
