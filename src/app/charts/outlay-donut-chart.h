/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_DONUT_CHART (outlay_donut_chart_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDonutChart, outlay_donut_chart, OUTLAY, DONUT_CHART, OutlayChart)

/* An OutlayChart: a ring of slices with the whole in its middle; each slice is read by itself. */
GtkWidget *outlay_donut_chart_new (void);

G_END_DECLS
