/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_REVIEW_PAGE (outlay_review_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayReviewPage, outlay_review_page, OUTLAY, REVIEW_PAGE, AdwNavigationPage)

/**
 * OutlayReviewPage:
 *
 * What waits for this reviewer: queue, proof and facts side by side. Properties: "workspace", and
 * "collapsed" (the window is narrow: one pane at a time), which the window's breakpoint sets.
 *
 * A decision is bound to the record that was shown, and never falls on another. Nothing is
 * approved that was not seen, unless the person says so. The next expense is shown before the
 * decision on the last is on disk.
 *
 * Actions, each with a key: "review.next" (J, Down), "review.previous" (K, Up), "review.approve"
 * (A), "review.reject" (R), "review.undo" (U, Ctrl+Z), "review.compare" (C).
 */
OutlayReviewPage *outlay_review_page_new (OutlayWorkspace *workspace);

/* (transfer none) (nullable): the record that is shown, and that a decision would be bound to */
OutlayExpense *outlay_review_page_get_shown (OutlayReviewPage *self);

/* Looks for some of what waits. */
void outlay_review_page_begin_search (OutlayReviewPage *self);

/**
 * outlay_review_page_reject:
 * @shown: the record the person looked at when they gave the reason
 * @reason: why; not only white space
 *
 * What the reject dialog does when it is sent.
 */
void outlay_review_page_reject (OutlayReviewPage *self, OutlayExpense *shown, const char *reason);

G_END_DECLS
