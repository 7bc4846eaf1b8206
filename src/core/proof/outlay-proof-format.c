/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format.h"

#include "core/proof/outlay-proof-format-private.h"

G_DEFINE_QUARK (outlay-proof-error-quark, outlay_proof_error)

typedef gboolean (*ReadFunc) (const guint8 *bytes,
                              gsize size,
                              OutlayProofFormat *format,
                              GError **error);
typedef gboolean (*StripFunc) (const guint8 *bytes,
                               gsize size,
                               guint orientation,
                               GByteArray *out,
                               GError **error);

/* ISO 32000-2, 7.5.2: "%PDF-1.7"; what follows is for poppler to judge, in its own process
 * limits. */
static gboolean
read_pdf (const guint8 *bytes, gsize size, OutlayProofFormat *format, GError **error)
{
  if (size < 8 || !g_ascii_isdigit (bytes[5]) || bytes[6] != '.' || !g_ascii_isdigit (bytes[7]))
    return outlay_proof_fail_broken (error, "The PDF header has no version");

  return TRUE;
}

/* In order of OutlayProofType. '?' in a signature stands for any byte. */
static const struct
{
  const char *mime;
  const char *extension;
  const char *signature;
  gsize signature_length;
  ReadFunc read;
  StripFunc strip; /* (nullable) */
} types[] = {
  [OUTLAY_PROOF_JPEG] = { "image/jpeg", "jpg", "\xff\xd8\xff", 3, outlay_jpeg_read,
                          outlay_jpeg_strip },
  [OUTLAY_PROOF_PNG] = { "image/png", "png", "\x89PNG\r\n\x1a\n", 8, outlay_png_read,
                         outlay_png_strip },
  [OUTLAY_PROOF_WEBP] = { "image/webp", "webp", "RIFF????WEBP", 12, outlay_webp_read,
                          outlay_webp_strip },
  [OUTLAY_PROOF_PDF] = { "application/pdf", "pdf", "%PDF-", 5, read_pdf, NULL },
};

gboolean
outlay_proof_fail_broken (GError **error, const char *message)
{
  g_set_error_literal (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_BROKEN, message);
  return FALSE;
}

static gboolean
has_signature (const guint8 *bytes, gsize size, guint type)
{
  if (size < types[type].signature_length)
    return FALSE;

  for (gsize i = 0; i < types[type].signature_length; i++)
    if (types[type].signature[i] != '?' && (guint8) types[type].signature[i] != bytes[i])
      return FALSE;

  return TRUE;
}

static gboolean
find_type (const guint8 *bytes, gsize size, OutlayProofType *type, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (has_signature (bytes, size, i))
      {
        *type = (OutlayProofType) i;
        return TRUE;
      }

  g_set_error_literal (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE,
                       "The file is neither JPEG, PNG, WebP nor PDF");
  return FALSE;
}

/**
 * outlay_proof_format_read:
 * @bytes: (array length=size): the file's content
 * @format: (out caller-allocates): what it is; untouched on error
 *
 * Returns: %FALSE with an #OutlayProofError. Any thread.
 */
gboolean
outlay_proof_format_read (const guint8 *bytes, gsize size, OutlayProofFormat *format, GError **error)
{
  OutlayProofFormat found = { .orientation = 1 };

  g_return_val_if_fail (format != NULL && (bytes != NULL || size == 0), FALSE);

  if (size == 0)
    {
      g_set_error_literal (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_EMPTY,
                           "The file is empty");
      return FALSE;
    }

  if (size > OUTLAY_PROOF_MAX_BYTES)
    {
      g_set_error (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_LARGE,
                   "The file has %" G_GSIZE_FORMAT " bytes, more than %d", size,
                   OUTLAY_PROOF_MAX_BYTES);
      return FALSE;
    }

  if (!find_type (bytes, size, &found.type, error) ||
      !types[found.type].read (bytes, size, &found, error))
    return FALSE;

  if ((guint64) found.width * found.height > OUTLAY_PROOF_MAX_PIXELS)
    {
      g_set_error (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS,
                   "The picture is %u by %u pixels", found.width, found.height);
      return FALSE;
    }

  *format = found;
  return TRUE;
}

/**
 * outlay_proof_type_to_mime:
 *
 * Returns: (transfer none): the media type (RFC 6838)
 */
const char *
outlay_proof_type_to_mime (OutlayProofType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (types), NULL);

  return types[type].mime;
}

/**
 * outlay_proof_type_to_extension:
 *
 * Returns: (transfer none): how a file's name ends, without the point
 */
const char *
outlay_proof_type_to_extension (OutlayProofType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (types), NULL);

  return types[type].extension;
}

GBytes *
outlay_proof_without_metadata (GBytes *bytes, GError **error)
{
  g_autoptr (GByteArray) out = NULL;
  OutlayProofFormat format;
  const guint8 *content;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  content = g_bytes_get_data (bytes, &size);

  if (!outlay_proof_format_read (content, size, &format, error))
    return NULL;

  if (types[format.type].strip == NULL)
    return g_bytes_ref (bytes);

  out = g_byte_array_sized_new ((guint) size + 64);

  if (!types[format.type].strip (content, size, format.orientation, out, error))
    return NULL;

  if (out->len == size && memcmp (out->data, content, size) == 0)
    return g_bytes_ref (bytes);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
