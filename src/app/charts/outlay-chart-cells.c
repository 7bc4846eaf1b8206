/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-cells.h"

#include <glib/gi18n.h>

OutlayChartCells *
outlay_chart_cells_new (OutlayChartData *data, OutlayChartKind kind)
{
  OutlayChartCells *self = g_new0 (OutlayChartCells, 1);

  self->data = g_object_ref (data);
  self->kind = kind;

  return self;
}

void
outlay_chart_cells_free (OutlayChartCells *self)
{
  g_object_unref (self->data);
  g_free (self);
}

static guint
count_places (const OutlayChartCells *self)
{
  return self->kind == OUTLAY_CHART_DONUT ? outlay_chart_data_get_n_series (self->data)
                                          : outlay_chart_data_get_n_buckets (self->data);
}

static gboolean
has_total_column (const OutlayChartCells *self)
{
  return self->kind == OUTLAY_CHART_BARS && outlay_chart_data_get_n_series (self->data) != 1;
}

static gboolean
has_before_column (const OutlayChartCells *self)
{
  return outlay_chart_data_get_before_name (self->data) != NULL;
}

guint
outlay_chart_cells_get_n_rows (const OutlayChartCells *self)
{
  return count_places (self) + (self->kind != OUTLAY_CHART_TREND);
}

guint
outlay_chart_cells_get_n_columns (const OutlayChartCells *self)
{
  if (self->kind == OUTLAY_CHART_DONUT)
    return 3;

  return 1 + has_total_column (self) + has_before_column (self) +
         outlay_chart_data_get_n_series (self->data);
}

gboolean
outlay_chart_cells_is_total (const OutlayChartCells *self, guint row)
{
  return row >= count_places (self);
}

void
outlay_chart_cells_get_place (const OutlayChartCells *self, guint row, guint *series, guint *bucket)
{
  guint place = outlay_chart_cells_is_total (self, row) ? OUTLAY_CHART_ALL : row;

  *series = self->kind == OUTLAY_CHART_DONUT ? place : OUTLAY_CHART_ALL;
  *bucket = self->kind == OUTLAY_CHART_DONUT ? OUTLAY_CHART_ALL : place;
}

/* Over time: -1 for the total, -2 for what is compared with, else a series. */
static int
get_column_series (const OutlayChartCells *self, guint column)
{
  int rest = (int) column - 1;

  if (has_total_column (self) && rest-- == 0)
    return -1;
  if (has_before_column (self) && rest-- == 0)
    return -2;

  return rest;
}

char *
outlay_chart_cells_dup_title (const OutlayChartCells *self, guint column)
{
  int series;

  g_return_val_if_fail (column < outlay_chart_cells_get_n_columns (self), NULL);

  if (self->kind == OUTLAY_CHART_DONUT)
    switch (column)
      {
      case 0:
        /* Translators: the heading of a column of categories, merchants or people. */
        return g_strdup (_ ("Name"));
      case 1:
        return g_strdup (_ ("Amount"));
      default:
        /* Translators: the heading of a column of percentages. */
        return g_strdup (_ ("Share"));
      }

  if (column == 0)
    /* Translators: the heading of a column of days, weeks or months. */
    return g_strdup (_ ("Time"));

  series = get_column_series (self, column);
  if (series == -1)
    return g_strdup (_ ("Total"));
  if (series == -2)
    return g_strdup (outlay_chart_data_get_before_name (self->data));

  return g_strdup (outlay_chart_data_get_series (self->data, (guint) series)->name);
}

static char *
dup_slice (const OutlayChartCells *self, guint row, guint column)
{
  guint series, bucket;
  gint64 minor;

  outlay_chart_cells_get_place (self, row, &series, &bucket);
  minor = outlay_chart_data_get_minor (self->data, series, bucket);

  switch (column)
    {
    case 0:
      return g_strdup (series == OUTLAY_CHART_ALL
                           ? _ ("Total")
                           : outlay_chart_data_get_series (self->data, series)->name);
    case 1:
      return outlay_chart_data_format (self->data, minor);
    default:
      return outlay_chart_data_format_share (
          minor, outlay_chart_data_get_minor (self->data, OUTLAY_CHART_ALL, OUTLAY_CHART_ALL));
    }
}

static char *
dup_future (const OutlayChartCells *self, guint bucket)
{
  gint64 low, high;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (!outlay_chart_data_get_forecast (self->data, bucket, &low, &high))
    return g_strdup ("");

  least = outlay_chart_data_format (self->data, low);
  most = outlay_chart_data_format (self->data, high);

  /* Translators: the least and the most that is likely. */
  return g_strdup_printf (_ ("%s – %s"), least, most);
}

static char *
dup_time (const OutlayChartCells *self, guint bucket)
{
  const char *name;

  if (bucket == OUTLAY_CHART_ALL)
    return g_strdup (_ ("Total"));

  name = outlay_chart_data_get_bucket (self->data, bucket)->name;
  if (!outlay_chart_data_is_running (self->data, bucket))
    return g_strdup (name);

  /* Translators: a day (or month) that is not over yet, before its amount. */
  return g_strdup_printf (_ ("%s, so far"), name);
}

char *
outlay_chart_cells_dup_text (const OutlayChartCells *self, guint row, guint column)
{
  guint all, bucket;
  gint64 minor;
  int series;

  g_return_val_if_fail (row < outlay_chart_cells_get_n_rows (self), NULL);
  g_return_val_if_fail (column < outlay_chart_cells_get_n_columns (self), NULL);

  if (self->kind == OUTLAY_CHART_DONUT)
    return dup_slice (self, row, column);

  outlay_chart_cells_get_place (self, row, &all, &bucket);
  if (column == 0)
    return dup_time (self, bucket);

  series = get_column_series (self, column);
  if (series == -2)
    {
      outlay_chart_data_get_before (self->data, bucket, &minor);
      return outlay_chart_data_format (self->data, minor);
    }

  if (self->kind == OUTLAY_CHART_TREND && outlay_chart_data_is_future (self->data, bucket))
    return dup_future (self, bucket);

  minor = outlay_chart_data_get_minor (self->data, series == -1 ? OUTLAY_CHART_ALL : (guint) series,
                                       bucket);

  return outlay_chart_data_format (self->data, minor);
}
