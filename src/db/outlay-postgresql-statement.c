/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-statement.h"

#include <string.h>

#include "db/outlay-postgresql-plan.h"

/* The overrides run several times a row: they cast without a check. */
#define SELF(statement) ((OutlayPostgresqlStatement *) (statement))

typedef struct
{
  char number[OUTLAY_POSTGRESQL_NUMBER_SIZE];
  char *copy; /* (nullable): owned */
} Value;

struct _OutlayPostgresqlStatement
{
  OutlayStatement parent_instance;

  OutlayPostgresqlSession *session; /* borrowed from plan */
  OutlayPostgresqlPlan *plan;

  /* Parameters: arrays as PQsendQueryPrepared() takes them, and what they point to. */
  const char **values;
  int *lengths;
  int *is_binary;
  Value *kept;
  char *bind_problem; /* (nullable): of the first bind that failed; told by the next step */

  OutlayPostgresqlRows rows;
  PGresult *chunk;                              /* (nullable): the one that is read */
  int row;                                      /* in it */
  char (*texts)[OUTLAY_POSTGRESQL_NUMBER_SIZE]; /* numbers of the row that were read as text */
  gint64 n_changed;

  guint generation; /* the session's, when the first row was read */
  gboolean is_used; /* something was bound or stepped since the last reset */
  gboolean is_open; /* a row was read and the end not reached */
};

G_DEFINE_FINAL_TYPE (OutlayPostgresqlStatement, outlay_postgresql_statement, OUTLAY_TYPE_STATEMENT)

static void
finish_reading (OutlayPostgresqlStatement *self)
{
  outlay_postgresql_session_discard (self->session, &self->rows);
  g_clear_pointer (&self->chunk, PQclear);

  if (self->rows.is_complete)
    self->n_changed = self->rows.n_changed;
  self->rows.is_complete = FALSE;
  self->is_open = FALSE;
}

static void
outlay_postgresql_statement_reset (OutlayStatement *statement)
{
  OutlayPostgresqlStatement *self = SELF (statement);

  if (!self->is_used)
    return;

  finish_reading (self);

  for (int i = 0; i < self->plan->n_parameters; i++)
    {
      self->values[i] = NULL;
      g_clear_pointer (&self->kept[i].copy, g_free);
    }
  g_clear_pointer (&self->bind_problem, g_free);
  self->is_used = FALSE;
}

static void G_GNUC_PRINTF (2, 3) note (OutlayPostgresqlStatement *self, const char *format, ...)
{
  va_list arguments;

  if (self->bind_problem != NULL)
    return;

  va_start (arguments, format);
  self->bind_problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* The place of $@parameter; -1, and a complaint, for one that the SQL does not have. */
static inline int
index_of (OutlayPostgresqlStatement *self, int parameter)
{
  self->is_used = TRUE;

  if (G_LIKELY (parameter > 0 && parameter <= self->plan->n_parameters))
    return parameter - 1;

  g_critical ("parameter $%d cannot be bound: %s", parameter, self->plan->sql);
  note (self, "there is no parameter $%d: %s", parameter, self->plan->sql);
  return -1;
}

static void
outlay_postgresql_statement_bind_null (OutlayStatement *statement, int parameter)
{
  OutlayPostgresqlStatement *self = SELF (statement);
  int i = index_of (self, parameter);

  if (i >= 0)
    self->values[i] = NULL;
}

static void
outlay_postgresql_statement_bind_int (OutlayStatement *statement, int parameter, gint64 value)
{
  OutlayPostgresqlStatement *self = SELF (statement);
  int i = index_of (self, parameter);

  if (i < 0)
    return;

  self->lengths[i] = outlay_postgresql_write_int (self->plan->parameters[i], value,
                                                  self->kept[i].number, &self->is_binary[i]);
  self->values[i] = self->kept[i].number;
  if (G_UNLIKELY (self->lengths[i] < 0))
    note (self, "the parameter $%d is out of range: %s", parameter, self->plan->sql);
}

/* @size bytes; what goes as the server's text form ends with a zero besides. */
static void
bind_bytes (OutlayPostgresqlStatement *self,
            int parameter,
            const char *data,
            gsize size,
            gboolean is_static,
            gboolean is_terminated)
{
  int i = index_of (self, parameter);
  gboolean is_binary;

  if (i < 0)
    return;

  if (G_UNLIKELY (size > G_MAXINT32 / 2))
    {
      note (self, "the parameter $%d is too big", parameter);
      return;
    }

  is_binary = self->plan->parameters[i] >= OUTLAY_POSTGRESQL_TEXT;
  g_clear_pointer (&self->kept[i].copy, g_free);
  if (!is_static || (!is_binary && !is_terminated))
    {
      self->kept[i].copy = g_malloc (size + 1);
      memcpy (self->kept[i].copy, data, size);
      self->kept[i].copy[size] = '\0';
      data = self->kept[i].copy;
    }

  self->values[i] = data;
  self->lengths[i] = (int) size;
  self->is_binary[i] = is_binary;
}

static void
outlay_postgresql_statement_bind_text (OutlayStatement *statement,
                                       int parameter,
                                       const char *value,
                                       gssize length,
                                       gboolean is_static)
{
  gsize size = length < 0 ? strlen (value) : (gsize) length;

  bind_bytes (SELF (statement), parameter, value, size, is_static, length < 0);
}

static void
outlay_postgresql_statement_bind_blob (OutlayStatement *statement,
                                       int parameter,
                                       gconstpointer data,
                                       gsize size)
{
  bind_bytes (SELF (statement), parameter, data, size, FALSE, FALSE);
}

/* Asks, and reads the first of the answer. */
static gboolean
ask_once (OutlayPostgresqlStatement *self, GError **error)
{
  OutlayPostgresqlSession *session = self->session;

  if (!outlay_postgresql_plan_ensure (self->plan, error))
    return FALSE;

  if (!outlay_postgresql_plan_send (self->plan, self->values, self->lengths, self->is_binary))
    {
      outlay_postgresql_session_take_error (session, NULL, error);
      return FALSE;
    }

  if (self->plan->n_columns > 0)
    PQsetChunkedRowsMode (session->pg, OUTLAY_POSTGRESQL_CHUNK);

  self->rows.is_complete = FALSE;
  self->rows.n_changed = 0;
  session->reading = &self->rows;
  outlay_postgresql_session_fetch (session);

  if (self->rows.error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->rows.error));
  return FALSE;
}

static gboolean
ask (OutlayPostgresqlStatement *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  if (G_UNLIKELY (self->bind_problem != NULL))
    {
      g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED, self->bind_problem);
      return FALSE;
    }

  if (G_LIKELY (ask_once (self, &first)))
    return TRUE;

  /* Often it turns out here that the server was restarted since the last request. */
  if (self->plan->is_read && !self->session->is_in_transaction &&
      !outlay_postgresql_session_is_alive (self->session) && self->session->pg != NULL)
    return ask_once (self, error);

  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* The next row of those that came, and waits for more where there is none. */
static gboolean
move_on (OutlayPostgresqlStatement *self, gboolean *has_row, GError **error)
{
  self->row++;

  while (self->chunk == NULL || self->row >= PQntuples (self->chunk))
    {
      g_clear_pointer (&self->chunk, PQclear);
      self->row = 0;

      self->chunk = g_queue_pop_head (&self->rows.chunks);
      if (self->chunk != NULL)
        continue;

      if (self->rows.error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&self->rows.error));
          return FALSE;
        }
      if (self->rows.is_complete)
        return TRUE;

      outlay_postgresql_session_fetch (self->session);
    }

  *has_row = TRUE;
  return TRUE;
}

static gboolean
outlay_postgresql_statement_step (OutlayStatement *statement, gboolean *has_row, GError **error)
{
  OutlayPostgresqlStatement *self = SELF (statement);
  gboolean is_done;

  *has_row = FALSE;

  if (self->is_open && G_UNLIKELY (self->generation != self->session->generation))
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                   "a transaction began or ended while this was read: %s", self->plan->sql);
      outlay_postgresql_statement_reset (statement);
      return FALSE;
    }

  self->is_used = TRUE;
  if (!self->is_open)
    {
      self->generation = self->session->generation;
      self->row = -1;
      self->n_changed = 0;
    }

  is_done = (self->is_open || ask (self, error)) && move_on (self, has_row, error);
  self->is_open = *has_row;
  if (!*has_row)
    outlay_postgresql_statement_reset (statement);

  return is_done;
}

static gboolean
outlay_postgresql_statement_is_null (OutlayStatement *statement, int column)
{
  OutlayPostgresqlStatement *self = SELF (statement);

  return PQgetisnull (self->chunk, self->row, column);
}

static gint64
outlay_postgresql_statement_get_int (OutlayStatement *statement, int column)
{
  OutlayPostgresqlStatement *self = SELF (statement);

  if (PQgetisnull (self->chunk, self->row, column))
    return 0;

  return outlay_postgresql_read_int (self->plan->columns[column],
                                     PQgetvalue (self->chunk, self->row, column),
                                     PQgetlength (self->chunk, self->row, column));
}

static const char *
outlay_postgresql_statement_get_text (OutlayStatement *statement, int column, gsize *length)
{
  OutlayPostgresqlStatement *self = SELF (statement);
  const char *text;

  if (length != NULL)
    *length = (gsize) PQgetlength (self->chunk, self->row, column);

  if (PQgetisnull (self->chunk, self->row, column))
    return NULL;

  text = PQgetvalue (self->chunk, self->row, column);
  if (G_LIKELY (!outlay_postgresql_kind_is_number (self->plan->columns[column])))
    return text;

  if (self->texts == NULL)
    self->texts = g_malloc_n ((gsize) self->plan->n_columns, sizeof *self->texts);
  g_snprintf (self->texts[column], sizeof *self->texts, "%" G_GINT64_FORMAT,
              outlay_postgresql_statement_get_int (statement, column));
  if (length != NULL)
    *length = strlen (self->texts[column]);

  return self->texts[column];
}

static gconstpointer
outlay_postgresql_statement_get_blob (OutlayStatement *statement, int column, gsize *size)
{
  return outlay_postgresql_statement_get_text (statement, column, size);
}

static gint64
outlay_postgresql_statement_n_changed (OutlayStatement *statement)
{
  return SELF (statement)->n_changed;
}

static void
outlay_postgresql_statement_finalize (GObject *object)
{
  OutlayPostgresqlStatement *self = OUTLAY_POSTGRESQL_STATEMENT (object);

  self->is_used = TRUE;
  outlay_postgresql_statement_reset (OUTLAY_STATEMENT (self));

  g_free (self->values);
  g_free (self->lengths);
  g_free (self->is_binary);
  g_free (self->kept);
  g_free (self->texts);
  g_clear_pointer (&self->plan, outlay_postgresql_plan_free);

  G_OBJECT_CLASS (outlay_postgresql_statement_parent_class)->finalize (object);
}

static void
outlay_postgresql_statement_class_init (OutlayPostgresqlStatementClass *klass)
{
  OutlayStatementClass *statement_class = OUTLAY_STATEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = outlay_postgresql_statement_finalize;
  statement_class->reset = outlay_postgresql_statement_reset;
  statement_class->bind_null = outlay_postgresql_statement_bind_null;
  statement_class->bind_int = outlay_postgresql_statement_bind_int;
  statement_class->bind_text = outlay_postgresql_statement_bind_text;
  statement_class->bind_blob = outlay_postgresql_statement_bind_blob;
  statement_class->step = outlay_postgresql_statement_step;
  statement_class->is_null = outlay_postgresql_statement_is_null;
  statement_class->get_int = outlay_postgresql_statement_get_int;
  statement_class->get_text = outlay_postgresql_statement_get_text;
  statement_class->get_blob = outlay_postgresql_statement_get_blob;
  statement_class->n_changed = outlay_postgresql_statement_n_changed;
}

static void
outlay_postgresql_statement_init (OutlayPostgresqlStatement *self)
{
}

OutlayStatement *
outlay_postgresql_statement_new (OutlayPostgresqlSession *session, const char *sql, GError **error)
{
  g_autoptr (OutlayPostgresqlPlan) plan = outlay_postgresql_plan_new (session, sql, error);
  OutlayPostgresqlStatement *self;
  gsize n;

  if (plan == NULL)
    return NULL;

  n = (gsize) plan->n_parameters;
  self = g_object_new (OUTLAY_TYPE_POSTGRESQL_STATEMENT, NULL);
  self->plan = g_steal_pointer (&plan);
  self->session = session;
  self->values = g_new0 (const char *, n);
  self->lengths = g_new0 (int, n);
  self->is_binary = g_new0 (int, n);
  self->kept = g_new0 (Value, n);

  return OUTLAY_STATEMENT (self);
}
