/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#include <string.h>

#include "test-file.h"

#define N_ROUNDS 50

static OutlayConnection *
open_with_table (TestFile *file)
{
  OutlayConnection *connection = test_file_open (file, 0);

  test_define (connection, "CREATE TABLE t (n INTEGER PRIMARY KEY, x INTEGER) STRICT;"
                           "INSERT INTO t (n, x) VALUES (1, 0), (2, 0);");

  return connection;
}

/* As an administrator does, or a server that is shut down. */
static void
terminate (OutlayConnection *victim, OutlayConnection *admin)
{
  g_autofree char *pid = test_read_text (victim, "SELECT pg_backend_pid()");
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend (%s, 10000)", pid);

  test_assert_reads (admin, sql, "1");
}

static void
assert_fails (OutlayConnection *connection, const char *sql, OutlayDbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (outlay_connection_execute (connection, sql, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, (int) code);
}

/* None of these is tried on a network, and none of them is quoted. */
static void
test_bad_uri (void)
{
  static const char *const uris[] = {
    "postgresql://ada:p4ssword@/outlay?nonsense=p4ssword",
    "postgresql://ada:p4ssword@[::1/outlay",
    "postgresql://ada:p4ssword@/outlay?partitions=many",
    "postgresql://ada:p4ssword@/outlay?partitions=5000",
    "postgres://ada:p4ss%zzword@/outlay",
    "mysql://ada:p4ssword@example.org/outlay",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_connection_open (uris[i], 0, NULL, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
      g_assert_null (strstr (error->message, "p4ss"));
    }
}

/* Says where nobody was, without the password. */
static void
test_nobody_there (void)
{
  static const char *const uris[] = {
    "postgresql://ada:p4ssword@127.0.0.1:1/outlay?partitions=4",
    "postgresql://ada@127.0.0.1:1/outlay?password=p4ssword&partitions=4&sslmode=disable",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_connection_open (uris[i], 0, NULL, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
      g_assert_true (g_str_has_prefix (error->message, "postgresql://ada@127.0.0.1:1/outlay: "));
      g_assert_null (strstr (error->message, "p4ss"));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_label (void)
{
  static const char *const labels[][2] = {
    { "sqlite:/var/lib/outlay.db", "sqlite:/var/lib/outlay.db" },
    { "postgresql://ada:p4ss@db.example:5433/outlay?partitions=8&sslpassword=p4ss",
      "postgresql://ada@db.example:5433/outlay" },
    { "postgres:///outlay?host=%2Frun", "postgresql:///run/outlay" },
    { "postgresql://ada:p4ss@[::1/outlay", "the database" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *label = outlay_connection_dup_label (labels[i][0]);

      g_assert_cmpstr (label, ==, labels[i][1]);
    }
}

#define PARTS(table)                                                                               \
  "SELECT count(*) FROM pg_inherits WHERE inhparent = CAST ('" table "' AS regclass)"

/* The first tables decide, whatever a URI says later. */
static void
test_partitions (TestFile *file, gconstpointer engine)
{
  gboolean has_parts = GPOINTER_TO_INT (engine) == OUTLAY_TEST_POSTGRESQL_PARTITIONS;
  g_auto (GStrv) parts = g_strsplit (file->uri, has_parts ? "partitions=4&" : "?", 2);
  g_autofree char *other = g_strconcat (parts[0], has_parts ? "" : "?partitions=3&", parts[1],
                                        NULL);
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;

  test_define (connection, "CREATE TABLE a (company TEXT PRIMARY KEY, n BIGINT)");
  g_clear_object (&connection);

  connection = outlay_connection_open (other, 0, NULL, &error);
  g_assert_no_error (error);
  test_define (connection, "CREATE TABLE b (company TEXT, id TEXT, PRIMARY KEY (company, id))");
  test_define (connection, "CREATE TABLE c (id TEXT PRIMARY KEY)");
  test_assert_reads (connection, PARTS ("a"), has_parts ? "4" : "0");
  test_assert_reads (connection, PARTS ("b"), has_parts ? "4" : "0");
  test_assert_reads (connection, PARTS ("c"), "0");
}

static void
test_settings (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) writer = test_file_open (file, 0);
  g_autoptr (OutlayConnection) reader = NULL, patient = NULL;

  test_assert_reads (writer, "SELECT current_setting ('client_encoding')", "UTF8");
  test_assert_reads (writer, "SELECT current_setting ('application_name')", g_get_prgname ());
  test_assert_reads (writer, "SELECT current_setting ('lock_timeout')", "5s");
  test_assert_reads (writer, "SELECT current_setting ('statement_timeout')", "0");
  test_assert_reads (writer, "SELECT current_setting ('default_transaction_read_only')", "off");

  /* What an administrator has set stays; but an answer means that it is on the disk. */
  test_execute (writer, "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        " || ' SET lock_timeout = ''3s'''; END $$;"
                        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        " || ' SET synchronous_commit = off'; END $$;");
  reader = test_file_open (file, OUTLAY_OPEN_READ_ONLY);
  test_assert_reads (reader, "SELECT current_setting ('lock_timeout')", "3s");
  test_assert_reads (reader, "SELECT current_setting ('synchronous_commit')", "on");
  test_assert_reads (reader, "SELECT current_setting ('statement_timeout')", "30s");

  patient = test_file_open (file, OUTLAY_OPEN_PATIENT);
  test_assert_reads (patient, "SELECT current_setting ('statement_timeout')", "0");
  assert_fails (patient, "CREATE TABLE t (n BIGINT)", OUTLAY_DB_ERROR_FAILED);
}

static void
test_encoding (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = test_file_open (file, 0);
  g_autofree char *name = test_read_text (connection, "SELECT current_database()");
  g_autofree char *other = g_strconcat (name, "_latin", NULL);
  g_autofree char *create = g_strdup_printf (
      "CREATE DATABASE %s ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", other);
  g_autofree char *drop = g_strdup_printf ("DROP DATABASE %s", other);
  g_auto (GStrv) parts = g_strsplit (file->uri, name, 2);
  g_autofree char *uri = g_strconcat (parts[0], other, parts[1], NULL);
  g_autoptr (GError) error = NULL;

  test_execute (connection, create);
  g_assert_null (outlay_connection_open (uri, 0, NULL, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "LATIN1"));
  test_execute (connection, drop);
}

/* Lost while nothing was open: the next request does not even notice. */
static void
test_mends_itself (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) admin = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement)
      kept = outlay_connection_prepare (connection, "SELECT x FROM t WHERE n = $1", &error);
  gboolean has_row;

  for (int round = 0; round < 2; round++)
    {
      terminate (connection, admin);
      outlay_statement_bind (kept, "i", G_GINT64_CONSTANT (1));
      outlay_statement_step (kept, &has_row, &error);
      g_assert_no_error (error);
      g_assert_true (has_row);
      outlay_statement_reset (kept);
    }

  terminate (connection, admin);
  test_begin (connection);
  test_execute (connection, "UPDATE t SET x = x + 1 WHERE n = 1");
  test_commit (connection);

  terminate (connection, admin);
  g_assert_true (outlay_connection_begin_read (connection, &error));
  test_assert_reads (connection, "SELECT x FROM t WHERE n = 1", "1");
  test_commit (connection);

  terminate (connection, admin);
  test_assert_reads (connection, "SELECT x FROM t WHERE n = 1", "1");
}

/* Nobody can know whether a lone write was done: it is told, not tried again. */
static void
test_lone_write_is_told (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) admin = test_file_open (file, 0);

  terminate (connection, admin);
  assert_fails (connection, "UPDATE t SET x = x + 1 WHERE n = 1", OUTLAY_DB_ERROR_UNREACHABLE);
  test_execute (connection, "UPDATE t SET x = x + 1 WHERE n = 1");
  test_assert_reads (connection, "SELECT x FROM t WHERE n = 1", "1");
}

/* Inside a transaction everything fails until its end, and nothing of it is left. */
static void
test_lost_inside (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) admin = test_file_open (file, 0);
  g_autoptr (GError) error = NULL;

  test_begin (connection);
  test_execute (connection, "UPDATE t SET x = 7 WHERE n = 1");
  terminate (connection, admin);
  assert_fails (connection, "UPDATE t SET x = 8 WHERE n = 2", OUTLAY_DB_ERROR_UNREACHABLE);
  assert_fails (connection, "UPDATE t SET x = 9 WHERE n = 2", OUTLAY_DB_ERROR_UNREACHABLE);
  g_assert_false (outlay_connection_savepoint (connection, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_false (outlay_connection_commit (connection, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE);
  outlay_connection_rollback (connection);
  test_assert_reads (connection, "SELECT x FROM t ORDER BY n", "0 0");

  test_begin (connection);
  g_assert_true (outlay_connection_savepoint (connection, NULL));
  terminate (connection, admin);
  outlay_connection_rollback_to (connection);
  outlay_connection_rollback (connection);
  test_begin (connection);
  test_execute (connection, "UPDATE t SET x = 1 WHERE n = 2");
  test_commit (connection);
  test_assert_reads (connection, "SELECT x FROM t ORDER BY n", "0 1");
}

/* The server would answer such a commit with a success called ROLLBACK. */
static void
test_commit_after_error (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (GError) error = NULL;

  test_begin (connection);
  test_execute (connection, "UPDATE t SET x = 7");
  assert_fails (connection, "INSERT INTO t (n) VALUES (1)", OUTLAY_DB_ERROR_CONSTRAINT);
  g_assert_false (outlay_connection_commit (connection, &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  outlay_connection_rollback (connection);
  test_assert_reads (connection, "SELECT x FROM t", "0 0");

  /* A savepoint is the way to go on. */
  test_begin (connection);
  test_execute (connection, "UPDATE t SET x = 7");
  g_assert_true (outlay_connection_savepoint (connection, NULL));
  assert_fails (connection, "INSERT INTO t (n) VALUES (1)", OUTLAY_DB_ERROR_CONSTRAINT);
  outlay_connection_rollback_to (connection);
  test_commit (connection);
  test_assert_reads (connection, "SELECT x FROM t", "7 7");
}

static void
test_out_of_order (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autofree char *mark = NULL;

  g_assert_false (outlay_connection_commit (connection, NULL));
  g_assert_false (outlay_connection_savepoint (connection, NULL));
  g_assert_false (outlay_connection_serialize (connection, "acme", NULL));
  g_assert_null (outlay_connection_dup_mark (connection, NULL));
  test_begin (connection);
  g_assert_false (outlay_connection_begin (connection, NULL));
  test_commit (connection);
}

static gpointer
update_first (gpointer data)
{
  OutlayConnection *connection = data;
  g_autoptr (GError) error = NULL;

  outlay_connection_execute (connection, "UPDATE t SET x = 2 WHERE n = 1", &error);

  return g_steal_pointer (&error);
}

/* Each holds what the other wants: one of them is told to try again, the other goes on. */
static void
test_deadlock (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) one = open_with_table (file);
  g_autoptr (OutlayConnection) two = test_file_open (file, 0);
  g_autoptr (GError) first = NULL, second = NULL;
  GThread *thread;

  test_execute (one, "SET deadlock_timeout = '50ms'");
  test_execute (two, "SET deadlock_timeout = '50ms'");
  test_begin (one);
  test_begin (two);
  test_execute (one, "UPDATE t SET x = 1 WHERE n = 1");
  test_execute (two, "UPDATE t SET x = 2 WHERE n = 2");
  thread = g_thread_new ("waits", update_first, two);
  outlay_connection_execute (one, "UPDATE t SET x = 1 WHERE n = 2", &first);
  if (first != NULL)
    outlay_connection_rollback (one);
  second = g_thread_join (thread);
  if (second != NULL)
    outlay_connection_rollback (two);

  g_assert_true ((first == NULL) != (second == NULL));
  if (first == NULL)
    g_assert_error (second, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY);
  else
    g_assert_error (first, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY);
  test_commit (first == NULL ? one : two);
  test_assert_reads (one, "SELECT x FROM t ORDER BY n", first == NULL ? "1 1" : "2 2");
}

static void
test_waits_no_longer (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) one = open_with_table (file);
  g_autoptr (OutlayConnection) two = test_file_open (file, 0);
  g_autoptr (OutlayConnection) reader = test_file_open (file, OUTLAY_OPEN_READ_ONLY);
  g_autoptr (GError) error = NULL;

  test_execute (two, "SET lock_timeout = '20ms'");
  test_begin (one);
  test_begin (two);
  g_assert_true (outlay_connection_serialize (one, "acme", NULL));
  g_assert_false (outlay_connection_serialize (two, "acme", &error));
  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_BUSY);
  outlay_connection_rollback (two);

  /* Another company is none of its business. */
  test_begin (two);
  g_assert_true (outlay_connection_serialize (two, "zenith", NULL));
  test_commit (two);
  test_commit (one);

  test_execute (reader, "SET statement_timeout = '20ms'");
  assert_fails (reader, "SELECT pg_sleep (10)", OUTLAY_DB_ERROR_BUSY);
}

static gpointer
count_up (gpointer data)
{
  g_autoptr (OutlayConnection) connection = test_file_open (data, 0);

  for (int i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *x = NULL;
      g_autofree char *sql = NULL;

      test_begin (connection);
      g_assert_true (outlay_connection_serialize (connection, "acme", NULL));
      x = test_read_text (connection, "SELECT x FROM t WHERE n = 1");
      sql = g_strdup_printf ("UPDATE t SET x = %d WHERE n = 1", atoi (x) + 1);
      test_execute (connection, sql);
      test_commit (connection);
    }

  return NULL;
}

/* Check, then act: nothing comes in between. */
static void
test_serialize (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("counts", count_up, file);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  test_assert_reads (connection, "SELECT x FROM t WHERE n = 1",
                     G_STRINGIFY (200)); /* 4 × N_ROUNDS */
}

static char *
write_and_mark (OutlayConnection *connection, gboolean serializes)
{
  g_autoptr (GError) error = NULL;
  char *mark;

  test_begin (connection);
  if (serializes)
    g_assert_true (outlay_connection_serialize (connection, "acme", NULL));
  test_execute (connection, "UPDATE t SET x = x + 1 WHERE n = 1");
  mark = outlay_connection_dup_mark (connection, &error);
  g_assert_no_error (error);
  g_assert_nonnull (mark);

  return mark;
}

static void
assert_fate (OutlayConnection *connection, const char *mark, OutlayFate expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (outlay_connection_ask_fate (connection, mark, &error), ==, expected);
  g_assert_no_error (error);
}

static void
test_fate (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autoptr (OutlayConnection) other = test_file_open (file, 0);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *again = NULL;

  first = write_and_mark (connection, TRUE);
  assert_fate (other, first, OUTLAY_FATE_UNKNOWN); /* as it is at it */
  again = outlay_connection_dup_mark (connection, NULL);
  g_assert_cmpstr (again, ==, first);
  test_commit (connection);
  assert_fate (other, first, OUTLAY_FATE_COMMITTED);

  second = write_and_mark (connection, FALSE);
  g_assert_cmpstr (second, !=, first);
  outlay_connection_rollback (connection);
  assert_fate (other, second, OUTLAY_FATE_ROLLED_BACK);

  third = write_and_mark (connection, FALSE);
  terminate (connection, other);
  g_assert_false (outlay_connection_commit (connection, NULL));
  assert_fate (connection, third, OUTLAY_FATE_ROLLED_BACK);
  assert_fate (connection, first, OUTLAY_FATE_COMMITTED);
}

/* After a crash the ids of lost transactions are given to others, whose fate is not ours. */
static void
test_fate_after_crash (TestFile *file, gconstpointer unused)
{
  g_autoptr (OutlayConnection) connection = open_with_table (file);
  g_autofree char *mark = write_and_mark (connection, TRUE);
  char *slash;

  test_commit (connection);
  assert_fate (connection, mark, OUTLAY_FATE_COMMITTED);

  /* What makes a crash known is that the server's statistics begin anew. */
  test_execute (connection, "SELECT pg_stat_reset_shared ('wal')");
  assert_fate (connection, mark, OUTLAY_FATE_COMMITTED);
  {
    g_autoptr (OutlayConnection) next = test_file_open (file, 0);

    assert_fate (next, mark, OUTLAY_FATE_FORGOTTEN);
    assert_fate (next, "9000000000000/1", OUTLAY_FATE_FORGOTTEN);
  }

  slash = strchr (mark, '/');
  g_assert_nonnull (slash);
  slash[1] = 'x';
  assert_fate (connection, mark, OUTLAY_FATE_FORGOTTEN);
}

static void
add (const char *name, TestFileFunc test)
{
  g_autofree char *path = g_strconcat ("postgresql/", name, NULL);

  test_file_add (path, OUTLAY_TEST_POSTGRESQL, test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/postgresql/bad-uri", test_bad_uri);
  g_test_add_func ("/db/postgresql/nobody-there", test_nobody_there);
  g_test_add_func ("/db/postgresql/label", test_label);
  add ("settings", test_settings);
  add ("encoding", test_encoding);
  add ("mends-itself", test_mends_itself);
  add ("lone-write-is-told", test_lone_write_is_told);
  add ("lost-inside", test_lost_inside);
  add ("commit-after-error", test_commit_after_error);
  add ("out-of-order", test_out_of_order);
  add ("deadlock", test_deadlock);
  add ("waits-no-longer", test_waits_no_longer);
  add ("serialize", test_serialize);
  add ("fate", test_fate);
  add ("fate-after-crash", test_fate_after_crash);

  add ("partitions", test_partitions);
  test_file_add ("postgresql/partitions", OUTLAY_TEST_POSTGRESQL_PARTITIONS, test_partitions);

  return g_test_run ();
}
