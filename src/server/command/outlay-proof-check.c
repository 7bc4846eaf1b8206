/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-proof-check.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "server/proofs/outlay-proof-folder.h"
#include "server/proofs/outlay-proof-rows.h"
#include "server/proofs/outlay-proof-walk.h"

typedef struct
{
  OutlayFindings *findings;
  OutlayConnection *db;
  OutlayProofVault *vault;
  OutlayProofKeys *keys;
  gboolean is_quick;
  uid_t owner; /* of the folder */
  gint64 *n_proofs;
} Check;

static void
complain (Check *self, const OutlayProofRow *row, const char *what)
{
  outlay_findings_add (self->findings, "proof", row->proof->path, "the proof %s %s",
                       row->proof->path, what);
}

static void
check_name (Check *self, const OutlayProofRow *row)
{
  const OutlaySealContext context = { row->company, row->sha256, row->proof->size };
  const OutlayProofKey *key = outlay_proof_keys_find (self->keys, row->proof->key_id);
  g_autofree char *name = key != NULL ? outlay_sealed_proof_build_name (key, &context)
                                      : g_strdup (row->sha256);
  const char *base = strrchr (row->proof->path, '/');

  if (base == NULL || strstr (row->proof->path, "..") != NULL ||
      !g_str_has_prefix (base + 1, name) || base[1 + strlen (name)] != '.')
    complain (self, row, "lies under a name that is not its own");
}

/* Others who may read or change it, or put something else in its place. */
static void
check_owner (Check *self, const OutlayProofRow *row)
{
  g_autofree char *whole = g_build_filename (outlay_proof_vault_get_folder (self->vault),
                                             row->proof->path, NULL);
  struct stat file;

  if (lstat (whole, &file) < 0)
    return;
  if (!S_ISREG (file.st_mode))
    complain (self, row, "is no file of its own");
  else if (file.st_uid != self->owner)
    complain (self, row, "belongs to another user of this machine");
  else if (file.st_mode & 0077)
    complain (self, row, "can be read or written by other users of this machine");
}

static gboolean
check_row_cb (const OutlayProofRow *row, gpointer data, GError **unused)
{
  Check *self = data;
  const OutlaySealContext context = { row->company, row->sha256, row->proof->size };
  g_autoptr (GError) error = NULL;

  (*self->n_proofs)++;
  check_name (self, row);
  check_owner (self, row);

  if (self->is_quick)
    {
      if (!outlay_proof_vault_has (self->vault, row->proof))
        complain (self, row, "is missing, or has another length than was written");
      return TRUE;
    }

  if (outlay_proof_vault_verify (self->vault, &context, row->proof, &error))
    return TRUE;
  if (error->domain == OUTLAY_SEAL_ERROR)
    outlay_findings_add (self->findings, "proof", row->proof->path, "the proof %s is damaged: %s",
                         row->proof->path, error->message);
  else
    outlay_findings_add (self->findings, "proof", row->proof->path,
                         "the proof %s cannot be read: %s", row->proof->path, error->message);

  return TRUE;
}

/* Such are left by a crash, and swept in time. */
static gboolean
visit_file (const OutlayProofFile *file, gpointer data, GError **error)
{
  Check *self = data;
  gboolean is_place;

  if (file->kind == OUTLAY_PROOF_FILE_TEMPORARY)
    outlay_findings_note (self->findings, "file", file->path, "the file %s is unfinished",
                          file->path);
  else if (file->kind == OUTLAY_PROOF_FILE_FOREIGN)
    outlay_findings_note (self->findings, "file", file->path,
                          "the file %s is none that the server has written", file->path);
  else if (!outlay_proof_store_is_place (self->db, file->path, &is_place, error))
    return FALSE;
  else if (!is_place)
    outlay_findings_note (self->findings, "file", file->path, "the file %s has no row", file->path);

  return TRUE;
}

gboolean
outlay_proof_check_run (OutlayFindings *findings,
                        OutlayConnection *db,
                        OutlayProofVault *vault,
                        gboolean is_quick,
                        gint64 *n_proofs,
                        GError **error)
{
  const char *folder = outlay_proof_vault_get_folder (vault);
  g_autoptr (OutlayProofKeys) keys = outlay_proof_vault_dup_keys (vault);
  Check self = { findings, db, vault, keys, is_quick, 0, n_proofs };
  g_autoptr (GError) local = NULL;
  g_autofd int lock = outlay_proof_folder_lock (folder, FALSE, TRUE, &local);
  struct stat file;

  *n_proofs = 0;
  /* Before the first proof there is no folder. */
  if (lock < 0)
    outlay_findings_note (findings, "file", folder, "the folder of the proofs cannot be read: %s",
                          local->message);
  else if (fstat (lock, &file) == 0)
    self.owner = file.st_uid;

  return outlay_proof_rows_visit (db, check_row_cb, &self, error) &&
         (is_quick || lock < 0 || outlay_proof_walk (folder, visit_file, &self, NULL, NULL, error));
}
