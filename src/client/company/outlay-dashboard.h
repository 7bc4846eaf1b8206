/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libdex.h>

#include "client/transport/outlay-api.h"
#include "core/report/outlay-budget.h"
#include "core/report/outlay-days.h"
#include "core/report/outlay-report.h"

G_BEGIN_DECLS

/* Time to a decision where there was none. */
#define OUTLAY_NO_SECONDS (-1)

/**
 * OutlayDashboardDecisions:
 * @median_seconds: half of the decisions took that long or less; %OUTLAY_NO_SECONDS where there was none
 * @p90_seconds: nine of ten
 */
typedef struct
{
  gint64 n_approved;
  gint64 n_rejected;
  gint64 median_seconds;
  gint64 p90_seconds;
} OutlayDashboardDecisions;

/* Why expenses were rejected, in the words of who did, and how often. */
typedef struct
{
  char *reason;
  gint64 count;
} OutlayDashboardReason;

/* A company's budget that is over, in the month of the last day. */
typedef struct
{
  OutlayBudget budget;
  gint64 spent;
  gint64 committed;
} OutlayDashboardBudget;

/* What one department spent; @name is "" for people in none. */
typedef struct
{
  char *name;
  char currency[OUTLAY_CURRENCY_KEY_SIZE];
  OutlayTotal total;
} OutlayDashboardDepartment;

#define OUTLAY_TYPE_DASHBOARD (outlay_dashboard_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDashboard, outlay_dashboard, OUTLAY, DASHBOARD, GObject)

/**
 * OutlayDashboard:
 *
 * How the company's expenses go, as `GET /api/v1/dashboard` tells reviewers and admins; what was spent on
 * what is an #OutlaySpending. Immutable; whatever is returned lives as long as it does.
 */

/* @json: the answer. (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER. Any thread */
OutlayDashboard *outlay_dashboard_read (JsonNode *json, GError **error);

/* Of the last @n_days, today included, 1 to 366. Future of an #OutlayDashboard. */
DexFuture *outlay_dashboard_fetch (OutlayApi *api, guint n_days);

/* All days, and those of the same number before them. */
const OutlayDays *outlay_dashboard_get_days (OutlayDashboard *self);

gint64 outlay_dashboard_get_n_waiting (OutlayDashboard *self);
/* (nullable): RFC 3339: since when the oldest waits */
const char *outlay_dashboard_get_oldest_at (OutlayDashboard *self);
const OutlayReport *outlay_dashboard_get_waiting (OutlayDashboard *self);

const OutlayDashboardDecisions *outlay_dashboard_get_decided (OutlayDashboard *self);
const OutlayDashboardDecisions *outlay_dashboard_get_decided_before (OutlayDashboard *self);

gint64 outlay_dashboard_get_n_reimbursed (OutlayDashboard *self);
gint64 outlay_dashboard_get_n_reimbursed_before (OutlayDashboard *self);
const OutlayReport *outlay_dashboard_get_reimbursed (OutlayDashboard *self);

/* (array length=n): the most frequent first */
const OutlayDashboardReason *outlay_dashboard_get_reasons (OutlayDashboard *self, guint *n);
const OutlayDashboardBudget *outlay_dashboard_get_over_budget (OutlayDashboard *self, guint *n);

/**
 * outlay_dashboard_sum_departments:
 * @is_converted: whether what was converted into @currency counts as well
 *
 * Returns: (transfer container) (element-type OutlayDashboardDepartment): the largest first; the names
 *   belong to @self
 */
GArray *outlay_dashboard_sum_departments (OutlayDashboard *self,
                                          const char *currency,
                                          gboolean is_converted);

G_END_DECLS
