/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "core/expense/outlay-policy.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* What the company asks of an expense, as it was last told here; the default where it never was. */
OutlayPolicy outlay_policy_setting_read (OutlayConnection *connection, OutlayAccount *account);

G_END_DECLS
