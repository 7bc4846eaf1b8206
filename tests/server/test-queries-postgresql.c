/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-database.h"
#include "outlay-test-store.h"

typedef struct
{
  OutlayTestStore store;
  char *uri;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer engine)
{
  fixture->uri = outlay_test_database_new ((OutlayTestEngine) GPOINTER_TO_INT (engine));
  outlay_test_store_set_up_in (&fixture->store, fixture->uri);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  outlay_test_store_tear_down (&fixture->store);
  outlay_test_database_free (fixture->uri);
}

/* (transfer full): the first column of all rows, a line each */
static char *
read_lines (OutlayConnection *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement) statement = outlay_connection_prepare (db, sql, &error);
  GString *lines = g_string_new (NULL);
  gboolean has_row;

  g_assert_no_error (error);
  while (outlay_statement_step (statement, &has_row, &error) && has_row)
    g_string_append_printf (lines, "%s\n", outlay_statement_get_text (statement, 0));
  g_assert_no_error (error);

  return g_string_free (lines, FALSE);
}

/* "('0190b0a0-…', 'x', 1)": the company, and something of each type that follows. */
static char *
build_arguments (OutlayConnection *db)
{
  g_autofree char *types = read_lines (
      db, "SELECT unnest (CAST (CAST (parameter_types AS TEXT) AS TEXT[]))"
          "  FROM pg_prepared_statements WHERE name = 'planned'");
  g_auto (GStrv) all = g_strsplit (g_strchomp (types), "\n", -1);
  GString *arguments = g_string_new ("");

  for (gsize i = 0; all[i] != NULL; i++)
    g_string_append_printf (arguments, "%s%s", i == 0 ? "(" : ", ",
                            i == 0                           ? "'" OUTLAY_TEST_COMPANY "'"
                            : g_str_has_prefix (all[i], "t") ? "'x'"
                                                             : "1");
  if (arguments->len > 0)
    g_string_append_c (arguments, ')');

  return g_string_free (arguments, FALSE);
}

static char *
explain (OutlayTestStore *store, const char *name)
{
  const char *sql = outlay_queries_find_for (store->queries, name, "postgresql");
  g_autofree char *prepare = g_strconcat ("PREPARE planned AS ", sql, NULL);
  g_autofree char *arguments = NULL, *ask = NULL, *plan = NULL;
  g_autoptr (GError) error = NULL;

  outlay_connection_execute (store->db, prepare, &error);
  g_assert_no_error (error);
  arguments = build_arguments (store->db);
  ask = g_strdup_printf (
      "EXPLAIN (COSTS OFF) EXECUTE planned %s",
      g_str_has_prefix (arguments, "('") && strstr (sql, "$1") != NULL ? arguments : "");
  plan = read_lines (store->db, ask);
  outlay_connection_execute (store->db, "DEALLOCATE planned", &error);
  g_assert_no_error (error);
  g_test_message ("%s\n%s", name, plan);

  return g_steal_pointer (&plan);
}

static gboolean
is_of_company (OutlayTestStore *store, const char *name)
{
  const char *sql = outlay_queries_find_for (store->queries, name, "postgresql");

  return strstr (sql, "company = $1") != NULL && !g_str_has_prefix (name, "sqlite/");
}

/* Without tables to scan and lists to sort, the planner takes them only where there is no index. */
static void
test_plans (Fixture *fixture, gconstpointer unused)
{
  static const char *const prefixes[] = { "expense", "change/",  "category/",  "event/",
                                          "proof/",  "session/", "breakdown/", "decision/" };
  g_autofree const char **names = outlay_queries_names (fixture->store.queries);
  guint n_checked = 0;

  outlay_test_store_execute (&fixture->store,
                             "SET enable_seqscan = off; SET enable_bitmapscan = off;"
                             "SET enable_hashjoin = off; SET enable_mergejoin = off;");
  for (guint i = 0; names[i] != NULL; i++)
    for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
      if (g_str_has_prefix (names[i], prefixes[p]) && is_of_company (&fixture->store, names[i]))
        {
          g_autofree char *plan = explain (&fixture->store, names[i]);

          g_assert_null (strstr (plan, "Seq Scan"));
          n_checked++;
        }
  g_assert_cmpuint (n_checked, >, 40);
}

/* What is asked often must walk the very index that was made for it, and merge what two walks give
 * instead of sorting it. */
static void
test_indexes (Fixture *fixture, gconstpointer unused)
{
  static const char *const cases[][2] = {
    { "expense-list/owner-day-down", "Index Scan Backward using expense_line_pkey" },
    { "expense-list/shared-day-down", "Index Scan Backward using expense_shared_day" },
    { "expense-list/shared-day-down", "Index Scan Backward using expense_draft" },
    { "expense-list/shared-day-up", "Index Scan using expense_shared_day" },
    { "expense-list/shared-amount-down", "Index Scan Backward using expense_shared_amount" },
    { "expense-list/state-day-up", "Index Scan using expense_state_day" },
    { "expense-list/state-amount-down", "Index Scan Backward using expense_state_amount" },
    { "expense-list/merchant-day-down", "using expense_merchant_day" },
    { "breakdown/list", "using breakdown_pkey" },
    { "breakdown/lines", "using expense_line_pkey" },
    { "decision/list", "using decision_pkey" },
    { "decision/reasons", "using decision_pkey" },
    { "decision/oldest-waiting", "using expense_waiting" },
    { "change/list-for-owner", "using change_by_owner" },
    { "change/list-for-reviewer", "using change_shared" },
    { "event/list", "using event_by_expense" },
  };

  outlay_test_store_execute (&fixture->store,
                             "SET enable_seqscan = off; SET enable_bitmapscan = off;"
                             "SET enable_hashjoin = off; SET enable_mergejoin = off;"
                             "SET enable_sort = off; SET enable_incremental_sort = off;");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plan = explain (&fixture->store, cases[i][0]);

      g_assert_nonnull (strstr (plan, cases[i][1]));
      g_assert_true (g_str_has_prefix (cases[i][0], "expense-list/shared-amount") ||
                     g_str_has_prefix (cases[i][0], "expense-list/merchant") ||
                     strstr (plan, "Sort\n") == NULL);
    }
}

/* "expense_p3" and "expense_p3_pkey" are of the same part, number 3. */
static guint
count_parts (const char *plan)
{
  g_autoptr (GRegex) regex = g_regex_new ("_p([0-9]+)(?=[_ \n])", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint64 parts = 0;

  for (g_regex_match (regex, plan, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *number = g_match_info_fetch (match, 1);

      parts |= G_GUINT64_CONSTANT (1) << (atoi (number) % 64);
    }

  return (guint) __builtin_popcountll (parts);
}

/* A cluster sends a query to the one machine that has the company. */
static void
test_one_part (Fixture *fixture, gconstpointer unused)
{
  g_autofree const char **names = outlay_queries_names (fixture->store.queries);
  g_autofree char *all = NULL;
  guint n_one = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (is_of_company (&fixture->store, names[i]))
      {
        g_autofree char *plan = explain (&fixture->store, names[i]);
        guint n = count_parts (plan);

        g_assert_cmpuint (n, <=, 1);
        n_one += n;
      }
  g_assert_cmpuint (n_one, >, 50);

  all = explain (&fixture->store, "expense/count-stray-lines");
  g_assert_cmpuint (count_parts (all), ==, 4);
}

static void
skip_cb (gconstpointer engine)
{
  g_assert_false (outlay_test_engine_is_there ((OutlayTestEngine) GPOINTER_TO_INT (engine)));
}

static void
add (const char *path, OutlayTestEngine engine, void (*test) (Fixture *, gconstpointer))
{
  if (g_getenv ("OUTLAY_TEST_POSTGRESQL") != NULL)
    g_test_add (path, Fixture, GINT_TO_POINTER (engine), set_up, test, tear_down);
  else
    g_test_add_data_func (path, GINT_TO_POINTER (engine), skip_cb);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/server/queries-postgresql/plans", OUTLAY_TEST_POSTGRESQL, test_plans);
  add ("/server/queries-postgresql/indexes", OUTLAY_TEST_POSTGRESQL, test_indexes);
  add ("/server/queries-postgresql/one-part", OUTLAY_TEST_POSTGRESQL_PARTITIONS, test_one_part);

  return g_test_run ();
}
