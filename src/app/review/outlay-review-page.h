/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REVIEW_PAGE (outlay_review_page_get_type ())
  G_DECLARE_FINAL_TYPE (OutlayReviewPage, outlay_review_page, OUTLAY, REVIEW_PAGE,
                        AdwNavigationPage)

  /**
 * OutlayReviewPage:
 *
 * What waits for this reviewer: queue, proof and facts side by side. Properties: "workspace", and
 * "collapsed" (the window is narrow: one pane at a time), which the window's breakpoint sets.
 */
  OutlayReviewPage *outlay_review_page_new (OutlayWorkspace * workspace);

G_END_DECLS
