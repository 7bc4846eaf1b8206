/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-style.h"

G_BEGIN_DECLS

/**
 * OutlayChartLayer:
 * @OUTLAY_CHART_LAYER_BACK: lines of the grid and what is written beside them
 * @OUTLAY_CHART_LAYER_SHAPES: what stands for the amounts; it may grow, and fade while one is read
 * @OUTLAY_CHART_LAYER_FRONT: what must be seen over the shapes, as the budget's line
 */
typedef enum
{
  OUTLAY_CHART_LAYER_BACK,
  OUTLAY_CHART_LAYER_SHAPES,
  OUTLAY_CHART_LAYER_FRONT,
} OutlayChartLayer;
#define OUTLAY_CHART_N_LAYERS 3

/* Which point of a text is at its place. Left is left, whatever the language. */
typedef enum
{
  OUTLAY_CHART_ANCHOR_LEFT,
  OUTLAY_CHART_ANCHOR_MIDDLE,
  OUTLAY_CHART_ANCHOR_RIGHT,
} OutlayChartAnchor;

/**
 * OutlayChartText:
 * @x: where its anchor is
 * @y: its baseline
 * @size: of the font, pixels
 * @weight: 400 is plain, 700 bold
 *
 * One line of text at its place.
 */
typedef struct
{
  const char       *text;
  float             x;
  float             y;
  OutlayChartAnchor anchor;
  float             size;
  PangoWeight       weight;
  GdkRGBA           color;
} OutlayChartText;

/**
 * OutlayChartInk:
 *
 * What a drawing consists of, in plain shapes and texts: put down once, and then drawn on the screen or
 * written as SVG, so that both are the same picture. It knows no chart. Main thread.
 */
typedef struct _OutlayChartInk OutlayChartInk;

/* @pango: (transfer none): for measuring and drawing texts; @family: (nullable): of the font */
OutlayChartInk *outlay_chart_ink_new  (PangoContext *pango,
                                       const char   *family);
void            outlay_chart_ink_free (OutlayChartInk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayChartInk, outlay_chart_ink_free)

/* What is put down from here on belongs to this layer. */
void outlay_chart_ink_begin (OutlayChartInk  *self,
                             OutlayChartLayer layer);

/* A rectangle, the upper corners of which are round by @radius, or all of them. */
void outlay_chart_ink_add_rect  (OutlayChartInk        *self,
                                 const graphene_rect_t *rect,
                                 float                  top_radius,
                                 float                  bottom_radius,
                                 const GdkRGBA         *color);
/* @path: (transfer none) */
void outlay_chart_ink_add_fill  (OutlayChartInk *self,
                                 GskPath        *path,
                                 const GdkRGBA  *color);
/* A fill that fades away downwards within the bounds of its path. */
void outlay_chart_ink_add_shade (OutlayChartInk *self,
                                 GskPath        *path,
                                 const GdkRGBA  *color);
/* @dash: length of the dashes and the gaps between them, 0 for a plain line */
void outlay_chart_ink_add_line  (OutlayChartInk *self,
                                 GskPath        *path,
                                 float           width,
                                 float           dash,
                                 const GdkRGBA  *color);
/* @text: copied */
void outlay_chart_ink_add_text  (OutlayChartInk        *self,
                                 const OutlayChartText *text);

/* What follows, up to the pop, is seen only within the rectangle. */
void outlay_chart_ink_push_clip (OutlayChartInk        *self,
                                 const graphene_rect_t *rect,
                                 float                  top_radius,
                                 float                  bottom_radius);
void outlay_chart_ink_push_path (OutlayChartInk *self,
                                 GskPath        *path);
void outlay_chart_ink_pop_clip  (OutlayChartInk *self);

/* A straight line of one pixel and more, on whole pixels where it can be. */
void outlay_chart_ink_add_rule  (OutlayChartInk *self,
                                 float           x1,
                                 float           y1,
                                 float           x2,
                                 float           y2,
                                 float           width,
                                 const GdkRGBA  *color);

/* The width of a text, and the longest beginning of one that fits, with "…" where it was cut. */
float outlay_chart_ink_measure (OutlayChartInk *self,
                                const char     *text,
                                float           size,
                                PangoWeight     weight);
char *outlay_chart_ink_shorten (OutlayChartInk *self,
                                const char     *text,
                                float           size,
                                PangoWeight     weight,
                                float           width);

/* Draws a layer. */
void outlay_chart_ink_snapshot (OutlayChartInk  *self,
                                OutlayChartLayer layer,
                                GtkSnapshot     *snapshot);

/* Appends a layer as elements of SVG 1.1; texts are <text>. @n_ids counts what has an id in the document. */
void outlay_chart_ink_write_svg (OutlayChartInk  *self,
                                 OutlayChartLayer layer,
                                 guint           *n_ids,
                                 GString         *svg);

G_END_DECLS
