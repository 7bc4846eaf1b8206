/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-rates-pull.h"
#include "test-ledger.h"

/* What drafts come to in the currency that all is reckoned in. */

static OutlayRates *
make_rates (void)
{
  static const struct
  {
    const char *day;
    const char *currency;
    const char *units;
  } table[] = {
    { "2026-11-18", "USD", "1.0523" },
    { "2026-11-18", "JPY", "162.45" },
    { "2026-11-19", "USD", "1.0611" },
    { "2026-11-02", "CHF", "0.9311" },
  };
  OutlayRates *rates = outlay_rates_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      OutlayRate rate;

      g_assert_true (outlay_rate_parse (table[i].units, &rate, NULL));
      outlay_rates_add (rates, table[i].day, table[i].currency, &rate);
    }

  return rates;
}

static OutlayDatabase *
get_database (TestLedger *ledger)
{
  return outlay_workspace_get_database (ledger->workspace);
}

static void
set_home (TestLedger *ledger, const char *currency)
{
  OutlayPage *page = outlay_page_new ();

  outlay_page_add (page, OUTLAY_CHANGE_SETTING, OUTLAY_SETTING_HOME, currency);
  test_await (outlay_page_apply (page, get_database (ledger), "1"));
}

static void
bring_rates (TestLedger *ledger)
{
  test_await (outlay_rates_store (get_database (ledger), make_rates (), NULL));
}

static char *
save (TestLedger *ledger, const char *amount, const char *currency, const char *day)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new (currency, day);

  g_object_set (draft, "merchant", "Nero", "amount-text", amount, NULL);

  return test_await_string (outlay_expense_store_save (ledger->store, draft));
}

/* As core converts it, from the same rates; @rate_day: (nullable): where it is to be none */
static void
assert_converted (TestLedger *ledger, const char *id, const char *home, const char *rate_day)
{
  g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, id);
  g_autoptr (OutlayRates) rates = make_rates ();
  OutlayConversion conversion;
  char rate[OUTLAY_RATE_SIZE];

  if (rate_day == NULL)
    {
      g_assert_null (outlay_expense_get_converted (expense));
      g_assert_null (outlay_expense_get_rate (expense));
      return;
    }

  g_assert_true (outlay_rates_convert (rates, outlay_expense_get_amount (expense), home,
                                       outlay_expense_get_day (expense), &conversion, NULL));
  outlay_rate_print (&conversion.rate, rate);
  g_assert_nonnull (outlay_expense_get_converted (expense));
  g_assert_true (outlay_money_equal (outlay_expense_get_converted (expense), &conversion.amount));
  g_assert_cmpstr (outlay_expense_get_rate (expense), ==, rate);
  g_assert_cmpstr (outlay_expense_get_rate_day (expense), ==, rate_day);
  g_assert_cmpstr (conversion.rate_day, ==, rate_day);
}

static void
test_converts_when_saved (void)
{
  static const struct
  {
    const char *amount;
    const char *currency;
    const char *day;
    const char *rate_day; /* (nullable) */
  } cases[] = {
    { "12.50", "USD", "2026-11-20", "2026-11-19" }, { "12.50", "USD", "2026-11-18", "2026-11-18" },
    { "1999", "JPY", "2026-11-20", "2026-11-18" },  { "12.50", "USD", "2026-11-17", NULL },
    { "12.50", "CHF", "2026-11-12", "2026-11-02" }, { "12.50", "CHF", "2026-11-13", NULL },
    { "12.50", "EUR", "2026-11-20", NULL },         { "12.50", "USD", "", NULL },
    { "0.01", "USD", "2026-11-20", "2026-11-19" },  { "12.50", "SEK", "2026-11-20", NULL },
  };
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);

  set_home (ledger, "EUR");
  bring_rates (ledger);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = save (ledger, cases[i].amount, cases[i].currency, cases[i].day);

      assert_converted (ledger, id, "EUR", cases[i].rate_day);
    }
}

/* Rates, and the currency itself, may come after the draft. */
static void
test_converts_when_rates_come (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = save (ledger, "12.50", "USD", "2026-11-20");

  set_home (ledger, "EUR");
  assert_converted (ledger, id, "EUR", NULL);
  bring_rates (ledger);
  assert_converted (ledger, id, "EUR", "2026-11-19");
  set_home (ledger, "JPY");
  assert_converted (ledger, id, "JPY", "2026-11-18");
  set_home (ledger, "USD");
  assert_converted (ledger, id, "USD", NULL);
  set_home (ledger, NULL);
  assert_converted (ledger, id, "EUR", NULL);
}

/* What the company has told of what was submitted is its word, whatever is known here. */
static void
test_leaves_what_is_submitted (void)
{
  const char *id = "01937a2e-7c11-7000-8000-000000000001";
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_SUBMITTED, 2);
  g_autoptr (OutlayExpense) expense = NULL;

  set_home (ledger, "EUR");
  g_strlcpy (init.amount.currency, "USD", sizeof init.amount.currency);
  init.converted = (OutlayMoney) { 111, "EUR" };
  init.rate = "0.2643";
  init.rate_day = "2026-11-17";
  test_ledger_bring (ledger, &init);
  bring_rates (ledger);

  expense = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_converted (expense)->minor, ==, 111);
  g_assert_cmpstr (outlay_expense_get_rate (expense), ==, "0.2643");
  g_assert_cmpstr (outlay_expense_get_rate_day (expense), ==, "2026-11-17");
}

/* A correction of what was rejected has a worth of its own; a note has none. */
static void
test_converts_a_correction (void)
{
  const char *id = "01937a2e-7c11-7000-8000-000000000001";
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_REJECTED, 3);

  set_home (ledger, "EUR");
  bring_rates (ledger);
  g_strlcpy (init.amount.currency, "USD", sizeof init.amount.currency);
  init.converted = (OutlayMoney) { 111, "EUR" };
  init.rate = "0.2643";
  init.rate_day = "2026-11-17";
  test_ledger_bring (ledger, &init);

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (OutlayExpense) row = test_ledger_get (ledger, id);
      g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (row);
      g_autoptr (OutlayExpense) saved = NULL;

      if (i == 0)
        g_object_set (draft, "note", "the receipt was unreadable", NULL);
      else
        g_object_set (draft, "amount-text", "4.30", NULL);
      g_free (test_await_string (outlay_expense_store_save (ledger->store, draft)));

      saved = test_ledger_get (ledger, id);
      if (i == 0)
        g_assert_cmpstr (outlay_expense_get_rate (saved), ==, "0.2643");
      else
        assert_converted (ledger, id, "EUR", "2026-11-18");
    }
}

/* The company's echo of a draft has no conversion, and is no news. */
static void
test_keeps_it_over_an_echo (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autofree char *id = NULL;
  OutlayExpenseInit init;
  g_autoptr (OutlayExpense) row = NULL;

  set_home (ledger, "EUR");
  bring_rates (ledger);
  id = save (ledger, "12.50", "USD", "2026-11-20");
  test_ledger_deliver (ledger);
  row = test_ledger_get (ledger, id);
  test_ledger_init_of (row, &init);
  init.converted = (OutlayMoney) { 0 };
  test_ledger_bring (ledger, &init);
  assert_converted (ledger, id, "EUR", "2026-11-19");
  init.revision++;
  init.note = "from another device";
  test_ledger_bring (ledger, &init);
  assert_converted (ledger, id, "EUR", "2026-11-19");
}

/* On the device all is reckoned in the account's own currency. */
static void
test_follows_the_account (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_assert_true (outlay_account_set_currency (ledger->account, "EUR", &error));
  bring_rates (ledger);
  id = save (ledger, "12.50", "USD", "2026-11-20");
  assert_converted (ledger, id, "EUR", "2026-11-19");
  g_assert_true (outlay_account_set_currency (ledger->account, "JPY", &error));
  test_ledger_settle (ledger);
  assert_converted (ledger, id, "JPY", "2026-11-18");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/home-amount/converts-when-saved", test_converts_when_saved);
  g_test_add_func ("/client/home-amount/converts-when-rates-come", test_converts_when_rates_come);
  g_test_add_func ("/client/home-amount/leaves-what-is-submitted", test_leaves_what_is_submitted);
  g_test_add_func ("/client/home-amount/converts-a-correction", test_converts_a_correction);
  g_test_add_func ("/client/home-amount/keeps-it-over-an-echo", test_keeps_it_over_an_echo);
  g_test_add_func ("/client/home-amount/follows-the-account", test_follows_the_account);

  return g_test_run ();
}
