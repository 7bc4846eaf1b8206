/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "server/command/outlay-check.h"
#include "server/command/outlay-command.h"
#include "server/outlay-service-private.h"

static gboolean
fail_errno (const char *what, const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot %s %s: %s", what, path,
               g_strerror (code));
  return FALSE;
}

static gboolean
sync_path (const char *path, GError **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);

  return (fd >= 0 && fsync (fd) == 0) || fail_errno ("sync", path, error);
}

/* A proof never changes, so that a second name for it will do; across file systems it is copied. */
static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = NULL;
  g_autoptr (GFile) target = NULL;
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_mkdir_with_parents (folder, 0700) < 0)
    return fail_errno ("make the folder", folder, error);
  if (link (from, to) == 0)
    return TRUE;

  source = g_file_new_for_path (from);
  target = g_file_new_for_path (to);
  return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error) &&
         sync_path (to, error);
}

/* One consistent picture of a database that may be in use (SQLite: VACUUM INTO, which asks for a
 * connection that could write and does not). */
static gboolean
copy_database (const OutlaySettings *settings, const char *to, GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (settings->database, OUTLAY_OPEN_READ_WRITE, error);
  OutlayStatement *query = db != NULL ? outlay_connection_query (db, "sqlite/copy", error) : NULL;

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", to);
  return outlay_statement_run (query, error) && sync_path (to, error);
}

/* Those that the copied database names: a proof is written before its row is, so they are there. */
static gboolean
copy_proofs (OutlayConnection *copy, const char *from, const char *to, GError **error)
{
  OutlayStatement *query = outlay_connection_query (copy, "server/proofs", error);
  gboolean has_row = FALSE;

  if (query == NULL)
    return FALSE;

  while (TRUE)
    {
      g_autofree char *source = NULL;
      g_autofree char *target = NULL;

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      source = g_build_filename (from, outlay_statement_get_text (query, 1), NULL);
      target = g_build_filename (to, outlay_statement_get_text (query, 1), NULL);
      /* Two companies may have the same file, at one path. */
      if (!g_file_test (target, G_FILE_TEST_EXISTS) && !copy_file (source, target, error))
        return FALSE;
    }
}

static gboolean
copy_keys (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (*name != '.' && !copy_file (source, target, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
back_up (const OutlaySettings *settings, const char *folder, OutlayCheck *check, GError **error)
{
  g_autofree char *database = g_build_filename (folder, "outlay.db", NULL);
  g_autofree char *uri = g_strconcat ("sqlite:", database, NULL);
  g_autofree char *proofs = g_build_filename (folder, "proofs", NULL);
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  g_autoptr (OutlayConnection) copy = NULL;

  if (g_mkdir (folder, 0700) < 0)
    return fail_errno ("make the folder", folder, error);

  if (!copy_database (settings, database, error))
    return FALSE;
  copy = outlay_service_open_existing (uri, OUTLAY_OPEN_READ_ONLY, error);

  return copy != NULL && copy_proofs (copy, settings->proofs, proofs, error) &&
         copy_keys (settings->keys, keys, error) && sync_path (folder, error) &&
         outlay_check_run (check, copy, proofs, error);
}

static int
run_backup (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_auto (OutlayCheck) check = { 0 };
  g_autoptr (GError) error = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 1))
    return 2;
  if (!back_up (line.settings, line.words[0], &check, &error))
    return outlay_command_fail (error);

  for (guint i = 0; i < check.problems->len; i++)
    g_printerr ("outlayd: %s\n", (const char *) check.problems->pdata[i]);
  if (check.problems->len > 0)
    return 1;

  g_print ("%s holds the database, %" G_GINT64_FORMAT
           " proofs and the keys, and has been checked\n",
           line.words[0], check.n_proofs);
  return 0;
}

const OutlayCommand outlay_backup_command = {
  "backup",
  "FOLDER ",
  "copy database, proofs and keys to a new folder, and check the copy",
  "  --database URI       sqlite:PATH (sqlite:outlay.db)\n"
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"
  "  --keys FOLDER        where the server's keys lie (\"keys\" beside the database)\n"
  "  --config FILE        read these settings from FILE\n"
  "The server may be running meanwhile. To restore, put the folder's content in place and\n"
  "start the server. The keys open every account: keep the copy as safe as the server.\n",
  run_backup,
};
