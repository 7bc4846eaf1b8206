/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-days.h"
#include "core/report/outlay-report.h"
#include "server/expenses/outlay-expense-view.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * outlay_total_store_note:
 * @before: (nullable): the expense as it was, %NULL for a new one
 * @after: (nullable): as it is now, %NULL when it is deleted
 *
 * Moves the totals along with a write of an expense, in its transaction: those of its currency and,
 * where it was converted, those of what was converted, which go by "=" and the code. It is for the stores of
 * expenses to call it.
 */
gboolean outlay_total_store_note (OutlayConnection         *db,
                                  const char               *company,
                                  const OutlayExpenseView  *before,
                                  const OutlayExpenseView  *after,
                                  GError                  **error);

/**
 * OutlayDayReport:
 * @days: of which
 * @report: what was spent in them
 */
typedef struct
{
  OutlayDays   days;
  OutlayReport report;
} OutlayDayReport;

/**
 * OutlayDaySeries:
 * @reports: (array length=n_reports): with the days set and the reports initialised, in order of the
 *   days, of which no two reports share one
 */
typedef struct
{
  OutlayDayReport *reports;
  guint            n_reports;
} OutlayDaySeries;

/**
 * outlay_total_store_read:
 * @owner: (nullable): whose, drafts included; %NULL for everybody's, without drafts
 * @series: (inout) (array length=n_series): whose days may lie over each other's
 *
 * Adds up totals into reports, reading as few as may be. Call it inside
 * outlay_connection_begin_read() where it is everybody's: that are several readings.
 *
 * Returns: %FALSE with an error of the database, or %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean outlay_total_store_read (OutlayConnection       *db,
                                  const char             *company,
                                  const char             *owner,
                                  const OutlayDaySeries  *series,
                                  guint                   n_series,
                                  GError                **error);

/**
 * outlay_total_store_check:
 * @problem: (out) (transfer full) (nullable): the first that is wrong, in a sentence
 *
 * Whether all totals are what the expenses add up to. It reads everything.
 *
 * Returns: %FALSE with an error when the database cannot be read
 */
gboolean outlay_total_store_check (OutlayConnection  *db,
                                   char             **problem,
                                   GError           **error);

G_END_DECLS
