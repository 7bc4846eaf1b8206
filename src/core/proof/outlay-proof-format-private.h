/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "core/proof/outlay-proof-format.h"

G_BEGIN_DECLS

/* How many bytes a TIFF that holds an orientation alone has. */
#define OUTLAY_EXIF_LENGTH 26

  /**
 * outlay_exif_read_orientation:
 * @tiff: EXIF 3.0 from its TIFF header on, without "Exif\0\0"
 *
 * Returns: 1 to 8; 0 where @tiff has none, or is broken
 */
  guint outlay_exif_read_orientation (const guint8 *tiff, gsize size);

  /* Writes a TIFF with nothing but the orientation. */
  void outlay_exif_write_orientation (guint orientation, guint8 tiff[OUTLAY_EXIF_LENGTH]);

  /* Each type has a pair: read the header (@format's type is set already), and copy what may stay
   * of a picture that was read. FALSE with OUTLAY_PROOF_ERROR_BROKEN. */
  gboolean outlay_jpeg_read (const guint8 *bytes, gsize size, OutlayProofFormat *format,
                             GError **error);
  gboolean outlay_jpeg_strip (const guint8 *bytes, gsize size, guint orientation, GByteArray *out,
                              GError **error);
  gboolean outlay_png_read (const guint8 *bytes, gsize size, OutlayProofFormat *format,
                            GError **error);
  gboolean outlay_png_strip (const guint8 *bytes, gsize size, guint orientation, GByteArray *out,
                             GError **error);
  gboolean outlay_webp_read (const guint8 *bytes, gsize size, OutlayProofFormat *format,
                             GError **error);
  gboolean outlay_webp_strip (const guint8 *bytes, gsize size, guint orientation, GByteArray *out,
                              GError **error);

  /* Sets OUTLAY_PROOF_ERROR_BROKEN with a factual line, and returns FALSE. */
  gboolean outlay_proof_fail_broken (GError * *error, const char *message);

  static inline guint read_be16 (const guint8 *bytes)
  {
    return (guint) bytes[0] << 8 | bytes[1];
  }

  static inline guint32 read_be32 (const guint8 *bytes)
  {
    return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
  }

  static inline guint read_le16 (const guint8 *bytes)
  {
    return (guint) bytes[1] << 8 | bytes[0];
  }

  static inline guint32 read_le24 (const guint8 *bytes)
  {
    return (guint32) bytes[2] << 16 | (guint32) bytes[1] << 8 | bytes[0];
  }

  static inline guint32 read_le32 (const guint8 *bytes)
  {
    return (guint32) bytes[3] << 24 | read_le24 (bytes);
  }

G_END_DECLS
