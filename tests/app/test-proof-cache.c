/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/proofs/outlay-proof-cache.h"
#include "proof-samples.h"

/* 40 × 30 pixels or less: at most 4,800 bytes. */
static OutlayProofPicture *
make_picture (guint size)
{
  g_autoptr (GBytes) png = proof_sample_png (40, 30);
  OutlayProofPicture *picture = outlay_proof_picture_read (png, 0, size, 0, NULL, NULL, NULL);

  g_assert_nonnull (picture);
  return picture;
}

static gboolean
has (OutlayProofCache *cache, const char *sha256, guint page, guint size)
{
  g_autoptr (OutlayProofPicture) found = outlay_proof_cache_find (cache, sha256, page, size);

  return found != NULL;
}

static void
test_budget (void)
{
  g_autoptr (OutlayProofCache) cache = outlay_proof_cache_new (10000);
  g_autoptr (OutlayProofPicture) picture = make_picture (40);

  outlay_proof_cache_add (cache, "a", 0, 40, picture);
  outlay_proof_cache_add (cache, "b", 0, 40, picture);
  g_assert_cmpuint (outlay_proof_cache_get_n_bytes (cache), ==, 9600);

  /* a is used, so b is the one that goes. */
  g_assert_true (has (cache, "a", 0, 40));
  outlay_proof_cache_add (cache, "c", 0, 40, picture);
  g_assert_true (has (cache, "a", 0, 40));
  g_assert_false (has (cache, "b", 0, 40));
  g_assert_true (has (cache, "c", 0, 40));
  g_assert_cmpuint (outlay_proof_cache_get_n_bytes (cache), ==, 9600);

  for (guint page = 0; page < 100; page++)
    outlay_proof_cache_add (cache, "d", page, 40, picture);
  g_assert_cmpuint (outlay_proof_cache_get_n_bytes (cache), <=, 10000);
}

static void
test_larger_than_budget (void)
{
  g_autoptr (OutlayProofCache) cache = outlay_proof_cache_new (1000);
  g_autoptr (OutlayProofPicture) picture = make_picture (40);

  outlay_proof_cache_add (cache, "a", 0, 40, picture);
  g_assert_false (has (cache, "a", 0, 40));
  g_assert_cmpuint (outlay_proof_cache_get_n_bytes (cache), ==, 0);
}

static void
test_replaces (void)
{
  g_autoptr (OutlayProofCache) cache = outlay_proof_cache_new (10000);
  g_autoptr (OutlayProofPicture) picture = make_picture (40);

  outlay_proof_cache_add (cache, "a", 0, 40, picture);
  outlay_proof_cache_add (cache, "a", 0, 40, picture);
  g_assert_cmpuint (outlay_proof_cache_get_n_bytes (cache), ==, 4800);
}

static void
test_sizes (void)
{
  g_autoptr (OutlayProofCache) cache = outlay_proof_cache_new (100000);
  g_autoptr (OutlayProofPicture) small = make_picture (20);
  g_autoptr (OutlayProofPicture) whole = make_picture (40);
  g_autoptr (OutlayProofPicture) any = NULL;

  outlay_proof_cache_add (cache, "a", 0, 20, small);
  g_assert_true (has (cache, "a", 0, 20));
  g_assert_false (has (cache, "a", 0, 1024));
  g_assert_false (has (cache, "a", 1, 20));

  outlay_proof_cache_add (cache, "a", 0, 512, whole);
  any = outlay_proof_cache_find_any (cache, "a", 0);
  g_assert_true (any == whole);
  /* It has all its pixels, so a larger size would be the same picture. */
  g_assert_true (has (cache, "a", 0, 1024));
  g_assert_null (outlay_proof_cache_find_any (cache, "a", 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/proof-cache/budget", test_budget);
  g_test_add_func ("/app/proof-cache/larger-than-budget", test_larger_than_budget);
  g_test_add_func ("/app/proof-cache/replaces", test_replaces);
  g_test_add_func ("/app/proof-cache/sizes", test_sizes);
  return g_test_run ();
}
