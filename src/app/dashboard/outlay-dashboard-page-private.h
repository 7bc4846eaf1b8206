/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/charts/outlay-chart.h"
#include "app/dashboard/outlay-dashboard-figure.h"
#include "app/dashboard/outlay-dashboard-page.h"
#include "app/reports/outlay-report-span.h"
#include "app/reports/outlay-report-view.h"
#include "client/company/outlay-dashboard.h"

G_BEGIN_DECLS

/* The page is one type in two files: what it asks the server and when (-page), and how the answer is
 * shown, with the rows behind its numbers (-show). */

/* What is told of: all but drafts, which are nobody's business. */
#define OUTLAY_DASHBOARD_STATES (((1u << OUTLAY_N_STATES) - 1) & ~(1u << OUTLAY_STATE_DRAFT))

struct _OutlayDashboardPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwNavigationView *navigation;
  GtkDropDown *length;
  GtkDropDown *currency;
  AdwBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed;
  OutlayDashboardFigure *waiting;
  OutlayDashboardFigure *decided;
  OutlayDashboardFigure *pace;
  OutlayDashboardFigure *reimbursed;
  GtkWidget *over_section;
  GtkListBox *over_list;
  OutlayReportView *view;
  GtkWidget *departments_section;
  GtkListBox *departments_list;
  GtkWidget *trend_section;
  OutlayChart *trend;
  GtkWidget *reasons_section;
  GtkListBox *reasons_list;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayApi *api;
  OutlayDashboard *dashboard; /* (nullable): no answer yet, as the next */
  OutlaySpending *year;
  GtkStringList *currencies; /* what there is to choose from */
  char *today;

  char chosen[4]; /* currency; "" as long as nobody has chosen */
  guint settle;   /* source, or 0 */
  guint question; /* counts: an answer to an older one is not shown */
  gboolean is_asking;
  gboolean is_stale; /* something has changed since it was asked */
  gboolean is_updating;
};

/**
 * OutlayDashboardAnswer:
 * @span: what @spending is of
 * @year: the last twelve months, by month
 */
typedef struct
{
  OutlayDashboard *dashboard;
  OutlaySpending *spending;
  OutlaySpending *year;
  const OutlayReportSpan *span;
} OutlayDashboardAnswer;

/* @answer: its objects are kept for as long as they are shown */
void outlay_dashboard_page_show         (OutlayDashboardPage         *self,
                                         const OutlayDashboardAnswer *answer);
/* Numbers that could not be brought up to date stay, and it is said that they are old. */
void outlay_dashboard_page_show_failure (OutlayDashboardPage         *self,
                                         const GError                *error);

/* "month_cb", "department_cb" and "budget_cb" of the template: the rows behind a number. */
void outlay_dashboard_page_bind_rows    (GtkWidgetClass              *widget_class);

G_END_DECLS
