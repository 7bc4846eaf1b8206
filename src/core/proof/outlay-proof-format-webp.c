/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format-private.h"

/* RFC 9649: "RIFF", size, "WEBP", then chunks of name, size, data and padding to an even size. */
#define RIFF_LENGTH 12
#define CHUNK_HEAD 8
#define EXTENDED_LENGTH 10

enum
{
  FLAG_ANIMATION = 0x02,
  FLAG_XMP = 0x04,
  FLAG_EXIF = 0x08,
};

typedef struct
{
  const guint8 *bytes;
  gsize end;
  gsize at;

  const guint8 *start; /* of the whole chunk */
  const guint8 *data;
  gsize length; /* of @data */
} Walk;

static gboolean
walk_begin (Walk *walk, const guint8 *bytes, gsize size, GError **error)
{
  guint32 claimed = read_le32 (bytes + 4);

  if (claimed < 4 || claimed > size - 8)
    return outlay_proof_fail_broken (error, "The WebP ends before its picture does");

  *walk = (Walk) { bytes, (gsize) claimed + 8, RIFF_LENGTH };
  return TRUE;
}

/* FALSE without an error at the end. */
static gboolean
walk_next (Walk *walk, GError **error)
{
  gsize left = walk->end - walk->at;

  if (left == 0)
    return FALSE;

  walk->start = walk->bytes + walk->at;

  if (left < CHUNK_HEAD || read_le32 (walk->start + 4) > left - CHUNK_HEAD)
    return outlay_proof_fail_broken (error, "A chunk of the WebP has an impossible length");

  walk->length = read_le32 (walk->start + 4);
  walk->data = walk->start + CHUNK_HEAD;
  /* The last chunk of a sloppy writer may lack its padding. */
  walk->at = MIN (walk->end, walk->at + CHUNK_HEAD + walk->length + (walk->length & 1));
  return TRUE;
}

static gboolean
is_named (const Walk *walk, const char *name)
{
  return memcmp (walk->start, name, 4) == 0;
}

/* RFC 6386, 9.1: a key frame, its start code, and fourteen bits each of width and height. */
static gboolean
read_lossy (const Walk *walk, guint *width, guint *height)
{
  static const guint8 start_code[] = { 0x9d, 0x01, 0x2a };

  if (walk->length < 10 || (walk->data[0] & 1) != 0 || memcmp (walk->data + 3, start_code, 3) != 0)
    return FALSE;

  *width = read_le16 (walk->data + 6) & 0x3fff;
  *height = read_le16 (walk->data + 8) & 0x3fff;
  return *width > 0 && *height > 0;
}

/* RFC 9649, 3.4: a signature, then fourteen bits each of width and height, less one; version 0. */
static gboolean
read_lossless (const Walk *walk, guint *width, guint *height)
{
  guint32 bits;

  if (walk->length < 5 || walk->data[0] != 0x2f)
    return FALSE;

  bits = read_le32 (walk->data + 1);
  *width = (bits & 0x3fff) + 1;
  *height = (bits >> 14 & 0x3fff) + 1;
  return bits >> 29 == 0;
}

/* RFC 9649, 2.7.1. */
static gboolean
read_extended (const Walk *walk, guint *width, guint *height)
{
  if (walk->length < EXTENDED_LENGTH)
    return FALSE;

  *width = read_le24 (walk->data + 4) + 1;
  *height = read_le24 (walk->data + 7) + 1;
  return TRUE;
}

static guint
read_exif (const Walk *walk)
{
  /* Some writers put JPEG's name for it in front. */
  gsize skip = walk->length >= 6 && memcmp (walk->data, "Exif\0", 6) == 0 ? 6 : 0;

  return outlay_exif_read_orientation (walk->data + skip, walk->length - skip);
}

/* The chunks after VP8X: the picture must be there, and be as large as the canvas. */
static gboolean
read_rest (Walk *walk, guint8 flags, OutlayProofFormat *format, GError **error)
{
  g_autoptr (GError) broken = NULL;
  guint width, height, orientation = 0;
  gboolean has_picture = FALSE;

  while (walk_next (walk, &broken))
    {
      gboolean is_lossy = is_named (walk, "VP8 ");

      if (is_lossy || is_named (walk, "VP8L"))
        {
          if (!(is_lossy ? read_lossy : read_lossless) (walk, &width, &height) ||
              width != format->width || height != format->height)
            return outlay_proof_fail_broken (error, "The WebP's picture does not fit its canvas");

          has_picture = TRUE;
        }

      has_picture |= (flags & FLAG_ANIMATION) != 0 && is_named (walk, "ANMF");

      if (orientation == 0 && is_named (walk, "EXIF"))
        orientation = read_exif (walk);
    }

  if (broken != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&broken));
      return FALSE;
    }

  if (!has_picture)
    return outlay_proof_fail_broken (error, "The WebP has no picture");

  format->orientation = orientation != 0 ? orientation : 1;
  return TRUE;
}

gboolean
outlay_webp_read (const guint8 *bytes, gsize size, OutlayProofFormat *format, GError **error)
{
  g_autoptr (GError) broken = NULL;
  gboolean is_read = FALSE;
  Walk walk;

  if (!walk_begin (&walk, bytes, size, error))
    return FALSE;

  if (!walk_next (&walk, &broken))
    return outlay_proof_fail_broken (error, "The WebP has no picture");

  if (is_named (&walk, "VP8X"))
    return read_extended (&walk, &format->width, &format->height)
               ? read_rest (&walk, walk.data[0], format, error)
               : outlay_proof_fail_broken (error, "The WebP's header is cut short");

  if (is_named (&walk, "VP8 "))
    is_read = read_lossy (&walk, &format->width, &format->height);
  else if (is_named (&walk, "VP8L"))
    is_read = read_lossless (&walk, &format->width, &format->height);

  return is_read || outlay_proof_fail_broken (error, "The WebP's header is impossible");
}

static gboolean
may_stay (const Walk *walk)
{
  static const char kept[][5] = { "VP8 ", "VP8L", "ALPH", "ICCP", "ANIM", "ANMF" };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (is_named (walk, kept[i]))
      return TRUE;

  return FALSE;
}

static void
append_chunk (GByteArray *out, const char *name, const guint8 *data, gsize length)
{
  const guint8 size[] = { (guint8) length, (guint8) (length >> 8), (guint8) (length >> 16),
                          (guint8) (length >> 24) };

  g_byte_array_append (out, (const guint8 *) name, 4);
  g_byte_array_append (out, size, sizeof size);
  g_byte_array_append (out, data, (guint) length);

  if (length & 1)
    g_byte_array_append (out, (const guint8 *) "", 1);
}

static void
append_extended (GByteArray *out, const Walk *walk, guint orientation)
{
  guint8 data[EXTENDED_LENGTH];

  memcpy (data, walk->data, sizeof data);
  data[0] = (guint8) (data[0] & ~(FLAG_EXIF | FLAG_XMP));

  if (orientation != 1)
    data[0] |= FLAG_EXIF;

  append_chunk (out, "VP8X", data, sizeof data);
}

gboolean
outlay_webp_strip (const guint8 *bytes,
                   gsize size,
                   guint orientation,
                   GByteArray *out,
                   GError **error)
{
  g_autoptr (GError) broken = NULL;
  guint32 claimed;
  Walk walk = { 0 };

  if (!walk_begin (&walk, bytes, size, error))
    return FALSE;

  g_byte_array_append (out, bytes, RIFF_LENGTH);

  while (walk_next (&walk, &broken))
    {
      /* The reader has seen that this one is whole; it has no place but the first. */
      if (walk.start == bytes + RIFF_LENGTH && is_named (&walk, "VP8X"))
        append_extended (out, &walk, orientation);
      else if (may_stay (&walk))
        append_chunk (out, (const char *) walk.start, walk.data, walk.length);
    }

  if (broken != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&broken));
      return FALSE;
    }

  if (orientation != 1)
    {
      guint8 exif[OUTLAY_EXIF_LENGTH];

      outlay_exif_write_orientation (orientation, exif);
      append_chunk (out, "EXIF", exif, sizeof exif);
    }

  claimed = out->len - 8;

  for (guint i = 0; i < 4; i++)
    out->data[4 + i] = (guint8) (claimed >> (8 * i));

  return TRUE;
}
