/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_DIALOG (outlay_proof_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofDialog, outlay_proof_dialog, OUTLAY, PROOF_DIALOG, AdwDialog)

/**
 * OutlayProofDialog:
 *
 * Shows the files of a proof version in large, over the window.
 */
OutlayProofDialog *outlay_proof_dialog_new (OutlayProofStore *store,
                                            const char *const *proofs,
                                            guint current,
                                            const char *title);

G_END_DECLS
