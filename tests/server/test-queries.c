/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-database.h"
#include "outlay-test-store.h"

static void
test_prepare (gconstpointer data)
{
  OutlayTestEngine engine = GPOINTER_TO_INT (data);
  OutlayTestStore store;
  g_autofree const char **names = NULL;
  char *uri;

  if (!outlay_test_engine_is_there (engine))
    return;

  uri = outlay_test_database_new (engine);
  outlay_test_store_set_up_in (&store, uri);
  names = outlay_queries_names (store.queries);
  g_assert_nonnull (names[0]);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      /* These are called by one engine alone. */
      if (g_str_has_prefix (names[i], engine == OUTLAY_TEST_SQLITE ? "postgresql/" : "sqlite/"))
        continue;

      outlay_connection_query (store.db, names[i], &error);
      g_assert_no_error (error);
    }
  outlay_test_store_tear_down (&store);
  outlay_test_database_free (uri);
}

/* One person's own expenses by amount, and one merchant's: that many can be sorted, and cost no
 * index on every write. */
static gboolean
is_sorted_in_memory (const char *name)
{
  return g_str_has_prefix (name, "expense-list/owner-amount") ||
         g_str_has_prefix (name, "expense-list/shared-amount") ||
         g_str_has_prefix (name, "expense-list/merchant");
}

/* A page that was found, and is read once. */
static gboolean
is_of_page (const char *step)
{
  return g_str_equal (step, "SCAN shared") || g_str_equal (step, "SCAN own");
}

/* Fails on what would grow with the table: a sorter, or a scan of all rows. What a scan of a few
 * rows is for is listed. */
static void
check_plan (OutlayTestStore *store, const char *name)
{
  g_autofree char *sql = NULL;
  g_autoptr (OutlayStatement) plan = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  sql = g_strconcat ("EXPLAIN QUERY PLAN ", outlay_queries_find (store->queries, name), NULL);
  plan = outlay_connection_prepare (store->db, sql, &error);
  g_assert_no_error (error);

  while (outlay_statement_step (plan, &has_row, &error) && has_row)
    {
      const char *step = outlay_statement_get_text (plan, 3);

      g_test_message ("%s: %s", name, step);
      if (!is_sorted_in_memory (name))
        g_assert_null (strstr (step, "TEMP B-TREE"));
      g_assert_true (is_of_page (step) || !g_str_has_prefix (step, "SCAN"));
    }
  g_assert_no_error (error);
}

static void
test_plans (void)
{
  static const char *const prefixes[] = { "expense",     "change/", "category/", "event/",
                                          "proof/",      "total/",  "audit/",    "policy/",
                                          "invitation/", "budget/", "rate/" };
  /* Only "outlayd check" reads these, and it reads everything. */
  static const char *const whole[] = { "event/companies",
                                       "expense/all-with-lines",
                                       "expense/count-stray-lines",
                                       "total/wrong-of-owners",
                                       "total/wrong-of-companies",
                                       "breakdown/wrong",
                                       "decision/wrong",
                                       "decision/wrong-waiting",
                                       "decision/wrong-reimbursed",
                                       NULL };
  OutlayTestStore store;
  g_autofree const char **names = NULL;
  guint n_checked = 0;

  outlay_test_store_set_up (&store);
  /* Without statistics, as a new company has none. */
  names = outlay_queries_names (store.queries);
  for (guint i = 0; names[i] != NULL; i++)
    for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
      if (g_str_has_prefix (names[i], prefixes[p]) && !g_strv_contains (whole, names[i]))
        {
          check_plan (&store, names[i]);
          n_checked++;
        }
  g_assert_cmpuint (n_checked, >, 40);
  outlay_test_store_tear_down (&store);
}

/* What is asked often must walk the very index that was made for it. */
static void
test_indexes (void)
{
  static const struct
  {
    const char *name;
    const char *index;
  } cases[] = {
    { "expense-list/owner-day-down",
      "l USING PRIMARY KEY (company=? AND owner=? AND day>? AND (day,id)<(?,?))" },
    { "expense-list/shared-day-down",
      "expense_shared_day (company=? AND day>? AND (day,id)<(?,?))" },
    { "expense-list/shared-amount-down",
      "expense_shared_amount (company=? AND minor>? AND (minor,id)<(?,?))" },
    { "expense-list/state-day-up",
      "expense_state_day (company=? AND state=? AND (day,id)>(?,?) AND day<?)" },
    { "expense-list/state-amount-down",
      "expense_state_amount (company=? AND state=? AND minor>? AND (minor,id)<(?,?))" },
    { "expense-list/shared-day-down",
      "expense_draft (company=? AND owner=? AND day>? AND (day,id)<(?,?))" },
    { "expense-list/category-day-up",
      "expense_draft (company=? AND owner=? AND (day,id)>(?,?) AND day<?)" },
    { "audit/list", "audit_by_time (company=? AND at>? AND (at,seq)<(?,?))" },
    { "audit/list-of-kind", "audit_by_kind (company=? AND kind=? AND at>? AND (at,seq)<(?,?))" },
    { "audit/list-of-person",
      "audit_by_actor (company=? AND actor=? AND at>? AND (at,seq)<(?,?))" },
    { "audit/list-of-person",
      "audit_by_person (company=? AND person=? AND at>? AND (at,seq)<(?,?))" },
    { "audit/list-events", "event_by_time (company=? AND at>? AND (at,seq)<(?,?))" },
    { "audit/list-events-of-person",
      "event_by_actor (company=? AND actor=? AND at>? AND (at,seq)<(?,?))" },
    { "change/owner-head", "change_by_owner (company=? AND owner=?)" },
    { "change/shared-head", "change_shared (company=?)" },
    { "change/list-for-owner", "change_by_owner (company=? AND owner=? AND seq>?)" },
    { "change/list-for-reviewer", "change_shared (company=? AND seq>?)" },
    { "event/list", "event_by_expense (company=? AND expense=? AND seq>?)" },
    { "event/last-of-expense", "event_by_expense (company=? AND expense=?)" },
    { "event/has-digest", "event_by_expense (company=? AND expense=?)" },
    { "event/is-rejected-digest", "event_by_expense (company=? AND expense=?)" },
    { "expense/forget-proofs", "expense_proof_by_expense (company=? AND expense=?)" },
    { "expense/show-proofs", "expense_proof_by_expense (company=? AND expense=?)" },
    { "total/list",
      "total USING PRIMARY KEY (company=? AND owner=? AND grain=? AND day>? AND day<?)" },
    { "total/change",
      "total USING PRIMARY KEY (company=? AND owner=? AND grain=? AND day=? AND currency=? AND "
      "category=?)" },
    { "breakdown/expenses", "COVERING INDEX expense_spent (company=? AND day>? AND day<?)" },
    { "breakdown/lines", "PRIMARY KEY (company=? AND owner=? AND day>? AND day<?)" },
    { "breakdown/list", "PRIMARY KEY (company=? AND kind=? AND grain=? AND day>? AND day<?)" },
    { "breakdown/change",
      "PRIMARY KEY (company=? AND kind=? AND grain=? AND day=? AND currency=? AND part=?)" },
    { "decision/list", "PRIMARY KEY (company=? AND action=? AND at>? AND at<?)" },
    { "decision/reasons", "PRIMARY KEY (company=? AND action=? AND at>? AND at<?)" },
    { "decision/oldest-waiting", "expense_waiting (company=? AND waiting_since>?)" },
    { "decision/waiting", "PRIMARY KEY (company=? AND owner=? AND grain=?)" },
    { "proof/can-see", "sqlite_autoindex_expense_proof_1 (company=? AND sha256=?)" },
    { "expense-list/merchant-day-down",
      "COVERING INDEX expense_merchant_day (company=? AND merchant=? AND day>? AND "
      "(day,id)<(?,?))" },
    { "expense-list/merchant-amount-up",
      "COVERING INDEX expense_merchant_day (company=? AND merchant=? AND day>? AND day<?)" },
    { "expense-list/category-day-down",
      "expense_category_day (company=? AND category=? AND day>? AND (day,id)<(?,?))" },
  };
  OutlayTestStore store;

  outlay_test_store_set_up (&store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ",
                                          outlay_queries_find (store.queries, cases[i].name), NULL);
      g_autoptr (OutlayStatement) plan = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_found = FALSE;
      gboolean has_row;

      plan = outlay_connection_prepare (store.db, sql, &error);
      g_assert_no_error (error);
      while (outlay_statement_step (plan, &has_row, &error) && has_row)
        is_found |= strstr (outlay_statement_get_text (plan, 3), cases[i].index) != NULL;
      g_test_message ("%s", cases[i].name);
      g_assert_true (is_found);
    }
  outlay_test_store_tear_down (&store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int engine = 0; engine < OUTLAY_TEST_N_ENGINES; engine++)
    {
      g_autofree char *path = g_strconcat ("/server/queries/prepare/",
                                           outlay_test_engine_to_string (engine), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (engine), test_prepare);
    }
  g_test_add_func ("/server/queries/plans", test_plans);
  g_test_add_func ("/server/queries/indexes", test_indexes);

  return g_test_run ();
}
