/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "client/ledger/outlay-expense-keys.h"
#include "client/ledger/outlay-expense-table.h"
#include "client/reports/outlay-spending-store.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "test-ledger.h"

/* A person and a company that do whatever comes to mind, and numbers that must be the sum of their rows
 * all the same. */

#define N_STEPS 120
#define TODAY "2026-11-20"

static const char *const merchants[] = { "Nero", "Deutsche Bahn", "—", "nero", "Hotel \"Adlon\"" };
static const char *const currencies[] = { "EUR", "EUR", "USD", "JPY", "BHD" };
static const char *const categories[] = { TEST_CATEGORY, "018f0000-0000-7000-8000-0000000000c2",
                                          "018f0000-0000-7000-8000-0000000000c3", "" };

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

typedef struct
{
  TestLedger *ledger;
  GPtrArray *ids; /* of char * */
} World;

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->ledger = test_ledger_new_at (OUTLAY_ROLE_ADMIN);
  world->ids = g_ptr_array_new_with_free_func (g_free);

  return world;
}

static void
world_free (World *world)
{
  test_ledger_free (world->ledger);
  g_ptr_array_unref (world->ids);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static OutlayDatabase *
get_database (World *world)
{
  return outlay_workspace_get_database (world->ledger->workspace);
}

static OutlayConnection *
get_reader (World *world)
{
  return outlay_database_get_reader (get_database (world));
}

/* --- what happens ----------------------------------------------------------------------------- */

static void
fill_draft (OutlayExpenseDraft *draft)
{
  g_autofree char *amount = g_strdup_printf ("%d", g_test_rand_int_range (0, 100000));
  g_autofree char *day = outlay_day_add (TODAY, -g_test_rand_int_range (0, 500));

  g_object_set (draft, "merchant", PICK (merchants), "currency", PICK (currencies), "amount-text",
                amount, "day", g_test_rand_int_range (0, 20) == 0 ? "" : day, "category",
                PICK (categories), NULL);
}

static void
save_one (World *world)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", TODAY);

  fill_draft (draft);
  g_ptr_array_add (world->ids,
                   test_await_string (outlay_expense_store_save (world->ledger->store, draft)));
}

static void
edit_one (World *world, OutlayExpense *row)
{
  g_autoptr (OutlayExpenseDraft) draft = NULL;

  if (!outlay_state_is_editable (outlay_expense_get_state (row)) ||
      !g_str_equal (outlay_expense_get_owner_id (row), TEST_USER))
    return;

  draft = outlay_expense_draft_new_for (row);
  fill_draft (draft);
  g_free (test_await_string (outlay_expense_store_save (world->ledger->store, draft)));
}

/* Whatever the company may tell: anybody's, of any state, converted or not, maybe anew. */
static void
bring_one (World *world, const char *known)
{
  g_autofree char *id = known != NULL ? g_strdup (known) : outlay_uuid_new ();
  g_autofree char *day = outlay_day_add (TODAY, -g_test_rand_int_range (0, 500));
  gboolean is_mine = g_test_rand_int_range (0, 3) > 0;
  OutlayExpenseInit init = test_company_expense (
      id, is_mine ? TEST_USER : TEST_OTHER,
      (OutlayState) g_test_rand_int_range (is_mine ? 0 : 1, OUTLAY_N_STATES),
      g_test_rand_int_range (1, 50));

  init.merchant = PICK (merchants);
  init.amount.minor = g_test_rand_int_range (1, 100000);
  g_strlcpy (init.amount.currency, PICK (currencies), sizeof init.amount.currency);
  init.category = PICK (categories);
  init.day = day;
  if (g_test_rand_bit () && !g_str_equal (init.amount.currency, "EUR"))
    {
      init.converted = (OutlayMoney) { g_test_rand_int_range (1, 90000), "EUR" };
      init.rate = "0.9";
      init.rate_day = "2026-11-18";
    }
  if (known == NULL)
    g_ptr_array_add (world->ids, g_strdup (id));

  test_ledger_bring (world->ledger, &init);
}

static void
remove_one (World *world, const char *id)
{
  OutlayPage *page = outlay_page_new ();

  outlay_page_add (page, OUTLAY_CHANGE_EXPENSE_GONE, id, NULL);
  test_await (outlay_page_apply (page, get_database (world), "1"));
}

static void
delete_one (World *world, OutlayExpense *row)
{
  g_autoptr (DexFuture) future = test_settle (
      outlay_expense_store_delete (world->ledger->store, outlay_expense_get_id (row)));
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && g_test_rand_bit ())
    test_await (outlay_outbox_undo (world->ledger->outbox, g_value_get_int64 (value)));
}

/* An action that is refused changes nothing. */
static void
act_on_one (World *world, OutlayExpense *row)
{
  OutlayAction action = (OutlayAction) g_test_rand_int_range (0, OUTLAY_N_ACTIONS);
  g_autoptr (DexFuture) future = test_settle (
      outlay_expense_store_act (world->ledger->store, row, action, "because of that"));
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && g_value_get_int64 (value) > 0 && g_test_rand_bit ())
    test_await (outlay_outbox_undo (world->ledger->outbox, g_value_get_int64 (value)));
}

static void
resolve_one (World *world, OutlayExpense *row)
{
  if (outlay_expense_get_delivery (row) == OUTLAY_DELIVERY_CONFLICT)
    test_await (outlay_expense_store_resolve (world->ledger->store, outlay_expense_get_id (row),
                                              g_test_rand_bit ()));
}

static gboolean
move_category (OutlayConnection *connection,
               gpointer data,
               GValue *result,
               OutlayTopics *changed,
               GError **error)
{
  *changed = OUTLAY_TOPIC_EXPENSES;
  return outlay_connection_run (connection, error, "category/replace", "ss", PICK (categories),
                                PICK (categories));
}

static void
do_something (World *world)
{
  const char *id = world->ids->len > 0
                       ? g_ptr_array_index (world->ids,
                                            g_test_rand_int_range (0, (gint32) world->ids->len))
                       : NULL;
  g_autoptr (OutlayExpense)
      row = id != NULL ? outlay_expense_store_get (world->ledger->store, id, NULL) : NULL;
  int what = g_test_rand_int_range (0, 14);

  if (row == NULL || what < 3)
    bring_one (world, row == NULL ? id : NULL);
  else if (what < 6)
    save_one (world);
  else if (what < 8)
    edit_one (world, row);
  else if (what == 8)
    bring_one (world, id);
  else if (what == 9)
    remove_one (world, id);
  else if (what == 10)
    delete_one (world, row);
  else if (what == 11)
    act_on_one (world, row);
  else if (what == 12)
    resolve_one (world, row);
  else
    test_await (outlay_database_run (get_database (world), move_category, NULL, NULL));
}

/* --- what the sums must be -------------------------------------------------------------------- */

static gint64
read_count (World *world, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement)
      statement = outlay_connection_prepare (get_reader (world), sql, &error);
  gboolean has_row;

  g_assert_no_error (error);
  g_assert_true (outlay_statement_step (statement, &has_row, &error));
  g_assert_no_error (error);

  return outlay_statement_get_int (statement, 0);
}

#define DAYS                                                                                       \
  "SELECT scope, day, state, category, currency, sum(minor), count(*) FROM facts"                  \
  " WHERE scope = 0 GROUP BY 1, 2, 3, 4, 5"
#define MONTHS                                                                                     \
  "SELECT scope, day / 100, state, category, currency, sum(minor), count(*) FROM facts"            \
  " GROUP BY 1, 2, 3, 4, 5"
#define MERCHANTS                                                                                  \
  "SELECT currency, day / 100, merchant, state, sum(minor), count(*) FROM facts"                   \
  " WHERE scope = 0 GROUP BY 1, 2, 3, 4"
#define FACTS                                                                                      \
  "WITH facts AS (SELECT scope, day, state, category, currency, minor, merchant FROM expense"      \
  " UNION ALL SELECT scope, day, state, category, '=' || home_currency, home_minor, merchant"      \
  " FROM expense WHERE home_currency IS NOT NULL) "

/* How many rows differ between the sums that are kept and a recount, either way. */
#define DIFFERENCE(kept, recount)                                                                  \
  FACTS "SELECT (SELECT count(*) FROM (SELECT * FROM (" kept ") EXCEPT SELECT * FROM (" recount    \
        "))) + (SELECT count(*) FROM (SELECT * FROM (" recount ") EXCEPT SELECT * FROM (" kept     \
        ")))"

static void
assert_recount (World *world)
{
  g_assert_cmpint (
      read_count (world,
                  DIFFERENCE ("SELECT * FROM day_sum WHERE n_rows <> 0 OR minor <> 0", DAYS)),
      ==, 0);
  g_assert_cmpint (read_count (world, DIFFERENCE ("SELECT * FROM month_sum"
                                                  " WHERE n_rows <> 0 OR minor <> 0",
                                                  MONTHS)),
                   ==, 0);
  g_assert_cmpint (read_count (world, DIFFERENCE ("SELECT * FROM merchant_sum"
                                                  " WHERE n_rows <> 0 OR minor <> 0",
                                                  MERCHANTS)),
                   ==, 0);
}

/* --- what the numbers must be ----------------------------------------------------------------- */

/* What a row counts in the currency that is asked for. */
static gint64
get_worth (OutlayExpense *row, const OutlaySpendingQuery *query)
{
  const OutlayMoney *amount = outlay_expense_get_amount (row);

  if (!g_str_equal (amount->currency, query->currency))
    amount = outlay_expense_get_converted (row);
  g_assert_cmpstr (amount->currency, ==, query->currency);

  return amount->minor;
}

/* Adds up what the list of @filter shows, row by row, in the currency that is asked for. */
static OutlayTotal
sum_rows (World *world, const OutlayExpenseFilter *filter)
{
  g_autoptr (OutlayListQuery) query = outlay_list_query_new (filter);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = outlay_expense_keys_read (get_reader (world), query, -1, &error);
  OutlayTotal total = { 0 };

  g_assert_no_error (error);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (OutlayExpense) row = outlay_expense_table_get_row (
          get_reader (world), g_array_index (keys, OutlayExpenseKey, i).number, &error);
      const OutlayMoney *amount;

      g_assert_no_error (error);
      amount = outlay_expense_get_amount (row);
      if (filter->in_currency != NULL && !g_str_equal (amount->currency, filter->in_currency))
        amount = outlay_expense_get_converted (row);
      if (filter->in_currency != NULL)
        g_assert_cmpstr (amount->currency, ==, filter->in_currency);

      total.count++;
      total.minor += amount->minor;
    }

  return total;
}

static void
assert_total (World *world, const OutlayExpenseFilter *filter, gint64 count, gint64 minor)
{
  OutlayTotal sum = sum_rows (world, filter);

  g_assert_cmpint (sum.count, ==, count);
  g_assert_cmpint (sum.minor, ==, minor);
}

/* None of the rows that are added up is larger. */
static void
assert_largest (World *world, OutlaySpending *spending)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (spending);
  OutlaySpendingStore *store = outlay_workspace_get_spending_store (world->ledger->workspace);
  g_autoptr (OutlayListQuery) rows = NULL;
  g_autoptr (OutlayExpense) largest = NULL;
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  OutlayExpenseFilter filter;

  outlay_spending_filter_of_total (spending, &filter);
  rows = outlay_list_query_new (&filter);
  keys = outlay_expense_keys_read (get_reader (world), rows, -1, &error);
  g_assert_no_error (error);

  if (keys->len == 0)
    {
      error = test_await_error (outlay_spending_store_find_largest (store, query));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
      return;
    }

  largest = test_await_object (outlay_spending_store_find_largest (store, query));
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (OutlayExpense) row = outlay_expense_table_get_row (
          get_reader (world), g_array_index (keys, OutlayExpenseKey, i).number, &error);

      g_assert_no_error (error);
      g_assert_cmpint (get_worth (row, query), <=, get_worth (largest, query));
    }
}

static void
assert_parts (World *world, OutlaySpending *spending, OutlaySpendingBy by)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (spending, by);

  g_assert_cmpint (parts->rest.count, ==, 0);
  g_assert_cmpint (parts->rest.minor, ==, 0);
  for (guint i = 0; i < parts->n_items; i++)
    {
      OutlayExpenseFilter filter;

      outlay_spending_filter_of_part (spending, by, i, &filter);
      assert_total (world, &filter, parts->items[i].count, parts->items[i].minor);
      outlay_spending_filter_of_part_before (spending, by, i, &filter);
      g_assert_cmpint (sum_rows (world, &filter).minor, ==, parts->items[i].before_minor);
      g_assert_true (parts->items[i].is_before_known);
      if (i > 0 && parts->items[i].count > 0)
        g_assert_cmpint (parts->items[i].minor, <=, parts->items[i - 1].minor);
    }
}

static void
assert_spans (World *world, OutlaySpending *spending)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (spending,
                                                                OUTLAY_SPENDING_BY_CATEGORY);
  const OutlaySpendingQuery *query = outlay_spending_get_query (spending);
  const OutlaySpendingSpan *spans;
  OutlayTotal sum = { 0 };
  guint n_spans;

  spans = outlay_spending_get_spans (spending, &n_spans);
  g_assert_cmpstr (spans[0].days.from, ==, query->days.from);
  g_assert_cmpstr (spans[n_spans - 1].days.until, ==, query->days.until);
  for (guint i = 0; i < n_spans; i++)
    {
      OutlayExpenseFilter filter;

      if (i > 0)
        g_assert_cmpstr (spans[i].days.from, ==, spans[i - 1].days.until);
      sum.count += spans[i].total.count;
      sum.minor += spans[i].total.minor;
      if (spans[i].total.count == 0 && g_test_rand_int_range (0, 10) > 0)
        continue;

      outlay_spending_filter_of_span (spending, i, &filter);
      assert_total (world, &filter, spans[i].total.count, spans[i].total.minor);
      for (guint k = 0; k < parts->n_items; k++)
        {
          outlay_spending_filter_of_span_part (spending, i, k, &filter);
          g_assert_cmpint (sum_rows (world, &filter).minor, ==, spans[i].categories[k]);
        }
    }
  g_assert_cmpint (sum.count, ==, outlay_spending_get_total (spending)->count);
  g_assert_cmpint (sum.minor, ==, outlay_spending_get_total (spending)->minor);
}

static OutlaySpendingQuery
make_query (void)
{
  static const OutlaySpendingStep steps[] = { OUTLAY_SPENDING_STEP_DAY, OUTLAY_SPENDING_STEP_WEEK,
                                              OUTLAY_SPENDING_STEP_MONTH };
  OutlaySpendingQuery query = { .step = PICK (steps) };
  g_autofree char *last = outlay_day_add (TODAY, -g_test_rand_int_range (0, 300));

  if (g_test_rand_bit ())
    g_assert_true (outlay_days_of_period (
        &query.days, (OutlayPeriod) g_test_rand_int_range (0, OUTLAY_N_PERIODS), last,
        G_DATE_SUNDAY));
  else
    g_assert_true (outlay_days_last (&query.days, (guint) g_test_rand_int_range (1, 366), last));
  if (g_test_rand_bit ())
    g_assert_true (outlay_days_before (&query.days, &query.before));

  g_strlcpy (query.currency, PICK (currencies), sizeof query.currency);
  query.is_converted = g_test_rand_bit ();
  query.states = g_test_rand_bit () ? 0 : (guint) g_test_rand_int_range (1, 32);
  query.first_weekday = (GDateWeekday) g_test_rand_int_range (0, 8);

  return query;
}

static OutlaySpending *
read_spending (World *world, const OutlaySpendingQuery *query)
{
  g_autoptr (DexFuture) future = test_settle (outlay_spending_store_read (
      outlay_workspace_get_spending_store (world->ledger->workspace), query));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

static void
assert_currencies (World *world, OutlaySpending *spending)
{
  const OutlaySpendingCurrency *there;
  guint n_there;

  there = outlay_spending_get_currencies (spending, &n_there);
  for (guint i = 0; i < n_there; i++)
    {
      OutlayExpenseFilter filter;

      outlay_spending_filter_of_total (spending, &filter);
      filter.in_currency = NULL;
      filter.currency = there[i].currency;
      assert_total (world, &filter, there[i].total.count, there[i].total.minor);
    }
}

static void
assert_numbers (World *world)
{
  OutlaySpendingQuery query = make_query ();
  g_autoptr (OutlaySpending) spending = read_spending (world, &query);
  const OutlayTotal *total = outlay_spending_get_total (spending);
  OutlayTotal states = { 0 };
  OutlayExpenseFilter filter;

  outlay_spending_filter_of_total (spending, &filter);
  assert_total (world, &filter, total->count, total->minor);
  assert_largest (world, spending);
  outlay_spending_filter_of_before (spending, &filter);
  total = outlay_spending_get_before (spending);
  assert_total (world, &filter, total->count, total->minor);

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    {
      states.count += outlay_spending_get_states (spending)->states[i].count;
      states.minor += outlay_spending_get_states (spending)->states[i].minor;
    }
  g_assert_cmpint (states.count, ==, outlay_spending_get_total (spending)->count);
  g_assert_cmpint (states.minor, ==, outlay_spending_get_total (spending)->minor);

  outlay_spending_filter_of_unconverted (spending, &filter);
  if (query.is_converted)
    g_assert_cmpint (sum_rows (world, &filter).count, ==,
                     outlay_spending_get_n_unconverted (spending));

  assert_parts (world, spending, OUTLAY_SPENDING_BY_CATEGORY);
  assert_parts (world, spending, OUTLAY_SPENDING_BY_MERCHANT);
  assert_spans (world, spending);
  assert_currencies (world, spending);
}

/* Every number is the sum of its rows, whatever has happened to them. */
static void
test_numbers_are_their_rows (void)
{
  g_autoptr (World) world = world_new ();

  for (int i = 0; i < N_STEPS; i++)
    {
      do_something (world);
      assert_recount (world);
      if (i % 4 == 0)
        assert_numbers (world);
    }
}

/* --- a database of before --------------------------------------------------------------------- */

/* What one row of version 1 is written with. */
#define INSERT_ROW                                                                                 \
  "INSERT INTO expense (id, owner, is_mine, merchant, minor, currency, exponent, day, category,"   \
  " note, proofs, proof_version, proof_digest, reuploads_left, state, revision, created_at,"       \
  " updated_at, deleted_at, scope, rank)"                                                          \
  " SELECT printf('018f0000-0000-7000-8000-%012x', value), 1 + value % 3 / 2, value % 3 < 2,"      \
  " 'Shop ' || (value % 7), value * 37, iif(value % 5, 'EUR', 'USD'), 2,"                          \
  " 20260101 + value % 12 * 100 + value % 28, value % 3, '', '', 0, '', 2, 1 + value % 4, 1,"      \
  " '2026-11-18T08:00:00.000Z', '2026-11-18T09:00:00.000Z', iif(value % 11, 0, 1),"                \
  " CASE WHEN value % 11 = 0 THEN 3 WHEN value % 3 < 2 THEN 0 WHEN value % 4 = 0 THEN 1 ELSE 2 "   \
  "END,"                                                                                           \
  " 20260101 + value % 12 * 100 + value % 28"                                                      \
  " FROM (WITH RECURSIVE c (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c WHERE value < "  \
  "500)"                                                                                           \
  " SELECT value FROM c)"

static void
execute (OutlayConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

/* Takes the database back to the first version, with rows in it, as a program of before has left it. */
static void
make_first_version (TestLedger *ledger)
{
  g_autofree char *path = g_build_filename (
      g_file_peek_path (outlay_account_get_folder (ledger->account)), "outlay.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s.later' AS later", path);
  g_autofree char *later = g_strconcat (path, ".later", NULL);
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (GBytes) first = g_resources_lookup_data (
      "/io/github/outlay/Outlay/client/sql/migrations/001-ledger.sql", G_RESOURCE_LOOKUP_FLAGS_NONE,
      NULL);
  g_autoptr (OutlayConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  outlay_workspace_close (ledger->workspace);
  g_clear_object (&ledger->workspace);
  g_assert_cmpint (g_rename (path, later), ==, 0);

  connection = outlay_connection_open (uri, OUTLAY_OPEN_READ_WRITE, NULL, &error);
  g_assert_no_error (error);
  execute (connection, g_bytes_get_data (first, NULL));
  execute (connection, attach);
  execute (connection, "CREATE TABLE outlay_migrations (number INTEGER NOT NULL PRIMARY KEY,"
                       " name TEXT NOT NULL, digest TEXT NOT NULL, applied_at TEXT NOT NULL)");
  execute (connection, "INSERT INTO main.outlay_migrations SELECT number, name, digest, applied_at"
                       " FROM later.outlay_migrations WHERE number = 1");
  execute (connection, "INSERT INTO main.setting SELECT * FROM later.setting");
  execute (connection, "DETACH later");
  execute (connection, "INSERT INTO person (n, id, name) VALUES (1, '" TEST_USER "', 'Ada'),"
                       " (2, '" TEST_OTHER "', 'Grace')");
  execute (connection, "INSERT INTO category (n, id, name, is_known)"
                       " VALUES (1, '" TEST_CATEGORY "', 'Travel', 1),"
                       " (2, '018f0000-0000-7000-8000-0000000000c2', 'Meals', 1)");
  execute (connection, INSERT_ROW);
  g_assert_cmpint (g_remove (later), ==, 0);
}

/* Rows of the first version are in the sums of the second, and the sums follow them. */
static void
test_migrates_rows (void)
{
  g_autoptr (World) world = world_new ();

  make_first_version (world->ledger);
  world->ledger->workspace = outlay_workspace_open (world->ledger->account, NULL);
  g_assert_nonnull (world->ledger->workspace);
  world->ledger->store = outlay_workspace_get_expense_store (world->ledger->workspace);
  world->ledger->outbox = outlay_workspace_get_outbox (world->ledger->workspace);

  g_assert_cmpint (read_count (world, "SELECT count(*) FROM expense"), ==, 500);
  g_assert_cmpint (read_count (world, "SELECT sum(n_rows) FROM day_sum"), ==,
                   read_count (world, "SELECT count(*) FROM expense WHERE scope = 0"));
  assert_recount (world);
  for (int i = 0; i < 500; i++)
    g_ptr_array_add (world->ids, g_strdup_printf ("018f0000-0000-7000-8000-%012x", i + 1));
  for (int i = 0; i < N_STEPS / 2; i++)
    {
      do_something (world);
      assert_recount (world);
      if (i % 10 == 0)
        assert_numbers (world);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/spending/numbers-are-their-rows", test_numbers_are_their_rows);
  g_test_add_func ("/client/spending/migrates-rows", test_migrates_rows);

  return g_test_run ();
}
