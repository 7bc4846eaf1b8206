/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "proof-samples.h"

#include <cairo-pdf.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* Where the colour of an upright place is stored, for each EXIF orientation (TIFF 6.0, tag 274). */
static void
store_place (int orientation, int width, int height, int x, int y, int *stored_x, int *stored_y)
{
  int right = width - 1 - x;
  int below = height - 1 - y;
  const int places[8][2] = { { x, y }, { right, y }, { right, below }, { x, below },
                             { y, x }, { y, right }, { below, right }, { below, x } };

  *stored_x = places[orientation - 1][0];
  *stored_y = places[orientation - 1][1];
}

static GBytes *
with_orientation (const char *jpeg, gsize size, int orientation)
{
  guint8 exif[] = { 0xff, 0xe1, 0, 34,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
                    0,    1,    1, 0x12, 0,   3,   0,   0,   0, 1, 0,   0,   0, 0,  0, 0, 0, 0 };
  GByteArray *whole = g_byte_array_new ();

  exif[29] = (guint8) orientation;
  g_byte_array_append (whole, (const guint8 *) jpeg, 2);
  g_byte_array_append (whole, exif, sizeof exif);
  g_byte_array_append (whole, (const guint8 *) jpeg + 2, (guint) size - 2);

  return g_byte_array_free_to_bytes (whole);
}

GBytes *
proof_sample_jpeg (int width, int height, int orientation)
{
  int stored_width = orientation >= 5 ? height : width;
  int stored_height = orientation >= 5 ? width : height;
  g_autoptr (GdkPixbuf)
      pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, stored_width, stored_height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  g_autofree char *jpeg = NULL;
  gsize size;
  gboolean is_saved;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean is_right = x >= width / 2;
        gboolean is_low = y >= height / 2;
        int at_x, at_y;
        guint8 *pixel;

        store_place (orientation, width, height, x, y, &at_x, &at_y);
        pixel = pixels + at_y * stride + at_x * 3;
        pixel[0] = is_right == is_low ? 255 : 0;
        pixel[1] = is_right ? 255 : 0;
        pixel[2] = is_low ? 255 : 0;
      }

  is_saved = gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, "quality", "92", NULL);
  g_assert_true (is_saved);

  return with_orientation (jpeg, size, orientation);
}

GBytes *
proof_sample_png (int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);
  char *png = NULL;
  gsize size;
  gboolean is_saved;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  is_saved = gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", NULL, NULL);
  g_assert_true (is_saved);

  return g_bytes_new_take (png, size);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
proof_sample_pdf (int n_pages)
{
  GByteArray *pdf = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, pdf, 298, 420);
  cairo_t *cr = cairo_create (surface);

  for (int page = 1; page <= n_pages; page++)
    {
      for (int bar = 0; bar < page; bar++)
        cairo_rectangle (cr, 40, 40 + bar * 60, 218, 30);
      cairo_fill (cr);
      cairo_show_page (cr);
    }

  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (pdf);
}

GdkRGBA
proof_sample_color_at (GdkTexture *texture, double x, double y)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *pixel;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  pixel = (const guint8 *) g_bytes_get_data (bytes, NULL) +
          (gsize) (y * (gdk_texture_get_height (texture) - 1)) * stride +
          (gsize) (x * (gdk_texture_get_width (texture) - 1)) * 4;

  return (GdkRGBA) { (float) pixel[0] / 255, (float) pixel[1] / 255, (float) pixel[2] / 255,
                     (float) pixel[3] / 255 };
}

GFile *
proof_sample_save (GBytes *bytes, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

char *
proof_sample_find_folder (const char *name)
{
  const char *given = g_getenv ("OUTLAY_TEST_DATA");
  g_autofree char *path = given != NULL ? g_build_filename (given, name, NULL)
                                        : g_test_build_filename (G_TEST_DIST, "..", "..", "shared",
                                                                 name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&path) : NULL;
}
