/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/report/outlay-report.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_ROWS_SUM (outlay_rows_sum_get_type ())
G_DECLARE_FINAL_TYPE (OutlayRowsSum, outlay_rows_sum, OUTLAY, ROWS_SUM, GObject)

/**
 * OutlayRowsSum:
 *
 * Adds up a list of #OutlayExpense row by row, a little in each turn of the main loop, and begins again
 * when the list changes: what a number is checked against, so it must not know where the number came
 * from. The signal "changed" (no arguments) tells of each step. Main thread.
 */

/**
 * outlay_rows_sum_new:
 * @rows: list model of #OutlayExpense
 * @currency: ISO 4217 code: an amount in it counts, and in place of another what that was converted
 *   into
 * @limit: rows to look at: those behind may not be here yet, and would be fetched to be looked at
 */
OutlayRowsSum *outlay_rows_sum_new (GListModel *rows, const char *currency, guint limit);

/* What was added up so far. */
const OutlayTotal *outlay_rows_sum_get_total (OutlayRowsSum *self);

/* Whether that is all there is in the list, or as much as was wanted. */
gboolean outlay_rows_sum_is_complete (OutlayRowsSum *self);

G_END_DECLS
