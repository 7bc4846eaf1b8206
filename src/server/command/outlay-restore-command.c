/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gstdio.h>

#include "server/command/outlay-backup.h"
#include "server/command/outlay-command.h"
#include "server/outlay-service-private.h"

/* More numbers of the feed of changes than a server that is now lost can have given since the backup. */
#define LOST_NUMBERS (G_GINT64_CONSTANT (1) << 32)

enum
{
  PROOFS_ONLY,
};
static const char *const own[] = { "proofs-only!", NULL };

static gboolean
refuse (GError **error, const char *what, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s %s", what, why);
  return FALSE;
}

static gboolean
run_query (OutlayConnection *db, const char *name, GError **error)
{
  return outlay_connection_run (db, error, name, "i", LOST_NUMBERS);
}

/* Devices may have followed changes that this database has never seen. It gives none of their numbers
 * again, and tells who comes with one of them to begin anew. */
static gboolean
open_gap (const char *uri, GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (uri, OUTLAY_OPEN_READ_WRITE, error);

  if (db == NULL || !outlay_service_check_version (db, error) ||
      !outlay_connection_begin (db, error))
    return FALSE;

  if (!run_query (db, "server/note-gap", error) || !run_query (db, "server/jump-gap", error))
    {
      outlay_connection_rollback (db);
      return FALSE;
    }

  return outlay_connection_commit (db, error);
}

static gboolean
restore_database (const char *from, const char *path, GError **error)
{
  g_autofree char *source = g_build_filename (from, OUTLAY_BACKUP_DATABASE, NULL);
  g_autofree char *fresh = g_strconcat (path, ".restored", NULL);
  g_autofree char *uri = g_strconcat ("sqlite:", fresh, NULL);

  if (!outlay_backup_copy_file (source, fresh, FALSE, error) || !open_gap (uri, error) ||
      !outlay_backup_sync (fresh, error))
    return FALSE;
  if (rename (fresh, path) == 0)
    return outlay_backup_sync (path, error);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "cannot write %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
restore_proofs (const OutlaySettings *settings,
                const char *uri,
                const char *from,
                OutlayProofVault *vault,
                GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (uri, OUTLAY_OPEN_READ_ONLY, error);
  g_autofree char *source = g_build_filename (from, OUTLAY_BACKUP_PROOFS, NULL);
  gint64 n_copied;

  return db != NULL && outlay_service_check_version (db, error) &&
         outlay_proof_vault_check_keys (vault, db, error) &&
         outlay_backup_copy_proofs (db, source, vault, FALSE, &n_copied, error);
}

static gboolean
restore_keys (const OutlaySettings *settings, const char *from, GError **error)
{
  g_autofree char *source = g_build_filename (from, OUTLAY_BACKUP_KEYS, NULL);

  if (!g_file_test (source, G_FILE_TEST_IS_DIR) || g_file_test (settings->keys, G_FILE_TEST_EXISTS))
    return TRUE;

  return outlay_backup_copy_keys (source, settings->keys, error);
}

/* Proofs first: a database is never there before what it names. */
static gboolean
restore (const OutlaySettings *settings,
         const char *from,
         gboolean proofs_only,
         OutlayCheck *check,
         GError **error)
{
  g_autofree char *path = outlay_settings_dup_database_path (settings);
  g_autofree char *source = g_strdup_printf ("sqlite:%s/%s", from, OUTLAY_BACKUP_DATABASE);
  g_autoptr (OutlayProofVault)
      vault = outlay_proof_vault_new (settings->proofs, settings->proof_key_file, error);
  g_autoptr (OutlayConnection) db = NULL;

  if (vault == NULL)
    return FALSE;
  if (!outlay_backup_is_there (from))
    return refuse (error, from, "holds no finished backup");
  if (path == NULL && !proofs_only)
    return refuse (error, "this database",
                   "is put back with pg_restore (outlay.dump), and after that the proofs with "
                   "\"outlayd restore --proofs-only\"");
  if (!proofs_only && g_file_test (path, G_FILE_TEST_EXISTS))
    return refuse (error, path, "is there already: move it away first");

  if (g_mkdir_with_parents (settings->proofs, 0700) < 0 ||
      !restore_proofs (settings, proofs_only ? settings->database : source, from, vault, error) ||
      !restore_keys (settings, from, error) || !outlay_backup_sync (settings->proofs, error) ||
      !(proofs_only ? open_gap (settings->database, error) : restore_database (from, path, error)))
    return FALSE;

  db = outlay_service_open_existing (settings->database, OUTLAY_OPEN_READ_ONLY, error);
  check->is_sqlite = path != NULL;
  return db != NULL && outlay_check_run (check, db, vault, error);
}

static int
run_restore (int n_arguments, char **arguments)
{
  g_auto (OutlayCommandLine) line = { 0 };
  OutlayCheck check = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 1))
    return 2;

  if (restore (line.settings, line.words[0], line.values[PROOFS_ONLY] != NULL, &check, &error))
    status = outlay_check_print (&check, FALSE);
  else
    {
      if (error == NULL)
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot make the folder %s",
                     line.settings->proofs);
      status = outlay_command_fail (error);
    }
  outlay_check_clear (&check);

  return status;
}

const OutlayCommand outlay_restore_command = {
  "restore",
  "FOLDER ",
  "put a backup back where there is nothing, and check it",
  "  --database URI       where it goes: sqlite:PATH (sqlite:outlay.db)\n"
  "  --proofs FOLDER      where the proofs go (\"proofs\" beside the database)\n"
  "  --proof-key-file FILE  the keys that seal them\n"
  "  --keys FOLDER        where the server's keys go, if the backup has them\n"
  "  --proofs-only        the database was put back already, by pg_restore\n"
  "  --config FILE        read these settings from FILE\n"
  "The server must not be running. Do not just copy the files: devices may be ahead of the\n"
  "backup, and this makes the server tell them so.\n",
  run_restore,
};
