/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/proofs/outlay-proof-lens.h"

/* A small picture is not blown up to a blur by fitting it. */
#define MAX_FIT_ZOOM 3.0
#define MIN_ZOOM 0.02

static void
get_turned_size (const OutlayProofLens *self, double *width, double *height)
{
  gboolean is_sideways = self->turns % 2 == 1;

  *width = is_sideways ? self->height : self->width;
  *height = is_sideways ? self->width : self->height;
}

static double
get_fit_zoom (const OutlayProofLens *self)
{
  double width, height;

  get_turned_size (self, &width, &height);
  if (width <= 0 || height <= 0 || self->view_width <= 0 || self->view_height <= 0)
    return 1.0;

  return MIN (MAX_FIT_ZOOM, MIN (self->view_width / width, self->view_height / height));
}

/* Keeps the point in the middle where no empty strip is seen, or in the picture's own middle. */
static double
clamp_point (double point, double length, double view)
{
  return view >= length ? length / 2 : CLAMP (point, view / 2, length - view / 2);
}

static void
settle (OutlayProofLens *self)
{
  double width, height;

  if (self->is_fit || self->zoom <= 0)
    self->zoom = get_fit_zoom (self);

  get_turned_size (self, &width, &height);
  if (self->is_fit)
    {
      self->x = width / 2;
      self->y = height / 2;
    }
  self->x = clamp_point (self->x, width, self->view_width / self->zoom);
  self->y = clamp_point (self->y, height, self->view_height / self->zoom);
}

void
outlay_proof_lens_set_picture (OutlayProofLens *self, double width, double height)
{
  self->width = width;
  self->height = height;
  self->turns = 0;
  outlay_proof_lens_fit (self);
}

void
outlay_proof_lens_set_view (OutlayProofLens *self, double width, double height)
{
  self->view_width = width;
  self->view_height = height;
  settle (self);
}

void
outlay_proof_lens_fit (OutlayProofLens *self)
{
  self->is_fit = TRUE;
  settle (self);
}

void
outlay_proof_lens_zoom_to (OutlayProofLens *self, double zoom, double at_x, double at_y)
{
  double from_middle_x = at_x - self->view_width / 2;
  double from_middle_y = at_y - self->view_height / 2;
  double least = MAX (MIN_ZOOM, MIN (1.0, get_fit_zoom (self)));
  double point_x = self->x + from_middle_x / self->zoom;
  double point_y = self->y + from_middle_y / self->zoom;

  self->is_fit = FALSE;
  self->zoom = CLAMP (zoom, least, OUTLAY_PROOF_LENS_MAX_ZOOM);
  self->x = point_x - from_middle_x / self->zoom;
  self->y = point_y - from_middle_y / self->zoom;
  settle (self);
}

void
outlay_proof_lens_toggle (OutlayProofLens *self, double at_x, double at_y)
{
  double fit = get_fit_zoom (self);

  if (self->is_fit)
    outlay_proof_lens_zoom_to (self, fit < 0.8 ? 1.0 : 2 * fit, at_x, at_y);
  else
    outlay_proof_lens_fit (self);
}

void
outlay_proof_lens_pan (OutlayProofLens *self, double dx, double dy)
{
  self->x -= dx / self->zoom;
  self->y -= dy / self->zoom;
  settle (self);
}

void
outlay_proof_lens_turn (OutlayProofLens *self, int quarters)
{
  guint clockwise = (guint) (((quarters % 4) + 4) % 4);

  for (guint i = 0; i < clockwise; i++)
    {
      double width, height, x = self->x;

      get_turned_size (self, &width, &height);
      self->x = height - self->y;
      self->y = x;
      self->turns = (self->turns + 1) % 4;
    }

  settle (self);
}

gboolean
outlay_proof_lens_can_pan (const OutlayProofLens *self)
{
  double width, height;

  get_turned_size (self, &width, &height);

  /* Half a pixel of rounding is nothing to pan over. */
  return width * self->zoom > self->view_width + 0.5 ||
         height * self->zoom > self->view_height + 0.5;
}

void
outlay_proof_lens_get_middle (const OutlayProofLens *self, double *x, double *y)
{
  double width, height;

  get_turned_size (self, &width, &height);
  *x = self->view_width / 2 + (width / 2 - self->x) * self->zoom;
  *y = self->view_height / 2 + (height / 2 - self->y) * self->zoom;
}
