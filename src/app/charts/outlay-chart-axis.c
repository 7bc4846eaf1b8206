/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-plot.h"

#include <glib/gi18n.h>

/* Between the lines of the grid at least. */
#define LINE_DISTANCE 40
#define MAX_LINES 6
#define GUTTER_GAP 8
#define LABEL_GAP 7
/* From how many buckets a label on, the marks say more than labels of a few. */
#define MARKS_FROM 7

/* What stands below the buckets. */
typedef enum
{
  NAMES_LABELS,           /* a label for each, or for every so many */
  NAMES_LABELS_AND_MARKS, /* and below them what begins there */
  NAMES_MARKS,            /* only what begins */
} NamesKind;

/* @step: how many buckets share a label */
typedef struct
{
  NamesKind kind;
  guint step;
} Names;

static float
get_label_size (const OutlayChartPlot *self)
{
  return roundf (self->style.size * 0.82f);
}

static float
get_line_height (const OutlayChartPlot *self)
{
  return ceilf (get_label_size (self) * 1.4f);
}

static float
measure (OutlayChartPlot *self, const char *text)
{
  return outlay_chart_ink_measure (self->ink, text, get_label_size (self), PANGO_WEIGHT_BOLD);
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

static float
get_widest_label (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  /* Equal texts are one in the data. */
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  float width = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *label = outlay_chart_data_get_bucket (self->data, i)->label;

      if (g_hash_table_add (seen, (gpointer) label))
        width = MAX (width, measure (self, label));
    }

  return width;
}

/* Few enough labels for all to fit. */
static guint
choose_step (OutlayChartPlot *self)
{
  static const guint steps[] = { 1, 2, 5, 7, 10, 14, 30, 60, 90, 180 };
  float width = get_widest_label (self) + LABEL_GAP;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((float) steps[i] * self->step >= width)
      return steps[i];

  return MAX (outlay_chart_data_get_n_buckets (self->data), 1);
}

static Names
choose_names (OutlayChartPlot *self)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  Names names = { NAMES_LABELS, choose_step (self) };
  guint n_marks = 0;

  for (guint i = 0; i < n; i++)
    n_marks += *outlay_chart_data_get_bucket (self->data, i)->mark != '\0';

  if (n_marks >= 3 && names.step >= MARKS_FROM)
    names.kind = NAMES_MARKS;
  else if (n_marks > 0 && n > 1)
    names.kind = NAMES_LABELS_AND_MARKS;

  return names;
}

static Names
lay_out (OutlayChartPlot *self, gint64 peak)
{
  float top = ceilf (get_label_size (self) / 2) + 3;
  float bottom = get_line_height (self) + LABEL_GAP;
  guint n_lines = CLAMP ((guint) (MAX (self->height - top - bottom, 0) / LINE_DISTANCE), 1,
                         MAX_LINES);
  float gutter;
  Names names;

  outlay_chart_scale_init (&self->scale, outlay_chart_data_get_currency (self->data), peak,
                           n_lines);
  gutter = self->scale.n_steps > 0 ? get_gutter (self) : 0;

  self->frame.origin.x = self->style.is_rtl ? 0 : gutter;
  self->frame.size.width = MAX (self->width - gutter, 1);
  self->step = self->frame.size.width /
               (float) MAX (outlay_chart_data_get_n_buckets (self->data), 1);

  names = choose_names (self);
  if (names.kind == NAMES_LABELS_AND_MARKS)
    bottom += get_line_height (self);
  self->frame.origin.y = top;
  self->frame.size.height = MAX (self->height - top - bottom, 1);

  return names;
}

static void
draw_grid (OutlayChartPlot *self)
{
  /* Where there is nothing, the lines still show where it would be. */
  guint n_lines = self->scale.n_steps > 0 ? self->scale.n_steps : 3;
  float size = get_label_size (self);
  float left = self->frame.origin.x, right = left + self->frame.size.width;
  float bottom = self->frame.origin.y + self->frame.size.height;
  GdkRGBA base = self->style.grid;

  base.alpha = MIN (base.alpha * 2.2f, 1);

  for (guint i = 0; i <= n_lines; i++)
    {
      float y = bottom - self->frame.size.height * (float) i / (float) n_lines;
      g_autofree char *text = NULL;

      outlay_chart_ink_add_rule (self->ink, left, y, right, y, 1,
                                 i == 0 ? &base : &self->style.grid);
      if (self->scale.n_steps == 0)
        continue;

      text = outlay_chart_scale_format (&self->scale, i, NULL);
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

static void
draw_nothing (OutlayChartPlot *self)
{
  outlay_chart_ink_add_text (
      self->ink, &(OutlayChartText) {
                     /* Translators: in a chart without any amount. */
                     .text = _ ("Nothing Spent"),
                     .x = self->frame.origin.x + self->frame.size.width / 2,
                     .y = self->frame.origin.y + self->frame.size.height / 2 - self->style.size / 2,
                     .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                     .size = self->style.size,
                     .weight = PANGO_WEIGHT_BOLD,
                     .color = self->style.dim });
}

/* A text on one of the lines below the buckets, never out of the picture. */
static void
draw_name (OutlayChartPlot *self, const char *text, float x, guint line, gboolean is_strong)
{
  float size = get_label_size (self);
  float half = measure (self, text) / 2;
  float y = self->frame.origin.y + self->frame.size.height + LABEL_GAP + size * 0.9f +
            get_line_height (self) * (float) line;

  outlay_chart_ink_add_text (
      self->ink, &(OutlayChartText) { .text = text,
                                      .x = CLAMP (x, half, MAX (self->width - half, half)),
                                      .y = roundf (y),
                                      .anchor = OUTLAY_CHART_ANCHOR_MIDDLE,
                                      .size = size,
                                      .weight = is_strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                                      .color = is_strong ? self->style.text : self->style.dim });
}

static float
get_middle (OutlayChartPlot *self, guint bucket)
{
  return outlay_chart_plot_get_x (self, bucket) + self->step / 2;
}

/* The mark after @bucket; the number of buckets where there is none. */
static guint
find_next_mark (OutlayChartPlot *self, guint bucket)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);

  do
    bucket++;
  while (bucket < n && *outlay_chart_data_get_bucket (self->data, bucket)->mark == '\0');

  return bucket;
}

/* Where something begins, unless the one before leaves no room. The first one, which hardly ever begins
 * with its month, gives way to the next. */
static void
draw_marks (OutlayChartPlot *self, guint line)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  float end = -G_MAXFLOAT;

  for (guint i = *outlay_chart_data_get_bucket (self->data, 0)->mark != '\0'
                     ? 0
                     : find_next_mark (self, 0);
       i < n; i = find_next_mark (self, i))
    {
      const char *mark = outlay_chart_data_get_bucket (self->data, i)->mark;
      float width = measure (self, mark) + LABEL_GAP;
      float start = (float) i * self->step;
      guint next = find_next_mark (self, i);

      if (start < end || (i == 0 && next < n && (float) next * self->step < width))
        continue;

      draw_name (self, mark, get_middle (self, i), line, FALSE);
      end = start + width;
    }
}

static void
draw_labels (OutlayChartPlot *self, guint step)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  guint kept = 0;

  /* The one that is running is always named. */
  for (guint i = 0; i < n; i++)
    if (outlay_chart_data_is_running (self->data, i))
      kept = i;

  for (guint i = kept % step; i < n; i += step)
    draw_name (self, outlay_chart_data_get_bucket (self->data, i)->label, get_middle (self, i), 0,
               outlay_chart_data_is_running (self->data, i));
}

void
outlay_chart_axis_draw (OutlayChartPlot *self, gint64 peak)
{
  gint64 limit = outlay_chart_data_get_limit (self->data);
  /* The budget's line has its name above it. */
  Names names = lay_out (self, MAX (peak, outlay_chart_data_add (limit, limit / 16)));

  outlay_chart_ink_begin (self->ink, OUTLAY_CHART_LAYER_BACK);
  draw_grid (self);

  if (names.kind != NAMES_MARKS)
    draw_labels (self, names.step);
  if (names.kind != NAMES_LABELS)
    draw_marks (self, names.kind == NAMES_MARKS ? 0 : 1);
  if (peak == 0 && limit == 0)
    draw_nothing (self);
}

/* Whether something stands in the way of a text of @width over the line at @y, from one edge on. */
static gboolean
is_in_the_way (OutlayChartPlot *self, const gint64 *tops, float y, float width, gboolean is_at_left)
{
  guint n = outlay_chart_data_get_n_buckets (self->data);
  float left = self->frame.origin.x, right = left + self->frame.size.width;
  /* On paper an amount stands above each bar. */
  float above = self->style.is_reading ? 0 : get_label_size (self) * 1.8f;

  for (guint i = 0; i < n; i++)
    {
      float x = outlay_chart_plot_get_x (self, i);
      gboolean is_below = is_at_left ? x < left + width : x + self->step > right - width;

      if (is_below && outlay_chart_plot_get_y (self, tops[i]) - above < y)
        return TRUE;
    }

  return FALSE;
}

/* The name above the line, at the end or else at the beginning, where nothing is in its way. */
static void
draw_limit_name (OutlayChartPlot *self, const gint64 *tops, float y)
{
  float size = get_label_size (self);
  const char *name = outlay_chart_data_get_limit_name (self->data);
  float width = measure (self, name) + LABEL_GAP;
  gboolean is_at_left = self->style.is_rtl;
  float left = self->frame.origin.x, right = left + self->frame.size.width;

  if (y - size * 1.3f < 0 || width > self->frame.size.width / 2)
    return;

  if (is_in_the_way (self, tops, y, width, is_at_left))
    is_at_left = !is_at_left;
  if (is_in_the_way (self, tops, y, width, is_at_left))
    return;

  outlay_chart_ink_add_text (self->ink,
                             &(OutlayChartText) { .text = name,
                                                  .x = is_at_left ? left + 2 : right - 2,
                                                  .y = y - 5,
                                                  .anchor = is_at_left ? OUTLAY_CHART_ANCHOR_LEFT
                                                                       : OUTLAY_CHART_ANCHOR_RIGHT,
                                                  .size = size,
                                                  .weight = PANGO_WEIGHT_BOLD,
                                                  .color = self->style.alarm });
}

void
outlay_chart_axis_draw_limit (OutlayChartPlot *self, const gint64 *tops)
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
  draw_limit_name (self, tops, y);
}
