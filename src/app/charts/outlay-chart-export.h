/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "app/charts/outlay-chart-drawing.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_CHART_FORMAT_SVG,
  OUTLAY_CHART_FORMAT_PNG,
} OutlayChartFormat;

/**
 * outlay_chart_export_render:
 * @subtitle: (nullable): a line below the data's title, as who and when
 * @width: in pixels; a PNG has twice as many
 *
 * The chart as a picture to take along: title, subtitle, legend and drawing in light colours. The SVG's
 * texts are texts, and it says what it shows in its title. Main thread.
 *
 * Returns: (transfer full): the file's content
 */
GBytes *outlay_chart_export_render (OutlayChartData  *data,
                                    OutlayChartKind   kind,
                                    OutlayChartFormat format,
                                    const char       *subtitle,
                                    guint             width,
                                    guint             height);

/**
 * outlay_chart_export_save:
 * @file: replaced if it is there
 *
 * Writes what outlay_chart_export_render() makes, 960 × 540.
 *
 * Returns: (transfer full): a future of %TRUE, or #GIOErrorEnum
 */
DexFuture *outlay_chart_export_save (OutlayChartData  *data,
                                     OutlayChartKind   kind,
                                     OutlayChartFormat format,
                                     const char       *subtitle,
                                     GFile            *file);

G_END_DECLS
