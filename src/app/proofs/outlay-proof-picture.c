/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/proofs/outlay-proof-picture.h"

#include "app/proofs/outlay-pdf-library.h"

#include <math.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

#define PDF_DOTS_PER_POINT (96.0 / 72.0)
#define CHUNK_BYTES (256 * 1024)

struct _OutlayProofPicture
{
  GObject parent_instance;

  GdkTexture *texture;
  OutlayProofType kind;
  guint n_pages;
  guint width;
  guint height;
};

G_DEFINE_FINAL_TYPE (OutlayProofPicture, outlay_proof_picture, G_TYPE_OBJECT)

/* What the decoder is told of the picture, and what it must find. */
typedef struct
{
  const OutlayProofFormat *format;
  int width;
  int height;
  gboolean is_as_announced;
} Decode;

static OutlayProofPicture *
new_picture (GdkTexture *texture, OutlayProofType kind, guint n_pages, guint width, guint height)
{
  OutlayProofPicture *self = g_object_new (OUTLAY_TYPE_PROOF_PICTURE, NULL);

  self->texture = g_object_ref (texture);
  self->kind = kind;
  self->n_pages = n_pages;
  self->width = width;
  self->height = height;

  return self;
}

/* Fits width × height into a square of @size without enlarging. */
static void
fit (double width, double height, double size, int *out_width, int *out_height)
{
  double scale = MIN (1.0, size / MAX (width, height));

  *out_width = MAX (1, (int) round (width * scale));
  *out_height = MAX (1, (int) round (height * scale));
}

/* A JPEG can be unpacked at a half, a quarter or an eighth for less than at its full size (ITU
 * T.81's blocks of 8 × 8), while any other size is scaled from the next larger one, which costs as
 * much again. So what is near enough to the wanted size is taken as it comes. */
static void
choose_size (const OutlayProofFormat *format, guint size, int *width, int *height)
{
  guint longer = MAX (format->width, format->height);

  for (guint part = 1; format->type == OUTLAY_PROOF_JPEG && part <= 8; part *= 2)
    if (longer / part <= size * 3 / 2 && longer / part >= size * 9 / 10)
      {
        *width = (int) ((format->width + part - 1) / part);
        *height = (int) ((format->height + part - 1) / part);
        return;
      }

  fit (format->width, format->height, size, width, height);
}

static gboolean
refuse_as_broken (GError **error)
{
  g_set_error_literal (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_BROKEN,
                       "the file cannot be decoded");
  return FALSE;
}

/* --- pictures ------------------------------------------------------------------------------ */

/* The header that was judged and the one that is decoded must be the same, or the limit is void. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Decode *decode = user_data;

  decode->is_as_announced = (guint) width == decode->format->width &&
                            (guint) height == decode->format->height;
  if (decode->is_as_announced)
    gdk_pixbuf_loader_set_size (loader, decode->width, decode->height);
  else
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static gboolean
feed (GdkPixbufLoader *loader,
      Decode *decode,
      GBytes *bytes,
      GCancellable *cancellable,
      GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean has_size = FALSE;

  for (gsize at = 0; at < size; at += CHUNK_BYTES)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK_BYTES, size - at), error))
        return FALSE;

      has_size = has_size || gdk_pixbuf_loader_get_pixbuf (loader) != NULL;
      if (has_size && !decode->is_as_announced)
        return refuse_as_broken (error);
    }

  return TRUE;
}

static GdkPixbuf *
decode_pixbuf (GBytes *bytes, Decode *decode, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError) feed_error = NULL;
  GdkPixbuf *pixbuf;

  /* Naming the type keeps the bytes away from every other decoder that may be installed. */
  loader = gdk_pixbuf_loader_new_with_mime_type (outlay_proof_type_to_mime (decode->format->type),
                                                 error);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), decode);

  if (!feed (loader, decode, bytes, cancellable, &feed_error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      if (g_error_matches (feed_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&feed_error));
      else
        refuse_as_broken (error);
      return NULL;
    }

  pixbuf = gdk_pixbuf_loader_close (loader, NULL) ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL || !decode->is_as_announced)
    {
      refuse_as_broken (error);
      return NULL;
    }

  return g_object_ref (pixbuf);
}

static GdkPixbuf *
set_upright (GdkPixbuf *pixbuf, guint orientation)
{
  char number[] = { (char) ('0' + orientation), '\0' };

  gdk_pixbuf_remove_option (pixbuf, "orientation");
  gdk_pixbuf_set_option (pixbuf, "orientation", number);

  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

/* GSK's renderers take this layout as it is, while three-byte pixels are converted at each
 * frame. */
static GdkTexture *
new_texture (GdkPixbuf *pixbuf)
{
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  g_autoptr (GdkTexture) plain = gdk_memory_texture_new (
      gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
      gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, pixels,
      gdk_pixbuf_get_rowstride (pixbuf));
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (plain);
  g_autoptr (GBytes) converted = NULL;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_DEFAULT);
  converted = gdk_texture_downloader_download_bytes (downloader, &stride);

  return gdk_memory_texture_new (gdk_texture_get_width (plain), gdk_texture_get_height (plain),
                                 GDK_MEMORY_DEFAULT, converted, stride);
}

static GdkTexture *
new_small_texture (GdkPixbuf *pixbuf, guint size)
{
  g_autoptr (GdkPixbuf) small = NULL;
  int width, height;

  fit (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf), size, &width, &height);
  small = gdk_pixbuf_scale_simple (pixbuf, width, height, GDK_INTERP_BILINEAR);

  return new_texture (small);
}

static OutlayProofPicture *
read_picture (GBytes *bytes,
              const OutlayProofFormat *format,
              guint size,
              guint thumbnail_size,
              OutlayProofPicture **thumbnail,
              GCancellable *cancellable,
              GError **error)
{
  Decode decode = { .format = format, .is_as_announced = TRUE };
  g_autoptr (GdkPixbuf) stored = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint width = format->width;
  guint height = format->height;

  choose_size (format, size, &decode.width, &decode.height);
  if ((stored = decode_pixbuf (bytes, &decode, cancellable, error)) == NULL)
    return NULL;

  upright = set_upright (stored, format->orientation);
  if (format->orientation >= 5)
    {
      width = format->height;
      height = format->width;
    }

  if (thumbnail != NULL)
    {
      g_autoptr (GdkTexture) small = new_small_texture (upright, thumbnail_size);

      *thumbnail = new_picture (small, format->type, 1, width, height);
    }

  texture = new_texture (upright);

  return new_picture (texture, format->type, 1, width, height);
}

/* --- PDF ------------------------------------------------------------------------------------- */

static GdkTexture *
draw_page (PopplerPage *page, guint size)
{
  g_autoptr (GBytes) pixels = NULL;
  double points_wide, points_high, scale;
  cairo_surface_t *surface;
  cairo_t *cr;
  int width, height, stride;

  outlay_pdf_library_get ()->page_get_size (page, &points_wide, &points_high);
  scale = size / MAX (points_wide, points_high);
  width = CLAMP ((int) round (points_wide * scale), 1, (int) size);
  height = CLAMP ((int) round (points_high * scale), 1, (int) size);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  stride = cairo_image_surface_get_stride (surface);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / points_wide, height / points_high);
  outlay_pdf_library_get ()->page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  pixels = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                       (gsize) stride * (gsize) height,
                                       (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, (gsize) stride);
}

static PopplerDocument *
open_document (GBytes *bytes, GError **error)
{
  g_autoptr (GError) poppler_error = NULL;
  const OutlayPdfLibrary *pdf = outlay_pdf_library_get ();
  PopplerDocument *document = NULL;

  if (pdf != NULL)
    document = pdf->document_new_from_bytes (bytes, NULL, &poppler_error);

  if (document != NULL)
    return document;

  if (pdf != NULL && g_error_matches (poppler_error, pdf->error_quark (), POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_LOCKED,
                         "the PDF asks for a password");
  else
    refuse_as_broken (error);

  return NULL;
}

static OutlayProofPicture *
read_page (PopplerPage *page,
           guint n_pages,
           guint size,
           guint thumbnail_size,
           OutlayProofPicture **thumbnail,
           GError **error)
{
  g_autoptr (GdkTexture) texture = NULL;
  double points_wide, points_high;
  guint width, height;

  outlay_pdf_library_get ()->page_get_size (page, &points_wide, &points_high);
  if (!(points_wide > 0 && points_high > 0))
    {
      refuse_as_broken (error);
      return NULL;
    }

  width = (guint) CLAMP (round (points_wide * PDF_DOTS_PER_POINT), 1, G_MAXUINT16);
  height = (guint) CLAMP (round (points_high * PDF_DOTS_PER_POINT), 1, G_MAXUINT16);

  if (thumbnail != NULL)
    {
      g_autoptr (GdkTexture) small = draw_page (page, thumbnail_size);

      *thumbnail = new_picture (small, OUTLAY_PROOF_PDF, n_pages, width, height);
    }

  texture = draw_page (page, size);

  return new_picture (texture, OUTLAY_PROOF_PDF, n_pages, width, height);
}

static OutlayProofPicture *
read_pdf (GBytes *bytes,
          guint number,
          guint size,
          guint thumbnail_size,
          OutlayProofPicture **thumbnail,
          GError **error)
{
  /* Poppler shares its fonts between documents; one page at a time is safe on every version. */
  static GMutex lock;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  PopplerDocument *document = open_document (bytes, error);
  PopplerPage *page = NULL;
  OutlayProofPicture *picture = NULL;
  int n_pages;

  if (document == NULL)
    return NULL;

  n_pages = outlay_pdf_library_get ()->document_get_n_pages (document);
  if (number < (guint) MAX (0, n_pages))
    page = outlay_pdf_library_get ()->document_get_page (document, (int) number);

  if (page != NULL)
    picture = read_page (page, (guint) n_pages, size, thumbnail_size, thumbnail, error);
  else
    refuse_as_broken (error);

  g_clear_object (&page);
  g_object_unref (document);

  return picture;
}

/* --- the type -------------------------------------------------------------------------------- */

static void
outlay_proof_picture_finalize (GObject *object)
{
  OutlayProofPicture *self = OUTLAY_PROOF_PICTURE (object);

  g_clear_object (&self->texture);

  G_OBJECT_CLASS (outlay_proof_picture_parent_class)->finalize (object);
}

static void
outlay_proof_picture_class_init (OutlayProofPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_proof_picture_finalize;
}

static void
outlay_proof_picture_init (OutlayProofPicture *self)
{
}

OutlayProofPicture *
outlay_proof_picture_read (GBytes *bytes,
                           guint page,
                           guint size,
                           guint thumbnail_size,
                           OutlayProofPicture **thumbnail,
                           GCancellable *cancellable,
                           GError **error)
{
  OutlayProofFormat format;
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);

  g_return_val_if_fail (size > 0, NULL);
  g_return_val_if_fail (thumbnail == NULL || thumbnail_size > 0, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !outlay_proof_format_read (data, n_bytes, &format, error))
    return NULL;

  if (format.type == OUTLAY_PROOF_PDF)
    return read_pdf (bytes, page, size, thumbnail_size, thumbnail, error);

  return read_picture (bytes, &format, size, thumbnail_size, thumbnail, cancellable, error);
}

GdkTexture *
outlay_proof_picture_get_texture (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), NULL);
  return self->texture;
}

OutlayProofType
outlay_proof_picture_get_kind (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), OUTLAY_PROOF_JPEG);
  return self->kind;
}

guint
outlay_proof_picture_get_n_pages (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), 0);
  return self->n_pages;
}

guint
outlay_proof_picture_get_width (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), 0);
  return self->width;
}

guint
outlay_proof_picture_get_height (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), 0);
  return self->height;
}

gboolean
outlay_proof_picture_is_sharpest (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), FALSE);
  return self->kind != OUTLAY_PROOF_PDF &&
         (guint) gdk_texture_get_width (self->texture) >= self->width;
}

gsize
outlay_proof_picture_get_n_bytes (OutlayProofPicture *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICTURE (self), 0);
  return 4 * (gsize) gdk_texture_get_width (self->texture) *
         (gsize) gdk_texture_get_height (self->texture);
}
