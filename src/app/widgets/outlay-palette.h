/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * outlay_palette_get:
 * @word: (nullable): blue, teal, green, yellow, orange, red, pink, purple, slate, brown; another
 *   word reads as slate
 * @color: (out): readable as text on the window's background, light or dark
 *
 * Adwaita's palette by the words that categories use.
 */
void outlay_palette_get (const char *word, GdkRGBA *color);

/**
 * outlay_palette_get_fill:
 * @word: (nullable): as outlay_palette_get() has it
 * @is_dark: what it lies on
 * @color: (out): stands off from a light or dark background as a shape, 3:1; not for text
 *
 * The same colours for areas, as of a chart: as bright as Adwaita's accents.
 */
void outlay_palette_get_fill (const char *word, gboolean is_dark, GdkRGBA *color);

/* How strong a tint of the colour lies behind it: 0 to 1, more in high contrast. */
float outlay_palette_get_tint (void);

/* How much of the text's colour is left in text of second rank: 0 to 1. */
float outlay_palette_get_dim (void);

G_END_DECLS
