/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format-private.h"

/* ITU T.81, annex B. */
enum
{
  MARKER_TEM = 0x01,
  MARKER_SOF0 = 0xc0,
  MARKER_SOF1 = 0xc1,
  MARKER_SOF2 = 0xc2,
  MARKER_DHT = 0xc4,
  MARKER_JPG = 0xc8,
  MARKER_SOF9 = 0xc9,
  MARKER_SOF10 = 0xca,
  MARKER_DAC = 0xcc,
  MARKER_SOF15 = 0xcf,
  MARKER_RST0 = 0xd0,
  MARKER_RST7 = 0xd7,
  MARKER_SOI = 0xd8,
  MARKER_EOI = 0xd9,
  MARKER_SOS = 0xda,
  MARKER_EXP = 0xdf,
  MARKER_APP0 = 0xe0,
  MARKER_APP1 = 0xe1,
  MARKER_APP2 = 0xe2,
  MARKER_APP14 = 0xee,
};

#define EXIF_NAME "Exif\0"
#define EXIF_NAME_LENGTH 6
#define JFIF_LENGTH 14 /* of a JFIF segment's payload without its thumbnail */

/* A place in a JPEG, and the segment before it. */
typedef struct
{
  const guint8 *bytes;
  gsize size;
  gsize at;

  guint8 marker;
  const guint8 *payload;
  gsize length; /* of @payload; 0 for a marker that stands alone */
} Walk;

static gboolean
stands_alone (guint8 marker)
{
  return marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_EOI);
}

/* Goes on to the next marker, over fill bytes and, as decoders do, over stray ones. */
static gboolean
walk_next (Walk *walk, GError **error)
{
  const guint8 *bytes = walk->bytes;

  while (walk->at + 1 < walk->size &&
         !(bytes[walk->at] == 0xff && bytes[walk->at + 1] != 0xff && bytes[walk->at + 1] != 0))
    walk->at++;

  if (walk->at + 1 >= walk->size)
    return outlay_proof_fail_broken (error, "The JPEG ends before its picture does");

  walk->marker = bytes[walk->at + 1];
  walk->at += 2;
  walk->payload = bytes + walk->at;
  walk->length = 0;

  if (stands_alone (walk->marker))
    return TRUE;

  if (walk->size - walk->at < 2 || read_be16 (walk->payload) < 2 ||
      read_be16 (walk->payload) > walk->size - walk->at)
    return outlay_proof_fail_broken (error, "A segment of the JPEG has an impossible length");

  walk->length = read_be16 (walk->payload) - 2;
  walk->at += 2 + walk->length;
  walk->payload += 2;
  return TRUE;
}

static gboolean
starts_with (const Walk *walk, const char *name, gsize length)
{
  return walk->length >= length && memcmp (walk->payload, name, length) == 0;
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
         marker != MARKER_JPG && marker != MARKER_DAC;
}

/* Only the processes that decoders at hand know: sequential and progressive DCT, Huffman or
 * arithmetic. */
static gboolean
read_frame (const Walk *walk, OutlayProofFormat *format, GError **error)
{
  if (walk->marker > MARKER_SOF2 && walk->marker != MARKER_SOF9 && walk->marker != MARKER_SOF10)
    return outlay_proof_fail_broken (error, "The JPEG uses a process that nothing can show");

  if (format->width != 0)
    return outlay_proof_fail_broken (error, "The JPEG has two frames");

  if (walk->length < 6 || walk->length != 6 + 3 * (gsize) walk->payload[5] || walk->payload[5] == 0)
    return outlay_proof_fail_broken (error, "The JPEG's frame header is cut short");

  format->height = read_be16 (walk->payload + 1);
  format->width = read_be16 (walk->payload + 3);

  if (format->width == 0 || format->height == 0)
    return outlay_proof_fail_broken (error, "The JPEG has no size");

  return TRUE;
}

static void
read_exif (const Walk *walk, guint *orientation)
{
  if (*orientation == 0 && starts_with (walk, EXIF_NAME, EXIF_NAME_LENGTH))
    *orientation = outlay_exif_read_orientation (walk->payload + EXIF_NAME_LENGTH,
                                                 walk->length - EXIF_NAME_LENGTH);
}

gboolean
outlay_jpeg_read (const guint8 *bytes, gsize size, OutlayProofFormat *format, GError **error)
{
  Walk walk = { bytes, size, .at = 2 };
  guint orientation = 0;

  do
    {
      if (!walk_next (&walk, error))
        return FALSE;

      if (walk.marker == MARKER_EOI || walk.marker == MARKER_SOI)
        return outlay_proof_fail_broken (error, "The JPEG has no picture");

      if (is_frame (walk.marker) && !read_frame (&walk, format, error))
        return FALSE;

      if (walk.marker == MARKER_APP1)
        read_exif (&walk, &orientation);
    }
  while (walk.marker != MARKER_SOS);

  if (format->width == 0)
    return outlay_proof_fail_broken (error, "The JPEG has a scan before its frame");

  format->orientation = orientation != 0 ? orientation : 1;
  return TRUE;
}

static void
append_segment (GByteArray *out, guint8 marker, const guint8 *payload, gsize length)
{
  const guint8 head[] = { 0xff, marker, (guint8) ((length + 2) >> 8), (guint8) (length + 2) };

  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, payload, (guint) length);
}

/* JFIF without its thumbnail, which may show what was cut away from the picture. */
static void
append_jfif (GByteArray *out, const Walk *walk)
{
  guint8 jfif[JFIF_LENGTH];

  memcpy (jfif, walk->payload, sizeof jfif);
  jfif[12] = jfif[13] = 0;
  append_segment (out, MARKER_APP0, jfif, sizeof jfif);
}

static void
append_orientation (GByteArray *out, guint orientation)
{
  guint8 exif[EXIF_NAME_LENGTH + OUTLAY_EXIF_LENGTH];

  if (orientation == 1)
    return;

  memcpy (exif, EXIF_NAME, EXIF_NAME_LENGTH);
  outlay_exif_write_orientation (orientation, exif + EXIF_NAME_LENGTH);
  append_segment (out, MARKER_APP1, exif, sizeof exif);
}

/* What decoders need for the picture and its colours. Anything unknown goes. */
static gboolean
may_stay (const Walk *walk)
{
  if (walk->marker == MARKER_APP2)
    return starts_with (walk, "ICC_PROFILE", 12);

  if (walk->marker == MARKER_APP14)
    return starts_with (walk, "Adobe", 5);

  /* Frames, tables and scans; among them are only the restarts, SOI and EOI, which stand alone. */
  return walk->marker >= MARKER_SOF0 && walk->marker <= MARKER_EXP && walk->marker != MARKER_JPG &&
         !stands_alone (walk->marker);
}

/* Copies a scan's compressed data: up to a marker that is neither a stuffed byte nor a restart. */
static void
copy_scan (GByteArray *out, Walk *walk)
{
  gsize start = walk->at;

  while (walk->at < walk->size)
    {
      const guint8 *found = memchr (walk->bytes + walk->at, 0xff, walk->size - walk->at);
      guint8 next;

      walk->at = found != NULL ? (gsize) (found - walk->bytes) : walk->size;

      if (walk->at + 1 >= walk->size)
        break;

      next = walk->bytes[walk->at + 1];

      if (next == 0xff)
        walk->at++;
      else if (next == 0 || (next >= MARKER_RST0 && next <= MARKER_RST7))
        walk->at += 2;
      else
        break;
    }

  g_byte_array_append (out, walk->bytes + start, (guint) (walk->at - start));
}

typedef struct
{
  GByteArray *out;
  guint orientation;
  gboolean has_jfif;
  gboolean has_orientation;
} Copy;

/* JFIF comes first of all where there is one, then EXIF, then the rest in its order. */
static void
copy_segment (Copy *self, Walk *walk)
{
  if (walk->marker == MARKER_APP0)
    {
      gboolean is_jfif = starts_with (walk, "JFIF", 5) && walk->length >= JFIF_LENGTH;

      if (is_jfif && !self->has_jfif && !self->has_orientation)
        {
          append_jfif (self->out, walk);
          self->has_jfif = TRUE;
        }

      return;
    }

  if (!may_stay (walk))
    return;

  if (!self->has_orientation)
    append_orientation (self->out, self->orientation);

  self->has_orientation = TRUE;
  append_segment (self->out, walk->marker, walk->payload, walk->length);

  if (walk->marker == MARKER_SOS)
    copy_scan (self->out, walk);
}

gboolean
outlay_jpeg_strip (const guint8 *bytes,
                   gsize size,
                   guint orientation,
                   GByteArray *out,
                   GError **error)
{
  const guint8 start[] = { 0xff, MARKER_SOI };
  const guint8 end[] = { 0xff, MARKER_EOI };
  Walk walk = { bytes, size, .at = sizeof start };
  Copy copy = { out, orientation };

  g_byte_array_append (out, start, sizeof start);

  do
    {
      if (!walk_next (&walk, error))
        return FALSE;

      if (walk.marker == MARKER_SOI)
        return outlay_proof_fail_broken (error, "The JPEG begins again inside");

      copy_segment (&copy, &walk);
    }
  while (walk.marker != MARKER_EOI);

  g_byte_array_append (out, end, sizeof end);
  return TRUE;
}
