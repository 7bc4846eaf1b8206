/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-trend-chart.h"

struct _OutlayTrendChart
{
  OutlayChart parent_instance;
};

G_DEFINE_FINAL_TYPE (OutlayTrendChart, outlay_trend_chart, OUTLAY_TYPE_CHART)

static void
outlay_trend_chart_class_init (OutlayTrendChartClass *klass)
{
  OUTLAY_CHART_CLASS (klass)->kind = OUTLAY_CHART_TREND;
}

static void
outlay_trend_chart_init (OutlayTrendChart *self)
{
}

GtkWidget *
outlay_trend_chart_new (void)
{
  return g_object_new (OUTLAY_TYPE_TREND_CHART, NULL);
}
