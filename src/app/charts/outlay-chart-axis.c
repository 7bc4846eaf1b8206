/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#include <glib/gi18n.h>

/* Between the lines of the grid at least. */
#define LINE_DISTANCE 40
#define GUTTER_GAP 8
#define LABEL_GAP 7

static float
get_label_size (const OutlayChartPlot *self)
{
  return roundf (self->style.size * 0.82f);
}

static float
get_gutter (OutlayChartPlot *self)
{
  float width = 0;

  for (guint i = 0; i <= self->scale.n_steps; i++)
    {
      g_autofree char *text = outlay_chart_scale_format (&self->scale, i, NULL);

      width = MAX (width, outlay_chart_ink_measure (self->ink, text, get_label_size (self),
                                                    PANGO_WEIGHT_NORMAL));
    }

  return ceilf (width) + GUTTER_GAP;
}

static void
lay_out (OutlayChartPlot *self, gint64 peak)
{
  float size = get_label_size (self);
  float top = ceilf (size / 2) + 2;
  float bottom = ceilf (size * 1.4f) + LABEL_GAP;
  float height = MAX (self->height - top - bottom, 1);
  guint n_lines = CLAMP ((guint) (height / LINE_DISTANCE), 1, 6);
  float gutter;

  outlay_chart_scale_init (&self->scale, outlay_chart_data_get_currency (self->data), peak,
                           n_lines);
  gutter = get_gutter (self);

  self->frame = GRAPHENE_RECT_INIT (self->style.is_rtl ? 0 : gutter, top,
                                    MAX (self->width - gutter, 1), height);
  self->step = self->frame.size.width / MAX (outlay_chart_data_get_n_buckets (self->data), 1);
}

static void
draw_grid (OutlayChartPlot *self)
{
  float size = get_label_size (self);
  float left = self->frame.origin.x, right = left + self->frame.size.width;
  float bottom = self->frame.origin.y + self->frame.size.height;
  GdkRGBA base = self->style.grid;

  base.alpha = MIN (base.alpha * 2.2f, 1);

  for (guint i = 0; i <= self->scale.n_steps; i++)
    {
      g_autofree char *text = outlay_chart_scale_format (&self->scale, i, NULL);
      float y = bottom - self->frame.size.height * (float) i / (float) MAX (self->scale.n_steps, 1);

      outlay_chart_ink_add_rule (self->ink, left, y, right, y, 1,
                                 i == 0 ? &base : &self->style.grid);
      outlay_chart_ink_add_text (
          self->ink,
          &(OutlayChartText) { .text = text,
                               .x = self->style.is_rtl ? right + GUTTER_GAP : left - GUTTER_GAP,
                               .y = roundf (y + size * 0.36f),
                               .anchor = self->style.is_rtl ? OUTLAY_CHART_ANCHOR_LEFT
                                                            : OUTLAY_CHART_ANCHOR_RIGHT,
                               .size = size,
                               .weight = PANGO_WEIGHT_NORMAL,
                               .color = self->style.dim });
    }
}

/* How many buckets share a label: few enough for all to fit. */
static guint
get_label_step (OutlayChartPlot *self)
{
  static const guint steps[] = { 1, 2, 5, 7, 10, 14, 30, 60, 90, 180 };
  guint n = outlay_chart_data_get_n_buckets (self->data);
  float width = 0;

  for (guint i = 0; i < n; i++)
    width = MAX (width, outlay_chart_ink_measure (
                            self->ink, outlay_chart_data_get_bucket (self->data, i)->label,
                            get_label_size (self), PANGO_WEIGHT_BOLD));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((float) steps[i] * self->step >= width + LABEL_GAP)
      return steps[i];

  return MAX (n, 1);
}

static void
draw_label (OutlayChartPlot *self, guint bucket, const char *text)
{
  gboolean is_running = outlay_chart_data_is_running (self->data, bucket);
  float size = get_label_size (self);
  float x = outlay_chart_plot_get_x (self, bucket) + self->step / 2;
  float half = outlay_chart_ink_measure (self->ink, text, size, PANGO_WEIGHT_BOLD) / 2;

  outlay_chart_ink_add_text (
      self->ink, &(OutlayChartText) {
                     .text = text,
                     .x = CLAMP (x, half, self->width - half),
                     .y = self->frame.origin.y + self->frame.size.height + LABEL_GAP + size * 0.9f,
                     .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                     .size = size,
                     .weight = is_running ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                     .color = is_running ? self->style.text : self->style.dim });
}

/* Only where something new begins, and where the one before leaves room. */
static gboolean
draw_marks (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  float end = -G_MAXFLOAT;
  guint n_marks = 0;

  for (guint i = 0; i < n; i++)
    n_marks += *outlay_chart_data_get_bucket (self->data, i)->mark != '\0';

  if (n_marks < 3)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const char *mark = outlay_chart_data_get_bucket (self->data, i)->mark;
      float width, start = (float) i * self->step;

      if (*mark == '\0' || start < end)
        continue;

      width = outlay_chart_ink_measure (self->ink, mark, get_label_size (self),
                                        PANGO_WEIGHT_NORMAL);
      draw_label (self, i, mark);
      end = start + width + 2 * LABEL_GAP;
    }

  return TRUE;
}

static void
draw_labels (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  guint step = get_label_step (self);
  guint kept = 0;

  if (step > 5 && draw_marks (self))
    return;

  for (guint i = 0; i < n; i++)
    if (outlay_chart_data_is_running (self->data, i))
      kept = i;

  for (guint i = kept % step; i < n; i += step)
    draw_label (self, i, outlay_chart_data_get_bucket (self->data, i)->label);
}

void
outlay_chart_axis_draw (OutlayChartPlot *self, gint64 peak)
{
  lay_out (self, peak);
  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_BACK);
  draw_grid (self);
  draw_labels (self);
}

void
outlay_chart_axis_draw_limit (OutlayChartPlot *self)
{
  gint64 limit = outlay_chart_data_get_limit (self->data);
  float left = self->frame.origin.x;
  float y = roundf (outlay_chart_plot_get_y (self, limit)) - 0.5f;
  GskPathBuilder *builder;
  g_autoptr (GskPath) path = NULL;

  if (limit == 0)
    return;

  builder = gsk_path_builder_new ();
  gsk_path_builder_move_to (builder, left, y);
  gsk_path_builder_line_to (builder, left + self->frame.size.width, y);
  path = gsk_path_builder_free_to_path (builder);

  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_FRONT);
  outlay_chart_ink_add_line (self->ink, path, 1.5f, 5, &self->style.alarm);
}
