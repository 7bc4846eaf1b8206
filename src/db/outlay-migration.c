/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-migration.h"

#include <stdlib.h>
#include <string.h>

#include "outlay-db-resources.h"

#define MAX_WAIT_USEC (10 * 60 * G_USEC_PER_SEC)

typedef struct
{
  char *name; /* "001-what.sql" */
  char *sql;
  char *digest; /* SHA-256 of the file, in hex */
} Migration;

static void
migration_free (Migration *migration)
{
  g_free (migration->name);
  g_free (migration->sql);
  g_free (migration->digest);
  g_free (migration);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Migration, migration_free)

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_migration_name (const char *name, guint number)
{
  g_autofree char *prefix = g_strdup_printf ("%03u-", number);

  return g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".sql");
}

static Migration *
load_migration (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_path ("/", folder, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  Migration *migration;

  if (bytes == NULL)
    return NULL;

  migration = g_new0 (Migration, 1);
  migration->name = g_strdup (name);
  migration->sql = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  migration->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return migration;
}

/* All migrations of the program, the first one numbered 001. */
static GPtrArray *
load_migrations (const char *folder, GError **error)
{
  g_autoptr (GPtrArray)
      migrations = g_ptr_array_new_with_free_func ((GDestroyNotify) migration_free);
  g_auto (GStrv) names = NULL;

  names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (names == NULL)
    return NULL;

  qsort (names, g_strv_length (names), sizeof *names, compare_strings);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (Migration) migration = NULL;

      if (!is_migration_name (names[i], i + 1))
        {
          g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                       "%s: migration %03u was expected here", names[i], i + 1);
          return NULL;
        }

      migration = load_migration (folder, names[i], error);
      if (migration == NULL)
        return NULL;
      g_ptr_array_add (migrations, g_steal_pointer (&migration));
    }

  return g_steal_pointer (&migrations);
}

/* Whether row @number of the database's own list is the program's migration of that number. */
static gboolean
check_applied (OutlayStatement *row, GPtrArray *migrations, guint number, GError **error)
{
  const char *name = outlay_statement_get_text (row, 1);
  const Migration *migration;

  if (outlay_statement_get_int (row, 0) != (gint64) number)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT,
                   "the list of migrations has no %03u", number);
      return FALSE;
    }

  if (number > migrations->len)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_TOO_NEW,
                   "a newer program made this database: it has %s", name);
      return FALSE;
    }

  migration = g_ptr_array_index (migrations, number - 1);
  if (g_strcmp0 (outlay_statement_get_text (row, 2), migration->digest) != 0)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                   "%s is not the migration that this database was made with (%s)", migration->name,
                   name);
      return FALSE;
    }

  return TRUE;
}

static OutlayStatement *
prepare (OutlayConnection *connection, OutlayQueries *queries, const char *name, GError **error)
{
  return outlay_connection_prepare (connection, outlay_queries_find (queries, name), error);
}

static gboolean
read_applied (OutlayConnection *connection,
              OutlayQueries *queries,
              GPtrArray *migrations,
              guint *n_applied,
              GError **error)
{
  g_autoptr (OutlayStatement) list = NULL;
  gboolean has_row;

  if (!(list = prepare (connection, queries, "migrations/list", error)))
    return FALSE;

  *n_applied = 0;
  while (outlay_statement_step (list, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!check_applied (list, migrations, ++*n_applied, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
count_applied (OutlayConnection *connection,
               OutlayQueries *queries,
               GPtrArray *migrations,
               guint *n_applied,
               GError **error)
{
  return outlay_connection_define (connection, outlay_queries_find (queries, "migrations/create"),
                                   error) &&
         read_applied (connection, queries, migrations, n_applied, error);
}

static gboolean
apply (OutlayConnection *connection,
       OutlayQueries *queries,
       const Migration *migration,
       guint number,
       GError **error)
{
  g_autoptr (OutlayStatement) add = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *now_text = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  if (!outlay_connection_define (connection, migration->sql, error))
    {
      g_prefix_error (error, "%s: ", migration->name);
      return FALSE;
    }

  if (!(add = prepare (connection, queries, "migrations/add", error)))
    return FALSE;
  outlay_statement_bind (add, "isss", (gint64) number, migration->name, migration->digest,
                         now_text);

  return outlay_statement_run (add, error);
}

/* Waits for another process that migrates, however long its statements take. */
static gboolean
begin_alone (OutlayConnection *connection, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + MAX_WAIT_USEC;

  while (outlay_connection_begin (connection, error))
    {
      g_autoptr (GError) failure = NULL;

      if (outlay_connection_serialize (connection, "outlay_migrations", &failure))
        return TRUE;

      outlay_connection_rollback (connection);
      if (!g_error_matches (failure, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY) ||
          g_get_monotonic_time () > deadline)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return FALSE;
}

/* One transaction: looks what is there, as another process may be at it too, and
 * applies the next. */
static gboolean
apply_next (OutlayConnection *connection,
            OutlayQueries *queries,
            GPtrArray *migrations,
            gboolean *is_done,
            GError **error)
{
  guint n_applied;

  if (!begin_alone (connection, error))
    return FALSE;

  if (!count_applied (connection, queries, migrations, &n_applied, error) ||
      (n_applied < migrations->len &&
       !apply (connection, queries, g_ptr_array_index (migrations, n_applied), n_applied + 1,
               error)) ||
      !outlay_connection_commit (connection, error))
    {
      outlay_connection_rollback (connection);
      return FALSE;
    }

  *is_done = n_applied + 1 >= migrations->len;

  return TRUE;
}

static gboolean
load (const char *resource_folder, OutlayQueries **queries, GPtrArray **migrations, GError **error)
{
  /* By name, so that the linker keeps the resource of this static library. */
  outlay_db_get_resource ();

  return (*queries = outlay_queries_load ("/io/github/outlay/db/sql", error)) != NULL &&
         (*migrations = load_migrations (resource_folder, error)) != NULL;
}

gboolean
outlay_migrate (OutlayConnection *connection, const char *resource_folder, GError **error)
{
  g_autoptr (OutlayQueries) queries = NULL;
  g_autoptr (GPtrArray) migrations = NULL;
  gboolean is_done = FALSE;
  guint n_applied;

  g_return_val_if_fail (OUTLAY_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (resource_folder != NULL, FALSE);

  if (!load (resource_folder, &queries, &migrations, error))
    return FALSE;

  /* Most often there is nothing to do: then it waits for nobody, and needs no right to make tables. */
  if (read_applied (connection, queries, migrations, &n_applied, NULL) &&
      n_applied == migrations->len)
    return TRUE;

  while (!is_done)
    {
      if (!apply_next (connection, queries, migrations, &is_done, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
outlay_migrate_check (OutlayConnection *connection,
                      const char *resource_folder,
                      guint *n_missing,
                      GError **error)
{
  g_autoptr (OutlayQueries) queries = NULL;
  g_autoptr (GPtrArray) migrations = NULL;
  guint n_applied;

  g_return_val_if_fail (OUTLAY_IS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (resource_folder != NULL, FALSE);

  if (!load (resource_folder, &queries, &migrations, error) ||
      !read_applied (connection, queries, migrations, &n_applied, error))
    return FALSE;

  *n_missing = migrations->len - n_applied;
  return TRUE;
}
