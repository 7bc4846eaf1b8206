/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "server/proofs/outlay-proof-folder.h"

#define SHA256 "00000000000000000000000000000000000000000000000000000000000000aa"

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("outlay-proofs-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

/* Deletes what is below @folder; returns how many files there were. */
static guint
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += empty_folder (path);
      else
        n++;
      g_remove (path);
    }

  return n;
}

static void
test_path (void)
{
  /* 2026-02-28T23:59:59Z, and a second later. */
  g_autofree char *last = outlay_proof_folder_build_path (SHA256, "jpg",
                                                          G_GINT64_CONSTANT (1772323199000000));
  g_autofree char *next = outlay_proof_folder_build_path (SHA256, "pdf",
                                                          G_GINT64_CONSTANT (1772323200000000));

  g_assert_cmpstr (last, ==, "2026/02/28/" SHA256 ".jpg");
  g_assert_cmpstr (next, ==, "2026/03/01/" SHA256 ".pdf");
}

static void
test_write (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "2026/03/01/" SHA256 ".jpg", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  GStatBuf file;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (outlay_proof_folder_write (folder, "2026/03/01/" SHA256 ".jpg", bytes, NULL,
                                                NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      g_assert_cmpmem (content, length, "a\0b", 3);
    }

  /* Nobody else of the machine reads them. */
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  g_assert_cmpint (file.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (empty_folder (folder), ==, 1);
  g_rmdir (folder);
}

/* A failure at whatever step is told, and leaves nothing behind. */
static void
test_failures (void)
{
  static const struct
  {
    const char *in_the_way; /* what stands there as something else */
    gboolean is_folder;
  } cases[] = {
    { "2026", FALSE },
    { "2026/03", FALSE },
    { "2026/03/01", FALSE },
    { "2026/03/01/" SHA256 ".jpg", TRUE },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = make_folder ();
      g_autofree char *obstacle = g_build_filename (folder, cases[i].in_the_way, NULL);
      g_autofree char *parent = g_path_get_dirname (obstacle);
      g_autoptr (GError) error = NULL;

      g_mkdir_with_parents (parent, 0700);
      if (cases[i].is_folder)
        g_mkdir (obstacle, 0700);
      else
        g_assert_true (g_file_set_contents (obstacle, "x", 1, NULL));

      g_assert_false (outlay_proof_folder_write (folder, "2026/03/01/" SHA256 ".jpg", bytes, NULL,
                                                 NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == G_FILE_ERROR);
      g_assert_cmpuint (empty_folder (folder), ==, cases[i].is_folder ? 0 : 1);
      g_rmdir (folder);
    }
}

/* What another process has taken away is made again, although it was there a moment ago. */
static void
test_folder_goes (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "2026/03/02/" SHA256 ".jpg", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (outlay_proof_folder_write (folder, "2026/03/02/" SHA256 ".jpg", bytes, NULL,
                                                NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      g_assert_cmpuint (empty_folder (folder), ==, 1);
    }
  g_rmdir (folder);
}

/* Who deletes waits for those who read, and the other way round; readers do not. */
static void
test_lock (void)
{
  static const struct
  {
    gboolean first_deletes;
    gboolean second_deletes;
    gboolean goes;
  } cases[] = {
    { FALSE, FALSE, TRUE },
    { FALSE, TRUE, FALSE },
    { TRUE, FALSE, FALSE },
    { TRUE, TRUE, FALSE },
  };
  g_autofree char *folder = make_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int one = outlay_proof_folder_lock (folder, cases[i].first_deletes, TRUE, &error);
      int two;

      g_assert_no_error (error);
      two = outlay_proof_folder_lock (folder, cases[i].second_deletes, FALSE, &error);
      if (cases[i].goes)
        g_assert_no_error (error);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);

      if (two >= 0)
        g_close (two, NULL);
      g_close (one, NULL);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/proof-folder/path", test_path);
  g_test_add_func ("/server/proof-folder/write", test_write);
  g_test_add_func ("/server/proof-folder/failures", test_failures);
  g_test_add_func ("/server/proof-folder/folder-goes", test_folder_goes);
  g_test_add_func ("/server/proof-folder/lock", test_lock);

  return g_test_run ();
}
