/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/* All series, or all buckets, where one is asked for. */
#define OUTLAY_CHART_ALL G_MAXUINT

/**
 * OutlayChartSeries:
 * @key: (nullable): what the caller knows it by, as a category's id; %NULL reads as ""
 * @name: for a person to read
 * @color: (nullable): a word of outlay_palette_get(); %NULL takes the accent colour where there is one
 *   series only, and slate otherwise
 *
 * One colour of a chart: a category that is stacked, a slice of a donut, a line.
 */
typedef struct
{
  const char *key;
  const char *name;
  const char *color;
} OutlayChartSeries;

/**
 * OutlayChartBucket:
 * @label: (nullable): what the axis writes below it, a few letters ("16", "Nov"); %NULL is made from
 *   @days
 * @name: (nullable): the whole of it ("Monday, 16 November 2026"); %NULL is made from @days
 * @mark: (nullable): what the axis writes where something new begins and there is no room for each
 *   label: "Dec" at the first of December. %NULL is made from @days, "" is none
 * @days: the days it counts; empty texts where it is no time
 *
 * One place on the axis. Those that are made from days are in the person's language.
 */
typedef struct
{
  const char *label;
  const char *name;
  const char *mark;
  OutlayDays  days;
} OutlayChartBucket;

/**
 * OutlayChartDataInit:
 * @title: (nullable): what is shown, as a person would name it: "November 2026"
 * @currency: ISO 4217, or with an equals sign before it ("=EUR")
 * @series: (array length=n_series): in the order in which they are stacked, the lowest first
 * @buckets: (array length=n_buckets): in the order of time
 * @minor: (array): @n_buckets rows of @n_series amounts in minor units; what is negative counts as 0
 * @before: (nullable) (array length=n_buckets): the whole of what each is compared with
 * @before_name: (nullable): its name, "October 2026"
 * @limit: a budget to hold the amounts against; 0 for none
 * @limit_name: (nullable): its name; %NULL is "Budget"
 * @running: 1 + the bucket that is not over yet ("so far"); what comes behind it has not happened. 0
 *   where all are over
 * @forecast_low: (nullable) (array length=n_buckets): the least that is likely for those behind @running
 * @forecast_high: (nullable) (array length=n_buckets): the most
 *
 * All of a chart. A struct literal names what it has, and leaves the rest zero.
 */
typedef struct
{
  const char              *title;
  const char              *currency;
  const OutlayChartSeries *series;
  guint                    n_series;
  const OutlayChartBucket *buckets;
  guint                    n_buckets;
  const gint64            *minor;
  const gint64            *before;
  const char              *before_name;
  gint64                   limit;
  const char              *limit_name;
  guint                    running;
  const gint64            *forecast_low;
  const gint64            *forecast_high;
} OutlayChartDataInit;

#define OUTLAY_TYPE_CHART_DATA (outlay_chart_data_get_type ())
G_DECLARE_FINAL_TYPE (OutlayChartData, outlay_chart_data, OUTLAY, CHART_DATA, GObject)

/* @init: (transfer none): copied. Sums beyond gint64 stay at its end. */
OutlayChartData *outlay_chart_data_new (const OutlayChartDataInit *init);

/**
 * outlay_chart_data_accumulate:
 *
 * Returns: (transfer full): the same where each bucket also counts all before it, as is @before; the
 *   forecast is taken to be accumulated already
 */
OutlayChartData *outlay_chart_data_accumulate (OutlayChartData *self);

const char *outlay_chart_data_get_title       (OutlayChartData *self);
const char *outlay_chart_data_get_currency    (OutlayChartData *self);
guint       outlay_chart_data_get_n_series    (OutlayChartData *self);
guint       outlay_chart_data_get_n_buckets   (OutlayChartData *self);
gint64      outlay_chart_data_get_limit       (OutlayChartData *self);
/* (nullable): %NULL where there is nothing to compare with */
const char *outlay_chart_data_get_before_name (OutlayChartData *self);
const char *outlay_chart_data_get_limit_name  (OutlayChartData *self);

/* (transfer none): the texts live as long as @self; none of them is %NULL but a colour. */
const OutlayChartSeries *outlay_chart_data_get_series (OutlayChartData *self,
                                                       guint            series);
const OutlayChartBucket *outlay_chart_data_get_bucket (OutlayChartData *self,
                                                       guint            bucket);

/**
 * outlay_chart_data_get_minor:
 * @series: one of them, or %OUTLAY_CHART_ALL
 * @bucket: one of them, or %OUTLAY_CHART_ALL
 *
 * Returns: the sum, in minor units; never negative. Cells and sums of a row, a column and all are at
 *   hand, and are not added up again.
 */
gint64 outlay_chart_data_get_minor (OutlayChartData *self,
                                    guint            series,
                                    guint            bucket);

/* @bucket: one of them, or %OUTLAY_CHART_ALL; %FALSE where there is nothing to compare with */
gboolean outlay_chart_data_get_before   (OutlayChartData *self,
                                         guint            bucket,
                                         gint64          *minor);
/* %FALSE where nothing is foretold for this one */
gboolean outlay_chart_data_get_forecast (OutlayChartData *self,
                                         guint            bucket,
                                         gint64          *low,
                                         gint64          *high);

gboolean outlay_chart_data_is_running (OutlayChartData *self,
                                       guint            bucket);
/* Whether it lies behind the one that is running. */
gboolean outlay_chart_data_is_future  (OutlayChartData *self,
                                       guint            bucket);
/* Whether every amount is zero. */
gboolean outlay_chart_data_is_empty   (OutlayChartData *self);
/* The largest of all buckets (of one series, or of %OUTLAY_CHART_ALL), minor units. */
gint64   outlay_chart_data_get_peak   (OutlayChartData *self,
                                       guint            series);

/* (transfer full): an amount in the chart's currency, as outlay_money_format() writes it */
char *outlay_chart_data_format (OutlayChartData *self,
                                gint64           minor);
/* (transfer full): the share of @part in @whole, "12 %"; less than half a percent is "<1 %" */
char *outlay_chart_data_format_share (gint64 part,
                                      gint64 whole);

/* A sum of two amounts that are not negative; beyond gint64 it stays at its end. */
static inline gint64
outlay_chart_data_add (gint64 a,
                       gint64 b)
{
  gint64 sum;

  return __builtin_add_overflow (a, b, &sum) ? G_MAXINT64 : sum;
}

G_END_DECLS
