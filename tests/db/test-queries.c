/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-connection.h"

#define FOLDER "/io/github/outlay/test/sql/"

static void
test_names_and_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (FOLDER "good", &error);
  g_autofree const char **names = NULL;
  g_autofree char *joined = NULL;

  g_assert_no_error (error);

  names = outlay_queries_names (queries);
  joined = g_strjoinv (" ", (char **) names);
  g_assert_cmpstr (joined, ==, "item/create item/add item/get item/count item/rename other/text");

  g_assert_cmpstr (outlay_queries_find (queries, "item/count"), ==, "SELECT count(*) FROM item;");
  g_assert_null (outlay_queries_find (queries, "item/remove"));
}

/* A mark counts at the start of a line only, and a semicolon in a string ends nothing. */
static void
test_marks_inside_strings (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (FOLDER "good", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (outlay_queries_find (queries, "other/text"), ==,
                   "SELECT '-- name: is/no-mark' AS inside, 'a;b' AS semicolon;");
}

/* One has its own, the other the common one. */
static void
test_engines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (FOLDER "good", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (outlay_queries_find_for (queries, "other/text", "postgresql"), ==,
                   "SELECT 'text of its own';");
  g_assert_true (outlay_queries_find_for (queries, "other/text", "sqlite") ==
                 outlay_queries_find (queries, "other/text"));
  g_assert_nonnull (outlay_queries_find_for (queries, "item/get", "postgresql"));
  g_assert_null (outlay_queries_find_for (queries, "item/remove", "postgresql"));
}

static void
test_refused (gconstpointer folder_and_message)
{
  const char *const *row = folder_and_message;
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (row[0], &error);

  g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, row[1]);
  g_assert_null (queries);
}

static void
test_absent_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (outlay_queries_load (FOLDER "nowhere", &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const char *const refused[][2] = {
    { FOLDER "bad-name", "item.sql: \"Item\" is no query name like \"expense/get\"" },
    { FOLDER "bad-engine", "item.sql: \"item/get @oracle\" is no query name like \"expense/get\"" },
    { FOLDER "lonely", "query item/get @postgresql has none for the other engines" },
    { FOLDER "twice", "item.sql: query item/get is there twice" },
    { FOLDER "empty", "item.sql: query item/get is empty" },
    { FOLDER "stray", "item.sql: there is SQL before the first \"-- name:\" line" },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/db/queries/names-and-text", test_names_and_text);
  g_test_add_func ("/db/queries/marks-inside-strings", test_marks_inside_strings);
  g_test_add_func ("/db/queries/engines", test_engines);
  g_test_add_func ("/db/queries/absent-folder", test_absent_folder);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *name = g_path_get_basename (refused[i][0]);
      g_autofree char *path = g_strconcat ("/db/queries/refused/", name, NULL);

      g_test_add_data_func (path, refused[i], test_refused);
    }

  return g_test_run ();
}
