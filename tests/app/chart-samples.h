/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-data.h"

G_BEGIN_DECLS

/* Believable numbers for charts, the same each time. (transfer full) all of them. */

/* @n_days up to 2026-11-20, by category; the last is still running. */
OutlayChartData *chart_samples_days     (guint n_days, guint n_series);
/* Twelve months up to November 2026, compared with the year before, and a budget. */
OutlayChartData *chart_samples_months   (void);
/* One bucket: a month by category, a long tail of small ones. */
OutlayChartData *chart_samples_slices   (guint n_series);
/* November day by day, added up, with a budget and a forecast from the 20th. */
OutlayChartData *chart_samples_forecast (void);
/* All zero. */
OutlayChartData *chart_samples_nothing  (guint n_buckets);

G_END_DECLS
