/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-destination.h"

#include <glib/gi18n.h>

#include "app/budgets/outlay-budgets-page.h"
#include "app/categories/outlay-categories-view.h"
#include "app/company/outlay-people-page.h"
#include "app/company/outlay-policy-page.h"
#include "app/reports/outlay-reports-page.h"
#include "app/dashboard/outlay-dashboard-page.h"
#include "app/insights/outlay-insights-page.h"
#include "app/review/outlay-review-page.h"

static AdwNavigationPage *
create_review (OutlayWorkspace *workspace)
{
  return ADW_NAVIGATION_PAGE (outlay_review_page_new (workspace));
}

static const OutlayDestination destinations[] = {
  { "expenses", N_ ("Expenses"), "outlay-receipt-symbolic", OUTLAY_SECTION_OWN, OUTLAY_FOR_ANYONE,
    NULL },
  { "budgets", N_ ("Budgets"), "outlay-budgets-symbolic", OUTLAY_SECTION_OWN, OUTLAY_FOR_ANYONE,
    outlay_budgets_page_new },
  { "reports", N_ ("Reports"), "outlay-reports-symbolic", OUTLAY_SECTION_OWN, OUTLAY_FOR_ANYONE,
    outlay_reports_page_new },
  { "insights", N_ ("Insights"), "outlay-insights-symbolic", OUTLAY_SECTION_OWN, OUTLAY_FOR_ANYONE,
    outlay_insights_page_new },
  { "review", N_ ("Review"), "outlay-review-symbolic", OUTLAY_SECTION_REVIEW, OUTLAY_FOR_REVIEWERS,
    create_review },
  { "company", N_ ("Company"), "outlay-dashboard-symbolic", OUTLAY_SECTION_COMPANY,
    OUTLAY_FOR_ADMINS, outlay_dashboard_page_new },
  { "categories", N_ ("Categories"), "outlay-categories-symbolic", OUTLAY_SECTION_COMPANY,
    OUTLAY_FOR_ADMINS, outlay_categories_page_new },
  { "people", N_ ("People"), "outlay-people-symbolic", OUTLAY_SECTION_COMPANY, OUTLAY_FOR_ADMINS,
    outlay_people_page_new },
  { "policy", N_ ("Policy"), "outlay-policy-symbolic", OUTLAY_SECTION_COMPANY, OUTLAY_FOR_ADMINS,
    outlay_policy_page_new },
};

const OutlayDestination *
outlay_destinations (gsize *n_destinations)
{
  *n_destinations = G_N_ELEMENTS (destinations);

  return destinations;
}

OutlayAudience
outlay_audience_of (OutlayAccount *account)
{
  if (account == NULL || outlay_account_is_on_device (account))
    return OUTLAY_FOR_ANYONE;

  switch (outlay_account_get_role (account))
    {
    case OUTLAY_ROLE_ADMIN:
      return OUTLAY_FOR_ADMINS;
    case OUTLAY_ROLE_REVIEWER:
      return OUTLAY_FOR_REVIEWERS;
    case OUTLAY_ROLE_EMPLOYEE:
    default:
      return OUTLAY_FOR_COMPANY;
    }
}

const OutlayDestination *
outlay_destination_find_nth (OutlayAccount *account, guint n)
{
  OutlayAudience audience = outlay_audience_of (account);

  for (gsize i = 0; i < G_N_ELEMENTS (destinations); i++)
    if (destinations[i].audience <= audience && --n == 0)
      return &destinations[i];

  return NULL;
}
