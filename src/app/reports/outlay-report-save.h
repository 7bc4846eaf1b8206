/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/outlay-chart-export.h"

G_BEGIN_DECLS

/**
 * outlay_report_save:
 * @widget: in the window that asks where to
 * @data: what to draw; kept until it is done
 *
 * Asks for a file and writes the chart there. What came of it is told in the window.
 */
void outlay_report_save (GtkWidget *widget,
                         OutlayChartData *data,
                         OutlayChartKind kind,
                         OutlayChartFormat format);

G_END_DECLS
