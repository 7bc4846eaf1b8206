/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/* How a chart writes the days of a bucket, in the person's language: one day, some days, a calendar
 * month, a calendar year. Each is (transfer full), and "" for what is no day. */

/* A few letters below a bar: "16", "16 Nov" (the first of several), "Nov", "2026". */
char *outlay_chart_days_to_label (const OutlayDays *days);

/* The whole: "Monday, 16 November 2026", "16–22 Nov 2026", "November 2026", "2026". */
char *outlay_chart_days_to_name  (const OutlayDays *days);

/* What begins with it, of the next larger kind: "Dec" at the first of December or the week it falls into,
 * "2026" at its January; else "". The first bucket of a chart always begins something. */
char *outlay_chart_days_to_mark  (const OutlayDays *days,
                                  gboolean          is_first);

G_END_DECLS
