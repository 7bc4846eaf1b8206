/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outlay-test-database.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define N_PARTITIONS "4"

static const char *const names[OUTLAY_TEST_N_ENGINES] = {
  [OUTLAY_TEST_SQLITE] = "sqlite",
  [OUTLAY_TEST_POSTGRESQL] = "postgresql",
  [OUTLAY_TEST_POSTGRESQL_PARTITIONS] = "postgresql-partitions",
};

const char *
outlay_test_engine_to_string (OutlayTestEngine engine)
{
  return names[engine];
}

OutlayTestEngine
outlay_test_engine_get (void)
{
  const char *name = g_getenv ("OUTLAY_TEST_ENGINE");

  for (int i = 0; name != NULL && i < OUTLAY_TEST_N_ENGINES; i++)
    if (g_str_equal (names[i], name))
      return (OutlayTestEngine) i;

  g_assert_null (name);
  return OUTLAY_TEST_SQLITE;
}

gboolean
outlay_test_engine_is_there (OutlayTestEngine engine)
{
  if (engine == OUTLAY_TEST_SQLITE || g_getenv ("OUTLAY_TEST_POSTGRESQL") != NULL)
    return TRUE;

  g_test_skip ("PostgreSQL is not installed");
  return FALSE;
}

/* In the database that is there from the start. */
static void
execute_on_server (const char *verb, const char *name, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) connection = NULL;
  g_autofree char *sql = g_strconcat (verb, " DATABASE ", name, rest, NULL);

  connection = outlay_connection_open (g_getenv ("OUTLAY_TEST_POSTGRESQL"), 0, NULL, &error);
  g_assert_no_error (error);
  outlay_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static char *
make_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("outlay-db-XXXXXX", &error);

  g_assert_no_error (error);

  return g_strconcat ("sqlite:", folder, "/outlay.db", NULL);
}

/* The same URI with another database in it: "postgresql://user@/NAME?host=…". */
char *
outlay_test_database_new (OutlayTestEngine engine)
{
  static int n;
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = NULL;

  if (engine == OUTLAY_TEST_SQLITE)
    return make_file ();

  name = g_strdup_printf ("outlay_%d_%d", getpid (), g_atomic_int_add (&n, 1));
  execute_on_server ("CREATE", name, " TEMPLATE template0");
  parts = g_strsplit (g_getenv ("OUTLAY_TEST_POSTGRESQL"), "/postgres?", 2);
  g_assert_nonnull (parts[1]);

  return g_strconcat (parts[0], "/", name, "?",
                      engine == OUTLAY_TEST_POSTGRESQL_PARTITIONS ? "partitions=" N_PARTITIONS "&"
                                                                  : "",
                      parts[1], NULL);
}

static void
delete_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
outlay_test_database_free (char *uri)
{
  if (g_str_has_prefix (uri, "sqlite:"))
    {
      g_autofree char *folder = g_path_get_dirname (uri + strlen ("sqlite:"));

      delete_folder (folder);
    }
  else
    {
      g_autofree char *name = g_strdup (strstr (uri, "@/") + strlen ("@/"));

      *strchr (name, '?') = '\0';
      execute_on_server ("DROP", name, " WITH (FORCE)");
    }

  g_free (uri);
}
