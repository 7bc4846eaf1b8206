/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_DIALOG (outlay_proof_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofDialog, outlay_proof_dialog, OUTLAY, PROOF_DIALOG, AdwDialog)

/**
 * OutlayProofDialog:
 *
 * Proofs in large over whatever page asked for them: one version, or two beside each other.
 */

/**
 * outlay_proof_dialog_new:
 * @proofs: SHA-256 of each file
 * @current: index of the file to begin with
 *
 * Returns: (transfer floating): for adw_dialog_present()
 */
AdwDialog *outlay_proof_dialog_new (OutlayProofStore  *store,
                                    const char *const *proofs,
                                    guint              current);

/* Two versions side by side; (transfer floating). */
AdwDialog *outlay_proof_dialog_new_for_comparison (OutlayProofStore  *store,
                                                   const char *const *older,
                                                   const char *const *newer);

G_END_DECLS
