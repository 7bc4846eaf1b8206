/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-backup.h"
#include "server/command/outlay-command.h"

enum
{
  INCLUDE_KEYS,
  PROOFS_ONLY,
  READ_ALL,
};
static const char *const own[] = { "include-keys!", "proofs-only!", "read-all!", NULL };

static void
print_outcome (const OutlayBackup *backup)
{
  const OutlaySettings *settings = backup->settings;

  g_print ("%s holds %s%" G_GINT64_FORMAT " proofs, %" G_GINT64_FORMAT
           " of them new, and has been checked\n",
           backup->folder, backup->proofs_only ? "" : "the database and ", backup->check.n_proofs,
           backup->n_new);

  if (!backup->includes_keys)
    g_print ("Not in it: the keys in %s. Keep a copy of them elsewhere: without them nobody can "
             "sign in with their password.\n",
             settings->keys);
  if (settings->proof_key_file != NULL)
    g_print ("Not in it: the keys in %s. Keep a copy of them elsewhere: without them no proof that "
             "they seal can be read.\n",
             settings->proof_key_file);
}

static int
run_backup (int n_arguments, char **arguments)
{
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  OutlayBackup backup;
  int status;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 1))
    return 2;

  backup = (OutlayBackup) {
    .settings = line.settings,
    .folder = line.words[0],
    .includes_keys = line.values[INCLUDE_KEYS] != NULL,
    .proofs_only = line.values[PROOFS_ONLY] != NULL,
    .reads_all = line.values[READ_ALL] != NULL,
  };
  if (!outlay_backup_run (&backup, &error))
    status = outlay_command_fail (error);
  else if (backup.check.findings.n_problems > 0)
    status = outlay_check_print (&backup.check, FALSE);
  else
    {
      print_outcome (&backup);
      status = 0;
    }
  outlay_check_clear (&backup.check);

  return status;
}

const OutlayCommand outlay_backup_command = {
  "backup",
  "FOLDER ",
  "copy database and proofs to a folder, and check the copy",
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"
  "  --proof-key-file FILE  the keys that seal them, to check the copies; not copied\n"
  "  --keys FOLDER        where the server's keys lie (\"keys\" beside the database)\n"
  "  --include-keys       copy the server's keys as well: keep such a backup as safe as the "
  "server\n"
  "  --proofs-only        copy no database, as pg_dump has just done that\n"
  "  --read-all           hash every proof in the backup, not only the new ones\n"
  "  --config FILE        read these settings from FILE\n"
  "The server may be running meanwhile. A later backup to the same FOLDER copies the database\n"
  "and what proofs are new. \"outlayd restore\" puts it back. PostgreSQL is copied by its own\n"
  "pg_dump, as outlay.dump: give that to pg_restore, and then \"outlayd restore --proofs-only\".\n"
  "Its password: --database-password-file, ~/.pgpass or a service, and not the command line.\n",
  run_backup,
};
