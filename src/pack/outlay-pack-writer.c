/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-writer.h"

#include <string.h>

#include "core/proof/outlay-digest.h"
#include "core/proof/outlay-proof-format.h"
#include "pack/outlay-csv.h"
#include "pack/outlay-journal.h"
#include "pack/outlay-pack-expense-json.h"
#include "pack/outlay-pack-readme.h"
#include "pack/outlay-pack-table.h"
#include "pack/outlay-pack-zip.h"

struct _OutlayPackWriter
{
  OutlayPackManifest *manifest;
  OutlayPackBook *book;
  GCancellable *cancellable;
  OutlayPackZip *zip;
  OutlayPackSpool *table;
  OutlayPackSpool *json;
  OutlayPackSpool *journal_text;
  OutlayJournal *journal;
  OutlayPackProofFunc read_proof;
  gpointer read_data;
  GHashTable *proofs; /* hashes that are in the pack, or are known to be missing */
  char *last_day;
  char *last_id;
};

static void
append_heads (OutlayPackWriter *self)
{
  outlay_pack_table_append_head (outlay_pack_spool_get_buffer (self->table));
  outlay_journal_append_head (self->journal, outlay_pack_spool_get_buffer (self->journal_text));
}

OutlayPackWriter *
outlay_pack_writer_new (const char *path,
                        const OutlayPackTitle *title,
                        OutlayPackBook *book,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (OutlayPackWriter) self = g_new0 (OutlayPackWriter, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->manifest = outlay_pack_manifest_new (title);
  self->book = outlay_pack_book_ref (book);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->journal = outlay_journal_new (book);
  self->proofs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if ((self->zip = outlay_pack_zip_new (path, title->made_at, cancellable, error)) == NULL ||
      (self->table = outlay_pack_spool_new (folder, error)) == NULL ||
      (self->json = outlay_pack_spool_new (folder, error)) == NULL ||
      (self->journal_text = outlay_pack_spool_new (folder, error)) == NULL)
    return NULL;

  append_heads (self);
  return g_steal_pointer (&self);
}

void
outlay_pack_writer_free (OutlayPackWriter *self)
{
  if (self == NULL)
    return;

  outlay_pack_zip_free (self->zip);
  outlay_pack_spool_free (self->table);
  outlay_pack_spool_free (self->json);
  outlay_pack_spool_free (self->journal_text);
  outlay_journal_free (self->journal);
  outlay_pack_manifest_free (self->manifest);
  outlay_pack_book_unref (self->book);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->proofs);
  g_free (self->last_day);
  g_free (self->last_id);
  g_free (self);
}

void
outlay_pack_writer_set_proofs (OutlayPackWriter *self, OutlayPackProofFunc read, gpointer data)
{
  self->read_proof = read;
  self->read_data = data;
}

const OutlayPackManifest *
outlay_pack_writer_get_manifest (OutlayPackWriter *self)
{
  return self->manifest;
}

/* --- proofs --- */

/* (transfer full) (nullable): the bytes, only if they are what they are called */
static GBytes *
read_proof (OutlayPackWriter *self, const char *sha256, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;

  if (self->read_proof == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "proofs were left out");
      return NULL;
    }

  bytes = self->read_proof (sha256, self->read_data, error);
  if (bytes == NULL)
    return NULL;

  found = outlay_digest_of_bytes (bytes);
  if (!g_str_equal (found, sha256))
    {
      g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_DAMAGED,
                   "the file does not hash to its name");
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

static const char *
find_extension (GBytes *bytes)
{
  OutlayProofFormat format;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return outlay_proof_format_read (data, size, &format, NULL)
             ? outlay_proof_type_to_extension (format.type)
             : "bin";
}

static gboolean
add_proof (OutlayPackWriter *self,
           const char *sha256,
           const OutlayPackExpense *expense,
           GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) bytes = read_proof (self, sha256, &why);
  g_autofree char *name = NULL;
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      outlay_pack_manifest_add_unread (self->manifest, sha256, expense->id, why->message);
      return TRUE;
    }

  data = g_bytes_get_data (bytes, &size);
  name = outlay_pack_name_of_proof (expense->facts.day, sha256, find_extension (bytes));
  outlay_pack_manifest_add_file (self->manifest, name, (gint64) size, sha256);
  self->manifest->n_proofs++;

  /* Pictures are compressed as they are. */
  return outlay_pack_zip_add_bytes (self->zip, name, data, size, FALSE, error);
}

static gboolean
add_proofs (OutlayPackWriter *self, const OutlayPackExpense *expense, GError **error)
{
  g_autoptr (GPtrArray) proofs = outlay_pack_expense_list_proofs (expense);

  for (guint i = 0; i < proofs->len; i++)
    if (g_hash_table_add (self->proofs, g_strdup (proofs->pdata[i])) &&
        !add_proof (self, proofs->pdata[i], expense, error))
      return FALSE;

  return TRUE;
}

/* --- expenses --- */

static gboolean
check_order (OutlayPackWriter *self, const OutlayPackExpense *expense, GError **error)
{
  if (self->last_id != NULL &&
      outlay_pack_expense_compare (self->last_day, self->last_id, expense) >= 0)
    {
      g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_ORDER,
                   "the expense %s does not come after %s", expense->id, self->last_id);
      return FALSE;
    }

  g_set_str (&self->last_day, expense->facts.day);
  g_set_str (&self->last_id, expense->id);
  return TRUE;
}

gboolean
outlay_pack_writer_add (OutlayPackWriter *self, const OutlayPackExpense *expense, GError **error)
{
  OutlayPackManifest *manifest = self->manifest;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !check_order (self, expense, error) || !add_proofs (self, expense, error) ||
      !outlay_pack_totals_add (manifest->totals, &expense->facts.amount, expense->state, 1, error))
    return FALSE;

  outlay_pack_table_append_expense (outlay_pack_spool_get_buffer (self->table), self->book,
                                    expense);
  outlay_pack_json_append_expense (outlay_pack_spool_get_buffer (self->json), expense,
                                   manifest->n_expenses == 0);
  outlay_journal_append_expense (self->journal, outlay_pack_spool_get_buffer (self->journal_text),
                                 expense);
  manifest->n_expenses++;
  manifest->n_events += expense->n_events;

  return outlay_pack_spool_flush (self->table, FALSE, error) &&
         outlay_pack_spool_flush (self->json, FALSE, error) &&
         outlay_pack_spool_flush (self->journal_text, FALSE, error);
}

/* --- the end --- */

static gboolean
add_spool (OutlayPackWriter *self,
           const char *name,
           const GString *head,
           OutlayPackSpool *spool,
           GError **error)
{
  g_autofree char *sha256 = NULL;
  gint64 size = head != NULL ? (gint64) head->len : 0;

  if (!outlay_pack_spool_flush (spool, TRUE, error) ||
      (sha256 = outlay_pack_zip_add_spool (self->zip, name, head, spool, error)) == NULL)
    return FALSE;

  outlay_pack_manifest_add_file (self->manifest, name, size + outlay_pack_spool_get_size (spool),
                                 sha256);
  return TRUE;
}

static gboolean
add_text (OutlayPackWriter *self, const char *name, GString *text, GError **error)
{
  return outlay_pack_zip_add_bytes (self->zip, name, text->str, text->len, TRUE, error);
}

static gboolean
add_readme (OutlayPackWriter *self, GError **error)
{
  g_autoptr (GString) text = outlay_pack_readme_write (self->manifest);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                                         (const guchar *) text->str, text->len);

  outlay_pack_manifest_add_file (self->manifest, OUTLAY_PACK_FILE_README, (gint64) text->len,
                                 sha256);
  return add_text (self, OUTLAY_PACK_FILE_README, text, error);
}

static gboolean
add_manifest (OutlayPackWriter *self, GError **error)
{
  g_autoptr (GString) text = outlay_pack_manifest_write (self->manifest);
  g_autoptr (GString) sums = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                                         (const guchar *) text->str, text->len);

  if (text->len > OUTLAY_PACK_MANIFEST_MAX)
    {
      g_set_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_REFUSED,
                   "there are too many files for one pack: choose fewer days");
      return FALSE;
    }

  sums = outlay_pack_manifest_write_sums (self->manifest, sha256);
  return add_text (self, OUTLAY_PACK_FILE_MANIFEST, text, error) &&
         add_text (self, OUTLAY_PACK_FILE_SUMS, sums, error);
}

gboolean
outlay_pack_writer_finish (OutlayPackWriter *self, GError **error)
{
  g_autoptr (GString) head = g_string_new (NULL);

  self->manifest->n_people = outlay_pack_book_get_people (self->book)->len;
  self->manifest->n_categories = outlay_pack_book_get_categories (self->book)->len;
  outlay_pack_json_append_head (head, self->book);
  outlay_pack_json_append_tail (outlay_pack_spool_get_buffer (self->json));

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
         add_spool (self, OUTLAY_PACK_FILE_TABLE, NULL, self->table, error) &&
         add_spool (self, OUTLAY_PACK_FILE_EXPENSES, head, self->json, error) &&
         add_spool (self, OUTLAY_PACK_FILE_JOURNAL, NULL, self->journal_text, error) &&
         add_readme (self, error) && add_manifest (self, error) &&
         outlay_pack_zip_finish (self->zip, error);
}
