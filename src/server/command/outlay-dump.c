/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-dump.h"

#include <string.h>

#include "server/outlay-service-private.h"

/* (transfer full) (nullable): the name by which another connection sees what this transaction sees */
static char *
export_snapshot (OutlayConnection *db, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "postgresql/export-snapshot", "") || row == NULL)
    return NULL;

  return g_strdup (outlay_statement_get_text (row, 0));
}

/* Command lines are everybody's to read, so that a password goes by the environment. */
static GSubprocess *
start_tool (const OutlaySettings *settings, const char *snapshot, const char *to, GError **error)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *password = NULL;
  g_autofree char *address = outlay_connection_dup_tool_address (settings->database, &password,
                                                                 error);
  g_autofree char *database = g_strconcat ("--dbname=", address, NULL);
  g_autofree char *shared = g_strconcat ("--snapshot=", snapshot, NULL);
  g_autofree char *file = g_strconcat ("--file=", to, NULL);

  if (address == NULL)
    return NULL;

  if (password != NULL)
    g_subprocess_launcher_setenv (launcher, "PGPASSWORD", password, TRUE);
  return g_subprocess_launcher_spawn (launcher, error, "pg_dump", "--format=custom",
                                      "--no-password", shared, file, database, NULL);
}

static gboolean
run_tool (const OutlaySettings *settings, const char *snapshot, const char *to, GError **error)
{
  g_autoptr (GSubprocess) tool = start_tool (settings, snapshot, to, error);
  g_autofree char *complaint = NULL;

  if (tool == NULL || !g_subprocess_communicate_utf8 (tool, NULL, NULL, NULL, &complaint, error))
    return FALSE;
  if (g_subprocess_get_successful (tool))
    return TRUE;

  complaint[strcspn (complaint, "\n")] = '\0';
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
               *complaint != '\0' ? complaint : "pg_dump has failed");
  return FALSE;
}

OutlayConnection *
outlay_dump_database (const OutlaySettings *settings, const char *to, GError **error)
{
  g_autofree char *program = g_find_program_in_path ("pg_dump");
  g_autoptr (OutlayConnection) db = NULL;
  g_autofree char *snapshot = NULL;

  if (program == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "pg_dump is not here to copy the database: install it, or copy the "
                           "database elsewhere, and after that the proofs with \"outlayd backup "
                           "--proofs-only\"");
      return NULL;
    }

  db = outlay_service_open_existing (settings->database,
                                     OUTLAY_OPEN_READ_ONLY | OUTLAY_OPEN_PATIENT, error);
  if (db == NULL || !outlay_connection_begin_read (db, error) ||
      !(snapshot = export_snapshot (db, error)) || !run_tool (settings, snapshot, to, error))
    return NULL;

  return g_steal_pointer (&db);
}
