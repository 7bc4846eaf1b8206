/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/export/outlay-expense-import.h"

#include <glib/gstdio.h>

#include "client/account/outlay-actor.h"
#include "client/account/outlay-workspace-private.h"
#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/proofs/outlay-proof-files.h"
#include "client/transport/outlay-fiber.h"
#include "core/expense/outlay-category-check.h"
#include "pack/outlay-pack-assembly.h"
#include "pack/outlay-pack-reader.h"

/* Expenses in one transaction. */
#define BATCH 100

struct _OutlayExpenseImport
{
  GObject parent_instance;

  OutlayWorkspace *workspace;
  char *path;
  char *proofs;
  OutlayActor *actor;
  char *email;
  GCancellable *cancellable;
  OutlayPackReader *reader;
  OutlayPackBook *book; /* of the pack, once its expenses were read */
  GPtrArray *expenses;  /* of OutlayPackAssembly: one's own */
  GHashTable *needed;   /* hashes of the proofs they name */
  GHashTable *lacking;  /* those that are neither in the pack nor here */
  guint next;
  guint n_new;
  guint n_known;
  guint n_different;
  guint n_others;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseImport, outlay_expense_import, G_TYPE_OBJECT)

static void
outlay_expense_import_finalize (GObject *object)
{
  OutlayExpenseImport *self = OUTLAY_EXPENSE_IMPORT (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->actor, outlay_actor_free);
  g_clear_pointer (&self->reader, outlay_pack_reader_free);
  g_clear_pointer (&self->book, outlay_pack_book_unref);
  g_ptr_array_unref (self->expenses);
  g_hash_table_unref (self->needed);
  g_hash_table_unref (self->lacking);
  g_free (self->path);
  g_free (self->proofs);
  g_free (self->email);

  G_OBJECT_CLASS (outlay_expense_import_parent_class)->finalize (object);
}

static void
outlay_expense_import_class_init (OutlayExpenseImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_expense_import_finalize;
}

static void
outlay_expense_import_init (OutlayExpenseImport *self)
{
  self->cancellable = g_cancellable_new ();
  self->expenses = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_pack_assembly_free);
  self->needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lacking = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

OutlayExpenseImport *
outlay_expense_import_new (OutlayWorkspace *workspace, GFile *file)
{
  OutlayExpenseImport *self;
  OutlayAccount *account;
  OutlayDatabase *database;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL, NULL);

  account = outlay_workspace_get_account (workspace);
  database = outlay_workspace_get_database (workspace);
  self = g_object_new (OUTLAY_TYPE_EXPENSE_IMPORT, NULL);
  self->workspace = g_object_ref (workspace);
  self->path = g_file_get_path (file);
  self->proofs = g_build_filename (g_file_peek_path (outlay_database_get_folder (database)),
                                   "proofs", NULL);
  self->actor = outlay_actor_new (account, outlay_workspace_get_policy (workspace));
  self->email = g_strdup (outlay_account_get_email (account));

  return self;
}

static DexFuture *
in_pool (OutlayExpenseImport *self, DexFiberFunc func)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), OUTLAY_FIBER_STACK, func,
                              g_object_ref (self), g_object_unref);
}

static DexFuture *
answer (gboolean is_done, GError *error)
{
  return is_done ? dex_future_new_true () : dex_future_new_for_error (error);
}

/* --- verifying --------------------------------------------------------------------------------- */

static DexFuture *
verify_fiber (gpointer data)
{
  OutlayExpenseImport *self = data;
  GError *error = NULL;

  self->reader = outlay_pack_reader_open (self->path, self->cancellable, &error);
  if (self->reader == NULL || !outlay_pack_reader_verify (self->reader, &error))
    return answer (FALSE, error);

  return dex_future_new_for_boolean (outlay_pack_reader_get_findings (self->reader)->n_all == 0);
}

DexFuture *
outlay_expense_import_verify (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self) && self->reader == NULL, NULL);

  return in_pool (self, verify_fiber);
}

/* --- what is one's own ------------------------------------------------------------------------- */

static gboolean
is_own (OutlayExpenseImport *self, const OutlayPackExpense *expense, OutlayPackBook *book)
{
  const OutlayPackPerson *owner = outlay_pack_book_find_person (book, expense->owner);

  if (self->actor->is_on_device || g_str_equal (expense->owner, self->actor->user_id))
    return TRUE;
  if (*owner->email == '\0')
    return outlay_pack_reader_get_manifest (self->reader)->title.company_id == NULL;

  return self->email != NULL && g_ascii_strcasecmp (owner->email, self->email) == 0;
}

static gboolean
collect_cb (const OutlayPackExpense *expense, OutlayPackBook *book, gpointer data, GError **error)
{
  OutlayExpenseImport *self = data;
  OutlayPackAssembly *kept;

  if (self->book == NULL)
    self->book = outlay_pack_book_ref (book);
  if (!is_own (self, expense, book))
    {
      self->n_others++;
      return TRUE;
    }

  kept = outlay_pack_assembly_new ();
  kept->expense.id = outlay_pack_assembly_keep (kept, expense->id);
  kept->expense.facts = (OutlayPackFacts) {
    .merchant = outlay_pack_assembly_keep (kept, expense->facts.merchant),
    .amount = expense->facts.amount,
    .day = outlay_pack_assembly_keep (kept, expense->facts.day),
    .category = outlay_pack_assembly_keep (kept, expense->facts.category),
    .note = outlay_pack_assembly_keep (kept, expense->facts.note),
    .proofs = outlay_pack_assembly_keep_list (kept, expense->facts.proofs),
  };
  g_ptr_array_add (self->expenses, kept);
  for (guint i = 0; kept->expense.facts.proofs[i] != NULL; i++)
    g_hash_table_add (self->needed, g_strdup (kept->expense.facts.proofs[i]));

  return TRUE;
}

/* --- proofs ------------------------------------------------------------------------------------ */

static gboolean
wants_proof_cb (const char *sha256, gpointer data)
{
  OutlayExpenseImport *self = data;
  g_autofree char *path = NULL;

  if (!g_hash_table_contains (self->needed, sha256))
    return FALSE;

  path = outlay_proof_files_find (self->proofs, sha256);
  return path == NULL;
}

static gboolean
keep_proof_cb (const char *sha256, GBytes *bytes, gpointer data, GError **error)
{
  OutlayExpenseImport *self = data;
  g_autofree char *path = outlay_proof_files_path (self->proofs, sha256, "import");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *kept = NULL;
  gsize size;
  const char *contents = g_bytes_get_data (bytes, &size);

  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, contents, (gssize) size, G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be made", folder);
      return FALSE;
    }

  kept = outlay_proof_files_adopt (self->proofs, path, sha256, error);
  if (kept == NULL)
    g_unlink (path);
  return kept != NULL;
}

static void
find_lacking (OutlayExpenseImport *self)
{
  GHashTableIter iter;
  gpointer sha256;

  g_hash_table_iter_init (&iter, self->needed);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    {
      g_autofree char *path = outlay_proof_files_find (self->proofs, sha256);

      if (path == NULL)
        g_hash_table_add (self->lacking, g_strdup (sha256));
    }
}

static DexFuture *
collect_fiber (gpointer data)
{
  OutlayExpenseImport *self = data;
  GError *error = NULL;

  if (!outlay_pack_reader_visit_expenses (self->reader, collect_cb, self, &error) ||
      !outlay_pack_reader_visit_proofs (self->reader, wants_proof_cb, keep_proof_cb, self, &error))
    return answer (FALSE, error);

  find_lacking (self);
  return answer (TRUE, NULL);
}

/* --- on the database thread -------------------------------------------------------------------- */

/* Categories here: @ids, and ids by the keys of their names. */
typedef struct
{
  GHashTable *ids;
  GHashTable *by_name;
} Categories;

static gboolean
read_categories (OutlayConnection *connection, Categories *categories, GError **error)
{
  OutlayStatement *row = outlay_connection_query (connection, "category/names", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      g_hash_table_add (categories->ids, g_strdup (outlay_statement_get_text (row, 0)));
      g_hash_table_insert (categories->by_name,
                           outlay_category_dup_name_key (outlay_statement_get_text (row, 1)),
                           g_strdup (outlay_statement_get_text (row, 0)));
    }
}

/* @found: (out) (nullable): what it is here; borrowed from @categories or the book */
static gboolean
find_category (OutlayExpenseImport *self,
               OutlayConnection *connection,
               Categories *categories,
               const char *id,
               const char **found,
               GError **error)
{
  const OutlayPackCategory *category = outlay_pack_book_find_category (self->book, id);
  g_autofree char *key = NULL;

  *found = NULL;
  if (category == NULL)
    return TRUE;
  if (g_hash_table_contains (categories->ids, id))
    {
      *found = category->id;
      return TRUE;
    }

  key = outlay_category_dup_name_key (category->name);
  *found = g_hash_table_lookup (categories->by_name, key);
  if (*found != NULL || !self->actor->is_on_device)
    return TRUE;

  *found = category->id;
  g_hash_table_add (categories->ids, g_strdup (id));
  g_hash_table_insert (categories->by_name, g_steal_pointer (&key), g_strdup (id));
  return outlay_connection_run (connection, error, "category/put", "ssssi", category->id,
                                category->name, category->icon, category->color,
                                (gint64) category->is_archived);
}

/* The proofs that are here; the others were left behind where the pack was made. */
static char **
list_proofs (OutlayExpenseImport *self, const OutlayPackFacts *facts)
{
  g_autoptr (GStrvBuilder) proofs = g_strv_builder_new ();

  for (guint i = 0; facts->proofs[i] != NULL; i++)
    if (!g_hash_table_contains (self->lacking, facts->proofs[i]))
      g_strv_builder_add (proofs, facts->proofs[i]);

  return g_strv_builder_end (proofs);
}

/* Whether what is here says the same; its category may have been matched by name. */
static gboolean
is_same (OutlayExpense *row, const OutlayPackFacts *facts, char **proofs)
{
  return g_str_equal (outlay_expense_get_merchant (row), facts->merchant) &&
         outlay_money_equal (outlay_expense_get_amount (row), &facts->amount) &&
         g_str_equal (outlay_expense_get_day (row), facts->day) &&
         g_str_equal (outlay_expense_get_note (row), facts->note) &&
         g_strv_equal (outlay_expense_get_proofs (row), (const char *const *) proofs);
}

static gboolean
save (OutlayExpenseImport *self,
      OutlayConnection *connection,
      Categories *categories,
      const OutlayPackExpense *expense,
      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) row = outlay_expense_table_get (connection, expense->id, &local_error);
  g_auto (GStrv) proofs = list_proofs (self, &expense->facts);
  OutlayExpenseFields fields = {
    .merchant = expense->facts.merchant,
    .amount = expense->facts.amount,
    .day = expense->facts.day,
    .note = expense->facts.note,
    .proofs = (const char *const *) proofs,
  };

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (row != NULL)
    {
      if (is_same (row, &expense->facts, proofs))
        self->n_known++;
      else
        self->n_different++;
      return TRUE;
    }

  self->n_new++;
  return find_category (self, connection, categories, expense->facts.category, &fields.category,
                        error) &&
         outlay_expense_change_save (connection, self->actor, expense->id, &fields, NULL, error);
}

static gboolean
save_batch (OutlayConnection *connection,
            gpointer data,
            GValue *result,
            OutlayTopics *changed,
            GError **error)
{
  OutlayExpenseImport *self = data;
  guint end = MIN (self->next + BATCH, self->expenses->len);
  Categories categories = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                            g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  gboolean is_saved = read_categories (connection, &categories, error);

  for (; is_saved && self->next < end; self->next++)
    {
      OutlayPackAssembly *expense = self->expenses->pdata[self->next];

      is_saved = save (self, connection, &categories, &expense->expense, error);
    }

  g_hash_table_unref (categories.ids);
  g_hash_table_unref (categories.by_name);
  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_OUTBOX;
  return is_saved;
}

static DexFuture *
run_fiber (gpointer data)
{
  OutlayExpenseImport *self = data;
  OutlayDatabase *database = outlay_workspace_get_database (self->workspace);
  GError *error = NULL;

  if (!dex_await (in_pool (self, collect_fiber), &error))
    return answer (FALSE, error);

  while (self->next < self->expenses->len)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, &error) ||
          !dex_await (
              outlay_database_run (database, save_batch, g_object_ref (self), g_object_unref),
              &error))
        return answer (FALSE, error);
    }

  return answer (TRUE, NULL);
}

DexFuture *
outlay_expense_import_run (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self) && self->book == NULL, NULL);
  g_return_val_if_fail (self->reader != NULL, NULL);
  g_return_val_if_fail (outlay_pack_reader_get_manifest (self->reader) != NULL, NULL);
  g_return_val_if_fail (outlay_pack_reader_get_findings (self->reader)->n_all == 0, NULL);

  return outlay_fiber_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

void
outlay_expense_import_cancel (OutlayExpenseImport *self)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self));

  g_cancellable_cancel (self->cancellable);
}

const OutlayPackFindings *
outlay_expense_import_get_findings (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self) && self->reader != NULL, NULL);

  return outlay_pack_reader_get_findings (self->reader);
}

guint
outlay_expense_import_get_n_new (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self), 0);

  return self->n_new;
}

guint
outlay_expense_import_get_n_known (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self), 0);

  return self->n_known;
}

guint
outlay_expense_import_get_n_different (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self), 0);

  return self->n_different;
}

guint
outlay_expense_import_get_n_others (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self), 0);

  return self->n_others;
}

guint
outlay_expense_import_get_n_missing (OutlayExpenseImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_IMPORT (self), 0);

  return g_hash_table_size (self->lacking);
}
