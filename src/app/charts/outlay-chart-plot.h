/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-drawing.h"
#include "app/charts/outlay-chart-ink.h"
#include "app/charts/outlay-chart-scale.h"

G_BEGIN_DECLS

/**
 * OutlayChartPlot:
 * @frame: where the shapes are
 * @step: width of a bucket
 *
 * A chart at one size: where everything is, and the ink of it. Made anew when data, size or style are
 * others. Main thread.
 */
typedef struct
{
  OutlayChartData  *data; /* owned */
  OutlayChartKind   kind;
  OutlayChartStyle  style;
  float             width;
  float             height;
  GdkRGBA          *colors; /* of the series; owned */
  OutlayChartScale  scale;
  graphene_rect_t   frame;
  float             step;
  OutlayChartInk   *ink;                           /* owned */
  GskRenderNode    *nodes[OUTLAY_CHART_N_LAYERS];  /* owned; made when first asked for */
  GskPath         **paths;                         /* of the series, for donuts; owned */
} OutlayChartPlot;

OutlayChartPlot *outlay_chart_plot_new  (OutlayChartData        *data,
                                         OutlayChartKind         kind,
                                         const OutlayChartStyle *style,
                                         PangoContext           *pango,
                                         float                   width,
                                         float                   height);
void             outlay_chart_plot_free (OutlayChartPlot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayChartPlot, outlay_chart_plot_free)

/* (transfer none) (nullable): %NULL where the layer is empty */
GskRenderNode *outlay_chart_plot_get_node (OutlayChartPlot *self,
                                           OutlayChartLayer layer);

/* What is at a point; %FALSE where there is nothing to read. */
gboolean outlay_chart_plot_find (const OutlayChartPlot *self,
                                 float                  x,
                                 float                  y,
                                 guint                 *series,
                                 guint                 *bucket);

/* The place of a value: the column of a bucket, the piece of a bar, the bounds of a slice. */
void outlay_chart_plot_get_place (const OutlayChartPlot *self,
                                  guint                  series,
                                  guint                  bucket,
                                  graphene_rect_t       *place);

/* The left edge of a bucket's column, whichever way time runs. */
float outlay_chart_plot_get_x (const OutlayChartPlot *self,
                               guint                  bucket);
/* How high an amount is. */
float outlay_chart_plot_get_y (const OutlayChartPlot *self,
                               gint64                 minor);

/* The kinds of charts: put their ink down, and find places. */
void     outlay_bar_plot_draw        (OutlayChartPlot       *self);
gboolean outlay_bar_plot_find        (const OutlayChartPlot *self,
                                      float                  x,
                                      float                  y,
                                      guint                 *series,
                                      guint                 *bucket);
void     outlay_bar_plot_get_place   (const OutlayChartPlot *self,
                                      guint                  series,
                                      guint                  bucket,
                                      graphene_rect_t       *place);

void     outlay_donut_plot_draw        (OutlayChartPlot       *self);
gboolean outlay_donut_plot_find        (const OutlayChartPlot *self,
                                      float                  x,
                                      float                  y,
                                      guint                 *series,
                                      guint                 *bucket);
void     outlay_donut_plot_get_place   (const OutlayChartPlot *self,
                                      guint                  series,
                                      guint                  bucket,
                                      graphene_rect_t       *place);
/* Draws the pieces of one series alone. */
void     outlay_bar_plot_snapshot_series (const OutlayChartPlot *self,
                                          guint                  series,
                                          GtkSnapshot           *snapshot);

/* What is written in the middle: the whole, or one slice. */
void     outlay_donut_plot_draw_center (const OutlayChartPlot *self,
                                        OutlayChartInk        *ink,
                                        guint                  series);

void     outlay_trend_plot_draw        (OutlayChartPlot       *self);
gboolean outlay_trend_plot_find        (const OutlayChartPlot *self,
                                      float                  x,
                                      float                  y,
                                      guint                 *series,
                                      guint                 *bucket);
void     outlay_trend_plot_get_place   (const OutlayChartPlot *self,
                                      guint                  series,
                                      guint                  bucket,
                                      graphene_rect_t       *place);

/* Makes room for the axes, chooses the scale, and draws grid, amounts and names of the buckets. */
void outlay_chart_axis_draw       (OutlayChartPlot *self,
                                   gint64           peak);
/* The budget as a dashed line across. @tops: (array): how high each bucket's shapes are, minor units */
void outlay_chart_axis_draw_limit (OutlayChartPlot *self,
                                   const gint64    *tops);

G_END_DECLS
