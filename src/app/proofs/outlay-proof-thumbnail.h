/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_THUMBNAIL (outlay_proof_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofThumbnail,
                      outlay_proof_thumbnail,
                      OUTLAY,
                      PROOF_THUMBNAIL,
                      GtkWidget)

/**
 * OutlayProofThumbnail:
 *
 * One proof in small. Properties: "proof-store" (#OutlayProofStore), "sha256" (nullable), "size"
 * (the square it asks for, in pixels; 48 unless set). It loads when it is shown, off the main
 * thread, from a cache by hash, and never grows with the picture.
 */
GtkWidget *outlay_proof_thumbnail_new (void);

/* @store and @sha256 are (nullable): then there is no proof. */
void outlay_proof_thumbnail_set_proof_store (OutlayProofThumbnail *self, OutlayProofStore *store);
void outlay_proof_thumbnail_set_sha256      (OutlayProofThumbnail *self, const char *sha256);
void outlay_proof_thumbnail_set_size        (OutlayProofThumbnail *self, int size);

/* Whether it shows the picture, and not a place for it. */
gboolean outlay_proof_thumbnail_is_loaded   (OutlayProofThumbnail *self);

G_END_DECLS
