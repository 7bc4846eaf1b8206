/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-drawing.h"
#include "app/charts/outlay-chart-ink.h"

G_BEGIN_DECLS

/**
 * OutlayChartListing:
 * @ink: (transfer none): where it is put down
 * @x: left edge
 * @width: of a line
 *
 * The legend of a chart that is drawn and not built of widgets: signs, names and amounts. Over time they
 * follow each other in lines; those of a donut stand below each other, with their shares.
 */
typedef struct
{
  OutlayChartData        *data;
  OutlayChartKind         kind;
  const OutlayChartStyle *style;
  OutlayChartInk         *ink;
  float                   x;
  float                   width;
} OutlayChartListing;

/* How high all of it is. */
float outlay_chart_listing_measure (const OutlayChartListing *self);

/* Puts it down from @top on. Where the names of a donut are higher than @room, the last line counts those
 * that are left. */
void  outlay_chart_listing_draw    (const OutlayChartListing *self,
                                    float                     top,
                                    float                     room);

G_END_DECLS
