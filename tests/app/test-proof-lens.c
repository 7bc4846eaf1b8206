/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "app/proofs/outlay-proof-lens.h"

#define EPSILON 0.001

static OutlayProofLens
make_lens (double width, double height)
{
  OutlayProofLens lens = { 0 };

  outlay_proof_lens_set_view (&lens, 400, 300);
  outlay_proof_lens_set_picture (&lens, width, height);
  return lens;
}

/* The point of the picture, turned, that is at a place of the view. */
static void
get_point (const OutlayProofLens *lens, double at_x, double at_y, double *x, double *y)
{
  *x = lens->x + (at_x - lens->view_width / 2) / lens->zoom;
  *y = lens->y + (at_y - lens->view_height / 2) / lens->zoom;
}

static void
test_fit (void)
{
  OutlayProofLens lens = make_lens (800, 1200);

  g_assert_cmpfloat_with_epsilon (lens.zoom, 0.25, EPSILON);
  g_assert_false (outlay_proof_lens_can_pan (&lens));

  outlay_proof_lens_set_view (&lens, 800, 600);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 0.5, EPSILON);

  lens = make_lens (10, 10);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 3.0, EPSILON);
}

/* A widget may have its picture before it has its size. */
static void
test_view_comes_late (void)
{
  OutlayProofLens lens = { 0 };

  outlay_proof_lens_set_picture (&lens, 800, 1200);
  outlay_proof_lens_zoom_to (&lens, 2.0, 0, 0);
  outlay_proof_lens_set_view (&lens, 400, 300);
  g_assert_cmpfloat_with_epsilon (lens.x, 400, EPSILON);
  g_assert_cmpfloat_with_epsilon (lens.y, 600, EPSILON);
}

static void
test_zoom_keeps_point (void)
{
  OutlayProofLens lens = make_lens (4000, 3000);
  double x, y, then_x, then_y;

  outlay_proof_lens_zoom_to (&lens, 1.0, 200, 150);
  get_point (&lens, 120, 80, &x, &y);
  outlay_proof_lens_zoom_to (&lens, 2.0, 120, 80);
  get_point (&lens, 120, 80, &then_x, &then_y);
  g_assert_cmpfloat_with_epsilon (then_x, x, EPSILON);
  g_assert_cmpfloat_with_epsilon (then_y, y, EPSILON);
  g_assert_false (lens.is_fit);
}

static void
test_zoom_limits (void)
{
  OutlayProofLens lens = make_lens (4000, 3000);

  outlay_proof_lens_zoom_to (&lens, 1000, 10, 10);
  g_assert_cmpfloat_with_epsilon (lens.zoom, OUTLAY_PROOF_LENS_MAX_ZOOM, EPSILON);
  outlay_proof_lens_zoom_to (&lens, 0.0001, 10, 10);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 0.1, EPSILON);

  /* One smaller than the view can be seen at its own size. */
  lens = make_lens (100, 100);
  outlay_proof_lens_zoom_to (&lens, 0.5, 10, 10);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 1.0, EPSILON);
}

static void
test_pan_stays_inside (void)
{
  OutlayProofLens lens = make_lens (4000, 3000);
  double x, y;

  outlay_proof_lens_zoom_to (&lens, 1.0, 200, 150);
  g_assert_true (outlay_proof_lens_can_pan (&lens));

  outlay_proof_lens_pan (&lens, 50, -20);
  g_assert_cmpfloat_with_epsilon (lens.x, 1950, EPSILON);
  g_assert_cmpfloat_with_epsilon (lens.y, 1520, EPSILON);

  outlay_proof_lens_pan (&lens, 1e6, 1e6);
  get_point (&lens, 0, 0, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 0, EPSILON);
  g_assert_cmpfloat_with_epsilon (y, 0, EPSILON);

  outlay_proof_lens_pan (&lens, -1e6, -1e6);
  get_point (&lens, 400, 300, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 4000, EPSILON);
  g_assert_cmpfloat_with_epsilon (y, 3000, EPSILON);
}

static void
test_pan_at_fit_does_nothing (void)
{
  OutlayProofLens lens = make_lens (800, 1200);

  outlay_proof_lens_pan (&lens, 100, 100);
  g_assert_cmpfloat_with_epsilon (lens.x, 400, EPSILON);
  g_assert_cmpfloat_with_epsilon (lens.y, 600, EPSILON);
}

static void
test_toggle (void)
{
  OutlayProofLens lens = make_lens (4000, 3000);

  outlay_proof_lens_toggle (&lens, 0, 0);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 1.0, EPSILON);
  outlay_proof_lens_toggle (&lens, 0, 0);
  g_assert_true (lens.is_fit);

  lens = make_lens (400, 300);
  outlay_proof_lens_toggle (&lens, 200, 150);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 2.0, EPSILON);
}

static void
test_turn (void)
{
  OutlayProofLens lens = make_lens (800, 1200);
  double x, y;

  outlay_proof_lens_turn (&lens, 1);
  g_assert_cmpuint (lens.turns, ==, 1);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 1 / 3.0, EPSILON);
  outlay_proof_lens_turn (&lens, -2);
  g_assert_cmpuint (lens.turns, ==, 3);
  outlay_proof_lens_turn (&lens, 1);
  g_assert_cmpfloat_with_epsilon (lens.zoom, 0.25, EPSILON);

  /* What was in the middle is there after four quarters, and after one it has gone round with it. */
  outlay_proof_lens_zoom_to (&lens, 2.0, 200, 150);
  outlay_proof_lens_pan (&lens, 200, 300);
  x = lens.x;
  y = lens.y;
  outlay_proof_lens_turn (&lens, 1);
  g_assert_cmpfloat_with_epsilon (lens.x, 1200 - y, EPSILON);
  g_assert_cmpfloat_with_epsilon (lens.y, x, EPSILON);
  outlay_proof_lens_turn (&lens, 3);
  g_assert_cmpfloat_with_epsilon (lens.x, x, EPSILON);
  g_assert_cmpfloat_with_epsilon (lens.y, y, EPSILON);

  outlay_proof_lens_set_picture (&lens, 10, 20);
  g_assert_cmpuint (lens.turns, ==, 0);
}

static void
test_middle (void)
{
  OutlayProofLens lens = make_lens (4000, 3000);
  double x, y;

  outlay_proof_lens_get_middle (&lens, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 200, EPSILON);
  g_assert_cmpfloat_with_epsilon (y, 150, EPSILON);

  outlay_proof_lens_zoom_to (&lens, 1.0, 200, 150);
  outlay_proof_lens_pan (&lens, 30, -40);
  outlay_proof_lens_get_middle (&lens, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 230, EPSILON);
  g_assert_cmpfloat_with_epsilon (y, 110, EPSILON);
}

/* Whatever is done, no empty strip is seen beside a picture that is larger than the view. */
static void
test_any_order (void)
{
  OutlayProofLens lens = make_lens (3000, 1000);

  for (int i = 0; i < 20000; i++)
    {
      double width, height;

      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          outlay_proof_lens_zoom_to (&lens, g_test_rand_double_range (0.01, 20),
                                     g_test_rand_double_range (0, 400),
                                     g_test_rand_double_range (0, 300));
          break;
        case 1:
          outlay_proof_lens_pan (&lens, g_test_rand_double_range (-900, 900),
                                 g_test_rand_double_range (-900, 900));
          break;
        case 2:
          outlay_proof_lens_turn (&lens, g_test_rand_int_range (-4, 5));
          break;
        case 3:
          outlay_proof_lens_set_view (&lens, g_test_rand_int_range (1, 900),
                                      g_test_rand_int_range (1, 900));
          break;
        case 4:
          outlay_proof_lens_toggle (&lens, 10, 10);
          break;
        default:
          outlay_proof_lens_fit (&lens);
          break;
        }

      width = lens.turns % 2 == 1 ? 1000 : 3000;
      height = lens.turns % 2 == 1 ? 3000 : 1000;
      g_assert_true (isfinite (lens.zoom) && lens.zoom > 0);
      if (width * lens.zoom > lens.view_width)
        {
          g_assert_cmpfloat (lens.x - lens.view_width / lens.zoom / 2, >=, -EPSILON);
          g_assert_cmpfloat (lens.x + lens.view_width / lens.zoom / 2, <=, width + EPSILON);
        }
      if (height * lens.zoom <= lens.view_height)
        g_assert_cmpfloat_with_epsilon (lens.y, height / 2, EPSILON);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/proof-lens/fit", test_fit);
  g_test_add_func ("/app/proof-lens/view-comes-late", test_view_comes_late);
  g_test_add_func ("/app/proof-lens/zoom-keeps-point", test_zoom_keeps_point);
  g_test_add_func ("/app/proof-lens/zoom-limits", test_zoom_limits);
  g_test_add_func ("/app/proof-lens/pan-stays-inside", test_pan_stays_inside);
  g_test_add_func ("/app/proof-lens/pan-at-fit-does-nothing", test_pan_at_fit_does_nothing);
  g_test_add_func ("/app/proof-lens/toggle", test_toggle);
  g_test_add_func ("/app/proof-lens/turn", test_turn);
  g_test_add_func ("/app/proof-lens/middle", test_middle);
  g_test_add_func ("/app/proof-lens/any-order", test_any_order);
  return g_test_run ();
}
