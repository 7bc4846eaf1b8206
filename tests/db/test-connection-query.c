/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#include "test-file.h"

/* (transfer full): with the queries of sql/good, and their table. */
static OutlayConnection *
open_items (TestFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries)
      queries = outlay_queries_load ("/io/github/outlay/test/sql/good", &error);
  OutlayConnection *connection;

  g_assert_no_error (error);
  connection = outlay_connection_open (file->uri, 0, queries, &error);
  g_assert_no_error (error);
  test_define (connection, outlay_queries_find (queries, "item/create"));

  return connection;
}

static void
add_item (OutlayConnection *connection, gint64 id, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      outlay_connection_run (connection, &error, "item/add", "isinn", id, name, id * 10));
  g_assert_no_error (error);
}

static void
test_run (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_items (file);
  g_autoptr (GError) error = NULL;

  add_item (connection, 1, "one");
  add_item (connection, 2, "two");
  test_assert_reads (connection, "SELECT name FROM item ORDER BY id", "one two");

  /* Rows are passed over, and none is left open. */
  g_assert_true (outlay_connection_run (connection, &error, "item/get", "i", (gint64) 1));
  g_assert_no_error (error);

  g_assert_false (outlay_connection_run (connection, &error, "item/add", "isinn", (gint64) 3, "one",
                                         (gint64) 0));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CONSTRAINT);
  test_assert_reads (connection, "SELECT name FROM item ORDER BY id", "one two");
}

static void
test_bind (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_items (file);
  g_autoptr (GError) error = NULL;
  OutlayStatement *rename;

  add_item (connection, 1, "one");
  rename = outlay_connection_bind (connection, &error, "item/rename", "is", (gint64) 1, "first");
  g_assert_no_error (error);
  g_assert_true (outlay_statement_run (rename, &error));
  g_assert_cmpint (outlay_statement_n_changed (rename), ==, 1);
  test_assert_reads (connection, "SELECT name FROM item", "first");

  /* No value of the last time is left. */
  g_assert_true (outlay_connection_bind (connection, &error, "item/rename", "i", (gint64) 1) ==
                 rename);
  g_assert_true (outlay_statement_run (rename, &error));
  test_assert_reads (connection, "SELECT count (*) FROM item WHERE name IS NULL", "1");
}

static void
test_find (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_items (file);
  g_autoptr (GError) error = NULL;
  OutlayRow *row = NULL;

  add_item (connection, 1, "one");
  add_item (connection, 2, "two");

  for (gint64 id = 1; id <= 2; id++)
    {
      g_autoptr (OutlayRow) found = NULL;

      g_assert_true (outlay_connection_find (connection, &found, &error, "item/get", "i", id));
      g_assert_no_error (error);
      g_assert_cmpint (outlay_statement_get_int (found, 0), ==, id);
      g_assert_cmpstr (outlay_statement_get_text (found, 1), ==, id == 1 ? "one" : "two");
      row = found;
    }

  /* The end of its scope has closed the row: stepping starts over, without a value. */
  {
    gboolean has_row = TRUE;

    g_assert_true (outlay_statement_step (row, &has_row, &error));
    g_assert_false (has_row);
  }

  g_assert_true (outlay_connection_find (connection, &row, &error, "item/get", "i", (gint64) 3));
  g_assert_no_error (error);
  g_assert_null (row);
}

static void
test_refused (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_items (file);
  g_autoptr (GError) error = NULL;
  OutlayRow *row = (OutlayRow *) connection;

  test_execute (connection, "DROP TABLE item");

  g_assert_false (outlay_connection_find (connection, &row, &error, "item/get", "i", (gint64) 1));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "item/get: "));
  g_assert_null (row);
  g_clear_error (&error);

  g_assert_false (outlay_connection_run (connection, &error, "item/get", "i", (gint64) 1));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (outlay_connection_bind (connection, &error, "item/get", "i", (gint64) 1));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_file_add_for_both ("connection-query/run", test_run);
  test_file_add_for_both ("connection-query/bind", test_bind);
  test_file_add_for_both ("connection-query/find", test_find);
  test_file_add_for_both ("connection-query/refused", test_refused);

  return g_test_run ();
}
