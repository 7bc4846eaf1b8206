/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-category.h"
#include "core/expense/outlay-event.h"
#include "core/expense/outlay-expense.h"

#include <string.h>

static const char *const proofs[] = { "aa", "bb", NULL };

static const OutlayExpenseInit full = {
  .id = "id",
  .owner_id = "owner",
  .owner_name = "Ada",
  .merchant = "Nero",
  .amount = { 420, "GBP" },
  .day = "2026-11-20",
  .category = "category",
  .note = "note",
  .proofs = proofs,
  .proof_version = 1,
  .proof_digest = "digest",
  .reuploads_left = 2,
  .state = OUTLAY_STATE_REJECTED,
  .revision = 7,
  .created_at = "2026-11-20T08:00:00.000Z",
  .updated_at = "2026-11-20T09:00:00.000Z",
  .delivery = OUTLAY_DELIVERY_STUCK,
  .converted = { 489, "EUR" },
  .rate = "1.1643",
  .rate_day = "2026-11-19",
};

/* A property and its value as g_strdup_value_contents() writes it; NULL ends the list. */
typedef struct
{
  const char *name;
  const char *value;
} Expected;

/* Asserts that @expected are all the properties there are, and that none can be written. */
static void
assert_properties (gpointer object, const Expected *expected)
{
  g_autofree GParamSpec **specs = NULL;
  guint n_specs, n_expected = 0;

  for (; expected[n_expected].name != NULL; n_expected++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_autofree char *contents = NULL;

      g_object_get_property (object, expected[n_expected].name, &value);
      contents = g_strdup_value_contents (&value);

      if (expected[n_expected].value != NULL)
        g_assert_cmpstr (contents, ==, expected[n_expected].value);
    }

  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_specs);
  g_assert_cmpuint (n_specs, ==, n_expected);

  for (guint i = 0; i < n_specs; i++)
    g_assert_false (specs[i]->flags & G_PARAM_WRITABLE);
}

static void
test_expense (void)
{
  static const Expected expected[] = {
    { "id", "\"id\"" },
    { "owner-id", "\"owner\"" },
    { "owner-name", "\"Ada\"" },
    { "merchant", "\"Nero\"" },
    { "amount", NULL },
    { "day", "\"2026-11-20\"" },
    { "category", "\"category\"" },
    { "note", "\"note\"" },
    { "proofs", "[\"aa\", \"bb\"]" },
    { "proof-version", "1" },
    { "proof-digest", "\"digest\"" },
    { "reuploads-left", "2" },
    { "state", "((OutlayState) OUTLAY_STATE_REJECTED)" },
    { "revision", "7" },
    { "created-at", "\"2026-11-20T08:00:00.000Z\"" },
    { "updated-at", "\"2026-11-20T09:00:00.000Z\"" },
    { "delivery", "((OutlayDelivery) OUTLAY_DELIVERY_STUCK)" },
    { "converted", NULL },
    { "rate", "\"1.1643\"" },
    { "rate-day", "\"2026-11-19\"" },
    { NULL },
  };
  g_autoptr (OutlayExpense) expense = outlay_expense_new (&full);
  g_autoptr (OutlayMoney) amount = NULL;

  assert_properties (expense, expected);
  g_object_get (expense, "amount", &amount, NULL);
  g_assert_true (outlay_money_equal (amount, &full.amount));

  g_assert_cmpstr (outlay_expense_get_id (expense), ==, "id");
  g_assert_cmpstr (outlay_expense_get_owner_id (expense), ==, "owner");
  g_assert_cmpstr (outlay_expense_get_owner_name (expense), ==, "Ada");
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "Nero");
  g_assert_true (outlay_money_equal (outlay_expense_get_amount (expense), &full.amount));
  g_assert_cmpstr (outlay_expense_get_day (expense), ==, "2026-11-20");
  g_assert_cmpstr (outlay_expense_get_category (expense), ==, "category");
  g_assert_cmpstr (outlay_expense_get_note (expense), ==, "note");
  g_assert_cmpstrv (outlay_expense_get_proofs (expense), proofs);
  g_assert_cmpuint (outlay_expense_get_proof_version (expense), ==, 1);
  g_assert_cmpstr (outlay_expense_get_proof_digest (expense), ==, "digest");
  g_assert_cmpuint (outlay_expense_get_reuploads_left (expense), ==, 2);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_REJECTED);
  g_assert_cmpint (outlay_expense_get_revision (expense), ==, 7);
  g_assert_cmpstr (outlay_expense_get_created_at (expense), ==, full.created_at);
  g_assert_cmpstr (outlay_expense_get_updated_at (expense), ==, full.updated_at);
  g_assert_cmpint (outlay_expense_get_delivery (expense), ==, OUTLAY_DELIVERY_STUCK);
  g_assert_true (outlay_money_equal (outlay_expense_get_converted (expense), &full.converted));
  g_assert_cmpstr (outlay_expense_get_rate (expense), ==, "1.1643");
  g_assert_cmpstr (outlay_expense_get_rate_day (expense), ==, "2026-11-19");
}

/* What was not set reads as empty, never as NULL, but for the category. */
static void
test_empty_expense (void)
{
  g_autoptr (OutlayExpense) expense = outlay_expense_new (&(OutlayExpenseInit) { 0 });
  g_autoptr (OutlayExpense)
      uncategorized = outlay_expense_new (&(OutlayExpenseInit) { .category = "" });

  g_assert_cmpstr (outlay_expense_get_id (expense), ==, "");
  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "");
  g_assert_cmpstr (outlay_expense_get_note (expense), ==, "");
  g_assert_cmpstr (outlay_expense_get_proof_digest (expense), ==, "");
  g_assert_null (outlay_expense_get_category (expense));
  g_assert_null (outlay_expense_get_category (uncategorized));
  g_assert_nonnull (outlay_expense_get_proofs (expense));
  g_assert_null (outlay_expense_get_proofs (expense)[0]);
  g_assert_cmpint (outlay_expense_get_state (expense), ==, OUTLAY_STATE_DRAFT);
  g_assert_cmpint (outlay_expense_get_delivery (expense), ==, OUTLAY_DELIVERY_DELIVERED);
  g_assert_null (outlay_expense_get_converted (expense));
  g_assert_null (outlay_expense_get_rate (expense));
  g_assert_null (outlay_expense_get_rate_day (expense));
}

/* A record is a snapshot: what it was made from may change and go. */
static void
test_snapshot (void)
{
  char merchant[] = "Nero";
  char *list[] = { g_strdup ("aa"), NULL };
  g_autoptr (OutlayExpense) expense = outlay_expense_new (
      &(OutlayExpenseInit) { .merchant = merchant, .proofs = (const char *const *) list });

  merchant[0] = 'X';
  g_free (list[0]);
  list[0] = NULL;

  g_assert_cmpstr (outlay_expense_get_merchant (expense), ==, "Nero");
  g_assert_cmpstr (outlay_expense_get_proofs (expense)[0], ==, "aa");
}

static void
test_event (void)
{
  static const Expected expected[] = {
    { "seq", "3" },
    { "at", "\"2026-11-20T08:00:00.000Z\"" },
    { "actor-id", "\"bob\"" },
    { "actor-name", "\"Bob\"" },
    { "action", "((OutlayAction) OUTLAY_ACTION_REJECT)" },
    { "from", "((OutlayState) OUTLAY_STATE_SUBMITTED)" },
    { "to", "((OutlayState) OUTLAY_STATE_REJECTED)" },
    { "reason", "\"blurred\"" },
    { "revision", "2" },
    { "proof-digest", "\"digest\"" },
    { NULL },
  };
  g_autoptr (OutlayEvent) event = outlay_event_new (&(OutlayEventInit) {
      .seq = 3,
      .at = "2026-11-20T08:00:00.000Z",
      .actor_id = "bob",
      .actor_name = "Bob",
      .action = OUTLAY_ACTION_REJECT,
      .from = OUTLAY_STATE_SUBMITTED,
      .to = OUTLAY_STATE_REJECTED,
      .reason = "blurred",
      .revision = 2,
      .proof_digest = "digest",
  });
  g_autoptr (OutlayEvent) empty = outlay_event_new (&(OutlayEventInit) { 0 });

  assert_properties (event, expected);
  g_assert_cmpint (outlay_event_get_seq (event), ==, 3);
  g_assert_cmpstr (outlay_event_get_at (event), ==, "2026-11-20T08:00:00.000Z");
  g_assert_cmpstr (outlay_event_get_actor_id (event), ==, "bob");
  g_assert_cmpstr (outlay_event_get_actor_name (event), ==, "Bob");
  g_assert_cmpint (outlay_event_get_action (event), ==, OUTLAY_ACTION_REJECT);
  g_assert_cmpint (outlay_event_get_from (event), ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpint (outlay_event_get_to (event), ==, OUTLAY_STATE_REJECTED);
  g_assert_cmpstr (outlay_event_get_reason (event), ==, "blurred");
  g_assert_cmpint (outlay_event_get_revision (event), ==, 2);
  g_assert_cmpstr (outlay_event_get_proof_digest (event), ==, "digest");
  g_assert_cmpstr (outlay_event_get_reason (empty), ==, "");
}

static void
test_category (void)
{
  static const Expected expected[] = {
    { "id", "\"id\"" },        { "name", "\"Meals\"" }, { "icon", "\"outlay-meals-symbolic\"" },
    { "color", "\"orange\"" }, { "archived", "TRUE" },  { NULL },
  };
  g_autoptr (OutlayCategory)
      category = outlay_category_new ("id", "Meals", "outlay-meals-symbolic", "orange", TRUE);
  g_autoptr (OutlayCategory) empty = outlay_category_new (NULL, NULL, NULL, NULL, FALSE);

  assert_properties (category, expected);
  g_assert_cmpstr (outlay_category_get_id (category), ==, "id");
  g_assert_cmpstr (outlay_category_get_name (category), ==, "Meals");
  g_assert_cmpstr (outlay_category_get_icon (category), ==, "outlay-meals-symbolic");
  g_assert_cmpstr (outlay_category_get_color (category), ==, "orange");
  g_assert_true (outlay_category_is_archived (category));
  g_assert_cmpstr (outlay_category_get_name (empty), ==, "");
  g_assert_false (outlay_category_is_archived (empty));
}

/* Each default has a name and an icon of its own, and a colour of the palette. */
static void
test_default_categories (void)
{
  static const char *const palette[] = { "blue",  "green", "yellow", "orange", "red", "purple",
                                         "brown", "slate", "teal",   "pink",   NULL };
  gsize n;
  const OutlayCategoryDefault *defaults = outlay_category_defaults (&n);

  g_assert_cmpuint (n, >=, 10);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (*defaults[i].name != '\0');
      g_assert_true (g_str_has_prefix (defaults[i].icon, "outlay-"));
      g_assert_true (g_str_has_suffix (defaults[i].icon, "-symbolic"));
      g_assert_true (g_strv_contains (palette, defaults[i].color));

      for (gsize k = 0; k < i; k++)
        {
          g_assert_cmpstr (defaults[i].name, !=, defaults[k].name);
          g_assert_cmpstr (defaults[i].icon, !=, defaults[k].icon);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/expense/properties", test_expense);
  g_test_add_func ("/core/expense/empty", test_empty_expense);
  g_test_add_func ("/core/expense/snapshot", test_snapshot);
  g_test_add_func ("/core/event/properties", test_event);
  g_test_add_func ("/core/category/properties", test_category);
  g_test_add_func ("/core/category/defaults", test_default_categories);

  return g_test_run ();
}
