/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

#include "core/proof/outlay-proof-format.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_PROOF_PICTURE (outlay_proof_picture_get_type ())
G_DECLARE_FINAL_TYPE (OutlayProofPicture, outlay_proof_picture, OUTLAY, PROOF_PICTURE, GObject)

/**
 * OutlayProofPicture:
 *
 * One page of a proof, decoded, upright, and about as large as was asked for. It is immutable, so
 * that the cache may hand the same one to several widgets. It must not be made on the main thread,
 * as decoding takes tens of milliseconds.
 */

/**
 * outlay_proof_picture_read:
 * @bytes: the whole file
 * @page: counts from 0; pictures have only one
 * @size: the square, in pixels, that the result fits into; a picture is never enlarged, and a JPEG
 *   may be up to a half larger or a tenth smaller where that is cheaper; a PDF page is drawn at
 *   this size
 * @thumbnail_size: the square for @thumbnail
 * @thumbnail: (out) (optional) (transfer full): the same page in small, from the same decode
 * @cancellable: (nullable)
 *
 * Reads the header first, and decodes nothing that has more than %OUTLAY_PROOF_MAX_PIXELS. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): %NULL with an #OutlayProofError (a PDF that asks for a
 *   password is %OUTLAY_PROOF_ERROR_LOCKED) or %G_IO_ERROR_CANCELLED
 */
OutlayProofPicture *outlay_proof_picture_read (GBytes              *bytes,
                                               guint                page,
                                               guint                size,
                                               guint                thumbnail_size,
                                               OutlayProofPicture **thumbnail,
                                               GCancellable        *cancellable,
                                               GError             **error);

/* (transfer none): premultiplied, in the layout that is cheapest to draw */
GdkTexture *outlay_proof_picture_get_texture (OutlayProofPicture *self);

OutlayProofType outlay_proof_picture_get_kind    (OutlayProofPicture *self);
guint           outlay_proof_picture_get_n_pages (OutlayProofPicture *self);

/* Size at 100 %: upright pixels of a picture, and of a PDF page at 96 dots an inch. */
guint outlay_proof_picture_get_width  (OutlayProofPicture *self);
guint outlay_proof_picture_get_height (OutlayProofPicture *self);

/* Whether asking for a larger size would give nothing more. Never so for a PDF. */
gboolean outlay_proof_picture_is_sharpest (OutlayProofPicture *self);

/* Memory of the decoded pixels, in bytes. */
gsize outlay_proof_picture_get_n_bytes (OutlayProofPicture *self);

G_END_DECLS
