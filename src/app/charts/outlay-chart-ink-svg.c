/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-ink-private.h"

/* A number of SVG: a point whatever the locale, two decimals at most. */
static void
append_number (GString *svg, const char *before, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.2f", value);
  if (strchr (text, '.') != NULL)
    {
      char *end = text + strlen (text) - 1;

      while (*end == '0')
        *end-- = '\0';
      if (*end == '.')
        *end = '\0';
    }

  g_string_append_printf (svg, "%s%s", before, g_str_equal (text, "-0") ? "0" : text);
}

static void
append_attribute (GString *svg, const char *name, double value)
{
  g_string_append_printf (svg, " %s=", name);
  append_number (svg, "\"", value);
  g_string_append_c (svg, '"');
}

static void
append_color (GString *svg, const char *name, const GdkRGBA *color)
{
  /* SVG 1.1, 11 and 13.2.4: "fill" has "fill-opacity", but "stop-color" has "stop-opacity". */
  gsize stem = strcspn (name, "-");

  g_string_append_printf (svg, " %s=\"#%02x%02x%02x\"", name, (guint) lroundf (color->red * 255),
                          (guint) lroundf (color->green * 255),
                          (guint) lroundf (color->blue * 255));

  if (color->alpha < 1)
    {
      g_autofree char *opacity = g_strdup_printf ("%.*s-opacity", (int) stem, name);

      append_attribute (svg, opacity, color->alpha);
    }
}

static void
append_points (GString *svg, const char *command, const graphene_point_t *points, gsize n)
{
  g_string_append (svg, command);
  for (gsize i = 0; i < n; i++)
    {
      append_number (svg, i > 0 ? " " : "", points[i].x);
      append_number (svg, " ", points[i].y);
    }
}

static gboolean
append_operation_cb (GskPathOperation op,
                     const graphene_point_t *points,
                     gsize n_points,
                     float weight,
                     gpointer data)
{
  GString *svg = data;

  switch (op)
    {
    case GSK_PATH_MOVE:
      append_points (svg, "M", points, 1);
      break;
    case GSK_PATH_LINE:
      append_points (svg, "L", points + 1, 1);
      break;
    case GSK_PATH_QUAD:
      append_points (svg, "Q", points + 1, 2);
      break;
    case GSK_PATH_CUBIC:
      append_points (svg, "C", points + 1, 3);
      break;
    case GSK_PATH_CLOSE:
      g_string_append (svg, "Z");
      break;
    default:
      /* Conics are asked for as cubics. */
      g_assert_not_reached ();
    }

  return TRUE;
}

static void
append_path (GString *svg, GskPath *path)
{
  g_string_append (svg, " d=\"");
  gsk_path_foreach (path, GSK_PATH_FOREACH_ALLOW_QUAD | GSK_PATH_FOREACH_ALLOW_CUBIC,
                    append_operation_cb, svg);
  g_string_append_c (svg, '"');
}

/* The rectangle as an element that is not closed yet. */
static void
begin_rect (GString *svg, const OutlayChartMark *mark)
{
  float x = mark->rect.origin.x, y = mark->rect.origin.y;
  float width = mark->rect.size.width, height = mark->rect.size.height;
  float radius = mark->top_radius;

  if (mark->top_radius == mark->bottom_radius)
    {
      g_string_append (svg, "<rect");
      append_attribute (svg, "x", x);
      append_attribute (svg, "y", y);
      append_attribute (svg, "width", width);
      append_attribute (svg, "height", height);
      if (radius > 0)
        append_attribute (svg, "rx", MIN (radius, MIN (width, height) / 2));
      return;
    }

  radius = MIN (radius, MIN (width / 2, height));
  g_string_append (svg, "<path d=\"");
  append_points (svg, "M", &GRAPHENE_POINT_INIT (x, y + height), 1);
  append_points (svg, "L", &GRAPHENE_POINT_INIT (x, y + radius), 1);
  append_points (
      svg, "Q",
      (graphene_point_t[]) { GRAPHENE_POINT_INIT (x, y), GRAPHENE_POINT_INIT (x + radius, y) }, 2);
  append_points (svg, "L", &GRAPHENE_POINT_INIT (x + width - radius, y), 1);
  append_points (svg, "Q",
                 (graphene_point_t[]) { GRAPHENE_POINT_INIT (x + width, y),
                                        GRAPHENE_POINT_INIT (x + width, y + radius) },
                 2);
  append_points (svg, "L", &GRAPHENE_POINT_INIT (x + width, y + height), 1);
  g_string_append (svg, "Z\"");
}

static void
write_text (GString *svg, const OutlayChartMark *mark)
{
  static const char *const anchors[] = { "start", "middle", "end" };
  g_autofree char *escaped = g_markup_escape_text (mark->text, -1);

  g_string_append (svg, "<text");
  append_attribute (svg, "x", mark->rect.origin.x);
  append_attribute (svg, "y", mark->rect.origin.y);
  append_attribute (svg, "font-size", mark->width);
  if (mark->weight != PANGO_WEIGHT_NORMAL)
    append_attribute (svg, "font-weight", mark->weight);
  if (mark->anchor != OUTLAY_CHART_ANCHOR_LEFT)
    g_string_append_printf (svg, " text-anchor=\"%s\"", anchors[mark->anchor]);
  append_color (svg, "fill", &mark->color);
  g_string_append_printf (svg, ">%s</text>\n", escaped);
}

static void
write_shade (GString *svg, const OutlayChartMark *mark, guint id)
{
  GdkRGBA end = mark->color;

  end.alpha = 0;
  g_string_append_printf (svg,
                          "<linearGradient id=\"i%u\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">"
                          "<stop offset=\"0\"",
                          id);
  append_color (svg, "stop-color", &mark->color);
  g_string_append (svg, "/><stop offset=\"1\"");
  append_color (svg, "stop-color", &end);
  g_string_append_printf (svg, "/></linearGradient>\n<path fill=\"url(#i%u)\"", id);
  append_path (svg, mark->path);
  g_string_append (svg, "/>\n");
}

static void
write_line (GString *svg, const OutlayChartMark *mark)
{
  g_string_append (svg, "<path fill=\"none\" stroke-linejoin=\"round\"");
  if (mark->dash > 0)
    append_attribute (svg, "stroke-dasharray", mark->dash);
  else
    g_string_append (svg, " stroke-linecap=\"round\"");
  append_attribute (svg, "stroke-width", mark->width);
  append_color (svg, "stroke", &mark->color);
  append_path (svg, mark->path);
  g_string_append (svg, "/>\n");
}

static void
write_mark (GString *svg, const OutlayChartMark *mark, guint *n_ids)
{
  switch (mark->kind)
    {
    case OUTLAY_CHART_MARK_RECT:
      begin_rect (svg, mark);
      append_color (svg, "fill", &mark->color);
      g_string_append (svg, "/>\n");
      break;
    case OUTLAY_CHART_MARK_FILL:
      g_string_append (svg, "<path");
      append_color (svg, "fill", &mark->color);
      append_path (svg, mark->path);
      g_string_append (svg, "/>\n");
      break;
    case OUTLAY_CHART_MARK_SHADE:
      write_shade (svg, mark, ++*n_ids);
      break;
    case OUTLAY_CHART_MARK_LINE:
      write_line (svg, mark);
      break;
    case OUTLAY_CHART_MARK_TEXT:
      write_text (svg, mark);
      break;
    case OUTLAY_CHART_MARK_PUSH_CLIP:
      g_string_append_printf (svg, "<clipPath id=\"i%u\">", ++*n_ids);
      begin_rect (svg, mark);
      g_string_append_printf (svg, "/></clipPath><g clip-path=\"url(#i%u)\">\n", *n_ids);
      break;
    case OUTLAY_CHART_MARK_PUSH_PATH:
      g_string_append_printf (svg, "<clipPath id=\"i%u\"><path", ++*n_ids);
      append_path (svg, mark->path);
      g_string_append_printf (svg, "/></clipPath><g clip-path=\"url(#i%u)\">\n", *n_ids);
      break;
    case OUTLAY_CHART_MARK_POP_CLIP:
      g_string_append (svg, "</g>\n");
      break;
    default:
      g_assert_not_reached ();
    }
}

void
outlay_chart_ink_write_svg (OutlayChartInk *self, OutlayChartLayer layer, guint *n_ids, GString *svg)
{
  for (guint i = 0; i < self->marks[layer]->len; i++)
    write_mark (svg, &g_array_index (self->marks[layer], OutlayChartMark, i), n_ids);
}
