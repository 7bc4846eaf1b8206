/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-data.h"
#include "client/ledger/outlay-category-store.h"
#include "client/reports/outlay-spending.h"

G_BEGIN_DECLS

/**
 * outlay_report_chart_new:
 * @categories: (nullable): %NULL makes one series of all
 * @title: the time it is of
 * @today: ISO 8601 day: what comes behind it has not happened
 *
 * What was spent over time, by category: the series are the parts by category and the buckets the
 * spans, both in the order of @spending, so that their numbers name the rows behind a bar.
 *
 * Returns: (transfer full)
 */
OutlayChartData *outlay_report_chart_new (OutlaySpending *spending,
                                          OutlayCategoryStore *categories,
                                          const char *title,
                                          const char *today);

/* The same all in one, for a ring. */
OutlayChartData *outlay_report_chart_new_of_whole (OutlaySpending *spending,
                                                   OutlayCategoryStore *categories,
                                                   const char *title);

G_END_DECLS
