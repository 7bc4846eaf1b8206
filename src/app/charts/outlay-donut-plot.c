/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#include <glib/gi18n.h>
#include <math.h>

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
draw_slices (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_series (self->data);
  double thin_from = -1, thin_to = -1;

  for (guint i = 0; i < n; i++)
    {
      double from, to;

      get_span (self, i, &from, &to);
      if (to <= from)
        continue;

      self->paths[i] = create_slice (self, from, to,
                                     to - from > 0.999 || is_thin (self, from, to) ? 0 : GAP);
      if (!is_thin (self, from, to))
        {
          outlay_chart_ink_add_fill (self->ink, self->paths[i], &self->colors[i]);
          continue;
        }

      if (thin_to < from)
        thin_from = from;
      thin_to = to;

      /* What is too thin is one piece together with its neighbours. */
      if (i + 1 < n)
        {
          double next_from, next_to;

          get_span (self, i + 1, &next_from, &next_to);
          if (next_to > next_from && is_thin (self, next_from, next_to))
            continue;
        }

      {
        g_autoptr (GskPath) piece = create_slice (self, thin_from, thin_to,
                                                  is_thin (self, thin_from, thin_to) ? 0 : GAP);

        outlay_chart_ink_add_fill (self->ink, piece, &self->style.dim);
      }
    }
}

void
outlay_donut_plot_draw_center (const OutlayChartPlot *self, OutlayChartInk *ink, guint series)
{
  gint64 whole = get_whole (self);
  gint64 minor = outlay_chart_data_get_minor (self->data, series, OUTLAY_CHART_ALL);
  g_autofree char *amount = outlay_chart_data_format (self->data, minor);
  g_autofree char *share = NULL;
  g_autofree char *caption = NULL;
  float room = get_radius (self) * HOLE * 2 * 0.86f;
  float size = self->style.size * 1.7f;
  float small = roundf (self->style.size * 0.87f);
  float x = self->width / 2, y = self->height / 2;
  float width = outlay_chart_ink_measure (ink, amount, size, PANGO_WEIGHT_BOLD);

  if (width > room)
    size *= room / width;

  if (series == OUTLAY_CHART_ALL)
    caption = g_strdup (outlay_chart_data_get_title (self->data));
  else
    {
      caption = g_strdup (outlay_chart_data_get_series (self->data, series)->name);
      share = outlay_chart_data_format_share (minor, whole);
    }

  {
    g_autofree char *fit = outlay_chart_ink_shorten (ink, caption, small, PANGO_WEIGHT_NORMAL,
                                                     room * 0.92f);
    outlay_chart_ink_add_text (ink, &(OutlayChartText) { .text = fit,
                                                         .x = x,
                                                         .y = y - size * 0.62f,
                                                         .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                                                         .size = small,
                                                         .weight = PANGO_WEIGHT_NORMAL,
                                                         .color = self->style.dim });
  }
  outlay_chart_ink_add_text (ink, &(OutlayChartText) { .text = amount,
                                                       .x = x,
                                                       .y = y + size * 0.36f,
                                                       .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                                                       .size = size,
                                                       .weight = PANGO_WEIGHT_BOLD,
                                                       .color = self->style.text });
  if (share != NULL)
    outlay_chart_ink_add_text (ink, &(OutlayChartText) { .text = share,
                                                         .x = x,
                                                         .y = y + size * 0.62f + small,
                                                         .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                                                         .size = small,
                                                         .weight = PANGO_WEIGHT_NORMAL,
                                                         .color = self->style.dim });
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

  *bucket = OUTLAY_CHART_ALL;

  if (distance > get_radius (self) || distance < get_radius (self) * HOLE)
    return FALSE;

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
