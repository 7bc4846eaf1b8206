/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/charts/outlay-chart-export.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "app-stage.h"
#include "chart-samples.h"

/* What is said in the elements <text> and <title>, one a line. */
typedef struct
{
  GString *texts;
  guint depth;
  guint n_titles;
  gboolean is_text;
} Reading;

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reading *reading = data;

  if (reading->depth++ == 0)
    {
      g_assert_cmpstr (element, ==, "svg");
      g_assert_true (g_strv_contains (names, "viewBox"));
    }

  reading->n_titles += g_str_equal (element, "title");
  reading->is_text = g_str_equal (element, "text") || g_str_equal (element, "title");
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->depth--;
  if (reading->is_text)
    g_string_append_c (reading->texts, '\n');
  reading->is_text = FALSE;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize n, gpointer data, GError **error)
{
  Reading *reading = data;

  if (reading->is_text)
    g_string_append_len (reading->texts, text, (gssize) n);
}

static char *
read_svg (OutlayChartData *data, OutlayChartKind kind, const char *subtitle)
{
  const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  Reading reading = { .texts = g_string_new ("\n") };
  g_autoptr (GBytes)
      svg = outlay_chart_export_render (data, kind, OUTLAY_CHART_FORMAT_SVG, subtitle);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reading, NULL);
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *text = g_bytes_get_data (svg, &n);

  g_markup_parse_context_parse (context, text, (gssize) n, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading.n_titles, ==, 1);
  g_assert_null (g_strstr_len (text, (gssize) n, "nan"));
  g_assert_null (g_strstr_len (text, (gssize) n, "inf"));

  return g_string_free_and_steal (reading.texts);
}

static void
check_line (const char *texts, const char *line)
{
  g_autofree char *whole = g_strdup_printf ("\n%s\n", line);

  if (strstr (texts, whole) == NULL)
    g_error ("“%s” is not among %s", line, texts);
}

/* The SVG says each category and its amount, in letters. */
static void
test_svg (void)
{
  g_autoptr (OutlayChartData) months = chart_samples_months ();
  g_autoptr (OutlayChartData) slices = chart_samples_slices (6);
  g_autofree char *bars = read_svg (months, OUTLAY_CHART_BARS, "Ada <Lindqvist> & others");
  g_autofree char *ring = read_svg (slices, OUTLAY_CHART_DONUT, NULL);

  check_line (bars, "December 2025 to November 2026");
  check_line (bars, "Ada <Lindqvist> & others");
  check_line (bars, "Nov");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *amount = outlay_chart_data_format (
          months, outlay_chart_data_get_minor (months, i, OUTLAY_CHART_ALL));
      g_autofree char *slice = outlay_chart_data_format (
          slices, outlay_chart_data_get_minor (slices, i, OUTLAY_CHART_ALL));

      check_line (bars, outlay_chart_data_get_series (months, i)->name);
      check_line (bars, amount);
      check_line (ring, slice);
    }
}

/* A line amounts to what it has come to, and not to the sum of its points. */
static void
test_svg_of_line (void)
{
  g_autoptr (OutlayChartData) trend = chart_samples_forecast ();
  g_autofree char *texts = read_svg (trend, OUTLAY_CHART_TREND, NULL);
  g_autofree char *latest = outlay_chart_data_format (trend,
                                                      outlay_chart_data_get_minor (trend, 0, 19));
  g_autofree char *before = NULL;
  gint64 minor;

  g_assert_true (outlay_chart_data_get_before (trend, 29, &minor));
  before = outlay_chart_data_format (trend, minor);
  check_line (texts, latest);
  check_line (texts, before);
  check_line (texts, "Forecast");
}

static void
test_any_svg (void)
{
  g_autoptr (OutlayChartData)
      none = outlay_chart_data_new (&(OutlayChartDataInit) { .currency = "EUR" });
  g_autoptr (OutlayChartData) many = chart_samples_days (366, 40);
  g_autoptr (OutlayChartData) zero = chart_samples_nothing (12);
  g_autoptr (OutlayChartData) trend = chart_samples_forecast ();
  OutlayChartData *const samples[] = { none, many, zero, trend };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint kind = OUTLAY_CHART_BARS; kind <= OUTLAY_CHART_TREND; kind++)
      {
        g_autofree char *texts = read_svg (samples[i], kind, NULL);

        g_assert_cmpuint (strlen (texts), >, 4);
      }
}

static void
save_picture (const char *name, GBytes *content)
{
  const char *folder = g_getenv ("OUTLAY_TEST_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return;

  path = g_build_filename (folder, name, NULL);
  g_file_set_contents (path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content),
                       &error);
  g_assert_no_error (error);
}

static OutlayChartData *
make_slices (void)
{
  return chart_samples_slices (10);
}

static OutlayChartData *
make_many_slices (void)
{
  return chart_samples_slices (40);
}

static OutlayChartData *
make_days (void)
{
  return chart_samples_days (30, 20);
}

static void
test_png (void)
{
  static const struct
  {
    const char *name;
    OutlayChartData *(*make) (void);
    OutlayChartKind kind;
  } cases[] = {
    { "export-bars", chart_samples_months, OUTLAY_CHART_BARS },
    { "export-days", make_days, OUTLAY_CHART_BARS },
    { "export-donut", make_slices, OUTLAY_CHART_DONUT },
    { "export-many", make_many_slices, OUTLAY_CHART_DONUT },
    { "export-trend", chart_samples_forecast, OUTLAY_CHART_TREND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayChartData) data = cases[i].make ();
      g_autofree char *png_name = g_strconcat (cases[i].name, ".png", NULL);
      g_autofree char *svg_name = g_strconcat (cases[i].name, ".svg", NULL);
      g_autoptr (GBytes) png = outlay_chart_export_render (
          data, cases[i].kind, OUTLAY_CHART_FORMAT_PNG, "Northwind Instruments, everybody");
      g_autoptr (GBytes) svg = outlay_chart_export_render (
          data, cases[i].kind, OUTLAY_CHART_FORMAT_SVG, "Northwind Instruments, everybody");
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (png, &error);

      g_assert_no_error (error);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * OUTLAY_CHART_EXPORT_WIDTH);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, 2 * OUTLAY_CHART_EXPORT_HEIGHT);
      save_picture (png_name, png);
      save_picture (svg_name, svg);
    }
}

/* What there is no room for is counted, and not left out. */
static void
test_many (void)
{
  g_autoptr (OutlayChartData) slices = make_many_slices ();
  g_autofree char *texts = read_svg (slices, OUTLAY_CHART_DONUT, NULL);

  g_assert_nonnull (strstr (texts, " more\n"));
}

static void
test_save (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("outlay-chart-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "chart.svg", NULL);
  g_autofree char *lost = g_build_filename (folder, "none", "chart.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path (lost);
  g_autoptr (GBytes)
      content = outlay_chart_export_render (data, OUTLAY_CHART_BARS, OUTLAY_CHART_FORMAT_SVG, NULL);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *written = NULL;
  gsize n;

  /* Twice: what is there is replaced. */
  for (guint i = 0; i < 2; i++)
    test_await (
        outlay_chart_export_save (data, OUTLAY_CHART_BARS, OUTLAY_CHART_FORMAT_SVG, NULL, file));

  g_assert_true (g_file_get_contents (path, &written, &n, NULL));
  g_assert_cmpmem (written, n, g_bytes_get_data (content, NULL), g_bytes_get_size (content));

  refusal = test_await_error (
      outlay_chart_export_save (data, OUTLAY_CHART_BARS, OUTLAY_CHART_FORMAT_SVG, NULL, nowhere));
  g_assert_error (refusal, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *bytes, unsigned int n)
{
  g_byte_array_append (closure, bytes, n);

  return CAIRO_STATUS_SUCCESS;
}

/* A page of a PDF takes the same drawing; its letters are letters of an embedded font. */
static void
test_pdf (void)
{
  g_autoptr (OutlayChartData) data = chart_samples_months ();
  PangoContext *pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, pdf, 480, 240);
  cairo_t *cr = cairo_create (surface);
  OutlayChartStyle style;

  outlay_chart_style_init_for_paper (&style);
  style.size = 9;
  outlay_chart_draw (data, OUTLAY_CHART_BARS, &style, snapshot, pango, 480, 200);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, 205));
  g_assert_cmpfloat (
      outlay_chart_draw_legend (data, OUTLAY_CHART_BARS, &style, snapshot, pango, 480), >, 9);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  g_object_unref (pango);

  g_assert_cmpuint (pdf->len, >, 2000);
  g_assert_nonnull (memmem (pdf->data, pdf->len, "/FontFile", strlen ("/FontFile")));
  /* Pixels would be an image. */
  g_assert_null (memmem (pdf->data, pdf->len, "/Subtype /Image", strlen ("/Subtype /Image")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  stage_init ();

  g_test_add_func ("/app/chart-export/svg", test_svg);
  g_test_add_func ("/app/chart-export/svg-of-line", test_svg_of_line);
  g_test_add_func ("/app/chart-export/any-svg", test_any_svg);
  g_test_add_func ("/app/chart-export/many", test_many);
  g_test_add_func ("/app/chart-export/png", test_png);
  g_test_add_func ("/app/chart-export/save", test_save);
  g_test_add_func ("/app/chart-export/pdf", test_pdf);

  return g_test_run ();
}
