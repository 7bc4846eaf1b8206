/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#include <string.h>

#include "test-file.h"

typedef struct
{
  OutlayTestEngine engine;
  char *uri; /* (nullable) */
  OutlayConnection *connection;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer engine)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries)
      queries = outlay_queries_load ("/io/github/outlay/test/sql/good", &error);

  g_assert_no_error (error);
  fixture->engine = (OutlayTestEngine) GPOINTER_TO_INT (engine);
  if (fixture->engine != OUTLAY_TEST_SQLITE)
    fixture->uri = outlay_test_database_new (fixture->engine);
  fixture->connection = outlay_connection_open (
      fixture->uri != NULL ? fixture->uri : "sqlite::memory:", 0, queries, &error);
  g_assert_no_error (error);

  test_define (fixture->connection, outlay_queries_find (queries, "item/create"));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->connection);
  if (fixture->uri != NULL)
    outlay_test_database_free (fixture->uri);
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
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, length($1)");
  const char *text;
  gsize length;

  outlay_statement_bind_text_with_length (statement, 1, "größer als nötig", strlen ("größer"));
  g_assert_true (step (statement));

  text = outlay_statement_get_text_with_length (statement, 0, &length);
  g_assert_cmpstr (text, ==, "größer");
  g_assert_cmpuint (length, ==, strlen ("größer"));
  g_assert_cmpint (outlay_statement_get_int (statement, 1), ==, 6);
}

/* PostgreSQL keeps no text with a zero in it: what comes from outside is checked before. */
static void
test_zero_in_text (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1");
  g_autoptr (GError) error = NULL;
  const char *text;
  gboolean has_row;
  gsize length;

  outlay_statement_bind_text_with_length (statement, 1, "a\0b", 3);
  if (fixture->engine == OUTLAY_TEST_SQLITE)
    {
      g_assert_true (step (statement));
      text = outlay_statement_get_text_with_length (statement, 0, &length);
      g_assert_cmpmem (text, length, "a\0b", 3);
    }
  else
    {
      g_assert_false (outlay_statement_step (statement, &has_row, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
    }
}

/* SQLite numbers $2 first when it stands first; we go by what is written. */
static void
test_parameters_by_number (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $2, $3, $1, $2");

  outlay_statement_bind_text (statement, 1, "one");
  outlay_statement_bind_text (statement, 3, "three");
  outlay_statement_bind_text (statement, 2, "two");
  g_assert_true (step (statement));

  g_assert_cmpstr (outlay_statement_get_text (statement, 0), ==, "two");
  g_assert_cmpstr (outlay_statement_get_text (statement, 1), ==, "three");
  g_assert_cmpstr (outlay_statement_get_text (statement, 2), ==, "one");
  g_assert_cmpstr (outlay_statement_get_text (statement, 3), ==, "two");
}

/* PostgreSQL wants each number up to the greatest to be there. */
static void
test_parameters_left_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $12, $2");

  outlay_statement_bind_text (statement, 12, "twelve");
  outlay_statement_bind_text (statement, 2, "two");
  g_assert_true (step (statement));
  g_assert_cmpstr (outlay_statement_get_text (statement, 0), ==, "twelve");
  g_assert_cmpstr (outlay_statement_get_text (statement, 1), ==, "two");
}

/* A mistake in the program; it goes no further than the next step. */
static void
test_unknown_parameter (Fixture *fixture, gconstpointer unused)
{
  static const int numbers[] = { -1, 0, 3, 4, 1000 };

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
      g_autoptr (OutlayStatement) statement = prepare (fixture, "SELECT $1, $2");
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

typedef struct
{
  const char *sql;
  const char *message;
} Refused;

static void
assert_refused (Fixture *fixture, const Refused *rows, gsize n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autoptr (OutlayStatement) statement = prepare (fixture, rows[i].sql);
      g_autoptr (GError) error = NULL;

      g_assert_false (outlay_statement_run (statement, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CONSTRAINT);
      g_assert_nonnull (strstr (error->message, rows[i].message));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_constraints (Fixture *fixture, gconstpointer unused)
{
  static const Refused sqlite[] = {
    { "INSERT INTO item (id) VALUES (1)", "UNIQUE constraint failed: item.id" },
    { "INSERT INTO item (id, name) VALUES (2, 'one')", "UNIQUE constraint failed: item.name" },
    { "INSERT INTO item (id, amount) VALUES (2, -1)", "CHECK constraint failed" },
    { "INSERT INTO item (id, parent) VALUES (2, 7)", "FOREIGN KEY constraint failed" },
    { "INSERT INTO item (id, amount) VALUES (2, 'much')", "cannot store TEXT value" },
  };
  static const Refused postgresql[] = {
    { "INSERT INTO item (id) VALUES (1)", "\"item_pkey\" (PostgreSQL 23505)" },
    { "INSERT INTO item (id, name) VALUES (2, 'one')", "\"item_name_key\"" },
    { "INSERT INTO item (id, amount) VALUES (2, -1)", "\"item_amount_check\"" },
    { "INSERT INTO item (id, parent) VALUES (2, 7)", "\"item_parent_fkey\"" },
    { "INSERT INTO item (id) VALUES (NULL)", "null value in column \"id\"" },
  };

  test_execute (fixture->connection, "INSERT INTO item (id, name) VALUES (1, 'one')");
  if (fixture->engine == OUTLAY_TEST_SQLITE)
    assert_refused (fixture, sqlite, G_N_ELEMENTS (sqlite));
  else
    assert_refused (fixture, postgresql, G_N_ELEMENTS (postgresql));
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
test_bad_sql_on_server (Fixture *fixture, gconstpointer unused)
{
  assert_prepare_fails (fixture, "SELEC 1", "syntax error");
  assert_prepare_fails (fixture, "SELECT absent FROM item", "column \"absent\" does not exist");
  assert_prepare_fails (fixture, "SELECT ?", "syntax error");
  assert_prepare_fails (fixture, "SELECT $0", "there is no parameter $0");
  assert_prepare_fails (fixture, "SELECT 1; SELECT 2", "multiple commands");
  assert_prepare_fails (fixture, "  -- only words", "not exactly one statement");
  assert_prepare_fails (fixture, "SELECT sum (amount) FROM item", "column 1 (sum)");
}

/* A number as text, and text as a number; and every width of a number, with its sign. */
static void
test_numbers_on_server (Fixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "-2", "70000", "-5000000000", "1", "0", "12" };
  g_autoptr (OutlayStatement) statement = prepare (
      fixture, "SELECT CAST ($1 AS SMALLINT), CAST ($2 AS INTEGER), CAST ($3 AS BIGINT), "
               "CAST ($4 AS BOOLEAN), 1 > 2, '12'");
  g_autoptr (GError) error = NULL;

  for (int round = 0; round < 2; round++)
    {
      for (int i = 0; i < 4; i++)
        if (round == 0)
          outlay_statement_bind_int (statement, i + 1, g_ascii_strtoll (texts[i], NULL, 10));
        else
          outlay_statement_bind_text_with_length (statement, i + 1, texts[i], strlen (texts[i]));
      g_assert_true (step (statement));
      for (int i = 0; i < 6; i++)
        {
          g_assert_cmpstr (outlay_statement_get_text (statement, i), ==, texts[i]);
          g_assert_cmpint (outlay_statement_get_int (statement, i), ==,
                           g_ascii_strtoll (texts[i], NULL, 10));
        }
      outlay_statement_reset (statement);
    }

  outlay_statement_bind_int (statement, 1, 40000);
  g_assert_false (outlay_statement_run (statement, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "$1 is out of range"));
}

#define N_ROWS 1000

static void
add_rows (Fixture *fixture)
{
  outlay_connection_begin (fixture->connection, NULL);
  for (gint64 id = 1; id <= N_ROWS; id++)
    {
      OutlayStatement *statement = query (fixture, "item/add");

      outlay_statement_bind (statement, "inin", id, id);
      outlay_statement_bind_null (statement, 5);
      run (statement);
    }
  outlay_connection_commit (fixture->connection, NULL);
}

/* Other statements run between the rows of one, each of them open for more than fits a message. */
static void
test_many_rows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) rows = prepare (fixture, "SELECT id FROM item ORDER BY id");
  g_autoptr (OutlayStatement) back = prepare (fixture, "SELECT id FROM item ORDER BY id DESC");

  add_rows (fixture);
  for (gint64 id = 1; id <= N_ROWS; id++)
    {
      g_assert_true (step (rows));
      g_assert_cmpint (outlay_statement_get_int (rows, 0), ==, id);
      if (id % 300 == 0)
        {
          OutlayStatement *get = query (fixture, "item/get");

          outlay_statement_bind (get, "i", id);
          g_assert_true (step (get));
          g_assert_cmpint (outlay_statement_get_int (get, 2), ==, id);
        }
      if (id % 3 == 0)
        {
          g_assert_true (step (back));
          g_assert_cmpint (outlay_statement_get_int (back, 0), ==, N_ROWS + 1 - id / 3);
        }
    }
  g_assert_false (step (rows));

  /* Left in the middle, it starts over; and goes away while there is more to come. */
  outlay_statement_reset (back);
  g_assert_true (step (back));
  g_assert_cmpint (outlay_statement_get_int (back, 0), ==, N_ROWS);
  g_clear_object (&back);
  g_assert_true (step (query (fixture, "item/count")));
}

/* What goes wrong after a thousand rows is told there. */
static void
test_fails_late (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OutlayStatement) rows = prepare (
      fixture, "SELECT 1000000 / (999 - n) FROM generate_series (0, 5000) AS t (n)");
  g_autoptr (GError) error = NULL;
  gboolean has_row = TRUE;
  guint n = 0;

  while (outlay_statement_step (rows, &has_row, &error) && has_row)
    n++;
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_assert_cmpuint (n, >, 500);
  g_assert_cmpuint (n, <, 1000);
  g_assert_true (step (query (fixture, "item/count")));
}

static void
test_outlives_connection (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) connection = outlay_connection_open (
      fixture->uri != NULL ? fixture->uri : "sqlite::memory:", 0, NULL, &error);
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

static void
skip_cb (gconstpointer engine)
{
  g_assert_false (outlay_test_engine_is_there ((OutlayTestEngine) GPOINTER_TO_INT (engine)));
}

static void
add (const char *path, OutlayTestEngine engine, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *whole = g_strconcat ("/db/statement/", path, "/",
                                        outlay_test_engine_to_string (engine), NULL);

  if (engine == OUTLAY_TEST_SQLITE || g_getenv ("OUTLAY_TEST_POSTGRESQL") != NULL)
    g_test_add (whole, Fixture, GINT_TO_POINTER (engine), set_up, test, tear_down);
  else
    g_test_add_data_func (whole, GINT_TO_POINTER (engine), skip_cb);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "every-type", test_every_type },
    { "null-and-empty", test_null_and_empty },
    { "text-with-length", test_text_with_length },
    { "zero-in-text", test_zero_in_text },
    { "parameters-by-number", test_parameters_by_number },
    { "unknown-parameter", test_unknown_parameter },
    { "bind-all", test_bind_all },
    { "text-is-copied", test_text_is_copied },
    { "end-forgets-values", test_end_forgets_values },
    { "query-is-kept", test_query_is_kept },
    { "rows-changed", test_rows_changed },
    { "constraints", test_constraints },
    { "goes-on-after-error", test_goes_on_after_error },
    { "too-much-text", test_too_much_text },
    { "many-rows", test_many_rows },
    { "outlives-connection", test_outlives_connection },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      add (tests[i].path, OUTLAY_TEST_SQLITE, tests[i].test);
      add (tests[i].path, OUTLAY_TEST_POSTGRESQL, tests[i].test);
    }
  add ("parameters-left-out", OUTLAY_TEST_SQLITE, test_parameters_left_out);
  add ("bad-sql", OUTLAY_TEST_SQLITE, test_bad_sql);
  add ("bad-sql", OUTLAY_TEST_POSTGRESQL, test_bad_sql_on_server);
  add ("numbers", OUTLAY_TEST_POSTGRESQL, test_numbers_on_server);
  add ("fails-late", OUTLAY_TEST_POSTGRESQL, test_fails_late);

  return g_test_run ();
}
