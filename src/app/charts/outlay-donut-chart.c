/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-donut-chart.h"

struct _OutlayDonutChart
{
  OutlayChart parent_instance;
};

G_DEFINE_FINAL_TYPE (OutlayDonutChart, outlay_donut_chart, OUTLAY_TYPE_CHART)

static void
outlay_donut_chart_class_init (OutlayDonutChartClass *klass)
{
  OUTLAY_CHART_CLASS (klass)->kind = OUTLAY_CHART_DONUT;
}

static void
outlay_donut_chart_init (OutlayDonutChart *self)
{
}

GtkWidget *
outlay_donut_chart_new (void)
{
  return g_object_new (OUTLAY_TYPE_DONUT_CHART, NULL);
}
