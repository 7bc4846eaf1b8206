/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-bubble.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-chart-key.h"

#define PADDING 10
#define COLUMN_GAP 16
#define SWATCH OUTLAY_CHART_KEY_SIZE
#define MAX_ROWS 5
#define WIDEST 260
#define DISTANCE 10
#define RADIUS 9

/* A line of the card: a name on one side and an amount on the other. */
typedef struct
{
  char *name;
  char *amount;
  PangoWeight weight;
  GdkRGBA color;
  gboolean has_swatch;
  guint series; /* of the swatch */
} Line;

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free (line->name);
  g_free (line->amount);
}

static int
compare_series_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 *amounts = data;
  gint64 first = amounts[*(const guint *) a], second = amounts[*(const guint *) b];

  if (first != second)
    return first < second ? 1 : -1;

  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/* The series with an amount there, the largest first; the one that is read is among the first. */
static GArray *
rank_series (const OutlayChartPlot *plot, const OutlayChartReading *reading)
{
  guint n = outlay_chart_data_get_n_series (plot->data);
  g_autofree gint64 *amounts = g_new0 (gint64, MAX (n, 1));
  GArray *ranks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      amounts[i] = outlay_chart_data_get_minor (plot->data, i, reading->bucket);
      if (amounts[i] > 0 || i == reading->series)
        g_array_append_val (ranks, i);
    }

  g_array_sort_with_data (ranks, compare_series_cb, amounts);

  for (guint i = MAX_ROWS; i < ranks->len; i++)
    if (g_array_index (ranks, guint, i) == reading->series)
      {
        g_array_remove_index (ranks, i);
        g_array_insert_val (ranks, MAX_ROWS - 1, reading->series);
      }

  return ranks;
}

static void
add_series (const OutlayChartPlot *plot, const OutlayChartReading *reading, GArray *lines)
{
  g_autoptr (GArray) ranks = rank_series (plot, reading);

  for (guint i = 0; i < MIN (ranks->len, MAX_ROWS); i++)
    {
      guint series = g_array_index (ranks, guint, i);
      gint64 minor = outlay_chart_data_get_minor (plot->data, series, reading->bucket);
      gboolean is_read = series == reading->series;
      Line line = { g_strdup (outlay_chart_data_get_series (plot->data, series)->name),
                    outlay_chart_data_format (plot->data, minor),
                    is_read ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                    plot->style.text,
                    TRUE,
                    series };

      g_array_append_val (lines, line);
    }

  if (ranks->len > MAX_ROWS)
    {
      guint n = ranks->len - MAX_ROWS;
      Line line = { g_strdup_printf (ngettext ("%u more", "%u more", n), n), g_strdup (""),
                    PANGO_WEIGHT_NORMAL, plot->style.dim };

      g_array_append_val (lines, line);
    }
}

static void
add_whole (const OutlayChartPlot *plot, const OutlayChartReading *reading, GArray *lines)
{
  OutlayChartData *data = plot->data;
  gint64 low, high;
  Line line = { .weight = PANGO_WEIGHT_BOLD, .color = plot->style.text };

  if (plot->kind == OUTLAY_CHART_TREND &&
      outlay_chart_data_get_forecast (data, reading->bucket, &low, &high))
    {
      g_autofree char *least = outlay_chart_data_format (data, low);
      g_autofree char *most = outlay_chart_data_format (data, high);

      /* Translators: how it will likely go on. */
      line.name = g_strdup (_ ("Forecast"));
      /* Translators: the least and the most that is likely. */
      line.amount = g_strdup_printf (_ ("%s – %s"), least, most);
    }
  else
    {
      line.name = g_strdup (outlay_chart_data_is_running (data, reading->bucket) ? _ ("So far")
                                                                                 : _ ("Total"));
      line.amount = outlay_chart_data_format (
          data, outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, reading->bucket));
    }

  g_array_append_val (lines, line);
}

static GArray *
collect_lines (const OutlayChartPlot *plot, const OutlayChartReading *reading)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  gint64 before, limit = outlay_chart_data_get_limit (plot->data);

  g_array_set_clear_func (lines, clear_line);
  add_whole (plot, reading, lines);
  if (outlay_chart_data_get_n_series (plot->data) > 1)
    add_series (plot, reading, lines);

  if (outlay_chart_data_get_before (plot->data, reading->bucket, &before))
    {
      Line line = { g_strdup (outlay_chart_data_get_before_name (plot->data)),
                    outlay_chart_data_format (plot->data, before), PANGO_WEIGHT_NORMAL,
                    plot->style.dim };

      g_array_append_val (lines, line);
    }
  if (limit > 0)
    {
      Line line = { g_strdup (outlay_chart_data_get_limit_name (plot->data)),
                    outlay_chart_data_format (plot->data, limit), PANGO_WEIGHT_NORMAL,
                    plot->style.dim };

      g_array_append_val (lines, line);
    }

  return lines;
}

/* How wide the names and the amounts are; names give way to what there is room for. */
static float
measure (OutlayChartInk *ink, GArray *lines, float size, float room)
{
  float name = 0, amount = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      float indent = line->has_swatch ? SWATCH + 6 : 0;

      name = MAX (name, indent + outlay_chart_ink_measure (ink, line->name, size, line->weight));
      amount = MAX (amount, outlay_chart_ink_measure (ink, line->amount, size, line->weight));
    }

  name = MIN (name, MAX (room - amount - COLUMN_GAP, 40));
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      float indent = line->has_swatch ? SWATCH + 6 : 0;
      char *fit = outlay_chart_ink_shorten (ink, line->name, size, line->weight, name - indent);

      g_free (line->name);
      line->name = fit;
    }

  return name + COLUMN_GAP + amount;
}

static void
draw_line (const OutlayChartPlot *plot,
           OutlayChartInk *ink,
           const Line *line,
           const graphene_rect_t *card,
           float y,
           float size)
{
  gboolean is_rtl = plot->style.is_rtl;
  float start = is_rtl ? card->origin.x + card->size.width - PADDING : card->origin.x + PADDING;
  float end = is_rtl ? card->origin.x + PADDING : card->origin.x + card->size.width - PADDING;
  float sign = is_rtl ? -1 : 1;

  if (line->has_swatch)
    {
      const OutlayChartKey key = { .series = line->series };

      outlay_chart_key_draw (&key, &plot->style, plot->colors, ink, is_rtl ? start - SWATCH : start,
                             y - size * 0.36f - SWATCH / 2.f, SWATCH);
      start += sign * (SWATCH + 6);
    }

  outlay_chart_ink_add_text (
      ink, &(OutlayChartText) { line->name, start, y,
                                is_rtl ? OUTLAY_CHART_ANCHOR_RIGHT : OUTLAY_CHART_ANCHOR_LEFT, size,
                                line->weight, line->color });
  outlay_chart_ink_add_text (
      ink, &(OutlayChartText) { line->amount, end, y,
                                is_rtl ? OUTLAY_CHART_ANCHOR_LEFT : OUTLAY_CHART_ANCHOR_RIGHT, size,
                                line->weight, line->color });
}

/* Beside what it is about, where there is room, and level with it. */
static void
find_corner (const OutlayChartPlot *plot, const OutlayChartReading *reading, graphene_rect_t *card)
{
  graphene_rect_t place;
  float before, after;
  gboolean is_after;

  outlay_chart_plot_get_place (plot, OUTLAY_CHART_ALL, reading->bucket, &place);
  before = place.origin.x - DISTANCE - card->size.width;
  after = place.origin.x + place.size.width + DISTANCE;
  is_after = plot->style.is_rtl ? before < 0 : after + card->size.width <= plot->width;

  card->origin.x = roundf (
      CLAMP (is_after ? after : before, 2, MAX (plot->width - card->size.width - 2, 2)));
  card->origin.y = 2;
}

static void
append_card (const OutlayChartPlot *plot, GtkSnapshot *snapshot, const graphene_rect_t *card)
{
  GskRoundedRect outline;
  GdkRGBA edge = plot->style.text;
  GdkRGBA shadow = { 0, 0, 0, plot->style.is_dark ? 0.5f : 0.18f };
  const float widths[] = { 1, 1, 1, 1 };
  GdkRGBA edges[4];

  edge.alpha = plot->style.is_contrast ? 0.8f : 0.1f;
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    edges[i] = edge;

  gsk_rounded_rect_init_from_rect (&outline, card, RADIUS);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 2, 0, 8);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &plot->style.paper, card);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, edges);
}

GskRenderNode *
outlay_chart_bubble_create (const OutlayChartPlot *plot,
                            PangoContext *pango,
                            const OutlayChartReading *reading)
{
  g_autoptr (OutlayChartInk) ink = outlay_chart_ink_new (pango, plot->style.family);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GArray) lines = collect_lines (plot, reading);
  const char *name = outlay_chart_data_get_bucket (plot->data, reading->bucket)->name;
  float size = roundf (plot->style.size * 0.9f);
  float leading = ceilf (size * 1.5f);
  float room = MIN (WIDEST, plot->width - 4 - 2 * PADDING);
  float width = measure (ink, lines, size, room);
  g_autofree char *title = outlay_chart_ink_shorten (ink, name, size, PANGO_WEIGHT_NORMAL,
                                                     MAX (room, width));
  graphene_rect_t card;

  width = MAX (width, outlay_chart_ink_measure (ink, title, size, PANGO_WEIGHT_NORMAL));
  card = GRAPHENE_RECT_INIT (0, 0, ceilf (width) + 2 * PADDING,
                             leading * (float) (lines->len + 1) + 2 * PADDING - 4);
  find_corner (plot, reading, &card);

  outlay_chart_ink_begin (ink, OUTLAY_CHART_LAYER_FRONT);
  for (guint i = 0; i <= lines->len; i++)
    {
      Line heading = { title, (char *) "", PANGO_WEIGHT_NORMAL, plot->style.dim };
      float y = card.origin.y + PADDING + size * 0.95f + leading * (float) i;

      draw_line (plot, ink, i == 0 ? &heading : &g_array_index (lines, Line, i - 1), &card, y,
                 size);
    }

  append_card (plot, snapshot, &card);
  outlay_chart_ink_snapshot (ink, OUTLAY_CHART_LAYER_FRONT, snapshot);

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}
