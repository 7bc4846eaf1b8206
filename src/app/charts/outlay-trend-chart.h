/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_TREND_CHART (outlay_trend_chart_get_type ())
G_DECLARE_FINAL_TYPE (OutlayTrendChart, outlay_trend_chart, OUTLAY, TREND_CHART, OutlayChart)

/* An OutlayChart: a line over time with the budget, and a band for what is foretold. */
GtkWidget *outlay_trend_chart_new (void);

G_END_DECLS
