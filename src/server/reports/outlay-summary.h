/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-json-writer.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"
#include "server/reports/outlay-report-query.h"
#include "server/reports/outlay-total-store.h"

G_BEGIN_DECLS

/**
 * OutlaySummary:
 * @owner: (nullable): whose expenses it is about; %NULL for everybody's. Set when the answer is made
 *
 * One question about totals on its way to an answer, for routes of %OUTLAY_RUN_CACHED.
 */
typedef struct
{
  const OutlayRequest *request;
  OutlayReportQuery    query;
  const char          *owner;
} OutlaySummary;

/* Writes the answer, an object. What it reads is of one picture of the database, but for one person's
 * categories, which are to be one reading. */
typedef gboolean (*OutlaySummaryFunc) (const OutlaySummary  *self,
                                       OutlayJsonWriter     *json,
                                       GError              **error);

/**
 * outlay_summary_answer:
 * @key: names the question among those about its topic: its path and all its parameters
 *
 * Gives the answer that is kept, or makes one and keeps it until something in it changes: an expense of
 * its person, or where it is a company's any that is no draft. With an ETag, and 304 for who has it.
 *
 * Returns: (transfer full)
 */
OutlayReply *outlay_summary_answer      (OutlaySummary     *self,
                                         const char        *key,
                                         OutlaySummaryFunc  write);

/* outlay_total_store_read() of what the question is about. */
gboolean     outlay_summary_read        (const OutlaySummary    *self,
                                         const OutlayDaySeries  *series,
                                         guint                   n_series,
                                         GError                **error);
/* The member "scope" of an object that is open. */
void         outlay_summary_write_scope (const OutlaySummary *self,
                                         OutlayJsonWriter    *json);

/* Several reports, as an array where they are written. */
void outlay_day_reports_init       (OutlayDayReport       *reports,
                                    guint                  n_reports,
                                    gboolean               is_by_category);
void outlay_day_reports_clear      (OutlayDayReport       *reports,
                                    guint                  n_reports);
void outlay_day_reports_write_json (const OutlayDayReport *reports,
                                    guint                  n_reports,
                                    OutlayJsonWriter      *json);

G_END_DECLS
