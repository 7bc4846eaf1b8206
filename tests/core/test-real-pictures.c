/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-proof-format.h"
#include "crafted-picture.h"

#include <string.h>

/* The folder with real pictures and receipts lies beside the repository, or where OUTLAY_TEST_DATA
 * says. They are not ours to copy into it. */
static char *
find_folder (const char *name)
{
  const char *root = g_getenv ("OUTLAY_TEST_DATA");
  const char *sources = g_getenv ("G_TEST_SRCDIR");

  if (root != NULL && *root != '\0')
    return g_build_filename (root, name, NULL);

  return g_build_filename (sources != NULL ? sources : ".", "..", "..", "shared", name, NULL);
}

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (content, size);
}

static void
read_format (GBytes *bytes, OutlayProofFormat *format)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  outlay_proof_format_read (data, size, format, &error);
  g_assert_no_error (error);
}

/* Where the first scan begins; @n_foreign counts the segments on the way that may tell
 * something. */
static gsize
find_scan (GBytes *bytes, guint *n_foreign)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize at = 2;

  *n_foreign = 0;

  while (data[at] == 0xff && data[at + 1] != 0xda)
    {
      gsize length = (gsize) data[at + 2] << 8 | data[at + 3];
      gboolean is_minimal_exif = data[at + 1] == 0xe1 && length == 34;
      gboolean is_plain = data[at + 1] < 0xe0 || data[at + 1] == 0xe0 || is_minimal_exif;

      if (data[at + 1] == 0xe2)
        is_plain = memcmp (data + at + 4, "ICC_PROFILE", 12) == 0;
      else if (data[at + 1] == 0xee)
        is_plain = memcmp (data + at + 4, "Adobe", 5) == 0;

      *n_foreign += !is_plain;
      at += 2 + length;
      g_assert_cmpuint (at, <, size);
    }

  g_assert_cmpint (data[at + 1], ==, 0xda);
  return at;
}

/* From the first scan to the end, byte for byte. */
static void
assert_same_picture (GBytes *original, GBytes *stripped)
{
  OutlayProofFormat before, after;
  guint n_foreign;
  gsize size, scan, size_stripped, scan_stripped;
  const guint8 *data = g_bytes_get_data (original, &size);
  const guint8 *data_stripped = g_bytes_get_data (stripped, &size_stripped);

  read_format (original, &before);
  read_format (stripped, &after);
  g_assert_cmpuint (before.width, ==, after.width);
  g_assert_cmpuint (before.height, ==, after.height);
  g_assert_cmpuint (before.orientation, ==, after.orientation);

  scan = find_scan (original, &n_foreign);
  scan_stripped = find_scan (stripped, &n_foreign);
  g_assert_cmpuint (n_foreign, ==, 0);
  g_assert_cmpuint (size_stripped - scan_stripped, <=, size - scan);
  g_assert_cmpmem (data + scan, size_stripped - scan_stripped, data_stripped + scan_stripped,
                   size_stripped - scan_stripped);
}

static GBytes *
strip (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GBytes *stripped = outlay_proof_without_metadata (bytes, &error);

  g_assert_no_error (error);
  return stripped;
}

static gboolean
skip_without (const char *folder)
{
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return FALSE;

  g_test_skip ("no folder of real pictures beside the repository or in OUTLAY_TEST_DATA");
  return TRUE;
}

static void
test_location (void)
{
  g_autofree char *folder = find_folder ("pictures");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) stripped = NULL;

  if (skip_without (folder))
    return;

  bytes = load (folder, "DSCN0010.jpg");
  stripped = strip (bytes);

  /* Its map datum and its camera stand in it as text. */
  g_assert_true (crafted_contains (bytes, "WGS-84"));
  g_assert_true (crafted_contains (bytes, "COOLPIX"));
  g_assert_false (crafted_contains (stripped, "WGS-84"));
  g_assert_false (crafted_contains (stripped, "COOLPIX"));
  g_assert_false (crafted_contains (stripped, "NIKON"));
  g_assert_false (crafted_contains (stripped, "Exif"));
  assert_same_picture (bytes, stripped);
}

static void
test_orientations (void)
{
  static const guint orientations[] = { 1, 3, 5, 6, 8 };
  g_autofree char *folder = find_folder ("pictures");

  if (skip_without (folder))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (orientations); i++)
    {
      g_autofree char *name = g_strdup_printf ("portrait_%u.jpg", orientations[i]);
      g_autoptr (GBytes) bytes = load (folder, name);
      g_autoptr (GBytes) stripped = strip (bytes);
      OutlayProofFormat format;

      read_format (stripped, &format);
      g_assert_cmpuint (format.orientation, ==, orientations[i]);
      g_assert_cmpint (crafted_contains (stripped, "Exif"), ==, orientations[i] != 1);
      assert_same_picture (bytes, stripped);
    }
}

static void
test_folder (gconstpointer data)
{
  g_autofree char *folder = find_folder (data);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (skip_without (folder))
    return;

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".jpg"))
      {
        g_autoptr (GBytes) bytes = load (folder, name);
        g_autoptr (GBytes) stripped = strip (bytes);
        g_autoptr (GBytes) again = strip (stripped);

        g_test_message ("%s", name);
        assert_same_picture (bytes, stripped);
        g_assert_true (again == stripped);
        n++;
      }

  g_assert_cmpuint (n, >, 0);
}

/* The head of a real file, cut at every byte. */
static void
test_truncated (void)
{
  g_autofree char *folder = find_folder ("pictures");
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  guint n_foreign;
  gsize scan;

  if (skip_without (folder))
    return;

  bytes = load (folder, "portrait_6.jpg");
  data = g_bytes_get_data (bytes, NULL);
  scan = find_scan (bytes, &n_foreign);

  for (gsize n = 0; n < scan + 64; n++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, n);
      g_autoptr (GBytes) part = g_bytes_new_take (g_memdup2 (data, n), n);
      gsize scan_head = (gsize) data[scan + 2] << 8 | data[scan + 3];
      OutlayProofFormat format;

      g_assert_cmpint (outlay_proof_format_read (copy, n, &format, NULL), ==,
                       n >= scan + 2 + scan_head);
      g_assert_null (outlay_proof_without_metadata (part, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/real-pictures/location", test_location);
  g_test_add_func ("/core/real-pictures/orientations", test_orientations);
  g_test_add_data_func ("/core/real-pictures/pictures", "pictures", test_folder);
  g_test_add_data_func ("/core/real-pictures/receipts", "receipts", test_folder);
  g_test_add_func ("/core/real-pictures/truncated", test_truncated);

  return g_test_run ();
}
