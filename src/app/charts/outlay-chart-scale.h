/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-money.h"

G_BEGIN_DECLS

/**
 * OutlayChartScale:
 * @currency: ISO 4217
 * @step: from one line of the grid to the next, minor units: 1, 2 or 5 with zeros behind it
 * @n_steps: how many of them; 0 where all is zero
 *
 * The axis of amounts: it begins at zero and ends at a round amount no smaller than the peak.
 */
typedef struct
{
  char   currency[4];
  gint64 step;
  guint  n_steps;
} OutlayChartScale;

/* @max_steps: 1 or more; @peak: minor units, 0 to the end of gint64 */
void   outlay_chart_scale_init         (OutlayChartScale *self,
                                        const char       *currency,
                                        gint64            peak,
                                        guint             max_steps);

/* Where an amount lies on the axis: 0 its beginning, 1 its end, and never beyond. */
double outlay_chart_scale_get_fraction (const OutlayChartScale *self,
                                        gint64                  minor);

/**
 * outlay_chart_scale_format:
 * @style: (nullable): %NULL for the process's locale
 *
 * Returns: (transfer full): a line's amount without decimals it does not need: "500", "0.25"; from 10 000 on
 *   with the prefixes of the SI: "12.5k", "3M". All lines of one axis have the same prefix and decimals;
 *   the uppermost also has the currency's sign.
 */
char *outlay_chart_scale_format (const OutlayChartScale  *self,
                                 guint                    line,
                                 const OutlayNumberStyle *style);

/* (transfer full): any amount of the axis in a few letters, rounded to what one can see of it */
char *outlay_chart_scale_format_amount (const OutlayChartScale  *self,
                                        gint64                   minor,
                                        const OutlayNumberStyle *style);

G_END_DECLS
