/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds for all insights together. */

#include <string.h>

#include "generated-history.h"
#include "told-facts.h"

static void
test_nothing (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  told_facts_search (&told);
  g_assert_cmpuint (told.found->len, ==, 0);

  told_facts_tell (&told, "a", "Nero", "2026-11-10", 420);
  told_facts_search (&told);
  g_assert_cmpuint (told.found->len, ==, 0);

  told.query.today = "2026-11-31";
  told_facts_search (&told);
  g_assert_cmpuint (told.found->len, ==, 0);
}

/* Rows without anything, and ones that say nothing that can be: none of them ends badly. */
static void
test_odd_rows (void)
{
  static const char *const days[] = { NULL,         "",           "soon",      "2026-02-30",
                                      "1970-01-01", "9999-12-31", "2026-11-20" };
  static const gint64 minors[] = { G_MININT64, -1, 0, 1, G_MAXINT64 };
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  for (guint round = 0; round < 3; round++)
    for (guint d = 0; d < G_N_ELEMENTS (days); d++)
      for (guint m = 0; m < G_N_ELEMENTS (minors); m++)
        for (guint state = 0; state < OUTLAY_N_STATES; state++)
          {
            g_autofree char *id = g_strdup_printf ("%u-%u-%u-%u", round, d, m, state);

            outlay_facts_add (told.facts,
                              &(OutlayFact) {
                                  .id = id,
                                  .day = days[d],
                                  .amount = { minors[m], { d % 2 == 0 ? 'E' : '\0', 'U', 'R' } },
                                  .merchant = m % 2 == 0 ? "  \xff\xfe " : NULL,
                                  .proofs = m % 3 == 0 ? "  no  digest " : NULL,
                                  .state = state,
                                  .created_at = minors[m],
                                  .submitted_at = minors[(m + 1) % 5],
                                  .decided_at = minors[(m + 2) % 5],
                              });
          }
  told_facts_search (&told);
  g_assert_cmpuint (outlay_facts_get_n (told.facts), ==, 3 * 7 * 5 * OUTLAY_N_STATES);
}

/* A year in which each day is as the one before. */
static void
test_all_equal (void)
{
  g_auto (ToldFacts) told = { 0 };
  const OutlayInsightNumbers *numbers;

  told_facts_init (&told, "2026-11-20");
  for (guint i = 0; i < 365; i++)
    {
      g_autofree char *id = g_strdup_printf ("%03u", i);
      GDate date;
      char day[OUTLAY_DAY_SIZE];

      g_date_set_dmy (&date, 20, G_DATE_NOVEMBER, 2026);
      g_date_subtract_days (&date, i);
      g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
      told_facts_tell (&told, id, "Nero", day, 300);
    }
  told_facts_search (&told);

  g_assert_cmpuint (told.found->len, ==, 1);
  numbers = outlay_insight_get_numbers (told_facts_get (&told, OUTLAY_INSIGHT_FORECAST, 0));
  g_assert_cmpint (numbers->so_far, ==, 20 * 300);
  g_assert_cmpint (numbers->amount, ==, 30 * 300);
  g_assert_cmpint (numbers->low, ==, 30 * 300);
  g_assert_cmpint (numbers->high, ==, 30 * 300);
}

/* A clock that is behind sees nothing of what is to come. */
static void
test_clock_before_history (void)
{
  g_auto (GeneratedHistory) history = { 0 };
  g_autoptr (OutlayFacts) facts = NULL;
  g_autoptr (GPtrArray) insights = NULL;

  generated_history_init (&history, 1);
  facts = generated_history_make_facts (&history);
  insights = outlay_insights_find (facts,
                                   &(OutlayInsightsQuery) { .today = "2020-01-01", .now = 1 });
  g_assert_cmpuint (insights->len, ==, 0);
}

static void
test_too_much_to_add_up (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  for (guint month = 1; month <= 11; month++)
    for (guint i = 0; i < 2; i++)
      {
        g_autofree char *id = g_strdup_printf ("%02u-%u", month, i);
        g_autofree char *merchant = g_strdup_printf ("Bank %u", i);
        g_autofree char *day = g_strdup_printf ("2026-%02u-15", month);

        told_facts_tell (&told, id, merchant, day, G_MAXINT64);
      }
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_FORECAST), ==, 0);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_RECURRING), ==, 2);
  g_assert_cmpint (
      outlay_insight_get_numbers (told_facts_get (&told, OUTLAY_INSIGHT_RECURRING, 0))->usual, ==,
      G_MAXINT64);
}

/* Not more than can be looked at, the weightiest first. */
static void
test_limit (void)
{
  g_auto (ToldFacts) told = { 0 };
  GHashTable *keys;

  told_facts_init (&told, "2026-11-20");
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *merchant = g_strdup_printf ("Shop %u", i);
      g_autofree char *first = g_strdup_printf ("%02u-a", i);
      g_autofree char *second = g_strdup_printf ("%02u-b", i);
      g_autofree char *day = g_strdup_printf ("2026-%02u-%02u", 1 + i / 10, 1 + i % 10);

      told_facts_tell (&told, first, merchant, day, 420);
      told_facts_tell (&told, second, merchant, day, 420);
    }
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_TWINS), ==,
                    OUTLAY_INSIGHTS_MAX_OF_KIND);
  g_assert_cmpstr (outlay_insight_get_key (told_facts_get (&told, OUTLAY_INSIGHT_TWINS, 0)), ==,
                   "twins:99-a:99-b");

  keys = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < told.found->len; i++)
    g_assert_true (
        g_hash_table_add (keys, (gpointer) outlay_insight_get_key (told.found->pdata[i])));
  g_hash_table_unref (keys);
}

static char *
print_insights (GeneratedHistory *history)
{
  g_autoptr (OutlayFacts) facts = generated_history_make_facts (history);
  OutlayInsightsQuery query = generated_history_make_query (history);
  g_autoptr (GPtrArray) insights = outlay_insights_find (facts, &query);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < insights->len; i++)
    {
      OutlayInsight *insight = g_ptr_array_index (insights, i);
      const OutlayInsightNumbers *numbers = outlay_insight_get_numbers (insight);
      const char *const *ids = outlay_insight_get_ids (insight);
      g_autofree char *all = ids != NULL ? g_strjoinv (",", (GStrv) ids) : NULL;

      g_string_append_printf (
          text, "%s %s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n",
          outlay_insight_get_key (insight), outlay_insight_get_merchant (insight),
          outlay_insight_get_cause (insight), numbers->amount, numbers->usual, all);
    }

  return g_string_free_and_steal (text);
}

/* In whatever order they are told, the same facts give the same insights. */
static void
test_any_order (void)
{
  for (guint32 seed = 1; seed <= 5; seed++)
    {
      g_auto (GeneratedHistory) history = { 0 };
      g_autofree char *first = NULL, *second = NULL;

      generated_history_init (&history, seed);
      first = print_insights (&history);
      for (guint i = history.expenses->len; i > 1; i--)
        {
          guint at = (guint) g_rand_int_range (history.random, 0, (gint32) i);
          gpointer kept = history.expenses->pdata[i - 1];

          history.expenses->pdata[i - 1] = history.expenses->pdata[at];
          history.expenses->pdata[at] = kept;
        }
      second = print_insights (&history);
      g_assert_cmpstr (first, ==, second);
      g_assert_nonnull (strstr (first, "forecast:EUR:*"));
    }
}

/* What was dismissed for good stays away when it is computed anew, and takes nothing else along. */
static void
test_dismissed_for_good (void)
{
  g_auto (GeneratedHistory) history = { 0 };
  g_autoptr (OutlayFacts) facts = NULL;
  g_autoptr (GPtrArray) insights = NULL;
  OutlayInsightsQuery query;

  generated_history_init (&history, 3);
  facts = generated_history_make_facts (&history);
  query = generated_history_make_query (&history);
  insights = outlay_insights_find (facts, &query);
  while (insights->len > 0)
    {
      OutlayInsight *insight = g_ptr_array_index (insights, 0);
      const char *const *dismissals = outlay_insight_get_dismissals (insight);
      g_autofree char *key = g_strdup (outlay_insight_get_key (insight));
      guint n = insights->len;

      for (guint i = 0; dismissals[i] != NULL; i++)
        g_hash_table_add (history.dismissed, g_strdup (dismissals[i]));
      g_ptr_array_unref (insights);
      insights = outlay_insights_find (facts, &query);
      g_assert_cmpuint (insights->len, ==, n - 1);
      for (guint i = 0; i < insights->len; i++)
        g_assert_cmpstr (outlay_insight_get_key (insights->pdata[i]), !=, key);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insights/nothing", test_nothing);
  g_test_add_func ("/core/insights/odd-rows", test_odd_rows);
  g_test_add_func ("/core/insights/all-equal", test_all_equal);
  g_test_add_func ("/core/insights/clock-before-history", test_clock_before_history);
  g_test_add_func ("/core/insights/too-much-to-add-up", test_too_much_to_add_up);
  g_test_add_func ("/core/insights/limit", test_limit);
  g_test_add_func ("/core/insights/any-order", test_any_order);
  g_test_add_func ("/core/insights/dismissed-for-good", test_dismissed_for_good);

  return g_test_run ();
}
