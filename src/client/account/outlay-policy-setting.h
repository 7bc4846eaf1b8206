/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "client/outbox/outlay-outbox-private.h"
#include "core/expense/outlay-policy.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * outlay_policy_setting_read:
 *
 * What the company asks of an expense, as it was last told here; the default where it never was.
 *
 * Returns: (transfer full): to be ended with outlay_policy_clear()
 */
OutlayPolicy outlay_policy_setting_read (OutlayConnection *connection, OutlayAccount *account);

/* Puts what the company has told into @page, to be written down with its other changes. */
void outlay_policy_setting_add (const OutlayPolicy *policy, OutlayPage *page);

G_END_DECLS
