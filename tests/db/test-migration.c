/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-migration.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test-file.h"

#define FOLDER "/io/github/outlay/test/migrations/"
#define N_THREADS 6

static void
migrate (OutlayConnection *connection, const char *folder)
{
  g_autoptr (GError) error = NULL;

  outlay_migrate (connection, folder, &error);
  g_assert_no_error (error);
}

static void
assert_migrate_fails (OutlayConnection *connection,
                      const char *folder,
                      OutlayDbError code,
                      const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (outlay_migrate (connection, folder, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, message));
}

#define APPLIED "SELECT name FROM outlay_migrations ORDER BY number"

static void
assert_has_table (TestFile *file, OutlayConnection *connection, const char *name, gboolean has_it)
{
  g_autofree char *sql = g_strdup_printf (
      file->engine == OUTLAY_TEST_SQLITE
          ? "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%s'"
          : "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%s'",
      name);

  test_assert_reads (connection, sql, has_it ? "1" : "0");
}

static void
test_fresh (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  migrate (connection, FOLDER "second");
  test_assert_reads (connection, APPLIED, "001-account.sql 002-email.sql");
  test_assert_reads (connection, "SELECT email FROM account", "first@example.com");
  test_assert_reads (connection, "SELECT min (length (digest)) FROM outlay_migrations", "64");

  {
    g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
    g_autofree char *year = g_date_time_format (now, "%Y");
    g_autofree char *at = test_read_text (connection,
                                          "SELECT min (applied_at) FROM outlay_migrations");

    g_assert_true (g_str_has_prefix (at, year));
  }
}

static void
test_step_by_step (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  migrate (connection, FOLDER "first");
  test_assert_reads (connection, APPLIED, "001-account.sql");
  migrate (connection, FOLDER "second");
  test_assert_reads (connection, APPLIED, "001-account.sql 002-email.sql");
}

/* The second time finds nothing to do, and writes nothing. */
static void
test_twice (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement) version = NULL;
  gint64 versions[2];
  gboolean has_row;

  migrate (connection, FOLDER "second");
  {
    g_autoptr (OutlayConnection) other = test_file_open (file, 0);

    version = outlay_connection_prepare (other, "SELECT data_version FROM pragma_data_version",
                                         &error);
    g_assert_no_error (error);
    for (int i = 0; i < 2; i++)
      {
        g_assert_true (outlay_statement_step (version, &has_row, &error));
        versions[i] = outlay_statement_get_int (version, 0);
        outlay_statement_reset (version);
        migrate (connection, FOLDER "second");
      }
    g_clear_object (&version);
  }

  g_assert_cmpint (versions[0], ==, versions[1]);
  test_assert_reads (connection, "SELECT count(*) FROM account", "1");
}

/* The failing migration leaves no trace, the one before it stays; the mended one goes
 * on from there. */
static void
test_broken (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  assert_migrate_fails (connection, FOLDER "broken", OUTLAY_DB_ERROR_CONSTRAINT,
                        file->engine == OUTLAY_TEST_SQLITE
                            ? "002-email.sql: UNIQUE constraint failed: account.id"
                            : "002-email.sql: duplicate key value violates unique constraint");
  test_assert_reads (connection, APPLIED, "001-account.sql");
  test_assert_reads (connection, "SELECT count(*) FROM account", "1");
  g_assert_null (outlay_connection_prepare (connection, "SELECT email FROM account", NULL));

  migrate (connection, FOLDER "second");
  test_assert_reads (connection, "SELECT email FROM account", "first@example.com");
}

/* A process that is killed in the middle of the second migration. */
static void
test_killed (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = NULL;
  g_autofree char *log = g_strconcat (file->path, "-wal", NULL);
  GStatBuf status = { 0 };
  pid_t child;

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (OutlayConnection) own = outlay_connection_open (file->uri, 0, NULL, NULL);

      outlay_migrate (own, FOLDER "slow", NULL);
      _exit (0);
    }

  /* Twenty million rows do not fit the page cache: what spills into the log shows it is at it. */
  while (g_stat (log, &status) != 0 || status.st_size < 8 * 1024 * 1024)
    {
      g_assert_cmpint (waitpid (child, NULL, WNOHANG), ==, 0);
      g_usleep (2000);
    }
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

  connection = test_file_open (file, 0);
  test_assert_reads (connection, APPLIED, "001-account.sql");
  test_assert_reads (connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'many'", "0");
  migrate (connection, FOLDER "second");
  test_assert_reads (connection, APPLIED, "001-account.sql 002-email.sql");
  test_assert_reads (connection, "PRAGMA integrity_check", "ok");
}

static void
test_too_new (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  migrate (connection, FOLDER "second");
  assert_migrate_fails (connection, FOLDER "first", OUTLAY_DB_ERROR_TOO_NEW, "002-email.sql");
  test_assert_reads (connection, APPLIED, "001-account.sql 002-email.sql");
}

static void
test_too_new_is_left (TestFile *file, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size, after_size;

  {
    g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

    migrate (connection, FOLDER "second");
  }
  g_assert_true (g_file_get_contents (file->path, &before, &before_size, &error));
  {
    g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

    assert_migrate_fails (connection, FOLDER "first", OUTLAY_DB_ERROR_TOO_NEW, "002-email.sql");
  }
  g_assert_true (g_file_get_contents (file->path, &after, &after_size, &error));
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_edited (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  migrate (connection, FOLDER "first");
  assert_migrate_fails (connection, FOLDER "edited", OUTLAY_DB_ERROR_FAILED, "001-account.sql");
}

static void
test_list_with_hole (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  migrate (connection, FOLDER "second");
  g_assert_true (outlay_connection_execute (
      connection, "DELETE FROM outlay_migrations WHERE number = 1", NULL));
  assert_migrate_fails (connection, FOLDER "second", OUTLAY_DB_ERROR_CORRUPT, "001");
}

static void
test_gap (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);

  assert_migrate_fails (connection, FOLDER "gap", OUTLAY_DB_ERROR_FAILED,
                        "migration 001 was expected");
  assert_has_table (file, connection, "%", FALSE);
}

static void
assert_missing (OutlayConnection *connection, const char *folder, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint n_missing = G_MAXUINT;

  outlay_migrate_check (connection, folder, &n_missing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_missing, ==, expected);
}

/* A look changes nothing, and tells older from newer. */
static void
test_check (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;
  guint n_missing;

  g_assert_false (outlay_migrate_check (connection, FOLDER "first", &n_missing, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  assert_has_table (file, connection, "%", FALSE);

  migrate (connection, FOLDER "first");
  assert_missing (connection, FOLDER "first", 0);
  assert_missing (connection, FOLDER "second", 1);
  test_assert_reads (connection, APPLIED, "001-account.sql");

  migrate (connection, FOLDER "second");
  g_assert_false (outlay_migrate_check (connection, FOLDER "first", &n_missing, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_TOO_NEW);
}

static gpointer
open_and_migrate (gpointer data)
{
  g_autoptr (OutlayConnection) connection = test_file_open (data, 0);

  migrate (connection, FOLDER "second");

  return NULL;
}

static void
test_many_at_once (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = NULL;
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("migrates", open_and_migrate, file);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  connection = test_file_open (file, 0);
  test_assert_reads (connection, APPLIED, "001-account.sql 002-email.sql");
  test_assert_reads (connection, "SELECT count(*) FROM account", "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_file_add_for_both ("migration/fresh", test_fresh);
  test_file_add_for_both ("migration/step-by-step", test_step_by_step);
  test_file_add_for_both ("migration/broken", test_broken);
  test_file_add_for_both ("migration/too-new", test_too_new);
  test_file_add_for_both ("migration/edited", test_edited);
  test_file_add_for_both ("migration/list-with-hole", test_list_with_hole);
  test_file_add_for_both ("migration/gap", test_gap);
  test_file_add_for_both ("migration/check", test_check);
  test_file_add_for_both ("migration/many-at-once", test_many_at_once);

  /* Seen in the file, or beside it. */
  test_file_add ("migration/twice", OUTLAY_TEST_SQLITE, test_twice);
  test_file_add ("migration/killed", OUTLAY_TEST_SQLITE, test_killed);
  test_file_add ("migration/too-new-is-left", OUTLAY_TEST_SQLITE, test_too_new_is_left);

  return g_test_run ();
}
