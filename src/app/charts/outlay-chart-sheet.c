/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-sheet.h"

#include "app/charts/outlay-chart-listing.h"

#define MARGIN 36
#define TITLE_SIZE 26
#define TEXT_SIZE 15
#define LEGEND_GAP 44
#define LINE_HEIGHT 26
#define LEAST_HEIGHT 80

/* Where what one reads first stands. */
static OutlayChartAnchor
get_start (const OutlayChartStyle *style)
{
  return style->is_rtl ? OUTLAY_CHART_ANCHOR_RIGHT : OUTLAY_CHART_ANCHOR_LEFT;
}

static float
mirror (const OutlayChartStyle *style, float width, float x)
{
  return style->is_rtl ? width - x : x;
}

/* Title and subtitle; returns where they end. */
static float
draw_titles (OutlayChartSheet *self,
             const OutlayChartStyle *style,
             const char *title,
             const char *subtitle)
{
  float room = self->width - 2 * MARGIN;
  float x = mirror (style, self->width, MARGIN);
  float y = MARGIN + TITLE_SIZE * 0.8f;
  g_autofree char *first = outlay_chart_ink_shorten (self->head, title, TITLE_SIZE,
                                                     PANGO_WEIGHT_BOLD, room);

  outlay_chart_ink_add_text (self->head,
                             &(OutlayChartText) { first, x, y, get_start (style), TITLE_SIZE,
                                                  PANGO_WEIGHT_BOLD, style->text });
  if (subtitle != NULL && *subtitle != '\0')
    {
      g_autofree char *second = outlay_chart_ink_shorten (self->head, subtitle, TEXT_SIZE,
                                                          PANGO_WEIGHT_NORMAL, room);

      y += LINE_HEIGHT;
      outlay_chart_ink_add_text (self->head,
                                 &(OutlayChartText) { second, x, y, get_start (style), TEXT_SIZE,
                                                      PANGO_WEIGHT_NORMAL, style->dim });
    }

  return y + LINE_HEIGHT * 0.8f;
}

/* Beside a ring, and below what runs over time. Returns what is left for the drawing. */
static graphene_rect_t
draw_legend (OutlayChartSheet *self,
             OutlayChartData *data,
             OutlayChartKind kind,
             const OutlayChartStyle *style,
             float top)
{
  float width = self->width - 2 * MARGIN, height = self->height - MARGIN - top;
  OutlayChartListing listing = { data, kind, style, self->head, MARGIN, width };
  float legend;

  if (kind == OUTLAY_CHART_DONUT)
    {
      float ring = roundf (width * 0.46f);

      listing.width = width - ring - LEGEND_GAP;
      listing.x = style->is_rtl ? MARGIN : MARGIN + ring + LEGEND_GAP;
      legend = MIN (outlay_chart_listing_measure (&listing), height);
      outlay_chart_listing_draw (&listing, top + (height - legend) / 2, legend + 1);

      return GRAPHENE_RECT_INIT (style->is_rtl ? MARGIN + width - ring : MARGIN, top, ring, height);
    }

  legend = outlay_chart_listing_measure (&listing);
  outlay_chart_listing_draw (&listing, self->height - MARGIN - legend + TEXT_SIZE / 2.f,
                             legend + 1);

  return GRAPHENE_RECT_INIT (MARGIN, top, width, MAX (height - legend, LEAST_HEIGHT));
}

OutlayChartSheet *
outlay_chart_sheet_new (OutlayChartData *data,
                        OutlayChartKind kind,
                        const char *subtitle,
                        PangoContext *pango,
                        float width,
                        float height)
{
  OutlayChartSheet *self = g_new0 (OutlayChartSheet, 1);
  OutlayChartStyle style;
  graphene_rect_t room;
  float top;

  outlay_chart_style_init_for_paper (&style);
  style.size = TEXT_SIZE;
  self->width = width;
  self->height = height;
  self->head = outlay_chart_ink_new (pango, style.family);
  outlay_chart_ink_begin (self->head, OUTLAY_CHART_LAYER_BACK);
  outlay_chart_ink_add_rect (self->head, &GRAPHENE_RECT_INIT (0, 0, width, height), 0, 0,
                             &style.paper);
  top = roundf (draw_titles (self, &style, outlay_chart_data_get_title (data), subtitle));
  room = draw_legend (self, data, kind, &style, top);

  self->plot_x = room.origin.x;
  self->plot_y = room.origin.y;
  self->plot = outlay_chart_plot_new (data, kind, &style, pango, room.size.width,
                                      roundf (room.size.height));

  return self;
}

void
outlay_chart_sheet_free (OutlayChartSheet *self)
{
  outlay_chart_plot_free (self->plot);
  outlay_chart_ink_free (self->head);
  g_free (self);
}
