/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-days.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"
#include "server/reports/outlay-breakdown.h"

G_BEGIN_DECLS

#define OUTLAY_REPORT_QUERY "period,from,to,scope,by,top"
#define OUTLAY_ANALYTICS_QUERY "scope,to,days,by"
#define OUTLAY_DASHBOARD_QUERY "to,days"

#define OUTLAY_REPORT_MAX_PERIODS 120

/**
 * OutlayReportQuery:
 * @is_company: everybody's, not one's own
 * @days: those that are asked for; of analytics the daily series
 * @by: what a report is told by, and @top: how many of them
 * @is_daily_by_category: whether the daily series is
 *
 * What is asked of a summary, with all that was left out filled in.
 */
typedef struct
{
  gboolean            is_company;
  OutlayPeriod        period;
  OutlayDays          days;
  OutlayBreakdownKind by;
  guint               top;
  gboolean            is_daily_by_category;
} OutlayReportQuery;

/* Returns: (transfer full) (nullable): a 400 that names what makes no sense, or a 403 */
OutlayReply *outlay_report_query_read    (OutlayReportQuery   *self,
                                          const OutlayRequest *request);
OutlayReply *outlay_analytics_query_read (OutlayReportQuery   *self,
                                          const OutlayRequest *request);
/* Of the company, whoever asks. */
OutlayReply *outlay_dashboard_query_read (OutlayReportQuery   *self,
                                          const OutlayRequest *request);

G_END_DECLS
