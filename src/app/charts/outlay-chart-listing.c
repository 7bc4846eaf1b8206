/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-listing.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-chart-key.h"

/* Parts of the font's size. */
#define LEADING 1.75f
#define BASELINE 1.2f
#define SIGN 0.8f
#define GAP 0.55f
#define KEY_GAP 1.5f
#define SHARE 4.2f
#define LONGEST_NAME 17.f

static float
get_leading (const OutlayChartListing *self)
{
  return self->style->size * LEADING;
}

static float
measure_text (const OutlayChartListing *self, const char *text)
{
  return outlay_chart_ink_measure (self->ink, text, self->style->size, PANGO_WEIGHT_NORMAL);
}

static char *
format_amount (const OutlayChartListing *self, const OutlayChartKey *key)
{
  return key->minor > 0 ? outlay_chart_data_format (self->data, key->minor) : g_strdup ("");
}

/* A text that begins (or, with @is_end, ends) so far from where one begins to read. */
static void
add_text (const OutlayChartListing *self,
          const char *text,
          float from,
          float y,
          gboolean is_end,
          const GdkRGBA *color)
{
  gboolean is_rtl = self->style->is_rtl;

  outlay_chart_ink_add_text (
      self->ink, &(OutlayChartText) { .text = text,
                                      .x = is_rtl ? self->x + self->width - from : self->x + from,
                                      .y = y,
                                      .anchor = is_rtl != is_end ? OUTLAY_CHART_ANCHOR_RIGHT
                                                                 : OUTLAY_CHART_ANCHOR_LEFT,
                                      .size = self->style->size,
                                      .weight = PANGO_WEIGHT_NORMAL,
                                      .color = *color });
}

static void
add_sign (const OutlayChartListing *self,
          const GdkRGBA *colors,
          const OutlayChartKey *key,
          float from,
          float y)
{
  float size = self->style->size * SIGN;
  float x = self->style->is_rtl ? self->x + self->width - from - size : self->x + from;

  outlay_chart_key_draw (key, self->style, colors, self->ink, x,
                         y - self->style->size * 0.36f - size / 2, size);
}

static float
get_indent (const OutlayChartListing *self)
{
  return self->style->size * (SIGN + GAP);
}

/* --- lines -------------------------------------------------------------------------------------- */

static char *
shorten_name (const OutlayChartListing *self, const OutlayChartKey *key)
{
  return outlay_chart_ink_shorten (self->ink, key->name, self->style->size, PANGO_WEIGHT_NORMAL,
                                   self->style->size * LONGEST_NAME);
}

static float
measure_key (const OutlayChartListing *self, const OutlayChartKey *key)
{
  g_autofree char *name = shorten_name (self, key);
  g_autofree char *amount = format_amount (self, key);

  return get_indent (self) + measure_text (self, name) + self->style->size * GAP +
         measure_text (self, amount);
}

/* Which line each entry is in; returns how many there are. */
static guint
break_lines (const OutlayChartListing *self, GArray *keys, guint *lines)
{
  float used = 0;
  guint line = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      float width = measure_key (self, &g_array_index (keys, OutlayChartKey, i));

      if (used > 0 && used + width > self->width)
        {
          used = 0;
          line++;
        }

      lines[i] = line;
      used += width + self->style->size * KEY_GAP;
    }

  return keys->len > 0 ? line + 1 : 0;
}

static void
draw_lines (const OutlayChartListing *self, GArray *keys, const GdkRGBA *colors, float top)
{
  g_autofree guint *lines = g_new0 (guint, MAX (keys->len, 1));
  float from = 0;

  break_lines (self, keys, lines);
  for (guint i = 0; i < keys->len; i++)
    {
      const OutlayChartKey *key = &g_array_index (keys, OutlayChartKey, i);
      g_autofree char *name = shorten_name (self, key);
      g_autofree char *amount = format_amount (self, key);
      float y = roundf (top + get_leading (self) * (float) lines[i] + self->style->size * BASELINE);
      float end;

      if (i > 0 && lines[i] != lines[i - 1])
        from = 0;

      end = from + get_indent (self) + measure_text (self, name) + self->style->size * GAP;
      add_sign (self, colors, key, from, y);
      add_text (self, name, from + get_indent (self), y, FALSE, &self->style->text);
      add_text (self, amount, end, y, FALSE, &self->style->dim);
      from = end + measure_text (self, amount) + self->style->size * KEY_GAP;
    }
}

/* --- a column ----------------------------------------------------------------------------------- */

/* @colors: (nullable): %NULL for no sign */
static void
draw_row (const OutlayChartListing *self, const GdkRGBA *colors, const OutlayChartKey *key, float y)
{
  gint64 whole = outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL);
  g_autofree char *amount = format_amount (self, key);
  g_autofree char *share = outlay_chart_data_format_share (key->minor, whole);
  float end = self->width - self->style->size * SHARE;
  float room = end - measure_text (self, amount) - get_indent (self) - self->style->size;
  g_autofree char *name = outlay_chart_ink_shorten (self->ink, key->name, self->style->size,
                                                    PANGO_WEIGHT_NORMAL, room);

  if (colors != NULL)
    add_sign (self, colors, key, 0, y);
  add_text (self, name, get_indent (self), y, FALSE,
            colors != NULL ? &self->style->text : &self->style->dim);
  add_text (self, amount, end, y, TRUE, &self->style->dim);
  add_text (self, share, self->width, y, TRUE, &self->style->dim);
}

static void
draw_rest (const OutlayChartListing *self, GArray *keys, guint from, float y)
{
  guint n = keys->len - from;
  g_autofree char *name = g_strdup_printf (ngettext ("%u more", "%u more", n), n);
  OutlayChartKey rest = { .name = name };

  for (guint i = from; i < keys->len; i++)
    rest.minor = outlay_chart_data_add (rest.minor, g_array_index (keys, OutlayChartKey, i).minor);

  draw_row (self, NULL, &rest, y);
}

static void
draw_column (const OutlayChartListing *self,
             GArray *keys,
             const GdkRGBA *colors,
             float top,
             float room)
{
  guint n_lines = (guint) (room / get_leading (self));
  guint n_shown = keys->len <= n_lines ? keys->len : MAX (n_lines, 1) - 1;

  for (guint i = 0; i < keys->len && i <= n_shown; i++)
    {
      float y = roundf (top + get_leading (self) * (float) i + self->style->size * BASELINE);

      if (i < n_shown)
        draw_row (self, colors, &g_array_index (keys, OutlayChartKey, i), y);
      else
        draw_rest (self, keys, i, y);
    }
}

float
outlay_chart_listing_measure (const OutlayChartListing *self)
{
  g_autoptr (GArray) keys = outlay_chart_key_list (self->data, self->kind);
  g_autofree guint *lines = g_new0 (guint, MAX (keys->len, 1));
  guint n = self->kind == OUTLAY_CHART_DONUT ? keys->len : break_lines (self, keys, lines);

  return get_leading (self) * (float) n;
}

void
outlay_chart_listing_draw (const OutlayChartListing *self, float top, float room)
{
  g_autoptr (GArray) keys = outlay_chart_key_list (self->data, self->kind);
  g_autofree GdkRGBA *colors = g_new0 (GdkRGBA, outlay_chart_data_get_n_series (self->data) + 1);

  outlay_chart_style_get_colors (self->style, self->data, colors);
  if (self->kind == OUTLAY_CHART_DONUT)
    draw_column (self, keys, colors, top, room);
  else
    draw_lines (self, keys, colors, top);
}

float
outlay_chart_draw_legend (OutlayChartData *data,
                          OutlayChartKind kind,
                          const OutlayChartStyle *style,
                          GtkSnapshot *snapshot,
                          PangoContext *pango,
                          float width)
{
  g_autoptr (OutlayChartInk) ink = NULL;
  OutlayChartListing listing;
  float height;

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (data), 0);
  g_return_val_if_fail (GTK_IS_SNAPSHOT (snapshot) && PANGO_IS_CONTEXT (pango), 0);

  ink = outlay_chart_ink_new (pango, style->family);
  listing = (OutlayChartListing) { data, kind, style, ink, 0, width };
  height = outlay_chart_listing_measure (&listing);
  outlay_chart_listing_draw (&listing, 0, height + 1);
  outlay_chart_ink_snapshot (ink, OUTLAY_CHART_LAYER_BACK, snapshot);

  return height;
}
