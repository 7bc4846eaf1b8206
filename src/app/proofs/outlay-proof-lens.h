/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_PROOF_LENS_MAX_ZOOM 8.0

/**
 * OutlayProofLens:
 * @width: of the picture at 100 %, as it is stored
 * @height: of the picture at 100 %, as it is stored
 * @view_width: of the widget that looks
 * @view_height: of the widget that looks
 * @zoom: widget pixels for a pixel of the picture
 * @is_fit: whether the zoom follows the view, so that the whole picture is seen
 * @turns: quarter turns, clockwise, 0 to 3
 * @x: the point of the turned picture that is in the middle of the view, in its pixels at 100 %
 * @y: the same downwards
 *
 * How a widget looks at a picture. It is plain arithmetic, and knows neither the widget nor the
 * file.
 */
typedef struct
{
  double   width;
  double   height;
  double   view_width;
  double   view_height;
  double   zoom;
  gboolean is_fit;
  guint    turns;
  double   x;
  double   y;
} OutlayProofLens;

/* Looks at another picture: upright and fit. */
void outlay_proof_lens_set_picture (OutlayProofLens *self, double width, double height);
void outlay_proof_lens_set_view    (OutlayProofLens *self, double width, double height);

/* Shows the whole picture, and goes on doing so when the view changes. */
void outlay_proof_lens_fit     (OutlayProofLens *self);
/* Zooms so that what is at (@at_x, @at_y) of the view stays there; within the lens's limits. */
void outlay_proof_lens_zoom_to (OutlayProofLens *self, double zoom, double at_x, double at_y);
/* From fit to 100 % (or twice the fit where that is hardly more) and back. */
void outlay_proof_lens_toggle  (OutlayProofLens *self, double at_x, double at_y);
/* Moves the picture by so many pixels of the view, never out of it. */
void outlay_proof_lens_pan     (OutlayProofLens *self, double dx, double dy);
/* Turns clockwise by so many quarters; negative the other way. */
void outlay_proof_lens_turn    (OutlayProofLens *self, int quarters);

/* Whether there is more of the picture than the view holds. */
gboolean outlay_proof_lens_can_pan (const OutlayProofLens *self);

/* Where the middle of the picture is, in the view. */
void outlay_proof_lens_get_middle (const OutlayProofLens *self, double *x, double *y);

G_END_DECLS
