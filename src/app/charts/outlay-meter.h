/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_METER (outlay_meter_get_type ())
G_DECLARE_FINAL_TYPE (OutlayMeter, outlay_meter, OUTLAY, METER, GtkWidget)

/**
 * OutlayMeterValues:
 * @currency: ISO 4217, or with an equals sign before it
 * @limit: the budget, minor units; 0 for none, then the bar is full of what was spent
 * @spent: what is gone for good
 * @committed: what is asked for, beside @spent
 * @adding: what would come on top, as an expense that is being entered; drawn apart
 * @pace: where the month is, 0 to 1: a mark on the bar; negative for none
 */
typedef struct
{
  const char *currency;
  gint64      limit;
  gint64      spent;
  gint64      committed;
  gint64      adding;
  double      pace;
} OutlayMeterValues;

/**
 * OutlayMeter:
 *
 * How much of a budget is used, in one thin bar: spent, committed, what would be added, and how far it
 * is over. It has no words of its own on screen; assistive technology reads all of them.
 */
GtkWidget *outlay_meter_new (void);

/* @values: (nullable) (transfer none): copied; %NULL is an empty bar */
void outlay_meter_set_values (OutlayMeter             *self,
                              const OutlayMeterValues *values);

G_END_DECLS
