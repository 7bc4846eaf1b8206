/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-palette.h"

static const struct
{
  const char *word;
  AdwAccentColor accent;
} words[] = {
  { "blue", ADW_ACCENT_COLOR_BLUE },     { "teal", ADW_ACCENT_COLOR_TEAL },
  { "green", ADW_ACCENT_COLOR_GREEN },   { "yellow", ADW_ACCENT_COLOR_YELLOW },
  { "orange", ADW_ACCENT_COLOR_ORANGE }, { "red", ADW_ACCENT_COLOR_RED },
  { "pink", ADW_ACCENT_COLOR_PINK },     { "purple", ADW_ACCENT_COLOR_PURPLE },
};

/* Slate for what is no word. */
static AdwAccentColor
find_accent (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i].word) == 0)
      return words[i].accent;

  return ADW_ACCENT_COLOR_SLATE;
}

void
outlay_palette_get (const char *word, GdkRGBA *color)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  /* Brown is in the palette (brown 5 and 1), but is no accent. */
  if (g_strcmp0 (word, "brown") == 0)
    {
      gdk_rgba_parse (color, is_dark ? "#cdab8f" : "#63452c");
      return;
    }

  adw_accent_color_to_standalone_rgba (find_accent (word), is_dark, color);
}

void
outlay_palette_get_fill (const char *word, gboolean is_dark, GdkRGBA *color)
{
  /* Brown as above; purple is too dark for the dark background. */
  if (g_strcmp0 (word, "brown") == 0)
    gdk_rgba_parse (color, is_dark ? "#b5835a" : "#865e3c");
  else if (is_dark && g_strcmp0 (word, "purple") == 0)
    gdk_rgba_parse (color, "#9c4fb8");
  else
    adw_accent_color_to_rgba (find_accent (word), color);
}

float
outlay_palette_get_tint (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 0.3f : 0.15f;
}

float
outlay_palette_get_dim (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 0.9f : 0.62f;
}
