/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format-private.h"

/* W3C, Portable Network Graphics (third edition), 5: length, name, data, CRC. */
#define SIGNATURE_LENGTH 8
#define CHUNK_OVERHEAD 12
#define HEADER_LENGTH 13

typedef struct
{
  const guint8 *bytes;
  gsize size;
  gsize at;

  const guint8 *start; /* of the whole chunk */
  const guint8 *name;
  const guint8 *data;
  gsize length; /* of @data */
} Walk;

static guint32
compute_crc (const guint8 *bytes, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= bytes[i];

      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }

  return ~crc;
}

static gboolean
walk_next (Walk *walk, GError **error)
{
  gsize left = walk->size - walk->at;

  walk->start = walk->bytes + walk->at;

  if (left < CHUNK_OVERHEAD || read_be32 (walk->start) > left - CHUNK_OVERHEAD)
    return outlay_proof_fail_broken (error, "The PNG ends before its picture does");

  walk->length = read_be32 (walk->start);
  walk->name = walk->start + 4;
  walk->data = walk->start + 8;
  walk->at += CHUNK_OVERHEAD + walk->length;
  return TRUE;
}

static gboolean
is_named (const Walk *walk, const char *name)
{
  return memcmp (walk->name, name, 4) == 0;
}

/* Table 11 of the specification: each colour type has its bit depths. */
static gboolean
is_possible_depth (guint8 color_type, guint8 depth)
{
  switch (color_type)
    {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return FALSE;
    }
}

static gboolean
read_header (const Walk *walk, OutlayProofFormat *format, GError **error)
{
  if (!is_named (walk, "IHDR") || walk->length != HEADER_LENGTH ||
      read_be32 (walk->data + HEADER_LENGTH) != compute_crc (walk->name, 4 + HEADER_LENGTH))
    return outlay_proof_fail_broken (error, "The PNG has no valid header");

  format->width = read_be32 (walk->data);
  format->height = read_be32 (walk->data + 4);

  if (format->width == 0 || format->height == 0 || format->width > G_MAXINT32 ||
      format->height > G_MAXINT32 || !is_possible_depth (walk->data[9], walk->data[8]) ||
      walk->data[10] != 0 || walk->data[11] != 0 || walk->data[12] > 1)
    return outlay_proof_fail_broken (error, "The PNG's header is impossible");

  return TRUE;
}

static gboolean
may_stay (const Walk *walk)
{
  static const char kept[][5] = { "IHDR", "PLTE", "IDAT", "IEND", "iCCP", "sRGB", "gAMA", "cHRM",
                                  "pHYs", "tRNS", "sBIT", "bKGD", "cICP", "mDCV", "cLLI" };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (is_named (walk, kept[i]))
      return TRUE;

  return FALSE;
}

gboolean
outlay_png_read (const guint8 *bytes, gsize size, OutlayProofFormat *format, GError **error)
{
  Walk walk = { bytes, size, .at = SIGNATURE_LENGTH };
  guint orientation = 0;
  gboolean has_picture = FALSE;

  if (!walk_next (&walk, error) || !read_header (&walk, format, error))
    return FALSE;

  while (!is_named (&walk, "IEND"))
    {
      if (!walk_next (&walk, error))
        return FALSE;

      /* A capital says "critical": the picture cannot be shown without it. */
      if (g_ascii_isupper ((char) walk.name[0]) && !may_stay (&walk))
        return outlay_proof_fail_broken (error, "The PNG has a chunk that nothing knows");

      has_picture |= is_named (&walk, "IDAT");

      if (orientation == 0 && is_named (&walk, "eXIf"))
        orientation = outlay_exif_read_orientation (walk.data, walk.length);
    }

  if (!has_picture)
    return outlay_proof_fail_broken (error, "The PNG has no picture");

  format->orientation = orientation != 0 ? orientation : 1;
  return TRUE;
}

static void
append_be32 (GByteArray *out, guint32 value)
{
  const guint8 bytes[] = { (guint8) (value >> 24), (guint8) (value >> 16), (guint8) (value >> 8),
                           (guint8) value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_orientation (GByteArray *out, guint orientation)
{
  guint8 chunk[4 + OUTLAY_EXIF_LENGTH] = { 'e', 'X', 'I', 'f' };

  if (orientation == 1)
    return;

  outlay_exif_write_orientation (orientation, chunk + 4);
  append_be32 (out, OUTLAY_EXIF_LENGTH);
  g_byte_array_append (out, chunk, sizeof chunk);
  append_be32 (out, compute_crc (chunk, sizeof chunk));
}

gboolean
outlay_png_strip (const guint8 *bytes,
                  gsize size,
                  guint orientation,
                  GByteArray *out,
                  GError **error)
{
  Walk walk = { bytes, size, .at = SIGNATURE_LENGTH };
  gboolean has_picture = FALSE;

  g_byte_array_append (out, bytes, SIGNATURE_LENGTH);

  do
    {
      if (!walk_next (&walk, error))
        return FALSE;

      if (!may_stay (&walk))
        continue;

      if (!has_picture && is_named (&walk, "IDAT"))
        {
          append_orientation (out, orientation);
          has_picture = TRUE;
        }

      g_byte_array_append (out, walk.start, (guint) (CHUNK_OVERHEAD + walk.length));
    }
  while (!is_named (&walk, "IEND"));

  return TRUE;
}
