/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store-private.h"
#include "client/budgets/outlay-budget-table.h"
#include "client/sync/outlay-rates-pull.h"
#include "core/outlay-time.h"
#include "test-ledger.h"

/* Budgets in the local database, without a company to talk to. */

static OutlayBudgetStore *
get_store (TestLedger *ledger)
{
  return outlay_workspace_get_budget_store (ledger->workspace);
}

static OutlayBudget
make_budget (const char *category, gint64 minor, const char *currency)
{
  OutlayBudget budget = { .limit = { .minor = minor } };

  g_strlcpy (budget.category, category, sizeof budget.category);
  g_strlcpy (budget.limit.currency, currency, sizeof budget.limit.currency);

  return budget;
}

static void
set (TestLedger *ledger, const char *category, gint64 minor)
{
  OutlayBudget budget = make_budget (category, minor, "EUR");

  test_await (outlay_budget_store_set (get_store (ledger), &budget));
}

static OutlayBudgetLine
get_line (TestLedger *ledger, const char *category, const char *month)
{
  g_autoptr (GArray)
      lines = outlay_budget_store_list (get_store (ledger), OUTLAY_BUDGET_SCOPE_MINE, month);

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (g_array_index (lines, OutlayBudgetLine, i).budget.category, category))
      return g_array_index (lines, OutlayBudgetLine, i);

  g_assert_not_reached ();
}

static guint
count (TestLedger *ledger)
{
  g_autoptr (GArray)
      lines = outlay_budget_store_list (get_store (ledger), OUTLAY_BUDGET_SCOPE_MINE, "2026-11");

  return lines->len;
}

/* (transfer full) */
static char *
save (TestLedger *ledger, const char *category, const char *amount, const char *day)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", day);

  g_object_set (draft, "merchant", "Nero", "amount-text", amount, "category", category, NULL);
  return test_await_string (outlay_expense_store_save (ledger->store, draft));
}

static void
bring (TestLedger *ledger, guint n, OutlayState state, const char *day, gint64 minor)
{
  g_autofree char *id = g_strdup_printf ("018f0000-0000-7000-8000-%012u", n);
  OutlayExpenseInit init = test_company_expense (id, TEST_USER, state, 1);

  init.day = day;
  init.amount = (OutlayMoney) { minor, "EUR" };
  init.category = TEST_CATEGORY;
  test_ledger_bring (ledger, &init);
}

static const char *
get_category (TestLedger *ledger, const char *name)
{
  OutlayCategoryStore *store = outlay_workspace_get_category_store (ledger->workspace);

  return outlay_category_get_id (outlay_category_store_find_name (store, name, NULL));
}

/* --- on the device ---------------------------------------------------------------------------- */

static void
test_counts_drafts_on_the_device (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;
  const char *meals = get_category (ledger, "Meals");
  g_autofree char *one = NULL, *two = NULL, *other = NULL, *before = NULL;
  OutlayBudgetLine line;

  g_assert_true (outlay_account_set_currency (ledger->account, "EUR", &error));
  set (ledger, meals, 20000);
  set (ledger, "", 50000);
  one = save (ledger, meals, "120", "2026-11-03");
  two = save (ledger, meals, "62.50", "2026-11-04");
  other = save (ledger, get_category (ledger, "Travel"), "99", "2026-11-04");
  before = save (ledger, meals, "10", "2026-10-31");

  line = get_line (ledger, meals, "2026-11");
  g_assert_true (line.has_standing);
  g_assert_false (line.is_waiting);
  g_assert_cmpint (line.standing.spent, ==, 18250);
  g_assert_cmpint (line.standing.committed, ==, 0);
  g_assert_cmpint (line.standing.left, ==, 1750);
  g_assert_cmpint (line.standing.level, ==, OUTLAY_BUDGET_LEVEL_NEAR);
  g_assert_cmpint (get_line (ledger, "", "2026-11").standing.spent, ==, 28150);
  g_assert_cmpint (get_line (ledger, meals, "2026-10").standing.spent, ==, 1000);

  /* One entry for a category and currency, whatever is set. */
  set (ledger, meals, 30000);
  g_assert_cmpuint (count (ledger), ==, 2);
  g_assert_cmpint (get_line (ledger, meals, "2026-11").standing.left, ==, 11750);

  test_ledger_reopen (ledger);
  g_assert_cmpuint (count (ledger), ==, 2);
  {
    OutlayBudget budget = make_budget (get_category (ledger, "Meals"), 1, "EUR");

    test_await (outlay_budget_store_remove (get_store (ledger), &budget));
  }
  g_assert_cmpuint (count (ledger), ==, 1);
}

static void
save_dollars (TestLedger *ledger, const char *category, const char *amount, const char *day)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("USD", day);

  g_object_set (draft, "merchant", "Nero", "amount-text", amount, "category", category, NULL);
  g_free (test_await_string (outlay_expense_store_save (ledger->store, draft)));
}

/* The day on which @category's budget in @currency is over at this pace, as it is told on the 12th. */
static guint
foretell (TestLedger *ledger, const char *category, const char *currency)
{
  OutlayDatabase *database = outlay_workspace_get_database (ledger->workspace);
  const OutlayBudgetBook book = { .rule = OUTLAY_BUDGET_DEVICE, .home = "EUR" };
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (OutlayBudgetLine));

  g_assert_true (outlay_budget_table_list (outlay_database_get_reader (database), &book,
                                           OUTLAY_BUDGET_SCOPE_MINE, 202611, "2026-11-12", lines,
                                           NULL));
  for (guint i = 0; i < lines->len; i++)
    {
      const OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);

      if (g_str_equal (line->budget.category, category) &&
          g_str_equal (line->budget.limit.currency, currency))
        return line->over_day;
    }

  g_assert_not_reached ();
}

/* In the currency of all what was converted counts, once; in any other that one alone, as it is. */
static void
test_counts_what_is_converted_once (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  const OutlayRate rate = { 2, 0 };
  OutlayRates *rates = outlay_rates_new ();
  g_autoptr (GError) error = NULL;
  const char *meals = get_category (ledger, "Meals");
  const char *travel = get_category (ledger, "Travel");
  const OutlayBudget dollars = make_budget ("", 60000, "USD");
  g_autofree char *one = NULL, *two = NULL, *three = NULL, *four = NULL;
  guint n_seen = 0;

  g_assert_true (outlay_account_set_currency (ledger->account, "EUR", &error));
  outlay_rates_add (rates, "2026-11-02", "USD", &rate);
  test_await (outlay_rates_store (outlay_workspace_get_database (ledger->workspace), rates, NULL));

  set (ledger, meals, 30000);
  set (ledger, travel, 30000);
  set (ledger, "", 60000);
  test_await (outlay_budget_store_set (get_store (ledger), &dollars));

  /* Twice the same month: half of it in dollars, and all of it in euros. */
  one = save (ledger, meals, "100", "2026-11-03");
  save_dollars (ledger, meals, "100", "2026-11-04");
  save_dollars (ledger, meals, "60", "2026-11-05");
  two = save (ledger, travel, "100", "2026-11-03");
  three = save (ledger, travel, "50", "2026-11-04");
  four = save (ledger, travel, "30", "2026-11-05");
  test_ledger_settle (ledger);

  g_assert_cmpint (get_line (ledger, meals, "2026-11").standing.spent, ==, 18000);
  g_assert_cmpint (get_line (ledger, travel, "2026-11").standing.spent, ==, 18000);
  g_assert_cmpuint (foretell (ledger, travel, "EUR"), >, 12);
  g_assert_cmpuint (foretell (ledger, meals, "EUR"), ==, foretell (ledger, travel, "EUR"));

  {
    g_autoptr (GArray)
        lines = outlay_budget_store_list (get_store (ledger), OUTLAY_BUDGET_SCOPE_MINE, "2026-11");

    for (guint i = 0; i < lines->len; i++)
      {
        const OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);

        if (*line->budget.category != '\0')
          continue;
        n_seen++;
        g_assert_cmpint (line->standing.spent, ==,
                         g_str_equal (line->budget.limit.currency, "EUR") ? 36000 : 16000);
      }
  }
  g_assert_cmpuint (n_seen, ==, 2);
}

static void
test_refuses (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  const OutlayBudget bad[] = { make_budget ("", 0, "EUR"), make_budget ("", -5, "EUR"),
                               make_budget ("", OUTLAY_BUDGET_LIMIT_MAX + 1, "EUR"),
                               make_budget ("", 100, "QQQ") };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError)
          error = test_await_error (outlay_budget_store_set (get_store (ledger), &bad[i]));

      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
    }
  g_assert_cmpuint (count (ledger), ==, 0);
}

static void
test_goes_with_its_category (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (ledger->workspace);
  g_autofree char *meals = g_strdup (get_category (ledger, "Meals"));
  g_autoptr (DexFuture) removed = NULL;
  OutlayCategoryRemoval *removal;

  set (ledger, meals, 20000);
  removed = test_settle (outlay_category_store_remove (categories, meals, NULL));
  removal = g_value_get_boxed (dex_future_get_value (removed, NULL));
  g_assert_cmpuint (count (ledger), ==, 0);

  test_await (outlay_category_store_restore (categories, removal));
  g_assert_cmpint (get_line (ledger, meals, "2026-11").budget.limit.minor, ==, 20000);
}

static void
test_suggests (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  const char *meals = get_category (ledger, "Meals");
  g_autofree char *august = save (ledger, meals, "100", "2026-08-20");
  g_autofree char *september = save (ledger, meals, "183.40", "2026-09-20");
  OutlayMoney limit = { 0, "EUR" };
  g_autofree char *october = NULL;

  /* Nothing of the month itself, and more than one month. */
  g_assert_false (outlay_budget_store_suggest (get_store (ledger), meals, "2026-09", &limit));
  g_assert_true (outlay_budget_store_suggest (get_store (ledger), meals, "2026-11", &limit));
  g_assert_cmpint (limit.minor, ==, 10000);
  october = save (ledger, meals, "500", "2026-10-20");
  g_assert_true (outlay_budget_store_suggest (get_store (ledger), meals, "2026-11", &limit));
  g_assert_cmpint (limit.minor, ==, 19000);
  g_assert_false (outlay_budget_store_suggest (get_store (ledger), get_category (ledger, "Travel"),
                                               "2026-11", &limit));
}

/* --- at a company ----------------------------------------------------------------------------- */

static void
test_counts_by_state_at_a_company (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *draft = NULL;
  OutlayBudgetLine line;

  set (ledger, TEST_CATEGORY, 20000);
  draft = save (ledger, TEST_CATEGORY, "7", "2026-11-02");
  bring (ledger, 1, OUTLAY_STATE_APPROVED, "2026-11-03", 5000);
  bring (ledger, 2, OUTLAY_STATE_REIMBURSED, "2026-11-04", 2500);
  bring (ledger, 3, OUTLAY_STATE_SUBMITTED, "2026-11-05", 4000);
  bring (ledger, 4, OUTLAY_STATE_REJECTED, "2026-11-06", 90000);

  line = get_line (ledger, TEST_CATEGORY, "2026-11");
  g_assert_true (line.is_waiting); /* nobody has sent it */
  g_assert_cmpint (line.standing.spent, ==, 7500);
  g_assert_cmpint (line.standing.committed, ==, 4000);
  g_assert_cmpint (line.standing.drafts, ==, 700);
  g_assert_cmpint (line.standing.left, ==, 8500);
}

static OutlayBudgetSheet *
make_sheet (OutlayBudgetScope scope, gint64 revision, gint64 minor)
{
  OutlayBudgetSheet *sheet = outlay_budget_sheet_new (scope);
  OutlayBudget budget = make_budget (TEST_CATEGORY, minor, "EUR");

  sheet->revision = revision;
  g_array_append_val (sheet->items, budget);

  return sheet;
}

static void
tell (TestLedger *ledger, OutlayBudgetScope scope, gint64 revision, gint64 minor)
{
  g_autoptr (OutlayBudgetSheet) sheet = make_sheet (scope, revision, minor);
  OutlayPage *page = outlay_page_new ();

  outlay_page_add_budgets (page, sheet);
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), NULL));
}

/* The feed neither undoes what is not sent yet, nor what a later one has told. */
static void
test_takes_the_feed (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GArray) company = NULL;

  tell (ledger, OUTLAY_BUDGET_SCOPE_MINE, 2, 10000);
  g_assert_cmpint (get_line (ledger, TEST_CATEGORY, "2026-11").budget.limit.minor, ==, 10000);
  tell (ledger, OUTLAY_BUDGET_SCOPE_MINE, 1, 5000);
  g_assert_cmpint (get_line (ledger, TEST_CATEGORY, "2026-11").budget.limit.minor, ==, 10000);

  set (ledger, TEST_CATEGORY, 33300);
  tell (ledger, OUTLAY_BUDGET_SCOPE_MINE, 3, 11000);
  g_assert_cmpint (get_line (ledger, TEST_CATEGORY, "2026-11").budget.limit.minor, ==, 33300);
  g_assert_true (get_line (ledger, TEST_CATEGORY, "2026-11").is_waiting);

  tell (ledger, OUTLAY_BUDGET_SCOPE_COMPANY, 1, 900000);
  company = outlay_budget_store_list (get_store (ledger), OUTLAY_BUDGET_SCOPE_COMPANY, "2026-11");
  g_assert_cmpuint (company->len, ==, 1);
  g_assert_cmpint (g_array_index (company, OutlayBudgetLine, 0).budget.limit.minor, ==, 900000);
  g_assert_false (g_array_index (company, OutlayBudgetLine, 0).has_standing);
  g_assert_cmpuint (count (ledger), ==, 1);
}

static void
test_foresees (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseFields fields = { .amount = { 5000, "EUR" },
                                 .category = TEST_CATEGORY,
                                 .day = "2026-11-20" };
  g_autoptr (GArray) forecasts = NULL;
  g_autoptr (GArray) foreign = NULL;
  g_autoptr (GArray) earlier = NULL;
  const OutlayBudgetForecast *first;

  set (ledger, TEST_CATEGORY, 20000);
  set (ledger, "", 900000);
  bring (ledger, 1, OUTLAY_STATE_APPROVED, "2026-11-03", 16200);

  forecasts = outlay_budget_store_foresee (get_store (ledger), &fields, NULL);
  g_assert_cmpuint (forecasts->len, ==, 2);
  first = &g_array_index (forecasts, OutlayBudgetForecast, 0);
  g_assert_cmpstr (first->line.budget.category, ==, TEST_CATEGORY);
  g_assert_cmpint (first->line.standing.left, ==, 3800);
  g_assert_cmpint (first->after.left, ==, -1200);

  /* Another month is another budget, and another currency none. */
  fields.day = "2026-10-20";
  earlier = outlay_budget_store_foresee (get_store (ledger), &fields, NULL);
  g_assert_cmpint (g_array_index (earlier, OutlayBudgetForecast, 0).line.standing.left, ==, 20000);
  g_strlcpy (fields.amount.currency, "USD", sizeof fields.amount.currency);
  foreign = outlay_budget_store_foresee (get_store (ledger), &fields, NULL);
  g_assert_cmpuint (foreign->len, ==, 0);
}

static gboolean
put_rate (OutlayConnection *connection,
          gpointer data,
          GValue *result,
          OutlayTopics *changed,
          GError **error)
{
  return outlay_connection_run (connection, error, "rate/put", "sis", "EUR", (gint64) 20261119,
                                "1") &&
         outlay_connection_run (connection, error, "rate/put", "sis", "USD", (gint64) 20261119,
                                "1.25");
}

/* What is in the company's currency counts others by the rate of the day, where it is known. */
static void
test_foresees_another_currency (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayDatabase *database = outlay_workspace_get_database (ledger->workspace);
  OutlayExpenseFields fields = { .amount = { 5000, "USD" },
                                 .category = TEST_CATEGORY,
                                 .day = "2026-11-20" };
  OutlayPage *page = outlay_page_new ();
  g_autoptr (GArray) unknown = NULL;
  g_autoptr (GArray) known = NULL;

  outlay_page_add (page, OUTLAY_CHANGE_SETTING, OUTLAY_SETTING_HOME, "EUR");
  test_await (outlay_page_apply (page, database, NULL));
  set (ledger, TEST_CATEGORY, 20000);
  unknown = outlay_budget_store_foresee (get_store (ledger), &fields, NULL);
  g_assert_cmpuint (unknown->len, ==, 0);

  test_await (outlay_database_run (database, put_rate, NULL, NULL));
  known = outlay_budget_store_foresee (get_store (ledger), &fields, NULL);
  g_assert_cmpuint (known->len, ==, 1);
  g_assert_cmpint (g_array_index (known, OutlayBudgetForecast, 0).after.left, ==, 16000);
}

/* A draft on the device is spent already: changed from 40 to 50 it is 10 more. */
static void
test_foresees_a_change (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  const char *meals = get_category (ledger, "Meals");
  g_autofree char *id = save (ledger, meals, "40", "2026-11-03");
  g_autoptr (OutlayExpense) base = test_ledger_get (ledger, id);
  OutlayExpenseFields fields = { .amount = { 5000, "EUR" },
                                 .category = meals,
                                 .day = "2026-11-03" };
  g_autoptr (GArray) forecasts = NULL;
  const OutlayBudgetForecast *only;

  set (ledger, meals, 10000);
  forecasts = outlay_budget_store_foresee (get_store (ledger), &fields, base);
  g_assert_cmpuint (forecasts->len, ==, 1);
  only = &g_array_index (forecasts, OutlayBudgetForecast, 0);
  g_assert_cmpint (only->line.standing.left, ==, 10000);
  g_assert_cmpint (only->after.left, ==, 5000);
}

/* --- thresholds ------------------------------------------------------------------------------- */

typedef struct
{
  guint n_times;
  guint n; /* budgets, in all */
  OutlayBudgetLevel level;
} Heard;

static void
heard_cb (OutlayBudgetStore *store, GArray *lines, Heard *heard)
{
  heard->n_times++;
  heard->n += lines->len;
  heard->level = g_array_index (lines, OutlayBudgetLine, 0).standing.level;
}

static void
settle (TestLedger *ledger)
{
  test_ledger_settle (ledger);
  test_idle (30);
  test_ledger_settle (ledger);
}

static void
listen_to (TestLedger *ledger, Heard *heard)
{
  g_signal_connect (get_store (ledger), "thresholds", G_CALLBACK (heard_cb), heard);
}

static void
change (TestLedger *ledger, const char *id, const char *amount)
{
  g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
  g_autofree char *same = NULL;

  g_object_set (draft, "amount-text", amount, NULL);
  same = test_await_string (outlay_expense_store_save (ledger->store, draft));
}

/* What comes over with one change is told in one. */
static void
test_warns_together (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *today = outlay_day_today ();
  g_autofree char *meals = g_strdup (get_category (ledger, "Meals"));
  g_autofree char *id = save (ledger, meals, "50", today);
  Heard heard = { 0 };

  set (ledger, meals, 10000);
  set (ledger, "", 12000);
  settle (ledger);
  listen_to (ledger, &heard);

  change (ledger, id, "130");
  settle (ledger);
  g_assert_cmpuint (heard.n_times, ==, 1);
  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_cmpint (heard.level, ==, OUTLAY_BUDGET_LEVEL_FULL);
}

/* Once for 80 % and once for 100 %, whatever goes back and forth, and whoever starts anew. */
static void
test_warns_once (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *today = outlay_day_today ();
  g_autofree char *meals = g_strdup (get_category (ledger, "Meals"));
  g_autofree char *id = save (ledger, meals, "50", today);
  Heard heard = { 0 };

  set (ledger, meals, 10000);
  settle (ledger);
  listen_to (ledger, &heard);

  change (ledger, id, "79.99");
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 0);
  change (ledger, id, "80");
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpint (heard.level, ==, OUTLAY_BUDGET_LEVEL_NEAR);

  /* Down and up again. */
  change (ledger, id, "10");
  settle (ledger);
  change (ledger, id, "90");
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 1);

  test_ledger_reopen (ledger);
  listen_to (ledger, &heard);
  change (ledger, id, "10");
  change (ledger, id, "95");
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 1);

  change (ledger, id, "130");
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_cmpint (heard.level, ==, OUTLAY_BUDGET_LEVEL_FULL);

  /* Another limit is no other budget. */
  set (ledger, meals, 20000);
  change (ledger, id, "170");
  settle (ledger);
  change (ledger, id, "250");
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 2);
}

/* From nothing to over in one step is one warning; who sets a budget that is over sees it. */
static void
test_warns_of_the_highest (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *today = outlay_day_today ();
  g_autofree char *meals = g_strdup (get_category (ledger, "Meals"));
  g_autofree char *travel = g_strdup (get_category (ledger, "Travel"));
  g_autofree char *id = NULL, *other = NULL;
  Heard heard = { 0 };

  listen_to (ledger, &heard);
  set (ledger, meals, 10000);
  id = save (ledger, meals, "150", today);
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 1);
  g_assert_cmpint (heard.level, ==, OUTLAY_BUDGET_LEVEL_FULL);

  other = save (ledger, travel, "150", today);
  set (ledger, travel, 10000);
  settle (ledger);
  g_assert_cmpuint (heard.n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add_func ("/client/budget-store/" name, func)
  ADD ("counts-drafts-on-the-device", test_counts_drafts_on_the_device);
  ADD ("counts-what-is-converted-once", test_counts_what_is_converted_once);
  ADD ("refuses", test_refuses);
  ADD ("goes-with-its-category", test_goes_with_its_category);
  ADD ("suggests", test_suggests);
  ADD ("counts-by-state-at-a-company", test_counts_by_state_at_a_company);
  ADD ("takes-the-feed", test_takes_the_feed);
  ADD ("foresees", test_foresees);
  ADD ("foresees-another-currency", test_foresees_another_currency);
  ADD ("foresees-a-change", test_foresees_a_change);
  ADD ("warns-once", test_warns_once);
  ADD ("warns-together", test_warns_together);
  ADD ("warns-of-the-highest", test_warns_of_the_highest);

  return g_test_run ();
}
