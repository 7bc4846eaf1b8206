/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-sqlite-statement.h"

#include <errno.h>

#define MAX_PARAMETER 999

/* The overrides run several times a row: they cast without a check. */
#define SELF(statement) ((OutlaySqliteStatement *) (statement))

struct _OutlaySqliteStatement
{
  OutlayStatement parent_instance;

  OutlaySqliteHandle *handle;
  sqlite3_stmt *stmt;
  gint64 n_changed;

  /* SQLite takes $2 for a name, and counts names as they turn up: [2] is the index of $2. */
  int *indices;
  int n_indices;

  int bind_result;  /* the first bind that failed: told by the next step */
  guint generation; /* the handle's, when the first row was read */
  gboolean is_used; /* something was bound or stepped since the last reset */
  gboolean is_open; /* a row was read and the end not reached */
  gboolean is_read; /* changes nothing */
};

G_DEFINE_FINAL_TYPE (OutlaySqliteStatement, outlay_sqlite_statement, OUTLAY_TYPE_STATEMENT)

static void
outlay_sqlite_statement_reset (OutlayStatement *statement)
{
  OutlaySqliteStatement *self = SELF (statement);

  if (!self->is_used)
    return;

  sqlite3_reset (self->stmt);
  if (self->is_open && !self->is_read)
    self->n_changed = sqlite3_changes64 (self->handle->db);

  sqlite3_clear_bindings (self->stmt);
  self->bind_result = SQLITE_OK;
  self->is_used = FALSE;
  self->is_open = FALSE;
}

/* 0, which SQLite refuses, for a parameter that the SQL does not have. */
static inline int
index_of (OutlaySqliteStatement *self, int parameter)
{
  self->is_used = TRUE;

  return G_LIKELY (parameter > 0 && parameter < self->n_indices) ? self->indices[parameter] : 0;
}

static inline void
note (OutlaySqliteStatement *self, int parameter, int result)
{
  if (G_LIKELY (result == SQLITE_OK))
    return;

  if (result == SQLITE_RANGE || result == SQLITE_MISUSE)
    g_critical ("parameter $%d cannot be bound (%s): %s", parameter, sqlite3_errstr (result),
                sqlite3_sql (self->stmt));

  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

static void
outlay_sqlite_statement_bind_null (OutlayStatement *statement, int parameter)
{
  OutlaySqliteStatement *self = SELF (statement);

  note (self, parameter, sqlite3_bind_null (self->stmt, index_of (self, parameter)));
}

static void
outlay_sqlite_statement_bind_int (OutlayStatement *statement, int parameter, gint64 value)
{
  OutlaySqliteStatement *self = SELF (statement);

  note (self, parameter, sqlite3_bind_int64 (self->stmt, index_of (self, parameter), value));
}

static void
outlay_sqlite_statement_bind_text (OutlayStatement *statement,
                                   int parameter,
                                   const char *value,
                                   gssize length,
                                   gboolean is_static)
{
  OutlaySqliteStatement *self = SELF (statement);
  sqlite3_uint64 size = length < 0 ? strlen (value) : (gsize) length;

  note (self, parameter,
        sqlite3_bind_text64 (self->stmt, index_of (self, parameter), value, size,
                             is_static ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8));
}

static void
outlay_sqlite_statement_bind_blob (OutlayStatement *statement,
                                   int parameter,
                                   gconstpointer data,
                                   gsize size)
{
  OutlaySqliteStatement *self = SELF (statement);

  note (self, parameter,
        sqlite3_bind_blob64 (self->stmt, index_of (self, parameter), data, size, SQLITE_TRANSIENT));
}

/* Tells the failure of a step, and leaves the statement reset. */
static gboolean
fail_step (OutlaySqliteStatement *self, int result, GError **error)
{
  outlay_sqlite_take_error (self->handle->db, result, error);
  outlay_sqlite_statement_reset (OUTLAY_STATEMENT (self));

  return FALSE;
}

static gboolean
outlay_sqlite_statement_step (OutlayStatement *statement, gboolean *has_row, GError **error)
{
  OutlaySqliteStatement *self = SELF (statement);
  int result;

  *has_row = FALSE;

  if (!self->is_open)
    {
      if (G_UNLIKELY (self->bind_result != SQLITE_OK))
        return fail_step (self, self->bind_result, error);

      self->is_used = TRUE;
      self->generation = self->handle->generation;
    }
  else if (G_UNLIKELY (self->generation != self->handle->generation))
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                   "a transaction began or ended while this was read: %s",
                   sqlite3_sql (self->stmt));
      outlay_sqlite_statement_reset (statement);
      return FALSE;
    }

  result = sqlite3_step (self->stmt);

  if (G_LIKELY (result == SQLITE_ROW))
    {
      self->is_open = TRUE;
      *has_row = TRUE;
      return TRUE;
    }

  if (G_UNLIKELY (result != SQLITE_DONE))
    return fail_step (self, result, error);

  self->is_open = FALSE;
  self->n_changed = self->is_read ? 0 : sqlite3_changes64 (self->handle->db);
  outlay_sqlite_statement_reset (statement);

  return TRUE;
}

static gboolean
outlay_sqlite_statement_is_null (OutlayStatement *statement, int column)
{
  return sqlite3_column_type (SELF (statement)->stmt, column) == SQLITE_NULL;
}

static gint64
outlay_sqlite_statement_get_int (OutlayStatement *statement, int column)
{
  return sqlite3_column_int64 (SELF (statement)->stmt, column);
}

static const char *
outlay_sqlite_statement_get_text (OutlayStatement *statement, int column, gsize *length)
{
  OutlaySqliteStatement *self = SELF (statement);
  const char *text = (const char *) sqlite3_column_text (self->stmt, column);

  /* In this order: the size is that of the form which was asked for last. */
  if (length != NULL)
    *length = (gsize) sqlite3_column_bytes (self->stmt, column);

  return text;
}

static gconstpointer
outlay_sqlite_statement_get_blob (OutlayStatement *statement, int column, gsize *size)
{
  OutlaySqliteStatement *self = SELF (statement);
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  if (size != NULL)
    *size = (gsize) sqlite3_column_bytes (self->stmt, column);

  /* SQLite gives NULL for a blob of no bytes, which is not SQL's NULL. */
  if (data == NULL && sqlite3_column_type (self->stmt, column) != SQLITE_NULL)
    return "";

  return data;
}

static gint64
outlay_sqlite_statement_n_changed (OutlayStatement *statement)
{
  return SELF (statement)->n_changed;
}

static void
outlay_sqlite_statement_finalize (GObject *object)
{
  OutlaySqliteStatement *self = OUTLAY_SQLITE_STATEMENT (object);

  sqlite3_finalize (self->stmt);
  g_free (self->indices);
  g_clear_pointer (&self->handle, outlay_sqlite_handle_unref);

  G_OBJECT_CLASS (outlay_sqlite_statement_parent_class)->finalize (object);
}

static void
outlay_sqlite_statement_class_init (OutlaySqliteStatementClass *klass)
{
  OutlayStatementClass *statement_class = OUTLAY_STATEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = outlay_sqlite_statement_finalize;
  statement_class->reset = outlay_sqlite_statement_reset;
  statement_class->bind_null = outlay_sqlite_statement_bind_null;
  statement_class->bind_int = outlay_sqlite_statement_bind_int;
  statement_class->bind_text = outlay_sqlite_statement_bind_text;
  statement_class->bind_blob = outlay_sqlite_statement_bind_blob;
  statement_class->step = outlay_sqlite_statement_step;
  statement_class->is_null = outlay_sqlite_statement_is_null;
  statement_class->get_int = outlay_sqlite_statement_get_int;
  statement_class->get_text = outlay_sqlite_statement_get_text;
  statement_class->get_blob = outlay_sqlite_statement_get_blob;
  statement_class->n_changed = outlay_sqlite_statement_n_changed;
}

static void
outlay_sqlite_statement_init (OutlaySqliteStatement *self)
{
}

/* 12 for "$12", and 0 for any other way to write a parameter. */
static int
parameter_number (const char *name)
{
  guint64 number;

  if (name == NULL || name[0] != '$' || name[1] == '0' ||
      !g_ascii_string_to_unsigned (name + 1, 10, 1, MAX_PARAMETER, &number, NULL))
    return 0;

  return (int) number;
}

static gboolean
number_parameters (OutlaySqliteStatement *self, GError **error)
{
  int n = sqlite3_bind_parameter_count (self->stmt);

  for (int i = 1; i <= n; i++)
    {
      int number = parameter_number (sqlite3_bind_parameter_name (self->stmt, i));

      if (number == 0)
        {
          g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                       "parameters are written $1 to $%d: %s", MAX_PARAMETER,
                       sqlite3_sql (self->stmt));
          return FALSE;
        }

      if (number >= self->n_indices)
        {
          self->indices = g_renew (int, self->indices, number + 1);
          while (self->n_indices <= number)
            self->indices[self->n_indices++] = 0;
        }
      self->indices[number] = i;
    }

  return TRUE;
}

/* Whether there is nothing but comments and space after the first statement. */
static gboolean
is_one_statement (sqlite3 *db, const char *tail)
{
  sqlite3_stmt *next = NULL;
  int result = sqlite3_prepare_v2 (db, tail, -1, &next, NULL);
  gboolean is_nothing = result == SQLITE_OK && next == NULL;

  sqlite3_finalize (next);

  return is_nothing;
}

OutlayStatement *
outlay_sqlite_statement_new (OutlaySqliteHandle *handle,
                             const char *sql,
                             gboolean is_kept,
                             GError **error)
{
  g_autoptr (OutlaySqliteStatement) self = g_object_new (OUTLAY_TYPE_SQLITE_STATEMENT, NULL);
  const char *tail = NULL;
  int result;

  self->handle = outlay_sqlite_handle_ref (handle);
  result = sqlite3_prepare_v3 (handle->db, sql, -1, is_kept ? SQLITE_PREPARE_PERSISTENT : 0,
                               &self->stmt, &tail);
  if (result != SQLITE_OK)
    {
      outlay_sqlite_take_error (handle->db, result, error);
      return NULL;
    }

  if (self->stmt == NULL || !is_one_statement (handle->db, tail))
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED, "not exactly one statement: %s",
                   sql);
      return NULL;
    }

  self->is_read = sqlite3_stmt_readonly (self->stmt);
  if (!number_parameters (self, error))
    return NULL;

  return OUTLAY_STATEMENT (g_steal_pointer (&self));
}
