/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-numbers.h"

TestNumbers *
test_numbers_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
test_numbers_add (TestNumbers *self, gint64 count, gint64 minor, const char *format, ...)
{
  OutlayTotal *total;
  va_list arguments;
  char *name;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  total = g_hash_table_lookup (self, name);
  if (total == NULL)
    {
      total = g_new0 (OutlayTotal, 1);
      g_hash_table_insert (self, g_strdup (name), total);
    }
  total->count += count;
  total->minor += minor;
  if (total->count == 0 && total->minor == 0)
    g_hash_table_remove (self, name);
  g_free (name);
}

static OutlayTotal
find (TestNumbers *self, const char *name)
{
  const OutlayTotal *total = g_hash_table_lookup (self, name);

  return total != NULL ? *total : (OutlayTotal) { 0, 0 };
}

static void
assert_all (TestNumbers *self, TestNumbers *here, TestNumbers *there, const char *about)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      OutlayTotal a = find (here, name), b = find (there, name);

      if (a.count != b.count || a.minor != b.minor)
        g_test_message ("%s: %s", about, (char *) name);
      g_assert_cmpint (a.count, ==, b.count);
      g_assert_cmpint (a.minor, ==, b.minor);
    }
}

void
test_numbers_assert_same (TestNumbers *here, TestNumbers *there, const char *about)
{
  assert_all (here, here, there, about);
  assert_all (there, here, there, about);
}

/* --- as the server tells ---------------------------------------------------------------------- */

/* A state's number of a block, in all blocks that it is in. */
static void
add_state (TestNumbers *self,
           JsonObject *total,
           JsonObject *state,
           const char *home,
           const char *what)
{
  const char *currency = json_object_get_string_member (total, "currency");
  const char *name = json_object_get_string_member (state, "state");
  JsonObject *amount = json_object_get_object_member (state, "amount");
  gint64 minor = json_object_get_int_member (amount, "minor");
  gint64 count = json_object_get_int_member (state, "count");
  gboolean is_converted = json_object_has_member (total, "converted");
  gboolean is_home = g_str_equal (currency, home);

  g_assert_cmpstr (json_object_get_string_member (amount, "currency"), ==, currency);
  if (!is_converted)
    test_numbers_add (self, count, minor, "%s %s %s", currency, what, name);

  /* The company converts what is submitted. */
  if (g_str_equal (name, "draft"))
    {
      g_assert_false (is_converted);
      return;
    }

  if (is_home)
    test_numbers_add (self, count, minor, "%s+ %s %s", home, what, name);
  if (g_str_equal (what, "categories") && (is_converted || !is_home))
    test_numbers_add (self, is_converted ? -count : count, 0, "unconverted %s", name);
}

static void
add_states (TestNumbers *self,
            JsonObject *total,
            JsonObject *part,
            const char *home,
            const char *what)
{
  JsonArray *states = json_object_get_array_member (part, "states");
  gint64 count = 0;

  for (guint i = 0; i < json_array_get_length (states); i++)
    {
      JsonObject *state = json_array_get_object_element (states, i);

      count += json_object_get_int_member (state, "count");
      add_state (self, total, state, home, what);
    }
  g_assert_cmpint (count, ==, json_object_get_int_member (part, "count"));
}

static const char *
get_key (JsonObject *part, const char *member)
{
  if (g_str_equal (member, "categories"))
    return json_object_get_string_member_with_default (part, "category", "");
  if (g_str_equal (member, "merchants"))
    return json_object_get_string_member (part, "merchant");

  return json_object_get_string_member (json_object_get_object_member (part, "owner"), "id");
}

static void
add_totals (TestNumbers *self, JsonObject *object, const char *home, const char *what)
{
  JsonArray *totals = json_object_get_array_member (object, "totals");

  for (guint i = 0; i < json_array_get_length (totals); i++)
    {
      JsonObject *total = json_array_get_object_element (totals, i);

      add_states (self, total, total, home, what);
    }
}

void
test_numbers_add_told (TestNumbers *self, JsonObject *object, const char *member, const char *home)
{
  JsonArray *totals = json_object_get_array_member (object, "totals");

  add_totals (self, object, home, member);
  for (guint i = 0; i < json_array_get_length (totals); i++)
    {
      JsonObject *total = json_array_get_object_element (totals, i);
      JsonArray *parts = json_object_get_array_member (total, member);

      g_assert_false (json_object_has_member (total, "rest"));
      for (guint k = 0; k < json_array_get_length (parts); k++)
        {
          JsonObject *part = json_array_get_object_element (parts, k);
          g_autofree char *what = g_strdup_printf ("%s: %s", member, get_key (part, member));

          add_states (self, total, part, home, what);
        }
    }
}

void
test_numbers_add_series (TestNumbers *self, JsonArray *periods, const char *home)
{
  for (guint i = 0; i < json_array_get_length (periods); i++)
    {
      JsonObject *period = json_array_get_object_element (periods, i);

      add_totals (self, period, home, json_object_get_string_member (period, "from"));
    }
}

void
test_numbers_add_before (TestNumbers *self, JsonObject *before, const char *home)
{
  add_totals (self, before, home, "before");
}

/* --- as the device tells ---------------------------------------------------------------------- */

/* What is read of one block and state. */
typedef struct
{
  TestNumbers *numbers;
  TestDesk *desk;
  OutlaySpending *spending;
  const char *block;
  const char *state;
} Reading;

static void
add_total (const Reading *self, const char *what, const OutlayTotal *total)
{
  test_numbers_add (self->numbers, total->count, total->minor, "%s %s %s", self->block, what,
                    self->state);
}

static void
add_kept_parts (const Reading *self, OutlaySpendingBy by, const char *member)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (self->spending, by);

  add_total (self, member, outlay_spending_get_total (self->spending));
  g_assert_cmpint (parts->rest.count, ==, 0);
  for (guint i = 0; i < parts->n_items; i++)
    {
      const OutlaySpendingPart *part = &parts->items[i];
      g_autofree char *what = g_strdup_printf ("%s: %s", member, part->key);

      add_total (self, what, &(OutlayTotal) { part->count, part->minor });
    }
}

/* The only person that a device knows all about. */
static void
add_owner (const Reading *self)
{
  g_autofree char *what = g_strconcat ("people: ", outlay_account_get_user_id (self->desk->account),
                                       NULL);

  add_total (self, "people", outlay_spending_get_total (self->spending));
  add_total (self, what, outlay_spending_get_total (self->spending));
}

static void
add_spans (const Reading *self)
{
  const OutlaySpendingSpan *spans;
  guint n_spans;

  spans = outlay_spending_get_spans (self->spending, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    add_total (self, spans[i].days.from, &spans[i].total);
}

static void
add_kept (const Reading *self, TestNumbersParts parts)
{
  if (parts & TEST_NUMBERS_CATEGORIES)
    add_kept_parts (self, OUTLAY_SPENDING_BY_CATEGORY, "categories");
  if (parts & TEST_NUMBERS_MERCHANTS)
    add_kept_parts (self, OUTLAY_SPENDING_BY_MERCHANT, "merchants");
  if ((parts & TEST_NUMBERS_PEOPLE) && outlay_spending_get_query (self->spending)->is_company)
    add_kept_parts (self, OUTLAY_SPENDING_BY_PERSON, "people");
  else if (parts & TEST_NUMBERS_PEOPLE)
    add_owner (self);
  if (parts & TEST_NUMBERS_SERIES)
    add_spans (self);
  if (parts & TEST_NUMBERS_BEFORE)
    add_total (self, "before", outlay_spending_get_before (self->spending));
}

static void
add_query (TestNumbers *self,
           TestDesk *desk,
           OutlaySpendingQuery *query,
           TestNumbersParts parts,
           const char *currency,
           OutlayState state)
{
  OutlaySpendingStore *store = outlay_workspace_get_spending_store (desk->workspace);
  g_autoptr (OutlaySpending) spending = NULL;
  g_autofree char *block = g_strconcat (currency, query->is_converted ? "+" : NULL, NULL);
  const char *name = outlay_state_to_string (state);
  const OutlayStateTotals *states;

  g_strlcpy (query->currency, currency, sizeof query->currency);
  query->states = 1u << state;
  spending = test_await_object (outlay_spending_store_read (store, query));
  add_kept (&(Reading) { self, desk, spending, block, name }, parts);

  states = outlay_spending_get_states (spending);
  g_assert_cmpint (states->states[state].count, ==, states->all.count);
  g_assert_cmpint (states->states[state].minor, ==, states->all.minor);
  g_assert_cmpint (outlay_spending_get_total (spending)->minor, ==, states->all.minor);
  if (query->is_converted && (parts & TEST_NUMBERS_CATEGORIES) != 0)
    test_numbers_add (self, outlay_spending_get_n_unconverted (spending), 0, "unconverted %s",
                      name);
}

void
test_numbers_add_kept (TestNumbers *self,
                       TestDesk *desk,
                       const OutlaySpendingQuery *asked,
                       TestNumbersParts parts,
                       const char *const *currencies,
                       const char *home)
{
  OutlaySpendingQuery query = *asked;

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      if (state == OUTLAY_STATE_DRAFT && (parts & TEST_NUMBERS_DRAFTS) == 0)
        continue;

      query.is_converted = FALSE;
      for (gsize i = 0; currencies[i] != NULL; i++)
        add_query (self, desk, &query, parts, currencies[i], (OutlayState) state);

      /* What a draft would come to is told here alone. */
      query.is_converted = TRUE;
      if (state != OUTLAY_STATE_DRAFT)
        add_query (self, desk, &query, parts, home, (OutlayState) state);
    }
}

/* --- budgets ---------------------------------------------------------------------------------- */

static void
add_budget (TestNumbers *self, JsonObject *budget, const char *name)
{
  JsonObject *amount = json_object_get_object_member (budget, name);

  test_numbers_add (self, 1, json_object_get_int_member (amount, "minor"), "%s %s of %s",
                    json_object_get_string_member (amount, "currency"), name,
                    json_object_get_string_member_with_default (budget, "category", ""));
}

void
test_numbers_add_budgets (TestNumbers *self, JsonArray *budgets)
{
  for (guint i = 0; i < json_array_get_length (budgets); i++)
    {
      JsonObject *budget = json_array_get_object_element (budgets, i);

      add_budget (self, budget, "limit");
      add_budget (self, budget, "spent");
      add_budget (self, budget, "committed");
      add_budget (self, budget, "left");
    }
}

void
test_numbers_add_lines (TestNumbers *self, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);
      const char *currency = line->budget.limit.currency;
      const char *category = line->budget.category;

      g_assert_true (line->has_standing);
      g_assert_cmpstr (line->standing.currency, ==, currency);
      g_assert_cmpint (line->standing.limit, ==, line->budget.limit.minor);
      test_numbers_add (self, 1, line->standing.limit, "%s limit of %s", currency, category);
      test_numbers_add (self, 1, line->standing.spent, "%s spent of %s", currency, category);
      test_numbers_add (self, 1, line->standing.committed, "%s committed of %s", currency,
                        category);
      test_numbers_add (self, 1, line->standing.left, "%s left of %s", currency, category);
    }
}
