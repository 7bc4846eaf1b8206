/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes up a person's expenses in a folder's journal.txt, and says on standard output what the device's
 * own totals make of them: a line for each month, category, currency and state, with tabs between:
 *
 *     2026-10 CATEGORY CURRENCY STATE plain|converted MINOR
 *
 * tests/client/judge.py asks others what the journal comes to. */

#include <stdlib.h>

#include "client/export/outlay-expense-export.h"
#include "client/reports/outlay-spending-store.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "test-ledger.h"

#define N_EXPENSES 250
#define LAST_DAY "2026-11-30"

static const char *const currencies[] = { "EUR", "USD", "JPY", "BHD" };
static const struct
{
  const char *id;
  const char *name;
} categories[] = {
  { TEST_CATEGORY, "Travel" },
  { "018f0000-0000-7000-8000-0000000000c2", "Food: in" },
  { "018f0000-0000-7000-8000-0000000000c3", "Food/ in" },
};

static void
bring (TestLedger *ledger, GRand *random)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *day = outlay_day_add (LAST_DAY, -g_rand_int_range (random, 0, 91));
  OutlayState state = g_rand_int_range (random, 0, OUTLAY_N_STATES);
  OutlayExpenseInit init = test_company_expense (id, TEST_USER, state,
                                                 g_rand_int_range (random, 1, 50));

  init.day = day;
  init.amount.minor = g_rand_int_range (random, 1, 10000000);
  g_strlcpy (init.amount.currency, currencies[g_rand_int_range (random, 0, 4)],
             sizeof init.amount.currency);
  init.category = categories[g_rand_int_range (random, 0, 3)].id;
  if (state != OUTLAY_STATE_DRAFT && g_rand_boolean (random) &&
      !g_str_equal (init.amount.currency, "EUR"))
    {
      init.converted = (OutlayMoney) { g_rand_int_range (random, 1, 900000), "EUR" };
      init.rate = "0.9";
      init.rate_day = day;
    }
  test_ledger_bring (ledger, &init);
}

static OutlaySpending *
read_spending (TestLedger *ledger, const char *currency, guint state, gboolean is_converted)
{
  OutlaySpendingQuery query = {
    .is_converted = is_converted,
    .states = 1u << state,
    .step = OUTLAY_SPENDING_STEP_MONTH,
  };

  g_strlcpy (query.currency, currency, sizeof query.currency);
  g_assert_true (outlay_days_between (&query.days, "2026-08-01", LAST_DAY));
  return test_await_object (
      outlay_spending_store_read (outlay_workspace_get_spending_store (ledger->workspace), &query));
}

static void
tell (OutlaySpending *spending,
      OutlaySpending *less,
      const char *currency,
      guint state,
      const char *kind)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (spending,
                                                                OUTLAY_SPENDING_BY_CATEGORY);
  guint n_spans;
  const OutlaySpendingSpan *spans = outlay_spending_get_spans (spending, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    for (guint j = 0; j < parts->n_items; j++)
      {
        gint64 minor = spans[i].categories[j];

        if (less != NULL)
          {
            const OutlaySpendingParts *other = outlay_spending_get_parts (
                less, OUTLAY_SPENDING_BY_CATEGORY);
            guint n;
            const OutlaySpendingSpan *its = outlay_spending_get_spans (less, &n);

            for (guint k = 0; k < other->n_items; k++)
              if (g_str_equal (other->items[k].key, parts->items[j].key))
                minor -= its[i].categories[k];
          }
        if (minor != 0)
          g_print ("%.7s\t%s\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\n", spans[i].days.from,
                   parts->items[j].name, currency, outlay_state_to_string (state), kind, minor);
      }
}

static void
tell_all (TestLedger *ledger)
{
  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    {
      g_autoptr (OutlaySpending) own = read_spending (ledger, "EUR", state, FALSE);
      g_autoptr (OutlaySpending) all = read_spending (ledger, "EUR", state, TRUE);

      for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
        {
          g_autoptr (OutlaySpending) plain = read_spending (ledger, currencies[i], state, FALSE);

          tell (plain, NULL, currencies[i], state, "plain");
        }
      tell (all, own, "EUR", state, "converted");
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (TestLedger) ledger = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) atoi (argv[2]));
  g_autofree char *path = g_build_filename (argv[1], "journal.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OutlayExpenseExport) export = NULL;
  const OutlayExpenseFilter everything = { 0 };
  OutlayPage *page = outlay_page_new ();

  dex_init ();
  ledger = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autoptr (OutlayCategory) category = outlay_category_new (
          categories[i].id, categories[i].name, "tag-symbolic", "blue", FALSE);

      outlay_page_add_category (page, category);
    }
  test_await (outlay_page_apply (page, outlay_workspace_get_database (ledger->workspace), NULL));
  for (guint i = 0; i < N_EXPENSES; i++)
    bring (ledger, random);

  export = outlay_expense_export_new (ledger->workspace, &everything, OUTLAY_EXPORT_JOURNAL, file);
  test_await (outlay_expense_export_run (export));
  tell_all (ledger);
  return 0;
}
