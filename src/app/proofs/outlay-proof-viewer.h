/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/outlay-proof-store.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_VIEWER (outlay_proof_viewer_get_type ())
  G_DECLARE_FINAL_TYPE (OutlayProofViewer, outlay_proof_viewer, OUTLAY, PROOF_VIEWER, AdwBin)

  /**
 * OutlayProofViewer:
 *
 * Proofs in large: fit, zoom, pan, rotate, page through. Looking never alters a file. Properties:
 * "proof-store" (#OutlayProofStore), "proofs" (#GStrv of SHA-256), "current" (index of the one shown).
 */
  GtkWidget *outlay_proof_viewer_new (void);

  void outlay_proof_viewer_set_proof_store (OutlayProofViewer * self, OutlayProofStore * store);
  void outlay_proof_viewer_set_proofs (OutlayProofViewer * self, const char *const *proofs);
  void outlay_proof_viewer_set_current (OutlayProofViewer * self, guint index);

G_END_DECLS
