/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_GALLERY (outlay_proof_gallery_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofGallery, outlay_proof_gallery, OUTLAY, PROOF_GALLERY, AdwBin)

/**
 * OutlayProofGallery:
 *
 * The files of one proof version to look at, side by side. Signal "opened" (index: uint).
 *
 * # Accessibility
 * Each file is a button named "Receipt 1 of 3".
 */

/* @store: (transfer none); @proofs: (nullable): SHA-256 of each, in order */
void outlay_proof_gallery_set_proofs (OutlayProofGallery *self,
                                      OutlayProofStore *store,
                                      const char *const *proofs);

G_END_DECLS
