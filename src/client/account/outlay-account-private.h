/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"

G_BEGIN_DECLS

/* Reads `account.ini` in @folder. (transfer full) (nullable) */
OutlayAccount *outlay_account_read (GFile *folder, GError **error);

gint64 outlay_account_get_used_at (OutlayAccount *self); /* Unix time in microseconds */

/* @data_folder, or where accounts are by default. (transfer full) */
GFile *outlay_accounts_folder (GFile *data_folder);

G_END_DECLS
