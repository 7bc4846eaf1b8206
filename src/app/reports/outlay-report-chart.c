/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-chart.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/reports/outlay-report-list.h"

/* (element-type OutlayChartSeries), the names of which belong to @names */
static GArray *
create_series (OutlaySpending *spending, OutlayCategoryStore *categories, GPtrArray *names)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (spending,
                                                                OUTLAY_SPENDING_BY_CATEGORY);
  GArray *series = g_array_sized_new (FALSE, TRUE, sizeof (OutlayChartSeries), parts->n_items);

  for (guint i = 0; i < parts->n_items; i++)
    {
      const OutlaySpendingPart *part = &parts->items[i];
      OutlayCategory *category = outlay_category_store_find (categories, part->key);
      char *name = outlay_spending_part_dup_name (part, OUTLAY_SPENDING_BY_CATEGORY);
      const OutlayChartSeries one = {
        .key = part->key,
        .name = name,
        .color = category != NULL ? outlay_category_get_color (category) : "slate",
      };

      g_ptr_array_add (names, name);
      g_array_append_val (series, one);
    }

  return series;
}

static GArray *
create_one_series (void)
{
  GArray *series = g_array_new (FALSE, TRUE, sizeof (OutlayChartSeries));
  const OutlayChartSeries one = { .name = _ ("Expenses") };

  g_array_append_val (series, one);

  return series;
}

static guint
find_running (const OutlaySpendingSpan *spans, guint n_spans, const char *today)
{
  for (guint i = 0; i < n_spans; i++)
    if (outlay_days_contains (&spans[i].days, today))
      return i + 1;

  return 0;
}

OutlayChartData *
outlay_report_chart_new (OutlaySpending *spending,
                         OutlayCategoryStore *categories,
                         const char *title,
                         const char *today)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) series = NULL;
  g_autofree OutlayChartBucket *buckets = NULL;
  g_autofree gint64 *minor = NULL;
  const OutlaySpendingSpan *spans;
  guint n_spans;

  g_return_val_if_fail (OUTLAY_IS_SPENDING (spending), NULL);

  spans = outlay_spending_get_spans (spending, &n_spans);
  if (categories == NULL)
    series = create_one_series ();
  else
    series = create_series (spending, categories, names);
  buckets = g_new0 (OutlayChartBucket, n_spans);
  minor = g_new0 (gint64, MAX (1, n_spans * series->len));

  for (guint i = 0; i < n_spans; i++)
    {
      buckets[i].days = spans[i].days;
      if (categories == NULL)
        minor[i] = spans[i].total.minor;
      else if (series->len > 0)
        memcpy (&minor[i * series->len], spans[i].categories, series->len * sizeof *minor);
    }

  return outlay_chart_data_new (&(OutlayChartDataInit) {
      .title = title,
      .currency = outlay_spending_get_query (spending)->currency,
      .series = (const OutlayChartSeries *) (gpointer) series->data,
      .n_series = series->len,
      .buckets = buckets,
      .n_buckets = n_spans,
      .minor = minor,
      .running = find_running (spans, n_spans, today),
  });
}

OutlayChartData *
outlay_report_chart_new_of_whole (OutlaySpending *spending,
                                  OutlayCategoryStore *categories,
                                  const char *title)
{
  const OutlaySpendingParts *parts;
  const OutlayChartBucket whole = { .label = title, .name = title, .mark = "" };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) series = NULL;
  g_autofree gint64 *minor = NULL;

  g_return_val_if_fail (OUTLAY_IS_SPENDING (spending), NULL);

  parts = outlay_spending_get_parts (spending, OUTLAY_SPENDING_BY_CATEGORY);
  series = create_series (spending, categories, names);
  minor = g_new0 (gint64, MAX (1, parts->n_items));
  for (guint i = 0; i < parts->n_items; i++)
    minor[i] = parts->items[i].minor;

  return outlay_chart_data_new (&(OutlayChartDataInit) {
      .title = title,
      .currency = outlay_spending_get_query (spending)->currency,
      .series = (const OutlayChartSeries *) (gpointer) series->data,
      .n_series = series->len,
      .buckets = &whole,
      .n_buckets = 1,
      .minor = minor,
  });
}
