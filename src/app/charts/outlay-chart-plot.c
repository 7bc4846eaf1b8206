/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

typedef struct
{
  void (*draw) (OutlayChartPlot *self);
  gboolean (*find) (const OutlayChartPlot *self, float x, float y, guint *series, guint *bucket);
  void (*get_place) (const OutlayChartPlot *self,
                     guint series,
                     guint bucket,
                     graphene_rect_t *place);
} Kind;

static const Kind kinds[] = {
  [OUTLAY_CHART_BARS] = { outlay_bar_plot_draw, outlay_bar_plot_find, outlay_bar_plot_get_place },
  [OUTLAY_CHART_DONUT] = { outlay_donut_plot_draw, outlay_donut_plot_find,
                           outlay_donut_plot_get_place },
  [OUTLAY_CHART_TREND] = { outlay_trend_plot_draw, outlay_trend_plot_find,
                           outlay_trend_plot_get_place },
};

OutlayChartPlot *
outlay_chart_plot_new (OutlayChartData *data,
                       OutlayChartKind kind,
                       const OutlayChartStyle *style,
                       PangoContext *pango,
                       float width,
                       float height)
{
  OutlayChartPlot *self = g_new0 (OutlayChartPlot, 1);
  guint n_series = outlay_chart_data_get_n_series (data);

  self->data = g_object_ref (data);
  self->kind = kind;
  self->style = *style;
  self->width = width;
  self->height = height;
  self->colors = g_new0 (GdkRGBA, MAX (n_series, 1));
  self->paths = g_new0 (GskPath *, MAX (n_series, 1));
  self->ink = outlay_chart_ink_new (pango, style->family);

  outlay_chart_style_get_colors (style, data, self->colors);
  kinds[kind].draw (self);

  return self;
}

void
outlay_chart_plot_free (OutlayChartPlot *self)
{
  for (guint i = 0; i < outlay_chart_data_get_n_series (self->data); i++)
    g_clear_pointer (&self->paths[i], gsk_path_unref);
  for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
    g_clear_pointer (&self->nodes[i], gsk_render_node_unref);

  outlay_chart_ink_free (self->ink);
  g_free (self->paths);
  g_free (self->colors);
  g_object_unref (self->data);
  g_free (self);
}

GskRenderNode *
outlay_chart_plot_get_node (OutlayChartPlot *self, OutlayChartLayer layer)
{
  if (self->nodes[layer] == NULL)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

      outlay_chart_ink_snapshot (self->ink, layer, snapshot);
      self->nodes[layer] = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
    }

  return self->nodes[layer];
}

gboolean
outlay_chart_plot_find (const OutlayChartPlot *self, float x, float y, guint *series, guint *bucket)
{
  return kinds[self->kind].find (self, x, y, series, bucket);
}

void
outlay_chart_plot_get_place (const OutlayChartPlot *self,
                             guint series,
                             guint bucket,
                             graphene_rect_t *place)
{
  kinds[self->kind].get_place (self, series, bucket, place);
}

float
outlay_chart_plot_get_x (const OutlayChartPlot *self, guint bucket)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  guint column = self->style.is_rtl ? n - 1 - bucket : bucket;

  return self->frame.origin.x + self->step * (float) column;
}

float
outlay_chart_plot_get_y (const OutlayChartPlot *self, gint64 minor)
{
  return self->frame.origin.y +
         self->frame.size.height *
             (float) (1 - outlay_chart_scale_get_fraction (&self->scale, minor));
}

void
outlay_chart_draw (OutlayChartData *data,
                   OutlayChartKind kind,
                   const OutlayChartStyle *style,
                   GtkSnapshot *snapshot,
                   PangoContext *pango,
                   float width,
                   float height)
{
  g_autoptr (OutlayChartPlot) plot = NULL;

  g_return_if_fail (OUTLAY_IS_CHART_DATA (data));
  g_return_if_fail (GTK_IS_SNAPSHOT (snapshot) && PANGO_IS_CONTEXT (pango));
  g_return_if_fail (width > 0 && height > 0);

  plot = outlay_chart_plot_new (data, kind, style, pango, width, height);
  for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
    {
      GskRenderNode *node = outlay_chart_plot_get_node (plot, i);

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }
}
