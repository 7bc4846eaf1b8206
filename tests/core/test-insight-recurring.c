/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "told-facts.h"

static void
tell_on (ToldFacts *told, const char *merchant, const char *const *days, gint64 minor)
{
  for (guint i = 0; days[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%02u", merchant, i);

      told_facts_tell (told, id, merchant, days[i], minor);
    }
}

static void
test_cycles (void)
{
  static const struct
  {
    const char *days[16];
    const char *today;
    OutlayInterval interval; /* NONE where nothing recurs */
    const char *due;
    gboolean is_missing;
  } cases[] = {
    /* the last of each month, and of a leap year's February */
    { { "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", NULL },
      "2024-03-01",
      OUTLAY_INTERVAL_MONTH,
      "2024-03-31",
      FALSE },
    { { "2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", NULL },
      "2024-02-10",
      OUTLAY_INTERVAL_MONTH,
      "2024-02-29",
      FALSE },
    { { "2022-10-31", "2022-11-30", "2022-12-31", "2023-01-31", NULL },
      "2023-02-10",
      OUTLAY_INTERVAL_MONTH,
      "2023-02-28",
      FALSE },
    /* on a Monday where the 15th is a weekend */
    { { "2026-07-15", "2026-08-17", "2026-09-15", "2026-10-15", NULL },
      "2026-11-01",
      OUTLAY_INTERVAL_MONTH,
      "2026-11-15",
      FALSE },
    { { "2026-07-15", "2026-08-15", "2026-09-15", "2026-10-15", NULL },
      "2026-11-18",
      OUTLAY_INTERVAL_MONTH,
      "2026-11-15",
      FALSE },
    { { "2026-07-15", "2026-08-15", "2026-09-15", "2026-10-15", NULL },
      "2026-11-19",
      OUTLAY_INTERVAL_MONTH,
      "2026-11-15",
      TRUE },
    { { "2026-07-15", "2026-08-15", "2026-09-15", "2026-10-15", NULL },
      "2026-12-18",
      OUTLAY_INTERVAL_MONTH,
      "2026-11-15",
      TRUE },
    /* it has ended */
    { { "2026-07-15", "2026-08-15", "2026-09-15", "2026-10-15", NULL },
      "2026-12-19",
      OUTLAY_INTERVAL_NONE,
      NULL,
      FALSE },
    /* the turn of the year, and one in five left out */
    { { "2025-09-01", "2025-10-01", "2025-11-01", "2026-01-01", "2026-02-01", NULL },
      "2026-02-20",
      OUTLAY_INTERVAL_MONTH,
      "2026-03-01",
      FALSE },
    { { "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", NULL },
      "2026-11-14",
      OUTLAY_INTERVAL_WEEK,
      "2026-11-16",
      FALSE },
    { { "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", NULL },
      "2026-11-18",
      OUTLAY_INTERVAL_WEEK,
      "2026-11-16",
      TRUE },
    /* a leap day is the last of February in other years */
    { { "2020-02-29", "2021-02-28", "2022-03-01", "2023-02-28", "2024-02-29", NULL },
      "2024-06-01",
      OUTLAY_INTERVAL_YEAR,
      "2025-02-28",
      FALSE },
    { { "2024-05-10", "2025-05-12", NULL },
      "2025-12-01",
      OUTLAY_INTERVAL_YEAR,
      "2026-05-10",
      FALSE },
    /* too few, and too uneven */
    { { "2026-08-15", "2026-09-15", NULL }, "2026-10-01", OUTLAY_INTERVAL_NONE, NULL, FALSE },
    { { "2026-06-01", "2026-07-11", "2026-08-01", "2026-09-14", "2026-10-02", NULL },
      "2026-10-10",
      OUTLAY_INTERVAL_NONE,
      NULL,
      FALSE },
    { { "2026-11-20", NULL }, "2026-11-20", OUTLAY_INTERVAL_NONE, NULL, FALSE },
    { { NULL }, "2026-11-20", OUTLAY_INTERVAL_NONE, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayInsightKind kind = cases[i].is_missing ? OUTLAY_INSIGHT_MISSING
                                                   : OUTLAY_INSIGHT_RECURRING;
      g_auto (ToldFacts) told = { 0 };
      const OutlayInsightNumbers *numbers;

      told_facts_init (&told, cases[i].today);
      tell_on (&told, "Rent", cases[i].days, 85000);
      told_facts_search (&told);
      g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_RECURRING) +
                            told_facts_count (&told, OUTLAY_INSIGHT_MISSING),
                        ==, cases[i].interval != OUTLAY_INTERVAL_NONE);
      if (cases[i].interval == OUTLAY_INTERVAL_NONE)
        continue;

      numbers = outlay_insight_get_numbers (told_facts_get (&told, kind, 0));
      g_assert_cmpint (numbers->interval, ==, cases[i].interval);
      g_assert_cmpstr (numbers->day, ==, cases[i].due);
      g_assert_cmpint (numbers->usual, ==, 85000);
      g_assert_cmpstr (numbers->from, ==, cases[i].days[0]);
      g_assert_cmpstr (numbers->until, ==, cases[i].days[numbers->n - 1]);
    }
}

static void
test_missing (void)
{
  static const char *const days[] = { "2026-07-15", "2026-08-15", "2026-09-15", "2026-10-15",
                                      NULL };
  g_auto (ToldFacts) told = { 0 };
  OutlayInsight *insight;

  told_facts_init (&told, "2026-11-28");
  tell_on (&told, "Power", days, 7000);
  told_facts_search (&told);
  insight = told_facts_get (&told, OUTLAY_INSIGHT_MISSING, 0);
  g_assert_cmpstr (outlay_insight_get_key (insight), ==, "missing:EUR:2026-11-15:power");
  g_assert_cmpstr (outlay_insight_get_merchant (insight), ==, "Power");
  g_assert_cmpint (outlay_insight_get_action (insight), ==, OUTLAY_INSIGHT_ACTION_ADD_EXPENSE);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->days, ==, 13);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->grace, ==, 3);
  g_assert_cmpuint (g_strv_length ((GStrv) outlay_insight_get_ids (insight)), ==, 4);

  told_facts_tell (&told, "come", "POWER", "2026-11-17", 7600);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_MISSING), ==, 0);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_RECURRING), ==, 1);
}

/* Among other purchases of the same shop a subscription is known by its price; when that changes, it
 * has come. */
static void
test_subscription (void)
{
  static const char *const days[] = { "2026-07-03", "2026-08-03", "2026-09-03", "2026-10-03",
                                      NULL };
  static const gint64 others[] = { 4500, 12000, 3300, 8800, 700, 15000, 2200 };
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-12");
  tell_on (&told, "Shop", days, 899);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *id = g_strdup_printf ("other-%u", i);
      g_autofree char *day = g_strdup_printf ("2026-%02u-%02u", 5 + i % 5, 7 + 3 * i);

      told_facts_tell (&told, id, "Shop", day, others[i]);
    }
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_MISSING), ==, 1);
  g_assert_cmpstr (outlay_insight_get_key (told_facts_get (&told, OUTLAY_INSIGHT_MISSING, 0)), ==,
                   "missing:EUR:2026-11-03:899:shop");

  told_facts_tell (&told, "dearer", "Shop", "2026-11-04", 999);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_MISSING), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/recurring/cycles", test_cycles);
  g_test_add_func ("/core/insight/recurring/missing", test_missing);
  g_test_add_func ("/core/insight/recurring/subscription", test_subscription);

  return g_test_run ();
}
