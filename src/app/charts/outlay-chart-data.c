/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-data.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/charts/outlay-chart-days.h"
#include "core/money/outlay-money.h"

/* The numbers of a chart and their sums. It draws nothing, and is never changed: other numbers are
 * other data. */
struct _OutlayChartData
{
  GObject parent_instance;

  /* Owned */
  GStringChunk *texts;
  OutlayChartSeries *series;
  OutlayChartBucket *buckets;
  gint64 *minor;
  gint64 *series_sums;
  gint64 *bucket_sums;
  gint64 *before;
  gint64 *forecast_low;
  gint64 *forecast_high;

  /* In texts */
  const char *title;
  const char *currency;
  const char *before_name;
  const char *limit_name;

  guint n_series;
  guint n_buckets;
  guint running;
  gint64 sum;
  gint64 before_sum;
  gint64 limit;
};

G_DEFINE_FINAL_TYPE (OutlayChartData, outlay_chart_data, G_TYPE_OBJECT)

static const char *
keep_text (OutlayChartData *self, const char *text)
{
  /* The same text is kept once, so that it is also measured once. */
  return g_string_chunk_insert_const (self->texts, text != NULL ? text : "");
}

static gint64 *
copy_amounts (const gint64 *amounts, gsize n)
{
  gint64 *copy;

  if (amounts == NULL)
    return NULL;

  copy = g_new (gint64, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    copy[i] = MAX (amounts[i], 0);

  return copy;
}

static void
keep_series (OutlayChartData *self, const OutlayChartDataInit *init)
{
  self->n_series = init->n_series;
  self->series = g_new0 (OutlayChartSeries, MAX (init->n_series, 1));

  for (guint i = 0; i < init->n_series; i++)
    {
      self->series[i].key = keep_text (self, init->series[i].key);
      self->series[i].name = keep_text (self, init->series[i].name);
      self->series[i].color = init->series[i].color != NULL
                                  ? g_string_chunk_insert_const (self->texts, init->series[i].color)
                                  : NULL;
    }
}

static void
keep_buckets (OutlayChartData *self, const OutlayChartDataInit *init)
{
  self->n_buckets = init->n_buckets;
  self->buckets = g_new0 (OutlayChartBucket, MAX (init->n_buckets, 1));

  for (guint i = 0; i < init->n_buckets; i++)
    {
      const OutlayChartBucket *given = &init->buckets[i];
      OutlayChartBucket *bucket = &self->buckets[i];
      g_autofree char *label = NULL;
      g_autofree char *name = NULL;
      g_autofree char *mark = NULL;

      bucket->days = given->days;
      if (given->label == NULL)
        label = outlay_chart_days_to_label (&given->days);
      if (given->name == NULL)
        name = outlay_chart_days_to_name (&given->days);
      if (given->mark == NULL)
        mark = outlay_chart_days_to_mark (&given->days, i == 0);

      bucket->label = keep_text (self, given->label != NULL ? given->label : label);
      bucket->name = keep_text (self, given->name != NULL ? given->name : name);
      bucket->mark = keep_text (self, given->mark != NULL ? given->mark : mark);
    }
}

static void
add_up (OutlayChartData *self)
{
  self->series_sums = g_new0 (gint64, MAX (self->n_series, 1));
  self->bucket_sums = g_new0 (gint64, MAX (self->n_buckets, 1));

  for (guint b = 0; b < self->n_buckets; b++)
    {
      for (guint s = 0; s < self->n_series; s++)
        {
          gint64 minor = self->minor[(gsize) b * self->n_series + s];

          self->series_sums[s] = outlay_chart_data_add (self->series_sums[s], minor);
          self->bucket_sums[b] = outlay_chart_data_add (self->bucket_sums[b], minor);
        }

      self->sum = outlay_chart_data_add (self->sum, self->bucket_sums[b]);
      if (self->before != NULL)
        self->before_sum = outlay_chart_data_add (self->before_sum, self->before[b]);
    }
}

static void
outlay_chart_data_finalize (GObject *object)
{
  OutlayChartData *self = OUTLAY_CHART_DATA (object);

  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self->series);
  g_free (self->buckets);
  g_free (self->minor);
  g_free (self->series_sums);
  g_free (self->bucket_sums);
  g_free (self->before);
  g_free (self->forecast_low);
  g_free (self->forecast_high);

  G_OBJECT_CLASS (outlay_chart_data_parent_class)->finalize (object);
}

static void
outlay_chart_data_class_init (OutlayChartDataClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_chart_data_finalize;
}

static void
outlay_chart_data_init (OutlayChartData *self)
{
  self->texts = g_string_chunk_new (1024);
}

OutlayChartData *
outlay_chart_data_new (const OutlayChartDataInit *init)
{
  OutlayChartData *self;
  gsize n_cells;

  g_return_val_if_fail (init != NULL, NULL);
  g_return_val_if_fail (init->series != NULL || init->n_series == 0, NULL);
  g_return_val_if_fail (init->buckets != NULL || init->n_buckets == 0, NULL);
  g_return_val_if_fail (init->running <= init->n_buckets, NULL);

  n_cells = (gsize) init->n_series * init->n_buckets;
  g_return_val_if_fail (init->minor != NULL || n_cells == 0, NULL);

  self = g_object_new (OUTLAY_TYPE_CHART_DATA, NULL);
  self->title = keep_text (self, init->title);
  self->currency = keep_text (
      self, init->currency != NULL && *init->currency == '=' ? init->currency + 1 : init->currency);
  self->before_name = keep_text (self, init->before_name);
  /* Translators: the name of a line in a chart: what may be spent. */
  self->limit_name = keep_text (self, init->limit_name != NULL ? init->limit_name : _ ("Budget"));
  self->limit = MAX (init->limit, 0);
  self->running = init->running;

  keep_series (self, init);
  keep_buckets (self, init);
  self->minor = n_cells > 0 ? copy_amounts (init->minor, n_cells) : NULL;
  self->before = copy_amounts (init->before, init->n_buckets);
  self->forecast_low = copy_amounts (init->forecast_low, init->n_buckets);
  self->forecast_high = copy_amounts (init->forecast_high, init->n_buckets);
  add_up (self);

  return self;
}

OutlayChartData *
outlay_chart_data_accumulate (OutlayChartData *self)
{
  g_autofree gint64 *minor = NULL;
  g_autofree gint64 *before = NULL;

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);

  minor = g_memdup2 (self->minor, sizeof (gint64) * self->n_series * self->n_buckets);
  before = g_memdup2 (self->before, self->before != NULL ? sizeof (gint64) * self->n_buckets : 0);

  for (guint b = 1; b < self->n_buckets; b++)
    {
      for (guint s = 0; s < self->n_series; s++)
        {
          gint64 *cell = &minor[(gsize) b * self->n_series + s];

          *cell = outlay_chart_data_add (*cell, cell[-(gssize) self->n_series]);
        }

      if (before != NULL)
        before[b] = outlay_chart_data_add (before[b], before[b - 1]);
    }

  return outlay_chart_data_new (&(OutlayChartDataInit) {
      .title = self->title,
      .currency = self->currency,
      .series = self->series,
      .n_series = self->n_series,
      .buckets = self->buckets,
      .n_buckets = self->n_buckets,
      .minor = minor,
      .before = before,
      .before_name = self->before_name,
      .limit = self->limit,
      .limit_name = self->limit_name,
      .running = self->running,
      .forecast_low = self->forecast_low,
      .forecast_high = self->forecast_high,
  });
}

const char *
outlay_chart_data_get_title (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);

  return self->title;
}

const char *
outlay_chart_data_get_currency (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);

  return self->currency;
}

guint
outlay_chart_data_get_n_series (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), 0);

  return self->n_series;
}

guint
outlay_chart_data_get_n_buckets (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), 0);

  return self->n_buckets;
}

gint64
outlay_chart_data_get_limit (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), 0);

  return self->limit;
}

const char *
outlay_chart_data_get_limit_name (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);

  return self->limit_name;
}

const char *
outlay_chart_data_get_before_name (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);

  return self->before != NULL ? self->before_name : NULL;
}

const OutlayChartSeries *
outlay_chart_data_get_series (OutlayChartData *self, guint series)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);
  g_return_val_if_fail (series < self->n_series, NULL);

  return &self->series[series];
}

const OutlayChartBucket *
outlay_chart_data_get_bucket (OutlayChartData *self, guint bucket)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);
  g_return_val_if_fail (bucket < self->n_buckets, NULL);

  return &self->buckets[bucket];
}

gint64
outlay_chart_data_get_minor (OutlayChartData *self, guint series, guint bucket)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), 0);
  g_return_val_if_fail (series < self->n_series || series == OUTLAY_CHART_ALL, 0);
  g_return_val_if_fail (bucket < self->n_buckets || bucket == OUTLAY_CHART_ALL, 0);

  if (series == OUTLAY_CHART_ALL)
    return bucket == OUTLAY_CHART_ALL ? self->sum : self->bucket_sums[bucket];

  return bucket == OUTLAY_CHART_ALL ? self->series_sums[series]
                                    : self->minor[(gsize) bucket * self->n_series + series];
}

gboolean
outlay_chart_data_get_before (OutlayChartData *self, guint bucket, gint64 *minor)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), FALSE);
  g_return_val_if_fail (bucket < self->n_buckets || bucket == OUTLAY_CHART_ALL, FALSE);

  if (self->before == NULL)
    return FALSE;

  *minor = bucket == OUTLAY_CHART_ALL ? self->before_sum : self->before[bucket];

  return TRUE;
}

gboolean
outlay_chart_data_get_forecast (OutlayChartData *self, guint bucket, gint64 *low, gint64 *high)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), FALSE);
  g_return_val_if_fail (bucket < self->n_buckets, FALSE);

  if (self->forecast_low == NULL || self->forecast_high == NULL ||
      !outlay_chart_data_is_future (self, bucket))
    return FALSE;

  *low = self->forecast_low[bucket];
  *high = MAX (self->forecast_high[bucket], *low);

  return TRUE;
}

gboolean
outlay_chart_data_is_running (OutlayChartData *self, guint bucket)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), FALSE);

  return bucket != OUTLAY_CHART_ALL && bucket + 1 == self->running;
}

gboolean
outlay_chart_data_is_future (OutlayChartData *self, guint bucket)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), FALSE);

  return bucket != OUTLAY_CHART_ALL && self->running > 0 && bucket >= self->running;
}

gboolean
outlay_chart_data_is_empty (OutlayChartData *self)
{
  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), TRUE);

  return self->sum == 0;
}

gint64
outlay_chart_data_get_peak (OutlayChartData *self, guint series)
{
  gint64 peak = 0;

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), 0);

  for (guint b = 0; b < self->n_buckets; b++)
    peak = MAX (peak, outlay_chart_data_get_minor (self, series, b));

  return peak;
}

char *
outlay_chart_data_format (OutlayChartData *self, gint64 minor)
{
  OutlayMoney money = { .minor = minor };

  g_return_val_if_fail (OUTLAY_IS_CHART_DATA (self), NULL);

  g_strlcpy (money.currency, self->currency, sizeof money.currency);

  return outlay_money_format (&money, NULL);
}

char *
outlay_chart_data_format_share (gint64 part, gint64 whole)
{
  double percent = whole > 0 ? (double) part * 100 / (double) whole : 0;

  /* Translators: a share of less than one percent. */
  if (part > 0 && percent < 0.5)
    return g_strdup (_ ("<1 %"));

  /* Translators: a share in percent. */
  return g_strdup_printf (_ ("%d %%"), (int) (percent + 0.5));
}
