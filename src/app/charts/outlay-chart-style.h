/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/outlay-chart-data.h"

G_BEGIN_DECLS

/**
 * OutlayChartStyle:
 * @text: colour of what is written
 * @dim: colour of what is written in second rank
 * @grid: colour of lines that lead the eye
 * @paper: what everything lies on
 * @accent: the one colour of a chart with one series
 * @alarm: what is over its limit
 * @family: (nullable): family of the font; %NULL is what the Pango context has
 * @size: of the font, in pixels
 * @is_dark: whether @paper is dark
 * @is_contrast: whether colours are not enough, and patterns are drawn over them
 * @is_rtl: whether time runs from the right
 * @is_reading: whether what is drawn is read with pointer and keys; on paper it is not, and each bar says
 *   what it amounts to where there is room
 *
 * How a chart is drawn, apart from the data and the size.
 */
typedef struct
{
  GdkRGBA     text;
  GdkRGBA     dim;
  GdkRGBA     grid;
  GdkRGBA     paper;
  GdkRGBA     accent;
  GdkRGBA     alarm;
  const char *family;
  float       size;
  gboolean    is_dark;
  gboolean    is_contrast;
  gboolean    is_rtl;
  gboolean    is_reading;
} OutlayChartStyle;

/* As the screen has it now, and as @widget is written: its colour, font and direction. */
void outlay_chart_style_init_for_widget (OutlayChartStyle *self,
                                         GtkWidget        *widget);
/* Black on white, whatever the screen has; @is_rtl is the locale's. */
void outlay_chart_style_init_for_paper  (OutlayChartStyle *self);

gboolean outlay_chart_style_equal (const OutlayChartStyle *a,
                                   const OutlayChartStyle *b);

/**
 * outlay_chart_style_get_colors:
 * @colors: (out caller-allocates) (array): room for each series
 *
 * The colours of the series: of the palette's words, apart from each other: a word that comes again is
 * another shade, and neighbours differ in lightness, so that they are told apart without seeing colours.
 */
void outlay_chart_style_get_colors (const OutlayChartStyle *self,
                                    OutlayChartData        *data,
                                    GdkRGBA                *colors);

G_END_DECLS
