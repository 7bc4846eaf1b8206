/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-history.h"

#include "client/company/outlay-category-api.h"
#include "client/company/outlay-company-api.h"
#include "client/outlay-client-error.h"
#include "core/outlay-time.h"

#define N_FILED 7  /* in a turn */
#define N_TRIES 40 /* to do something to any of them */

const char *const test_emails[] = { "ana@example.com", "ruth@example.com", "adam@example.com" };
const char *const test_currencies[] = { "EUR", "USD", "JPY", "CHF", NULL };
static const char *const roles[] = { "employee", "reviewer", "admin" };
static const char *const merchants[] = { "Nero", "Deutsche Bahn", "Café & Söhne?", "東京駅",
                                         "\"A\\B" };

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

/* Adam decides that the company reckons in euros, and asks for no proofs. */
static void
set_policy (TestHistory *self)
{
  g_autoptr (DexFuture) future = test_settle (outlay_company_api_get_policy (self->api));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_auto (OutlayPolicy) policy = { 0 };
  OutlayPolicyInForce *before;

  g_assert_no_error (error);
  before = g_value_get_boxed (value);
  outlay_policy_copy (&before->policy, &policy);
  policy.proof_rule = OUTLAY_PROOF_NEVER;
  g_strlcpy (policy.home, TEST_HOME, sizeof policy.home);
  test_await (outlay_company_api_set_policy (self->api, &policy, before->etag));
}

/* Of a day a week, so that most are reached back for, and of none before the last 300 days; francs have no
 * rate at all. */
static void
import_rates (TestHistory *self)
{
  g_autofree char *path = g_build_filename (outlay_test_server_get_folder (self->server),
                                            "rates.csv", NULL);
  const char *arguments[] = { "rates",      "import",
                              "--database", outlay_test_server_get_database (self->server),
                              path,         NULL };
  g_autoptr (GString) csv = g_string_new ("Date,USD,JPY,\n");
  g_autofree char *output = NULL;
  int status;

  for (int i = 0; i < 300; i += 7)
    {
      g_autofree char *day = outlay_day_add (self->today, -i);

      g_string_append_printf (csv, "%s,1.%04d,1%02d.%02d,\n", day, g_test_rand_int_range (1, 9999),
                              g_test_rand_int_range (0, 99), g_test_rand_int_range (1, 99));
    }

  g_assert_true (g_file_set_contents (path, csv->str, -1, NULL));
  output = outlay_test_server_run_command (arguments, NULL, &status);
  g_test_message ("%s", output);
  g_assert_cmpint (status, ==, 0);
}

void
test_history_set_up (TestHistory *self, gconstpointer data)
{
  self->today = outlay_day_today ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->server = outlay_test_server_new ();
  import_rates (self);
  for (guint i = 0; i < TEST_N_PEOPLE; i++)
    {
      outlay_test_server_add_user (self->server, "Acme", test_emails[i], test_emails[i], roles[i]);
      self->tokens[i] = outlay_test_server_sign_in (self->server, test_emails[i]);
      self->desks[i] = test_desk_new (self->server, test_emails[i]);
    }
  self->api = outlay_api_new (self->desks[TEST_ADAM]->session);
  set_policy (self);
}

void
test_history_tear_down (TestHistory *self, gconstpointer data)
{
  outlay_api_close (self->api);
  g_clear_object (&self->api);
  for (guint i = 0; i < TEST_N_PEOPLE; i++)
    {
      g_clear_pointer (&self->desks[i], test_desk_free);
      g_free (self->tokens[i]);
    }
  g_clear_pointer (&self->server, outlay_test_server_free);
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->decided);
  g_free (self->today);
}

/* --- what people do --------------------------------------------------------------------------- */

/* (nullable): some have none */
static const char *
pick_category (TestDesk *desk)
{
  GListModel *store = G_LIST_MODEL (outlay_workspace_get_category_store (desk->workspace));
  int n = g_test_rand_int_range (0, (int) g_list_model_get_n_items (store) + 1);
  g_autoptr (OutlayCategory) category = g_list_model_get_item (store, (guint) n);

  return category != NULL ? outlay_category_get_id (category) : NULL;
}

char *
test_history_pick_day (TestHistory *self)
{
  int most = g_test_rand_bit () ? TEST_DAYS_BACK : 40;

  return outlay_day_add (self->today, -g_test_rand_int_range (0, most));
}

static void
fill (TestHistory *self, TestDesk *desk, OutlayExpenseDraft *draft)
{
  const char
      *currency = test_currencies[g_test_rand_int_range (0, G_N_ELEMENTS (test_currencies) - 1)];
  g_autofree char *day = test_history_pick_day (self);
  g_autofree char *amount = g_strdup_printf ("%d", g_test_rand_int_range (1, 5000));
  g_autofree char *cents = g_strdup_printf ("%s.%02d", amount, g_test_rand_int_range (0, 100));

  g_object_set (draft, "currency", currency, "day", day, "merchant", PICK (merchants),
                "amount-text", g_str_equal (currency, "JPY") ? amount : cents, "category",
                pick_category (desk), NULL);
}

static void
file_one (TestHistory *self, TestDesk *desk)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new (TEST_HOME, self->today);
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (desk->workspace);

  fill (self, desk, draft);
  g_ptr_array_add (self->ids, test_await_string (outlay_expense_store_save (store, draft)));
}

/* Another day, amount, currency, category and merchant. */
static void
change_one (TestHistory *self, TestDesk *desk, OutlayExpense *expense)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);

  fill (self, desk, draft);
  test_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (desk->workspace), draft));
}

/* What lacks a category, say, is refused here, and stays as it is. */
static void
act (TestDesk *desk, const char *id, OutlayAction action)
{
  g_autoptr (OutlayExpense) shown = test_desk_get (desk, id);
  const char *reason = outlay_action_needs_reason (action) ? "the wrong category" : NULL;
  g_autoptr (DexFuture) future = test_settle (outlay_expense_store_act (
      outlay_workspace_get_expense_store (desk->workspace), shown, action, reason));
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (error != NULL)
    g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
}

/* Any of the actions that are offered; FALSE where there are none. */
static gboolean
pick_action (TestDesk *desk, OutlayExpense *expense, gboolean is_owner, OutlayAction *action)
{
  guint n_reuploads = OUTLAY_MAX_REUPLOADS - outlay_expense_get_reuploads_left (expense);
  OutlayRole role = outlay_account_get_role (desk->account);
  OutlayState state = outlay_expense_get_state (expense);
  OutlayAction offered[OUTLAY_N_ACTIONS];
  int n = 0;

  for (guint i = 0; i < OUTLAY_N_ACTIONS; i++)
    if (outlay_workflow_offers (state, (OutlayAction) i, role, is_owner, n_reuploads))
      offered[n++] = (OutlayAction) i;
  if (n == 0)
    return FALSE;

  *action = offered[g_test_rand_int_range (0, n)];
  return TRUE;
}

static void
treat (TestHistory *self, TestDesk *desk, OutlayExpense *expense)
{
  const char *id = outlay_expense_get_id (expense);
  gboolean is_owner = g_str_equal (outlay_expense_get_owner_id (expense),
                                   outlay_account_get_user_id (desk->account));
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (desk->workspace);
  OutlayState state = outlay_expense_get_state (expense);
  OutlayAction action;

  /* A rejection after two re-uploads is final. */
  if (state == OUTLAY_STATE_REJECTED && outlay_expense_get_reuploads_left (expense) == 0)
    return;
  if (is_owner && outlay_state_is_editable (state) && g_test_rand_int_range (0, 4) == 0)
    {
      change_one (self, desk, expense);
      return;
    }
  if (is_owner && state == OUTLAY_STATE_DRAFT && !g_hash_table_contains (self->known, id) &&
      g_test_rand_int_range (0, 12) == 0)
    {
      test_await (outlay_expense_store_delete (store, id));
      return;
    }
  if (!pick_action (desk, expense, is_owner, &action) ||
      (action == OUTLAY_ACTION_WITHDRAW && g_test_rand_int_range (0, 4) != 0) ||
      (!is_owner && !g_hash_table_add (self->decided, g_strdup (id))))
    return;

  if (action == OUTLAY_ACTION_RESUBMIT)
    test_desk_prove_anew (desk, id);
  g_hash_table_add (self->known, g_strdup (id));
  act (desk, id, action);
}

static void
take_turn (TestHistory *self, TestDesk *desk)
{
  g_hash_table_remove_all (self->decided);
  test_desk_sync (desk);
  for (int i = 0; i < N_FILED; i++)
    file_one (self, desk);
  for (int i = 0; i < N_TRIES; i++)
    {
      const char *id = self->ids->pdata[g_test_rand_int_range (0, (int) self->ids->len)];
      g_autoptr (OutlayExpense) expense = test_desk_get (desk, id);

      if (expense != NULL)
        treat (self, desk, expense);
    }
  test_desk_sync_until_done (desk);
}

/* One's own, and Adam the company's as well. */
static void
set_budget (TestHistory *self, TestDesk *desk)
{
  OutlayBudgetStore *store = outlay_workspace_get_budget_store (desk->workspace);
  OutlayBudget budget = { .limit = { g_test_rand_int_range (1, 500000), "" } };
  const char *category = pick_category (desk);

  g_strlcpy (budget.limit.currency, g_test_rand_bit () ? TEST_HOME : "USD",
             sizeof budget.limit.currency);
  g_strlcpy (budget.category, category != NULL ? category : "", sizeof budget.category);
  if (desk == self->desks[TEST_ADAM] && g_test_rand_bit ())
    test_await (outlay_budget_store_set_company (store, &budget));
  else
    test_await (outlay_budget_store_set (store, &budget));
}

/* Adam gives all of a category to another one. */
static void
move_category (TestHistory *self)
{
  GListModel *store = G_LIST_MODEL (
      outlay_workspace_get_category_store (self->desks[TEST_ADAM]->workspace));
  int n = (int) g_list_model_get_n_items (store);
  int from = g_test_rand_int_range (0, n);
  int to = (from + g_test_rand_int_range (1, n)) % n;
  g_autoptr (OutlayCategory) old = g_list_model_get_item (store, (guint) from);
  g_autoptr (OutlayCategory) new = g_list_model_get_item (store, (guint) to);

  test_await (outlay_category_api_move (self->api, outlay_category_get_id (old),
                                        outlay_category_get_id (new), NULL, NULL, NULL, NULL));
}

static void
sync_all (TestHistory *self)
{
  for (guint i = 0; i < TEST_N_PEOPLE; i++)
    test_desk_sync_until_done (self->desks[i]);
}

void
test_history_go_on (TestHistory *self, gboolean moves_category)
{
  for (guint who = 0; who < TEST_N_PEOPLE; who++)
    {
      take_turn (self, self->desks[who]);
      set_budget (self, self->desks[who]);
      set_budget (self, self->desks[who]);
    }
  sync_all (self);
  if (moves_category)
    move_category (self);
  sync_all (self);
}
