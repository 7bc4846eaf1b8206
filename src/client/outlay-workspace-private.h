/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outlay-api.h"
#include "client/outlay-database.h"
#include "client/outlay-workspace.h"

G_BEGIN_DECLS

OutlayDatabase *outlay_workspace_get_database (OutlayWorkspace *self);
OutlayApi *outlay_workspace_get_api (OutlayWorkspace *self); /* (nullable) */

/* The account has just become one at a company: takes @session, makes api and sync, and starts none of them. */
void outlay_workspace_set_session (OutlayWorkspace *self, OutlaySession *session);

G_END_DECLS
