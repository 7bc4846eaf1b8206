/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_BAR_CHART (outlay_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (OutlayBarChart, outlay_bar_chart, OUTLAY, BAR_CHART, OutlayChart)

/* An OutlayChart: bars over time, stacked by series. */
GtkWidget *outlay_bar_chart_new (void);

G_END_DECLS
