/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-reading.h"

G_BEGIN_DECLS

/* What assistive technology reads of a chart, in the person's language. */

/* (transfer full): the whole in a sentence: "Bars: November 2026, 1,240 €, most for Travel" */
char *outlay_chart_text_summarize (OutlayChartData *data,
                                   OutlayChartKind  kind);

/* (transfer full): one value: "Travel, Monday, 16 November 2026: 80.00 €" with what it is compared with,
 * and whether it is still running; "" where nothing is read */
char *outlay_chart_text_read      (OutlayChartData          *data,
                                   OutlayChartKind           kind,
                                   const OutlayChartReading *reading);

/* (transfer full) (nullable): what an amount is compared with, and by how much it differs: "October 2026:
 * 90.00 € (+12 %)" */
char *outlay_chart_text_compare   (OutlayChartData *data,
                                   guint            bucket);

G_END_DECLS
