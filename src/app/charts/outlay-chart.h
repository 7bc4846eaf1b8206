/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/outlay-chart-data.h"
#include "app/charts/outlay-chart-drawing.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CHART (outlay_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (OutlayChart, outlay_chart, OUTLAY, CHART, GtkWidget)

/**
 * OutlayChart:
 *
 * What all charts share: they are drawn from OutlayChartData into render nodes that are kept until data,
 * size or style change; a person reads their values with the pointer, a finger or the keyboard.
 *
 * Reading: the pointer over a bar, or the arrow keys (left and right between buckets as they are seen, up
 * and down between the series, Home and End) show a bubble with the values and tell assistive
 * technology. A click, a second tap, Enter or Space is "activated"; Escape ends the reading.
 *
 * Properties: "data" (OutlayChartData, nullable).
 *
 * Signal: activated (guint series, guint bucket): a person wants what is behind a number. Either is
 * %OUTLAY_CHART_ALL where it is not one of them, and both for the whole, as in the middle of a ring;
 * outlay_chart_data_get_minor() of both is the number that was read.
 */
struct _OutlayChartClass
{
  GtkWidgetClass parent_class;

  /* What the class draws. */
  OutlayChartKind kind;
};

/* @data: (nullable) (transfer none): %NULL shows nothing at all */
void             outlay_chart_set_data (OutlayChart     *self,
                                        OutlayChartData *data);
/* (transfer none) (nullable) */
OutlayChartData *outlay_chart_get_data (OutlayChart     *self);
OutlayChartKind  outlay_chart_get_kind (OutlayChart     *self);

/**
 * outlay_chart_read:
 * @series: what to point out, or %OUTLAY_CHART_ALL
 * @bucket: the same
 *
 * Shows the values of a place as if a person had gone there; both %OUTLAY_CHART_ALL ends the reading.
 */
void outlay_chart_read (OutlayChart *self,
                        guint        series,
                        guint        bucket);

/* %FALSE where nothing is being read. */
gboolean outlay_chart_get_reading (OutlayChart *self,
                                   guint       *series,
                                   guint       *bucket);

G_END_DECLS
