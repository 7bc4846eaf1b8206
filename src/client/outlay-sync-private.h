/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outlay-api.h"
#include "client/outlay-outbox-private.h"
#include "client/outlay-proof-store.h"
#include "client/outlay-sync.h"

G_BEGIN_DECLS

/* Made by the workspace of an account at a company; it takes references. */
OutlaySync *outlay_sync_new (OutlayAccount *account,
                             OutlayDatabase *database,
                             OutlayOutbox *outbox,
                             OutlayProofStore *proofs,
                             OutlayApi *api);

G_END_DECLS
