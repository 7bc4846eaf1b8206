/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "client/database/outlay-database.h"
#include "client/account/outlay-workspace.h"

G_BEGIN_DECLS

OutlayDatabase *outlay_workspace_get_database (OutlayWorkspace *self);

/* The account has just become one at a company: takes @session, makes api and sync, and
 * starts none of them. */
void outlay_workspace_set_session (OutlayWorkspace *self, OutlaySession *session);

/**
 * outlay_workspace_tidy:
 *
 * Drops what was deleted a month ago, what others' was decided 90 days ago, and files that nothing
 * has named for a week; done by itself a while after opening.
 *
 * Returns: (transfer full): future of a boolean
 */
DexFuture      *outlay_workspace_tidy         (OutlayWorkspace *self);

G_END_DECLS
