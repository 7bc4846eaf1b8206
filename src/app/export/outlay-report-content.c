/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-report-content.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-chart-drawing.h"
#include "app/reports/outlay-report-chart.h"
#include "app/reports/outlay-report-text.h"
#include "app/export/outlay-export-text.h"
#include "core/outlay-time.h"

#define BARS_HEIGHT 170.0
#define RING_SIZE 185.0
/* A chart is laid out in pixels of a screen. */
#define SCALE 0.62
/* Slices and months that a chart on paper tells apart. */
#define N_SERIES 12

static char *
compare (OutlayExportSubject *subject)
{
  OutlaySpending *spending = outlay_export_subject_get_spending (subject);
  const OutlayReportSpan *span = outlay_export_subject_get_span (subject);
  g_autofree char *today = outlay_day_today ();

  if (spending == NULL || span == NULL ||
      outlay_spending_get_query (spending)->before.from[0] == '\0')
    return NULL;

  return outlay_report_compare (span, today, outlay_spending_get_total (spending)->minor,
                                outlay_spending_get_before (spending)->minor,
                                outlay_spending_get_query (spending)->currency);
}

/* --- charts ------------------------------------------------------------------------------------ */

static void
record (OutlayReportPicture *picture, GtkSnapshot *snapshot, double width, double height)
{
  g_autoptr (GskRenderNode) node = gtk_snapshot_to_node (snapshot);
  const cairo_rectangle_t extents = { 0, 0, width, height };
  cairo_t *cr;

  picture->drawing = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  picture->width = width;
  picture->height = height;
  cr = cairo_create (picture->drawing);
  cairo_scale (cr, SCALE, SCALE);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
}

static void
draw_bars (OutlayReportContent *self, OutlayChartData *data, PangoContext *pango, double width)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  OutlayChartStyle style;

  outlay_chart_style_init_for_paper (&style);
  outlay_chart_draw (data, OUTLAY_CHART_BARS, &style, snapshot, pango, (float) (width / SCALE),
                     (float) (BARS_HEIGHT / SCALE));
  record (&self->bars, snapshot, width, BARS_HEIGHT);
}

/* The ring, and beside it what its slices are. */
static void
draw_ring (OutlayReportContent *self, OutlayChartData *data, PangoContext *pango, double width)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  OutlayChartStyle style;
  float ring = (float) (RING_SIZE / SCALE);
  float gap = 32;
  float legend = (float) (width / SCALE) - ring - gap;
  float height;

  outlay_chart_style_init_for_paper (&style);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (style.is_rtl ? legend + gap : 0, 0));
  outlay_chart_draw (data, OUTLAY_CHART_DONUT, &style, snapshot, pango, ring, ring);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (style.is_rtl ? 0 : ring + gap, 0));
  height = outlay_chart_draw_legend (data, OUTLAY_CHART_DONUT, &style, snapshot, pango,
                                     MIN (legend, 460));
  record (&self->ring, snapshot, width, MAX (RING_SIZE, height * SCALE));
}

/* A slice for each category, and one for the smallest together. */
static OutlayChartData *
create_ring (OutlayReportContent *self, OutlayReportBlock *block, OutlayCategoryStore *store)
{
  GPtrArray *parts = block->parts[OUTLAY_SPENDING_BY_CATEGORY];
  guint n = MIN (parts->len, N_SERIES);
  g_autofree OutlayChartSeries *series = g_new0 (OutlayChartSeries, n + 1);
  g_autofree gint64 *minor = g_new0 (gint64, n + 1);
  const OutlayChartBucket whole = { .label = self->title, .name = self->title, .mark = "" };
  guint n_series = n;

  for (guint i = 0; i < parts->len; i++)
    {
      const OutlayReportSum *sum = parts->pdata[i];
      OutlayCategory *category = outlay_category_store_find (store, sum->key);

      minor[MIN (i, n)] = outlay_chart_data_add (minor[MIN (i, n)], MAX (sum->total.minor, 0));
      if (i < n)
        series[i] = (OutlayChartSeries) {
          .key = sum->key,
          .name = outlay_report_content_get_category (self, sum->key),
          .color = category != NULL ? outlay_category_get_color (category) : "slate",
        };
    }

  if (parts->len > n)
    series[n_series++] = (OutlayChartSeries) { .name = _ ("Others"), .color = "slate" };

  return outlay_chart_data_new (&(OutlayChartDataInit) {
      .title = self->title,
      .currency = block->currency,
      .series = series,
      .n_series = n_series,
      .buckets = &whole,
      .n_buckets = 1,
      .minor = minor,
  });
}

/* A bar for each month that has expenses, where there are several. */
static OutlayChartData *
create_bars (OutlayReportContent *self, OutlayReportBlock *block)
{
  const OutlayChartSeries one = { .name = _ ("Expenses") };
  guint n = block->months->len;
  g_autofree OutlayChartBucket *buckets = g_new0 (OutlayChartBucket, n);
  g_autofree gint64 *minor = g_new0 (gint64, n);
  guint n_buckets = 0;

  for (guint i = 0; i < n; i++)
    {
      const OutlayReportSum *sum = block->months->pdata[i];

      if (!outlay_days_of_period (&buckets[n_buckets].days, OUTLAY_PERIOD_MONTH, sum->key,
                                  G_DATE_MONDAY))
        continue;
      minor[n_buckets++] = sum->total.minor;
    }

  if (n_buckets < 2)
    return NULL;

  return outlay_chart_data_new (&(OutlayChartDataInit) {
      .title = self->title,
      .currency = block->currency,
      .series = &one,
      .n_series = 1,
      .buckets = buckets,
      .n_buckets = n_buckets,
      .minor = minor,
  });
}

static void
draw_charts (OutlayReportContent *self, OutlayExportSubject *subject, double width)
{
  OutlayWorkspace *workspace = outlay_export_subject_get_workspace (subject);
  OutlayCategoryStore *store = outlay_workspace_get_category_store (workspace);
  OutlaySpending *spending = outlay_export_subject_get_spending (subject);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayChartData) bars = NULL;
  g_autoptr (OutlayChartData) ring = NULL;
  PangoContext *pango;

  if (self->blocks->len == 0)
    return;

  bars = spending != NULL ? outlay_report_chart_new (spending, store, self->title, today)
                          : create_bars (self, self->blocks->pdata[0]);
  ring = create_ring (self, self->blocks->pdata[0], store);
  pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  if (bars != NULL && !outlay_chart_data_is_empty (bars))
    draw_bars (self, bars, pango, width);
  if (!outlay_chart_data_is_empty (ring))
    draw_ring (self, ring, pango, width);
  g_object_unref (pango);
}

/* --- all of it --------------------------------------------------------------------------------- */

static void
name_categories (OutlayReportContent *self, OutlayCategoryStore *store)
{
  for (guint i = 0; i < self->expenses->len; i++)
    {
      const char *id = outlay_expense_get_category (self->expenses->pdata[i]);
      OutlayCategory *category;

      if (id == NULL || g_hash_table_contains (self->categories, id))
        continue;
      category = outlay_category_store_find (store, id);
      if (category != NULL)
        g_hash_table_insert (self->categories, g_strdup (id),
                             g_strdup (outlay_category_get_name (category)));
    }
}

OutlayReportContent *
outlay_report_content_new (OutlayExportSubject *subject,
                           GPtrArray *expenses,
                           double width,
                           GError **error)
{
  g_autoptr (OutlayReportContent) self = g_new0 (OutlayReportContent, 1);
  OutlayWorkspace *workspace = outlay_export_subject_get_workspace (subject);
  g_autofree char *today = outlay_day_today ();

  self->expenses = expenses;
  self->title = g_strdup (outlay_export_subject_get_title (subject));
  self->subtitle = g_strdup (outlay_export_subject_get_subtitle (subject));
  self->owner = outlay_export_subject_dup_owner (subject);
  self->currency = g_strdup (outlay_export_subject_get_currency (subject));
  self->comparison = compare (subject);
  self->made = outlay_export_day_to_text (today);
  self->has_people = outlay_export_subject_is_company (subject);
  self->has_states = !outlay_account_is_on_device (outlay_workspace_get_account (workspace));
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->proofs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->blocks = outlay_report_blocks_new (expenses, self->currency, error);
  if (self->blocks == NULL)
    return NULL;

  name_categories (self, outlay_workspace_get_category_store (workspace));
  draw_charts (self, subject, width);

  return g_steal_pointer (&self);
}

void
outlay_report_content_free (OutlayReportContent *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bars.drawing, cairo_surface_destroy);
  g_clear_pointer (&self->ring.drawing, cairo_surface_destroy);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->expenses, g_ptr_array_unref);
  g_clear_pointer (&self->categories, g_hash_table_unref);
  g_clear_pointer (&self->proofs, g_hash_table_unref);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->owner);
  g_free (self->currency);
  g_free (self->comparison);
  g_free (self->made);
  g_free (self);
}

const char *
outlay_report_content_get_category (const OutlayReportContent *self, const char *id)
{
  const char *name = id != NULL ? g_hash_table_lookup (self->categories, id) : NULL;

  return name != NULL                ? name
         : id != NULL && *id != '\0' ? _ ("Unknown Category")
                                     : _ ("No Category");
}
