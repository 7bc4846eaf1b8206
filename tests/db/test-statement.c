/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#include <string.h>

typedef struct
{
  OutlayConnection *connection;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries)
      queries = outlay_queries_load ("/io/github/outlay/test/sql/good", &error);

  g_assert_no_error (error);
  fixture->connection = outlay_connection_open ("sqlite::memory:", 0, queries, &error);
  g_assert_no_error (error);

  outlay_statement_run (outlay_connection_query (fixture->connection, "item/create", NULL), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->connection);
}

static OutlayStatement *
query (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  OutlayStatement *statement = outlay_connection_query (fixture->connection, name, &error);

  g_assert_no_error (error);

  return statement;
}

static OutlayStatement *
prepare (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  OutlayStatement *statement = outlay_connection_prepare (fixture->connection, sql, &error);

  g_assert_no_error (error);

  return statement;
}

static void
run (OutlayStatement *statement)
{
  g_autoptr (GError) error = NULL;

  outlay_statement_run (statement, &error);
  g_assert_no_error (error);
}

static gboolean
step (OutlayStatement *statement)
{
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  outlay_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);

  return has_row;
}

static void
assert_prepare_fails (Fixture *fixture, const char *sql, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (outlay_connection_prepare (fixture->connection, sql, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_test_message ("%s: %s", sql, error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_every_type (Fixture *fixture, gconstpointer unused)
{
  static const guint8 bytes[] = { 0, 1, 0xff, 0 };
  OutlayStatement *statement = query (fixture, "item/add");
  gconstpointer data;
  gsize size;

  outlay_statement_bind_int (statement, 1, G_MININT64);
  outlay_statement_bind_text (statement, 2, "Café");
  outlay_statement_bind_int (statement, 3, G_MAXINT64);
  outlay_statement_bind_blob (statement, 4, bytes, sizeof bytes);
  outlay_statement_bind_null (statement, 5);
  run (statement);
  g_assert_cmpint (outlay_statement_n_changed (statement), ==, 1);

  statement = query (fixture, "item/get");
  outlay_statement_bind_int (statement, 1, G_MININT64);
  g_assert_true (step (statement));
  g_assert_cmpint (outlay_statement_get_int (statement, 0), ==, G_MININT64);
  g_assert_cmpstr (outlay_statement_get_text (statement, 1), ==, "Café");
  g_assert_cmpint (outlay_statement_get_int (statement, 2), ==, G_MAXINT64);
  data = outlay_statement_get_blob (statement, 3, &size);
  g_assert_cmpmem (data, size, bytes, sizeof bytes);
  g_assert_true (outlay_statement_is_null (statement, 4));
  g_assert_false (outlay_statement_is_null (statement, 3));
  g_assert_false (step (statement));
}

static void
test_null_and_empty (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, $2, $3, $4");
  gsize size = 7;

  outlay_statement_bind_text (statement, 1, NULL);
  outlay_statement_bind_text (statement, 2, "");
  outlay_statement_bind_blob (statement, 3, NULL, 0);
  outlay_statement_bind_blob (statement, 4, "", 0);
  g_assert_true (step (statement));

  g_assert_true (outlay_statement_is_null (statement, 0));
  g_assert_null (outlay_statement_get_text (statement, 0));
  g_assert_cmpint (outlay_statement_get_int (statement, 0), ==, 0);
  g_assert_false (outlay_statement_is_null (statement, 1));
  g_assert_cmpstr (outlay_statement_get_text (statement, 1), ==, "");
  g_assert_null (outlay_statement_get_blob (statement, 2, &size));
  g_assert_cmpuint (size, ==, 0);
  g_assert_false (outlay_statement_is_null (statement, 3));
  g_assert_nonnull (outlay_statement_get_blob (statement, 3, &size));
  g_assert_cmpuint (size, ==, 0);
}

static void
test_text_with_length (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, $2, length($1)");
  const char *text;
  gsize length;

  outlay_statement_bind_text_with_length (statement, 1, "größer als nötig", strlen ("größer"));
  outlay_statement_bind_text_with_length (statement, 2, "a\0b", 3);
  g_assert_true (step (statement));

  text = outlay_statement_get_text_with_length (statement, 0, &length);
  g_assert_cmpstr (text, ==, "größer");
  g_assert_cmpuint (length, ==, strlen ("größer"));
  text = outlay_statement_get_text_with_length (statement, 1, &length);
  g_assert_cmpmem (text, length, "a\0b", 3);
  g_assert_cmpint (outlay_statement_get_int (statement, 2), ==, 6);
}

/* SQLite numbers $2 first when it stands first; we go by what is written. */
static void
test_parameters_by_number (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $2, $12, $1, $2");

  outlay_statement_bind_text (statement, 1, "one");
  outlay_statement_bind_text (statement, 12, "twelve");
  outlay_statement_bind_text (statement, 2, "two");
  g_assert_true (step (statement));

  g_assert_cmpstr (outlay_statement_get_text (statement, 0), ==, "two");
  g_assert_cmpstr (outlay_statement_get_text (statement, 1), ==, "twelve");
  g_assert_cmpstr (outlay_statement_get_text (statement, 2), ==, "one");
  g_assert_cmpstr (outlay_statement_get_text (statement, 3), ==, "two");
}

/* A mistake in the program; it goes no further than the next step. */
static void
test_unknown_parameter (Fixture *fixture, gconstpointer unused)
{
  static const int numbers[] = { -1, 0, 2, 4, 1000 };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("*parameter $-1 cannot be bound*$1000 cannot be bound*");
      return;
    }

  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, $3");
      g_autoptr (GError) error = NULL;

      outlay_statement_bind_int (statement, numbers[i], 1);
      g_assert_false (outlay_statement_run (statement, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
    }
}

static void
test_bind_all (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, $2, $3, $4");

  outlay_statement_bind (statement, "sins", "text", G_GINT64_CONSTANT (1) << 40, NULL);
  g_assert_true (step (statement));
  g_assert_cmpstr (outlay_statement_get_text (statement, 0), ==, "text");
  g_assert_cmpint (outlay_statement_get_int (statement, 1), ==, G_GINT64_CONSTANT (1) << 40);
  g_assert_true (outlay_statement_is_null (statement, 2));
  g_assert_true (outlay_statement_is_null (statement, 3));

  /* Binding again in the middle of the rows starts over, and forgets what is not named. */
  outlay_statement_bind (statement, "i", G_GINT64_CONSTANT (5));
  g_assert_true (step (statement));
  g_assert_cmpint (outlay_statement_get_int (statement, 0), ==, 5);
  g_assert_true (outlay_statement_is_null (statement, 1));
}

static void
test_text_is_copied (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, $2");
  char copied[] = "before", kept[] = "before";

  outlay_statement_bind_text (statement, 1, copied);
  outlay_statement_bind_static_text (statement, 2, kept);
  strcpy (copied, "after!");
  g_assert_true (step (statement));
  g_assert_cmpstr (outlay_statement_get_text (statement, 0), ==, "before");
  g_assert_cmpstr (outlay_statement_get_text (statement, 1), ==, "before");
}

static void
test_end_forgets_values (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1");

  outlay_statement_bind_int (statement, 1, 3);
  g_assert_true (step (statement));
  g_assert_false (step (statement));

  g_assert_true (step (statement));
  g_assert_true (outlay_statement_is_null (statement, 0));
}

static void
test_query_is_kept (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *name = g_strdup ("item/count");
  OutlayStatement *statement = query (fixture, "item/count");

  g_assert_true (step (statement));
  g_assert_true (query (fixture, "item/count") == statement);
  g_assert_true (query (fixture, name) == statement);
  g_assert_true (query (fixture, "item/get") != statement);

  /* Another name at the same address is another query. */
  strcpy (name, "item/get");
  g_assert_true (query (fixture, name) == query (fixture, "item/get"));
}

static void
test_rows_changed (Fixture *fixture, gconstpointer unused)
{
  OutlayStatement *statement;

  for (gint64 id = 1; id <= 3; id++)
    {
      statement = query (fixture, "item/add");
      outlay_statement_bind (statement, "inin", id, id);
      outlay_statement_bind_null (statement, 5);
      run (statement);
    }

  statement = query (fixture, "item/rename");
  outlay_statement_bind (statement, "is", G_GINT64_CONSTANT (2), "two");
  run (statement);
  g_assert_cmpint (outlay_statement_n_changed (statement), ==, 1);
  outlay_statement_bind (statement, "is", G_GINT64_CONSTANT (2), "two");
  run (statement);
  g_assert_cmpint (outlay_statement_n_changed (statement), ==, 0);

  {
    g_autoptr (OutlayStatement) all = prepare (fixture, "UPDATE item SET amount = 0 RETURNING id");

    g_assert_true (step (all));
    outlay_statement_reset (all);
    g_assert_cmpint (outlay_statement_n_changed (all), ==, 3);
  }

  /* A read after a write has changed nothing. */
  statement = query (fixture, "item/count");
  run (statement);
  g_assert_cmpint (outlay_statement_n_changed (statement), ==, 0);
}

static void
test_constraints (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *sql;
    const char *message;
  } rows[] = {
    { "INSERT INTO item (id) VALUES (1)", "UNIQUE constraint failed: item.id" },
    { "INSERT INTO item (id, name) VALUES (2, 'one')", "UNIQUE constraint failed: item.name" },
    { "INSERT INTO item (id, amount) VALUES (2, -1)", "CHECK constraint failed" },
    { "INSERT INTO item (id, parent) VALUES (2, 7)", "FOREIGN KEY constraint failed" },
    { "INSERT INTO item (id, amount) VALUES (2, 'much')", "cannot store TEXT value" },
  };

  outlay_connection_execute (fixture->connection, "INSERT INTO item (id, name) VALUES (1, 'one')",
                             NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OutlayStatement) statement = prepare (fixture, rows[i].sql);
      g_autoptr (GError) error = NULL;

      g_assert_false (outlay_statement_run (statement, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CONSTRAINT);
      g_assert_nonnull (strstr (error->message, rows[i].message));
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* A statement that failed is ready to be bound and run again. */
static void
test_goes_on_after_error (Fixture *fixture, gconstpointer unused)
{
  OutlayStatement *statement = query (fixture, "item/add");

  outlay_statement_bind (statement, "isinn", G_GINT64_CONSTANT (1), "one", G_GINT64_CONSTANT (-1));
  g_assert_false (outlay_statement_run (statement, NULL));
  outlay_statement_bind (statement, "isinn", G_GINT64_CONSTANT (1), "one", G_GINT64_CONSTANT (1));
  run (statement);
  g_assert_cmpint (outlay_statement_n_changed (statement), ==, 1);
}

static void
test_too_much_text (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1");
  g_autoptr (GError) error = NULL;

  outlay_statement_bind_text_with_length (statement, 1, "", (gsize) G_MAXINT32 + 1);
  g_assert_false (outlay_statement_run (statement, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "too big"));
  g_clear_error (&error);

  outlay_statement_reset (statement);
  g_assert_true (step (statement));
}

static void
test_bad_sql (Fixture *fixture, gconstpointer unused)
{
  assert_prepare_fails (fixture, "SELEC 1", "syntax error");
  assert_prepare_fails (fixture, "SELECT absent FROM item", "no such column: absent");
  assert_prepare_fails (fixture, "SELECT \"text\"", "no such column");
  assert_prepare_fails (fixture, "SELECT ?", "parameters are written $1");
  assert_prepare_fails (fixture, "SELECT :name", "parameters are written $1");
  assert_prepare_fails (fixture, "SELECT $name", "parameters are written $1");
  assert_prepare_fails (fixture, "SELECT $0", "parameters are written $1");
  assert_prepare_fails (fixture, "SELECT $01", "parameters are written $1");
  assert_prepare_fails (fixture, "SELECT $1000", "parameters are written $1");
  assert_prepare_fails (fixture, "SELECT 1; SELECT 2", "not exactly one statement");
  assert_prepare_fails (fixture, "  -- only words", "not exactly one statement");
}

static void
test_outlives_connection (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection)
      connection = outlay_connection_open ("sqlite::memory:", 0, NULL, &error);
  g_autoptr (OutlayStatement) statement = NULL;
  gboolean has_row;

  g_assert_no_error (error);
  statement = outlay_connection_prepare (connection, "SELECT 7", &error);
  g_assert_no_error (error);
  g_clear_object (&connection);

  g_assert_true (outlay_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (outlay_statement_get_int (statement, 0), ==, 7);
}

#define ADD(path, test) g_test_add ("/db/statement/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("every-type", test_every_type);
  ADD ("null-and-empty", test_null_and_empty);
  ADD ("text-with-length", test_text_with_length);
  ADD ("parameters-by-number", test_parameters_by_number);
  ADD ("unknown-parameter", test_unknown_parameter);
  ADD ("bind-all", test_bind_all);
  ADD ("text-is-copied", test_text_is_copied);
  ADD ("end-forgets-values", test_end_forgets_values);
  ADD ("query-is-kept", test_query_is_kept);
  ADD ("rows-changed", test_rows_changed);
  ADD ("constraints", test_constraints);
  ADD ("goes-on-after-error", test_goes_on_after_error);
  ADD ("too-much-text", test_too_much_text);
  ADD ("bad-sql", test_bad_sql);
  g_test_add_func ("/db/statement/outlives-connection", test_outlives_connection);

  return g_test_run ();
}
