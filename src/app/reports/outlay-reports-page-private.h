/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/reports/outlay-report-controls.h"
#include "app/reports/outlay-reports-page.h"

G_BEGIN_DECLS

/* The page is one type in two files: what is chosen and done (-page), and what is asked for it (-ask). */

struct _OutlayReportsPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwNavigationView *navigation;
  GtkWidget *time_bar;
  GtkWidget *spinner;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkLabel *time;
  GtkButton *now_button;
  AdwBanner *banner;
  GtkStack *stack;
  GtkStack *answer;
  OutlayReportControls *controls;
  OutlayReportView *view;
  AdwStatusPage *failed;
  GtkWidget *mine_button;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayReportChoice *choice;

  guint question;       /* counts; only the answer to the last one is shown */
  guint patience;       /* source: the answer is late */
  gboolean is_reading;  /* the last question has no answer yet */
  gboolean is_outdated; /* something changed since it was asked, or while nobody looked */
};

/* Asks for what is chosen now; an answer to what was asked before is not shown any more. */
void outlay_reports_page_ask    (OutlayReportsPage *self);
/* Something has changed: asks again while the page is looked at, else when it is looked at next. */
void outlay_reports_page_follow (OutlayReportsPage *self);

G_END_DECLS
