/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-bar-chart.h"

struct _OutlayBarChart
{
  OutlayChart parent_instance;
};

G_DEFINE_FINAL_TYPE (OutlayBarChart, outlay_bar_chart, OUTLAY_TYPE_CHART)

static void
outlay_bar_chart_class_init (OutlayBarChartClass *klass)
{
  OUTLAY_CHART_CLASS (klass)->kind = OUTLAY_CHART_BARS;
}

static void
outlay_bar_chart_init (OutlayBarChart *self)
{
}

GtkWidget *
outlay_bar_chart_new (void)
{
  return g_object_new (OUTLAY_TYPE_BAR_CHART, NULL);
}
