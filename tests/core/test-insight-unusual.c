/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "told-facts.h"

static void
tell_many (ToldFacts *told,
           const char *merchant,
           const char *currency,
           const gint64 *minors,
           guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%s-%02u", merchant, currency, i);
      g_autofree char *day = g_strdup_printf ("2026-%02u-%02u", 1 + i % 10, 1 + i % 28);
      OutlayFact fact = { .id = id,
                          .merchant = merchant,
                          .day = day,
                          .category = "meals",
                          .amount.minor = minors[i],
                          .state = OUTLAY_STATE_APPROVED };

      g_strlcpy (fact.amount.currency, currency, sizeof fact.amount.currency);
      outlay_facts_add (told->facts, &fact);
    }
}

/* Around 1200, within a factor of 1.3 */
static const gint64 lunches[] = {
  1200, 1150, 1300, 990, 1420, 1210, 1080, 1250, 1190, 1330, 1020, 1500, 1230, 1170, 1260, 1110,
};

static void
test_unusual (void)
{
  static const struct
  {
    gint64 minor;
    guint n;
  } cases[] = {
    { 12000, 1 }, { 120, 1 },        { 1600, 0 }, { 900, 0 },
    { 1, 1 },     { G_MAXINT64, 1 }, { 0, 0 },    { -12000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ToldFacts) told = { 0 };
      const OutlayInsightNumbers *numbers;
      OutlayInsight *insight;

      told_facts_init (&told, "2026-11-20");
      tell_many (&told, "Nero", "EUR", lunches, G_N_ELEMENTS (lunches));
      told_facts_tell (&told, "odd", "Nero", "2026-11-18", cases[i].minor);
      told_facts_search (&told);
      g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_UNUSUAL), ==, cases[i].n);
      if (cases[i].n == 0)
        continue;

      insight = told_facts_get (&told, OUTLAY_INSIGHT_UNUSUAL, 0);
      numbers = outlay_insight_get_numbers (insight);
      g_assert_cmpstr (outlay_insight_get_key (insight), ==, "unusual:odd");
      g_assert_cmpstr (outlay_insight_get_ids (insight)[0], ==, "odd");
      g_assert_null (outlay_insight_get_ids (insight)[1]);
      g_assert_cmpint (numbers->amount, ==, cases[i].minor);
      g_assert_cmpint (numbers->usual, >, 1150);
      g_assert_cmpint (numbers->usual, <, 1250);
      g_assert_true (cases[i].minor < numbers->low || cases[i].minor > numbers->high);
      g_assert_cmpuint (numbers->n, ==, G_N_ELEMENTS (lunches));
      g_assert_cmpstr (numbers->day, ==, "2026-11-18");
      g_assert_false (numbers->is_of_category);

      g_hash_table_add (told.dismissed, g_strdup ("unusual:odd"));
      told_facts_search (&told);
      g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_UNUSUAL), ==, 0);
    }
}

/* A fixed price has no deviation at all: not every cent beside it is odd. */
static void
test_unusual_fixed_price (void)
{
  static const gint64 minors[] = { 999, 1099, 1299, 1599 };

  for (guint i = 0; i < G_N_ELEMENTS (minors); i++)
    {
      g_auto (ToldFacts) told = { 0 };
      gint64 prices[20];

      for (guint k = 0; k < G_N_ELEMENTS (prices); k++)
        prices[k] = 999;
      told_facts_init (&told, "2026-11-20");
      tell_many (&told, "Music", "EUR", prices, G_N_ELEMENTS (prices));
      told_facts_tell (&told, "odd", "Music", "2026-11-18", minors[i]);
      told_facts_search (&told);
      g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_UNUSUAL), ==, minors[i] == 1599);
    }
}

/* Twelve thousand yen are no odd amount among hundreds of euro cents, nor the other way round. */
static void
test_unusual_currencies (void)
{
  g_auto (ToldFacts) told = { 0 };
  gint64 dinars[G_N_ELEMENTS (lunches)];

  for (guint i = 0; i < G_N_ELEMENTS (lunches); i++)
    dinars[i] = lunches[i] * 1000;
  told_facts_init (&told, "2026-11-20");
  tell_many (&told, "Nero", "JPY", lunches, G_N_ELEMENTS (lunches));
  tell_many (&told, "Nero", "KWD", dinars, G_N_ELEMENTS (lunches));
  told_facts_tell (&told, "euros", "Nero", "2026-11-18", 50);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_UNUSUAL), ==, 0);

  outlay_facts_add (told.facts, &(OutlayFact) { .id = "yen",
                                                .merchant = "Nero",
                                                .day = "2026-11-18",
                                                .amount = { 50, "JPY" },
                                                .state = OUTLAY_STATE_APPROVED });
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_UNUSUAL), ==, 1);
  g_assert_cmpstr (outlay_insight_get_currency (told_facts_get (&told, OUTLAY_INSIGHT_UNUSUAL, 0)),
                   ==, "JPY");
}

/* A merchant that is hardly known is compared with the others of its category. */
static void
test_unusual_of_category (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  for (guint i = 0; i < G_N_ELEMENTS (lunches); i++)
    {
      g_autofree char *merchant = g_strdup_printf ("Inn %u", i);

      tell_many (&told, merchant, "EUR", &lunches[i], 1);
    }
  tell_many (&told, "Palace", "EUR", &(gint64) { 90000 }, 1);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_UNUSUAL), ==, 1);
  g_assert_true (outlay_insight_get_numbers (told_facts_get (&told, OUTLAY_INSIGHT_UNUSUAL, 0))
                     ->is_of_category);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/unusual/amounts", test_unusual);
  g_test_add_func ("/core/insight/unusual/fixed-price", test_unusual_fixed_price);
  g_test_add_func ("/core/insight/unusual/currencies", test_unusual_currencies);
  g_test_add_func ("/core/insight/unusual/of-category", test_unusual_of_category);

  return g_test_run ();
}
