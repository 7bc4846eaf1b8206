/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#include "app/charts/outlay-chart-pattern.h"

#define WIDEST 44
#define RADIUS 6
/* Between the pieces of a bar. */
#define SEAM 1
/* A column that is narrower has no room for more than the bar. */
#define NARROW 8

/* The bar within its column, on whole pixels. */
static void
get_bar (const OutlayChartPlot *self, guint bucket, float *x, float *width)
{
  float left = outlay_chart_plot_get_x (self, bucket);
  float gap = self->step * 0.3f;

  if (self->step < NARROW)
    {
      /* Neighbours share their edges, so that all gaps are one pixel or none. */
      *x = roundf (left);
      *width = MAX (roundf (left + self->step) - *x - (self->step >= 3 ? 1 : 0), 1);
      return;
    }

  *width = roundf (MIN (self->step - gap, WIDEST));
  *x = roundf (left + (self->step - *width) / 2);
}

static void
draw_piece (OutlayChartPlot *self, const graphene_rect_t *piece, guint series)
{
  outlay_chart_ink_add_rect (self->ink, piece, 0, 0, &self->colors[series]);

  if (self->style.is_contrast && outlay_chart_data_get_n_series (self->data) > 1)
    {
      outlay_chart_ink_push_clip (self->ink, piece, 0, 0);
      outlay_chart_pattern_draw (self->ink, piece, series, &self->style.paper);
      outlay_chart_ink_pop_clip (self->ink);
    }
}

/* What is there is seen, however small it is. */
static float
get_top (const OutlayChartPlot *self, guint bucket)
{
  float bottom = self->frame.origin.y + self->frame.size.height;
  gint64 sum = outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, bucket);

  return sum > 0 ? MIN (outlay_chart_plot_get_y (self, sum), bottom - 1.5f) : bottom;
}

static void
draw_bar (OutlayChartPlot *self, guint bucket)
{
  guint n = outlay_chart_data_get_n_series (self->data);
  gint64 sum = outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, bucket);
  float bottom = self->frame.origin.y + self->frame.size.height;
  float top = get_top (self, bucket);
  float start = bottom;
  float x, width, radius;
  gint64 below = 0;

  if (sum == 0)
    return;

  get_bar (self, bucket, &x, &width);
  radius = width >= NARROW / 2.f ? MIN (MIN (RADIUS, width / 3), (bottom - top) / 2) : 0;
  outlay_chart_ink_push_clip (self->ink, &GRAPHENE_RECT_INIT (x, top, width, bottom - top), radius,
                              0);

  for (guint s = 0; s < n; s++)
    {
      gint64 minor = outlay_chart_data_get_minor (self->data, s, bucket);
      float end, seam;

      if (minor == 0)
        continue;

      below = outlay_chart_data_add (below, minor);
      end = below == sum ? top : outlay_chart_plot_get_y (self, below);
      seam = below < sum && start - end > 3 * SEAM && width > 4 ? SEAM : 0;
      draw_piece (self, &GRAPHENE_RECT_INIT (x, end + seam, width, start - end - seam), s);
      start = end;
    }

  outlay_chart_ink_pop_clip (self->ink);
}

/* What a bucket is compared with: a line across its bar, seen on the bar and beside it. */
static void
draw_before (OutlayChartPlot *self, guint bucket)
{
  float x, width, y, wing;
  gint64 before;

  if (!outlay_chart_data_get_before (self->data, bucket, &before))
    return;

  get_bar (self, bucket, &x, &width);
  y = roundf (outlay_chart_plot_get_y (self, before));
  wing = self->step >= NARROW ? 3 : 0;
  outlay_chart_ink_add_rect (self->ink, &GRAPHENE_RECT_INIT (x - wing, y - 2, width + 2 * wing, 4),
                             2, 2, &self->style.paper);
  outlay_chart_ink_add_rect (self->ink, &GRAPHENE_RECT_INIT (x - wing, y - 1, width + 2 * wing, 2),
                             1, 1, &self->style.text);
}

/* Above the bar and what it is compared with, on a piece of paper of its own. */
static void
draw_amount (OutlayChartPlot *self, guint bucket, const char *text, float size)
{
  float width = outlay_chart_ink_measure (self->ink, text, size, PANGO_WEIGHT_NORMAL);
  float x = outlay_chart_plot_get_x (self, bucket) + self->step / 2;
  float y = get_top (self, bucket);
  gint64 before;

  if (outlay_chart_data_get_before (self->data, bucket, &before))
    y = MIN (y, outlay_chart_plot_get_y (self, before));

  y = roundf (MAX (y - 7, size));
  outlay_chart_ink_add_rect (
      self->ink, &GRAPHENE_RECT_INIT (x - width / 2 - 2, y - size, width + 4, size * 1.2f), 3, 3,
      &self->style.paper);
  outlay_chart_ink_add_text (self->ink, &(OutlayChartText) { .text = text,
                                                             .x = x,
                                                             .y = y,
                                                             .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                                                             .size = size,
                                                             .weight = PANGO_WEIGHT_NORMAL,
                                                             .color = self->style.text });
}

/* On paper nobody can point: each bar says what it is, if all have room. */
static void
draw_amounts (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  float size = roundf (self->style.size * 0.8f);
  g_auto (GStrv) texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      texts[i] = outlay_chart_scale_format_amount (
          &self->scale, outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, i), NULL);
      if (outlay_chart_ink_measure (self->ink, texts[i], size, PANGO_WEIGHT_NORMAL) >
          self->step - 6)
        return;
    }

  for (guint i = 0; i < n; i++)
    if (outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, i) > 0)
      draw_amount (self, i, texts[i], size);
}

void
outlay_bar_plot_snapshot_series (const OutlayChartPlot *self, guint series, GtkSnapshot *snapshot)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);

  for (guint i = 0; i < n; i++)
    {
      graphene_rect_t place;

      outlay_bar_plot_get_place (self, series, i, &place);
      if (place.size.height > 0)
        gtk_snapshot_append_color (snapshot, &self->colors[series], &place);
    }
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
  g_autofree gint64 *tops = g_new0 (gint64, MAX (n, 1));

  outlay_chart_axis_draw (self, get_peak (self));
  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_SHAPES);
  for (guint i = 0; i < n; i++)
    {
      draw_bar (self, i);
      tops[i] = 0;
      outlay_chart_data_get_before (self->data, i, &tops[i]);
      tops[i] = MAX (tops[i], outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, i));
    }

  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_FRONT);
  for (guint i = 0; i < n; i++)
    draw_before (self, i);
  outlay_chart_axis_draw_limit (self, tops);
  if (!self->style.is_reading && self->scale.n_steps > 0)
    draw_amounts (self);
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

  if (y < get_top (self, *bucket))
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
