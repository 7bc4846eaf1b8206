/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/report/outlay-days.h"
#include "core/report/outlay-report.h"

G_BEGIN_DECLS

/* Merchants or people in one answer. */
#define OUTLAY_REPORT_PARTS_MAX 200

/**
 * outlay_report_json_read_totals:
 * @object: what has a member "totals": a report, a period or a span
 * @report: by category where the server tells those; to be cleared also after an error
 *
 * Adds the blocks of an answer of `GET /api/v1/reports` or `/analytics`. What states or categories add up
 * to must be what their block says, and every block must be there once. Any thread.
 *
 * Returns: %FALSE with %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
gboolean outlay_report_json_read_totals (JsonObject    *object,
                                         OutlayReport  *report,
                                         GError       **error);

/**
 * OutlayReportPart:
 * @key: the merchant, the person's id, or the department, "" for none
 * @name: (nullable): the person's
 * @states: what there is in each state
 */
typedef struct
{
  const char  *key;
  const char  *name;
  OutlayTotal  states[OUTLAY_N_STATES];
} OutlayReportPart;

/**
 * OutlayReportParts:
 * @currency: as a block of an #OutlayReport names it
 * @all: what the block comes to
 * @items: (element-type OutlayReportPart): texts belong to the JSON
 * @is_whole: whether there are no others
 *
 * A block of a report that is by merchant or person.
 */
typedef struct
{
  char        currency[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayTotal all;
  GArray     *items;
  gboolean    is_whole;
} OutlayReportParts;

/**
 * outlay_report_json_read_parts:
 * @name: "merchants", "people" or "departments"
 *
 * Returns: (transfer full) (element-type OutlayReportParts) (nullable): %NULL with
 *   %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
GPtrArray *outlay_report_json_read_parts (JsonObject  *object,
                                          const char  *name,
                                          GError     **error);

/* "from" and "to" of an object, both days included, as a run of days. */
gboolean outlay_report_json_read_days (JsonObject  *object,
                                       OutlayDays  *days,
                                       GError     **error);

G_END_DECLS
