/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_DASHBOARD_PAGE (outlay_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayDashboardPage,
                      outlay_dashboard_page,
                      OUTLAY,
                      DASHBOARD_PAGE,
                      AdwNavigationPage)

/**
 * OutlayDashboardPage:
 *
 * How the company's expenses go: what waits and for how long, what was decided and paid, where the money
 * went and how that has changed over a year, which budgets are over, and why expenses come back. It asks
 * the server anew when something has changed, while it is looked at. Property: "collapsed" (the window is
 * narrow).
 */
AdwNavigationPage *outlay_dashboard_page_new (OutlayWorkspace *workspace);

G_END_DECLS
