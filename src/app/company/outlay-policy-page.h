/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_POLICY_PAGE (outlay_policy_page_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPolicyPage, outlay_policy_page, OUTLAY, POLICY_PAGE, AdwNavigationPage)

/**
 * OutlayPolicyPage:
 *
 * For admins: what the company asks of an expense, and who may join. Nothing holds before it is saved,
 * and a policy that somebody else has changed meanwhile is never written over.
 */
AdwNavigationPage *outlay_policy_page_new (OutlayWorkspace *workspace);

/* Whether what is on the page differs from what holds. */
gboolean outlay_policy_page_has_changes (OutlayPolicyPage *self);

G_END_DECLS
