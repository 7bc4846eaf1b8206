/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-ink-private.h"

static void
clear_mark (gpointer data)
{
  OutlayChartMark *mark = data;

  g_clear_pointer (&mark->path, gsk_path_unref);
  g_clear_pointer (&mark->text, g_free);
}

OutlayChartInk *
outlay_chart_ink_new (PangoContext *pango, const char *family)
{
  OutlayChartInk *self = g_new0 (OutlayChartInk, 1);

  self->layout = pango_layout_new (pango);
  self->font = pango_font_description_copy (pango_context_get_font_description (pango));
  if (family != NULL)
    pango_font_description_set_family (self->font, family);

  for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
    {
      self->marks[i] = g_array_new (FALSE, TRUE, sizeof (OutlayChartMark));
      g_array_set_clear_func (self->marks[i], clear_mark);
    }

  return self;
}

void
outlay_chart_ink_free (OutlayChartInk *self)
{
  for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
    g_array_unref (self->marks[i]);

  pango_font_description_free (self->font);
  g_object_unref (self->layout);
  g_free (self);
}

void
outlay_chart_ink_begin (OutlayChartInk *self, OutlayChartLayer layer)
{
  self->layer = layer;
}

static void
add_mark (OutlayChartInk *self, const OutlayChartMark *mark)
{
  g_array_append_vals (self->marks[self->layer], mark, 1);
}

void
outlay_chart_ink_add_rect (OutlayChartInk *self,
                           const graphene_rect_t *rect,
                           float top_radius,
                           float bottom_radius,
                           const GdkRGBA *color)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_RECT,
                                       .rect = *rect,
                                       .top_radius = top_radius,
                                       .bottom_radius = bottom_radius,
                                       .color = *color });
}

void
outlay_chart_ink_add_fill (OutlayChartInk *self, GskPath *path, const GdkRGBA *color)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_FILL,
                                       .path = gsk_path_ref (path),
                                       .color = *color });
}

void
outlay_chart_ink_add_shade (OutlayChartInk *self, GskPath *path, const GdkRGBA *color)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_SHADE,
                                       .path = gsk_path_ref (path),
                                       .color = *color });
}

void
outlay_chart_ink_add_line (OutlayChartInk *self,
                           GskPath *path,
                           float width,
                           float dash,
                           const GdkRGBA *color)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_LINE,
                                       .path = gsk_path_ref (path),
                                       .width = width,
                                       .dash = dash,
                                       .color = *color });
}

void
outlay_chart_ink_add_text (OutlayChartInk *self, const OutlayChartText *text)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_TEXT,
                                       .text = g_strdup (text->text),
                                       .rect = GRAPHENE_RECT_INIT (text->x, text->y, 0, 0),
                                       .anchor = text->anchor,
                                       .width = text->size,
                                       .weight = text->weight,
                                       .color = text->color });
}

void
outlay_chart_ink_push_clip (OutlayChartInk *self,
                            const graphene_rect_t *rect,
                            float top_radius,
                            float bottom_radius)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_PUSH_CLIP,
                                       .rect = *rect,
                                       .top_radius = top_radius,
                                       .bottom_radius = bottom_radius });
}

void
outlay_chart_ink_push_path (OutlayChartInk *self, GskPath *path)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_PUSH_PATH,
                                       .path = gsk_path_ref (path) });
}

void
outlay_chart_ink_pop_clip (OutlayChartInk *self)
{
  add_mark (self, &(OutlayChartMark) { .kind = OUTLAY_CHART_MARK_POP_CLIP });
}

void
outlay_chart_ink_add_rule (OutlayChartInk *self,
                           float x1,
                           float y1,
                           float x2,
                           float y2,
                           float width,
                           const GdkRGBA *color)
{
  graphene_rect_t rect;

  /* A rectangle on whole pixels stays sharp. */
  if (y1 == y2)
    rect = GRAPHENE_RECT_INIT (MIN (x1, x2), roundf (y1 - width / 2), fabsf (x2 - x1), width);
  else
    rect = GRAPHENE_RECT_INIT (roundf (x1 - width / 2), MIN (y1, y2), width, fabsf (y2 - y1));

  outlay_chart_ink_add_rect (self, &rect, 0, 0, color);
}

void
outlay_chart_ink_prepare_layout (OutlayChartInk *self,
                                 const char *text,
                                 float size,
                                 PangoWeight weight)
{
  static PangoAttrList *tabular;

  if (tabular == NULL)
    {
      tabular = pango_attr_list_new ();
      pango_attr_list_insert (tabular, pango_attr_font_features_new ("tnum=1"));
    }

  pango_font_description_set_absolute_size (self->font, size * PANGO_SCALE);
  pango_font_description_set_weight (self->font, weight);
  pango_layout_set_font_description (self->layout, self->font);
  pango_layout_set_attributes (self->layout, tabular);
  pango_layout_set_text (self->layout, text, -1);
}

float
outlay_chart_ink_measure (OutlayChartInk *self, const char *text, float size, PangoWeight weight)
{
  int width, height;

  outlay_chart_ink_prepare_layout (self, text, size, weight);
  pango_layout_set_width (self->layout, -1);
  pango_layout_get_size (self->layout, &width, &height);

  return (float) width / PANGO_SCALE;
}

char *
outlay_chart_ink_shorten (OutlayChartInk *self,
                          const char *text,
                          float size,
                          PangoWeight weight,
                          float width)
{
  g_autofree char *start = g_strdup (text);

  if (outlay_chart_ink_measure (self, text, size, weight) <= width)
    return g_steal_pointer (&start);

  for (char *end = start + strlen (start); end > start;)
    {
      g_autofree char *cut = NULL;

      end = g_utf8_prev_char (end);
      *end = '\0';
      cut = g_strconcat (g_strchomp (start), "…", NULL);
      end = MIN (end, start + strlen (start));
      if (outlay_chart_ink_measure (self, cut, size, weight) <= width)
        return g_steal_pointer (&cut);
    }

  return g_strdup ("");
}

static GskRoundedRect
round_rect (const OutlayChartMark *mark)
{
  GskRoundedRect rounded;
  graphene_size_t top = GRAPHENE_SIZE_INIT (mark->top_radius, mark->top_radius);
  graphene_size_t bottom = GRAPHENE_SIZE_INIT (mark->bottom_radius, mark->bottom_radius);

  gsk_rounded_rect_init (&rounded, &mark->rect, &top, &top, &bottom, &bottom);

  return rounded;
}

static gboolean
is_round (const OutlayChartMark *mark)
{
  return mark->top_radius > 0 || mark->bottom_radius > 0;
}

static void
push_clip (const OutlayChartMark *mark, GtkSnapshot *snapshot)
{
  GskRoundedRect rounded = round_rect (mark);

  if (is_round (mark))
    gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  else
    gtk_snapshot_push_clip (snapshot, &mark->rect);
}

static void
snapshot_shade (const OutlayChartMark *mark, GtkSnapshot *snapshot)
{
  GskColorStop stops[] = { { 0, mark->color }, { 1, mark->color } };
  graphene_rect_t bounds;

  if (!gsk_path_get_bounds (mark->path, &bounds))
    return;

  stops[1].color.alpha = 0;
  gtk_snapshot_push_fill (snapshot, mark->path, GSK_FILL_RULE_WINDING);
  gtk_snapshot_append_linear_gradient (
      snapshot, &bounds, &bounds.origin,
      &GRAPHENE_POINT_INIT (bounds.origin.x, bounds.origin.y + bounds.size.height), stops,
      G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_line (const OutlayChartMark *mark, GtkSnapshot *snapshot)
{
  GskStroke *stroke = gsk_stroke_new (mark->width);

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gsk_stroke_set_line_cap (stroke, mark->dash > 0 ? GSK_LINE_CAP_BUTT : GSK_LINE_CAP_ROUND);
  if (mark->dash > 0)
    gsk_stroke_set_dash (stroke, &mark->dash, 1);

  gtk_snapshot_append_stroke (snapshot, mark->path, stroke, &mark->color);
  gsk_stroke_free (stroke);
}

static void
snapshot_text (OutlayChartInk *self, const OutlayChartMark *mark, GtkSnapshot *snapshot)
{
  float width = outlay_chart_ink_measure (self, mark->text, mark->width, mark->weight);
  float x = mark->rect.origin.x;
  float y = mark->rect.origin.y - (float) pango_layout_get_baseline (self->layout) / PANGO_SCALE;

  if (mark->anchor == OUTLAY_CHART_ANCHOR_MIDDLE)
    x -= width / 2;
  else if (mark->anchor == OUTLAY_CHART_ANCHOR_RIGHT)
    x -= width;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->layout, &mark->color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_rect (const OutlayChartMark *mark, GtkSnapshot *snapshot)
{
  if (is_round (mark))
    push_clip (mark, snapshot);

  gtk_snapshot_append_color (snapshot, &mark->color, &mark->rect);

  if (is_round (mark))
    gtk_snapshot_pop (snapshot);
}

void
outlay_chart_ink_snapshot (OutlayChartInk *self, OutlayChartLayer layer, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->marks[layer]->len; i++)
    {
      const OutlayChartMark *mark = &g_array_index (self->marks[layer], OutlayChartMark, i);

      switch (mark->kind)
        {
        case OUTLAY_CHART_MARK_RECT:
          snapshot_rect (mark, snapshot);
          break;
        case OUTLAY_CHART_MARK_FILL:
          gtk_snapshot_append_fill (snapshot, mark->path, GSK_FILL_RULE_WINDING, &mark->color);
          break;
        case OUTLAY_CHART_MARK_SHADE:
          snapshot_shade (mark, snapshot);
          break;
        case OUTLAY_CHART_MARK_LINE:
          snapshot_line (mark, snapshot);
          break;
        case OUTLAY_CHART_MARK_TEXT:
          snapshot_text (self, mark, snapshot);
          break;
        case OUTLAY_CHART_MARK_PUSH_CLIP:
          push_clip (mark, snapshot);
          break;
        case OUTLAY_CHART_MARK_PUSH_PATH:
          gtk_snapshot_push_fill (snapshot, mark->path, GSK_FILL_RULE_WINDING);
          break;
        case OUTLAY_CHART_MARK_POP_CLIP:
          gtk_snapshot_pop (snapshot);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}
