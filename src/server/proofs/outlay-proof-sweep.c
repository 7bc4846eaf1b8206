/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-sweep.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "server/proofs/outlay-proof-folder.h"
#include "server/proofs/outlay-proof-walk.h"

#define PAGE 256
/* Nobody writes one file for as long as this. */
#define TEMPORARY_USEC (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* One row of a page; texts are owned. */
typedef struct
{
  char *company;
  char *sha256;
  char *path; /* (nullable) */
  gint64 unnamed_since;
  gboolean is_named;
} Item;

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_free (item->company);
  g_free (item->sha256);
  g_free (item->path);
}

static GArray *
new_page (void)
{
  GArray *page = g_array_new (FALSE, TRUE, sizeof (Item));

  g_array_set_clear_func (page, clear_item);
  return page;
}

static gboolean
goes_on (OutlayProofSweep *self)
{
  return self->pause == NULL || self->pause (self->pause_data);
}

/* --- who is named --- */

static gboolean
read_naming (OutlayProofSweep *self, const Item *after, GArray *page, GError **error)
{
  OutlayStatement *query = outlay_connection_bind (self->db, error, "proof/list-naming", "ssi",
                                                   after->company, after->sha256, (gint64) PAGE);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      Item item = { NULL };

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      item.company = g_strdup (outlay_statement_get_text (query, 0));
      item.sha256 = g_strdup (outlay_statement_get_text (query, 1));
      item.unnamed_since = outlay_statement_get_int (query, 2);
      item.is_named = outlay_statement_get_int (query, 3) != 0;
      g_array_append_val (page, item);
    }
}

static gboolean
note_item (OutlayProofSweep *self, const Item *item, gint64 now, GError **error)
{
  if (item->is_named == (item->unnamed_since == 0))
    return TRUE;

  return item->is_named ? outlay_connection_run (self->db, error, "proof/keep", "ss", item->company,
                                                 item->sha256)
                        : outlay_connection_run (self->db, error, "proof/note-unnamed", "ssi",
                                                 item->company, item->sha256, now);
}

static gboolean
needs_note (const GArray *page)
{
  for (guint i = 0; i < page->len; i++)
    {
      const Item *item = &g_array_index (page, Item, i);

      if (item->is_named != (item->unnamed_since == 0))
        return TRUE;
    }

  return FALSE;
}

static gboolean
note_page (OutlayProofSweep *self, const GArray *page, gint64 now, GError **error)
{
  if (self->is_dry || !needs_note (page))
    return TRUE;
  if (!outlay_connection_begin (self->db, error))
    return FALSE;

  for (guint i = 0; i < page->len; i++)
    if (!note_item (self, &g_array_index (page, Item, i), now, error))
      {
        outlay_connection_rollback (self->db);
        return FALSE;
      }

  return outlay_connection_commit (self->db, error);
}

/* Writes down of each proof since when nobody names it. */
static gboolean
note_all (OutlayProofSweep *self, GError **error)
{
  g_autoptr (GArray) page = NULL;
  Item after = { (char *) "", (char *) "", NULL, 0, FALSE };
  gint64 now = g_get_real_time ();

  do
    {
      g_autoptr (GArray) next = new_page ();

      if (!read_naming (self, &after, next, error) || !note_page (self, next, now, error))
        return FALSE;

      g_clear_pointer (&page, g_array_unref);
      page = g_steal_pointer (&next);
      if (page->len > 0)
        after = g_array_index (page, Item, page->len - 1);
    }
  while (page->len == PAGE && goes_on (self));

  return TRUE;
}

/* --- files --- */

gboolean
outlay_proof_sweep_delete_unplaced (OutlayProofVault *vault,
                                    OutlayConnection *db,
                                    const char *path,
                                    gboolean waits,
                                    gboolean *is_deleted,
                                    GError **error)
{
  const char *folder = outlay_proof_vault_get_folder (vault);
  g_autofd int lock = outlay_proof_folder_lock (folder, TRUE, waits, error);
  gboolean is_place, is_done;

  *is_deleted = FALSE;
  if (lock < 0 || !outlay_connection_begin (db, error))
    return FALSE;

  /* An upload that counts on this file writes its row before us, or afterwards sees it gone. */
  is_done = outlay_connection_serialize (db, path, error) &&
            outlay_proof_store_is_place (db, path, &is_place, error);
  if (is_done && !is_place)
    is_done = *is_deleted = outlay_proof_vault_delete (vault, path, error);
  outlay_connection_rollback (db);

  return is_done;
}

static guint64
get_size (OutlayProofSweep *self, const char *path)
{
  g_autofree char *whole = g_build_filename (outlay_proof_vault_get_folder (self->vault), path,
                                             NULL);
  struct stat file;

  return stat (whole, &file) == 0 ? (guint64) file.st_size : 0;
}

static gboolean
delete_file (OutlayProofSweep *self, const char *path, guint64 *n, GError **error)
{
  guint64 size = get_size (self, path);
  gboolean is_deleted = TRUE;

  if (!self->is_dry &&
      !outlay_proof_sweep_delete_unplaced (self->vault, self->db, path, FALSE, &is_deleted, error))
    return FALSE;

  if (is_deleted)
    {
      (*n)++;
      self->n_bytes += size;
    }
  return TRUE;
}

static gboolean
visit_file (const OutlayProofFile *file, gpointer data, GError **error)
{
  OutlayProofSweep *self = data;
  gint64 age = g_get_real_time () - file->modified_at;
  gboolean is_place;

  if (file->kind == OUTLAY_PROOF_FILE_TEMPORARY && age > TEMPORARY_USEC)
    {
      self->n_temporary++;
      self->n_bytes += file->size;
      return self->is_dry || outlay_proof_vault_delete (self->vault, file->path, error);
    }

  if (file->kind != OUTLAY_PROOF_FILE_PROOF || age <= self->grace)
    return TRUE;

  return outlay_proof_store_is_place (self->db, file->path, &is_place, error) &&
         (is_place || delete_file (self, file->path, &self->n_files, error));
}

/* --- what was forgotten --- */

static gboolean
read_forgotten (OutlayProofSweep *self,
                gint64 before,
                const Item *after,
                GArray *page,
                GError **error)
{
  OutlayStatement *query = outlay_connection_bind (self->db, error, "proof/list-forgotten", "iissi",
                                                   before, after->unnamed_since, after->company,
                                                   after->sha256, (gint64) PAGE);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      Item item = { NULL };

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      item.unnamed_since = outlay_statement_get_int (query, 0);
      item.company = g_strdup (outlay_statement_get_text (query, 1));
      item.sha256 = g_strdup (outlay_statement_get_text (query, 2));
      item.path = g_strdup (outlay_statement_get_text (query, 3));
      g_array_append_val (page, item);
    }
}

static gboolean
run_for (OutlayProofSweep *self, const char *name, const Item *item, GError **error)
{
  return outlay_connection_run (self->db, error, name, "ss", item->company, item->sha256);
}

/* Inside a transaction: deletes the row unless somebody has sent or named the file meanwhile. */
static gboolean
delete_row (OutlayProofSweep *self,
            const Item *item,
            gint64 before,
            gboolean *is_deleted,
            GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_serialize (self->db, item->company, error) ||
      !outlay_connection_serialize (self->db, item->path, error) ||
      !outlay_connection_find (self->db, &row, error, "proof/is-forgotten", "ssi", item->company,
                               item->sha256, before))
    return FALSE;

  *is_deleted = row != NULL && g_str_equal (outlay_statement_get_text (row, 0), item->path);
  g_clear_pointer (&row, outlay_statement_reset);

  return !*is_deleted || (run_for (self, "proof/delete-uploads", item, error) &&
                          run_for (self, "proof/delete", item, error));
}

static gboolean
sweep_item (OutlayProofSweep *self, const Item *item, gint64 before, GError **error)
{
  guint64 n_files = 0;
  gboolean is_deleted;

  if (!self->is_dry)
    {
      if (!outlay_connection_begin (self->db, error))
        return FALSE;
      if (!delete_row (self, item, before, &is_deleted, error))
        {
          outlay_connection_rollback (self->db);
          return FALSE;
        }
      if (!outlay_connection_commit (self->db, error))
        return FALSE;
      if (!is_deleted)
        return TRUE;
    }

  self->n_rows++;
  return delete_file (self, item->path, &n_files, error);
}

static gboolean
sweep_forgotten (OutlayProofSweep *self, GError **error)
{
  g_autoptr (GArray) page = NULL;
  Item after = { (char *) "", (char *) "", NULL, -1, FALSE };
  gint64 before = g_get_real_time () - self->grace;

  do
    {
      g_autoptr (GArray) next = new_page ();

      if (!read_forgotten (self, before, &after, next, error))
        return FALSE;

      g_clear_pointer (&page, g_array_unref);
      page = g_steal_pointer (&next);
      for (guint i = 0; i < page->len; i++)
        if (!goes_on (self))
          return TRUE;
        else if (!sweep_item (self, &g_array_index (page, Item, i), before, error))
          return FALSE;
      if (page->len > 0)
        after = g_array_index (page, Item, page->len - 1);
    }
  while (page->len == PAGE);

  return TRUE;
}

gboolean
outlay_proof_sweep_run (OutlayProofSweep *self, GError **error)
{
  self->n_rows = self->n_files = self->n_temporary = self->n_bytes = 0;

  return note_all (self, error) && sweep_forgotten (self, error) &&
         (!self->walks_files ||
          outlay_proof_walk (outlay_proof_vault_get_folder (self->vault), visit_file, self,
                             self->pause, self->pause_data, error));
}
