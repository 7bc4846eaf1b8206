/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-scene.h"

#include "app/charts/outlay-chart-bubble.h"

/* What is left of the shapes that are not read. */
#define FADED 0.38
#define FADED_IN_CONTRAST 0.6
#define BAND_RADIUS 6
#define DOT 5

static void
append_layer (OutlayChartPlot *plot, OutlayChartLayer layer, GtkSnapshot *snapshot)
{
  GskRenderNode *node = outlay_chart_plot_get_node (plot, layer);

  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}

/* Bars grow from the ground, a line is drawn in the direction of time, a ring appears. */
void
outlay_chart_scene_snapshot_growing (OutlayChartPlot *plot, double grown, GtkSnapshot *snapshot)
{
  float part = (float) grown;
  float ground = plot->frame.origin.y + plot->frame.size.height;
  float hidden = plot->width * (1 - part);

  append_layer (plot, OUTLAY_CHART_LAYER_BACK, snapshot);
  gtk_snapshot_save (snapshot);

  switch (plot->kind)
    {
    case OUTLAY_CHART_BARS:
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, ground * (1 - part)));
      gtk_snapshot_scale (snapshot, 1, MAX (part, 0.001f));
      append_layer (plot, OUTLAY_CHART_LAYER_SHAPES, snapshot);
      break;

    case OUTLAY_CHART_TREND:
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (plot->style.is_rtl ? hidden : 0, 0,
                                                             plot->width - hidden, plot->height));
      append_layer (plot, OUTLAY_CHART_LAYER_SHAPES, snapshot);
      gtk_snapshot_pop (snapshot);
      break;

    case OUTLAY_CHART_DONUT:
      gtk_snapshot_push_opacity (snapshot, part);
      append_layer (plot, OUTLAY_CHART_LAYER_SHAPES, snapshot);
      gtk_snapshot_pop (snapshot);
      break;

    default:
      g_assert_not_reached ();
    }

  gtk_snapshot_restore (snapshot);
  append_layer (plot, OUTLAY_CHART_LAYER_FRONT, snapshot);
}

static void
append_round (GtkSnapshot *snapshot, const graphene_rect_t *rect, float radius, const GdkRGBA *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, rect);
  gtk_snapshot_pop (snapshot);
}

static void
append_faded (OutlayChartPlot *plot, GtkSnapshot *snapshot)
{
  gtk_snapshot_push_opacity (snapshot, plot->style.is_contrast ? FADED_IN_CONTRAST : FADED);
  append_layer (plot, OUTLAY_CHART_LAYER_SHAPES, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* The shapes within a rectangle as they are. */
static void
append_cut (OutlayChartPlot *plot,
            const graphene_rect_t *rect,
            double opacity,
            GtkSnapshot *snapshot)
{
  gtk_snapshot_push_clip (snapshot, rect);
  gtk_snapshot_push_opacity (snapshot, opacity);
  append_layer (plot, OUTLAY_CHART_LAYER_SHAPES, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
append_bars (OutlayChartPlot *plot, const OutlayChartReading *reading, GtkSnapshot *snapshot)
{
  graphene_rect_t column, piece;
  GdkRGBA band = plot->style.text;

  if (reading->bucket == OUTLAY_CHART_ALL)
    {
      append_faded (plot, snapshot);
      outlay_bar_plot_snapshot_series (plot, reading->series, snapshot);
      return;
    }

  outlay_chart_plot_get_place (plot, OUTLAY_CHART_ALL, reading->bucket, &column);
  band.alpha *= plot->style.is_contrast ? 0.15f : 0.06f;
  append_round (snapshot, &column, MIN (BAND_RADIUS, plot->step / 3), &band);
  append_faded (plot, snapshot);
  append_cut (plot, &column, reading->series == OUTLAY_CHART_ALL ? 1 : 0.35, snapshot);

  if (reading->series != OUTLAY_CHART_ALL)
    {
      outlay_chart_plot_get_place (plot, reading->series, reading->bucket, &piece);
      append_cut (plot, &piece, 1, snapshot);
    }
}

/* A line down through the bucket, and a dot on each line of the chart. */
static void
append_trend (OutlayChartPlot *plot, const OutlayChartReading *reading, GtkSnapshot *snapshot)
{
  guint n = outlay_chart_data_get_n_series (plot->data);
  graphene_rect_t column;
  GdkRGBA hair = plot->style.dim;
  float x;

  append_layer (plot, OUTLAY_CHART_LAYER_SHAPES, snapshot);
  if (reading->bucket == OUTLAY_CHART_ALL)
    return;

  outlay_chart_plot_get_place (plot, OUTLAY_CHART_ALL, reading->bucket, &column);
  x = column.origin.x + column.size.width / 2;
  hair.alpha *= 0.6f;
  gtk_snapshot_append_color (
      snapshot, &hair,
      &GRAPHENE_RECT_INIT (roundf (x - 0.5f), column.origin.y, 1, column.size.height));

  for (guint s = 0; s < n && !outlay_chart_data_is_future (plot->data, reading->bucket); s++)
    {
      float y = outlay_chart_plot_get_y (
          plot, outlay_chart_data_get_minor (plot->data, s, reading->bucket));
      float dot = reading->series == s ? DOT + 2 : DOT;

      append_round (snapshot,
                    &GRAPHENE_RECT_INIT (x - dot - 2, y - dot - 2, 2 * dot + 4, 2 * dot + 4),
                    dot + 2, &plot->style.paper);
      append_round (snapshot, &GRAPHENE_RECT_INIT (x - dot, y - dot, 2 * dot, 2 * dot), dot,
                    &plot->colors[s]);
    }
}

static void
append_donut (OutlayChartPlot *plot,
              PangoContext *pango,
              const OutlayChartReading *reading,
              GtkSnapshot *snapshot)
{
  g_autoptr (OutlayChartInk) ink = outlay_chart_ink_new (pango, plot->style.family);
  GskPath *path = plot->paths[reading->series];

  append_faded (plot, snapshot);
  if (path != NULL)
    gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING,
                              &plot->colors[reading->series]);

  outlay_chart_ink_begin (ink, OUTLAY_CHART_LAYER_FRONT);
  outlay_donut_plot_draw_center (plot, ink, reading->series);
  outlay_chart_ink_snapshot (ink, OUTLAY_CHART_LAYER_FRONT, snapshot);
}

static void
append_reading (OutlayChartPlot *plot,
                PangoContext *pango,
                const OutlayChartReading *reading,
                GtkSnapshot *snapshot)
{
  g_autoptr (GskRenderNode) bubble = NULL;

  /* The middle of a ring is written anew. */
  if (plot->kind == OUTLAY_CHART_DONUT)
    {
      append_donut (plot, pango, reading, snapshot);
      return;
    }

  append_layer (plot, OUTLAY_CHART_LAYER_BACK, snapshot);
  if (plot->kind == OUTLAY_CHART_BARS)
    append_bars (plot, reading, snapshot);
  else
    append_trend (plot, reading, snapshot);
  append_layer (plot, OUTLAY_CHART_LAYER_FRONT, snapshot);

  if (reading->bucket != OUTLAY_CHART_ALL)
    {
      bubble = outlay_chart_bubble_create (plot, pango, reading);
      gtk_snapshot_append_node (snapshot, bubble);
    }
}

GskRenderNode *
outlay_chart_scene_create (OutlayChartPlot *plot,
                           PangoContext *pango,
                           const OutlayChartReading *reading)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  if (outlay_chart_reading_is_none (reading))
    for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
      append_layer (plot, i, snapshot);
  else
    append_reading (plot, pango, reading, snapshot);

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}
