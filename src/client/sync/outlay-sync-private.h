/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/proofs/outlay-proof-store.h"
#include "client/sync/outlay-sync.h"

G_BEGIN_DECLS

/* Made by the workspace of an account at a company; it takes references. */
OutlaySync *outlay_sync_new (OutlayAccount *account,
                             OutlayDatabase *database,
                             OutlayOutbox *outbox,
                             OutlayProofStore *proofs,
                             OutlayApi *api);

G_END_DECLS
