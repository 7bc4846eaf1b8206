/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-export.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include "app/charts/outlay-chart-sheet.h"
#include "app/charts/outlay-chart-text.h"

#define PNG_SCALE 2

static GBytes *
render_svg (const OutlayChartSheet *sheet)
{
  g_autofree char *summary = outlay_chart_text_summarize (sheet->plot->data, sheet->plot->kind);
  g_autofree char *title = g_markup_escape_text (summary, -1);
  GString *svg = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  guint n_ids = 0;

  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" "
                          "height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"%s\" "
                          "style=\"font-variant-numeric: tabular-nums\">\n<title>%s</title>\n",
                          (int) sheet->width, (int) sheet->height, (int) sheet->width,
                          (int) sheet->height, sheet->plot->style.family, title);
  outlay_chart_ink_write_svg (sheet->head, OUTLAY_CHART_LAYER_BACK, &n_ids, svg);
  g_string_append_printf (svg, "<g transform=\"translate(%d %d)\">\n", (int) sheet->plot_x,
                          (int) sheet->plot_y);
  for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
    outlay_chart_ink_write_svg (sheet->plot->ink, i, &n_ids, svg);
  g_string_append (svg, "</g>\n</svg>\n");

  return g_string_free_to_bytes (svg);
}

static GskRenderNode *
draw_sheet (const OutlayChartSheet *sheet)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gtk_snapshot_scale (snapshot, PNG_SCALE, PNG_SCALE);
  outlay_chart_ink_snapshot (sheet->head, OUTLAY_CHART_LAYER_BACK, snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (sheet->plot_x, sheet->plot_y));
  for (guint i = 0; i < OUTLAY_CHART_N_LAYERS; i++)
    outlay_chart_ink_snapshot (sheet->plot->ink, i, snapshot);

  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static cairo_status_t
write_cb (void *closure, const unsigned char *bytes, unsigned int n)
{
  g_byte_array_append (closure, bytes, n);

  return CAIRO_STATUS_SUCCESS;
}

/* The same nodes as the screen's, drawn without one. */
static GBytes *
render_png (const OutlayChartSheet *sheet)
{
  g_autoptr (GskRenderNode) node = draw_sheet (sheet);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) sheet->width * PNG_SCALE, (int) sheet->height * PNG_SCALE);
  cairo_t *cr = cairo_create (surface);

  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, write_cb, png);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}

GBytes *
outlay_chart_export_render (OutlayChartData *data,
                            OutlayChartKind kind,
                            OutlayChartFormat format,
                            const char *subtitle)
{
  PangoContext *pango;
  g_autoptr (OutlayChartSheet) sheet = NULL;

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (data), NULL);

  pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  sheet = outlay_chart_sheet_new (data, kind, subtitle, pango, OUTLAY_CHART_EXPORT_WIDTH,
                                  OUTLAY_CHART_EXPORT_HEIGHT);
  g_object_unref (pango);

  return format == OUTLAY_CHART_FORMAT_SVG ? render_svg (sheet) : render_png (sheet);
}

DexFuture *
outlay_chart_export_save (OutlayChartData *data,
                          OutlayChartKind kind,
                          OutlayChartFormat format,
                          const char *subtitle,
                          GFile *file)
{
  g_autoptr (GBytes) content = NULL;

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (data), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  content = outlay_chart_export_render (data, kind, format, subtitle);

  return dex_file_replace_contents_bytes (file, content, NULL, FALSE,
                                          G_FILE_CREATE_REPLACE_DESTINATION);
}
