/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_PROOF_MAX_BYTES  (10 * 1024 * 1024)
#define OUTLAY_PROOF_MAX_PIXELS G_GUINT64_CONSTANT (50000000)

#define OUTLAY_PROOF_ERROR (outlay_proof_error_quark ())
GQuark outlay_proof_error_quark (void);

typedef enum
{
  OUTLAY_PROOF_ERROR_EMPTY,
  OUTLAY_PROOF_ERROR_TOO_LARGE,       /* more than OUTLAY_PROOF_MAX_BYTES */
  OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS,
  OUTLAY_PROOF_ERROR_UNKNOWN_TYPE,    /* neither JPEG, PNG, WebP nor PDF */
  OUTLAY_PROOF_ERROR_BROKEN,          /* says it is one of them, and is not */
  OUTLAY_PROOF_ERROR_LOCKED,          /* a PDF with a password; known to who opens it only */
} OutlayProofError;

typedef enum
{
  OUTLAY_PROOF_JPEG,
  OUTLAY_PROOF_PNG,
  OUTLAY_PROOF_WEBP,
  OUTLAY_PROOF_PDF,
} OutlayProofType;

/**
 * OutlayProofFormat:
 * @width: of the picture as it is stored, before EXIF orientation; 0 for a PDF
 * @orientation: EXIF orientation 1 to 8; 1 where there is none
 */
typedef struct
{
  OutlayProofType type;
  guint           width;
  guint           height;
  guint           orientation;
} OutlayProofFormat;

/**
 * outlay_proof_format_read:
 *
 * Tells what @bytes are by their content alone, from the header, without decoding: bounded time,
 * never reads past @size, safe on anything (JPEG: ITU T.81; PNG: W3C; WebP: RFC 9649; PDF: ISO
 * 32000).
 */
gboolean outlay_proof_format_read (const guint8      *bytes,
                                   gsize              size,
                                   OutlayProofFormat *format,
                                   GError           **error);

const char *outlay_proof_type_to_mime      (OutlayProofType type);
const char *outlay_proof_type_to_extension (OutlayProofType type);

/**
 * outlay_proof_without_metadata:
 *
 * Takes out whatever may tell where or by whom a picture was taken (EXIF but for its orientation,
 * XMP, IPTC, comments, trailing data), and leaves the compressed picture and its colour profile as
 * they are. A PDF, and a picture with nothing to remove, come back as they are.
 *
 * Returns: (transfer full) (nullable): %NULL with an #OutlayProofError
 */
GBytes *outlay_proof_without_metadata (GBytes *bytes, GError **error);

G_END_DECLS
