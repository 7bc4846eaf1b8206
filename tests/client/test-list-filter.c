/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "client/ledger/outlay-expense-keys.h"
#include "client/ledger/outlay-search-text.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "test-ledger.h"

/* Lists by anything a filter can ask for, against the slow way: each row looked at here. */

#define N_ROWS 400
#define N_FILTERS 300
#define TODAY "2026-11-20"
#define MEALS "018f0000-0000-7000-8000-0000000000c2"
#define TRAVEL TEST_CATEGORY
#define BO "018f0000-0000-7000-8000-000000000003"

static const char *const merchants[] = { "Nero", "Café Nero",       "Deutsche Bahn",
                                         "—",    "Hotel \"Adlon\"", "NERO" };
static const char *const currencies[] = { "EUR", "EUR", "USD", "JPY" };
static const char *const categories[] = { TRAVEL, MEALS, "" };
static const char *const owners[] = { TEST_USER, TEST_USER, TEST_OTHER, BO };
static const char *const texts[] = { "nero",     "cafe",  "trav", "meals nero", "grac", "bo nero",
                                     "bah trav", "ödlon", "adl",  "nobody",     "ra" };

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

typedef struct
{
  TestLedger *ledger;
  GPtrArray *rows; /* of OutlayExpense */
} World;

static const char *
name_of (const char *owner)
{
  return g_str_equal (owner, TEST_USER) ? "Ada"
         : g_str_equal (owner, BO)      ? "Bo Öst"
                                        : "Grace Hopper";
}

static void
add_row (World *world, OutlayPage *page)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *day = outlay_day_add (TODAY, -g_test_rand_int_range (0, 200));
  g_autofree char *at = g_strdup_printf ("2026-11-%02dT10:00:00.000Z",
                                         g_test_rand_int_range (1, 21));
  const char *owner = PICK (owners);
  gboolean is_mine = g_str_equal (owner, TEST_USER);
  OutlayExpenseInit init = test_company_expense (
      id, owner, (OutlayState) g_test_rand_int_range (is_mine ? 0 : 1, OUTLAY_N_STATES), 1);

  init.owner_name = name_of (owner);
  init.merchant = PICK (merchants);
  init.amount.minor = g_test_rand_int_range (1, 50);
  g_strlcpy (init.amount.currency, PICK (currencies), sizeof init.amount.currency);
  init.category = PICK (categories);
  init.day = is_mine && g_test_rand_int_range (0, 20) == 0 ? "" : day;
  init.updated_at = at;
  /* What a draft comes to is computed here, and here are no rates. */
  if (init.state != OUTLAY_STATE_DRAFT && g_test_rand_bit () && init.amount.currency[0] != 'E')
    {
      init.converted = (OutlayMoney) { g_test_rand_int_range (1, 50), "EUR" };
      init.rate = "0.9";
      init.rate_day = "2026-11-18";
    }

  g_ptr_array_add (world->rows, outlay_expense_new (&init));
  outlay_page_add_expense (page, &init);
}

static void
add_category (OutlayPage *page, const char *id, const char *name)
{
  g_autoptr (OutlayCategory) category = outlay_category_new (id, name, "", "blue", FALSE);

  outlay_page_add_category (page, category);
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  OutlayPage *page = outlay_page_new ();

  world->ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  world->rows = g_ptr_array_new_with_free_func (g_object_unref);
  add_category (page, TRAVEL, "Travel");
  add_category (page, MEALS, "Warm Méals");
  for (int i = 0; i < N_ROWS; i++)
    add_row (world, page);
  test_await (
      outlay_page_apply (page, outlay_workspace_get_database (world->ledger->workspace), "1"));

  return world;
}

static void
world_free (World *world)
{
  test_ledger_free (world->ledger);
  g_ptr_array_unref (world->rows);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* --- the slow way ----------------------------------------------------------------------------- */

static gboolean
is_in_scope (OutlayExpense *row, OutlayScope scope)
{
  gboolean is_mine = g_str_equal (outlay_expense_get_owner_id (row), TEST_USER);
  gboolean is_waiting = outlay_expense_get_state (row) == OUTLAY_STATE_SUBMITTED;

  switch (scope)
    {
    case OUTLAY_SCOPE_MINE:
      return is_mine;
    case OUTLAY_SCOPE_WAITING:
      return !is_mine && is_waiting;
    case OUTLAY_SCOPE_DECIDED:
      return !is_mine && !is_waiting;
    case OUTLAY_SCOPE_OTHERS:
      return !is_mine;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
has_word (const char *text, const char *word)
{
  g_autofree char *folded = outlay_search_text_fold (text);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean is_start = p == folded ||
                          !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p)));

      if (is_start && g_str_has_prefix (p, word))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_text (OutlayExpense *row, const char *text, OutlayScope scope)
{
  g_autofree char *folded = outlay_search_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  const char *category = outlay_expense_get_category (row);
  const char *name = category == NULL                 ? ""
                     : g_str_equal (category, TRAVEL) ? "Travel"
                                                      : "Warm Méals";

  for (gsize i = 0; words[i] != NULL; i++)
    if (!has_word (outlay_expense_get_merchant (row), words[i]) && !has_word (name, words[i]) &&
        (scope == OUTLAY_SCOPE_MINE || !has_word (outlay_expense_get_owner_name (row), words[i])))
      return FALSE;

  return TRUE;
}

static gboolean
is_in_currency (OutlayExpense *row, const char *currency)
{
  const OutlayMoney *converted = outlay_expense_get_converted (row);

  return g_str_equal (outlay_expense_get_amount (row)->currency, currency) ||
         (converted != NULL && g_str_equal (converted->currency, currency));
}

static gboolean
has_amount (OutlayExpense *row, const OutlayExpenseFilter *filter)
{
  const OutlayMoney *amount = outlay_expense_get_amount (row);

  return filter->currency == NULL || (g_str_equal (amount->currency, filter->currency) &&
                                      (filter->min == 0 || amount->minor >= filter->min) &&
                                      (filter->max == 0 || amount->minor <= filter->max));
}

static gboolean
is_wanted (OutlayExpense *row, const OutlayExpenseFilter *filter)
{
  const char *category = outlay_expense_get_category (row);
  const char *day = outlay_expense_get_day (row);
  gboolean has_days = filter->from != NULL || filter->until != NULL;

  return is_in_scope (row, filter->scope) &&
         (filter->states == 0 || (filter->states & (1u << outlay_expense_get_state (row))) != 0) &&
         (filter->category == NULL ||
          g_str_equal (filter->category, category != NULL ? category : "")) &&
         (!has_days || *day != '\0') && (filter->from == NULL || strcmp (day, filter->from) >= 0) &&
         (filter->until == NULL || strcmp (day, filter->until) < 0) && has_amount (row, filter) &&
         (filter->in_currency == NULL || is_in_currency (row, filter->in_currency)) &&
         (filter->not_in_currency == NULL || !is_in_currency (row, filter->not_in_currency)) &&
         (filter->merchant == NULL ||
          g_str_equal (filter->merchant, outlay_expense_get_merchant (row))) &&
         (filter->owner == NULL ||
          g_str_equal (filter->owner, outlay_expense_get_owner_id (row))) &&
         (filter->text == NULL || has_text (row, filter->text, filter->scope));
}

/* --- random filters --------------------------------------------------------------------------- */

static gboolean
is_chance (int one_in)
{
  return g_test_rand_int_range (0, one_in) == 0;
}

/* @from, @until: (out): texts that the filter borrows */
static OutlayExpenseFilter
make_filter (char **from, char **until)
{
  OutlayExpenseFilter filter = { .scope = (OutlayScope) g_test_rand_int_range (0, 4) };

  *from = is_chance (3) ? outlay_day_add (TODAY, -g_test_rand_int_range (0, 200)) : NULL;
  *until = is_chance (3) ? outlay_day_add (TODAY, -g_test_rand_int_range (0, 200)) : NULL;
  filter.from = *from;
  filter.until = *until;
  if (is_chance (3))
    filter.states = (guint) g_test_rand_int_range (1, 32);
  if (is_chance (4))
    filter.category = PICK (categories);
  if (is_chance (4))
    filter.merchant = PICK (merchants);
  if (is_chance (5))
    filter.owner = PICK (owners);
  if (is_chance (4))
    filter.text = PICK (texts);
  if (is_chance (4))
    filter.currency = PICK (currencies);
  if (filter.currency != NULL && is_chance (2))
    filter.min = g_test_rand_int_range (1, 50);
  if (filter.currency != NULL && is_chance (2))
    filter.max = g_test_rand_int_range (1, 50);
  if (is_chance (5))
    filter.in_currency = PICK (currencies);
  else if (is_chance (6))
    filter.not_in_currency = PICK (currencies);

  return filter;
}

/* --- what must hold --------------------------------------------------------------------------- */

static void
add_money (GHashTable *sums, OutlayExpense *row, const OutlayExpenseFilter *filter)
{
  const OutlayMoney *amount = outlay_expense_get_amount (row);
  gint64 *sum;

  if (filter->in_currency != NULL && !g_str_equal (amount->currency, filter->in_currency))
    amount = outlay_expense_get_converted (row);

  sum = g_hash_table_lookup (sums, amount->currency);
  if (sum == NULL)
    {
      sum = g_new0 (gint64, 1);
      g_hash_table_insert (sums, g_strdup (amount->currency), sum);
    }
  *sum += amount->minor;
}

/* The heading of the month that begins at @start says what its rows come to. */
static void
assert_month (OutlayExpenseList *list, guint start, guint end, const OutlayExpenseFilter *filter)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) sums = outlay_expense_list_sum_of_month (list, start);

  for (guint i = start; i < end; i++)
    {
      g_autoptr (OutlayExpense) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      add_money (wanted, row, filter);
    }

  g_assert_cmpuint (sums->len, ==, g_hash_table_size (wanted));
  for (guint i = 0; i < sums->len; i++)
    {
      const OutlayMoney *sum = g_ptr_array_index (sums, i);
      gint64 *minor = g_hash_table_lookup (wanted, sum->currency);

      g_assert_nonnull (minor);
      g_assert_cmpint (sum->minor, ==, *minor);
    }
}

static void
assert_order (OutlayExpense *earlier, OutlayExpense *later, OutlayScope scope)
{
  if (scope == OUTLAY_SCOPE_WAITING)
    g_assert_cmpstr (outlay_expense_get_updated_at (earlier), <=,
                     outlay_expense_get_updated_at (later));
  else
    g_assert_cmpstr (outlay_expense_get_day (earlier), >=, outlay_expense_get_day (later));
}

static void
assert_list (World *world, OutlayExpenseList *list, const OutlayExpenseFilter *filter)
{
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint n_wanted = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayExpense) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autoptr (OutlayExpense) next = g_list_model_get_item (G_LIST_MODEL (list), i + 1);

      g_assert_true (g_hash_table_add (listed, g_strdup (outlay_expense_get_id (row))));
      if (next != NULL)
        assert_order (row, next, filter->scope);
    }

  for (guint i = 0; i < world->rows->len; i++)
    {
      OutlayExpense *row = g_ptr_array_index (world->rows, i);

      if (is_wanted (row, filter))
        {
          n_wanted++;
          g_assert_true (g_hash_table_contains (listed, outlay_expense_get_id (row)));
        }
    }
  g_assert_cmpuint (n, ==, n_wanted);

  for (guint start = 0, end; start < n; start = end)
    {
      guint first;

      outlay_expense_list_get_month (list, start, &first, &end);
      g_assert_cmpuint (first, ==, start);
      assert_month (list, start, end, filter);
    }
}

static void
test_lists_what_is_wanted (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (OutlayExpenseList)
      list = outlay_expense_store_list (world->ledger->store, &(OutlayExpenseFilter) { 0 });

  for (int i = 0; i < N_FILTERS; i++)
    {
      g_autofree char *from = NULL;
      g_autofree char *until = NULL;
      OutlayExpenseFilter filter = make_filter (&from, &until);

      outlay_expense_list_set_filter (list, &filter);
      test_ledger_settle (world->ledger);
      assert_list (world, list, &filter);
    }
}

/* A word may begin the name of a category, or of a person where rows are others'. */
static void
test_finds_names (void)
{
  static const struct
  {
    const char *text;
    OutlayScope scope;
    gboolean is_found;
  } cases[] = {
    { "TRAVÉL", OUTLAY_SCOPE_MINE, TRUE },   { "meals", OUTLAY_SCOPE_MINE, TRUE },
    { "avel", OUTLAY_SCOPE_MINE, FALSE },    { "hopper", OUTLAY_SCOPE_MINE, FALSE },
    { "hopper", OUTLAY_SCOPE_OTHERS, TRUE }, { "ost", OUTLAY_SCOPE_WAITING, TRUE },
    { "ost", OUTLAY_SCOPE_DECIDED, TRUE },   { "grace trav", OUTLAY_SCOPE_DECIDED, TRUE },
    { "ada", OUTLAY_SCOPE_OTHERS, FALSE },
  };
  g_autoptr (World) world = world_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const OutlayExpenseFilter filter = { .scope = cases[i].scope, .text = cases[i].text };
      g_autoptr (OutlayExpenseList)
          list = outlay_expense_store_list (world->ledger->store, &filter);

      test_ledger_settle (world->ledger);
      assert_list (world, list, &filter);
      g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0, ==, cases[i].is_found);
    }
}

/* A long list that is no quick one comes whole, too. */
static void
test_reads_a_long_one (void)
{
  const OutlayExpenseFilter filter = { .in_currency = "EUR" };
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayPage *page = outlay_page_new ();
  g_autoptr (OutlayExpenseList) list = NULL;

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *id = outlay_uuid_new ();
      OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_APPROVED, 1);

      outlay_page_add_expense (page, &init);
    }
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), "1"));

  list = outlay_expense_store_list (ledger->store, &filter);
  test_ledger_settle (ledger);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1000);
}

/* Who types on does not wait for what was typed before. */
static void
test_abandons_what_is_not_wanted (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  OutlayPage *page = outlay_page_new ();
  g_autoptr (OutlayListQuery) query = outlay_list_query_new (&(OutlayExpenseFilter) { 0 });
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  OutlayConnection *reader;

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *id = outlay_uuid_new ();
      OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_APPROVED, 1);

      outlay_page_add_expense (page, &init);
    }
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), "1"));

  reader = outlay_database_get_reader (outlay_workspace_get_database (ledger->workspace));
  keys = outlay_expense_keys_read (reader, query, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 5000);
  outlay_list_query_abandon (query);
  g_assert_null (outlay_expense_keys_read (reader, query, -1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* However often the filter is another, the last one is what is shown. */
static void
test_shows_the_last_filter (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (OutlayExpenseList)
      list = outlay_expense_store_list (world->ledger->store, &(OutlayExpenseFilter) { 0 });

  for (int round = 0; round < 20; round++)
    {
      g_autofree char *from = NULL;
      g_autofree char *until = NULL;
      OutlayExpenseFilter filter;

      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          const OutlayExpenseFilter typed = { .scope = (OutlayScope) (round % 4),
                                              .text = texts[i] };

          outlay_expense_list_set_filter (list, &typed);
          if (g_test_rand_bit ())
            g_main_context_iteration (NULL, FALSE);
        }
      filter = make_filter (&from, &until);
      outlay_expense_list_set_filter (list, &filter);
      test_ledger_settle (world->ledger);
      assert_list (world, list, &filter);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/list-filter/lists-what-is-wanted", test_lists_what_is_wanted);
  g_test_add_func ("/client/list-filter/finds-names", test_finds_names);
  g_test_add_func ("/client/list-filter/reads-a-long-one", test_reads_a_long_one);
  g_test_add_func ("/client/list-filter/abandons-what-is-not-wanted",
                   test_abandons_what_is_not_wanted);
  g_test_add_func ("/client/list-filter/shows-the-last-filter", test_shows_the_last_filter);

  return g_test_run ();
}
