/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-file.h"

#include <string.h>

void
test_file_set_up (TestFile *self, gconstpointer engine)
{
  self->engine = (OutlayTestEngine) GPOINTER_TO_INT (engine);
  self->uri = outlay_test_database_new (self->engine);
  if (self->engine == OUTLAY_TEST_SQLITE)
    {
      self->path = g_strdup (self->uri + strlen ("sqlite:"));
      self->folder = g_path_get_dirname (self->path);
    }
}

void
test_file_tear_down (TestFile *self, gconstpointer unused)
{
  outlay_test_database_free (self->uri);
  g_free (self->folder);
  g_free (self->path);
}

static void
skip_cb (gconstpointer engine)
{
  g_assert_false (outlay_test_engine_is_there ((OutlayTestEngine) GPOINTER_TO_INT (engine)));
}

void
test_file_add (const char *path, OutlayTestEngine engine, TestFileFunc test)
{
  g_autofree char *whole = g_strconcat ("/db/", path, "/", outlay_test_engine_to_string (engine),
                                        NULL);

  if (engine == OUTLAY_TEST_SQLITE || g_getenv ("OUTLAY_TEST_POSTGRESQL") != NULL)
    g_test_add (whole, TestFile, GINT_TO_POINTER (engine), test_file_set_up, test,
                test_file_tear_down);
  else
    g_test_add_data_func (whole, GINT_TO_POINTER (engine), skip_cb);
}

void
test_file_add_for_both (const char *path, TestFileFunc test)
{
  test_file_add (path, OUTLAY_TEST_SQLITE, test);
  test_file_add (path, OUTLAY_TEST_POSTGRESQL, test);
}

OutlayConnection *
test_file_open (TestFile *self, OutlayOpenFlags flags)
{
  g_autoptr (GError) error = NULL;
  OutlayConnection *connection = outlay_connection_open (self->uri, flags, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

char *
test_read_text (OutlayConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement) statement = outlay_connection_prepare (connection, sql, &error);
  GString *all = g_string_new (NULL);
  gboolean has_row;

  g_assert_no_error (error);
  while (outlay_statement_step (statement, &has_row, &error) && has_row)
    g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "",
                            outlay_statement_get_text (statement, 0));
  g_assert_no_error (error);

  return g_string_free (all, FALSE);
}

void
test_assert_reads (OutlayConnection *connection, const char *sql, const char *expected)
{
  g_autofree char *text = test_read_text (connection, sql);

  g_assert_cmpstr (text, ==, expected);
}

void
test_execute (OutlayConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

void
test_define (OutlayConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_define (connection, sql, &error);
  g_assert_no_error (error);
}

void
test_begin (OutlayConnection *connection)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_begin (connection, &error);
  g_assert_no_error (error);
}

void
test_commit (OutlayConnection *connection)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_commit (connection, &error);
  g_assert_no_error (error);
}
