/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "app/proofs/outlay-proof-picture.h"
#include "proof-samples.h"

static OutlayProofPicture *
read_good (GBytes *bytes, guint page, guint size)
{
  g_autoptr (GError) error = NULL;
  OutlayProofPicture *picture = outlay_proof_picture_read (bytes, page, size, 0, NULL, NULL,
                                                           &error);

  g_assert_no_error (error);
  return picture;
}

static void
assert_near (GdkRGBA color, float red, float green, float blue)
{
  g_assert_cmpfloat_with_epsilon (color.red, red, 0.1);
  g_assert_cmpfloat_with_epsilon (color.green, green, 0.1);
  g_assert_cmpfloat_with_epsilon (color.blue, blue, 0.1);
}

static void
test_orientation (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GBytes) jpeg = proof_sample_jpeg (320, 200, orientation);
      g_autoptr (OutlayProofPicture) picture = read_good (jpeg, 0, 160);
      GdkTexture *texture = outlay_proof_picture_get_texture (picture);

      g_test_message ("orientation %d", orientation);
      g_assert_cmpuint (outlay_proof_picture_get_width (picture), ==, 320);
      g_assert_cmpuint (outlay_proof_picture_get_height (picture), ==, 200);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 160);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, 100);
      assert_near (proof_sample_color_at (texture, 0.25, 0.25), 1, 0, 0);
      assert_near (proof_sample_color_at (texture, 0.75, 0.25), 0, 1, 0);
      assert_near (proof_sample_color_at (texture, 0.25, 0.75), 0, 0, 1);
      assert_near (proof_sample_color_at (texture, 0.75, 0.75), 1, 1, 1);
    }
}

/* Mean difference of two textures over a grid, 0 to 1. */
static double
compare (GdkTexture *a, GdkTexture *b)
{
  const int n = 12;
  double sum = 0;

  for (int y = 0; y < n; y++)
    for (int x = 0; x < n; x++)
      {
        GdkRGBA left = proof_sample_color_at (a, (x + 0.5) / n, (y + 0.5) / n);
        GdkRGBA right = proof_sample_color_at (b, (x + 0.5) / n, (y + 0.5) / n);

        sum += fabs ((double) (left.green - right.green));
      }

  return sum / (n * n);
}

static OutlayProofPicture *
read_portrait (const char *folder, int orientation)
{
  g_autofree char *name = g_strdup_printf ("portrait_%d.jpg", orientation);
  g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);

  g_assert_nonnull (bytes);
  return read_good (bytes, 0, 24);
}

static void
test_real_orientation (void)
{
  const int others[] = { 3, 5, 6, 8 };
  g_autofree char *folder = proof_sample_find_folder ("pictures");
  g_autoptr (OutlayProofPicture) upright = NULL;

  if (folder == NULL)
    {
      g_test_skip ("there are no photographs beside the repository");
      return;
    }

  upright = read_portrait (folder, 1);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (OutlayProofPicture) other = read_portrait (folder, others[i]);

      g_assert_cmpuint (outlay_proof_picture_get_width (other), ==,
                        outlay_proof_picture_get_width (upright));
      g_assert_cmpfloat (compare (outlay_proof_picture_get_texture (upright),
                                  outlay_proof_picture_get_texture (other)),
                         <, 0.06);
    }
}

static void
test_thumbnail (void)
{
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (800, 1200, 6);
  g_autoptr (OutlayProofPicture) thumbnail = NULL;
  g_autoptr (OutlayProofPicture)
      picture = outlay_proof_picture_read (jpeg, 0, 600, 120, &thumbnail, NULL, NULL);

  g_assert_nonnull (picture);
  g_assert_cmpint (gdk_texture_get_height (outlay_proof_picture_get_texture (picture)), ==, 600);
  g_assert_cmpint (gdk_texture_get_height (outlay_proof_picture_get_texture (thumbnail)), ==, 120);
  g_assert_cmpint (gdk_texture_get_width (outlay_proof_picture_get_texture (thumbnail)), ==, 80);
  g_assert_cmpuint (outlay_proof_picture_get_width (thumbnail), ==, 800);
  assert_near (proof_sample_color_at (outlay_proof_picture_get_texture (thumbnail), 0.25, 0.25), 1,
               0, 0);
}

static void
test_never_enlarged (void)
{
  g_autoptr (GBytes) png = proof_sample_png (40, 30);
  g_autoptr (OutlayProofPicture) whole = read_good (png, 0, 2048);
  g_autoptr (OutlayProofPicture) half = read_good (png, 0, 20);

  g_assert_cmpint (gdk_texture_get_width (outlay_proof_picture_get_texture (whole)), ==, 40);
  g_assert_true (outlay_proof_picture_is_sharpest (whole));
  g_assert_false (outlay_proof_picture_is_sharpest (half));
  g_assert_cmpuint (outlay_proof_picture_get_n_bytes (half), ==, 20 * 15 * 4);
}

static void
test_pdf_pages (void)
{
  g_autoptr (GBytes) pdf = proof_sample_pdf (3);
  g_autoptr (OutlayProofPicture) first = read_good (pdf, 0, 420);
  g_autoptr (OutlayProofPicture) third = read_good (pdf, 2, 420);
  const double second_bar = (40 + 60 + 15) / 420.0;
  const double third_bar = (40 + 120 + 15) / 420.0;

  g_assert_cmpuint (outlay_proof_picture_get_n_pages (first), ==, 3);
  g_assert_cmpint (outlay_proof_picture_get_kind (first), ==, OUTLAY_PROOF_PDF);
  g_assert_cmpint (gdk_texture_get_height (outlay_proof_picture_get_texture (first)), ==, 420);
  assert_near (proof_sample_color_at (outlay_proof_picture_get_texture (first), 0.5, 55 / 420.0), 0,
               0, 0);
  assert_near (proof_sample_color_at (outlay_proof_picture_get_texture (first), 0.5, second_bar), 1,
               1, 1);
  assert_near (proof_sample_color_at (outlay_proof_picture_get_texture (third), 0.5, third_bar), 0,
               0, 0);
}

static void
assert_refused (GBytes *bytes, guint page, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayProofPicture) thumbnail = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_null (outlay_proof_picture_read (bytes, page, 1024, 256, &thumbnail, NULL, &error));
  g_assert_error (error, OUTLAY_PROOF_ERROR, code);
  g_assert_null (thumbnail);
  /* Nothing was decoded: even under the sanitizers a header takes no time. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

/* A whole JPEG whose frame header claims 65,535 × 65,535. */
static void
test_too_many_pixels (void)
{
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (16, 16, 1);
  gsize size = g_bytes_get_size (jpeg);
  guint8 *forged = g_memdup2 (g_bytes_get_data (jpeg, NULL), size);
  guint8 *frame = memmem (forged, size, "\xff\xc0", 2);
  g_autoptr (GBytes) huge = g_bytes_new_take (forged, size);

  g_assert_nonnull (frame);
  memset (frame + 5, 0xff, 4);

  assert_refused (huge, 0, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS);
}

static void
test_broken (void)
{
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (64, 64, 1);
  g_autoptr (GBytes) pdf = proof_sample_pdf (1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("Dear reader", 11);
  g_autoptr (GBytes) no_pdf = g_bytes_new_static ("%PDF-1.7\nno objects here\n", 25);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (pdf, 0, 60);

  assert_refused (nothing, 0, OUTLAY_PROOF_ERROR_EMPTY);
  assert_refused (text, 0, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE);
  assert_refused (no_pdf, 0, OUTLAY_PROOF_ERROR_BROKEN);
  assert_refused (cut, 0, OUTLAY_PROOF_ERROR_BROKEN);
  assert_refused (pdf, 7, OUTLAY_PROOF_ERROR_BROKEN);

  /* Every cut of a picture is either shown as far as it goes or refused, and never anything else. */
  for (gsize length = 40; length < g_bytes_get_size (jpeg); length += 37)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (jpeg, 0, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (OutlayProofPicture)
          picture = outlay_proof_picture_read (part, 0, 64, 0, NULL, NULL, &error);

      g_assert_true ((picture == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (error->domain == OUTLAY_PROOF_ERROR);
    }
}

/* A PDF that asks for a password: the standard security handler, revision 2, of a user password. */
static const char locked_pdf[] =
    "%PDF-1.4\n"
    "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>> endobj\n"
    "4 0 obj <</Filter/Standard/V 1/R 2/P -44"
    "/O<0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20>"
    "/U<2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40>>> endobj\n"
    "trailer <</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\n"
    "%%EOF\n";

static void
test_locked (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (locked_pdf, sizeof locked_pdf - 1);

  assert_refused (bytes, 0, OUTLAY_PROOF_ERROR_LOCKED);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (64, 64, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (outlay_proof_picture_read (jpeg, 0, 64, 0, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/proof-picture/orientation", test_orientation);
  g_test_add_func ("/app/proof-picture/real-orientation", test_real_orientation);
  g_test_add_func ("/app/proof-picture/thumbnail", test_thumbnail);
  g_test_add_func ("/app/proof-picture/never-enlarged", test_never_enlarged);
  g_test_add_func ("/app/proof-picture/pdf-pages", test_pdf_pages);
  g_test_add_func ("/app/proof-picture/too-many-pixels", test_too_many_pixels);
  g_test_add_func ("/app/proof-picture/broken", test_broken);
  g_test_add_func ("/app/proof-picture/locked", test_locked);
  g_test_add_func ("/app/proof-picture/cancelled", test_cancelled);
  return g_test_run ();
}
