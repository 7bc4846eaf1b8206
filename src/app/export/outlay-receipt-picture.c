/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-receipt-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "app/proofs/outlay-proof-picture.h"

#define QUALITY "82"

/* On white, as JPEG knows nothing transparent. */
static void
flatten (cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OVER);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static GdkPixbuf *
create_pixbuf (cairo_surface_t *surface, int width, int height)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  const guint8 *from = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *to;

  if (pixbuf == NULL)
    return NULL;

  to = gdk_pixbuf_get_pixels (pixbuf);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 pixel = ((const guint32 *) (gconstpointer) (from + (gsize) y * stride))[x];
        guint8 *rgb = to + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf) + (gsize) x * 3;

        rgb[0] = (guint8) (pixel >> 16);
        rgb[1] = (guint8) (pixel >> 8);
        rgb[2] = (guint8) pixel;
      }

  return pixbuf;
}

/* Without it the pixels are taken up as they are, which is only larger. */
static void
attach_jpeg (cairo_surface_t *surface, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = create_pixbuf (surface, width, height);
  g_autoptr (GError) error = NULL;
  gchar *jpeg = NULL;
  gsize length;

  if (pixbuf == NULL ||
      !gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &length, "jpeg", &error, "quality", QUALITY, NULL))
    {
      g_debug ("A receipt is not written as JPEG: %s",
               error != NULL ? error->message : "no memory");
      return;
    }

  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (const guchar *) jpeg, length, g_free,
                               jpeg);
}

OutlayReceiptPicture *
outlay_receipt_picture_read (GBytes *bytes,
                             guint page,
                             guint size,
                             guint document_size,
                             guint *n_pages,
                             GCancellable *cancellable,
                             GError **error)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gsize length = g_bytes_get_size (bytes);
  OutlayProofFormat format;
  g_autoptr (OutlayProofPicture) proof = NULL;
  OutlayReceiptPicture *self;
  GdkTexture *texture;

  if (!outlay_proof_format_read (data, length, &format, error))
    return NULL;

  proof = outlay_proof_picture_read (bytes, page,
                                     format.type == OUTLAY_PROOF_PDF ? document_size : size, 0,
                                     NULL, cancellable, error);
  if (proof == NULL)
    return NULL;

  texture = outlay_proof_picture_get_texture (proof);
  *n_pages = outlay_proof_picture_get_n_pages (proof);
  self = g_new0 (OutlayReceiptPicture, 1);
  self->is_document = format.type == OUTLAY_PROOF_PDF;
  self->width = (guint) gdk_texture_get_width (texture);
  self->height = (guint) gdk_texture_get_height (texture);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) self->width,
                                              (int) self->height);
  gdk_texture_download (texture, cairo_image_surface_get_data (self->surface),
                        (gsize) cairo_image_surface_get_stride (self->surface));
  cairo_surface_mark_dirty (self->surface);
  flatten (self->surface);
  cairo_surface_flush (self->surface);
  attach_jpeg (self->surface, (int) self->width, (int) self->height);

  return self;
}

void
outlay_receipt_picture_free (OutlayReceiptPicture *self)
{
  if (self == NULL)
    return;

  cairo_surface_destroy (self->surface);
  g_free (self);
}
