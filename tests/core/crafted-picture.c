/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "crafted-picture.h"

#include <string.h>

static void
append (GByteArray *out, const char *data, gsize length)
{
  g_byte_array_append (out, (const guint8 *) data, (guint) length);
}

static void
append_number (GByteArray *out, guint64 value, guint n_bytes, gboolean is_little)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> 8 * (is_little ? i : n_bytes - 1 - i));

      g_byte_array_append (out, &byte, 1);
    }
}

GBytes *
craft_tiff (gboolean is_little, guint tag, guint type, guint value)
{
  GByteArray *out = g_byte_array_new ();

  append (out, is_little ? "II*\0" : "MM\0*", 4);
  append_number (out, 8, 4, is_little);
  append_number (out, 1, 2, is_little);
  append_number (out, tag, 2, is_little);
  append_number (out, type, 2, is_little);
  append_number (out, 1, 4, is_little);
  append_number (out, value, 2, is_little);
  append_number (out, 0, 2, is_little);
  append_number (out, 0, 4, is_little);

  return g_byte_array_free_to_bytes (out);
}

/* As cameras write it: little-endian, with more behind the orientation. */
static GBytes *
craft_exif (guint orientation, gboolean has_metadata)
{
  g_autoptr (GBytes) tiff = craft_tiff (TRUE, 0x0112, 3, orientation);
  GByteArray *out = g_byte_array_new ();
  gsize size;
  const char *data = g_bytes_get_data (tiff, &size);

  append (out, data, size);

  if (has_metadata)
    append (out, SECRET, strlen (SECRET));

  return g_byte_array_free_to_bytes (out);
}

/* --- JPEG ---------------------------------------------------------------------------------- */

static void
append_segment (GByteArray *out, guint8 marker, const char *payload, gsize length)
{
  append_number (out, 0xff00u | marker, 2, FALSE);
  append_number (out, length + 2, 2, FALSE);
  append (out, payload, length);
}

static void
append_scan (GByteArray *out)
{
  append_segment (out, 0xc4, "\0\1tables", 8);
  append_segment (out, 0xda, "\1\1\0\0\x3f\0", 6);
  append (out, PIXELS, strlen (PIXELS));
  append (out, "\xff\0ab\xff\xd0", 6);
  append (out, PIXELS, strlen (PIXELS));
  append (out, "\xff\xd1\xff\xff\0\xff\xd7z", 8);
}

static void
append_jpeg_metadata (GByteArray *out)
{
  append_segment (out, 0xe0, "JFXX\0\x13" SECRET, 6 + strlen (SECRET));
  append_segment (out, 0xe1, "http://ns.adobe.com/xap/1.0/\0" SECRET, 29 + strlen (SECRET));
  append_segment (out, 0xe2, "ICC_PROFILE\0\1\1" PROFILE, 14 + strlen (PROFILE));
  append_segment (out, 0xe2, "MPF\0" SECRET, 4 + strlen (SECRET));
  append_segment (out, 0xed, "Photoshop 3.0\0" SECRET, 14 + strlen (SECRET));
  append_segment (out, 0xee, "Adobe\0\x64\0\0\0\0\1", 12);
  append_segment (out, 0xfe, SECRET, strlen (SECRET));

  for (guint8 marker = 0xe3; marker <= 0xef; marker++)
    append_segment (out, marker, SECRET, strlen (SECRET));

  append_segment (out, 0xf7, SECRET, strlen (SECRET));
  append_segment (out, 0x02, SECRET, strlen (SECRET));
}

static GBytes *
craft_jpeg (gboolean is_progressive,
            guint width,
            guint height,
            guint orientation,
            gboolean has_metadata)
{
  GByteArray *out = g_byte_array_new ();

  append (out, "\xff\xd8", 2);

  /* JFIF with a thumbnail of one pixel. */
  append_segment (out, 0xe0,
                  has_metadata ? "JFIF\0\1\2\0\0\1\0\1\1\1" SECRET : "JFIF\0\1\2\0\0\1\0\1\0\0",
                  has_metadata ? 14 + strlen (SECRET) : 14);

  if (orientation != 1 || has_metadata)
    {
      g_autoptr (GBytes) exif = craft_exif (orientation, has_metadata);
      g_autoptr (GByteArray) payload = g_byte_array_new ();

      append (payload, "Exif\0\0", 6);
      append (payload, g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
      append_segment (out, 0xe1, (const char *) payload->data, payload->len);
    }

  if (has_metadata)
    append_jpeg_metadata (out);

  append_segment (out, 0xdb, "\0tables", 7);

  append_number (out, is_progressive ? 0xffc2 : 0xffc0, 2, FALSE);
  append_number (out, 11, 2, FALSE);
  append_number (out, 8, 1, FALSE);
  append_number (out, height, 2, FALSE);
  append_number (out, width, 2, FALSE);
  append (out, "\1\1\x11\0", 4);

  append_segment (out, 0xdd, "\0\4", 2);
  append_scan (out);

  if (is_progressive)
    {
      if (has_metadata)
        append_segment (out, 0xfe, SECRET, strlen (SECRET));

      append_scan (out);
      append_scan (out);
    }

  append (out, "\xff\xd9", 2);

  if (has_metadata)
    append (out, SECRET "\xff\xd8\xff\xe1\xff\xd9", strlen (SECRET) + 6);

  return g_byte_array_free_to_bytes (out);
}

/* --- PNG ----------------------------------------------------------------------------------- */

/* Annex D of the specification, by table: written apart from the code under test. */
static guint32
compute_crc (const guint8 *bytes, gsize length)
{
  guint32 table[256];
  guint32 crc = G_MAXUINT32;

  for (guint32 n = 0; n < 256; n++)
    {
      table[n] = n;

      for (guint k = 0; k < 8; k++)
        table[n] = table[n] & 1 ? 0xedb88320u ^ (table[n] >> 1) : table[n] >> 1;
    }

  for (gsize i = 0; i < length; i++)
    crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >> 8);

  return crc ^ G_MAXUINT32;
}

static void
append_png_chunk (GByteArray *out, const char *name, const char *data, gsize length)
{
  guint start;

  append_number (out, length, 4, FALSE);
  start = out->len;
  append (out, name, 4);
  append (out, data, length);
  append_number (out, compute_crc (out->data + start, out->len - start), 4, FALSE);
}

void
craft_png_header_crc (guint8 *png)
{
  guint32 crc = GUINT32_TO_BE (compute_crc (png + 12, 17));

  memcpy (png + 29, &crc, sizeof crc);
}

static GBytes *
craft_png (guint width, guint height, guint orientation, gboolean has_metadata)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) header = g_byte_array_new ();

  append (out, "\x89PNG\r\n\x1a\n", 8);
  append_number (header, width, 4, FALSE);
  append_number (header, height, 4, FALSE);
  append (header, "\x08\x02\0\0\0", 5);
  append_png_chunk (out, "IHDR", (const char *) header->data, header->len);
  append_png_chunk (out, "iCCP", "name\0\0" PROFILE, 6 + strlen (PROFILE));
  append_png_chunk (out, "pHYs", "\0\0\x0b\x13\0\0\x0b\x13\1", 9);

  if (orientation != 1 || has_metadata)
    {
      g_autoptr (GBytes) exif = craft_exif (orientation, has_metadata);

      append_png_chunk (out, "eXIf", g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
    }

  if (has_metadata)
    {
      append_png_chunk (out, "tEXt", "Comment\0" SECRET, 8 + strlen (SECRET));
      append_png_chunk (out, "zTXt", "Comment\0\0" SECRET, 9 + strlen (SECRET));
      append_png_chunk (out, "iTXt", "XML:com.adobe.xmp\0\0\0\0\0" SECRET, 22 + strlen (SECRET));
      append_png_chunk (out, "tIME", "\x07\xea\x0b\x14\x08\x1e\0", 7);
      append_png_chunk (out, "prVt", SECRET, strlen (SECRET));
    }

  append_png_chunk (out, "IDAT", PIXELS, strlen (PIXELS));
  append_png_chunk (out, "IDAT", PIXELS, strlen (PIXELS));

  if (has_metadata)
    append_png_chunk (out, "tEXt", "Author\0" SECRET, 7 + strlen (SECRET));

  append_png_chunk (out, "IEND", "", 0);

  if (has_metadata)
    append (out, SECRET, strlen (SECRET));

  return g_byte_array_free_to_bytes (out);
}

/* --- WebP ---------------------------------------------------------------------------------- */

static void
append_webp_chunk (GByteArray *out, const char *name, const char *data, gsize length)
{
  append (out, name, 4);
  append_number (out, length, 4, TRUE);
  append (out, data, length);

  if (length % 2 != 0)
    append (out, "\0", 1);
}

static void
append_webp_picture (GByteArray *out, gboolean is_lossless, guint width, guint height)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  if (is_lossless)
    {
      append (data, "\x2f", 1);
      append_number (data, (width - 1) | (height - 1) << 14, 4, TRUE);
    }
  else
    {
      append (data, "\x10\0\0\x9d\x01\x2a", 6);
      append_number (data, width, 2, TRUE);
      append_number (data, height, 2, TRUE);
    }

  append (data, PIXELS, strlen (PIXELS));
  append_webp_chunk (out, is_lossless ? "VP8L" : "VP8 ", (const char *) data->data, data->len);
}

static void
append_webp_header (GByteArray *out, guint8 flags, guint width, guint height)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  append_number (data, flags, 4, TRUE);
  append_number (data, width - 1, 3, TRUE);
  append_number (data, height - 1, 3, TRUE);
  append_webp_chunk (out, "VP8X", (const char *) data->data, data->len);
}

static void
append_webp_metadata (GByteArray *out, guint orientation, gboolean has_metadata)
{
  if (orientation != 1 || has_metadata)
    {
      g_autoptr (GBytes) exif = craft_exif (orientation, has_metadata);

      append_webp_chunk (out, "EXIF", g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
    }

  if (has_metadata)
    {
      append_webp_chunk (out, "XMP ", SECRET, strlen (SECRET));
      append_webp_chunk (out, "prVt", SECRET, strlen (SECRET));
    }
}

static GBytes *
craft_webp (CraftedType type, guint width, guint height, guint orientation, gboolean has_metadata)
{
  GByteArray *out = g_byte_array_new ();
  gboolean is_animated = type == CRAFTED_WEBP_ANIMATED;

  append (out, "RIFF????WEBP", 12);

  if (type == CRAFTED_WEBP_EXTENDED || is_animated)
    {
      append_webp_header (out,
                          (guint8) (0x20 | (is_animated ? 0x02 : 0) |
                                    (orientation != 1 || has_metadata ? 0x08 : 0) |
                                    (has_metadata ? 0x04 : 0)),
                          width, height);
      append_webp_chunk (out, "ICCP", PROFILE, strlen (PROFILE));
    }

  if (is_animated)
    {
      append_webp_chunk (out, "ANIM", "\0\0\0\0\0\0", 6);
      append_webp_chunk (out, "ANMF", PIXELS, strlen (PIXELS));
    }
  else
    append_webp_picture (out, type == CRAFTED_WEBP_LOSSLESS, width, height);

  if (type == CRAFTED_WEBP_EXTENDED || is_animated)
    append_webp_metadata (out, orientation, has_metadata);
  else if (has_metadata)
    append_webp_chunk (out, "XMP ", SECRET, strlen (SECRET));

  for (guint i = 0; i < 4; i++)
    out->data[4 + i] = (guint8) ((out->len - 8) >> 8 * i);

  if (has_metadata)
    append (out, SECRET, strlen (SECRET));

  return g_byte_array_free_to_bytes (out);
}

gboolean
crafted_type_has_orientation (CraftedType type)
{
  return type != CRAFTED_WEBP_LOSSY && type != CRAFTED_WEBP_LOSSLESS && type != CRAFTED_PDF;
}

GBytes *
craft_picture (CraftedType type, guint width, guint height, guint orientation, gboolean has_metadata)
{
  switch (type)
    {
    case CRAFTED_JPEG:
    case CRAFTED_PROGRESSIVE_JPEG:
      return craft_jpeg (type == CRAFTED_PROGRESSIVE_JPEG, width, height, orientation,
                         has_metadata);
    case CRAFTED_PNG:
      return craft_png (width, height, orientation, has_metadata);
    case CRAFTED_WEBP_LOSSY:
    case CRAFTED_WEBP_LOSSLESS:
    case CRAFTED_WEBP_EXTENDED:
    case CRAFTED_WEBP_ANIMATED:
      return craft_webp (type, width, height, orientation, has_metadata);
    case CRAFTED_PDF:
    default:
      return g_bytes_new ("%PDF-1.7\n%%EOF\n", 15);
    }
}

gboolean
crafted_contains (GBytes *bytes, const char *text)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}
