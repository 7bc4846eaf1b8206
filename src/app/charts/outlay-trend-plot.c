/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#define LINE_WIDTH 2.5f
#define DOT 4.5f

/* The highest of what is drawn at a bucket. */
static gint64
get_top (const OutlayChartPlot *self, guint bucket)
{
  guint n_series = outlay_chart_data_get_n_series (self->data);
  gint64 top = 0, low, high;

  for (guint s = 0; s < n_series && !outlay_chart_data_is_future (self->data, bucket); s++)
    top = MAX (top, outlay_chart_data_get_minor (self->data, s, bucket));

  if (outlay_chart_data_get_before (self->data, bucket, &low))
    top = MAX (top, low);
  if (outlay_chart_data_get_forecast (self->data, bucket, &low, &high))
    top = MAX (top, high);

  return top;
}

static gint64
get_peak (const OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  gint64 peak = outlay_chart_data_get_limit (self->data);

  for (guint i = 0; i < n; i++)
    peak = MAX (peak, get_top (self, i));

  return peak;
}

static float
get_middle (const OutlayChartPlot *self, guint bucket)
{
  return outlay_chart_plot_get_x (self, bucket) + self->step / 2;
}

/* How many buckets have happened. */
static guint
count_past (const OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);

  while (n > 0 && outlay_chart_data_is_future (self->data, n - 1))
    n--;

  return n;
}

static void
line_to (GskPathBuilder *builder, gboolean is_first, float x, float y)
{
  if (is_first)
    gsk_path_builder_move_to (builder, x, y);
  else
    gsk_path_builder_line_to (builder, x, y);
}

static GskPath *
create_line (const OutlayChartPlot *self, guint series, guint n, gboolean is_area)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  float bottom = self->frame.origin.y + self->frame.size.height;

  for (guint i = 0; i < n; i++)
    line_to (builder, i == 0, get_middle (self, i),
             outlay_chart_plot_get_y (self, outlay_chart_data_get_minor (self->data, series, i)));

  if (is_area)
    {
      gsk_path_builder_line_to (builder, get_middle (self, n - 1), bottom);
      gsk_path_builder_line_to (builder, get_middle (self, 0), bottom);
      gsk_path_builder_close (builder);
    }

  return gsk_path_builder_free_to_path (builder);
}

static void
draw_series (OutlayChartPlot *self, guint series, guint n)
{
  g_autoptr (GskPath) line = create_line (self, series, n, FALSE);
  const GdkRGBA *color = &self->colors[series];
  float x = get_middle (self, n - 1);
  float y = outlay_chart_plot_get_y (self, outlay_chart_data_get_minor (self->data, series, n - 1));

  if (outlay_chart_data_get_n_series (self->data) == 1 && n > 1)
    {
      g_autoptr (GskPath) area = create_line (self, series, n, TRUE);
      GdkRGBA shade = *color;

      shade.alpha = 0.25f;
      outlay_chart_ink_add_shade (self->ink, area, &shade);
    }

  if (n > 1)
    outlay_chart_ink_add_line (self->ink, line, LINE_WIDTH, 0, color);

  outlay_chart_ink_add_rect (self->ink, &GRAPHENE_RECT_INIT (x - DOT, y - DOT, 2 * DOT, 2 * DOT),
                             DOT, DOT, color);
}

static void
draw_before (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GdkRGBA color = self->style.dim;
  gint64 before;

  color.alpha *= self->style.is_contrast ? 1 : 0.7f;
  for (guint i = 0; i < n; i++)
    if (outlay_chart_data_get_before (self->data, i, &before))
      line_to (builder, i == 0, get_middle (self, i), outlay_chart_plot_get_y (self, before));

  path = gsk_path_builder_free_to_path (builder);
  if (!gsk_path_is_empty (path))
    outlay_chart_ink_add_line (self->ink, path, 1.5f, 0, &color);
}

/* A band from where one is now, and its middle as a dashed line. */
static void
draw_forecast (OutlayChartPlot *self, guint n_past)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  GskPathBuilder *band, *middle;
  g_autoptr (GskPath) band_path = NULL;
  g_autoptr (GskPath) middle_path = NULL;
  GdkRGBA color = self->colors[0];
  float x, y;
  gint64 low, high;

  if (n_past == 0 || n_past == n ||
      !outlay_chart_data_get_forecast (self->data, n - 1, &low, &high))
    return;

  x = get_middle (self, n_past - 1);
  y = outlay_chart_plot_get_y (
      self, outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, n_past - 1));
  band = gsk_path_builder_new ();
  middle = gsk_path_builder_new ();
  gsk_path_builder_move_to (band, x, y);
  gsk_path_builder_move_to (middle, x, y);

  for (guint i = n_past; i < n; i++)
    {
      outlay_chart_data_get_forecast (self->data, i, &low, &high);
      gsk_path_builder_line_to (band, get_middle (self, i), outlay_chart_plot_get_y (self, high));
      gsk_path_builder_line_to (middle, get_middle (self, i),
                                outlay_chart_plot_get_y (self, low + (high - low) / 2));
    }
  for (guint i = n; i-- > n_past;)
    {
      outlay_chart_data_get_forecast (self->data, i, &low, &high);
      gsk_path_builder_line_to (band, get_middle (self, i), outlay_chart_plot_get_y (self, low));
    }

  gsk_path_builder_close (band);
  band_path = gsk_path_builder_free_to_path (band);
  middle_path = gsk_path_builder_free_to_path (middle);
  outlay_chart_ink_add_line (self->ink, middle_path, 1.5f, 4, &color);
  color.alpha = 0.16f;
  outlay_chart_ink_add_fill (self->ink, band_path, &color);
}

void
outlay_trend_plot_draw (OutlayChartPlot *self)
{
  guint n_series = outlay_chart_data_get_n_series (self->data);
  guint n = outlay_chart_data_get_n_buckets (self->data);
  guint n_past = count_past (self);
  g_autofree gint64 *tops = g_new0 (gint64, MAX (n, 1));

  outlay_chart_axis_draw (self, get_peak (self));
  if (self->scale.n_steps == 0)
    return;

  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_SHAPES);
  draw_before (self);
  if (n_series > 0)
    draw_forecast (self, n_past);
  for (guint s = 0; s < n_series && n_past > 0; s++)
    draw_series (self, s, n_past);

  for (guint i = 0; i < n; i++)
    tops[i] = get_top (self, i);
  outlay_chart_axis_draw_limit (self, tops);
}

gboolean
outlay_trend_plot_find (const OutlayChartPlot *self, float x, float y, guint *series, guint *bucket)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  guint n_series = outlay_chart_data_get_n_series (self->data);
  float along = (x - self->frame.origin.x) / self->step;
  float nearest = 12;
  guint column;

  if (along < 0 || along >= (float) n)
    return FALSE;

  column = MIN ((guint) along, n - 1);
  *bucket = self->style.is_rtl ? n - 1 - column : column;
  *series = OUTLAY_CHART_ALL;

  for (guint s = 0; s < n_series && n_series > 1; s++)
    {
      float distance = fabsf (
          y - outlay_chart_plot_get_y (self, outlay_chart_data_get_minor (self->data, s, *bucket)));

      if (distance < nearest)
        {
          nearest = distance;
          *series = s;
        }
    }

  return TRUE;
}

void
outlay_trend_plot_get_place (const OutlayChartPlot *self,
                             guint series,
                             guint bucket,
                             graphene_rect_t *place)
{
  float y;

  if (bucket == OUTLAY_CHART_ALL)
    {
      *place = self->frame;
      return;
    }

  if (series == OUTLAY_CHART_ALL)
    {
      *place = GRAPHENE_RECT_INIT (outlay_chart_plot_get_x (self, bucket), self->frame.origin.y,
                                   self->step, self->frame.size.height);
      return;
    }

  y = outlay_chart_plot_get_y (self, outlay_chart_data_get_minor (self->data, series, bucket));
  *place = GRAPHENE_RECT_INIT (get_middle (self, bucket) - DOT, y - DOT, 2 * DOT, 2 * DOT);
}
