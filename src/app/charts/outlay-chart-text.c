/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define MINUS_SIGN "\xe2\x88\x92"

static guint
find_largest (OutlayChartData *data)
{
  guint largest = OUTLAY_CHART_ALL;
  gint64 most = 0;

  for (guint i = 0; i < outlay_chart_data_get_n_series (data); i++)
    {
      gint64 minor = outlay_chart_data_get_minor (data, i, OUTLAY_CHART_ALL);

      if (minor > most)
        {
          most = minor;
          largest = i;
        }
    }

  return largest;
}

/* "November 2026, 1,240 €, most for Travel": the amount that counts in a line is its last. */
static char *
summarize_amounts (OutlayChartData *data, OutlayChartKind kind)
{
  guint n = outlay_chart_data_get_n_buckets (data);
  guint largest = find_largest (data);
  OutlayChartReading latest = outlay_chart_reading_begin (data, kind);
  const char *title = outlay_chart_data_get_title (data);
  guint bucket = kind == OUTLAY_CHART_TREND && n > 0 ? latest.bucket : OUTLAY_CHART_ALL;
  g_autofree char *amount = outlay_chart_data_format (
      data, outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, bucket));

  if (outlay_chart_data_is_empty (data))
    /* Translators: what a chart shows, as "November 2026", when nothing was spent. */
    return g_strdup_printf (_ ("%s, nothing yet"), title);

  if (largest == OUTLAY_CHART_ALL || outlay_chart_data_get_n_series (data) < 2)
    /* Translators: what a chart shows, as "November 2026", and the amount. */
    return g_strdup_printf (_ ("%s, %s"), title, amount);

  /* Translators: what a chart shows, as "November 2026", the amount, and the largest category. */
  return g_strdup_printf (_ ("%s, %s, most for %s"), title, amount,
                          outlay_chart_data_get_series (data, largest)->name);
}

char *
outlay_chart_text_summarize (OutlayChartData *data, OutlayChartKind kind)
{
  g_autofree char *amounts = summarize_amounts (data, kind);

  switch (kind)
    {
    case OUTLAY_CHART_BARS:
      /* Translators: a chart in a sentence: "Bars: November 2026, 1,240 €, most for Travel". */
      return g_strdup_printf (_ ("Bars: %s"), amounts);
    case OUTLAY_CHART_DONUT:
      /* Translators: a chart with slices in a ring, in a sentence. */
      return g_strdup_printf (_ ("Ring: %s"), amounts);
    case OUTLAY_CHART_TREND:
      /* Translators: a chart with a line, in a sentence. */
      return g_strdup_printf (_ ("Line: %s"), amounts);
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
outlay_chart_text_compare (OutlayChartData *data, guint bucket)
{
  gint64 now = outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, bucket);
  const char *name = outlay_chart_data_get_before_name (data);
  g_autofree char *amount = NULL;
  gint64 before;
  double change;

  if (!outlay_chart_data_get_before (data, bucket, &before))
    return NULL;

  amount = outlay_chart_data_format (data, before);
  change = before > 0 ? ((double) now - (double) before) * 100 / (double) before : 0;

  if (before == 0 || change > 999 || outlay_chart_data_is_future (data, bucket))
    /* Translators: the name of a time that is compared with, as "October 2026", and its amount. */
    return g_strdup_printf (_ ("%s: %s"), name, amount);

  /* Translators: the name of a time that is compared with, its amount, and the sign and the percentage of
   * the change since. */
  return g_strdup_printf (_ ("%1$s: %2$s (%3$s%4$.0f %%)"), name, amount,
                          change < 0 ? MINUS_SIGN : "+", fabs (change));
}

static char *
read_amount (OutlayChartData *data, OutlayChartKind kind, const OutlayChartReading *reading)
{
  gint64 low, high;

  if (kind == OUTLAY_CHART_TREND && reading->bucket != OUTLAY_CHART_ALL &&
      outlay_chart_data_get_forecast (data, reading->bucket, &low, &high))
    {
      g_autofree char *least = outlay_chart_data_format (data, low);
      g_autofree char *most = outlay_chart_data_format (data, high);

      /* Translators: what will likely be spent, from the least to the most. */
      return g_strdup_printf (_ ("likely %s to %s"), least, most);
    }

  return outlay_chart_data_format (
      data, outlay_chart_data_get_minor (data, reading->series, reading->bucket));
}

static char *
read_place (OutlayChartData *data, const OutlayChartReading *reading)
{
  const char *series = reading->series != OUTLAY_CHART_ALL
                           ? outlay_chart_data_get_series (data, reading->series)->name
                           : NULL;
  const char *bucket = reading->bucket != OUTLAY_CHART_ALL
                           ? outlay_chart_data_get_bucket (data, reading->bucket)->name
                           : NULL;
  g_autofree char *place = NULL;

  if (series != NULL && bucket != NULL)
    /* Translators: a category and a day (or month), before their amount. */
    place = g_strdup_printf (_ ("%s, %s"), series, bucket);
  else
    place = g_strdup (series != NULL ? series : bucket);

  if (!outlay_chart_data_is_running (data, reading->bucket))
    return g_steal_pointer (&place);

  /* Translators: a day (or month) that is not over yet, before its amount. */
  return g_strdup_printf (_ ("%s, so far"), place);
}

char *
outlay_chart_text_read (OutlayChartData *data,
                        OutlayChartKind kind,
                        const OutlayChartReading *reading)
{
  g_autofree char *place = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *more = NULL;

  if (outlay_chart_reading_is_none (reading))
    return g_strdup ("");

  place = read_place (data, reading);
  amount = read_amount (data, kind, reading);

  if (reading->series == OUTLAY_CHART_ALL)
    more = outlay_chart_text_compare (data, reading->bucket);
  else if (kind != OUTLAY_CHART_TREND)
    more = outlay_chart_data_format_share (
        outlay_chart_data_get_minor (data, reading->series, reading->bucket),
        outlay_chart_data_get_minor (data, OUTLAY_CHART_ALL, reading->bucket));

  if (more == NULL)
    /* Translators: a day or category, and its amount. */
    return g_strdup_printf (_ ("%s: %s"), place, amount);

  /* Translators: a day or category, its amount, and its share or what it is compared with. */
  return g_strdup_printf (_ ("%s: %s, %s"), place, amount, more);
}
