/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "client/database/outlay-database.h"
#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

OutlayProofStore *outlay_proof_store_new (OutlayDatabase *database);

/* @api: (nullable): where files come from that are not here */
void outlay_proof_store_set_api (OutlayProofStore *self, OutlayApi *api);

/* Removes what a crash left half written, and files that nothing has named for a week. Off the main
 * thread; future of a boolean. */
DexFuture *outlay_proof_store_sweep (OutlayProofStore *self);

G_END_DECLS
