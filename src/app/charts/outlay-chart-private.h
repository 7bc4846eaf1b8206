/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"
#include "app/charts/outlay-chart-reading.h"

G_BEGIN_DECLS

/* The place at a point of the widget; %FALSE where there is nothing to read. */
gboolean outlay_chart_find (OutlayChart        *self,
                            double              x,
                            double              y,
                            OutlayChartReading *reading);

/* Says to assistive technology what is being read. */
void outlay_chart_announce (OutlayChart *self);

/* Lets keys, pointer and fingers read the chart; once, when it is made. */
void outlay_chart_add_input (OutlayChart *self);

G_END_DECLS
