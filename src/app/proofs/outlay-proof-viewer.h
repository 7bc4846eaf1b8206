/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/proofs/outlay-proof-store.h"

G_BEGIN_DECLS

/* What a viewer shows. */
typedef enum
{
  OUTLAY_PROOF_VIEW_EMPTY,   /* there is no proof */
  OUTLAY_PROOF_VIEW_LOADING,
  OUTLAY_PROOF_VIEW_SHOWN,   /* the picture of the current file and page */
  OUTLAY_PROOF_VIEW_FAILED,  /* a sentence that says why not, and a way to try again */
} OutlayProofView;

#define OUTLAY_TYPE_PROOF_VIEWER (outlay_proof_viewer_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofViewer, outlay_proof_viewer, OUTLAY, PROOF_VIEWER, AdwBin)

/**
 * OutlayProofViewer:
 *
 * Proofs in large: fit, zoom, pan, rotate, page through. Looking never alters a file. Properties:
 * "proof-store" (#OutlayProofStore), "proofs" (#GStrv of SHA-256), "current" (index of the one
 * shown). Signal: "view-state-changed" when outlay_proof_viewer_get_view_state() has another
 * answer.
 *
 * Actions, for buttons and shortcuts around it: "proof.next", "proof.previous" (through the pages
 * of a PDF and on to the next file), "proof.zoom-in", "proof.zoom-out", "proof.fit",
 * "proof.turn-left", "proof.turn-right", "proof.retry".
 */
GtkWidget *outlay_proof_viewer_new (void);

void outlay_proof_viewer_set_proof_store (OutlayProofViewer *self, OutlayProofStore *store);
/* @proofs is (nullable): none. */
void outlay_proof_viewer_set_proofs      (OutlayProofViewer *self, const char *const *proofs);
void outlay_proof_viewer_set_current     (OutlayProofViewer *self, guint index);

OutlayProofView outlay_proof_viewer_get_view_state (OutlayProofViewer *self);

/* The size in which the loader is asked to fill this widget, for whoever wants to load ahead. */
guint outlay_proof_viewer_get_load_size (OutlayProofViewer *self);

G_END_DECLS
