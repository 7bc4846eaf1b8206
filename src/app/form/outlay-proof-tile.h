/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_TILE (outlay_proof_tile_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofTile, outlay_proof_tile, OUTLAY, PROOF_TILE, AdwBin)

/**
 * OutlayProofTile:
 *
 * One file in a proof picker: its thumbnail opens it, a menu on it removes or moves it through the
 * picker's actions.
 */
GtkWidget *outlay_proof_tile_new (OutlayProofStore *store, const char *sha256);

const char *outlay_proof_tile_get_sha256 (OutlayProofTile *self);

/* Tells it its place, counted from 0, and of how many; and whether it is the one shown in large. */
void outlay_proof_tile_set_place (OutlayProofTile *self,
                                  guint            index,
                                  guint            n_proofs,
                                  gboolean         is_current);

G_END_DECLS
