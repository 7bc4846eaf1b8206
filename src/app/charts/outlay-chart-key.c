/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-key.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-chart-pattern.h"
#include "app/charts/outlay-chart-reading.h"

static void
add_key (GArray *keys, OutlayChartKeySign sign, const char *name, gint64 minor)
{
  OutlayChartKey key = { sign, name, OUTLAY_CHART_ALL, minor };

  g_array_append_val (keys, key);
}

static gboolean
has_forecast (OutlayChartData *data)
{
  guint n = outlay_chart_data_get_n_buckets (data);
  gint64 low, high;

  return n > 0 && outlay_chart_data_get_forecast (data, n - 1, &low, &high);
}

/* What a series amounts to: of a line that is where it has come to. */
static gint64
get_minor (OutlayChartData *data, OutlayChartKind kind, guint series)
{
  OutlayChartReading latest = kind == OUTLAY_CHART_TREND ? outlay_chart_reading_begin (data, kind)
                                                         : OUTLAY_CHART_READING_NONE;

  return outlay_chart_data_get_minor (data, series, latest.bucket);
}

static void
add_series (GArray *keys, OutlayChartData *data, OutlayChartKind kind)
{
  guint n = outlay_chart_data_get_n_series (data);

  for (guint i = 0; i < n; i++)
    {
      OutlayChartKey key = { OUTLAY_CHART_KEY_AREA, outlay_chart_data_get_series (data, i)->name, i,
                             get_minor (data, kind, i) };

      if (key.minor > 0 || kind == OUTLAY_CHART_TREND)
        g_array_append_val (keys, key);
    }
}

GArray *
outlay_chart_key_list (OutlayChartData *data, OutlayChartKind kind)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (OutlayChartKey));
  guint n = outlay_chart_data_get_n_buckets (data);
  guint whole = kind == OUTLAY_CHART_TREND && n > 0 ? n - 1 : OUTLAY_CHART_ALL;
  gint64 before;

  add_series (keys, data, kind);
  if (kind == OUTLAY_CHART_DONUT)
    return keys;

  if (kind == OUTLAY_CHART_TREND && has_forecast (data))
    add_key (keys, OUTLAY_CHART_KEY_BAND, _ ("Forecast"), 0);
  if (outlay_chart_data_get_before (data, whole, &before))
    add_key (keys, OUTLAY_CHART_KEY_LINE, outlay_chart_data_get_before_name (data), before);
  if (outlay_chart_data_get_limit (data) > 0)
    add_key (keys, OUTLAY_CHART_KEY_DASHES, outlay_chart_data_get_limit_name (data),
             outlay_chart_data_get_limit (data));

  return keys;
}

static void
draw_dashes (OutlayChartInk *ink, const graphene_rect_t *square, const GdkRGBA *color)
{
  float dash = square->size.width * 0.4f;
  float y = square->origin.y + square->size.height / 2 - 1;

  outlay_chart_ink_add_rect (ink, &GRAPHENE_RECT_INIT (square->origin.x, y, dash, 2), 0, 0, color);
  outlay_chart_ink_add_rect (
      ink, &GRAPHENE_RECT_INIT (square->origin.x + square->size.width - dash, y, dash, 2), 0, 0,
      color);
}

void
outlay_chart_key_draw (const OutlayChartKey *self,
                       const OutlayChartStyle *style,
                       const GdkRGBA *colors,
                       OutlayChartInk *ink,
                       float x,
                       float y,
                       float size)
{
  graphene_rect_t square = GRAPHENE_RECT_INIT (roundf (x), roundf (y), size, size);
  float radius = size * 0.3f;
  GdkRGBA pale;

  switch (self->sign)
    {
    case OUTLAY_CHART_KEY_AREA:
      outlay_chart_ink_push_clip (ink, &square, radius, radius);
      outlay_chart_ink_add_rect (ink, &square, 0, 0, &colors[self->series]);
      if (style->is_contrast)
        outlay_chart_pattern_draw (ink, &square, self->series, &style->paper);
      outlay_chart_ink_pop_clip (ink);
      break;

    case OUTLAY_CHART_KEY_LINE:
      square.origin.y += size / 2 - 1;
      square.size.height = 2;
      outlay_chart_ink_add_rect (ink, &square, 1, 1, &style->dim);
      break;

    case OUTLAY_CHART_KEY_DASHES:
      draw_dashes (ink, &square, &style->alarm);
      break;

    case OUTLAY_CHART_KEY_BAND:
      pale = colors[0];
      pale.alpha = 0.25f;
      outlay_chart_ink_add_rect (ink, &square, radius, radius, &pale);
      draw_dashes (ink, &square, &colors[0]);
      break;

    default:
      g_assert_not_reached ();
    }
}
