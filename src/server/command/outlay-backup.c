/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "server/command/outlay-dump.h"
#include "server/outlay-service-private.h"
#include "server/proofs/outlay-proof-folder.h"
#include "server/proofs/outlay-proof-rows.h"
#include "server/proofs/outlay-proof-walk.h"

static gboolean
fail_errno (const char *what, const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot %s %s: %s", what, path,
               g_strerror (code));
  return FALSE;
}

gboolean
outlay_backup_sync (const char *path, GError **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);

  return (fd >= 0 && syncfs (fd) == 0) || fail_errno ("sync", path, error);
}

gboolean
outlay_backup_copy_file (const char *from, const char *to, gboolean may_link, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *temporary = g_build_filename (folder, OUTLAY_PROOF_FOLDER_TEMPORARY "copy",
                                                 NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (temporary);

  if (g_mkdir_with_parents (folder, 0700) < 0)
    return fail_errno ("make the folder", folder, error);

  g_unlink (temporary);
  if ((!may_link || link (from, temporary) != 0) &&
      !g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error))
    return FALSE;

  return rename (temporary, to) == 0 || fail_errno ("write", to, error);
}

gboolean
outlay_backup_copy_keys (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (*name != '.' && !outlay_backup_copy_file (source, target, FALSE, error))
        return FALSE;
    }

  return TRUE;
}

/* --- proofs --- */

typedef struct
{
  OutlayConnection *db;
  const char *from;
  OutlayProofVault *to;
  gboolean may_link;
  gint64 *n_copied;
} Copying;

static gboolean
copy_proof_cb (const OutlayProofRow *row, gpointer data, GError **error)
{
  const Copying *self = data;
  g_autoptr (OutlayStoredProof) proof = NULL;
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;
  OutlaySealContext context = { row->company, row->sha256, 0 };

  if (!outlay_proof_store_get (self->db, row->company, row->sha256, &proof, error))
    return FALSE;
  /* Where the database is not a copy, a row may go meanwhile. */
  if (proof == NULL || outlay_proof_vault_has (self->to, proof))
    return TRUE;

  source = g_build_filename (self->from, proof->path, NULL);
  target = g_build_filename (outlay_proof_vault_get_folder (self->to), proof->path, NULL);
  context.size = proof->size;
  (*self->n_copied)++;

  if (!outlay_backup_copy_file (source, target, self->may_link, error))
    return FALSE;
  if (outlay_proof_vault_verify (self->to, &context, proof, error))
    return TRUE;

  g_prefix_error (error, "the copy of the proof %s: ", proof->path);
  return FALSE;
}

gboolean
outlay_backup_copy_proofs (OutlayConnection *db,
                           const char *from,
                           OutlayProofVault *to,
                           gboolean may_link,
                           gint64 *n_copied,
                           GError **error)
{
  Copying copying = { db, from, to, may_link, n_copied };

  *n_copied = 0;
  return outlay_proof_rows_visit (db, copy_proof_cb, &copying, error);
}

typedef struct
{
  OutlayConnection *db;
  OutlayProofVault *vault;
} Tidying;

/* What an earlier run has left and the database does not name any more. */
static gboolean
delete_unnamed_cb (const OutlayProofFile *file, gpointer data, GError **error)
{
  Tidying *self = data;
  gboolean is_place;

  if (file->kind == OUTLAY_PROOF_FILE_FOREIGN)
    return TRUE;

  return outlay_proof_store_is_place (self->db, file->path, &is_place, error) &&
         (is_place || outlay_proof_vault_delete (self->vault, file->path, error));
}

/* --- the database --- */

/* One consistent picture of a database that may be in use (SQLite: VACUUM INTO, which asks for a
 * connection that could write and does not). */
static gboolean
copy_sqlite (const OutlaySettings *settings, const char *to, GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (settings->database, OUTLAY_OPEN_READ_WRITE, error);

  return db != NULL && outlay_connection_run (db, error, "sqlite/copy", "s", to);
}

/* (transfer full) (nullable): a connection that sees what is in the backup */
static OutlayConnection *
copy_database (OutlayBackup *self, const char *to, GError **error)
{
  g_autofree char *uri = g_strconcat ("sqlite:", to, NULL);

  if (self->proofs_only)
    return outlay_service_open_existing (self->settings->database, OUTLAY_OPEN_READ_ONLY, error);

  self->check.is_in_picture = !self->check.is_sqlite;
  if (!self->check.is_sqlite)
    return outlay_dump_database (self->settings, to, error);

  return copy_sqlite (self->settings, to, error)
             ? outlay_service_open_existing (uri, OUTLAY_OPEN_READ_ONLY, error)
             : NULL;
}

/* A run that was killed may have left some. */
static void
delete_database (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      g_unlink (name);
    }
}

gboolean
outlay_backup_is_there (const char *folder)
{
  g_autofree char *mark = g_build_filename (folder, OUTLAY_BACKUP_MARK, NULL);

  return g_file_test (mark, G_FILE_TEST_IS_REGULAR);
}

static gboolean
prepare_folder (const char *folder, GError **error)
{
  if (outlay_backup_is_there (folder) || g_mkdir (folder, 0700) == 0)
    return TRUE;
  if (errno != EEXIST)
    return fail_errno ("make the folder", folder, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               "%s is there already, and holds no finished backup", folder);
  return FALSE;
}

static gboolean
write_mark (OutlayBackup *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, OUTLAY_BACKUP_MARK, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%FT%TZ\n");

  return g_file_set_contents_full (
      path, time, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
copy_rest (OutlayBackup *self, OutlayConnection *db, OutlayProofVault *vault, GError **error)
{
  const OutlaySettings *settings = self->settings;
  g_autofree char *keys = g_build_filename (self->folder, OUTLAY_BACKUP_KEYS, NULL);

  self->check.trusts_proofs = !self->reads_all;

  return outlay_service_check_version (db, error) &&
         outlay_proof_vault_check_keys (vault, db, error) &&
         outlay_backup_copy_proofs (db, settings->proofs, vault, TRUE, &self->n_new, error) &&
         (!self->includes_keys || outlay_backup_copy_keys (settings->keys, keys, error)) &&
         outlay_check_run (&self->check, db, vault, error);
}

/* The copy takes the place of the one before when all that it names is there. */
static gboolean
finish (OutlayBackup *self,
        const char *fresh,
        const char *database,
        OutlayProofVault *vault,
        GError **error)
{
  g_autofree char *uri = g_strconcat ("sqlite:", self->proofs_only ? fresh : database, NULL);
  Tidying tidying = { NULL, vault };
  g_autoptr (OutlayConnection) db = NULL;

  if (!outlay_backup_sync (self->folder, error))
    return FALSE;
  if (self->proofs_only)
    return write_mark (self, error);

  delete_database (database);
  if (rename (fresh, database) != 0)
    return fail_errno ("write", database, error);
  if (!outlay_backup_sync (self->folder, error) || !write_mark (self, error))
    return FALSE;
  /* What the dump names cannot be asked of it. */
  if (!self->check.is_sqlite)
    return TRUE;

  db = outlay_service_open_existing (uri, OUTLAY_OPEN_READ_ONLY, error);
  tidying.db = db;
  return db != NULL && outlay_proof_walk (outlay_proof_vault_get_folder (vault), delete_unnamed_cb,
                                          &tidying, NULL, NULL, error);
}

static gboolean
check_source (const OutlaySettings *settings, GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (settings->database, OUTLAY_OPEN_READ_ONLY, error);

  return db != NULL && outlay_service_check_version (db, error);
}

/* From here on nobody deletes a proof; before the first one there is no folder. */
static gboolean
keep_proofs (const char *folder, int *lock, GError **error)
{
  g_autoptr (GError) local = NULL;

  *lock = outlay_proof_folder_lock (folder, FALSE, TRUE, &local);
  if (*lock >= 0 || g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
outlay_backup_run (OutlayBackup *self, GError **error)
{
  gboolean is_sqlite = g_str_has_prefix (self->settings->database, "sqlite:");
  g_autofree char *database = g_build_filename (
      self->folder, is_sqlite ? OUTLAY_BACKUP_DATABASE : OUTLAY_BACKUP_DUMP, NULL);
  g_autofree char *fresh = g_strconcat (database, ".new", NULL);
  g_autofree char *proofs = g_build_filename (self->folder, OUTLAY_BACKUP_PROOFS, NULL);
  g_autoptr (OutlayConnection) db = NULL;
  g_autoptr (OutlayProofVault) vault = NULL;
  g_autofd int lock = -1;

  outlay_findings_init (&self->check.findings);
  self->check.is_sqlite = is_sqlite;
  if (!check_source (self->settings, error) ||
      !keep_proofs (self->settings->proofs, &lock, error) || !prepare_folder (self->folder, error))
    return FALSE;
  if (g_mkdir_with_parents (proofs, 0700) < 0)
    return fail_errno ("make the folder", proofs, error);

  delete_database (fresh);
  vault = outlay_proof_vault_new (proofs, self->settings->proof_key_file, error);
  db = vault != NULL ? copy_database (self, fresh, error) : NULL;
  if (db == NULL || !copy_rest (self, db, vault, error))
    return FALSE;

  g_clear_object (&db);
  return self->check.findings.n_problems > 0 || finish (self, fresh, database, vault, error);
}
