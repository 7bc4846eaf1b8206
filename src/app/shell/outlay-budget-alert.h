/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/shell/outlay-application.h"

G_BEGIN_DECLS

/**
 * outlay_budget_alert_watch:
 * @workspace: the one that has just been opened
 *
 * Tells of budgets that come to a threshold: in the window that the person looks at, and in a notification
 * where they look at none: of several that come there together in one. The store of the budgets sees to it that
 * each is told once.
 */
void outlay_budget_alert_watch (OutlayApplication *application,
                                OutlayWorkspace   *workspace);

/* "app.show-budgets": what the notification opens. */
void outlay_budget_alert_install (OutlayApplication *application);

G_END_DECLS
