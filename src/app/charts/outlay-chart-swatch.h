/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-key.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CHART_SWATCH (outlay_chart_swatch_get_type ())
G_DECLARE_FINAL_TYPE (OutlayChartSwatch, outlay_chart_swatch, OUTLAY, CHART_SWATCH, GtkWidget)

/**
 * outlay_chart_swatch_new:
 * @data: (transfer none): whose colours it shows
 *
 * The sign of a legend's entry, in the colours of the screen. It says nothing to assistive technology.
 */
GtkWidget *outlay_chart_swatch_new (OutlayChartData      *data,
                                    const OutlayChartKey *key);

G_END_DECLS
