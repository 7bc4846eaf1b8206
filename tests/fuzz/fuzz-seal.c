/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sealed proofs as they lie on the disk: nothing but what was sealed is ever read from one. The input is
 * laid over a good one, from the place that its first two bytes name. */

#include "fuzz.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "server/proofs/outlay-sealed-proof.h"

#define SIZE 3000

static const OutlaySealContext context = {
  .company = "01890a5d-ac96-774b-bcce-b302099a8057",
  .sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  .size = SIZE,
};

static OutlayProofKeys *
make_keys (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fuzz-seal-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "key", NULL);
  OutlayProofKeys *keys;

  g_assert_true (outlay_proof_keys_make (path, FALSE, NULL));
  keys = outlay_proof_keys_load (path, NULL);
  g_assert_nonnull (keys);
  g_unlink (path);
  g_rmdir (folder);

  return keys;
}

static int
open_memory (const guint8 *bytes, gsize size)
{
  int fd = memfd_create ("proof", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (size == 0 || write (fd, bytes, size) == (gssize) size);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

static GBytes *
seal (const OutlayProofKey *key, const guint8 *plain)
{
  g_autoptr (GBytes) bytes = g_bytes_new (plain, SIZE);
  gsize size = outlay_sealed_proof_length (SIZE);
  guint8 *sealed = g_malloc (size);
  int fd = open_memory (NULL, 0);

  g_assert_true (outlay_sealed_proof_write (fd, bytes, key, &context));
  g_assert_cmpint (pread (fd, sealed, size, 0), ==, (gssize) size);
  close (fd);

  return g_bytes_new_take (sealed, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  static OutlayProofKeys *keys;
  static GBytes *good;
  static guint8 plain[SIZE];
  const OutlayProofKey *key;
  g_autoptr (OutlaySealedProof) proof = NULL;
  g_autofree guint8 *forged = NULL;
  guint8 read[512];
  gsize length, at, end, n_read = 0;
  gssize n = -1;

  if (keys == NULL)
    {
      keys = make_keys ();
      memset (plain, 7, sizeof plain);
      good = seal (outlay_proof_keys_get_first (keys), plain);
    }
  if (size < 2)
    return 0;

  key = outlay_proof_keys_get_first (keys);
  length = g_bytes_get_size (good);
  at = (bytes[0] << 8 | bytes[1]) % length;
  end = at + size - 2;
  forged = g_malloc (MAX (length, end));
  memcpy (forged, g_bytes_get_data (good, NULL), length);
  memcpy (forged + at, bytes + 2, size - 2);

  proof = outlay_sealed_proof_open (open_memory (forged, MAX (length, end)), key, &context, NULL);
  while (proof != NULL && (n = outlay_sealed_proof_read (proof, read, sizeof read, NULL)) > 0)
    {
      g_assert_cmpuint (n_read + (gsize) n, <=, SIZE);
      g_assert_cmpmem (read, n, plain + n_read, n);
      n_read += (gsize) n;
    }
  g_assert_true (proof == NULL || n < 0 || n_read == SIZE);
  return 0;
}
