/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole pack: it is either found to be wrong, or every expense and every proof of it can be read. */

#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "pack/outlay-pack-reader.h"

typedef struct
{
  guint n_expenses;
  guint n_proofs;
} Counts;

static gboolean
expense_cb (const OutlayPackExpense *expense, OutlayPackBook *book, gpointer data, GError **error)
{
  g_assert_nonnull (outlay_pack_book_find_person (book, expense->owner));
  ((Counts *) data)->n_expenses++;
  return TRUE;
}

static gboolean
proof_cb (const char *sha256, GBytes *bytes, gpointer data, GError **error)
{
  ((Counts *) data)->n_proofs++;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  int fd = memfd_create ("pack", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (OutlayPackReader) reader = NULL;
  Counts counts = { 0 };

  g_assert_cmpint (write (fd, bytes, size), ==, (ssize_t) size);
  reader = outlay_pack_reader_open (path, NULL, NULL);
  g_assert_nonnull (reader);
  g_assert_true (outlay_pack_reader_verify (reader, NULL));
  if (outlay_pack_reader_get_findings (reader)->n_all == 0)
    {
      g_assert_true (outlay_pack_reader_visit_expenses (reader, expense_cb, &counts, NULL));
      g_assert_true (outlay_pack_reader_visit_proofs (reader, NULL, proof_cb, &counts, NULL));
      g_assert_cmpint (counts.n_expenses, ==, outlay_pack_reader_get_manifest (reader)->n_expenses);
      g_assert_cmpint (counts.n_proofs, ==, outlay_pack_reader_get_manifest (reader)->n_proofs);
    }

  close (fd);
  return 0;
}
