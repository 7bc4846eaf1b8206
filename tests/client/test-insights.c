/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/insights/outlay-insight-store.h"
#include "core/outlay-time.h"
#include "test-ledger.h"

/* Insights over a real ledger: what is found has its rows, and what is dismissed stays away. What is
 * found at all, and how well, is tested in the core. */

static OutlayInsightStore *
get_store (TestLedger *ledger)
{
  return outlay_workspace_get_insight_store (ledger->workspace);
}

static OutlayInsight *
find (TestLedger *ledger, OutlayInsightKind kind)
{
  g_autoptr (GListModel) found = test_await_object (outlay_insight_store_read (get_store (ledger)));

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (OutlayInsight) insight = g_list_model_get_item (found, i);

      if (outlay_insight_get_kind (insight) == kind)
        return g_steal_pointer (&insight);
    }

  return NULL;
}

static guint
count_rows (TestLedger *ledger, OutlayInsight *insight)
{
  g_autoptr (OutlayExpenseList) list = NULL;
  OutlayExpenseFilter filter;

  outlay_insight_get_filter (insight, &filter);
  list = outlay_expense_store_list (ledger->store, &filter);
  test_ledger_settle (ledger);

  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static char *
dup_day (int days_ago)
{
  g_autofree char *today = outlay_day_today ();

  return outlay_day_add (today, -days_ago);
}

static void
test_empty (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GListModel) found = test_await_object (outlay_insight_store_read (get_store (ledger)));

  g_assert_cmpuint (g_list_model_get_n_items (found), ==, 0);
}

static void
test_twins (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *yesterday = dup_day (1);
  g_autofree char *before = dup_day (2);
  g_autofree char *first = test_ledger_save (ledger, "Nero", "18.45", before);
  g_autofree char *second = test_ledger_save (ledger, "nero", "18.45", yesterday);
  g_autofree char *other = test_ledger_save (ledger, "Shell", "18.45", yesterday);
  g_autoptr (OutlayInsight) twins = find (ledger, OUTLAY_INSIGHT_TWINS);
  const char *const *ids;

  g_assert_nonnull (twins);
  ids = outlay_insight_get_ids (twins);
  g_assert_true (g_strv_contains (ids, first));
  g_assert_true (g_strv_contains (ids, second));
  g_assert_false (g_strv_contains (ids, other));
  g_assert_cmpuint (count_rows (ledger, twins), ==, 2);
}

static void
test_dismissed (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *yesterday = dup_day (1);
  g_autofree char *first = test_ledger_save (ledger, "Nero", "18.45", yesterday);
  g_autofree char *second = test_ledger_save (ledger, "Nero", "18.45", yesterday);
  g_autoptr (OutlayInsight) twins = find (ledger, OUTLAY_INSIGHT_TWINS);

  g_assert_nonnull (twins);
  test_await_boolean (outlay_insight_store_dismiss (get_store (ledger), twins));
  g_assert_null (find (ledger, OUTLAY_INSIGHT_TWINS));
  test_ledger_reopen (ledger);
  g_assert_null (find (ledger, OUTLAY_INSIGHT_TWINS));

  test_await_boolean (outlay_insight_store_restore (get_store (ledger), twins));
  g_clear_object (&twins);
  twins = find (ledger, OUTLAY_INSIGHT_TWINS);
  g_assert_nonnull (twins);
}

/* Whoever said in the form that two are two is not asked again here. */
static void
test_honest_twins (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *yesterday = dup_day (1);
  g_autofree char *first = test_ledger_save (ledger, "Nero", "18.45", yesterday);
  g_autofree char *second = test_ledger_save (ledger, "Nero", "18.45", yesterday);

  test_await_boolean (outlay_expense_store_keep_twins (ledger->store, first, second));
  g_assert_null (find (ledger, OUTLAY_INSIGHT_TWINS));
}

/* How long decisions take is learned from those that come. */
static void
test_decisions (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayConnection *reader = outlay_database_get_reader (
      outlay_workspace_get_database (ledger->workspace));
  const char *id = "018f0000-0000-7000-8000-00000000d001";
  OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_SUBMITTED, 2);
  OutlayStatement *row;
  gboolean has_row;

  init.updated_at = "2026-11-01T08:00:00.000Z";
  test_ledger_bring (ledger, &init);
  init.state = OUTLAY_STATE_APPROVED;
  init.revision = 3;
  init.updated_at = "2026-11-04T08:00:00.000Z";
  test_ledger_bring (ledger, &init);
  init.state = OUTLAY_STATE_REIMBURSED;
  init.revision = 4;
  init.updated_at = "2026-11-20T08:00:00.000Z";
  test_ledger_bring (ledger, &init);

  row = outlay_connection_bind (reader, NULL, "insight/facts", "iii", (gint64) -1, (gint64) 0,
                                (gint64) 10);
  g_assert_nonnull (row);
  g_assert_true (outlay_statement_step (row, &has_row, NULL));
  g_assert_true (has_row);
  g_assert_cmpstr (outlay_statement_get_text (row, 2), ==, id);
  g_assert_cmpstr (outlay_statement_get_text (row, 10), ==, "2026-11-01T08:00:00.000Z");
  g_assert_cmpstr (outlay_statement_get_text (row, 11), ==, "2026-11-04T08:00:00.000Z");
  g_assert_true (outlay_statement_step (row, &has_row, NULL));
  g_assert_false (has_row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/insights/empty", test_empty);
  g_test_add_func ("/client/insights/twins", test_twins);
  g_test_add_func ("/client/insights/dismissed", test_dismissed);
  g_test_add_func ("/client/insights/honest-twins", test_honest_twins);
  g_test_add_func ("/client/insights/decisions", test_decisions);

  return g_test_run ();
}
