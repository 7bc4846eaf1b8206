/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-sqlite-connection.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "db/outlay-sqlite-statement.h"

#define BUSY_TIMEOUT_MS 5000
#define WAL_KEPT_BYTES "67108864"

struct _OutlaySqliteConnection
{
  OutlayConnection parent_instance;

  OutlaySqliteHandle *handle;

  /* owned, prepared on first use */
  sqlite3_stmt *transactions[OUTLAY_N_TRANSACTION_VERBS];
};

G_DEFINE_FINAL_TYPE (OutlaySqliteConnection, outlay_sqlite_connection, OUTLAY_TYPE_CONNECTION)

#define SAVEPOINT_BYTES (8 * 1024 * 1024)

static const char *const transaction_sql[OUTLAY_N_TRANSACTION_VERBS] = {
  [OUTLAY_TRANSACTION_BEGIN] = "BEGIN IMMEDIATE",
  [OUTLAY_TRANSACTION_BEGIN_READ] = "BEGIN",
  [OUTLAY_TRANSACTION_COMMIT] = "COMMIT",
  [OUTLAY_TRANSACTION_ROLLBACK] = "ROLLBACK",
  [OUTLAY_TRANSACTION_SAVEPOINT] = "SAVEPOINT outlay",
  [OUTLAY_TRANSACTION_RELEASE] = "RELEASE outlay",
  [OUTLAY_TRANSACTION_ROLLBACK_TO] = "ROLLBACK TO outlay",
};

/* Set before anything is read, as they decide what a hostile file can do
 * (https://sqlite.org/security.html); and what every connection must agree on. */
static const char guards_sql[] = "PRAGMA trusted_schema = OFF;"
                                 "PRAGMA cell_size_check = ON;"
                                 "PRAGMA foreign_keys = ON;";

static const char schema_sql[] = "SELECT count(*) FROM sqlite_schema;";

/* What a statement with triggers needs to undo itself goes to memory, not to a file for each: a
 * third of such an insert's cost. */
static const char durability_sql[] = "PRAGMA journal_mode = WAL;"
                                     "PRAGMA synchronous = FULL;"
                                     "PRAGMA temp_store = MEMORY;"
                                     "PRAGMA journal_size_limit = " WAL_KEPT_BYTES ";";

static const char read_only_sql[] = "PRAGMA query_only = ON;";

static void
clear_handle (OutlaySqliteHandle *handle)
{
  int result = sqlite3_close (handle->db);

  if (result != SQLITE_OK)
    g_critical ("closing the database: %s", sqlite3_errstr (result));
}

OutlaySqliteHandle *
outlay_sqlite_handle_ref (OutlaySqliteHandle *handle)
{
  return g_rc_box_acquire (handle);
}

void
outlay_sqlite_handle_unref (OutlaySqliteHandle *handle)
{
  g_rc_box_release_full (handle, (GDestroyNotify) clear_handle);
}

static OutlayDbError
translate (sqlite3 *db, int result)
{
  int system_error = db != NULL ? sqlite3_system_errno (db) : 0;

  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return OUTLAY_DB_ERROR_BUSY;

    case SQLITE_FULL:
      return OUTLAY_DB_ERROR_FULL;

    case SQLITE_IOERR:
      /* Growing the shared-memory file reports a full disk as an I/O error. */
      return system_error == ENOSPC || system_error == EDQUOT ? OUTLAY_DB_ERROR_FULL
                                                              : OUTLAY_DB_ERROR_FAILED;

    case SQLITE_CONSTRAINT:
      return OUTLAY_DB_ERROR_CONSTRAINT;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return OUTLAY_DB_ERROR_CORRUPT;

    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return OUTLAY_DB_ERROR_UNREACHABLE;

    default:
      return OUTLAY_DB_ERROR_FAILED;
    }
}

void
outlay_sqlite_take_error (sqlite3 *db, int result, GError **error)
{
  const char *message = sqlite3_errstr (result);

  if (db != NULL && sqlite3_extended_errcode (db) == result)
    message = sqlite3_errmsg (db);

  g_set_error (error, OUTLAY_DB_ERROR, translate (db, result), "%s (SQLite %d)", message, result);
}

/* An open read would keep an old picture of the database over the coming transaction, or hold the
 * ended one open; a step of such a statement fails from here on, instead of starting anew. */
static void
close_open_reads (OutlaySqliteHandle *handle)
{
  handle->generation++;

  for (sqlite3_stmt *statement = sqlite3_next_stmt (handle->db, NULL); statement != NULL;
       statement = sqlite3_next_stmt (handle->db, statement))
    {
      if (sqlite3_stmt_busy (statement))
        sqlite3_reset (statement);
    }
}

static gboolean
run_verb (OutlaySqliteConnection *self, OutlayTransactionVerb verb, GError **error)
{
  sqlite3 *db = self->handle->db;
  sqlite3_stmt **statement = &self->transactions[verb];
  int result = SQLITE_OK;

  if (*statement == NULL)
    result = sqlite3_prepare_v3 (db, transaction_sql[verb], -1, SQLITE_PREPARE_PERSISTENT,
                                 statement, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step (*statement);

  if (result != SQLITE_DONE)
    outlay_sqlite_take_error (db, result, error);

  sqlite3_reset (*statement);

  return result == SQLITE_DONE;
}

static gboolean
outlay_sqlite_connection_transact (OutlayConnection *connection,
                                   OutlayTransactionVerb verb,
                                   GError **error)
{
  OutlaySqliteConnection *self = (OutlaySqliteConnection *) connection;

  switch (verb)
    {
    case OUTLAY_TRANSACTION_BEGIN:
    case OUTLAY_TRANSACTION_BEGIN_READ:
    case OUTLAY_TRANSACTION_COMMIT:
      close_open_reads (self->handle);
      return run_verb (self, verb, error);

    case OUTLAY_TRANSACTION_ROLLBACK:
      close_open_reads (self->handle);
      /* After a full disk or an I/O error SQLite may have rolled back already. */
      return sqlite3_get_autocommit (self->handle->db) || run_verb (self, verb, error);

    case OUTLAY_TRANSACTION_ROLLBACK_TO:
      close_open_reads (self->handle);
      return sqlite3_get_autocommit (self->handle->db) ||
             (run_verb (self, verb, error) && run_verb (self, OUTLAY_TRANSACTION_RELEASE, error));

    case OUTLAY_TRANSACTION_SAVEPOINT:
    case OUTLAY_TRANSACTION_RELEASE:
      return run_verb (self, verb, error);

    case OUTLAY_N_TRANSACTION_VERBS:
    default:
      g_assert_not_reached ();
    }
}

static OutlayStatement *
outlay_sqlite_connection_prepare (OutlayConnection *connection,
                                  const char *sql,
                                  gboolean is_kept,
                                  GError **error)
{
  OutlaySqliteConnection *self = OUTLAY_SQLITE_CONNECTION (connection);

  return outlay_sqlite_statement_new (self->handle, sql, is_kept, error);
}

static gboolean
execute_on (sqlite3 *db, const char *sql, GError **error)
{
  int result = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;

  outlay_sqlite_take_error (db, result, error);
  return FALSE;
}

static gboolean
outlay_sqlite_connection_execute (OutlayConnection *connection, const char *sql, GError **error)
{
  return execute_on (OUTLAY_SQLITE_CONNECTION (connection)->handle->db, sql, error);
}

/* An error undoes its own statement and no more. */
static gint64
outlay_sqlite_connection_count_changes (OutlayConnection *connection)
{
  return sqlite3_total_changes64 (OUTLAY_SQLITE_CONNECTION (connection)->handle->db);
}

/* Where several open a new file at once, all but one of them are told to be busy at once: SQLite does not
 * wait with a lock that another needs to let go of. */
static gboolean
write_ahead (sqlite3 *db, GError **error)
{
  gint64 until = g_get_monotonic_time () + BUSY_TIMEOUT_MS * (gint64) 1000;

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;

      if (execute_on (db, durability_sql, &local_error))
        return TRUE;

      if (!g_error_matches (local_error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY) ||
          g_get_monotonic_time () >= until)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      g_usleep (2000);
    }
}

static gboolean
configure (sqlite3 *db, gboolean is_read_only, GError **error)
{
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);

  /* The schema is read before anything could be written, so that a damaged file stays as it is. */
  return execute_on (db, guards_sql, error) && execute_on (db, schema_sql, error) &&
         (is_read_only ? execute_on (db, read_only_sql, error) : write_ahead (db, error));
}

static void
outlay_sqlite_connection_finalize (GObject *object)
{
  OutlaySqliteConnection *self = OUTLAY_SQLITE_CONNECTION (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->transactions); i++)
    sqlite3_finalize (self->transactions[i]);
  g_clear_pointer (&self->handle, outlay_sqlite_handle_unref);

  G_OBJECT_CLASS (outlay_sqlite_connection_parent_class)->finalize (object);
}

static void
outlay_sqlite_connection_class_init (OutlaySqliteConnectionClass *klass)
{
  OutlayConnectionClass *connection_class = OUTLAY_CONNECTION_CLASS (klass);

  /* Both only before the library's first use, and of no harm after it. What a savepoint would
   * undo is kept in memory up to this size; otherwise a batch of savepoints writes more of it to
   * a temporary file than of the changes themselves. Counting memory costs a lock that all
   * threads share. */
  sqlite3_config (SQLITE_CONFIG_STMTJRNL_SPILL, SAVEPOINT_BYTES);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);

  G_OBJECT_CLASS (klass)->finalize = outlay_sqlite_connection_finalize;
  connection_class->engine = "sqlite";
  connection_class->prepare = outlay_sqlite_connection_prepare;
  connection_class->count_changes = outlay_sqlite_connection_count_changes;
  connection_class->execute = outlay_sqlite_connection_execute;
  connection_class->transact = outlay_sqlite_connection_transact;
}

static void
outlay_sqlite_connection_init (OutlaySqliteConnection *self)
{
}

OutlayConnection *
outlay_sqlite_connection_open (const char *path, OutlayOpenFlags flags, GError **error)
{
  g_autoptr (OutlaySqliteHandle) handle = g_rc_box_new0 (OutlaySqliteHandle);
  OutlaySqliteConnection *self;
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  gboolean is_new = !g_str_equal (path, ":memory:") && !g_file_test (path, G_FILE_TEST_EXISTS);
  int result;

  /* The class configures the library, which is too late once something was opened. */
  g_type_class_get (OUTLAY_TYPE_SQLITE_CONNECTION);

  if (flags & OUTLAY_OPEN_PATIENT)
    flags |= OUTLAY_OPEN_READ_ONLY;

  if (flags & OUTLAY_OPEN_READ_ONLY)
    open_flags |= SQLITE_OPEN_READONLY;
  else if (flags & OUTLAY_OPEN_EXISTING)
    open_flags |= SQLITE_OPEN_READWRITE;
  else
    open_flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

  result = sqlite3_open_v2 (path, &handle->db, open_flags, NULL);
  if (result != SQLITE_OK)
    {
      outlay_sqlite_take_error (handle->db, result, error);
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  /* A file that may only be read is opened all the same. */
  if (!(flags & OUTLAY_OPEN_READ_ONLY) && sqlite3_db_readonly (handle->db, "main") == 1)
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE,
                   "%s: this program may read the database and not write it", path);
      return NULL;
    }

  /* By path and not by an own descriptor: closing one would drop the locks of other connections. */
  if (is_new)
    g_chmod (path, 0600);

  if (!configure (handle->db, (flags & OUTLAY_OPEN_READ_ONLY) != 0, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  self = g_object_new (OUTLAY_TYPE_SQLITE_CONNECTION, NULL);
  self->handle = g_steal_pointer (&handle);

  return OUTLAY_CONNECTION (self);
}
