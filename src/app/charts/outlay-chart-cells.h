/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-drawing.h"

G_BEGIN_DECLS

/**
 * OutlayChartCells:
 *
 * The numbers of a chart as rows and columns of text, without a widget: for OutlayChartTable, and for
 * whatever else writes them down.
 *
 * Over time, each row is a bucket, and the columns are its name, the whole (where there are several
 * series), what it is compared with, and each series. Of a donut each row is a slice with its amount and
 * share. The last row is the whole, but of a line.
 */
typedef struct
{
  OutlayChartData *data; /* owned */
  OutlayChartKind  kind;
} OutlayChartCells;

OutlayChartCells *outlay_chart_cells_new  (OutlayChartData *data,
                                           OutlayChartKind  kind);
void              outlay_chart_cells_free (OutlayChartCells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayChartCells, outlay_chart_cells_free)

guint outlay_chart_cells_get_n_rows    (const OutlayChartCells *self);
guint outlay_chart_cells_get_n_columns (const OutlayChartCells *self);

/* (transfer full): a column's heading; the first one says what the rows are */
char    *outlay_chart_cells_dup_title (const OutlayChartCells *self,
                                       guint                   column);
/* (transfer full) */
char    *outlay_chart_cells_dup_text  (const OutlayChartCells *self,
                                       guint                   row,
                                       guint                   column);
/* Whether it is the row of the whole. */
gboolean outlay_chart_cells_is_total  (const OutlayChartCells *self,
                                       guint                   row);
/* What OutlayChart's "activated" would say of a row. */
void     outlay_chart_cells_get_place (const OutlayChartCells *self,
                                       guint                   row,
                                       guint                  *series,
                                       guint                  *bucket);

G_END_DECLS
