/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#define WIDEST 44
#define RADIUS 6
/* Between the pieces of a bar. */
#define SEAM 1

/* The bar within its column. */
static void
get_bar (const OutlayChartPlot *self, guint bucket, float *x, float *width)
{
  float gap = self->step > 6 ? self->step * 0.3f : MIN (self->step * 0.2f, 1);

  *width = MIN (self->step - gap, WIDEST);
  *x = outlay_chart_plot_get_x (self, bucket) + (self->step - *width) / 2;

  if (*width > 4)
    {
      *width = roundf (*width);
      *x = roundf (*x);
    }
}

static void
draw_bar (OutlayChartPlot *self, guint bucket)
{
  guint n = outlay_chart_data_get_n_series (self->data);
  gint64 sum = outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, bucket);
  float bottom = self->frame.origin.y + self->frame.size.height;
  float top = outlay_chart_plot_get_y (self, sum);
  float x, width, radius;
  gint64 below = 0;

  if (sum == 0)
    return;

  get_bar (self, bucket, &x, &width);
  /* What is there is seen, however small it is. */
  top = MIN (top, bottom - 1.5f);
  radius = MIN (MIN (RADIUS, width / 3), (bottom - top) / 2);
  outlay_chart_ink_push_clip (self->ink, &GRAPHENE_RECT_INIT (x, top, width, bottom - top), radius,
                              0);

  for (guint s = 0; s < n; s++)
    {
      gint64 minor = outlay_chart_data_get_minor (self->data, s, bucket);
      float y = outlay_chart_plot_get_y (self, below);
      gint64 above = outlay_chart_data_add (below, minor);
      float end = above == sum ? top : outlay_chart_plot_get_y (self, above);
      float seam = above < sum && y - end > 3 * SEAM ? SEAM : 0;

      if (minor == 0)
        continue;

      outlay_chart_ink_add_rect (self->ink,
                                 &GRAPHENE_RECT_INIT (x, end + seam, width, y - end - seam), 0, 0,
                                 &self->colors[s]);
      below = above;
    }

  outlay_chart_ink_pop_clip (self->ink);
}

static gint64
get_peak (const OutlayChartPlot *self)
{
  gint64 peak = MAX (outlay_chart_data_get_peak (self->data, OUTLAY_CHART_ALL),
                     outlay_chart_data_get_limit (self->data));
  guint n = outlay_chart_data_get_n_buckets (self->data);
  gint64 before;

  for (guint i = 0; i < n; i++)
    if (outlay_chart_data_get_before (self->data, i, &before))
      peak = MAX (peak, before);

  return peak;
}

void
outlay_bar_plot_draw (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);

  outlay_chart_axis_draw (self, get_peak (self));
  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_SHAPES);
  for (guint i = 0; i < n; i++)
    draw_bar (self, i);

  outlay_chart_axis_draw_limit (self);
}

gboolean
outlay_bar_plot_find (const OutlayChartPlot *self, float x, float y, guint *series, guint *bucket)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  guint n_series = outlay_chart_data_get_n_series (self->data);
  float along = (x - self->frame.origin.x) / self->step;
  guint column;
  float bar_x, width;
  gint64 below = 0;

  if (along < 0 || along >= (float) n)
    return FALSE;

  column = MIN ((guint) along, n - 1);
  *bucket = self->style.is_rtl ? n - 1 - column : column;
  *series = OUTLAY_CHART_ALL;

  get_bar (self, *bucket, &bar_x, &width);
  if (x < bar_x || x > bar_x + width || y > self->frame.origin.y + self->frame.size.height)
    return TRUE;

  for (guint s = 0; s < n_series && n_series > 1; s++)
    {
      gint64 minor = outlay_chart_data_get_minor (self->data, s, *bucket);

      gint64 above = outlay_chart_data_add (below, minor);

      if (minor > 0 && y >= outlay_chart_plot_get_y (self, above) &&
          y <= outlay_chart_plot_get_y (self, below))
        {
          *series = s;
          return TRUE;
        }

      below = above;
    }

  return TRUE;
}

void
outlay_bar_plot_get_place (const OutlayChartPlot *self,
                           guint series,
                           guint bucket,
                           graphene_rect_t *place)
{
  gint64 below = 0, minor;
  float x, width, top;

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

  for (guint s = 0; s < series; s++)
    below = outlay_chart_data_add (below, outlay_chart_data_get_minor (self->data, s, bucket));

  minor = outlay_chart_data_get_minor (self->data, series, bucket);
  get_bar (self, bucket, &x, &width);
  top = outlay_chart_plot_get_y (self, outlay_chart_data_add (below, minor));
  *place = GRAPHENE_RECT_INIT (x, top, width, outlay_chart_plot_get_y (self, below) - top);
}
