/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-api.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

/**
 * outlay_push_all:
 *
 * Carries what is due in the outbox to the company, one entry after the other, in a fiber of the
 * main thread. What the server refuses for good waits for the person and holds up nothing but its
 * own expense; a server that cannot be reached, or does not know us, ends the run.
 *
 * Returns: %FALSE with the error that ended it
 */
gboolean outlay_push_all (OutlayApi         *api,
                          OutlayOutbox      *outbox,
                          OutlayProofStore  *proofs,
                          GError           **error);

G_END_DECLS
