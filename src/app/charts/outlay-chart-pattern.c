/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-pattern.h"

#include <math.h>

#define DISTANCE 5.f
#define WIDTH 1.2f

/* Lines that rise (or fall) to the right. */
static void
add_slopes (GskPathBuilder *builder, const graphene_rect_t *area, gboolean is_falling)
{
  float left = area->origin.x, top = area->origin.y;
  float width = area->size.width, height = area->size.height;
  float step = DISTANCE * (float) G_SQRT2;
  float first = is_falling ? left - top - height : left + top;
  float last = first + width + height;

  for (float at = ceilf (first / step) * step; at < last; at += step)
    {
      float x = is_falling ? at + top : at - top;

      gsk_path_builder_move_to (builder, x, top);
      gsk_path_builder_line_to (builder, is_falling ? x + height : x - height, top + height);
    }
}

static void
add_levels (GskPathBuilder *builder, const graphene_rect_t *area)
{
  float left = area->origin.x, bottom = area->origin.y + area->size.height;

  for (float y = ceilf (area->origin.y / DISTANCE) * DISTANCE; y < bottom; y += DISTANCE)
    {
      gsk_path_builder_move_to (builder, left, y);
      gsk_path_builder_line_to (builder, left + area->size.width, y);
    }
}

static void
add_columns (GskPathBuilder *builder, const graphene_rect_t *area)
{
  float top = area->origin.y, right = area->origin.x + area->size.width;

  for (float x = ceilf (area->origin.x / DISTANCE) * DISTANCE; x < right; x += DISTANCE)
    {
      gsk_path_builder_move_to (builder, x, top);
      gsk_path_builder_line_to (builder, x, top + area->size.height);
    }
}

void
outlay_chart_pattern_draw (OutlayChartInk *ink,
                           const graphene_rect_t *area,
                           guint series,
                           const GdkRGBA *color)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  switch (series % 7)
    {
    case 1:
      add_slopes (builder, area, FALSE);
      break;
    case 2:
      add_levels (builder, area);
      break;
    case 3:
      add_slopes (builder, area, TRUE);
      break;
    case 4:
      add_columns (builder, area);
      break;
    case 5:
      add_slopes (builder, area, FALSE);
      add_slopes (builder, area, TRUE);
      break;
    case 6:
      add_levels (builder, area);
      add_columns (builder, area);
      break;
    default:
      break;
    }

  path = gsk_path_builder_free_to_path (builder);
  if (!gsk_path_is_empty (path))
    outlay_chart_ink_add_line (ink, path, WIDTH, 0, color);
}
