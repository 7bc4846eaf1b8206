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

/* What a saved picture measures, pixels of an SVG; a PNG has twice as many. */
#define OUTLAY_CHART_EXPORT_WIDTH 960
#define OUTLAY_CHART_EXPORT_HEIGHT 540

/**
 * outlay_chart_export_render:
 * @subtitle: (nullable): a line below the data's title, as who and when
 *
 * The chart as a picture to take along: title, subtitle, legend with amounts, and drawing in light colours.
 * The SVG's texts are texts, and its title says what it shows. Main thread.
 *
 * Returns: (transfer full): the file's content
 */
GBytes *outlay_chart_export_render (OutlayChartData  *data,
                                    OutlayChartKind   kind,
                                    OutlayChartFormat format,
                                    const char       *subtitle);

/**
 * outlay_chart_export_save:
 * @file: replaced if it is there
 *
 * Writes what outlay_chart_export_render() makes.
 *
 * Returns: (transfer full): a future of %TRUE, or #GIOErrorEnum
 */
DexFuture *outlay_chart_export_save (OutlayChartData  *data,
                                     OutlayChartKind   kind,
                                     OutlayChartFormat format,
                                     const char       *subtitle,
                                     GFile            *file);

G_END_DECLS
