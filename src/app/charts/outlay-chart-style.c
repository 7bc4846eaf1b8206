/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-style.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "app/widgets/outlay-palette.h"

/* By how much the lightness of neighbours differs at least, of 100 (CIE L*). */
#define LIGHTNESS_APART 7.f

static GdkRGBA
fade (const GdkRGBA *color, float alpha)
{
  GdkRGBA faded = *color;

  faded.alpha *= alpha;

  return faded;
}

void
outlay_chart_style_init_for_widget (OutlayChartStyle *self, GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  PangoFontDescription *font;
  GdkRGBA *accent = adw_style_manager_get_accent_color_rgba (manager);
  gboolean is_contrast = adw_style_manager_get_high_contrast (manager);
  gboolean is_dark = adw_style_manager_get_dark (manager);

  *self = (OutlayChartStyle) {
    .accent = *accent,
    .is_dark = is_dark,
    .is_contrast = is_contrast,
    .is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .is_reading = TRUE,
  };
  gdk_rgba_free (accent);

  gtk_widget_get_color (widget, &self->text);
  self->dim = fade (&self->text, is_contrast ? 0.9f : 0.6f);
  self->grid = fade (&self->text, is_contrast ? 0.4f : 0.1f);
  gdk_rgba_parse (&self->paper, is_dark ? "#36363a" : "#ffffff");
  gdk_rgba_parse (&self->alarm, is_dark ? "#ff7b63" : "#e01b24");

  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  self->size = (float) pango_font_description_get_size (font) / PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    self->size *= (float) (pango_cairo_context_get_resolution (
                               gtk_widget_get_pango_context (widget)) /
                           72);
}

void
outlay_chart_style_init_for_paper (OutlayChartStyle *self)
{
  *self = (OutlayChartStyle) {
    .text = { 0.13f, 0.13f, 0.15f, 1 },
    .paper = { 1, 1, 1, 1 },
    .family = "Inter, Cantarell, sans-serif",
    .size = 15,
    .is_rtl = gtk_get_locale_direction () == GTK_TEXT_DIR_RTL,
  };
  self->dim = fade (&self->text, 0.65f);
  self->grid = fade (&self->text, 0.12f);
  gdk_rgba_parse (&self->accent, "#3584e4");
  gdk_rgba_parse (&self->alarm, "#e01b24");
}

gboolean
outlay_chart_style_equal (const OutlayChartStyle *a, const OutlayChartStyle *b)
{
  return gdk_rgba_equal (&a->text, &b->text) && gdk_rgba_equal (&a->paper, &b->paper) &&
         gdk_rgba_equal (&a->accent, &b->accent) && g_strcmp0 (a->family, b->family) == 0 &&
         a->size == b->size && a->is_dark == b->is_dark && a->is_contrast == b->is_contrast &&
         a->is_rtl == b->is_rtl && a->is_reading == b->is_reading;
}

static float
linearize (float channel)
{
  return channel <= 0.04045f ? channel / 12.92f : powf ((channel + 0.055f) / 1.055f, 2.4f);
}

/* CIE L*, 0 to 100. */
static float
get_lightness (const GdkRGBA *color)
{
  float y = 0.2126f * linearize (color->red) + 0.7152f * linearize (color->green) +
            0.0722f * linearize (color->blue);

  return y > 0.008856f ? 116 * cbrtf (y) - 16 : 903.3f * y;
}

/* Towards white (above 0) or black. */
static GdkRGBA
shift (const GdkRGBA *color, float amount)
{
  float target = amount > 0 ? 1 : 0;
  float part = fabsf (amount);

  return (GdkRGBA) { color->red + (target - color->red) * part,
                     color->green + (target - color->green) * part,
                     color->blue + (target - color->blue) * part, color->alpha };
}

static gboolean
is_taken (const GdkRGBA *color, const GdkRGBA *colors, guint n)
{
  for (guint i = 0; i < n; i++)
    if (gdk_rgba_equal (color, &colors[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_apart (const GdkRGBA *color, const GdkRGBA *neighbour)
{
  return fabsf (get_lightness (color) - get_lightness (neighbour)) >= LIGHTNESS_APART;
}

/* The first shade of a colour that none of those before has, and that is apart from the last of them; what
 * is nearest to the colour itself comes first. */
static GdkRGBA
choose_shade (const OutlayChartStyle *self, const GdkRGBA *base, const GdkRGBA *colors, guint n)
{
  /* On light a little darker, then lighter; on dark rather lighter twice, as darker is hardly seen. */
  static const float on_light[] = { 0, -0.18f, 0.22f, -0.34f, 0.4f, -0.48f, 0.54f };
  static const float on_dark[] = { 0, 0.2f, 0.36f, -0.2f, 0.52f, -0.34f, 0.66f };
  const float *amounts = self->is_dark ? on_dark : on_light;

  for (gsize i = 0; i < G_N_ELEMENTS (on_light); i++)
    {
      GdkRGBA shade = shift (base, amounts[i]);

      if (!is_taken (&shade, colors, n) && (n == 0 || is_apart (&shade, &colors[n - 1])))
        return shade;
    }

  /* So many of one colour: apart from the neighbour at least. */
  return shift (&colors[n - 1], get_lightness (&colors[n - 1]) > 50 ? -0.35f : 0.35f);
}

void
outlay_chart_style_get_colors (const OutlayChartStyle *self, OutlayChartData *data, GdkRGBA *colors)
{
  guint n = outlay_chart_data_get_n_series (data);

  for (guint i = 0; i < n; i++)
    {
      const char *word = outlay_chart_data_get_series (data, i)->color;
      GdkRGBA base;

      if (word == NULL && n == 1)
        base = self->accent;
      else
        outlay_palette_get_fill (word, self->is_dark, &base);

      colors[i] = choose_shade (self, &base, colors, i);
    }
}
