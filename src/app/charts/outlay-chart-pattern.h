/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-ink.h"

G_BEGIN_DECLS

/**
 * outlay_chart_pattern_draw:
 * @area: where it is drawn; the caller has set the clip
 * @series: which pattern; the first has none, and neighbours differ
 * @color: of its lines
 *
 * Lines and dots over a colour, for who cannot tell the colours apart. They lie on one raster, so that
 * they go on from one area to the next.
 */
void outlay_chart_pattern_draw (OutlayChartInk        *ink,
                                const graphene_rect_t *area,
                                guint                  series,
                                const GdkRGBA         *color);

G_END_DECLS
