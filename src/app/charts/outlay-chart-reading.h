/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-drawing.h"

G_BEGIN_DECLS

/**
 * OutlayChartReading:
 * @series: what is read, or %OUTLAY_CHART_ALL
 * @bucket: the same; both %OUTLAY_CHART_ALL where nothing is
 *
 * Where in a chart a person reads, and how the keys move it. It knows no widget.
 */
typedef struct
{
  guint series;
  guint bucket;
} OutlayChartReading;

#define OUTLAY_CHART_READING_NONE ((OutlayChartReading) { OUTLAY_CHART_ALL, OUTLAY_CHART_ALL })

gboolean outlay_chart_reading_is_none (const OutlayChartReading *self);
gboolean outlay_chart_reading_equal   (const OutlayChartReading *a,
                                       const OutlayChartReading *b);
/* Whether it is a place of these data; "none" is. */
gboolean outlay_chart_reading_fits    (const OutlayChartReading *self,
                                       OutlayChartData          *data,
                                       OutlayChartKind           kind);

/* Where the keyboard begins: what is running, else the latest; the first slice of a donut. "none" where
 * there is nothing to read. */
OutlayChartReading outlay_chart_reading_begin (OutlayChartData *data,
                                               OutlayChartKind  kind);

/**
 * outlay_chart_reading_press:
 * @key: a key value of GDK
 *
 * Moves by a key: left and right to the neighbour as it is seen, Home and End to the first and the last in
 * time, up and down through the series that have an amount there, Escape out of it.
 *
 * Returns: %FALSE where the key does nothing here
 */
gboolean outlay_chart_reading_press (OutlayChartReading *self,
                                     OutlayChartData    *data,
                                     OutlayChartKind     kind,
                                     gboolean            is_rtl,
                                     guint               key);

G_END_DECLS
