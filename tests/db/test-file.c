/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-file.h"

#include <glib/gstdio.h>

void
test_file_set_up (TestFile *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("outlay-db-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "outlay.db", NULL);
  self->uri = g_strconcat ("sqlite:", self->path, NULL);
}

void
test_file_tear_down (TestFile *self, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);

  g_free (self->folder);
  g_free (self->path);
  g_free (self->uri);
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
  gboolean has_row;

  g_assert_no_error (error);
  outlay_statement_step (statement, &has_row, &error);
  g_assert_no_error (error);

  return has_row ? g_strdup (outlay_statement_get_text (statement, 0)) : NULL;
}

void
test_assert_reads (OutlayConnection *connection, const char *sql, const char *expected)
{
  g_autofree char *text = test_read_text (connection, sql);

  g_assert_cmpstr (text, ==, expected);
}
