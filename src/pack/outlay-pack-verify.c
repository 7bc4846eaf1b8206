/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-verify.h"

#include <string.h>

#include "pack/outlay-journal.h"
#include "pack/outlay-pack-table.h"

struct _OutlayPackVerify
{
  OutlayPackManifest *manifest;
  OutlayPackFindings *findings;
  GHashTable *files;  /* by name; borrowed from the manifest */
  GHashTable *proofs; /* files by SHA-256 */
  GHashTable *unread; /* hashes */
  OutlayPackLines *lines;
  OutlayPackTotals *totals;
  OutlayJournal *journal; /* (nullable): from the first expense on */
  GChecksum *table_sum;
  GChecksum *journal_sum;
  GString *text;
  gint64 n_expenses;
  gint64 n_events;
  char *last_day;
  char *last_id;
  gboolean is_broken; /* expenses.json says no more */
};

#define complain(self, kind, place, ...)                                                           \
  outlay_pack_findings_add ((self)->findings, OUTLAY_PACK_FINDING_##kind, place, __VA_ARGS__)

/* --- the manifest --- */

static void
index_files (OutlayPackVerify *self)
{
  char sha256[65];

  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      OutlayPackFile *file = self->manifest->files->pdata[i];

      if (!g_hash_table_insert (self->files, file->name, file))
        complain (self, MANIFEST, file->name, "the manifest names %s twice", file->name);
      if (!outlay_pack_name_read_proof (file->name, sha256))
        continue;

      if (!g_str_equal (sha256, file->sha256))
        complain (self, HASH, file->name, "%s is not named after its hash", file->name);
      else if (!g_hash_table_insert (self->proofs, file->sha256, file))
        complain (self, PROOF, file->name, "the proof %s is there twice", file->name);
    }

  for (guint i = 0; i < self->manifest->unread->len; i++)
    {
      const OutlayPackUnread *unread = self->manifest->unread->pdata[i];

      if (!g_hash_table_add (self->unread, unread->sha256) ||
          g_hash_table_contains (self->proofs, unread->sha256))
        complain (self, MANIFEST, unread->sha256,
                  "the manifest says twice what became of the proof %s", unread->sha256);
    }

  if (g_hash_table_size (self->proofs) != (guint64) self->manifest->n_proofs)
    complain (self, TOTAL, OUTLAY_PACK_FILE_MANIFEST, "the manifest miscounts its proofs");
}

/* --- each expense --- */

static void
check_proof (OutlayPackVerify *self, const OutlayPackExpense *expense, const char *sha256)
{
  OutlayPackFile *file = g_hash_table_lookup (self->proofs, sha256);
  g_autofree char *place = NULL;

  if (file == NULL)
    {
      if (!g_hash_table_contains (self->unread, sha256))
        complain (self, PROOF, expense->id, "the proof %s of the expense %s is not in the pack",
                  sha256, expense->id);
      return;
    }
  if (file->is_named)
    return;

  file->is_named = TRUE;
  place = outlay_pack_name_of_proof (expense->facts.day, sha256, "x");
  if (strncmp (place, file->name, strlen (place) - 1) != 0)
    complain (self, PROOF, file->name, "the proof %s does not lie at the day of its expense",
              file->name);
}

/* What nobody may edit in that state is as it was shown. Its category may have been merged into another
 * since. */
static void
check_history (OutlayPackVerify *self, const OutlayPackExpense *expense)
{
  const OutlayPackEvent *last = expense->n_events > 0 ? &expense->events[expense->n_events - 1]
                                                      : NULL;
  const OutlayPackFacts *then = last != NULL ? last->facts : NULL;
  const OutlayPackFacts *now = &expense->facts;

  if (then == NULL || expense->state == OUTLAY_STATE_DRAFT ||
      expense->state == OUTLAY_STATE_REJECTED)
    return;

  if (!g_str_equal (then->merchant, now->merchant) ||
      !outlay_money_equal (&then->amount, &now->amount) || !g_str_equal (then->day, now->day) ||
      !g_str_equal (then->note, now->note) || !g_strv_equal (then->proofs, now->proofs) ||
      expense->revision <= last->revision)
    complain (self, HISTORY, expense->id, "the expense %s is not what its history tells",
              expense->id);
}

static void
check_names (OutlayPackVerify *self, const OutlayPackExpense *expense, OutlayPackBook *book)
{
  gboolean is_known = outlay_pack_book_find_person (book, expense->owner) != NULL;

  if (expense->facts.category != NULL &&
      outlay_pack_book_find_category (book, expense->facts.category) == NULL)
    complain (self, EXPENSE, expense->id, "the category of the expense %s is not in the pack",
              expense->id);
  for (guint i = 0; is_known && i < expense->n_events; i++)
    is_known = outlay_pack_book_find_person (book, expense->events[i].actor) != NULL;
  if (!is_known)
    complain (self, EXPENSE, expense->id, "the expense %s names somebody who is not in the pack",
              expense->id);
}

static void
update (OutlayPackVerify *self, GChecksum *sum)
{
  g_checksum_update (sum, (const guchar *) self->text->str, (gssize) self->text->len);
  g_string_truncate (self->text, 0);
}

static void
begin_copies (OutlayPackVerify *self, OutlayPackBook *book)
{
  if (self->journal != NULL)
    return;

  self->journal = outlay_journal_new (book);
  outlay_pack_table_append_head (self->text);
  update (self, self->table_sum);
  outlay_journal_append_head (self->journal, self->text);
  update (self, self->journal_sum);
}

static gboolean
visit_cb (const OutlayPackExpense *expense, OutlayPackBook *book, gpointer data, GError **error)
{
  OutlayPackVerify *self = data;
  g_autoptr (GPtrArray) proofs = outlay_pack_expense_list_proofs (expense);

  if (self->last_id != NULL &&
      outlay_pack_expense_compare (self->last_day, self->last_id, expense) >= 0)
    complain (self, EXPENSE, expense->id, "the expense %s is there twice, or out of order",
              expense->id);
  g_set_str (&self->last_day, expense->facts.day);
  g_set_str (&self->last_id, expense->id);

  begin_copies (self, book);
  outlay_pack_table_append_expense (self->text, book, expense);
  update (self, self->table_sum);
  outlay_journal_append_expense (self->journal, self->text, expense);
  update (self, self->journal_sum);

  check_names (self, expense, book);
  check_history (self, expense);
  for (guint i = 0; i < proofs->len; i++)
    check_proof (self, expense, proofs->pdata[i]);
  self->n_expenses++;
  self->n_events += expense->n_events;

  return outlay_pack_totals_add (self->totals, &expense->facts.amount, expense->state, 1, error);
}

/* --- public --- */

OutlayPackVerify *
outlay_pack_verify_new (OutlayPackManifest *manifest, OutlayPackFindings *findings)
{
  OutlayPackVerify *self = g_new0 (OutlayPackVerify, 1);

  self->manifest = manifest;
  self->findings = findings;
  self->files = g_hash_table_new (g_str_hash, g_str_equal);
  self->proofs = g_hash_table_new (g_str_hash, g_str_equal);
  self->unread = g_hash_table_new (g_str_hash, g_str_equal);
  self->lines = outlay_pack_lines_new (visit_cb, self);
  self->totals = outlay_pack_totals_new ();
  self->table_sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->journal_sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->text = g_string_new (NULL);
  index_files (self);

  return self;
}

void
outlay_pack_verify_free (OutlayPackVerify *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->files);
  g_hash_table_unref (self->proofs);
  g_hash_table_unref (self->unread);
  outlay_pack_lines_free (self->lines);
  g_array_unref (self->totals);
  outlay_journal_free (self->journal);
  g_checksum_free (self->table_sum);
  g_checksum_free (self->journal_sum);
  g_string_free (self->text, TRUE);
  g_free (self->last_day);
  g_free (self->last_id);
  g_free (self);
}

OutlayPackFile *
outlay_pack_verify_find_file (OutlayPackVerify *self, const char *name)
{
  return g_hash_table_lookup (self->files, name);
}

static void
break_off (OutlayPackVerify *self, const GError *error)
{
  self->is_broken = TRUE;
  complain (self, EXPENSE, OUTLAY_PACK_FILE_EXPENSES, "%s: %s", OUTLAY_PACK_FILE_EXPENSES,
            error->message);
}

void
outlay_pack_verify_feed (OutlayPackVerify *self, const guint8 *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_broken && !outlay_pack_lines_feed (self->lines, bytes, size, &error))
    break_off (self, error);
}

static void
compare_copy (OutlayPackVerify *self, const char *name, GChecksum *sum)
{
  const OutlayPackFile *file = outlay_pack_verify_find_file (self, name);

  if (file != NULL && !g_str_equal (file->sha256, g_checksum_get_string (sum)))
    complain (self, TABLE, name, "%s does not say what %s says", name, OUTLAY_PACK_FILE_EXPENSES);
}

void
outlay_pack_verify_end (OutlayPackVerify *self)
{
  OutlayPackManifest *manifest = self->manifest;
  OutlayPackBook *book = outlay_pack_lines_get_book (self->lines);
  g_autoptr (GError) error = NULL;

  if (!self->is_broken && !outlay_pack_lines_end (self->lines, &error))
    break_off (self, error);
  if (self->is_broken)
    return;

  begin_copies (self, book);
  compare_copy (self, OUTLAY_PACK_FILE_TABLE, self->table_sum);
  compare_copy (self, OUTLAY_PACK_FILE_JOURNAL, self->journal_sum);
  if (self->n_expenses != manifest->n_expenses || self->n_events != manifest->n_events ||
      outlay_pack_book_get_people (book)->len != (guint64) manifest->n_people ||
      outlay_pack_book_get_categories (book)->len != (guint64) manifest->n_categories ||
      !outlay_pack_totals_equal (self->totals, manifest->totals))
    complain (self, TOTAL, OUTLAY_PACK_FILE_MANIFEST,
              "the counts and sums of the manifest are not those of the expenses");

  for (guint i = 0; i < manifest->files->len; i++)
    {
      const OutlayPackFile *file = manifest->files->pdata[i];

      if (!file->is_named && g_hash_table_lookup (self->proofs, file->sha256) == file)
        complain (self, PROOF, file->name, "no expense names the proof %s", file->name);
    }
}
