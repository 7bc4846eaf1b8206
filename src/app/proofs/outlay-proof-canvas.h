/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "app/proofs/outlay-proof-lens.h"
#include "app/proofs/outlay-proof-picture.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_CANVAS (outlay_proof_canvas_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofCanvas, outlay_proof_canvas, OUTLAY, PROOF_CANVAS, GtkWidget)

/**
 * OutlayProofCanvas:
 *
 * Draws one picture through a lens, and moves the lens by pointer, wheel and fingers. It knows
 * nothing of files or of loading. The signal "view-changed" follows every change of zoom or size,
 * so that whoever fills it can bring a sharper picture.
 */

/**
 * outlay_proof_canvas_set_picture:
 * @picture: (nullable)
 * @is_same_page: whether it is only a sharper picture of what is shown; the view then stays as it
 *   is
 */
void outlay_proof_canvas_set_picture (OutlayProofCanvas  *self,
                                      OutlayProofPicture *picture,
                                      gboolean            is_same_page);

/* (transfer none) (nullable) */
OutlayProofPicture *outlay_proof_canvas_get_picture (OutlayProofCanvas *self);

/* Copies how it looks now. */
OutlayProofLens outlay_proof_canvas_get_lens (OutlayProofCanvas *self);

/* The longer side of the whole picture on the screen, in device pixels. */
double outlay_proof_canvas_get_wanted_pixels (OutlayProofCanvas *self);

/* One step in (1) or out (-1), around the middle. */
void outlay_proof_canvas_zoom_by_step (OutlayProofCanvas *self, int direction);
void outlay_proof_canvas_zoom_to_fit  (OutlayProofCanvas *self);
void outlay_proof_canvas_turn         (OutlayProofCanvas *self, int quarters);
void outlay_proof_canvas_pan          (OutlayProofCanvas *self, double dx, double dy);

G_END_DECLS
