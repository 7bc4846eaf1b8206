/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-sheet.h"

#include "app/charts/outlay-chart-key.h"

#define MARGIN 36
#define TITLE_SIZE 26
#define TEXT_SIZE 15
#define KEY_GAP 22
#define LINE_HEIGHT 26
#define SHARE_WIDTH 64

/* Where what one reads first stands. */
static OutlayChartAnchor
get_start (const OutlayChartStyle *style)
{
  return style->is_rtl ? OUTLAY_CHART_ANCHOR_RIGHT : OUTLAY_CHART_ANCHOR_LEFT;
}

static float
mirror (const OutlayChartStyle *style, float width, float x)
{
  return style->is_rtl ? width - x : x;
}

/* Title and subtitle; returns where they end. */
static float
draw_titles (OutlayChartSheet *self,
             const OutlayChartStyle *style,
             const char *title,
             const char *subtitle)
{
  float room = self->width - 2 * MARGIN;
  float x = mirror (style, self->width, MARGIN);
  float y = MARGIN + TITLE_SIZE * 0.8f;
  g_autofree char *first = outlay_chart_ink_shorten (self->head, title, TITLE_SIZE,
                                                     PANGO_WEIGHT_BOLD, room);

  outlay_chart_ink_add_text (self->head,
                             &(OutlayChartText) { first, x, y, get_start (style), TITLE_SIZE,
                                                  PANGO_WEIGHT_BOLD, style->text });
  if (subtitle != NULL && *subtitle != '\0')
    {
      g_autofree char *second = outlay_chart_ink_shorten (self->head, subtitle, TEXT_SIZE,
                                                          PANGO_WEIGHT_NORMAL, room);

      y += LINE_HEIGHT;
      outlay_chart_ink_add_text (self->head,
                                 &(OutlayChartText) { second, x, y, get_start (style), TEXT_SIZE,
                                                      PANGO_WEIGHT_NORMAL, style->dim });
    }

  return y + LINE_HEIGHT * 0.8f;
}

/* One entry at its place; @end is where its amount stands, or below 0 for directly behind the name. Returns
 * how wide it is. */
static float
draw_key (OutlayChartSheet *self,
          OutlayChartData *data,
          const OutlayChartStyle *style,
          const GdkRGBA *colors,
          const OutlayChartKey *key,
          float x,
          float y,
          float end)
{
  float sign_x = mirror (style, self->width, x) - (style->is_rtl ? OUTLAY_CHART_KEY_SIZE : 0);
  float text_x = x + OUTLAY_CHART_KEY_SIZE + 8;
  g_autofree char *amount = key->minor > 0 ? outlay_chart_data_format (data, key->minor)
                                           : g_strdup ("");
  float amount_width = outlay_chart_ink_measure (self->head, amount, TEXT_SIZE,
                                                 PANGO_WEIGHT_NORMAL);
  float room = end >= 0 ? end - amount_width - 12 - text_x : 260;
  g_autofree char *name = outlay_chart_ink_shorten (self->head, key->name, TEXT_SIZE,
                                                    PANGO_WEIGHT_NORMAL, room);
  float name_width = outlay_chart_ink_measure (self->head, name, TEXT_SIZE, PANGO_WEIGHT_NORMAL);
  float amount_x = end >= 0 ? end - amount_width : text_x + name_width + 8;

  outlay_chart_key_draw (key, style, colors, self->head, sign_x,
                         roundf (y - TEXT_SIZE * 0.36f - OUTLAY_CHART_KEY_SIZE / 2.f));
  outlay_chart_ink_add_text (self->head,
                             &(OutlayChartText) { name, mirror (style, self->width, text_x), y,
                                                  get_start (style), TEXT_SIZE, PANGO_WEIGHT_NORMAL,
                                                  style->text });
  outlay_chart_ink_add_text (self->head,
                             &(OutlayChartText) { amount, mirror (style, self->width, amount_x), y,
                                                  get_start (style), TEXT_SIZE, PANGO_WEIGHT_NORMAL,
                                                  style->dim });

  return amount_x + amount_width - x;
}

/* What an entry behind the name takes, without drawing it. */
static float
measure_key (OutlayChartSheet *self, OutlayChartData *data, const OutlayChartKey *key)
{
  g_autofree char *amount = key->minor > 0 ? outlay_chart_data_format (data, key->minor)
                                           : g_strdup ("");
  float name = outlay_chart_ink_measure (self->head, key->name, TEXT_SIZE, PANGO_WEIGHT_NORMAL);

  return OUTLAY_CHART_KEY_SIZE + 8 + MIN (name, 260) + 8 +
         outlay_chart_ink_measure (self->head, amount, TEXT_SIZE, PANGO_WEIGHT_NORMAL);
}

/* The legend in lines below each other, upwards from the lower edge; returns where it begins. */
static float
draw_legend (OutlayChartSheet *self,
             OutlayChartData *data,
             const OutlayChartStyle *style,
             const GdkRGBA *colors,
             GArray *keys)
{
  g_autofree guint *lines = g_new (guint, MAX (keys->len, 1));
  float x = MARGIN, top;
  guint line = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      float width = measure_key (self, data, &g_array_index (keys, OutlayChartKey, i));

      if (x > MARGIN && x + width > self->width - MARGIN)
        {
          x = MARGIN;
          line++;
        }

      lines[i] = line;
      x += width + KEY_GAP;
    }

  top = self->height - MARGIN - (float) line * LINE_HEIGHT;
  for (guint i = 0; i < keys->len; i++)
    {
      x = i == 0 || lines[i] != lines[i - 1] ? MARGIN : x;
      x += KEY_GAP + draw_key (self, data, style, colors, &g_array_index (keys, OutlayChartKey, i),
                               x, top + LINE_HEIGHT * (float) lines[i], -1);
    }

  return keys->len > 0 ? top - LINE_HEIGHT : top;
}

/* The slices' names and amounts below each other, beside the ring. */
static void
draw_slices (OutlayChartSheet *self,
             OutlayChartData *data,
             const OutlayChartStyle *style,
             const GdkRGBA *colors,
             GArray *keys,
             float x,
             float top)
{
  gint64 whole = outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL);
  float room = self->height - MARGIN - top;
  guint n = MIN (keys->len, (guint) (room / LINE_HEIGHT));
  float y = top + (room - (float) n * LINE_HEIGHT) / 2 + LINE_HEIGHT * 0.7f;

  for (guint i = 0; i < n; i++)
    {
      const OutlayChartKey *key = &g_array_index (keys, OutlayChartKey, i);
      g_autofree char *share = outlay_chart_data_format_share (key->minor, whole);
      float line = y + LINE_HEIGHT * (float) i;

      draw_key (self, data, style, colors, key, x, line, self->width - MARGIN - SHARE_WIDTH);
      outlay_chart_ink_add_text (
          self->head, &(OutlayChartText) { .text = share,
                                           .x = mirror (style, self->width, self->width - MARGIN),
                                           .y = line,
                                           .anchor = style->is_rtl ? OUTLAY_CHART_ANCHOR_LEFT
                                                                   : OUTLAY_CHART_ANCHOR_RIGHT,
                                           .size = TEXT_SIZE,
                                           .weight = PANGO_WEIGHT_NORMAL,
                                           .color = style->dim });
    }
}

OutlayChartSheet *
outlay_chart_sheet_new (OutlayChartData *data,
                        OutlayChartKind kind,
                        const char *subtitle,
                        PangoContext *pango,
                        float width,
                        float height)
{
  OutlayChartSheet *self = g_new0 (OutlayChartSheet, 1);
  g_autoptr (GArray) keys = outlay_chart_key_list (data, kind);
  g_autofree GdkRGBA *colors = g_new0 (GdkRGBA, outlay_chart_data_get_n_series (data) + 1);
  OutlayChartStyle style;
  float top, bottom, plot_width;

  outlay_chart_style_init_for_paper (&style);
  outlay_chart_style_get_colors (&style, data, colors);
  self->width = width;
  self->height = height;
  self->head = outlay_chart_ink_new (pango, style.family);
  outlay_chart_ink_begin (self->head, OUTLAY_CHART_LAYER_BACK);
  outlay_chart_ink_add_rect (self->head, &GRAPHENE_RECT_INIT (0, 0, width, height), 0, 0,
                             &style.paper);
  top = draw_titles (self, &style, outlay_chart_data_get_title (data), subtitle);

  if (kind == OUTLAY_CHART_DONUT)
    {
      plot_width = roundf ((width - 2 * MARGIN) * 0.46f);
      bottom = height - MARGIN;
      draw_slices (self, data, &style, colors, keys, MARGIN + plot_width + 2 * KEY_GAP, top);
    }
  else
    {
      plot_width = width - 2 * MARGIN;
      bottom = draw_legend (self, data, &style, colors, keys);
    }

  self->plot_x = style.is_rtl ? width - MARGIN - plot_width : MARGIN;
  self->plot_y = roundf (top);
  self->plot = outlay_chart_plot_new (data, kind, &style, pango, plot_width,
                                      MAX (roundf (bottom - top), 40));

  return self;
}

void
outlay_chart_sheet_free (OutlayChartSheet *self)
{
  outlay_chart_plot_free (self->plot);
  outlay_chart_ink_free (self->head);
  g_free (self);
}
