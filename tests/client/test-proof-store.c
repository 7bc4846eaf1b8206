/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "client/proofs/outlay-proof-store-private.h"
#include "core/proof/outlay-digest.h"
#include "test-ledger.h"

static OutlayProofStore *
get_proofs (TestLedger *ledger)
{
  return outlay_workspace_get_proof_store (ledger->workspace);
}

/* PAINS 9: the picked file may vanish once it was taken in. */
static void
test_keeps_a_copy (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *sha256 = test_ledger_import (ledger, "picture");
  g_autofree char *again = test_ledger_import (ledger, "picture");
  g_autoptr (GFile) file = outlay_proof_store_get_file (get_proofs (ledger), sha256);
  g_autofree char *picked = g_build_filename (ledger->path, "picked.png", NULL);
  g_autoptr (GFile) picked_file = g_file_new_for_path (picked);
  g_autofree char *from_file = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpstr (sha256, ==, again);
  g_assert_nonnull (file);
  bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  digest = outlay_digest_of_bytes (bytes);
  g_assert_cmpstr (digest, ==, sha256);
  path = g_file_get_path (file);
  g_assert_true (g_str_has_suffix (path, ".png"));

  g_assert_true (g_file_copy (file, picked_file, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  from_file = test_await_string (outlay_proof_store_import (get_proofs (ledger), picked_file));
  g_assert_cmpstr (from_file, ==, sha256);
}

static void
test_refuses_what_does_not_fit (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *large = g_build_filename (ledger->path, "large.pdf", NULL);
  g_autofree char *exact = g_build_filename (ledger->path, "exact.pdf", NULL);
  g_autofree char *text = g_build_filename (ledger->path, "text.png", NULL);
  g_autofree char *missing = g_build_filename (ledger->path, "missing.png", NULL);
  g_autofree char *padding = g_malloc0 (OUTLAY_PROOF_MAX_BYTES + 1);
  const struct
  {
    const char *path;
    GQuark domain;
    int code;
  } bad[] = { { large, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_TOO_LARGE },
              { text, OUTLAY_PROOF_ERROR, OUTLAY_PROOF_ERROR_UNKNOWN_TYPE },
              { missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND } };
  g_autoptr (GFile) exact_file = g_file_new_for_path (exact);
  g_autofree char *sha256 = NULL;

  memset (padding, ' ', OUTLAY_PROOF_MAX_BYTES + 1);
  memcpy (padding, "%PDF-1.7\n", 9);
  memcpy (padding + OUTLAY_PROOF_MAX_BYTES - 6, "%%EOF\n", 6);
  g_assert_true (g_file_set_contents (exact, padding, OUTLAY_PROOF_MAX_BYTES, NULL));
  g_assert_true (g_file_set_contents (large, padding, OUTLAY_PROOF_MAX_BYTES + 1, NULL));
  g_assert_true (g_file_set_contents (text, "only words", -1, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (bad[i].path);
      g_autoptr (GError)
          error = test_await_error (outlay_proof_store_import (get_proofs (ledger), file));

      g_assert_error (error, bad[i].domain, bad[i].code);
    }

  sha256 = test_await_string (outlay_proof_store_import (get_proofs (ledger), exact_file));
  g_assert_true (outlay_digest_is_valid (sha256));
}

static void
test_fetches_what_is_here (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *sha256 = test_ledger_import (ledger, "picture");
  g_autofree char *unknown = g_strnfill (OUTLAY_DIGEST_LENGTH, 'a');
  g_autoptr (GError) error = NULL;

  test_await (outlay_proof_store_fetch (get_proofs (ledger), sha256));
  error = test_await_error (outlay_proof_store_fetch (get_proofs (ledger), unknown));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
}

static void
make_older (const char *path, gint64 seconds)
{
  gint64 then = g_get_real_time () / G_USEC_PER_SEC - seconds;
  struct utimbuf times = { .actime = (time_t) then, .modtime = (time_t) then };

  g_assert_cmpint (g_utime (path, &times), ==, 0);
}

static void
check_sweep (TestLedger *ledger, const char *path, gint64 age, gboolean is_kept)
{
  make_older (path, age);
  test_await (outlay_proof_store_sweep (get_proofs (ledger)));
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, is_kept);
}

/* PAINS 2: only what nothing has named for a week goes, and what a crash left half written. */
static void
test_sweeps (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *loose = test_ledger_import (ledger, "loose");
  g_autofree char *named = test_ledger_import (ledger, "named");
  g_autofree char *id = test_ledger_save_complete (ledger, "Nero", "named");
  g_autoptr (GFile) loose_file = outlay_proof_store_get_file (get_proofs (ledger), loose);
  g_autoptr (GFile) named_file = outlay_proof_store_get_file (get_proofs (ledger), named);
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (loose_file));
  g_autofree char *leftover = g_build_filename (folder, ".new-x4Yz12", NULL);
  const gint64 day = 24 * 60 * 60;

  g_assert_true (g_file_set_contents (leftover, "half", -1, NULL));
  check_sweep (ledger, leftover, 60, TRUE);
  check_sweep (ledger, leftover, 2 * 60 * 60, FALSE);
  check_sweep (ledger, g_file_peek_path (loose_file), 6 * day, TRUE);
  check_sweep (ledger, g_file_peek_path (named_file), 400 * day, TRUE);

  /* Picked again after long, it is new again. */
  make_older (g_file_peek_path (loose_file), 8 * day);
  g_free (test_ledger_import (ledger, "loose"));
  test_await (outlay_proof_store_sweep (get_proofs (ledger)));
  g_assert_true (g_file_query_exists (loose_file, NULL));
  check_sweep (ledger, g_file_peek_path (loose_file), 8 * day, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/proof-store/keeps-a-copy", test_keeps_a_copy);
  g_test_add_func ("/client/proof-store/refuses-what-does-not-fit", test_refuses_what_does_not_fit);
  g_test_add_func ("/client/proof-store/fetches-what-is-here", test_fetches_what_is_here);
  g_test_add_func ("/client/proof-store/sweeps", test_sweeps);

  return g_test_run ();
}
