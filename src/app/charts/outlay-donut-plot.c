/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#include <math.h>

#include "app/charts/outlay-chart-pattern.h"

/* The hole, of the radius. */
#define HOLE 0.66f
#define GAP 2.f
/* A slice that is thinner than this, in pixels along the rim, is drawn together with its neighbours. */
#define THINNEST 5.f

static float
get_radius (const OutlayChartPlot *self)
{
  return MAX (MIN (self->width, self->height) / 2 - 3, 8);
}

/* The point of the circle at a part of the way round, from the top, clockwise where one reads from the
 * left. */
static graphene_point_t
get_point (const OutlayChartPlot *self, double part, float radius, float offset)
{
  double angle = part * 2 * G_PI + offset / radius;
  double x = sin (angle) * (self->style.is_rtl ? -1 : 1);

  return GRAPHENE_POINT_INIT (self->width / 2 + (float) x * radius,
                              self->height / 2 - (float) cos (angle) * radius);
}

static void
add_arc (const OutlayChartPlot *self,
         GskPathBuilder *builder,
         double from,
         double to,
         float radius,
         float offset_from,
         float offset_to)
{
  /* Halves, as an arc of a whole turn would end where it began. */
  double middle = (from + to) / 2;
  graphene_point_t half = get_point (self, middle, radius, 0);
  graphene_point_t end = get_point (self, to, radius, offset_to);
  gboolean is_clockwise = (to > from) != self->style.is_rtl;

  gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, is_clockwise, half.x, half.y);
  gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, is_clockwise, end.x, end.y);
}

static GskPath *
create_slice (const OutlayChartPlot *self, double from, double to, float gap)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  float outer = get_radius (self);
  float inner = outer * HOLE;
  graphene_point_t start = get_point (self, from, outer, gap / 2);
  graphene_point_t back = get_point (self, to, inner, -gap / 2);

  gsk_path_builder_move_to (builder, start.x, start.y);
  add_arc (self, builder, from, to, outer, gap / 2, -gap / 2);
  gsk_path_builder_line_to (builder, back.x, back.y);
  add_arc (self, builder, to, from, inner, -gap / 2, gap / 2);
  gsk_path_builder_close (builder);

  return gsk_path_builder_free_to_path (builder);
}

static gint64
get_whole (const OutlayChartPlot *self)
{
  return outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL);
}

/* Where a slice begins and ends, parts of the whole turn. */
static void
get_span (const OutlayChartPlot *self, guint series, double *from, double *to)
{
  double whole = 0, below = 0;

  /* As doubles: the shares of what is too large to be added up are still right. */
  for (guint i = 0; i < outlay_chart_data_get_n_series (self->data); i++)
    {
      double minor = (double) outlay_chart_data_get_minor (self->data, i, OUTLAY_CHART_ALL);

      whole += minor;
      if (i < series)
        below += minor;
    }

  *from = whole > 0 ? below / whole : 0;
  *to = whole > 0 ? (below +
                     (double) outlay_chart_data_get_minor (self->data, series, OUTLAY_CHART_ALL)) /
                        whole
                  : 0;
}

static gboolean
is_thin (const OutlayChartPlot *self, double from, double to)
{
  return (to - from) * 2 * G_PI * get_radius (self) < THINNEST;
}

static void
draw_slice (OutlayChartPlot *self, guint series)
{
  graphene_rect_t bounds;

  outlay_chart_ink_add_fill (self->ink, self->paths[series], &self->colors[series]);

  if (self->style.is_contrast && gsk_path_get_bounds (self->paths[series], &bounds))
    {
      outlay_chart_ink_push_path (self->ink, self->paths[series]);
      outlay_chart_pattern_draw (self->ink, &bounds, series, &self->style.paper);
      outlay_chart_ink_pop_clip (self->ink);
    }
}

/* What is too thin to be told apart is one piece, in the colour of text of second rank. */
static void
draw_thin (OutlayChartPlot *self, double from, double to)
{
  g_autoptr (GskPath) piece = NULL;

  if (to <= from)
    return;

  piece = create_slice (self, from, to, is_thin (self, from, to) ? 0 : GAP);
  outlay_chart_ink_add_fill (self->ink, piece, &self->style.dim);
}

static void
draw_slices (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_series (self->data);
  double thin_from = 0, thin_to = 0;

  for (guint i = 0; i < n; i++)
    {
      double from, to;

      get_span (self, i, &from, &to);
      if (to <= from)
        continue;

      if (is_thin (self, from, to))
        {
          self->paths[i] = create_slice (self, from, to, 0);
          thin_from = thin_to > 0 ? thin_from : from;
          thin_to = to;
          continue;
        }

      draw_thin (self, thin_from, thin_to);
      thin_from = thin_to = 0;
      self->paths[i] = create_slice (self, from, to, to - from > 0.999 ? 0 : GAP);
      draw_slice (self, i);
    }

  draw_thin (self, thin_from, thin_to);
}

static void
draw_line (const OutlayChartPlot *self,
           OutlayChartInk *ink,
           const char *text,
           float y,
           float size,
           PangoWeight weight,
           const GdkRGBA *color)
{
  float room = get_radius (self) * HOLE * 1.7f;
  g_autofree char *fit = outlay_chart_ink_shorten (ink, text, size, weight, room);

  outlay_chart_ink_add_text (ink, &(OutlayChartText) { .text = fit,
                                                       .x = self->width / 2,
                                                       .y = roundf (y),
                                                       .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                                                       .size = size,
                                                       .weight = weight,
                                                       .color = *color });
}

void
outlay_donut_plot_draw_center (const OutlayChartPlot *self, OutlayChartInk *ink, guint series)
{
  gint64 minor = outlay_chart_data_get_minor (self->data, series, OUTLAY_CHART_ALL);
  g_autofree char *amount = outlay_chart_data_format (self->data, minor);
  g_autofree char *share = outlay_chart_data_format_share (minor, get_whole (self));
  gboolean is_whole = series == OUTLAY_CHART_ALL;
  const char *name = is_whole ? outlay_chart_data_get_title (self->data)
                              : outlay_chart_data_get_series (self->data, series)->name;
  float room = get_radius (self) * HOLE * 1.7f;
  float size = self->style.size * 1.6f;
  float small = roundf (self->style.size * 0.87f);
  float width = outlay_chart_ink_measure (ink, amount, size, PANGO_WEIGHT_BOLD);
  float y = self->height / 2;

  if (width > room)
    size *= room / width;

  /* The whole has two lines, and a slice three, around the middle. */
  y += is_whole ? small * 0.7f : 0;
  draw_line (self, ink, name, y - size * 0.5f - small * 0.5f, small, PANGO_WEIGHT_NORMAL,
             &self->style.dim);
  draw_line (self, ink, amount, y + size * 0.36f, size, PANGO_WEIGHT_BOLD, &self->style.text);
  if (!is_whole)
    draw_line (self, ink, share, y + size * 0.5f + small * 1.25f, small, PANGO_WEIGHT_NORMAL,
               &self->style.dim);
}

void
outlay_donut_plot_draw (OutlayChartPlot *self)
{
  self->frame = GRAPHENE_RECT_INIT (0, 0, self->width, self->height);

  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_BACK);
  outlay_donut_plot_draw_center (self, self->ink, OUTLAY_CHART_ALL);

  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_SHAPES);
  if (get_whole (self) > 0)
    draw_slices (self);
  else
    {
      g_autoptr (GskPath) ring = create_slice (self, 0, 1, 0);

      outlay_chart_ink_add_fill (self->ink, ring, &self->style.grid);
    }
}

gboolean
outlay_donut_plot_find (const OutlayChartPlot *self, float x, float y, guint *series, guint *bucket)
{
  double dx = (x - self->width / 2) * (self->style.is_rtl ? -1 : 1);
  double dy = self->height / 2 - y;
  double distance = hypot (dx, dy);
  double part = atan2 (dx, dy) / (2 * G_PI);

  *series = *bucket = OUTLAY_CHART_ALL;

  if (distance > get_radius (self))
    return FALSE;

  /* The whole is in the hole. */
  if (distance < get_radius (self) * HOLE)
    return TRUE;

  if (part < 0)
    part += 1;

  for (guint i = 0; i < outlay_chart_data_get_n_series (self->data); i++)
    {
      double from, to;

      get_span (self, i, &from, &to);
      if (part >= from && part < to)
        {
          *series = i;
          return TRUE;
        }
    }

  return FALSE;
}

void
outlay_donut_plot_get_place (const OutlayChartPlot *self,
                             guint series,
                             guint bucket,
                             graphene_rect_t *place)
{
  if (series == OUTLAY_CHART_ALL || self->paths[series] == NULL ||
      !gsk_path_get_bounds (self->paths[series], place))
    *place = GRAPHENE_RECT_INIT (self->width / 2 - get_radius (self),
                                 self->height / 2 - get_radius (self), get_radius (self) * 2,
                                 get_radius (self) * 2);
}
