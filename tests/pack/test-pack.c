/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "core/proof/outlay-digest.h"
#include "pack/outlay-pack-reader.h"
#include "pack/outlay-pack-writer.h"

#define ID "018f0000-0000-7000-8000-%012x"

typedef struct
{
  char *folder;
  char *path;
  OutlayPackBook *book;
  GCancellable *cancellable;
  guint n_proofs; /* that were asked for */
  guint cancel_at;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("outlay-pack-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "pack.zip", NULL);
  fixture->book = outlay_pack_book_new ();
  fixture->cancellable = g_cancellable_new ();
  outlay_pack_book_add_person (fixture->book, "p", "Emma", "emma@example.com");
  outlay_pack_book_add_category (fixture->book, "c", "Travel", "tag-symbolic", "blue", FALSE);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  outlay_pack_book_unref (fixture->book);
  g_object_unref (fixture->cancellable);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static GBytes *
make_proof (guint number)
{
  g_autofree char *text = g_strdup_printf ("%%PDF-1.4 proof number %u", number);

  return g_bytes_new (text, strlen (text));
}

static GBytes *
read_proof_cb (const char *sha256, gpointer data, GError **error)
{
  Fixture *fixture = data;

  if (++fixture->n_proofs == fixture->cancel_at)
    g_cancellable_cancel (fixture->cancellable);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GBytes) bytes = make_proof (i);
      g_autofree char *digest = outlay_digest_of_bytes (bytes);

      if (g_str_equal (digest, sha256))
        return g_steal_pointer (&bytes);
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "it is lost");
  return NULL;
}

static OutlayPackWriter *
begin (Fixture *fixture, GError **error)
{
  const OutlayPackTitle title = {
    .program = "test 1",
    .company_id = "018f",
    .company_name = "Example",
    .from = "2026-01-01",
    .made_at = G_GINT64_CONSTANT (1795000000000000),
  };
  OutlayPackWriter *writer = outlay_pack_writer_new (fixture->path, &title, fixture->book,
                                                     fixture->cancellable, error);

  if (writer != NULL)
    outlay_pack_writer_set_proofs (writer, read_proof_cb, fixture);
  return writer;
}

static gboolean
add (OutlayPackWriter *writer, guint number, guint proof, GError **error)
{
  g_autoptr (GBytes) bytes = make_proof (proof);
  g_autofree char *id = g_strdup_printf (ID, number);
  g_autofree char *sha256 = outlay_digest_of_bytes (bytes);
  const char *const proofs[] = { sha256, NULL };
  g_autofree char *digest = outlay_digest_of_proofs (proofs);
  const OutlayPackExpense expense = {
    .id = id,
    .owner = "p",
    .facts = { "Nero", { 1250, "EUR" }, "2026-11-19", "c", "a note", digest, proofs },
    .state = OUTLAY_STATE_DRAFT,
    .revision = 1,
    .created_at = G_GINT64_CONSTANT (1795000000000000),
    .updated_at = G_GINT64_CONSTANT (1795000000000001),
  };

  return outlay_pack_writer_add (writer, &expense, error);
}

static gboolean
write_pack (Fixture *fixture, guint n_expenses, GError **error)
{
  g_autoptr (OutlayPackWriter) writer = begin (fixture, error);
  gboolean is_written = writer != NULL;

  for (guint i = 0; is_written && i < n_expenses; i++)
    is_written = add (writer, i, i, error);

  return is_written && outlay_pack_writer_finish (writer, error);
}

static OutlayPackReader *
verify (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  OutlayPackReader *reader = outlay_pack_reader_open (fixture->path, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (outlay_pack_reader_verify (reader, &error));
  g_assert_no_error (error);
  return reader;
}

static gboolean
count_expense_cb (const OutlayPackExpense *expense,
                  OutlayPackBook *book,
                  gpointer data,
                  GError **error)
{
  guint *n = data;

  g_assert_cmpstr (outlay_pack_book_find_person (book, expense->owner)->email, ==,
                   "emma@example.com");
  g_assert_cmpint (expense->updated_at, ==, G_GINT64_CONSTANT (1795000000000001));
  (*n)++;
  return TRUE;
}

static gboolean
count_proof_cb (const char *sha256, GBytes *bytes, gpointer data, GError **error)
{
  guint *n = data;

  (*n)++;
  return TRUE;
}

static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayPackReader) reader = NULL;
  guint n_expenses = 0, n_proofs = 0;

  g_assert_true (write_pack (fixture, 40, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture), ==, 1);

  reader = verify (fixture);
  g_assert_cmpuint (outlay_pack_reader_get_findings (reader)->n_all, ==, 0);
  g_assert_cmpint (outlay_pack_reader_get_manifest (reader)->n_expenses, ==, 40);
  g_assert_cmpstr (outlay_pack_reader_get_manifest (reader)->title.from, ==, "2026-01-01");
  g_assert_true (outlay_pack_reader_visit_expenses (reader, count_expense_cb, &n_expenses, &error));
  g_assert_true (outlay_pack_reader_visit_proofs (reader, NULL, count_proof_cb, &n_proofs, &error));
  g_assert_cmpuint (n_expenses, ==, 40);
  g_assert_cmpuint (n_proofs, ==, 40);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayPackReader) reader = NULL;

  g_assert_true (write_pack (fixture, 0, &error));
  reader = verify (fixture);
  g_assert_cmpuint (outlay_pack_reader_get_findings (reader)->n_all, ==, 0);
}

/* The same expenses make the same file, to the byte. */
static void
test_deterministic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_size, second_size;

  g_assert_true (write_pack (fixture, 5, &error));
  g_assert_true (g_file_get_contents (fixture->path, &first, &first_size, &error));
  g_assert_true (write_pack (fixture, 5, &error));
  g_assert_true (g_file_get_contents (fixture->path, &second, &second_size, &error));
  g_assert_cmpmem (first, first_size, second, second_size);
}

static void
test_lost_proofs_end_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayPackWriter) writer = begin (fixture, &error);
  g_autoptr (OutlayPackReader) reader = NULL;
  const OutlayPackUnread *unread;

  g_assert_true (add (writer, 1, 1, &error));
  g_assert_true (add (writer, 2, 5000, &error));
  g_assert_true (add (writer, 3, 5000, &error));
  g_assert_true (outlay_pack_writer_finish (writer, &error));
  reader = verify (fixture);
  g_assert_cmpuint (outlay_pack_reader_get_findings (reader)->n_all, ==, 0);
  g_assert_cmpuint (outlay_pack_reader_get_manifest (reader)->unread->len, ==, 1);
  unread = outlay_pack_reader_get_manifest (reader)->unread->pdata[0];
  g_assert_cmpstr (unread->reason, ==, "it is lost");
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayPackWriter) writer = begin (fixture, &error);

  g_assert_true (add (writer, 2, 2, &error));
  g_assert_false (add (writer, 2, 2, &error));
  g_assert_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_ORDER);
  g_clear_error (&error);
  g_assert_false (add (writer, 1, 1, &error));
  g_assert_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_ORDER);
}

static void
test_cancelled_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  for (guint at = 1; at < 20; at += 6)
    {
      g_autoptr (GError) error = NULL;

      g_cancellable_reset (fixture->cancellable);
      fixture->n_proofs = 0;
      fixture->cancel_at = at;
      g_assert_false (write_pack (fixture, 20, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (fixture), ==, 0);
    }
}

/* No room for the next byte, and for the one after it: nothing is left, or all is there. */
static void
test_full_disk_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, limit;
  g_autoptr (OutlayPackReader) reader = NULL;
  gboolean is_written = FALSE;
  guint n_refused = 0;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (rlim_t size = 1; !is_written; size += 700)
    {
      g_autoptr (GError) error = NULL;

      limit = (struct rlimit) { size, before.rlim_max };
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      is_written = write_pack (fixture, 20, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      if (is_written)
        break;
      n_refused++;
      g_assert_nonnull (error);
      g_assert_true (error->domain == G_IO_ERROR);
      g_assert_cmpuint (count_files (fixture), ==, 0);
    }

  g_assert_cmpuint (n_refused, >, 5);
  reader = verify (fixture);
  g_assert_cmpuint (outlay_pack_reader_get_findings (reader)->n_all, ==, 0);
}

/* Cut anywhere, it is never taken for sound. */
static void
test_whatever_is_cut_is_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = NULL;
  gsize size;

  g_assert_true (write_pack (fixture, 3, &error));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, &error));
  for (gsize i = 0; i < size; i += 97)
    {
      g_autoptr (OutlayPackReader) reader = NULL;

      g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) i, &error));
      reader = verify (fixture);
      g_assert_cmpuint (outlay_pack_reader_get_findings (reader)->n_all, >, 0);
    }
}

static void
test_reading_can_be_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OutlayPackReader) reader = NULL;

  g_assert_true (write_pack (fixture, 3, &error));
  reader = outlay_pack_reader_open (fixture->path, cancellable, &error);
  g_cancellable_cancel (cancellable);
  g_assert_false (outlay_pack_reader_verify (reader, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func) g_test_add ("/pack/pack/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("there-and-back", test_there_and_back);
  ADD ("empty", test_empty);
  ADD ("deterministic", test_deterministic);
  ADD ("lost-proofs", test_lost_proofs_end_nothing);
  ADD ("order", test_order);
  ADD ("cancelled", test_cancelled_leaves_nothing);
  ADD ("full-disk", test_full_disk_leaves_nothing);
  ADD ("cut", test_whatever_is_cut_is_found);
  ADD ("reading-cancelled", test_reading_can_be_cancelled);

  return g_test_run ();
}
