/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "core/proof/outlay-proof-format.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_STORE (outlay_proof_store_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofStore, outlay_proof_store, OUTLAY, PROOF_STORE, GObject)

/**
 * OutlayProofStore:
 *
 * The files of proofs in the account's folder, named by their SHA-256. A picked file is copied
 * in, freed of metadata, hashed and synced before its future resolves, so that the portal's
 * path may vanish.
 */

/* Future of a string: the sha256. Rejects with #OutlayProofError for what is refused. Off
 * the main thread. */
DexFuture *outlay_proof_store_import       (OutlayProofStore *self, GFile *file);
DexFuture *outlay_proof_store_import_bytes (OutlayProofStore *self, GBytes *bytes);

/* (transfer full) (nullable): where it lies on this device; %NULL when it has not been fetched */
GFile     *outlay_proof_store_get_file     (OutlayProofStore *self, const char *sha256);

/* Future of a GFile, fetched from the company when it is not here; checked against its hash. One
 * download at a time a file. */
DexFuture *outlay_proof_store_fetch        (OutlayProofStore *self, const char *sha256);

G_END_DECLS
