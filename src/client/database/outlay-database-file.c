/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/database/outlay-database-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "client/outlay-client-error.h"
#include "client/database/outlay-database.h"
#include "db/outlay-migration.h"

static const char *const parts[] = { "", "-wal", "-shm" };

static char *
path_in (GFile *folder, const char *name)
{
  return g_build_filename (g_file_peek_path (folder), name, NULL);
}

OutlayQueries *
outlay_database_file_get_queries (void)
{
  static OutlayQueries *queries;

  if (g_once_init_enter_pointer (&queries))
    {
      g_autoptr (GError) error = NULL;
      OutlayQueries *loaded = outlay_queries_load (OUTLAY_CLIENT_QUERIES, &error);

      g_assert_no_error (error);
      g_once_init_leave_pointer (&queries, loaded);
    }

  return queries;
}

/* Renames the database and what belongs to it to names that say when; the caller's
 * error tells them. */
static void
set_aside (GFile *folder, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("outlay.db.damaged-%s", when);
  g_autofree char *reason = g_strdup (*error != NULL ? (*error)->message : "");
  gboolean is_moved = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *old_name = g_strconcat ("outlay.db", parts[i], NULL);
      g_autofree char *new_name = g_strconcat (name, parts[i], NULL);
      g_autofree char *old_path = path_in (folder, old_name);
      g_autofree char *new_path = path_in (folder, new_name);

      if (g_rename (old_path, new_path) != 0 && errno != ENOENT)
        is_moved = FALSE;
    }

  g_clear_error (error);
  if (is_moved)
    g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT,
                 "%s: the database was damaged and set aside under this name (%s)", name, reason);
  else
    g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT,
                 "the database is damaged and cannot be set aside: %s", reason);
}

/* Reads every page once; only after damage was met, as it takes long for a large file. */
static gboolean
check_closely (OutlayConnection *connection, GError **error)
{
  OutlayStatement *check = outlay_connection_query (connection, "setting/check", error);
  g_autofree char *verdict = NULL;
  gboolean has_row;

  if (check == NULL || !outlay_statement_step (check, &has_row, error))
    return FALSE;

  verdict = g_strdup (has_row ? outlay_statement_get_text (check, 0) : "no answer");
  outlay_statement_reset (check);
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;

  g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT, verdict);
  return FALSE;
}

static gboolean
try_open (GFile *folder, OutlayConnection **writer, OutlayConnection **reader, GError **error)
{
  g_autofree char *path = path_in (folder, "outlay.db");
  g_autofree char *suspect = path_in (folder, "outlay.db.suspect");
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  OutlayQueries *queries = outlay_database_file_get_queries ();
  g_autoptr (OutlayConnection) first = NULL;
  g_autoptr (OutlayConnection) second = NULL;

  if (!(first = outlay_connection_open (uri, OUTLAY_OPEN_READ_WRITE, queries, error)) ||
      !outlay_migrate (first, OUTLAY_CLIENT_MIGRATIONS, error))
    return FALSE;

  if (g_file_test (suspect, G_FILE_TEST_EXISTS))
    {
      gboolean is_sound = check_closely (first, error);

      g_unlink (suspect);
      if (!is_sound)
        return FALSE;
    }

  if (!(second = outlay_connection_open (uri, OUTLAY_OPEN_EXISTING, queries, error)))
    return FALSE;

  *writer = g_steal_pointer (&first);
  *reader = g_steal_pointer (&second);

  return TRUE;
}

gboolean
outlay_database_file_open (GFile *folder,
                           OutlayConnection **writer,
                           OutlayConnection **reader,
                           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_mkdir_with_parents (g_file_peek_path (folder), 0700) != 0)
    {
      g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED, "%s: %s",
                   g_file_peek_path (folder), g_strerror (errno));
      return FALSE;
    }

  if (try_open (folder, writer, reader, &local_error))
    return TRUE;

  if (g_error_matches (local_error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT))
    set_aside (folder, &local_error);
  outlay_database_translate_error (&local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

void
outlay_database_file_suspect (GFile *folder)
{
  g_autofree char *path = path_in (folder, "outlay.db.suspect");
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, "", 0, &error))
    g_warning ("%s: %s", path, error->message);
}
