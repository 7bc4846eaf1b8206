/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format-private.h"
#include "crafted-picture.h"

#include <string.h>

static const OutlayProofType type_of[N_CRAFTED_TYPES] = {
  [CRAFTED_JPEG] = OUTLAY_PROOF_JPEG,
  [CRAFTED_PROGRESSIVE_JPEG] = OUTLAY_PROOF_JPEG,
  [CRAFTED_PNG] = OUTLAY_PROOF_PNG,
  [CRAFTED_WEBP_LOSSY] = OUTLAY_PROOF_WEBP,
  [CRAFTED_WEBP_LOSSLESS] = OUTLAY_PROOF_WEBP,
  [CRAFTED_WEBP_EXTENDED] = OUTLAY_PROOF_WEBP,
  [CRAFTED_WEBP_ANIMATED] = OUTLAY_PROOF_WEBP,
  [CRAFTED_PDF] = OUTLAY_PROOF_PDF,
};

/* Reads a copy that ends where its memory does, so that a sanitizer sees a step too far. Returns
 * the error's code, or -1. */
static int
read_copy (const void *data, gsize size, OutlayProofFormat *format)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GError) error = NULL;
  gboolean is_read = outlay_proof_format_read (copy, size, format, &error);

  g_assert_cmpint (is_read, ==, error == NULL);

  if (error != NULL)
    g_assert_true (error->domain == OUTLAY_PROOF_ERROR);

  return error != NULL ? error->code : -1;
}

static int
read_bytes (GBytes *bytes, OutlayProofFormat *format)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return read_copy (data, size, format);
}

static void
test_types (void)
{
  for (guint type = 0; type < N_CRAFTED_TYPES; type++)
    for (guint orientation = 1; orientation <= 8; orientation++)
      for (guint has_metadata = 0; has_metadata < 2; has_metadata++)
        {
          g_autoptr (GBytes)
              bytes = craft_picture ((CraftedType) type, 640, 480, orientation, has_metadata != 0);
          gboolean is_pdf = type == CRAFTED_PDF;
          OutlayProofFormat format;

          g_assert_cmpint (read_bytes (bytes, &format), ==, -1);
          g_assert_cmpint (format.type, ==, type_of[type]);
          g_assert_cmpuint (format.width, ==, is_pdf ? 0 : 640);
          g_assert_cmpuint (format.height, ==, is_pdf ? 0 : 480);
          g_assert_cmpuint (format.orientation, ==,
                            crafted_type_has_orientation ((CraftedType) type) ? orientation : 1);
        }
}

static void
test_sizes (void)
{
  static const struct
  {
    CraftedType type;
    guint width;
    guint height;
    int code;
  } cases[] = {
    { CRAFTED_JPEG, 1, 1, -1 },
    { CRAFTED_JPEG, 65535, 762, -1 },
    { CRAFTED_JPEG, 65535, 763, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_JPEG, 65535, 65535, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_PROGRESSIVE_JPEG, 65535, 65535, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_JPEG, 0, 10, OUTLAY_PROOF_ERROR_BROKEN },
    { CRAFTED_JPEG, 10, 0, OUTLAY_PROOF_ERROR_BROKEN },
    { CRAFTED_PNG, 10000, 5000, -1 },
    { CRAFTED_PNG, 10000, 5001, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_PNG, 65535, 65535, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_PNG, G_MAXINT32, G_MAXINT32, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_PNG, 0x80000000u, 1, OUTLAY_PROOF_ERROR_BROKEN },
    { CRAFTED_PNG, 0, 10, OUTLAY_PROOF_ERROR_BROKEN },
    { CRAFTED_PNG, 10, 0, OUTLAY_PROOF_ERROR_BROKEN },
    { CRAFTED_WEBP_LOSSY, 16383, 3051, -1 },
    { CRAFTED_WEBP_LOSSY, 16383, 16383, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_WEBP_LOSSY, 0, 10, OUTLAY_PROOF_ERROR_BROKEN },
    { CRAFTED_WEBP_LOSSLESS, 1, 16384, -1 },
    { CRAFTED_WEBP_LOSSLESS, 16384, 1, -1 },
    { CRAFTED_WEBP_LOSSLESS, 16384, 16384, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
    { CRAFTED_WEBP_EXTENDED, 5000, 10000, -1 },
    { CRAFTED_WEBP_ANIMATED, 1 << 24, 1 << 24, OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes)
          bytes = craft_picture (cases[i].type, cases[i].width, cases[i].height, 1, FALSE);
      OutlayProofFormat format = { .width = 7 };

      g_test_message ("%d: %u x %u", cases[i].type, cases[i].width, cases[i].height);
      g_assert_cmpint (read_bytes (bytes, &format), ==, cases[i].code);
      g_assert_cmpuint (format.width, ==, cases[i].code == -1 ? cases[i].width : 7);
    }
}

static void
test_other_files (void)
{
  static const struct
  {
    const char *data;
    gsize size;
    OutlayProofError code;
  } cases[] = {
    { "", 0, OUTLAY_PROOF_ERROR_EMPTY },
    { "\xff", 1, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "hello", 5, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "GIF89a\1\0\1\0", 10, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "<svg xmlns=''/>", 15, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "<html><script>%PDF-1.7", 22, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "PK\3\4", 4, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "RIFF\4\0\0\0WAVE", 12, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "II*\0\10\0\0\0", 8, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "\0\0\0\x18"
      "ftypheic",
      12, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "\x89PNG\n\x1a\n\0", 8, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "\xff\xd8\xff", 3, OUTLAY_PROOF_ERROR_BROKEN },
    { "\xff\xd8\xff\xd9", 4, OUTLAY_PROOF_ERROR_BROKEN },
    { "\x89PNG\r\n\x1a\n", 8, OUTLAY_PROOF_ERROR_BROKEN },
    { "RIFF\4\0\0\0WEBP", 12, OUTLAY_PROOF_ERROR_BROKEN },
    { "RIFF\xff\xff\xff\xffWEBP", 12, OUTLAY_PROOF_ERROR_BROKEN },
    { "%PDF-", 5, OUTLAY_PROOF_ERROR_BROKEN },
    { "%PDF-x.y", 8, OUTLAY_PROOF_ERROR_BROKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayProofFormat format;

      g_assert_cmpint (read_copy (cases[i].data, cases[i].size, &format), ==, cases[i].code);
    }
}

static void
test_too_large (void)
{
  g_autofree guint8 *bytes = g_malloc0 (OUTLAY_PROOF_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;
  OutlayProofFormat format;

  memcpy (bytes, "%PDF-1.7", 8);
  g_assert_true (outlay_proof_format_read (bytes, OUTLAY_PROOF_MAX_BYTES, &format, NULL));
  g_assert_false (outlay_proof_format_read (bytes, OUTLAY_PROOF_MAX_BYTES + 1, &format, &error));
  g_assert_error (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_LARGE);
}

/* One byte at a time of a valid file replaced: each must be seen. */
static void
test_impossible_headers (void)
{
  static const struct
  {
    CraftedType type;
    const char *before; /* the byte after this text is replaced */
    guint skip;
    guint8 value;
  } cases[] = {
    { CRAFTED_JPEG, "\xff\xc0", 0, 0xff },      /* length beyond the end */
    { CRAFTED_JPEG, "\xff\xc0", 1, 10 },        /* too short for its one component */
    { CRAFTED_JPEG, "\xff\xc0", 7, 0 },         /* no components */
    { CRAFTED_JPEG, "tables\xff", 0, 0xc3 },    /* a lossless frame */
    { CRAFTED_JPEG, "tables\xff", 0, 0xda },    /* a scan before the frame */
    { CRAFTED_JPEG, "tables\xff", 0, 0xd9 },    /* the end before the picture */
    { CRAFTED_JPEG, "tables\xff", 0, 0xd8 },    /* begins again */
    { CRAFTED_PNG, "IHDR", 8, 7 },              /* depth 7 */
    { CRAFTED_PNG, "IHDR", 9, 5 },              /* no such colour type */
    { CRAFTED_PNG, "IHDR", 10, 1 },             /* unknown compression */
    { CRAFTED_PNG, "IHDR", 11, 1 },             /* unknown filter */
    { CRAFTED_PNG, "IHDR", 12, 2 },             /* unknown interlace */
    { CRAFTED_WEBP_LOSSY, "VP8 ", 4, 0x11 },    /* no key frame */
    { CRAFTED_WEBP_LOSSY, "VP8 ", 7, 0x9e },    /* no start code */
    { CRAFTED_WEBP_LOSSY, "VP8 ", 3, 1 },       /* length beyond the end */
    { CRAFTED_WEBP_LOSSLESS, "VP8L", 4, 0x2e }, /* no signature */
    { CRAFTED_WEBP_LOSSLESS, "VP8L", 8, 0x20 }, /* version 1 */
    { CRAFTED_WEBP_EXTENDED, "VP8X", 0, 9 },    /* too short */
    { CRAFTED_WEBP_EXTENDED, "VP8X", 8, 0 },    /* another width than the picture's */
    { CRAFTED_WEBP_EXTENDED, "VP8", 0, 'Q' },   /* no header */
    { CRAFTED_WEBP_ANIMATED, "VP8X", 4, 0 },    /* frames, but no animation */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = craft_picture (cases[i].type, 640, 480, 1, FALSE);
      OutlayProofFormat format;
      gsize size;
      guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);
      guint8 *found = memmem (data, size, cases[i].before, strlen (cases[i].before));

      g_assert_nonnull (found);
      found += strlen (cases[i].before) + cases[i].skip;
      g_assert_cmpint (*found, !=, cases[i].value);
      *found = cases[i].value;

      if (cases[i].type == CRAFTED_PNG)
        craft_png_header_crc (data);

      g_test_message ("case %u", i);
      g_assert_cmpint (read_copy (data, size, &format), ==, OUTLAY_PROOF_ERROR_BROKEN);
      g_free (data);
    }
}

/* Chunks that nothing knows: one that may be left out, one that may not. */
static void
test_png_unknown_chunks (void)
{
  static const struct
  {
    char first;
    int code;
  } cases[] = { { 'q', -1 }, { 'Q', OUTLAY_PROOF_ERROR_BROKEN } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = craft_picture (CRAFTED_PNG, 640, 480, 1, FALSE);
      OutlayProofFormat format;
      gsize size;
      g_autofree guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);

      *(char *) memmem (data, size, "pHYs", 4) = cases[i].first;
      g_assert_cmpint (read_copy (data, size, &format), ==, cases[i].code);
    }
}

static void
test_png_crc (void)
{
  g_autoptr (GBytes) bytes = craft_picture (CRAFTED_PNG, 640, 480, 1, FALSE);
  OutlayProofFormat format;
  gsize size;
  g_autofree guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);

  data[19] ^= 1;
  g_assert_cmpint (read_copy (data, size, &format), ==, OUTLAY_PROOF_ERROR_BROKEN);
  craft_png_header_crc (data);
  g_assert_cmpint (read_copy (data, size, &format), ==, -1);
  g_assert_cmpuint (format.width, ==, 641);
}

static void
test_exif (void)
{
  static const struct
  {
    guint tag;
    guint type;
    guint value;
    guint orientation;
  } cases[] = {
    { 0x0112, 3, 1, 1 }, { 0x0112, 3, 6, 6 }, { 0x0112, 3, 8, 8 },      { 0x0112, 3, 0, 0 },
    { 0x0112, 3, 9, 0 }, { 0x0112, 4, 6, 0 }, { 0x0112, 3, 0x0600, 0 }, { 0x0113, 3, 6, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint is_little = 0; is_little < 2; is_little++)
      {
        g_autoptr (GBytes)
            tiff = craft_tiff (is_little != 0, cases[i].tag, cases[i].type, cases[i].value);
        gsize size;
        const guint8 *data = g_bytes_get_data (tiff, &size);

        g_assert_cmpuint (outlay_exif_read_orientation (data, size), ==, cases[i].orientation);

        for (gsize n = 0; n < size; n++)
          {
            g_autofree guint8 *copy = g_memdup2 (data, n);

            /* The entry is whole from byte 22 on; what follows is not needed. */
            g_assert_cmpuint (outlay_exif_read_orientation (copy, n), ==,
                              n >= 22 ? cases[i].orientation : 0);
          }
      }
}

static void
test_exif_offsets (void)
{
  static const guint32 offsets[] = {
    0, 1, 7, 9, 24, 25, 26, 255, 0x7fffffff, 0xfffffff8, 0xffffffff
  };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      guint8 tiff[OUTLAY_EXIF_LENGTH];
      guint32 offset = GUINT32_TO_BE (offsets[i]);
      g_autofree guint8 *copy = NULL;

      outlay_exif_write_orientation (6, tiff);
      g_assert_cmpuint (outlay_exif_read_orientation (tiff, sizeof tiff), ==, 6);
      memcpy (tiff + 4, &offset, sizeof offset);
      copy = g_memdup2 (tiff, sizeof tiff);
      g_assert_cmpuint (outlay_exif_read_orientation (copy, sizeof tiff), ==, 0);
    }
}

static void
test_names (void)
{
  static const struct
  {
    OutlayProofType type;
    const char *mime;
    const char *extension;
  } cases[] = {
    { OUTLAY_PROOF_JPEG, "image/jpeg", "jpg" },
    { OUTLAY_PROOF_PNG, "image/png", "png" },
    { OUTLAY_PROOF_WEBP, "image/webp", "webp" },
    { OUTLAY_PROOF_PDF, "application/pdf", "pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (outlay_proof_type_to_mime (cases[i].type), ==, cases[i].mime);
      g_assert_cmpstr (outlay_proof_type_to_extension (cases[i].type), ==, cases[i].extension);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/proof-format/types", test_types);
  g_test_add_func ("/core/proof-format/sizes", test_sizes);
  g_test_add_func ("/core/proof-format/other-files", test_other_files);
  g_test_add_func ("/core/proof-format/too-large", test_too_large);
  g_test_add_func ("/core/proof-format/impossible-headers", test_impossible_headers);
  g_test_add_func ("/core/proof-format/png-unknown-chunks", test_png_unknown_chunks);
  g_test_add_func ("/core/proof-format/png-crc", test_png_crc);
  g_test_add_func ("/core/proof-format/exif", test_exif);
  g_test_add_func ("/core/proof-format/exif-offsets", test_exif_offsets);
  g_test_add_func ("/core/proof-format/names", test_names);

  return g_test_run ();
}
