/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-recoding.h"

#include <stdio.h>

#include "server/proofs/outlay-proof-sweep.h"
#include "server/proofs/outlay-proof-walk.h"

#define PAGE 100

typedef struct
{
  char *company;
  char *sha256;
  char *key_id;
} Item;

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_free (item->company);
  g_free (item->sha256);
  g_free (item->key_id);
}

static const char *
get_wanted (OutlayProofRecoding *self)
{
  const OutlayProofKey *key = outlay_proof_keys_get_first (self->keys);

  return key != NULL ? key->id : "";
}

static void G_GNUC_PRINTF (2, 3) say (OutlayProofRecoding *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->say (line);
}

static gboolean
count (OutlayProofRecoding *self, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (self->db, &row, error, "server/count-other-key", "s",
                               get_wanted (self)))
    return FALSE;

  self->n_total = outlay_statement_get_int (row, 0);
  return TRUE;
}

static gboolean
read_page (OutlayProofRecoding *self, const Item *after, GArray *page, GError **error)
{
  OutlayStatement *query = outlay_connection_bind (self->db, error, "proof/list-other-key", "ssssi",
                                                   get_wanted (self), after->key_id, after->company,
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

      item.company = g_strdup (outlay_statement_get_text (query, 0));
      item.sha256 = g_strdup (outlay_statement_get_text (query, 1));
      item.key_id = g_strdup (outlay_statement_get_text (query, 2));
      g_array_append_val (page, item);
    }
}

/* The day of a path, so that a file stays in its folder. */
static gint64
read_day (const char *path)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, number;

  if (sscanf (path, "%4d/%2d/%2d/", &year, &month, &number) == 3)
    day = g_date_time_new_utc (year, month, number, 0, 0, 0);

  return day != NULL ? g_date_time_to_unix (day) * G_USEC_PER_SEC : g_get_real_time ();
}

static gboolean
turn_row (OutlayProofRecoding *self,
          const Item *item,
          const char *old_path,
          const OutlayStoredProof *proof,
          gboolean *is_turned,
          GError **error)
{
  if (!outlay_connection_begin (self->db, error))
    return FALSE;

  if (!outlay_connection_serialize (self->db, proof->path, error) ||
      !outlay_proof_store_move (self->db, item->company, item->sha256, old_path, proof->path,
                                proof->key_id, is_turned, error))
    {
      outlay_connection_rollback (self->db);
      return FALSE;
    }

  return outlay_connection_commit (self->db, error);
}

/* A file that cannot be read is said and left; @error is of what ends it all. */
static gboolean
recode (OutlayProofRecoding *self, const Item *item, GError **error)
{
  g_autoptr (OutlayStoredProof) proof = NULL;
  g_autofree char *old_path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) unread = NULL;
  OutlaySealContext context = { item->company, item->sha256, 0 };
  gboolean is_turned, is_deleted;

  if (!outlay_proof_store_get (self->db, item->company, item->sha256, &proof, error))
    return FALSE;
  if (proof == NULL || g_str_equal (proof->key_id, get_wanted (self)))
    return TRUE;

  context.size = proof->size;
  old_path = g_strdup (proof->path);
  bytes = outlay_proof_vault_read (self->vault, &context, proof, &unread);
  if (bytes == NULL)
    {
      self->n_failed++;
      say (self, "the proof %s is left as it is: %s", old_path, unread->message);
      return TRUE;
    }

  outlay_proof_vault_choose_place (self->vault, self->keys, &context, read_day (old_path), proof);
  if (!outlay_proof_vault_write (self->vault, &context, proof, bytes, error) ||
      !turn_row (self, item, old_path, proof, &is_turned, error))
    return FALSE;

  if (is_turned)
    self->n_done++;
  /* Another company may lie there still; and if the row did not turn it is the new file that goes. */
  return outlay_proof_sweep_delete_unplaced (
      self->vault, self->db, is_turned ? old_path : proof->path, TRUE, &is_deleted, error);
}

static gboolean
delete_unplaced_cb (const OutlayProofFile *file, gpointer data, GError **error)
{
  OutlayProofRecoding *self = data;
  gboolean is_place, is_deleted;

  if (file->kind != OUTLAY_PROOF_FILE_PROOF)
    return TRUE;

  return outlay_proof_store_is_place (self->db, file->path, &is_place, error) &&
         (is_place || outlay_proof_sweep_delete_unplaced (self->vault, self->db, file->path, TRUE,
                                                          &is_deleted, error));
}

static gboolean
recode_all (OutlayProofRecoding *self, GError **error)
{
  g_autoptr (GArray) page = NULL;
  Item after = { (char *) "", (char *) "", (char *) "" };
  gint64 said_at = g_get_monotonic_time ();

  do
    {
      g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (Item));

      g_array_set_clear_func (next, clear_item);
      if (!read_page (self, &after, next, error))
        return FALSE;

      g_clear_pointer (&page, g_array_unref);
      page = g_steal_pointer (&next);
      for (guint i = 0; i < page->len; i++)
        {
          if (!recode (self, &g_array_index (page, Item, i), error))
            return FALSE;
          if (g_get_monotonic_time () - said_at < G_USEC_PER_SEC)
            continue;

          said_at = g_get_monotonic_time ();
          say (self, "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " proofs", self->n_done,
               self->n_total);
        }
      if (page->len > 0)
        after = g_array_index (page, Item, page->len - 1);
    }
  while (page->len == PAGE);

  return TRUE;
}

gboolean
outlay_proof_recoding_run (OutlayProofRecoding *self, GError **error)
{
  self->n_total = self->n_done = self->n_failed = 0;

  return count (self, error) && recode_all (self, error) &&
         outlay_proof_walk (outlay_proof_vault_get_folder (self->vault), delete_unplaced_cb, self,
                            NULL, NULL, error);
}
