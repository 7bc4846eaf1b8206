/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "told-facts.h"

/* @minors: of the months up to October 2026 */
static void
tell_months (ToldFacts *told,
             const char *category,
             const char *currency,
             const gint64 *minors,
             guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint month = 2026 * 12 + 10 - n + i;
      g_autofree char *id = g_strdup_printf ("%s-%s-%02u", category, currency, i);
      g_autofree char *day = g_strdup_printf ("%u-%02u-01", month / 12, month % 12 + 1);
      OutlayFact fact = { .id = id,
                          .merchant = category,
                          .day = day,
                          .category = category,
                          .amount.minor = minors[i],
                          .state = OUTLAY_STATE_APPROVED };

      g_strlcpy (fact.amount.currency, currency, sizeof fact.amount.currency);
      outlay_facts_add (told->facts, &fact);
    }
}

static void
test_growing (void)
{
  static const struct
  {
    gint64 minors[14];
    guint n;
    gint64 usual; /* 0 where it does not grow */
    gint64 amount;
  } cases[] = {
    { { 100, 110, 120, 130, 140, 150 }, 6, 100, 150 },
    { { 100, 120, 140, 160 }, 4, 100, 160 },
    { { 100, 120, 140 }, 3, 0, 0 },
    { { 150, 140, 130, 120, 110, 100 }, 6, 0, 0 },
    { { 100, 101, 102, 103, 104, 105 }, 6, 0, 0 }, /* by less than a fifth */
    { { 100, 100, 100, 100, 100, 900 }, 6, 0, 0 }, /* one dear month */
    { { 100, 110, 120, 990, 140, 150, 160, 170 }, 8, 100, 170 },
    { { 0, 0, 0, 0, 500, 500, 500, 500 }, 8, 0, 0 },
    { { 5, 5, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 210 }, 14, 100, 210 },
    { { 100, 100, 100, 100, 100, 100 }, 6, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ToldFacts) told = { 0 };
      OutlayInsight *insight;

      told_facts_init (&told, "2026-11-20");
      tell_months (&told, "travel", "EUR", cases[i].minors, cases[i].n);
      told_facts_search (&told);
      g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_GROWING), ==, cases[i].usual > 0);
      if (cases[i].usual == 0)
        continue;

      insight = told_facts_get (&told, OUTLAY_INSIGHT_GROWING, 0);
      g_assert_cmpstr (outlay_insight_get_key (insight), ==, "growing:EUR:travel");
      g_assert_cmpint (outlay_insight_get_numbers (insight)->usual, ==, cases[i].usual);
      g_assert_cmpint (outlay_insight_get_numbers (insight)->amount, ==, cases[i].amount);
      g_assert_cmpint (outlay_insight_get_numbers (insight)->per_mille, ==,
                       (cases[i].amount - cases[i].usual) * 1000 / cases[i].usual);
      g_assert_cmpstr (outlay_insight_get_numbers (insight)->until, ==, "2026-11-01");
      g_assert_cmpstr (outlay_insight_get_cause (insight), ==,
                       cases[i].minors[3] == 990 ? NULL : "travel");
      g_assert_null (outlay_insight_get_ids (insight));
    }
}

/* What grows in francs is not made level by euros, nor by rows that were rejected. */
static void
test_growing_currencies (void)
{
  static const gint64 up[] = { 100, 200, 300, 400, 500, 600, 700, 800 };
  static const gint64 down[] = { 800, 700, 600, 500, 400, 300, 200, 100 };
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  tell_months (&told, "travel", "CHF", up, G_N_ELEMENTS (up));
  tell_months (&told, "travel", "EUR", down, G_N_ELEMENTS (down));
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_GROWING), ==, 1);
  g_assert_cmpstr (outlay_insight_get_currency (told_facts_get (&told, OUTLAY_INSIGHT_GROWING, 0)),
                   ==, "CHF");
}

static void
test_forecast (void)
{
  static const gint64 months[] = { 30000, 30000, 30000, 30000, 30000, 30000 };
  static const OutlayBudget budgets[] = {
    { "", { 50000, "EUR" } },
    { "travel", { 20000, "EUR" } },
    { "meals", { 20000, "EUR" } },
    { "travel", { 20000, "JPY" } },
  };
  g_auto (ToldFacts) told = { 0 };
  OutlayInsight *insight;

  told_facts_init (&told, "2026-10-31");
  tell_months (&told, "travel", "EUR", months, G_N_ELEMENTS (months));
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_FORECAST), ==, 1);
  insight = told_facts_get (&told, OUTLAY_INSIGHT_FORECAST, 0);
  g_assert_cmpstr (outlay_insight_get_key (insight), ==, "forecast:EUR:*");
  g_assert_cmpint (outlay_insight_get_action (insight), ==, OUTLAY_INSIGHT_ACTION_SET_BUDGET);
  g_assert_cmpint (outlay_insight_get_numbers (insight)->amount, ==, 30000);
  g_assert_cmpint (outlay_insight_get_numbers (insight)->so_far, ==, 30000);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->n, ==, 5);
  g_assert_cmpstr (outlay_insight_get_numbers (insight)->from, ==, "2026-10-01");
  g_assert_cmpstr (outlay_insight_get_numbers (insight)->until, ==, "2026-11-01");

  told.query.budgets = budgets;
  told.query.n_budgets = G_N_ELEMENTS (budgets);
  told_facts_search (&told);
  insight = told_facts_get (&told, OUTLAY_INSIGHT_FORECAST, 0);
  g_assert_cmpint (outlay_insight_get_numbers (insight)->limit, ==, 50000);
  g_assert_cmpint (outlay_insight_get_action (insight), ==, OUTLAY_INSIGHT_ACTION_LOOK);
}

/* Of a budget it is told where it is expected to be gone over, and is not yet. */
static void
test_forecast_of_budget (void)
{
  static const struct
  {
    gint64 limit;
    gint64 so_far;
    guint n;
  } cases[] = { { 20000, 0, 1 }, { 40000, 0, 0 }, { 30500, 1000, 1 }, { 500, 1000, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayBudget budget = { "travel", { cases[i].limit, "EUR" } };
      g_auto (ToldFacts) told = { 0 };
      guint n_of_budget = 0;

      told_facts_init (&told, "2026-11-10");
      told.query.budgets = &budget;
      told.query.n_budgets = 1;
      for (guint month = 5; month <= 11; month++)
        {
          g_autofree char *id = g_strdup_printf ("flight-%02u", month);
          g_autofree char *day = g_strdup_printf ("2026-%02u-%02u", month, month < 11 ? 20 : 2);

          outlay_facts_add (told.facts,
                            &(OutlayFact) {
                                .id = id,
                                .merchant = "Air",
                                .category = "travel",
                                .day = day,
                                .amount = { month < 11 ? 30000 : cases[i].so_far, "EUR" },
                                .state = OUTLAY_STATE_DRAFT,
                            });
        }
      told_facts_search (&told);
      for (guint k = 0; k < told_facts_count (&told, OUTLAY_INSIGHT_FORECAST); k++)
        n_of_budget += g_strcmp0 (outlay_insight_get_category (
                                      told_facts_get (&told, OUTLAY_INSIGHT_FORECAST, k)),
                                  "travel") == 0;
      g_assert_cmpuint (n_of_budget, ==, cases[i].n);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/growing/months", test_growing);
  g_test_add_func ("/core/insight/growing/currencies", test_growing_currencies);
  g_test_add_func ("/core/insight/forecast/currencies", test_forecast);
  g_test_add_func ("/core/insight/forecast/budgets", test_forecast_of_budget);

  return g_test_run ();
}
