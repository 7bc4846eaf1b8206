/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart-ink.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_CHART_MARK_RECT,
  OUTLAY_CHART_MARK_FILL,
  OUTLAY_CHART_MARK_SHADE,
  OUTLAY_CHART_MARK_LINE,
  OUTLAY_CHART_MARK_TEXT,
  OUTLAY_CHART_MARK_PUSH_CLIP,
  OUTLAY_CHART_MARK_PUSH_PATH,
  OUTLAY_CHART_MARK_POP_CLIP,
} OutlayChartMarkKind;

/* One thing put down. @rect is also a text's place, and @width its size. */
typedef struct
{
  OutlayChartMarkKind kind;
  OutlayChartAnchor   anchor;
  PangoWeight         weight;
  GdkRGBA             color;
  graphene_rect_t     rect;
  float               top_radius;
  float               bottom_radius;
  float               width;
  float               dash;
  GskPath            *path; /* owned */
  char               *text; /* owned */
} OutlayChartMark;

struct _OutlayChartInk
{
  GArray               *marks[OUTLAY_CHART_N_LAYERS]; /* of OutlayChartMark */
  OutlayChartLayer      layer;
  PangoLayout          *layout; /* the one with which all texts are measured and drawn */
  PangoFontDescription *font;
};

/* Sets the layout to a line of text in tabular figures. */
void outlay_chart_ink_prepare_layout (OutlayChartInk *self,
                                      const char     *text,
                                      float           size,
                                      PangoWeight     weight);

G_END_DECLS
