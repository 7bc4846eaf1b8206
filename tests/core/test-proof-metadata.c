/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format.h"
#include "crafted-picture.h"

#include <string.h>

static void
read_format (GBytes *bytes, OutlayProofFormat *format)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  outlay_proof_format_read (data, size, format, &error);
  g_assert_no_error (error);
}

static void
assert_same_format (GBytes *first, GBytes *second)
{
  OutlayProofFormat a, b;

  read_format (first, &a);
  read_format (second, &b);
  g_assert_cmpint (a.type, ==, b.type);
  g_assert_cmpuint (a.width, ==, b.width);
  g_assert_cmpuint (a.height, ==, b.height);
  g_assert_cmpuint (a.orientation, ==, b.orientation);
}

/* Nothing secret is left, the rest is, and a second time finds nothing to do. */
static void
test_crafted (void)
{
  for (guint type = 0; type < N_CRAFTED_TYPES; type++)
    for (guint orientation = 1; orientation <= 8; orientation++)
      {
        g_autoptr (GBytes) bytes = craft_picture ((CraftedType) type, 640, 480, orientation, TRUE);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) stripped = outlay_proof_without_metadata (bytes, &error);
        g_autoptr (GBytes) again = NULL;

        g_assert_no_error (error);
        g_assert_false (crafted_contains (stripped, SECRET));
        assert_same_format (bytes, stripped);
        g_assert_cmpint (crafted_contains (bytes, PROFILE), ==,
                         crafted_contains (stripped, PROFILE));
        g_assert_cmpint (crafted_contains (bytes, PIXELS), ==, crafted_contains (stripped, PIXELS));

        again = outlay_proof_without_metadata (stripped, &error);
        g_assert_no_error (error);
        g_assert_true (again == stripped);
      }
}

/* It is the same file, but for EXIF's own way of writing, as one that never had any metadata. */
static void
test_as_if_never_there (void)
{
  static const CraftedType types[] = { CRAFTED_PNG, CRAFTED_WEBP_LOSSY, CRAFTED_WEBP_LOSSLESS,
                                       CRAFTED_WEBP_EXTENDED, CRAFTED_WEBP_ANIMATED };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) with = craft_picture (types[i], 640, 480, 1, TRUE);
      g_autoptr (GBytes) without = craft_picture (types[i], 640, 480, 1, FALSE);
      g_autoptr (GBytes) stripped = outlay_proof_without_metadata (with, NULL);

      g_assert_true (g_bytes_equal (stripped, without));
    }
}

/* A header has no place but the first; a second one is only another way to smuggle something. */
static void
test_second_webp_header (void)
{
  static const char *const renamed[] = { "XMP ", "prVt", "EXIF" };

  for (guint i = 0; i < G_N_ELEMENTS (renamed); i++)
    {
      g_autoptr (GBytes) without = craft_picture (CRAFTED_WEBP_EXTENDED, 640, 480, 1, FALSE);
      g_autoptr (GBytes) with = craft_picture (CRAFTED_WEBP_EXTENDED, 640, 480, 1, TRUE);
      g_autoptr (GBytes) odd = NULL;
      g_autoptr (GBytes) stripped = NULL;
      gsize size;
      guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&with), &size);

      memcpy (memmem (data, size, renamed[i], 4), "VP8X", 4);
      odd = g_bytes_new_take (data, size);
      stripped = outlay_proof_without_metadata (odd, NULL);
      g_assert_true (g_bytes_equal (stripped, without));
    }
}

/* Where there is nothing to take out, the very same bytes come back. */
static void
test_untouched (void)
{
  for (guint type = 0; type < N_CRAFTED_TYPES; type++)
    {
      g_autoptr (GBytes) bytes = craft_picture ((CraftedType) type, 640, 480, 1, FALSE);
      g_autoptr (GBytes) stripped = outlay_proof_without_metadata (bytes, NULL);

      g_assert_true (stripped == bytes);
    }
}

/* The JPEG's segments, in order, as decoders need them. */
static void
test_jpeg_layout (void)
{
  static const char expected[] = "\xff\xd8"
                                 "\xff\xe0\0\x10JFIF\0\1\2\0\0\1\0\1\0\0"
                                 "\xff\xe1\0\x22"
                                 "Exif\0\0MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
                                 "\xff\xe2\0\x20ICC_PROFILE\0\1\1" PROFILE "\xff\xee\0\x0e"
                                 "Adobe\0\x64\0\0\0\0\1"
                                 "\xff\xdb";
  g_autoptr (GBytes) bytes = craft_picture (CRAFTED_PROGRESSIVE_JPEG, 640, 480, 6, TRUE);
  g_autoptr (GBytes) stripped = outlay_proof_without_metadata (bytes, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (stripped, &size);

  g_assert_cmpmem (data, sizeof expected - 1, expected, sizeof expected - 1);
  g_assert_cmpmem (data + size - 2, 2, "\xff\xd9", 2);
}

/* Scans with stuffed bytes, restarts and fill bytes come through as they are. */
static void
test_jpeg_scans (void)
{
  static const char scan[] = PIXELS "\xff\0ab\xff\xd0" PIXELS "\xff\xd1\xff\xff\0\xff\xd7z";
  g_autoptr (GBytes) bytes = craft_picture (CRAFTED_PROGRESSIVE_JPEG, 640, 480, 6, TRUE);
  g_autoptr (GBytes) stripped = outlay_proof_without_metadata (bytes, NULL);
  gsize size;
  const guint8 *at = g_bytes_get_data (stripped, &size);
  const guint8 *end = at + size;
  guint n = 0;

  for (; (at = memmem (at, (gsize) (end - at), scan, sizeof scan - 1)) != NULL; n++)
    at += sizeof scan - 1;

  g_assert_cmpuint (n, ==, 3);
}

#define START "\xff\xd8"
#define JFIF "\xff\xe0\0\x10JFIF\0\1\2\0\0\1\0\1\0\0"
#define EXIF(orientation)                                                                          \
  "\xff\xe1\0\x22"                                                                                 \
  "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0" orientation "\0\0\0\0\0\0"
#define TABLE "\xff\xdb\0\7table"
#define FRAME "\xff\xc0\0\x0b\x08\1\xe0\2\x80\1\1\x11\0"
#define SCAN "\xff\xda\0\x08\1\1\0\0\x3f\0" PIXELS
#define END "\xff\xd9"

/* Sloppy writers, and what is made of their work; NULL where it is refused. */
static void
test_odd_jpegs (void)
{
#define BYTES(text) text, sizeof text - 1
  static const struct
  {
    const char *before;
    gsize before_size;
    const char *after;
    gsize after_size;
  } cases[] = {
    { BYTES (START FRAME SCAN END), BYTES (START FRAME SCAN END) },
    { BYTES (START JFIF FRAME SCAN END), BYTES (START JFIF FRAME SCAN END) },
    /* JFIF cut short, twice, and too late. */
    { BYTES (START "\xff\xe0\0\x0bJFIF\0\1\2\0\0" FRAME SCAN END), BYTES (START FRAME SCAN END) },
    { BYTES (START JFIF JFIF FRAME SCAN END), BYTES (START JFIF FRAME SCAN END) },
    { BYTES (START TABLE JFIF FRAME SCAN END), BYTES (START TABLE FRAME SCAN END) },
    /* EXIF before JFIF, twice, between the frame and the scan, and upright. */
    { BYTES (START EXIF ("\6") JFIF FRAME SCAN END),
      BYTES (START JFIF EXIF ("\6") FRAME SCAN END) },
    { BYTES (START EXIF ("\6") EXIF ("\x08") FRAME SCAN END),
      BYTES (START EXIF ("\6") FRAME SCAN END) },
    { BYTES (START FRAME EXIF ("\6") SCAN END), BYTES (START EXIF ("\6") FRAME SCAN END) },
    { BYTES (START EXIF ("\1") FRAME SCAN END), BYTES (START FRAME SCAN END) },
    /* Fill bytes, stray bytes, restarts outside a scan. */
    { BYTES (START "\xff\xff\xff" FRAME "\xff" SCAN END), BYTES (START FRAME SCAN END) },
    { BYTES (START FRAME "\0stray" SCAN END), BYTES (START FRAME SCAN END) },
    { BYTES (START "\xff\xd3" FRAME SCAN END), BYTES (START FRAME SCAN END) },
    /* The number of lines told after the first scan (T.81, B.2.5), and one scan more. */
    { BYTES (START FRAME SCAN "\xff\xdc\0\4\1\xe0" SCAN END),
      BYTES (START FRAME SCAN "\xff\xdc\0\4\1\xe0" SCAN END) },
    { BYTES (START FRAME FRAME SCAN END), NULL, 0 },
    { BYTES (START FRAME SCAN START FRAME SCAN END), NULL, 0 },
    { BYTES (START SCAN END), NULL, 0 },
    { BYTES (START FRAME END), NULL, 0 },
    { BYTES (START FRAME SCAN), NULL, 0 },
    { BYTES (START "\xff\xe1\0\1" FRAME SCAN END), NULL, 0 },
    { BYTES (START FRAME SCAN "\xff\xfe\xff\xff" END), NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].before, cases[i].before_size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) stripped = outlay_proof_without_metadata (bytes, &error);

      g_test_message ("case %u", i);

      if (cases[i].after == NULL)
        {
          g_assert_null (stripped);
          g_assert_error (error, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_BROKEN);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (stripped, NULL), g_bytes_get_size (stripped),
                       cases[i].after, cases[i].after_size);
    }
#undef BYTES
}

/* A writer that left out the padding of its last chunk: it is put in. */
static void
test_webp_without_padding (void)
{
  g_autoptr (GBytes) padded = craft_picture (CRAFTED_WEBP_LOSSY, 640, 480, 1, FALSE);
  gsize size;
  const guint8 *data = g_bytes_get_data (padded, &size);
  guint8 *copy = g_memdup2 (data, size - 1);
  g_autoptr (GBytes) unpadded = g_bytes_new_take (copy, size - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) stripped = NULL;

  g_assert_cmpint (data[size - 1], ==, 0);
  copy[4]--;
  stripped = outlay_proof_without_metadata (unpadded, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (stripped, padded));
}

/* A cut picture is no proof: wherever it is cut, and without reading on into what is not there. */
static void
test_truncated (void)
{
  for (guint type = 0; type < N_CRAFTED_TYPES; type++)
    for (guint has_metadata = 0; has_metadata < 2; has_metadata++)
      {
        g_autoptr (GBytes)
            bytes = craft_picture ((CraftedType) type, 640, 480, 6, has_metadata != 0);
        gsize size;
        const guint8 *data = g_bytes_get_data (bytes, &size);

        for (gsize n = 0; n < size; n++)
          {
            g_autoptr (GBytes) part = g_bytes_new_take (g_memdup2 (data, n), n);
            g_autoptr (GError) error = NULL;
            g_autoptr (GBytes) stripped = outlay_proof_without_metadata (part, &error);

            g_assert_cmpint (stripped == NULL, ==, error != NULL);

            /* Only what trails behind the picture may be missing. */
            if (stripped != NULL && type != CRAFTED_PDF)
              {
                g_assert_true (has_metadata != 0);
                g_assert_cmpuint (n, >=, size - strlen (SECRET) - 6);
              }
          }
      }
}

/* Whatever bytes change: no crash, and what comes out is sound and has nothing left to take out. */
static void
test_mutated (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      CraftedType type = (CraftedType) g_test_rand_int_range (0, N_CRAFTED_TYPES);
      gsize size;
      guint8 *data = g_bytes_unref_to_data (
          craft_picture (type, 640, 480, 6, g_test_rand_bit () != 0), &size);
      guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) stripped = NULL;

      for (int n = g_test_rand_int_range (1, 6); n > 0; n--)
        copy[g_test_rand_int_range (0, (int) size)] = (guint8) g_test_rand_int_range (0, 256);

      if (type == CRAFTED_PNG && g_test_rand_bit ())
        craft_png_header_crc (copy);

      g_free (data);
      bytes = g_bytes_new_take (copy, size);
      stripped = outlay_proof_without_metadata (bytes, NULL);

      if (stripped != NULL)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) again = outlay_proof_without_metadata (stripped, &error);

          g_assert_no_error (error);
          g_assert_true (again == stripped);
          assert_same_format (bytes, stripped);
        }
    }
}

/* Signatures followed by noise. */
static void
test_noise (void)
{
  static const struct
  {
    const char *data;
    guint size;
  } signatures[] = {
    { "\xff\xd8\xff", 3 },
    { "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16 },
    { "RIFF\x80\0\0\0WEBPVP8X\x0a\0\0\0", 20 },
    { "RIFF\x80\0\0\0WEBPVP8 ", 16 },
  };

  for (guint i = 0; i < 20000; i++)
    {
      guint k = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (signatures));
      gsize size = signatures[k].size + (gsize) g_test_rand_int_range (0, 200);
      guint8 *data = g_malloc (size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) stripped = NULL;
      g_autoptr (GError) error = NULL;

      memcpy (data, signatures[k].data, signatures[k].size);

      for (gsize n = signatures[k].size; n < size; n++)
        data[n] = g_test_rand_int_range (0, 4) == 0 ? 0xff
                                                    : (guint8) g_test_rand_int_range (0, 256);

      bytes = g_bytes_new_take (data, size);
      stripped = outlay_proof_without_metadata (bytes, &error);
      g_assert_cmpint (stripped == NULL, ==, error != NULL);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *data;
    gsize size;
    OutlayProofError code;
  } cases[] = {
    { "", 0, OUTLAY_PROOF_ERROR_EMPTY },
    { "GIF89a", 6, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
    { "\xff\xd8\xff\xd9", 4, OUTLAY_PROOF_ERROR_BROKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_proof_without_metadata (bytes, &error));
      g_assert_error (error, OUTLAY_PROOF_ERROR, (int) cases[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/proof-metadata/crafted", test_crafted);
  g_test_add_func ("/core/proof-metadata/as-if-never-there", test_as_if_never_there);
  g_test_add_func ("/core/proof-metadata/second-webp-header", test_second_webp_header);
  g_test_add_func ("/core/proof-metadata/untouched", test_untouched);
  g_test_add_func ("/core/proof-metadata/jpeg-layout", test_jpeg_layout);
  g_test_add_func ("/core/proof-metadata/jpeg-scans", test_jpeg_scans);
  g_test_add_func ("/core/proof-metadata/odd-jpegs", test_odd_jpegs);
  g_test_add_func ("/core/proof-metadata/webp-without-padding", test_webp_without_padding);
  g_test_add_func ("/core/proof-metadata/truncated", test_truncated);
  g_test_add_func ("/core/proof-metadata/mutated", test_mutated);
  g_test_add_func ("/core/proof-metadata/noise", test_noise);
  g_test_add_func ("/core/proof-metadata/refused", test_refused);

  return g_test_run ();
}
