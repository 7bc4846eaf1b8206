/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_CHART_TABLE (outlay_chart_table_get_type ())
G_DECLARE_FINAL_TYPE (OutlayChartTable, outlay_chart_table, OUTLAY, CHART_TABLE, GtkWidget)

/**
 * OutlayChartTable:
 *
 * The same numbers as a chart in rows and columns, for who prefers them and for the screen reader: a row
 * for each bucket with the whole and each series, or for a donut a row for each slice with its share;
 * the whole at the end. It scrolls by itself.
 *
 * Properties: "data" (OutlayChartData, nullable), "kind" (guint, OutlayChartKind).
 *
 * Signal: activated (guint series, guint bucket), as OutlayChart has it.
 */
GtkWidget *outlay_chart_table_new (OutlayChartKind kind);

/* @data: (nullable) (transfer none) */
void outlay_chart_table_set_data (OutlayChartTable *self,
                                  OutlayChartData  *data);

/* Returns: (transfer floating): a table that follows the data of @chart, and whose "activated" is emitted
 * by @chart as well. */
GtkWidget *outlay_chart_create_table (OutlayChart *chart);

G_END_DECLS
