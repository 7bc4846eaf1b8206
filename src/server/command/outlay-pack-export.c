/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-pack-export.h"

#include <unistd.h>

#include "pack/outlay-pack-writer.h"
#include "server/expenses/outlay-category-store.h"
#include "server/people/outlay-person-store.h"
#include "server/proofs/outlay-proof-folder.h"

typedef struct
{
  OutlayPackExport *export;
  OutlayPackBook *book;
  GHashTable *people; /* ids that are in the book */
  OutlayPackWriter *writer;
  gint64 n_expected;
  gint64 n_done;
} Run;

/* --- who and what is named --- */

static gboolean
add_person (Run *run, const char *id, GError **error)
{
  g_autoptr (OutlayPerson) person = NULL;

  if (g_hash_table_contains (run->people, id))
    return TRUE;

  person = outlay_person_store_get (run->export->db, run->export->choice->company, id, error);
  if (person == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the person %s is not there", id);
      return FALSE;
    }

  g_hash_table_add (run->people, g_strdup (id));
  outlay_pack_book_add_person (run->book, id, person->name, person->email);
  return TRUE;
}

static gboolean
count_cb (const OutlayPackExpense *expense, gpointer data, GError **error)
{
  Run *run = data;

  if (g_cancellable_set_error_if_cancelled (run->export->cancellable, error) ||
      !add_person (run, expense->owner, error))
    return FALSE;
  for (guint i = 0; i < expense->n_events; i++)
    if (!add_person (run, expense->events[i].actor, error))
      return FALSE;

  run->n_expected++;
  return TRUE;
}

static gboolean
add_categories (Run *run, GError **error)
{
  g_autoptr (GPtrArray) categories = outlay_category_store_list (
      run->export->db, run->export->choice->company, error);

  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      const OutlayStoredCategory *category = categories->pdata[i];

      outlay_pack_book_add_category (run->book, category->id, category->name, category->icon,
                                     category->color, category->archived);
    }

  return categories != NULL;
}

/* --- writing --- */

static GBytes *
read_proof_cb (const char *sha256, gpointer data, GError **error)
{
  OutlayPackExport *export = ((Run *) data)->export;
  g_autoptr (OutlayStoredProof) proof = NULL;
  OutlaySealContext context = { export->choice->company, sha256, 0 };

  if (!outlay_proof_store_get (export->db, context.company, sha256, &proof, error))
    return NULL;
  if (proof == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the server does not know the file");
      return NULL;
    }

  context.size = proof->size;
  return outlay_proof_vault_read (export->vault, &context, proof, error);
}

static gboolean
write_cb (const OutlayPackExpense *expense, gpointer data, GError **error)
{
  Run *run = data;

  if (!outlay_pack_writer_add (run->writer, expense, error))
    return FALSE;

  run->n_done++;
  if (run->export->progress != NULL && (run->n_done % 100 == 0 || run->n_done == run->n_expected))
    run->export->progress (run->n_done, run->n_expected);
  return TRUE;
}

static gboolean
write_pack (Run *run, GError **error)
{
  OutlayPackExport *export = run->export;

  if (!outlay_pack_source_visit (export->db, export->choice, count_cb, run, error) ||
      !add_categories (run, error))
    return FALSE;

  run->writer = outlay_pack_writer_new (export->path, &export->title, run->book,
                                        export->cancellable, error);
  if (run->writer == NULL)
    return FALSE;

  outlay_pack_writer_set_proofs (run->writer, read_proof_cb, run);
  return outlay_pack_source_visit (export->db, export->choice, write_cb, run, error) &&
         outlay_pack_writer_finish (run->writer, error);
}

/* What a row names must not be deleted before it is read; a company that is new has no folder yet. */
static gboolean
hold_proofs (OutlayPackExport *self, int *lock, GError **error)
{
  const char *folder = outlay_proof_vault_get_folder (self->vault);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  *lock = outlay_proof_folder_lock (folder, FALSE, TRUE, error);
  return *lock >= 0;
}

gboolean
outlay_pack_export_run (OutlayPackExport *self, GError **error)
{
  Run run = {
    .export = self,
    .book = outlay_pack_book_new (),
    .people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  int lock = -1;
  gboolean is_done = hold_proofs (self, &lock, error) &&
                     outlay_connection_begin_read (self->db, error);

  if (is_done)
    {
      is_done = write_pack (&run, error);
      outlay_connection_rollback (self->db);
    }
  if (is_done)
    {
      const OutlayPackManifest *manifest = outlay_pack_writer_get_manifest (run.writer);

      self->n_expenses = manifest->n_expenses;
      self->n_proofs = manifest->n_proofs;
      self->n_unread = manifest->unread->len;
    }
  if (lock >= 0)
    close (lock);
  outlay_pack_writer_free (run.writer);
  outlay_pack_book_unref (run.book);
  g_hash_table_unref (run.people);

  return is_done;
}
