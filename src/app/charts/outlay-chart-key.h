/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-drawing.h"
#include "app/charts/outlay-chart-ink.h"

G_BEGIN_DECLS

/**
 * OutlayChartKeySign:
 * @OUTLAY_CHART_KEY_AREA: a square in the series' colour
 * @OUTLAY_CHART_KEY_LINE: a plain line: what is compared with
 * @OUTLAY_CHART_KEY_DASHES: a dashed line: the budget
 * @OUTLAY_CHART_KEY_BAND: a pale square with a dashed line: the forecast
 */
typedef enum
{
  OUTLAY_CHART_KEY_AREA,
  OUTLAY_CHART_KEY_LINE,
  OUTLAY_CHART_KEY_DASHES,
  OUTLAY_CHART_KEY_BAND,
} OutlayChartKeySign;

/**
 * OutlayChartKey:
 * @name: owned by the chart's data, or by gettext
 * @series: of an area; %OUTLAY_CHART_ALL for the others
 * @minor: what it amounts to in the whole chart; of a line its latest amount, of what it is compared
 *   with the last one
 *
 * An entry of a legend: a sign, and what it means.
 */
typedef struct
{
  OutlayChartKeySign sign;
  const char        *name;
  guint              series;
  gint64             minor;
} OutlayChartKey;

/* Returns: (transfer full) (element-type OutlayChartKey): those that are seen in the chart, the series
 * first */
GArray *outlay_chart_key_list (OutlayChartData *data,
                               OutlayChartKind  kind);

/* Width and height of a sign on the screen, pixels. */
#define OUTLAY_CHART_KEY_SIZE 12

/* Puts the sign down at (@x, @y), @size wide and high; @colors are those of the series. */
void outlay_chart_key_draw (const OutlayChartKey   *self,
                            const OutlayChartStyle *style,
                            const GdkRGBA          *colors,
                            OutlayChartInk         *ink,
                            float                   x,
                            float                   y,
                            float                   size);

G_END_DECLS
