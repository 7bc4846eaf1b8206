/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "server/proofs/outlay-sealed-proof.h"

#define SHA256 "00000000000000000000000000000000000000000000000000000000000000aa"
#define HEAD 48
#define SEALED (OUTLAY_SEALED_CHUNK + 17)

static const OutlaySealContext context_of_none = { "acme", SHA256, 0 };

typedef struct
{
  char *folder;
  char *key_path;
  char *path;
  OutlayProofKeys *keys;
} Fixture;

static void
set_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("outlay-seal-XXXXXX", &error);
  self->key_path = g_build_filename (self->folder, "key", NULL);
  self->path = g_build_filename (self->folder, "file", NULL);
  g_assert_true (outlay_proof_keys_make (self->key_path, FALSE, &error));
  self->keys = outlay_proof_keys_load (self->key_path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self)
{
  g_remove (self->path);
  g_remove (self->key_path);
  g_rmdir (self->folder);
  outlay_proof_keys_unref (self->keys);
  g_free (self->folder);
  g_free (self->key_path);
  g_free (self->path);
}

static OutlaySealContext
size_of (gsize size)
{
  OutlaySealContext context = context_of_none;

  context.size = (gint64) size;
  return context;
}

/* Bytes that differ from place to place. */
static GBytes *
make_plain (gsize size)
{
  guint8 *data = g_malloc (MAX (size, 1));

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 251);

  return g_bytes_new_take (data, size);
}

static void
seal (Fixture *self, GBytes *plain)
{
  const OutlaySealContext context = size_of (g_bytes_get_size (plain));
  g_autofd int fd = open (self->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  g_assert_true (
      outlay_sealed_proof_write (fd, plain, outlay_proof_keys_get_first (self->keys), &context));
}

/* How many true bytes come before the error, all of which are compared; -1 for none at all. */
static gssize
read_back (Fixture *self,
           const OutlayProofKey *key,
           const OutlaySealContext *context,
           GBytes *plain,
           gsize step,
           GError **error)
{
  int fd = open (self->path, O_RDONLY);
  g_autoptr (OutlaySealedProof) sealed = outlay_sealed_proof_open (fd, key, context, error);
  g_autofree guint8 *buffer = g_malloc (step);
  const guint8 *wanted = g_bytes_get_data (plain, NULL);
  gssize n, total = 0;

  if (sealed == NULL)
    return -1;

  while ((n = outlay_sealed_proof_read (sealed, buffer, step, error)) > 0)
    {
      g_assert_cmpmem (buffer, n, wanted + total, n);
      total += n;
    }

  return total;
}

static void
test_sizes (void)
{
  static const gsize sizes[] = { 1,
                                 16,
                                 OUTLAY_SEALED_CHUNK - 1,
                                 OUTLAY_SEALED_CHUNK,
                                 OUTLAY_SEALED_CHUNK + 1,
                                 3 * OUTLAY_SEALED_CHUNK,
                                 3 * OUTLAY_SEALED_CHUNK + 5 };
  static const gsize steps[] = { 1000, OUTLAY_SEALED_CHUNK, 1 << 20 };
  Fixture fixture;

  set_up (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
      {
        const OutlaySealContext context = size_of (sizes[i]);
        g_autoptr (GBytes) plain = make_plain (sizes[i]);
        g_autoptr (GError) error = NULL;
        GStatBuf file;

        seal (&fixture, plain);
        g_assert_cmpint (g_stat (fixture.path, &file), ==, 0);
        g_assert_cmpuint ((guint64) file.st_size, ==,
                          outlay_sealed_proof_length ((gint64) sizes[i]));
        g_assert_cmpint (read_back (&fixture, outlay_proof_keys_get_first (fixture.keys), &context,
                                    plain, steps[k], &error),
                         ==, (gssize) sizes[i]);
        g_assert_no_error (error);
      }
  tear_down (&fixture);
}

/* Each byte of the head, and some of each chunk: nothing wrong ever comes out. */
static void
test_flips (void)
{
  const gsize size = 2 * OUTLAY_SEALED_CHUNK + 100;
  const OutlaySealContext context = size_of (size);
  g_autoptr (GBytes) plain = make_plain (size);
  g_autofree char *content = NULL;
  gsize length;
  Fixture fixture;

  set_up (&fixture);
  seal (&fixture, plain);
  g_assert_true (g_file_get_contents (fixture.path, &content, &length, NULL));

  for (gsize at = 0; at < length; at += at < HEAD + 20 || at + 130 > length ? 1 : 4099)
    {
      g_autoptr (GError) error = NULL;
      gssize n;

      content[at] ^= 0x10;
      g_assert_true (g_file_set_contents (fixture.path, content, (gssize) length, NULL));
      content[at] ^= 0x10;

      n = read_back (&fixture, outlay_proof_keys_get_first (fixture.keys), &context, plain, 4096,
                     &error);
      g_assert_true (error != NULL && error->domain == OUTLAY_SEAL_ERROR);
      if (at < HEAD + SEALED)
        g_assert_cmpint (n, ==, -1);
      else
        g_assert_cmpint (n, ==, (gssize) ((at - HEAD) / SEALED * OUTLAY_SEALED_CHUNK));
    }
  tear_down (&fixture);
}

static void
test_lengths (void)
{
  const gsize size = 2 * OUTLAY_SEALED_CHUNK + 100;
  const OutlaySealContext context = size_of (size);
  g_autoptr (GBytes) plain = make_plain (size);
  g_autofree char *content = NULL;
  gsize length;
  Fixture fixture;

  set_up (&fixture);
  seal (&fixture, plain);
  g_assert_true (g_file_get_contents (fixture.path, &content, &length, NULL));
  content = g_realloc (content, length + 1);

  for (gsize cut = 0; cut <= length + 1; cut += cut < 60 || cut + 200 > length ? 1 : 1021)
    {
      g_autoptr (GError) error = NULL;

      if (cut == length)
        continue;
      g_assert_true (g_file_set_contents (fixture.path, content, (gssize) cut, NULL));
      g_assert_cmpint (read_back (&fixture, outlay_proof_keys_get_first (fixture.keys), &context,
                                  plain, 4096, &error),
                       <, (gssize) size);
      g_assert_error (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED);
    }
  tear_down (&fixture);
}

/* In the place of another company's, another file's or one of another length it does not open. */
static void
test_binding (void)
{
  static const OutlaySealContext others[] = {
    { "acm", SHA256, 500 },
    { "acme2", SHA256, 500 },
    { "acme", "10000000000000000000000000000000000000000000000000000000000000aa", 500 },
    { "acme", SHA256, 499 },
    { "acme", SHA256, 501 },
  };
  g_autoptr (GBytes) plain = make_plain (500);
  Fixture fixture;

  set_up (&fixture);
  seal (&fixture, plain);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (read_back (&fixture, outlay_proof_keys_get_first (fixture.keys), &others[i],
                                  plain, 4096, &error),
                       ==, -1);
      g_assert_error (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_DAMAGED);
    }
  tear_down (&fixture);
}

static void
test_names (void)
{
  const OutlaySealContext one = { "acme", SHA256, 5 };
  const OutlaySealContext two = { "acme2", SHA256, 5 };
  Fixture fixture;
  const OutlayProofKey *key;
  g_autofree char *name = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  g_autofree char *rotated = NULL;
  g_autoptr (OutlayProofKeys) newer = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  key = outlay_proof_keys_get_first (fixture.keys);
  name = outlay_sealed_proof_build_name (key, &one);
  again = outlay_sealed_proof_build_name (key, &one);
  other = outlay_sealed_proof_build_name (key, &two);
  g_assert_cmpuint (strlen (name), ==, 64);
  g_assert_cmpstr (name, ==, again);
  g_assert_cmpstr (name, !=, other);
  g_assert_cmpstr (name, !=, SHA256);

  /* Another key gives another name, and still finds the older one. */
  g_assert_true (outlay_proof_keys_make (fixture.key_path, TRUE, &error));
  newer = outlay_proof_keys_load (fixture.key_path, &error);
  g_assert_no_error (error);
  rotated = outlay_sealed_proof_build_name (outlay_proof_keys_get_first (newer), &one);
  g_assert_cmpstr (name, !=, rotated);
  g_assert_cmpstr (outlay_proof_keys_get_first (newer)->id, !=, key->id);
  g_assert_nonnull (outlay_proof_keys_find (newer, key->id));
  g_assert_null (outlay_proof_keys_find (fixture.keys, outlay_proof_keys_get_first (newer)->id));
  tear_down (&fixture);
}

static void
test_other_key (void)
{
  const OutlaySealContext context = size_of (500);
  g_autoptr (GBytes) plain = make_plain (500);
  g_autoptr (OutlayProofKeys) newer = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture);
  seal (&fixture, plain);
  g_assert_true (outlay_proof_keys_make (fixture.key_path, TRUE, &error));
  newer = outlay_proof_keys_load (fixture.key_path, &error);
  g_assert_cmpint (
      read_back (&fixture, outlay_proof_keys_get_first (newer), &context, plain, 4096, &error), ==,
      -1);
  g_assert_error (error, OUTLAY_SEAL_ERROR, OUTLAY_SEAL_ERROR_OTHER_KEY);
  tear_down (&fixture);
}

/* One key, however it is written down. */
static void
test_key_files (void)
{
  static const struct
  {
    const char *text;
    guint mode;
    const char *said; /* NULL where it is taken */
  } cases[] = {
    { "00010203040506070809101112131415161718192021222324252627282930ff", 0600, NULL },
    { "00010203040506070809101112131415161718192021222324252627282930FF\n", 0400, NULL },
    { "# the old one\n\n  AAECAwQFBgcICRAREhMUFRYXGBkgISIjJCUmJygpMP8=  \r\n", 0640, NULL },
    { "AAECAwQFBgcICRAREhMUFRYXGBkgISIjJCUmJygpMP8", 0600, NULL },
    { "", 0600, "*no key*" },
    { "# nothing\n", 0600, "*no key*" },
    { "abc", 0600, "*line 1*" },
    { "AAECAwQFBgcICRAREhMUFRYXGBkgISIjJCUmJygpMP8=\nzz\n", 0600, "*line 2*" },
    { "AAECAwQFBgcICRAREhMUFRYXGBkgISIjJCUmJygpMP8=", 0604, "*chmod*" },
  };
  Fixture fixture;
  g_autofree char *id = NULL;

  set_up (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayProofKeys) keys = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture.path, cases[i].text, -1, NULL));
      g_assert_cmpint (g_chmod (fixture.path, (int) cases[i].mode), ==, 0);
      keys = outlay_proof_keys_load (fixture.path, &error);
      if (cases[i].said == NULL)
        {
          g_assert_no_error (error);
          if (id == NULL)
            id = g_strdup (outlay_proof_keys_get_first (keys)->id);
          g_assert_cmpstr (outlay_proof_keys_get_first (keys)->id, ==, id);
        }
      else
        {
          g_assert_nonnull (error);
          g_assert_true (g_pattern_match_simple (cases[i].said, error->message));
        }
    }
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/proof-seal/sizes", test_sizes);
  g_test_add_func ("/server/proof-seal/flips", test_flips);
  g_test_add_func ("/server/proof-seal/lengths", test_lengths);
  g_test_add_func ("/server/proof-seal/binding", test_binding);
  g_test_add_func ("/server/proof-seal/names", test_names);
  g_test_add_func ("/server/proof-seal/other-key", test_other_key);
  g_test_add_func ("/server/proof-seal/key-files", test_key_files);

  return g_test_run ();
}
