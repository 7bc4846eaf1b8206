/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#include "core/outlay-uuid.h"
#include "outlay-test-store.h"
#include "server/expenses/outlay-expense-line-check.h"
#include "server/expenses/outlay-expense-list.h"
#include "server/expenses/outlay-search-text.h"

#define N_EXPENSES 300
#define N_QUESTIONS 1500

/* What the naive model knows of an expense. */
typedef struct
{
  char *id;
  const OutlayIdentity *owner;
  OutlayState state;
  gint64 minor;
  char day[16];
  const char *category;
  const char *merchant;
} Known;

/* Of which one begins as another does, and has what JSON escapes. */
static const char *const merchants[] = { "Café Nero", "Café Nero \"Süd\"", "Hotel Zoë",
                                         "Nero & Söhne" };

static void
add_random (OutlayTestStore *store, GArray *known)
{
  const OutlayIdentity *owners[] = { &store->ada, &store->ben, &store->rita };
  const char *categories[] = { store->travel, store->meals, NULL };
  Known one = {
    .owner = owners[g_test_rand_int_range (0, 3)],
    .minor = g_test_rand_int_range (0, 40) * 100,
    .category = categories[g_test_rand_int_range (0, 3)],
    .merchant = merchants[g_test_rand_int_range (0, G_N_ELEMENTS (merchants))],
    .state = OUTLAY_STATE_DRAFT,
  };

  if (g_test_rand_int_range (0, 10) > 0)
    g_snprintf (one.day, sizeof one.day, "2026-%02d-%02d", g_test_rand_int_range (1, 4),
                g_test_rand_int_range (1, 20));
  one.id = outlay_test_store_add_expense (store, one.owner, one.merchant, one.minor, one.day,
                                          one.category);

  if (g_test_rand_int_range (0, 4) > 0)
    {
      one.state = OUTLAY_STATE_SUBMITTED;
      outlay_test_store_move (store, one.id, one.owner, OUTLAY_ACTION_SUBMIT, one.state);
      if (g_test_rand_int_range (0, 2) == 0)
        {
          one.state = OUTLAY_STATE_APPROVED;
          outlay_test_store_move (store, one.id, &store->amin, OUTLAY_ACTION_APPROVE, one.state);
        }
    }
  g_array_append_val (known, one);
}

static gboolean
is_wanted (const Known *one, const OutlayExpenseFilter *filter)
{
  g_autofree char *text = outlay_search_text_new (one->merchant, "with a customer");
  gboolean is_own = g_str_equal (one->owner->user, filter->asker);

  return (is_own || (filter->is_reviewer && one->state != OUTLAY_STATE_DRAFT)) &&
         (filter->owner == NULL || g_str_equal (filter->owner, one->owner->user)) &&
         (filter->state == NULL ||
          g_str_equal (filter->state, outlay_state_to_string (one->state))) &&
         (filter->category == NULL || g_strcmp0 (filter->category, one->category) == 0) &&
         (filter->merchant == NULL || g_str_equal (filter->merchant, one->merchant)) &&
         (filter->from == NULL || strcmp (one->day, filter->from) >= 0) &&
         (filter->to == NULL || strcmp (one->day, filter->to) <= 0) && one->minor >= filter->min &&
         one->minor <= filter->max &&
         (filter->wanted == NULL || outlay_search_text_matches (text, filter->wanted));
}

static int
compare_known (gconstpointer a, gconstpointer b, gpointer data)
{
  const Known *first = *(const Known *const *) a, *second = *(const Known *const *) b;
  OutlaySort sort = *(OutlaySort *) data;
  int order;

  if (sort == OUTLAY_SORT_DAY_DOWN || sort == OUTLAY_SORT_DAY_UP)
    order = strcmp (first->day, second->day);
  else
    order = (first->minor > second->minor) - (first->minor < second->minor);
  if (order == 0)
    order = strcmp (first->id, second->id);

  return sort == OUTLAY_SORT_DAY_DOWN || sort == OUTLAY_SORT_AMOUNT_DOWN ? -order : order;
}

/* The ids that a naive reading of everything gives. */
static GPtrArray *
answer_naively (GArray *known, OutlayExpenseFilter *filter)
{
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < known->len; i++)
    if (is_wanted (&g_array_index (known, Known, i), filter))
      g_ptr_array_add (wanted, &g_array_index (known, Known, i));
  g_ptr_array_sort_with_data (wanted, compare_known, &filter->sort);

  return wanted;
}

/* One page: its ids are appended to @ids. Returns the next cursor's text. */
static char *
read_page (OutlayTestStore *store, const OutlayExpenseFilter *filter, GPtrArray *ids)
{
  g_autoptr (GError) error = NULL;
  OutlayJsonWriter json;
  char *next = NULL;
  yyjson_val *item;
  yyjson_doc *doc;
  gsize length, i, n;
  char *text;

  outlay_json_writer_init (&json, 64);
  outlay_expense_list_write_json (store->db, filter, &json, &next, &error);
  g_assert_no_error (error);
  text = outlay_json_writer_end (&json, &length);
  doc = yyjson_read (text, length, 0);
  g_assert_nonnull (doc);
  g_assert_cmpuint (yyjson_arr_size (yyjson_doc_get_root (doc)), <=, filter->limit);
  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, item)
  {
    g_ptr_array_add (ids, g_strdup (yyjson_get_str (yyjson_obj_get (item, "id"))));
  }
  yyjson_doc_free (doc);
  free (text);

  return next;
}

static GPtrArray *
read_pages (OutlayTestStore *store, OutlayExpenseFilter *filter)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  OutlayCursor cursor;

  for (;;)
    {
      g_autofree char *next = read_page (store, filter, ids);

      if (next == NULL)
        break;
      g_assert_true (outlay_cursor_from_text (&cursor, next));
      filter->cursor = &cursor;
    }
  filter->cursor = NULL;

  return ids;
}

static void
assert_answers (OutlayTestStore *store, GArray *known, OutlayExpenseFilter *filter)
{
  g_autoptr (GPtrArray) expected = answer_naively (known, filter);
  g_autoptr (GPtrArray) ids = read_pages (store, filter);

  g_assert_cmpuint (ids->len, ==, expected->len);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (ids->pdata[i], ==, ((Known *) expected->pdata[i])->id);
}

static gboolean
toss (guint n)
{
  return g_test_rand_int_range (0, (gint32) n) == 0;
}

static void
assert_lines (OutlayTestStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  gint64 n_expenses;

  outlay_expense_line_check (store->db, &n_expenses, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpint (n_expenses, ==, N_EXPENSES);
}

/* Random questions of everybody, page by page, against the model. */
static void
test_filters (void)
{
  static const char *const states[] = { "draft", "submitted", "approved", "rejected" };
  static const char *const days[] = { "2026-01-05", "2026-02-01", "2026-02-19", "2026-03-31" };
  static const char *const words[] = { " nero", " zoe hotel", " customer", " sohne", " nothing" };
  OutlayTestStore store;
  g_autoptr (GArray) known = g_array_new (FALSE, TRUE, sizeof (Known));

  outlay_test_store_set_up (&store);
  for (guint i = 0; i < N_EXPENSES; i++)
    add_random (&store, known);

  for (guint i = 0; i < N_QUESTIONS; i++)
    {
      const OutlayIdentity *people[] = { &store.ada, &store.ben, &store.rita, &store.amin };
      const OutlayIdentity *asker = people[g_test_rand_int_range (0, 4)];
      OutlayExpenseFilter filter = {
        .company = OUTLAY_TEST_COMPANY,
        .asker = asker->user,
        .is_reviewer = asker->role >= OUTLAY_ROLE_REVIEWER,
        .state = toss (2) ? states[g_test_rand_int_range (0, 4)] : NULL,
        .category = toss (3) ? (toss (2) ? store.travel : store.meals) : NULL,
        .merchant = toss (3) ? merchants[g_test_rand_int_range (0, 4)] : NULL,
        .owner = toss (3) ? people[g_test_rand_int_range (0, 4)]->user : NULL,
        .from = toss (3) ? days[g_test_rand_int_range (0, 4)] : NULL,
        .to = toss (3) ? days[g_test_rand_int_range (0, 4)] : NULL,
        .min = toss (3) ? g_test_rand_int_range (0, 4000) : G_MININT64,
        .max = toss (3) ? g_test_rand_int_range (0, 4000) : G_MAXINT64,
        .wanted = toss (4) ? words[g_test_rand_int_range (0, 5)] : NULL,
        .sort = (OutlaySort) g_test_rand_int_range (0, 4),
        .limit = (guint) g_test_rand_int_range (1, 60),
      };

      assert_answers (&store, known, &filter);
    }

  assert_lines (&store);
  for (guint i = 0; i < known->len; i++)
    g_free (g_array_index (known, Known, i).id);
  outlay_test_store_tear_down (&store);
}

/* While others write, who pages through sees each row that was there from the start once. */
static void
test_stable (void)
{
  OutlayTestStore store;
  g_autoptr (GArray) known = g_array_new (FALSE, TRUE, sizeof (Known));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  OutlayCursor cursor;
  OutlayExpenseFilter filter = { .company = OUTLAY_TEST_COMPANY,
                                 .is_reviewer = TRUE,
                                 .limit = 7,
                                 .min = G_MININT64,
                                 .max = G_MAXINT64 };
  guint n_first = 0;

  outlay_test_store_set_up (&store);
  filter.asker = store.rita.user;
  for (guint i = 0; i < 100; i++)
    add_random (&store, known);
  n_first = known->len;

  for (;;)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *next = read_page (&store, &filter, ids);

      for (guint i = 0; i < ids->len; i++)
        g_assert_true (g_hash_table_add (seen, g_strdup (ids->pdata[i])));
      if (next == NULL)
        break;
      g_assert_true (outlay_cursor_from_text (&cursor, next));
      filter.cursor = &cursor;
      add_random (&store, known);
    }

  filter.cursor = NULL;
  for (guint i = 0; i < n_first; i++)
    {
      const Known *one = &g_array_index (known, Known, i);

      g_assert_cmpint (g_hash_table_contains (seen, one->id), ==, is_wanted (one, &filter));
    }
  for (guint i = 0; i < known->len; i++)
    g_free (g_array_index (known, Known, i).id);
  outlay_test_store_tear_down (&store);
}

/* A search reads a bounded number of rows for each page, and gets everything in the end. */
static void
test_bounded_search (void)
{
  OutlayTestStore store;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  OutlayExpenseFilter filter = { .company = OUTLAY_TEST_COMPANY,
                                 .wanted = " needle",
                                 .limit = 50,
                                 .min = G_MININT64,
                                 .max = G_MAXINT64 };
  OutlayCursor cursor;
  guint n_pages = 0;
  g_autofree char *needle = NULL;

  outlay_test_store_set_up (&store);
  filter.asker = store.ada.user;
  needle = outlay_test_store_add_expense (&store, &store.ada, "Needle", 1, "2020-01-01", NULL);
  outlay_connection_begin (store.db, NULL);
  for (guint i = 0; i < 12000; i++)
    g_free (outlay_test_store_add_expense (&store, &store.ada, "Hay", 1, "2026-01-01", NULL));
  outlay_connection_commit (store.db, NULL);

  for (;;)
    {
      g_autofree char *next = read_page (&store, &filter, ids);

      n_pages++;
      if (next == NULL)
        break;
      g_assert_true (outlay_cursor_from_text (&cursor, next));
      filter.cursor = &cursor;
    }

  g_assert_cmpuint (n_pages, ==, 7);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, needle);
  outlay_test_store_tear_down (&store);
}

/* Lines that say something else than their expense are found. */
static void
test_line_check (void)
{
  static const struct
  {
    const char *sql;
    const char *problem;
  } cases[] = {
    { "SELECT 1;", NULL },
    { "UPDATE expense_line SET json = replace(json, '500', '900') WHERE minor = 500;",
      "*something else*" },
    { "UPDATE expense_line SET state = 'approved' WHERE minor = 500;", "*something else*" },
    { "UPDATE expense_line SET minor = 7 WHERE minor = 500;", "*something else*" },
    { "DELETE FROM expense_line WHERE minor = 500;", "*something else*" },
    { "INSERT INTO expense_line (company, owner, day, id, state, minor, json, search_text) "
      "VALUES ('x', 'y', '', 'z', 'draft', 1, '', '');",
      "1 lines*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayTestStore store;
      g_autoptr (GError) error = NULL;
      g_autofree char *problem = NULL;
      gint64 n_expenses;

      outlay_test_store_set_up (&store);
      for (guint n = 0; n < 10; n++)
        {
          g_autofree char *id = outlay_test_store_add_expense (&store, &store.ada, NULL, 100 * n,
                                                               NULL, store.travel);

          outlay_test_store_move (&store, id, &store.ada, OUTLAY_ACTION_SUBMIT,
                                  OUTLAY_STATE_SUBMITTED);
        }
      outlay_test_store_execute (&store, cases[i].sql);

      outlay_expense_line_check (store.db, &n_expenses, &problem, &error);
      g_assert_no_error (error);
      g_test_message ("%s -> %s", cases[i].sql, problem);
      if (cases[i].problem == NULL)
        g_assert_null (problem);
      else
        g_assert_true (problem != NULL && g_pattern_match_simple (cases[i].problem, problem));
      outlay_test_store_tear_down (&store);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/expense-list/filters", test_filters);
  g_test_add_func ("/server/expense-list/stable", test_stable);
  g_test_add_func ("/server/expense-list/bounded-search", test_bounded_search);
  g_test_add_func ("/server/expense-list/line-check", test_line_check);

  return g_test_run ();
}
