/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "client/ledger/outlay-expense-keys.h"
#include "core/outlay-uuid.h"
#include "test-ledger.h"

/* A mirror of a list that knows nothing but what items_changed() told it. */
typedef struct
{
  GListModel *model;
  GPtrArray *rows; /* of OutlayExpense */
  guint n_signals;
} Mirror;

static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Mirror *mirror = data;

  g_assert_cmpuint (position + removed, <=, mirror->rows->len);
  mirror->n_signals++;
  if (removed > 0)
    g_ptr_array_remove_range (mirror->rows, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->rows, (int) (position + i),
                        g_list_model_get_item (model, position + i));
}

static void
mirror_start (Mirror *mirror, GListModel *model)
{
  mirror->model = model;
  mirror->n_signals = 0;
  mirror->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (mirror->rows, g_list_model_get_item (model, i));
  g_signal_connect (model, "items-changed", G_CALLBACK (mirror_cb), mirror);
}

static void
mirror_stop (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_ptr_array_unref (mirror->rows);
}

/* What the list should be, the slow way: every row there is, filtered and sorted here. */
static gboolean
is_wanted (OutlayExpense *expense, const OutlayExpenseFilter *filter)
{
  gboolean is_mine = g_str_equal (outlay_expense_get_owner_id (expense), TEST_USER);
  OutlayState state = outlay_expense_get_state (expense);
  OutlayScope scope = is_mine                           ? OUTLAY_SCOPE_MINE
                      : state == OUTLAY_STATE_SUBMITTED ? OUTLAY_SCOPE_WAITING
                                                        : OUTLAY_SCOPE_DECIDED;

  if (scope != filter->scope || (!is_mine && state == OUTLAY_STATE_DRAFT))
    return FALSE;
  if (filter->states != 0 && (filter->states & (1u << state)) == 0)
    return FALSE;
  if (filter->category != NULL &&
      g_strcmp0 (filter->category, outlay_expense_get_category (expense)) != 0)
    return FALSE;

  return filter->text == NULL ||
         strstr (outlay_expense_get_merchant (expense), filter->text) != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  OutlayExpense *left = *(OutlayExpense *const *) a;
  OutlayExpense *right = *(OutlayExpense *const *) b;
  GHashTable *numbers = data;
  int order;

  if (!g_str_equal (outlay_expense_get_owner_id (left), TEST_USER) &&
      outlay_expense_get_state (left) == OUTLAY_STATE_SUBMITTED)
    order = g_strcmp0 (outlay_expense_get_updated_at (left), outlay_expense_get_updated_at (right));
  else
    order = g_strcmp0 (outlay_expense_get_day (right), outlay_expense_get_day (left));

  if (order == 0)
    order = GPOINTER_TO_INT (g_hash_table_lookup (numbers, outlay_expense_get_id (right))) -
            GPOINTER_TO_INT (g_hash_table_lookup (numbers, outlay_expense_get_id (left)));

  return order;
}

static void
check_list (GListModel *list,
            Mirror *mirror,
            GHashTable *world,
            GHashTable *numbers,
            const OutlayExpenseFilter *filter)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, world);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (is_wanted (value, filter))
        g_ptr_array_add (wanted, value);
    }
  g_ptr_array_sort_with_data (wanted, compare_rows, numbers);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, wanted->len);
  g_assert_cmpuint (mirror->rows->len, ==, wanted->len);
  for (guint i = 0; i < wanted->len; i++)
    {
      OutlayExpense *expected = wanted->pdata[i];
      g_autoptr (OutlayExpense) item = g_list_model_get_item (list, i);
      OutlayExpense *mirrored = mirror->rows->pdata[i];

      g_assert_cmpstr (outlay_expense_get_id (item), ==, outlay_expense_get_id (expected));
      g_assert_cmpstr (outlay_expense_get_merchant (item), ==,
                       outlay_expense_get_merchant (expected));
      /* A row that changed where it stands must have been told of, too. */
      g_assert_cmpstr (outlay_expense_get_id (mirrored), ==, outlay_expense_get_id (expected));
      g_assert_cmpint (outlay_expense_get_revision (mirrored), ==,
                       outlay_expense_get_revision (expected));
    }
}

static const char *const merchants[] = { "Nero", "Bahn", "Hotel Post", "Nero Due", "Kiosk" };

static OutlayExpense *
draw_expense (const char *id, gint64 revision)
{
  const char *owner = g_test_rand_int_range (0, 3) == 0 ? TEST_OTHER : TEST_USER;
  OutlayExpenseInit init = test_company_expense (
      id, owner, (OutlayState) g_test_rand_int_range (0, OUTLAY_N_STATES), revision);
  g_autofree char *day = g_strdup_printf ("2026-%02d-%02d", g_test_rand_int_range (1, 13),
                                          g_test_rand_int_range (1, 6));
  g_autofree char *at = g_strdup_printf ("2026-11-%02dT10:00:00.%03dZ",
                                         g_test_rand_int_range (1, 28),
                                         g_test_rand_int_range (0, 1000));

  init.merchant = merchants[g_test_rand_int_range (0, G_N_ELEMENTS (merchants))];
  /* One that is rare enough to be looked up row by row. */
  if (g_test_rand_int_range (0, 40) == 0)
    init.merchant = "Zanzibar";
  init.day = day;
  init.updated_at = at;
  init.category = g_test_rand_int_range (0, 2) == 0 ? TEST_CATEGORY : NULL;
  init.amount.minor = g_test_rand_int_range (1, 10000);

  return outlay_expense_new (&init);
}

/* The company changes a few rows at random; ids keep their owner, as they do in truth. */
static void
change_world (TestLedger *ledger, GHashTable *world, GHashTable *numbers)
{
  OutlayPage *page = outlay_page_new ();
  int n_changes = g_test_rand_int_range (1, 40);

  for (int i = 0; i < n_changes; i++)
    {
      g_autofree char *id = g_strdup_printf ("018f0000-0000-7000-8000-%012d",
                                             g_test_rand_int_range (0, 400));
      OutlayExpense *known = g_hash_table_lookup (world, id);

      if (known != NULL && g_test_rand_int_range (0, 5) == 0)
        {
          outlay_page_add (page, OUTLAY_CHANGE_EXPENSE_GONE, id, NULL);
          g_hash_table_remove (world, id);
        }
      else
        {
          OutlayExpense *expense = draw_expense (
              id, known != NULL ? outlay_expense_get_revision (known) + 1 : 1);
          const OutlayMoney *amount = outlay_expense_get_amount (expense);

          outlay_page_add_expense (page, &(OutlayExpenseInit) {
                                             .id = id,
                                             .owner_id = outlay_expense_get_owner_id (expense),
                                             .owner_name = outlay_expense_get_owner_name (expense),
                                             .merchant = outlay_expense_get_merchant (expense),
                                             .amount = *amount,
                                             .day = outlay_expense_get_day (expense),
                                             .category = outlay_expense_get_category (expense),
                                             .state = outlay_expense_get_state (expense),
                                             .revision = outlay_expense_get_revision (expense),
                                             .updated_at = outlay_expense_get_updated_at (expense),
                                         });
          g_hash_table_insert (world, g_strdup (id), expense);
          if (known == NULL)
            g_hash_table_insert (
                numbers, g_strdup (id),
                GINT_TO_POINTER (1 + GPOINTER_TO_INT (g_hash_table_lookup (numbers, "next"))));
          if (known == NULL)
            g_hash_table_insert (
                numbers, g_strdup ("next"),
                GINT_TO_POINTER (1 + GPOINTER_TO_INT (g_hash_table_lookup (numbers, "next"))));
        }
    }

  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), NULL));
  test_ledger_settle (ledger);
}

static const OutlayExpenseFilter filters[] = {
  { .scope = OUTLAY_SCOPE_MINE },
  { .scope = OUTLAY_SCOPE_WAITING },
  { .scope = OUTLAY_SCOPE_DECIDED },
  { .scope = OUTLAY_SCOPE_MINE, .states = 1 << OUTLAY_STATE_REJECTED },
  { .scope = OUTLAY_SCOPE_MINE, .states = 1 << OUTLAY_STATE_DRAFT | 1 << OUTLAY_STATE_APPROVED },
  { .scope = OUTLAY_SCOPE_MINE, .category = TEST_CATEGORY },
  { .scope = OUTLAY_SCOPE_MINE, .category = TEST_CATEGORY, .states = 1 << OUTLAY_STATE_SUBMITTED },
  { .scope = OUTLAY_SCOPE_MINE, .text = "Nero" },
  { .scope = OUTLAY_SCOPE_MINE, .text = "Zanzibar" },
  { .scope = OUTLAY_SCOPE_MINE, .text = "Zanzibar", .category = TEST_CATEGORY },
  { .scope = OUTLAY_SCOPE_MINE, .text = "Hotel", .states = 1 << OUTLAY_STATE_SUBMITTED },
};

static void
test_follows_like_a_naive_model (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  g_autoptr (GHashTable)
      world = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  OutlayExpenseList *lists[G_N_ELEMENTS (filters)];
  Mirror mirrors[G_N_ELEMENTS (filters)];
  g_autoptr (OutlayExpenseList) roaming = outlay_expense_store_list (ledger->store, &filters[0]);
  Mirror roaming_mirror;

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      lists[i] = outlay_expense_store_list (ledger->store, &filters[i]);
      mirror_start (&mirrors[i], G_LIST_MODEL (lists[i]));
    }
  mirror_start (&roaming_mirror, G_LIST_MODEL (roaming));

  for (int round = 0; round < 60; round++)
    {
      const OutlayExpenseFilter
          *filter = &filters[g_test_rand_int_range (0, G_N_ELEMENTS (filters))];

      outlay_expense_list_set_filter (roaming, filter);
      if (g_test_rand_bit ())
        test_ledger_settle (ledger);
      change_world (ledger, world, numbers);

      for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
        check_list (G_LIST_MODEL (lists[i]), &mirrors[i], world, numbers, &filters[i]);
      check_list (G_LIST_MODEL (roaming), &roaming_mirror, world, numbers, filter);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      mirror_stop (&mirrors[i]);
      g_object_unref (lists[i]);
    }
  mirror_stop (&roaming_mirror);
}

static void
test_tells_the_smallest_range (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayExpenseList) list = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  g_autoptr (OutlayExpense) middle = NULL;
  g_autofree char *id = NULL;
  Mirror mirror;

  for (int day = 1; day <= 20; day++)
    {
      g_autofree char *text = g_strdup_printf ("2026-11-%02d", day);
      g_autofree char *saved = test_ledger_save (ledger, "Nero", "4.20", text);

      if (day == 10)
        id = g_steal_pointer (&saved);
    }

  list = outlay_expense_store_list (ledger->store, &filters[0]);
  mirror_start (&mirror, G_LIST_MODEL (list));

  middle = test_ledger_get (ledger, id);
  draft = outlay_expense_draft_new_for (middle);
  g_object_set (draft, "note", "with a friend", NULL);
  test_await (outlay_expense_store_save (ledger->store, draft));

  g_assert_cmpuint (mirror.n_signals, ==, 1);
  g_assert_cmpstr (outlay_expense_get_note (mirror.rows->pdata[10]), ==, "with a friend");
  mirror_stop (&mirror);
}

/* Larger than what is read at once: shown in part at first, whole soon after, and quiet when the
 * workspace closes in the middle of it. */
static void
test_reads_a_long_one (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (OutlayExpenseList) list = NULL;
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");
  OutlayPage *page = outlay_page_new ();
  Mirror mirror;

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *id = g_strdup_printf ("018f0000-0000-7000-8000-%012d", i);
      OutlayExpenseInit init = test_company_expense (id, TEST_USER, OUTLAY_STATE_DRAFT, 1);

      outlay_page_add_expense (page, &init);
    }
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), NULL));

  list = outlay_expense_store_list (ledger->store, &filters[0]);
  mirror_start (&mirror, G_LIST_MODEL (list));
  g_assert_cmpuint (mirror.rows->len, >, 50);
  test_ledger_settle (ledger);
  g_assert_cmpuint (mirror.rows->len, ==, 2000);
  g_assert_cmpuint (mirror.n_signals, ==, 1);

  dex_future_disown (outlay_expense_store_save (ledger->store, draft));
  outlay_workspace_close (ledger->workspace);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2000);
  mirror_stop (&mirror);
}

static void
check_month (OutlayExpenseList *list,
             guint position,
             const char *month,
             guint start,
             guint end,
             gint64 minor)
{
  g_autofree char *found = outlay_expense_list_dup_month (list, position);
  g_autoptr (GPtrArray) sums = outlay_expense_list_sum_of_month (list, position);
  guint found_start;
  guint found_end;

  outlay_expense_list_get_month (list, position, &found_start, &found_end);
  g_assert_cmpstr (found, ==, month);
  g_assert_cmpuint (found_start, ==, start);
  g_assert_cmpuint (found_end, ==, end);
  g_assert_cmpuint (sums->len, ==, 1);
  g_assert_cmpint (((OutlayMoney *) sums->pdata[0])->minor, ==, minor);
}

static void
test_knows_months (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (OutlayExpenseList) list = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_autofree char *a = test_ledger_save (ledger, "Nero", "1.00", "2026-11-20");
  g_autofree char *b = test_ledger_save (ledger, "Bahn", "2.00", "2026-11-01");
  g_autofree char *c = test_ledger_save (ledger, "Nero", "4.00", "2026-10-31");
  g_autofree char *d = test_ledger_save (ledger, "Nero", "8.00", "2025-10-31");
  g_autoptr (OutlayExpenseDraft) foreign = outlay_expense_draft_new ("JPY", "2026-10-01");

  list = outlay_expense_store_list (ledger->store, &filters[0]);
  check_month (list, 0, "2026-11", 0, 2, 300);
  check_month (list, 1, "2026-11", 0, 2, 300);
  check_month (list, 2, "2026-10", 2, 3, 400);
  check_month (list, 3, "2025-10", 3, 4, 800);

  /* A search has sums of what it found. */
  outlay_expense_list_set_filter (
      list, &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_MINE, .text = "nero" });
  test_ledger_settle (ledger);
  check_month (list, 0, "2026-11", 0, 1, 100);

  outlay_expense_list_set_filter (list, &filters[0]);
  g_object_set (foreign, "merchant", "Kiosk", "amount-text", "900", NULL);
  test_await (outlay_expense_store_save (ledger->store, foreign));
  sums = outlay_expense_list_sum_of_month (list, 2);
  g_assert_cmpuint (sums->len, ==, 2);
  g_assert_cmpstr (((OutlayMoney *) sums->pdata[0])->currency, ==, "JPY");
  g_assert_cmpstr (((OutlayMoney *) sums->pdata[1])->currency, ==, "EUR");
}

static const struct
{
  const char *typed;
  const char *found; /* merchants, in order */
} searches[] = {
  { "cafe", "Café Zoë" },
  { "CAFÉ zo", "Café Zoë" },
  { "zoe", "Café Zoë" },
  { "12,50", "Café Zoë" },
  { "12.5", "Café Zoë" },
  { "€12.50", "Café Zoë" },
  { "1.234,56", "Grand Hotel" },
  { "1234.56", "Grand Hotel" },
  { "1'234", "Grand Hotel" },
  { "coca-cola", "Coca-Cola 0,5" },
  { "breakfast", "Grand Hotel" },
  { "hotel cafe", "" },
  { "\"", NULL },
  { "AND", "" },
  { "%", NULL },
  { "gr ho", "Grand Hotel" },
  { "900", "Kiosk" },
};

static void
test_finds_words_and_amounts (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *a = test_ledger_save (ledger, "Café Zoë", "12.50", "2026-11-20");
  g_autofree char *b = test_ledger_save (ledger, "Coca-Cola 0,5", "3.00", "2026-11-18");
  g_autoptr (OutlayExpenseDraft) hotel = outlay_expense_draft_new ("EUR", "2026-11-19");
  g_autoptr (OutlayExpenseDraft) kiosk = outlay_expense_draft_new ("JPY", "2026-10-01");
  g_autoptr (OutlayExpenseList) list = outlay_expense_store_list (ledger->store, &filters[0]);

  g_object_set (hotel, "merchant", "Grand Hotel", "amount-text", "1234.56", "note",
                "with breakfast", NULL);
  test_await (outlay_expense_store_save (ledger->store, hotel));
  g_object_set (kiosk, "merchant", "Kiosk", "amount-text", "900", NULL);
  test_await (outlay_expense_store_save (ledger->store, kiosk));

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);

      outlay_expense_list_set_filter (
          list, &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_MINE, .text = searches[i].typed });
      test_ledger_settle (ledger);
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (list)); j++)
        {
          g_autoptr (OutlayExpense) item = g_list_model_get_item (G_LIST_MODEL (list), j);

          g_string_append_printf (found, "%s%s", j > 0 ? ", " : "",
                                  outlay_expense_get_merchant (item));
        }

      /* Nothing to search by finds everything. */
      if (searches[i].found == NULL)
        g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
      else
        g_assert_cmpstr (found->str, ==, searches[i].found);
    }
}

/* Typed text is never taken for the search engine's own language, whatever it is. */
static void
test_searches_anything (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autofree char *id = test_ledger_save (ledger, "Nero", "12.50", "2026-11-20");
  g_autoptr (OutlayExpenseList) list = outlay_expense_store_list (ledger->store, &filters[0]);
  static const char *const pieces[] = { "\"", "*", "(", ")",  "AND", "OR",  "NOT", "NEAR",
                                        "^",  ":", "-", "12", ",",   ".",   "é",   "merchant",
                                        "+",  "{", " ", "\n", "'",   "\xff" };

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);

      for (int i = g_test_rand_int_range (0, 8); i > 0; i--)
        g_string_append (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      /* A refused query would warn, and a warning fails the test. */
      outlay_expense_list_set_filter (
          list, &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_MINE, .text = typed->str });
      test_ledger_settle (ledger);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/client/expense-list/follows-like-a-naive-model",
                   test_follows_like_a_naive_model);
  g_test_add_func ("/client/expense-list/tells-the-smallest-range", test_tells_the_smallest_range);
  g_test_add_func ("/client/expense-list/reads-a-long-one", test_reads_a_long_one);
  g_test_add_func ("/client/expense-list/knows-months", test_knows_months);
  g_test_add_func ("/client/expense-list/finds-words-and-amounts", test_finds_words_and_amounts);
  g_test_add_func ("/client/expense-list/searches-anything", test_searches_anything);

  return g_test_run ();
}
