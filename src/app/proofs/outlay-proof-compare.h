/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_COMPARE (outlay_proof_compare_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofCompare, outlay_proof_compare, OUTLAY, PROOF_COMPARE, AdwBin)

/**
 * OutlayProofCompare:
 *
 * Two versions of a proof side by side, or one at a time with a switch where there is no room. Each
 * side is zoomed and paged by itself.
 */
GtkWidget *outlay_proof_compare_new (void);

/**
 * outlay_proof_compare_set_versions:
 * @older: (nullable): SHA-256 of the earlier version's files
 * @newer: (nullable): SHA-256 of the current version's files
 */
void outlay_proof_compare_set_versions (OutlayProofCompare *self,
                                        OutlayProofStore   *store,
                                        const char *const  *older,
                                        const char *const  *newer);

G_END_DECLS
