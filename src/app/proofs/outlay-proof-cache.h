/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/proofs/outlay-proof-picture.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_CACHE (outlay_proof_cache_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofCache, outlay_proof_cache, OUTLAY, PROOF_CACHE, GObject)

/**
 * OutlayProofCache:
 *
 * Decoded pages by (sha256, page, size), the least recently used thrown out first once their
 * pixels pass a number of bytes. Contents are named by their hash, so nothing in it can be stale.
 * Main thread.
 */
OutlayProofCache *outlay_proof_cache_new (gsize budget);

/* Takes in @picture, and forgets others until the budget holds; one that is larger than the whole
 * budget is not kept. */
void outlay_proof_cache_add (OutlayProofCache   *self,
                             const char         *sha256,
                             guint               page,
                             guint               size,
                             OutlayProofPicture *picture);

/**
 * outlay_proof_cache_find:
 *
 * Returns: (transfer full) (nullable): the picture of this size, or another one that cannot be any
 *   sharper
 */
OutlayProofPicture *outlay_proof_cache_find (OutlayProofCache *self,
                                             const char       *sha256,
                                             guint             page,
                                             guint             size);

/* (transfer full) (nullable): the largest there is, to show while a better one is made */
OutlayProofPicture *outlay_proof_cache_find_any (OutlayProofCache *self,
                                                 const char       *sha256,
                                                 guint             page);

gsize outlay_proof_cache_get_n_bytes (OutlayProofCache *self);

G_END_DECLS
