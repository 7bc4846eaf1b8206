/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-company-api.h"
#include "core/outlay-time.h"
#include "test-desk.h"

/* The company's numbers against the real server: each is the sum of the rows that its filter lists there. */

#define ANA "ana@example.com"
#define RUTH "ruth@example.com"
#define ADAM "adam@example.com"
#define N_EXPENSES 24

static const char *const merchants[] = { "Nero", "Deutsche Bahn", "Café & Söhne?", "—" };
static const char *const currencies[] = { "EUR", "EUR", "USD", "JPY", "CHF" };

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

typedef struct
{
  OutlayTestServer *server;
  TestDesk *ana;
  TestDesk *ruth;
  char *today;
} Fixture;

/* Adam decides that the company reckons in euros, and asks for no proofs. */
static void
set_policy (OutlayTestServer *server)
{
  g_autoptr (TestDesk) adam = test_desk_new (server, ADAM);
  g_autoptr (OutlayApi) api = outlay_api_new (adam->session);
  g_autoptr (DexFuture) future = test_settle (outlay_company_api_get_policy (api));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_auto (OutlayPolicy) policy = { 0 };
  OutlayPolicyInForce *before;

  g_assert_no_error (error);
  before = g_value_get_boxed (value);
  outlay_policy_copy (&before->policy, &policy);
  policy.proof_rule = OUTLAY_PROOF_NEVER;
  g_strlcpy (policy.home, "EUR", sizeof policy.home);
  test_await (outlay_company_api_set_policy (api, &policy, before->etag));
  outlay_api_close (api);
}

/* Of the last ninety days, without those of francs. */
static void
import_rates (OutlayTestServer *server, const char *today)
{
  g_autofree char *path = g_build_filename (outlay_test_server_get_folder (server), "rates.csv",
                                            NULL);
  const char *arguments[] = { "rates",      "import",
                              "--database", outlay_test_server_get_database (server),
                              path,         NULL };
  g_autoptr (GString) csv = g_string_new ("Date,USD,JPY,\n");
  g_autofree char *output = NULL;
  int status;

  for (int i = 0; i < 90; i++)
    {
      g_autofree char *day = outlay_day_add (today, -i);

      g_string_append_printf (csv, "%s,1.0%03d,160.%02d,\n", day, 111 + i, i + 7);
    }

  g_assert_true (g_file_set_contents (path, csv->str, -1, NULL));
  output = outlay_test_server_run_command (arguments, NULL, &status);
  g_test_message ("%s", output);
  g_assert_cmpint (status, ==, 0);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->today = outlay_day_today ();
  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", ANA, "Ana", "employee");
  outlay_test_server_add_user (self->server, "Acme", RUTH, "Ruth", "reviewer");
  outlay_test_server_add_user (self->server, "Acme", ADAM, "Adam", "admin");
  import_rates (self->server, self->today);
  set_policy (self->server);
  self->ana = test_desk_new (self->server, ANA);
  self->ruth = test_desk_new (self->server, RUTH);
  test_desk_sync (self->ana);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->ana, test_desk_free);
  g_clear_pointer (&self->ruth, test_desk_free);
  g_clear_pointer (&self->server, outlay_test_server_free);
  g_free (self->today);
}

/* --- what is filed ---------------------------------------------------------------------------- */

static char *
file_one (Fixture *self, TestDesk *desk, const char *currency)
{
  g_autofree char *day = outlay_day_add (self->today, -g_test_rand_int_range (0, 80));
  g_autofree char *amount = g_strdup_printf ("%d", g_test_rand_int_range (1, 5000));
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new (currency, day);
  GListModel *categories = G_LIST_MODEL (outlay_workspace_get_category_store (desk->workspace));
  g_autoptr (OutlayCategory)
      category = g_list_model_get_item (categories, (guint) g_test_rand_int_range (0, 3));

  g_object_set (draft, "merchant", PICK (merchants), "amount-text", amount, "category",
                outlay_category_get_id (category), NULL);
  return test_await_string (
      outlay_expense_store_save (outlay_workspace_get_expense_store (desk->workspace), draft));
}

static void
decide_one (Fixture *self, const char *id)
{
  int what = g_test_rand_int_range (0, 3);

  if (what == 0)
    test_desk_act (self->ruth, id, OUTLAY_ACTION_APPROVE, NULL);
  else if (what == 1)
    test_desk_act (self->ruth, id, OUTLAY_ACTION_REJECT, "the wrong category");
}

static void
fill_company (Fixture *self)
{
  g_autoptr (GPtrArray) submitted = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < N_EXPENSES; i++)
    {
      TestDesk *desk = i % 4 == 3 ? self->ruth : self->ana;
      g_autofree char *id = file_one (self, desk, PICK (currencies));

      if (g_test_rand_int_range (0, 6) == 0)
        continue;
      test_desk_act (desk, id, OUTLAY_ACTION_SUBMIT, NULL);
      if (desk == self->ana)
        g_ptr_array_add (submitted, g_steal_pointer (&id));
    }

  test_desk_sync_until_done (self->ana);
  test_desk_sync_until_done (self->ruth);
  for (guint i = 0; i < submitted->len; i++)
    decide_one (self, g_ptr_array_index (submitted, i));
  test_desk_sync_until_done (self->ruth);
  test_desk_sync_until_done (self->ana);
}

/* --- what is told ----------------------------------------------------------------------------- */

static OutlaySpendingStore *
get_store (TestDesk *desk)
{
  return outlay_workspace_get_spending_store (desk->workspace);
}

static OutlaySpending *
read_spending (TestDesk *desk, const OutlaySpendingQuery *query)
{
  g_autoptr (DexFuture) future = test_settle (outlay_spending_store_read (get_store (desk), query));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

static OutlayTotal
sum_rows (TestDesk *desk, const OutlayExpenseFilter *filter)
{
  g_autoptr (OutlayCompanyList)
      list = outlay_spending_store_list_company (get_store (desk), filter);
  OutlayTotal total = { 0 };

  while (outlay_company_list_has_more (list) || outlay_company_list_is_loading (list))
    {
      if (!outlay_company_list_is_loading (list))
        dex_future_disown (outlay_company_list_load (list));
      g_main_context_iteration (NULL, TRUE);
      g_assert_null (outlay_company_list_get_error (list));
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (OutlayExpense) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      const OutlayMoney *amount = outlay_expense_get_amount (row);

      if (filter->in_currency != NULL && !g_str_equal (amount->currency, filter->in_currency))
        amount = outlay_expense_get_converted (row);
      g_assert_nonnull (amount);
      total.count++;
      total.minor += amount->minor;
    }

  return total;
}

static void
assert_total (TestDesk *desk, const OutlayExpenseFilter *filter, gint64 count, gint64 minor)
{
  OutlayTotal sum = sum_rows (desk, filter);

  g_assert_cmpint (sum.count, ==, count);
  g_assert_cmpint (sum.minor, ==, minor);
}

static void
assert_parts (TestDesk *desk, OutlaySpending *spending, OutlaySpendingBy by)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (spending, by);

  g_assert_cmpint (parts->rest.count, ==, 0);
  g_assert_cmpint (parts->rest.minor, ==, 0);
  for (guint i = 0; i < parts->n_items; i++)
    {
      OutlayExpenseFilter filter;

      g_assert_true (parts->items[i].is_before_known);
      g_assert_nonnull (parts->items[i].name);
      outlay_spending_filter_of_part (spending, by, i, &filter);
      assert_total (desk, &filter, parts->items[i].count, parts->items[i].minor);
      outlay_spending_filter_of_part_before (spending, by, i, &filter);
      g_assert_cmpint (sum_rows (desk, &filter).minor, ==, parts->items[i].before_minor);
    }
}

static void
assert_spans (TestDesk *desk, OutlaySpending *spending)
{
  const OutlaySpendingSpan *spans;
  OutlayTotal sum = { 0 };
  guint n_spans;

  spans = outlay_spending_get_spans (spending, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      OutlayExpenseFilter filter;
      gint64 in_categories = 0;
      guint n = outlay_spending_get_parts (spending, OUTLAY_SPENDING_BY_CATEGORY)->n_items;

      sum.count += spans[i].total.count;
      sum.minor += spans[i].total.minor;
      for (guint k = 0; spans[i].categories != NULL && k < n; k++)
        in_categories += spans[i].categories[k];
      if (spans[i].categories != NULL)
        g_assert_cmpint (in_categories, ==, spans[i].total.minor);
      if (spans[i].total.count == 0)
        continue;

      outlay_spending_filter_of_span (spending, i, &filter);
      assert_total (desk, &filter, spans[i].total.count, spans[i].total.minor);
    }
  g_assert_cmpint (sum.count, ==, outlay_spending_get_total (spending)->count);
  g_assert_cmpint (sum.minor, ==, outlay_spending_get_total (spending)->minor);
}

static void
assert_numbers (TestDesk *desk, const OutlaySpendingQuery *query)
{
  g_autoptr (OutlaySpending) spending = read_spending (desk, query);
  const OutlayTotal *total = outlay_spending_get_total (spending);
  OutlayExpenseFilter filter;

  outlay_spending_filter_of_total (spending, &filter);
  assert_total (desk, &filter, total->count, total->minor);
  total = outlay_spending_get_before (spending);
  outlay_spending_filter_of_before (spending, &filter);
  assert_total (desk, &filter, total->count, total->minor);
  for (guint by = 0; by < OUTLAY_N_SPENDING_BY; by++)
    assert_parts (desk, spending, (OutlaySpendingBy) by);
  assert_spans (desk, spending);
}

static void
test_numbers_are_their_rows (Fixture *self, gconstpointer data)
{
  static const struct
  {
    OutlaySpendingStep step;
    GDateWeekday first_weekday;
    guint states;
    gboolean is_converted;
    const char *currency;
  } cases[] = {
    { OUTLAY_SPENDING_STEP_MONTH, G_DATE_MONDAY, 0, TRUE, "EUR" },
    { OUTLAY_SPENDING_STEP_WEEK, G_DATE_MONDAY, 0, FALSE, "EUR" },
    { OUTLAY_SPENDING_STEP_WEEK, G_DATE_SUNDAY, 1 << OUTLAY_STATE_APPROVED, TRUE, "EUR" },
    { OUTLAY_SPENDING_STEP_DAY, G_DATE_BAD_WEEKDAY,
      (1 << OUTLAY_STATE_APPROVED) | (1 << OUTLAY_STATE_SUBMITTED), FALSE, "USD" },
  };

  fill_company (self);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlaySpendingQuery query = { .is_company = TRUE,
                                    .is_converted = cases[i].is_converted,
                                    .states = cases[i].states,
                                    .step = cases[i].step,
                                    .first_weekday = cases[i].first_weekday };

      g_strlcpy (query.currency, cases[i].currency, sizeof query.currency);
      g_assert_true (outlay_days_last (&query.days, 45, self->today));
      g_assert_true (outlay_days_before (&query.days, &query.before));
      assert_numbers (self->ruth, &query);
    }
}

/* What one's own device adds up is what the company says of that person. */
static void
test_agrees_with_the_device (Fixture *self, gconstpointer data)
{
  const guint submitted = ((1u << OUTLAY_N_STATES) - 1) & ~(1u << OUTLAY_STATE_DRAFT);
  OutlaySpendingQuery query = {
    .currency = "EUR", .is_converted = TRUE, .states = submitted, .step = OUTLAY_SPENDING_STEP_MONTH
  };
  g_autoptr (OutlaySpending) own = NULL;
  g_autoptr (OutlaySpending) all = NULL;
  const OutlaySpendingParts *people;
  gboolean is_found = FALSE;

  fill_company (self);
  g_assert_true (outlay_days_last (&query.days, 100, self->today));
  own = read_spending (self->ana, &query);
  query.is_company = TRUE;
  all = read_spending (self->ruth, &query);

  people = outlay_spending_get_parts (all, OUTLAY_SPENDING_BY_PERSON);
  for (guint i = 0; i < people->n_items; i++)
    if (g_str_equal (people->items[i].name, "Ana"))
      {
        is_found = TRUE;
        g_assert_cmpint (people->items[i].count, ==, outlay_spending_get_total (own)->count);
        g_assert_cmpint (people->items[i].minor, ==, outlay_spending_get_total (own)->minor);
      }
  g_assert_true (is_found);
  g_assert_cmpint (outlay_spending_get_n_unconverted (all), >=,
                   outlay_spending_get_n_unconverted (own));
}

/* A draft comes here to what the company says it came to when it is submitted. */
static void
test_drafts_come_to_the_same (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint n_converted = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    g_ptr_array_add (ids, file_one (self, self->ana, currencies[i]));
  /* Rates reach back to the oldest draft. */
  test_desk_sync_until_done (self->ana);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (OutlayExpense) draft = test_desk_get (self->ana, g_ptr_array_index (ids, i));
      g_autoptr (OutlayExpense) judged = NULL;

      test_desk_act (self->ana, outlay_expense_get_id (draft), OUTLAY_ACTION_SUBMIT, NULL);
      test_desk_sync_until_done (self->ana);
      judged = test_desk_get (self->ana, outlay_expense_get_id (draft));
      g_assert_cmpint (outlay_expense_get_delivery (judged), ==, OUTLAY_DELIVERY_DELIVERED);
      g_assert_cmpstr (outlay_expense_get_rate (judged), ==, outlay_expense_get_rate (draft));
      g_assert_cmpstr (outlay_expense_get_rate_day (judged), ==,
                       outlay_expense_get_rate_day (draft));
      if (outlay_expense_get_converted (draft) == NULL)
        {
          g_assert_null (outlay_expense_get_converted (judged));
          continue;
        }

      n_converted++;
      g_assert_true (outlay_money_equal (outlay_expense_get_converted (judged),
                                         outlay_expense_get_converted (draft)));
    }
  g_assert_cmpuint (n_converted, ==, 2);
}

/* An employee is told so; the device alone has no company. */
static void
test_forbids_employees (Fixture *self, gconstpointer data)
{
  OutlaySpendingQuery query = { .currency = "EUR", .is_company = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_days_last (&query.days, 7, self->today));
  error = test_await_error (outlay_spending_store_read (get_store (self->ana), &query));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  const OutlayExpenseFilter everything = { .scope = OUTLAY_SCOPE_OTHERS };
  g_autoptr (OutlayCompanyList) list = NULL;
  guint n_read = 0;

  for (int i = 0; i < 130; i++)
    {
      g_autofree char *id = file_one (self, self->ana, "EUR");

      test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
    }
  test_desk_sync_until_done (self->ana);

  /* Looking at what is there brings what follows. */
  list = outlay_spending_store_list_company (get_store (self->ruth), &everything);
  while (outlay_company_list_has_more (list) || outlay_company_list_is_loading (list))
    {
      g_main_context_iteration (NULL, TRUE);
      for (; n_read < g_list_model_get_n_items (G_LIST_MODEL (list)); n_read++)
        g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), n_read));
    }
  g_assert_cmpuint (n_read, ==, 130);
}

/* Without the server nothing is told, and what was missed can be asked for again. */
static void
test_tries_again (Fixture *self, gconstpointer data)
{
  const OutlayExpenseFilter everything = { .scope = OUTLAY_SCOPE_OTHERS };
  OutlaySpendingQuery query = { .currency = "EUR", .is_company = TRUE };
  g_autofree char *id = file_one (self, self->ana, "EUR");
  g_autoptr (OutlayCompanyList) list = NULL;
  g_autoptr (OutlaySpending) spending = NULL;
  g_autoptr (GError) error = NULL;

  test_desk_act (self->ana, id, OUTLAY_ACTION_SUBMIT, NULL);
  test_desk_sync_until_done (self->ana);
  outlay_test_server_stop (self->server);

  g_assert_true (outlay_days_last (&query.days, 100, self->today));
  error = test_await_error (outlay_spending_store_read (get_store (self->ruth), &query));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  list = outlay_spending_store_list_company (get_store (self->ruth), &everything);
  while (outlay_company_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (outlay_company_list_get_error (list), OUTLAY_CLIENT_ERROR,
                  OUTLAY_CLIENT_ERROR_OFFLINE);
  g_assert_true (outlay_company_list_has_more (list));

  outlay_test_server_start (self->server);
  g_assert_false (test_await_boolean (outlay_company_list_load (list)));
  g_assert_null (outlay_company_list_get_error (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  spending = read_spending (self->ruth, &query);
  g_assert_cmpint (outlay_spending_get_total (spending)->count, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/client/company-spending/numbers-are-their-rows", Fixture, NULL, set_up,
              test_numbers_are_their_rows, tear_down);
  g_test_add ("/client/company-spending/agrees-with-the-device", Fixture, NULL, set_up,
              test_agrees_with_the_device, tear_down);
  g_test_add ("/client/company-spending/drafts-come-to-the-same", Fixture, NULL, set_up,
              test_drafts_come_to_the_same, tear_down);
  g_test_add ("/client/company-spending/forbids-employees", Fixture, NULL, set_up,
              test_forbids_employees, tear_down);
  g_test_add ("/client/company-spending/tries-again", Fixture, NULL, set_up, test_tries_again,
              tear_down);
  g_test_add ("/client/company-spending/pages", Fixture, NULL, set_up, test_pages, tear_down);

  return g_test_run ();
}
