/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "test-file.h"

#define N_THREADS 8

static void
assert_open_fails (TestFile *file, OutlayOpenFlags flags, OutlayDbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (outlay_connection_open (file->uri, flags, NULL, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, file->path));
}

static void
assert_execute_fails (OutlayConnection *connection, const char *sql, OutlayDbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (outlay_connection_execute (connection, sql, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, (int) code);
}

#define ALL "SELECT n FROM t ORDER BY n"

static OutlayConnection *
open_with_table (TestFile *file)
{
  OutlayConnection *connection = test_file_open (file, 0);

  test_define (connection, "CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT) STRICT;"
                           "INSERT INTO t (n) VALUES (1);");

  return connection;
}

static void
test_settings (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);
  struct stat status;

  test_assert_reads (connection, "PRAGMA journal_mode", "wal");
  test_assert_reads (connection, "PRAGMA synchronous", "2");
  test_assert_reads (connection, "PRAGMA foreign_keys", "1");
  test_assert_reads (connection, "PRAGMA trusted_schema", "0");
  test_assert_reads (connection, "PRAGMA cell_size_check", "1");
  test_assert_reads (connection, "PRAGMA busy_timeout", "5000");

  /* Defensive: the schema cannot be written by hand. */
  test_execute (connection, "PRAGMA writable_schema = ON");
  assert_execute_fails (connection, "DELETE FROM sqlite_schema; UPDATE sqlite_schema SET sql = ''",
                        OUTLAY_DB_ERROR_FAILED);

  /* What a person spends is theirs alone. */
  g_assert_cmpint (g_stat (file->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
}

static void
test_uri (void)
{
  static const char *const uris[] = { "", "sqlite:", "outlay.db", "mysql://x", "sqlite" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_connection_open (uris[i], 0, NULL, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
    }
}

static void
test_cannot_open (TestFile *file, gconstpointer unused)
{
  g_autofree char *deep = g_build_filename (file->folder, "no", "such", "folder.db", NULL);
  g_autofree char *deep_uri = g_strconcat ("sqlite:", deep, NULL);
  g_autofree char *folder_uri = g_strconcat ("sqlite:", file->folder, NULL);
  g_autoptr (GError) error = NULL;

  assert_open_fails (file, OUTLAY_OPEN_EXISTING, OUTLAY_DB_ERROR_UNREACHABLE);
  assert_open_fails (file, OUTLAY_OPEN_READ_ONLY, OUTLAY_DB_ERROR_UNREACHABLE);
  g_assert_false (g_file_test (file->path, G_FILE_TEST_EXISTS));

  g_assert_null (outlay_connection_open (deep_uri, 0, NULL, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
  g_clear_error (&error);

  g_assert_null (outlay_connection_open (folder_uri, 0, NULL, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
}

static void
test_read_only (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) writer = open_with_table (file);
  g_autoptr (OutlayConnection) reader = test_file_open (file, OUTLAY_OPEN_READ_ONLY);

  test_assert_reads (reader, ALL, "1");
  test_execute (writer, "INSERT INTO t (n) VALUES (2)");
  test_assert_reads (reader, ALL, "1 2");
  assert_execute_fails (reader, "INSERT INTO t (n) VALUES (3)", OUTLAY_DB_ERROR_FAILED);

  /* Also when nobody else has it open, and the log is gone. */
  g_clear_object (&reader);
  g_clear_object (&writer);
  reader = test_file_open (file, OUTLAY_OPEN_READ_ONLY);
  test_assert_reads (reader, ALL, "1 2");
}

static void
test_commit_and_rollback (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) other = test_file_open (file, OUTLAY_OPEN_READ_ONLY);

  test_begin (connection);
  test_execute (connection, "INSERT INTO t (n) VALUES (2)");
  test_assert_reads (connection, ALL, "1 2");
  test_assert_reads (other, ALL, "1");
  test_commit (connection);
  test_assert_reads (other, ALL, "1 2");

  test_begin (connection);
  test_execute (connection, "INSERT INTO t (n) VALUES (3)");
  outlay_connection_rollback (connection);
  test_assert_reads (connection, ALL, "1 2");

  /* Nothing is open: not worth a word. */
  outlay_connection_rollback (connection);
}

static void
test_savepoints (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (GError) error = NULL;

  test_begin (connection);
  for (int n = 2; n <= 7; n++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO t (n) VALUES (%d)", n);

      g_assert_true (outlay_connection_savepoint (connection, &error));
      test_execute (connection, sql);
      if (n % 2 == 0)
        g_assert_true (outlay_connection_release (connection, &error));
      else
        outlay_connection_rollback_to (connection);
    }

  /* Nested: the inner one is kept in the outer one, which is undone. */
  g_assert_true (outlay_connection_savepoint (connection, &error));
  test_execute (connection, "INSERT INTO t (n) VALUES (8)");
  g_assert_true (outlay_connection_savepoint (connection, &error));
  test_execute (connection, "INSERT INTO t (n) VALUES (9)");
  g_assert_true (outlay_connection_release (connection, &error));
  outlay_connection_rollback_to (connection);

  /* All were ended: there is none to release. */
  g_assert_false (outlay_connection_release (connection, &error));
  test_commit (connection);
  test_assert_reads (connection, ALL, "1 2 4 6");
}

static void
test_one_picture (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) writer = open_with_table (file);
  g_autoptr (OutlayConnection) reader = test_file_open (file, OUTLAY_OPEN_READ_ONLY);
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_connection_begin_read (reader, &error));
  test_assert_reads (reader, ALL, "1");
  test_execute (writer, "INSERT INTO t (n) VALUES (2)");
  test_assert_reads (reader, ALL, "1");
  test_commit (reader);
  test_assert_reads (reader, ALL, "1 2");
}

/* A read that was left open would make the write lock unobtainable: its picture is old. */
static void
test_begin_closes_reads (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) other = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement)
      statement = outlay_connection_prepare (connection, "SELECT n FROM t", &error);
  gboolean has_row;

  g_assert_true (outlay_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);
  test_execute (other, "INSERT INTO t (n) VALUES (2)");

  test_begin (connection);
  g_assert_false (outlay_statement_step (statement, &has_row, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_clear_error (&error);

  /* It starts anew afterwards. */
  g_assert_true (outlay_statement_step (statement, &has_row, &error));
  g_assert_true (has_row);
  test_commit (connection);
  g_assert_false (outlay_statement_step (statement, &has_row, &error));
  test_assert_reads (connection, ALL, "1 2");
}

static void
test_busy (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) other = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;

  test_execute (other, "PRAGMA busy_timeout = 20");
  test_begin (connection);

  g_assert_false (outlay_connection_begin (other, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY);
  assert_execute_fails (other, "INSERT INTO t (n) VALUES (2)", OUTLAY_DB_ERROR_BUSY);
  test_assert_reads (other, ALL, "1");

  test_commit (connection);
  test_begin (other);
  test_commit (other);
}

static void
test_full (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);

  test_execute (connection, "PRAGMA max_page_count = 10");
  test_begin (connection);
  test_execute (connection, "INSERT INTO t (n) VALUES (2)");
  assert_execute_fails (connection, "INSERT INTO t (n, x) VALUES (3, hex (zeroblob (100000)))",
                        OUTLAY_DB_ERROR_FULL);
  outlay_connection_rollback (connection);

  test_assert_reads (connection, ALL, "1");
  test_execute (connection, "INSERT INTO t (n) VALUES (4)");
  test_assert_reads (connection, "PRAGMA integrity_check", "ok");
}

static void
write_file (TestFile *file, gconstpointer data, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file->path, data, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
assert_file_is (TestFile *file, gconstpointer data, gsize size)
{
  g_autofree char *now = NULL;
  gsize now_size;

  g_assert_true (g_file_get_contents (file->path, &now, &now_size, NULL));
  g_assert_cmpmem (now, now_size, data, size);
}

static void
test_not_a_database (TestFile *file, gconstpointer unused)
{
  /* SQLite itself takes a file of one byte for an empty one. */
  static const gsize sizes[] = { 2, 99, 100, 512, 5000 };
  g_autofree char *bytes = g_strnfill (5000, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      write_file (file, bytes, sizes[i]);
      assert_open_fails (file, 0, OUTLAY_DB_ERROR_CORRUPT);
      assert_open_fails (file, OUTLAY_OPEN_READ_ONLY, OUTLAY_DB_ERROR_CORRUPT);
      assert_file_is (file, bytes, sizes[i]);
    }
}

/* Cut short in the middle, and with its schema page overwritten. */
static void
test_damaged (TestFile *file, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize size;

  {
    g_autoptr (OutlayConnection) connection = open_with_table (file);

    test_execute (connection, "INSERT INTO t (n, x) VALUES (2, hex (zeroblob (50000)))");
  }
  g_assert_true (g_file_get_contents (file->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 50000);

  write_file (file, bytes, 8192);
  assert_open_fails (file, 0, OUTLAY_DB_ERROR_CORRUPT);
  assert_file_is (file, bytes, 8192);

  memset (bytes + 100, 0xff, 3900);
  write_file (file, bytes, size);
  assert_open_fails (file, 0, OUTLAY_DB_ERROR_CORRUPT);
  assert_file_is (file, bytes, size);
}

static void
test_damage_found_later (TestFile *file, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_object_unref (open_with_table (file));
  g_assert_true (g_file_get_contents (file->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, ==, 8192);
  memset (bytes + 4096, 0xff, 4096);
  write_file (file, bytes, size);

  {
    g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

    assert_execute_fails (connection, "INSERT INTO t (n) VALUES (2)", OUTLAY_DB_ERROR_CORRUPT);
  }
  assert_file_is (file, bytes, size);
}

static gpointer
open_and_add (gpointer data)
{
  g_autoptr (OutlayConnection) connection = test_file_open (data, 0);

  test_begin (connection);
  g_assert_true (outlay_connection_serialize (connection, "t", NULL));
  test_define (connection, "CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY) STRICT;"
                           "INSERT INTO t (n) SELECT count(*) FROM t;");
  test_commit (connection);

  return NULL;
}

/* A new file becomes a WAL database under many hands at once, and each write counts. */
static void
test_many_at_once (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = NULL;
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("opens", open_and_add, file);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  connection = test_file_open (file, OUTLAY_OPEN_EXISTING);
  test_assert_reads (connection, ALL, "0 1 2 3 4 5 6 7");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/connection/uri", test_uri);
  test_file_add_for_both ("connection/read-only", test_read_only);
  test_file_add_for_both ("connection/commit-and-rollback", test_commit_and_rollback);
  test_file_add_for_both ("connection/savepoints", test_savepoints);
  test_file_add_for_both ("connection/one-picture", test_one_picture);
  test_file_add_for_both ("connection/begin-closes-reads", test_begin_closes_reads);
  test_file_add_for_both ("connection/many-at-once", test_many_at_once);

  /* What befalls files. */
  test_file_add ("connection/settings", OUTLAY_TEST_SQLITE, test_settings);
  test_file_add ("connection/cannot-open", OUTLAY_TEST_SQLITE, test_cannot_open);
  test_file_add ("connection/busy", OUTLAY_TEST_SQLITE, test_busy);
  test_file_add ("connection/full", OUTLAY_TEST_SQLITE, test_full);
  test_file_add ("connection/not-a-database", OUTLAY_TEST_SQLITE, test_not_a_database);
  test_file_add ("connection/damaged", OUTLAY_TEST_SQLITE, test_damaged);
  test_file_add ("connection/damage-found-later", OUTLAY_TEST_SQLITE, test_damage_found_later);

  return g_test_run ();
}
