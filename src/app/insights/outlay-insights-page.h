/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_INSIGHTS_PAGE (outlay_insights_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayInsightsPage,
                      outlay_insights_page,
                      OUTLAY,
                      INSIGHTS_PAGE,
                      AdwNavigationPage)

/**
 * OutlayInsightsPage:
 *
 * What the person's own numbers show: what needs a look, where the money goes, what comes again and
 * again. Each opens the rows behind it, says how it was computed, and can be dismissed for good, with a
 * way back for some seconds. It follows the ledger while it is on screen.
 */
AdwNavigationPage *outlay_insights_page_new (OutlayWorkspace *workspace);

G_END_DECLS
