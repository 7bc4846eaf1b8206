/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-reading.h"

gboolean
outlay_chart_reading_is_none (const OutlayChartReading *self)
{
  return self->series == OUTLAY_CHART_ALL && self->bucket == OUTLAY_CHART_ALL;
}

gboolean
outlay_chart_reading_equal (const OutlayChartReading *a, const OutlayChartReading *b)
{
  return a->series == b->series && a->bucket == b->bucket;
}

gboolean
outlay_chart_reading_fits (const OutlayChartReading *self,
                           OutlayChartData *data,
                           OutlayChartKind kind)
{
  if (outlay_chart_reading_is_none (self))
    return TRUE;

  if (self->series != OUTLAY_CHART_ALL && self->series >= outlay_chart_data_get_n_series (data))
    return FALSE;

  if (kind == OUTLAY_CHART_DONUT)
    return self->bucket == OUTLAY_CHART_ALL;

  return self->bucket == OUTLAY_CHART_ALL || self->bucket < outlay_chart_data_get_n_buckets (data);
}

static gboolean
has_amount (OutlayChartData *data, guint series, guint bucket)
{
  return outlay_chart_data_get_minor (data, series, bucket) > 0;
}

/* The nearest series with an amount, from @series on in one direction; %OUTLAY_CHART_ALL for none. */
static guint
find_series (OutlayChartData *data, guint bucket, gint64 series, int direction)
{
  gint64 n = outlay_chart_data_get_n_series (data);

  for (gint64 i = series; i >= 0 && i < n; i += direction)
    if (has_amount (data, (guint) i, bucket))
      return (guint) i;

  return OUTLAY_CHART_ALL;
}

OutlayChartReading
outlay_chart_reading_begin (OutlayChartData *data, OutlayChartKind kind)
{
  guint n = outlay_chart_data_get_n_buckets (data);

  if (kind == OUTLAY_CHART_DONUT)
    return (OutlayChartReading) { find_series (data, OUTLAY_CHART_ALL, 0, 1), OUTLAY_CHART_ALL };

  for (guint i = n; i-- > 0;)
    if (!outlay_chart_data_is_future (data, i))
      return (OutlayChartReading) { OUTLAY_CHART_ALL, i };

  return OUTLAY_CHART_READING_NONE;
}

static gboolean
press_in_donut (OutlayChartReading *self, OutlayChartData *data, gboolean is_rtl, guint move)
{
  gint64 from = self->series;
  int direction = move == GDK_KEY_Up || move == GDK_KEY_End ||
                          move == (is_rtl ? GDK_KEY_Right : GDK_KEY_Left)
                      ? -1
                      : 1;
  guint found;

  if (move == GDK_KEY_Home)
    from = -1;
  else if (move == GDK_KEY_End)
    from = outlay_chart_data_get_n_series (data);

  found = find_series (data, OUTLAY_CHART_ALL, from + direction, direction);
  if (found != OUTLAY_CHART_ALL)
    self->series = found;

  return TRUE;
}

/* Up: the next one higher in the bar; down from the lowest: the whole again. */
static gboolean
move_between_series (OutlayChartReading *self, OutlayChartData *data, int direction)
{
  guint found;

  if (outlay_chart_data_get_n_series (data) < 2)
    return FALSE;

  if (self->series == OUTLAY_CHART_ALL)
    {
      if (direction > 0)
        self->series = find_series (data, self->bucket, 0, 1);
      return TRUE;
    }

  found = find_series (data, self->bucket, (gint64) self->series + direction, direction);
  if (found != OUTLAY_CHART_ALL || direction < 0)
    self->series = found;

  return TRUE;
}

static gboolean
press_over_time (OutlayChartReading *self, OutlayChartData *data, gboolean is_rtl, guint move)
{
  guint last = outlay_chart_data_get_n_buckets (data) - 1;
  int step = is_rtl ? -1 : 1;

  switch (move)
    {
    case GDK_KEY_Left:
      step = -step;
      G_GNUC_FALLTHROUGH;
    case GDK_KEY_Right:
      if (step > 0 ? self->bucket < last : self->bucket > 0)
        self->bucket += step;
      return TRUE;
    case GDK_KEY_Home:
      self->bucket = 0;
      return TRUE;
    case GDK_KEY_End:
      self->bucket = last;
      return TRUE;
    case GDK_KEY_Up:
      return move_between_series (self, data, 1);
    case GDK_KEY_Down:
      return move_between_series (self, data, -1);
    default:
      return FALSE;
    }
}

/* The keys of the keypad as those beside it; 0 for what moves nothing. */
static guint
get_move (guint key)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return GDK_KEY_Left;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return GDK_KEY_Right;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return GDK_KEY_Home;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return GDK_KEY_End;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return GDK_KEY_Up;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return GDK_KEY_Down;
    default:
      return 0;
    }
}

gboolean
outlay_chart_reading_press (OutlayChartReading *self,
                            OutlayChartData *data,
                            OutlayChartKind kind,
                            gboolean is_rtl,
                            guint key)
{
  OutlayChartReading start = outlay_chart_reading_begin (data, kind);
  guint move = get_move (key);

  if (key == GDK_KEY_Escape)
    {
      gboolean was_reading = !outlay_chart_reading_is_none (self);

      *self = OUTLAY_CHART_READING_NONE;
      return was_reading;
    }

  if (outlay_chart_reading_is_none (&start) || move == 0)
    return FALSE;

  /* The first key only shows where one is; so does one after a whole series was pointed out. */
  if (kind == OUTLAY_CHART_DONUT ? self->series == OUTLAY_CHART_ALL
                                 : self->bucket == OUTLAY_CHART_ALL)
    {
      *self = start;
      return TRUE;
    }

  return kind == OUTLAY_CHART_DONUT ? press_in_donut (self, data, is_rtl, move)
                                    : press_over_time (self, data, is_rtl, move);
}
