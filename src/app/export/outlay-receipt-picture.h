/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OutlayReceiptPicture:
 * @surface: its pixels, on white; carries them as JPEG as well, so that a PDF takes them up small
 * @width: in pixels
 * @height: the same
 * @is_document: whether it is a page of a PDF
 *
 * A page of a receipt, ready to be put on paper.
 */
typedef struct
{
  cairo_surface_t *surface;
  guint            width;
  guint            height;
  gboolean         is_document;
} OutlayReceiptPicture;

/**
 * outlay_receipt_picture_read:
 * @bytes: the whole file
 * @page: from 0
 * @size: the longest side of a picture, pixels
 * @document_size: the longest side of a page of a PDF
 * @n_pages: (out): how many pages the file has
 *
 * Not the main thread. Errors as outlay_proof_picture_read() has them.
 */
OutlayReceiptPicture *outlay_receipt_picture_read (GBytes       *bytes,
                                                   guint         page,
                                                   guint         size,
                                                   guint         document_size,
                                                   guint        *n_pages,
                                                   GCancellable *cancellable,
                                                   GError      **error);
void                  outlay_receipt_picture_free (OutlayReceiptPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayReceiptPicture, outlay_receipt_picture_free)

G_END_DECLS
