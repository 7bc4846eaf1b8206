/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/rates/outlay-rate-store.h"
#include "core/outlay-time.h"
#include "test-ledger.h"
#include "test-portal.h"

/* Exchange rates on the device alone: from a file, and fetched by the day. */

#define ADDRESS_VARIABLE "OUTLAY_RATES_URL"

#define DAILY(day, usd)                                                                            \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                   \
  "<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" "                        \
  "xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n"                                \
  "<Cube>\n<Cube time='" day "'>\n<Cube currency='USD' rate='" usd "'/>\n"                         \
  "<Cube currency='JPY' rate='162.45'/>\n</Cube>\n</Cube>\n</gesmes:Envelope>\n"

static OutlayRateStore *
get_rates (TestLedger *ledger)
{
  return outlay_workspace_get_rate_store (ledger->workspace);
}

/* A device that reckons in euros. */
static TestLedger *
open_device (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GError) error = NULL;

  outlay_account_set_currency (ledger->account, "EUR", &error);
  g_assert_no_error (error);
  test_ledger_settle (ledger);

  return ledger;
}

static char *
save (TestLedger *ledger, const char *amount, const char *currency, const char *day)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new (currency, day);

  g_object_set (draft, "merchant", "Nero", "amount-text", amount, NULL);

  return test_await_string (outlay_expense_store_save (ledger->store, draft));
}

static GFile *
write_file (TestLedger *ledger, const char *text)
{
  g_autofree char *path = g_build_filename (ledger->path, "eurofxref", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

static guint
import (TestLedger *ledger, const char *text, GError **error)
{
  g_autoptr (GFile) file = write_file (ledger, text);
  g_autoptr (DexFuture) future = outlay_rate_store_import (get_rates (ledger), file);
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, error);

  return value != NULL ? g_value_get_uint (value) : 0;
}

static gint64
get_converted (TestLedger *ledger, const char *id)
{
  g_autoptr (OutlayExpense) expense = test_ledger_get (ledger, id);
  const OutlayMoney *converted = outlay_expense_get_converted (expense);

  return converted != NULL ? converted->minor : -1;
}

/* What is here is converted, and nothing else; a later file mends it. */
static void
test_imports (void)
{
  g_autoptr (TestLedger) ledger = open_device ();
  g_autofree char *dollars = save (ledger, "105.23", "USD", "2026-11-20");
  g_autofree char *old = save (ledger, "105.23", "USD", "2026-01-20");
  g_autofree char *euros = save (ledger, "10", "EUR", "2026-11-20");
  g_autofree char *last = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (outlay_rate_store_dup_last_day (get_rates (ledger)));
  g_assert_cmpuint (import (ledger, DAILY ("2026-11-19", "1.0523"), &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (get_converted (ledger, dollars), ==, 10000);
  g_assert_cmpint (get_converted (ledger, old), ==, -1);
  g_assert_cmpint (get_converted (ledger, euros), ==, -1);
  last = outlay_rate_store_dup_last_day (get_rates (ledger));
  g_assert_cmpstr (last, ==, "2026-11-19");

  g_assert_cmpuint (
      import (ledger, "Date,USD,JPY,\n2026-11-20,2.1046,N/A,\n2026-01-19,1.0523,170,\n", &error),
      ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (get_converted (ledger, dollars), ==, 5000);
  g_assert_cmpint (get_converted (ledger, old), ==, 10000);
  later = outlay_rate_store_dup_last_day (get_rates (ledger));
  g_assert_cmpstr (later, ==, "2026-11-20");
}

/* Whole or not at all, and the line is named. */
static void
test_refuses_bad_files (void)
{
  static const struct
  {
    const char *text;
    const char *line;
  } cases[] = {
    { "Date,USD,\n2026-11-19,1.05,\n2026-11-18,one,\n", "Line 3:*" },
    { "<Cube>\n<Cube time='2026-11-19'>\n<Cube currency='USD' rate='1.05'/>\n"
      "<Cube currency='usd' rate='1.05'/>\n</Cube></Cube>",
      "Line 4:*" },
    { "What the weather will be", "Line 1:*" },
    { "", "*" },
  };
  g_autoptr (TestLedger) ledger = open_device ();
  g_autofree char *id = save (ledger, "105.23", "USD", "2026-11-20");
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/eurofxref-hist.xml");
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_cmpuint (import (ledger, cases[i].text, &refused), ==, 0);
      g_assert_error (refused, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE);
      g_assert_true (g_pattern_match_simple (cases[i].line, refused->message));
      g_assert_null (outlay_rate_store_dup_last_day (get_rates (ledger)));
    }

  error = test_await_error (outlay_rate_store_import (get_rates (ledger), nowhere));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (get_converted (ledger, id), ==, -1);
}

/* What the company has said of an expense is its word, also where a file says something else. */
static void
test_leaves_what_is_frozen (void)
{
  const char *id = "01937a2e-7c11-7000-8000-000000000001";
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_SUBMITTED, 2);
  OutlayPage *page = outlay_page_new ();
  g_autoptr (OutlayExpense) expense = NULL;
  g_autofree char *draft = NULL;
  g_autoptr (GError) error = NULL;

  outlay_page_add (page, OUTLAY_CHANGE_SETTING, OUTLAY_SETTING_HOME, "EUR");
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), "1"));
  g_strlcpy (init.amount.currency, "USD", sizeof init.amount.currency);
  init.converted = (OutlayMoney) { 111, "EUR" };
  init.rate = "0.2643";
  init.rate_day = "2026-11-17";
  test_ledger_bring (ledger, &init);
  draft = save (ledger, "105.23", "USD", init.day);

  g_assert_cmpuint (import (ledger,
                            "Date,USD\n2026-11-20,1.0523\n2026-11-18,1.0523\n2026-11-10,1.0523\n",
                            &error),
                    ==, 3);
  g_assert_no_error (error);
  expense = test_ledger_get (ledger, id);
  g_assert_cmpint (outlay_expense_get_converted (expense)->minor, ==, 111);
  g_assert_cmpstr (outlay_expense_get_rate (expense), ==, "0.2643");
  g_assert_cmpint (get_converted (ledger, draft), ==, 10000);
}

/* An amount that is still being typed. */
static void
test_converts_an_amount (void)
{
  g_autoptr (TestLedger) ledger = open_device ();
  const OutlayMoney dollars = { 10523, "USD" };
  const OutlayMoney euros = { 10523, "EUR" };
  OutlayConversion conversion;
  g_autoptr (GError) error = NULL;

  import (ledger, DAILY ("2026-11-19", "1.0523"), &error);
  g_assert_no_error (error);
  g_assert_true (
      outlay_rate_store_convert (get_rates (ledger), &dollars, "2026-11-20", &conversion));
  g_assert_cmpint (conversion.amount.minor, ==, 10000);
  g_assert_cmpstr (conversion.amount.currency, ==, "EUR");
  g_assert_cmpstr (conversion.rate_day, ==, "2026-11-19");
  g_assert_false (
      outlay_rate_store_convert (get_rates (ledger), &dollars, "2026-11-18", &conversion));
  g_assert_false (outlay_rate_store_convert (get_rates (ledger), &dollars, NULL, &conversion));
  g_assert_false (
      outlay_rate_store_convert (get_rates (ledger), &euros, "2026-11-20", &conversion));
}

static void
wait_for_fetch (TestLedger *ledger)
{
  while (outlay_rate_store_is_fetching (get_rates (ledger)))
    g_main_context_iteration (NULL, TRUE);
  test_ledger_settle (ledger);
}

static TestPortal *
open_bank (guint status, const char *body)
{
  g_autofree char *answer = test_portal_make_answer (status, "text/xml", body);
  TestPortal *bank = test_portal_new (answer);
  g_autofree char *address = g_strconcat (test_portal_get_address (bank),
                                          "/stats/eurofxref/eurofxref-daily.xml", NULL);

  g_setenv (ADDRESS_VARIABLE, address, TRUE);
  return bank;
}

/* Nothing is asked for before it is allowed; then once, and not again the same day. */
static void
test_fetches_daily (void)
{
  g_autoptr (TestPortal) bank = open_bank (200, DAILY ("2026-11-19", "1.0523"));
  g_autoptr (TestLedger) ledger = open_device ();
  g_autofree char *id = save (ledger, "105.23", "USD", "2026-11-20");
  g_autofree char *head = NULL;

  g_assert_false (outlay_rate_store_is_daily (get_rates (ledger)));
  test_ledger_reopen (ledger);
  g_assert_cmpuint (test_portal_get_n_requests (bank), ==, 0);

  outlay_rate_store_set_daily (get_rates (ledger), TRUE);
  g_assert_true (outlay_rate_store_is_fetching (get_rates (ledger)));
  wait_for_fetch (ledger);
  g_assert_no_error (outlay_rate_store_get_problem (get_rates (ledger)));
  g_assert_cmpuint (test_portal_get_n_requests (bank), ==, 1);
  g_assert_cmpint (get_converted (ledger, id), ==, 10000);
  head = test_portal_dup_last_head (bank);
  g_assert_true (g_str_has_prefix (head, "GET /stats/eurofxref/eurofxref-daily.xml HTTP/1.1\r\n"));

  test_ledger_reopen (ledger);
  g_assert_true (outlay_rate_store_is_daily (get_rates (ledger)));
  wait_for_fetch (ledger);
  g_assert_cmpuint (test_portal_get_n_requests (bank), ==, 1);

  outlay_rate_store_set_daily (get_rates (ledger), FALSE);
  test_ledger_reopen (ledger);
  g_assert_false (outlay_rate_store_is_daily (get_rates (ledger)));
}

/* What is no table of rates leaves those there are alone, and says so; opening again tries again. */
static void
test_fetch_fails (void)
{
  g_autofree char *long_text = g_strnfill (2 * 1024 * 1024, ' ');
  const struct
  {
    guint status;
    const char *body;
    GQuark domain;
    int code;
  } cases[] = {
    { 503, "", OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE },
    { 404, "<html>", OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 302, "", OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, "<html>Sign in to the hotel</html>", OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE },
    { 200, long_text, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, DAILY ("2026-11-19", "1,0523"), OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE },
  };
  g_autoptr (TestLedger) ledger = open_device ();
  g_autofree char *id = save (ledger, "105.23", "USD", "2026-11-20");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestPortal) bank = open_bank (cases[i].status, cases[i].body);

      outlay_rate_store_set_daily (get_rates (ledger), FALSE);
      outlay_rate_store_set_daily (get_rates (ledger), TRUE);
      wait_for_fetch (ledger);
      g_assert_cmpuint (test_portal_get_n_requests (bank), ==, 1);
      g_assert_error (outlay_rate_store_get_problem (get_rates (ledger)), cases[i].domain,
                      cases[i].code);
      g_assert_cmpint (get_converted (ledger, id), ==, -1);
    }

  {
    g_autoptr (TestPortal) bank = open_bank (200, DAILY ("2026-11-19", "1.0523"));

    test_ledger_reopen (ledger);
    wait_for_fetch (ledger);
    g_assert_no_error (outlay_rate_store_get_problem (get_rates (ledger)));
    g_assert_cmpint (get_converted (ledger, id), ==, 10000);
  }
}

/* Plain HTTP goes nowhere but to this machine, and a company's account asks the company alone. */
static void
test_asks_nobody_else (void)
{
  g_autoptr (TestPortal) bank = open_bank (200, DAILY ("2026-11-19", "1.0523"));
  g_autoptr (TestLedger) company = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (TestLedger) ledger = open_device ();

  outlay_rate_store_set_daily (get_rates (company), TRUE);
  g_assert_false (outlay_rate_store_is_fetching (get_rates (company)));
  g_assert_false (outlay_rate_store_is_daily (get_rates (company)));
  g_assert_cmpuint (test_portal_get_n_requests (bank), ==, 0);

  g_setenv (ADDRESS_VARIABLE, "http://rates.example/eurofxref-daily.xml", TRUE);
  outlay_rate_store_set_daily (get_rates (ledger), TRUE);
  wait_for_fetch (ledger);
  g_assert_error (outlay_rate_store_get_problem (get_rates (ledger)), OUTLAY_CLIENT_ERROR,
                  OUTLAY_CLIENT_ERROR_BAD_ADDRESS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/rate-store/imports", test_imports);
  g_test_add_func ("/client/rate-store/refuses-bad-files", test_refuses_bad_files);
  g_test_add_func ("/client/rate-store/leaves-what-is-frozen", test_leaves_what_is_frozen);
  g_test_add_func ("/client/rate-store/converts-an-amount", test_converts_an_amount);
  g_test_add_func ("/client/rate-store/fetches-daily", test_fetches_daily);
  g_test_add_func ("/client/rate-store/fetch-fails", test_fetch_fails);
  g_test_add_func ("/client/rate-store/asks-nobody-else", test_asks_nobody_else);

  return g_test_run ();
}
