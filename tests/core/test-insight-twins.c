/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "told-facts.h"

static void
assert_twins (ToldFacts *told, guint nth, const char *id, const char *other_id)
{
  OutlayInsight *insight = told_facts_get (told, OUTLAY_INSIGHT_TWINS, nth);
  g_autofree char *key = outlay_insight_dup_twins_key (id, other_id);

  g_assert_cmpstr (outlay_insight_get_key (insight), ==, key);
  g_assert_cmpstr (outlay_insight_get_dismissals (insight)[0], ==, key);
  g_assert_cmpstr (outlay_insight_get_ids (insight)[0], ==, id);
  g_assert_cmpstr (outlay_insight_get_ids (insight)[1], ==, other_id);
}

static guint
count_twins (ToldFacts *told)
{
  told_facts_search (told);
  return told_facts_count (told, OUTLAY_INSIGHT_TWINS);
}

static void
test_pairs (void)
{
  static const struct
  {
    const char *merchant;
    const char *day;
    gint64 minor;
    guint n;
  } cases[] = {
    { "Café  NERO ", "2026-11-10", 420, 1 },
    { "Cafe\u0301 nero", "2026-11-13", 420, 1 },
    { "cafe nero", "2026-11-07", 420, 1 },
    { "Café Nero", "2026-11-14", 420, 0 },
    { "Café Nero", "2026-11-10", 421, 0 },
    { "Café Nera", "2026-11-10", 420, 0 },
    { "", "2026-11-10", 420, 0 },
    { "Café Nero", "2026-11-21", 420, 0 },
    { "Café Nero", "", 420, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ToldFacts) told = { 0 };

      told_facts_init (&told, "2026-11-20");
      told_facts_tell (&told, "a", "Café Nero", "2026-11-10", 420);
      told_facts_tell (&told, "b", cases[i].merchant, cases[i].day, cases[i].minor);
      g_assert_cmpuint (count_twins (&told), ==, cases[i].n);
    }
}

static void
test_other_currency (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  told_facts_tell (&told, "a", "Nero", "2026-11-10", 420);
  outlay_facts_add (told.facts, &(OutlayFact) { .id = "b",
                                                .merchant = "Nero",
                                                .day = "2026-11-10",
                                                .amount = { 420, "USD" } });
  g_assert_cmpuint (count_twins (&told), ==, 0);
}

/* What a person says is two stays two, and so does the next of the kind. */
static void
test_dismissed (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  told_facts_tell (&told, "a", "Bus", "2026-11-10", 280);
  told_facts_tell (&told, "b", "Bus", "2026-11-11", 280);
  told_facts_tell (&told, "c", "Bus", "2026-11-18", 280);
  told_facts_tell (&told, "d", "Bus", "2026-11-19", 280);
  told_facts_tell (&told, "e", "Hotel", "2026-11-18", 280);
  told_facts_tell (&told, "f", "Hotel", "2026-11-18", 280);
  g_assert_cmpuint (count_twins (&told), ==, 3);
  assert_twins (&told, 0, "c", "d");
  assert_twins (&told, 1, "e", "f");
  assert_twins (&told, 2, "a", "b");

  g_hash_table_add (told.dismissed, outlay_insight_dup_twins_key ("b", "a"));
  g_assert_cmpuint (count_twins (&told), ==, 1);
  assert_twins (&told, 0, "e", "f");
}

static void
test_daily_coffee (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  for (guint i = 1; i <= 19; i++)
    {
      g_autofree char *id = g_strdup_printf ("coffee-%02u", i);
      g_autofree char *day = g_strdup_printf ("2026-11-%02u", i);

      told_facts_tell (&told, id, "Nero", day, 420);
    }
  g_assert_cmpuint (count_twins (&told), ==, 0);

  told_facts_tell (&told, "again", "Nero", "2026-11-12", 420);
  g_assert_cmpuint (count_twins (&told), ==, 1);
  assert_twins (&told, 0, "again", "coffee-12");
}

/* Tickets there and back are two, once it is seen that they always are. */
static void
test_there_and_back (void)
{
  static const char *const days[] = { "2026-11-02", "2026-11-05", "2026-11-09", "2026-11-18" };
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *there = g_strdup_printf ("there-%u", i);
      g_autofree char *back = g_strdup_printf ("back-%u", i);

      told_facts_tell (&told, there, "Bus", days[i], 280);
      told_facts_tell (&told, back, "Bus", days[i], 280);
    }
  g_assert_cmpuint (count_twins (&told), ==, 0);
}

static void
test_same_file (void)
{
  static const char file[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  static const struct
  {
    const char *category;
    gint64 minor;
    OutlayState state;
    guint n;
  } cases[] = {
    { "travel", 500, OUTLAY_STATE_DRAFT, 1 },
    { "travel", 900, OUTLAY_STATE_DRAFT, 1 },
    { "meals", 0, OUTLAY_STATE_DRAFT, 1 },
    { "meals", 900, OUTLAY_STATE_DRAFT, 0 }, /* one bill in two parts */
    { "travel", 500, OUTLAY_STATE_REJECTED, 0 },
    { "travel", 500, OUTLAY_STATE_REIMBURSED, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *two = g_strdup_printf ("ffff%s %s", file + 4, file);
      g_auto (ToldFacts) told = { 0 };

      told_facts_init (&told, "2026-11-20");
      outlay_facts_add (told.facts, &(OutlayFact) { .id = "a",
                                                    .day = "2026-10-01",
                                                    .amount = { 500, "EUR" },
                                                    .category = "travel",
                                                    .merchant = "Rail",
                                                    .proofs = file,
                                                    .state = OUTLAY_STATE_REIMBURSED });
      outlay_facts_add (told.facts, &(OutlayFact) { .id = "b",
                                                    .day = "2026-11-01",
                                                    .amount = { cases[i].minor, "EUR" },
                                                    .category = cases[i].category,
                                                    .merchant = "Railway",
                                                    .proofs = two,
                                                    .state = cases[i].state });
      g_assert_cmpuint (count_twins (&told), ==, cases[i].n);
      if (cases[i].n > 0)
        g_assert_true (outlay_insight_get_numbers (told_facts_get (&told, OUTLAY_INSIGHT_TWINS, 0))
                           ->is_same_file);
    }
}

/* Only a draft is ever offered to be discarded, and of two the later. */
static void
test_target (void)
{
  static const struct
  {
    OutlayState first;
    OutlayState second;
    const char *target;
  } cases[] = {
    { OUTLAY_STATE_DRAFT, OUTLAY_STATE_DRAFT, "a" },
    { OUTLAY_STATE_DRAFT, OUTLAY_STATE_REIMBURSED, "a" },
    { OUTLAY_STATE_REIMBURSED, OUTLAY_STATE_DRAFT, "b" },
    { OUTLAY_STATE_SUBMITTED, OUTLAY_STATE_REIMBURSED, NULL },
    { OUTLAY_STATE_REIMBURSED, OUTLAY_STATE_REIMBURSED, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayFact fact = { .id = "a",
                          .day = "2026-11-01",
                          .amount = { 500, "EUR" },
                          .merchant = "Rail",
                          .created_at = 2,
                          .state = cases[i].first };
      g_auto (ToldFacts) told = { 0 };
      OutlayInsight *insight;

      told_facts_init (&told, "2026-11-20");
      outlay_facts_add (told.facts, &fact);
      fact.id = "b";
      fact.created_at = 1;
      fact.state = cases[i].second;
      outlay_facts_add (told.facts, &fact);
      g_assert_cmpuint (count_twins (&told), ==, 1);

      insight = told_facts_get (&told, OUTLAY_INSIGHT_TWINS, 0);
      g_assert_cmpstr (outlay_insight_get_target (insight), ==, cases[i].target);
      g_assert_cmpint (outlay_insight_get_action (insight), ==,
                       cases[i].target != NULL ? OUTLAY_INSIGHT_ACTION_DISCARD
                                               : OUTLAY_INSIGHT_ACTION_COMPARE);
    }
}

static void
test_empty (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  g_assert_cmpuint (count_twins (&told), ==, 0);
  told_facts_tell (&told, "a", "Nero", "2026-11-10", 420);
  g_assert_cmpuint (count_twins (&told), ==, 0);
  told_facts_tell (&told, "b", "Nero", "2026-11-10", 420);
  told.query.today = "yesterday";
  g_assert_cmpuint (count_twins (&told), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/twins/pairs", test_pairs);
  g_test_add_func ("/core/insight/twins/other-currency", test_other_currency);
  g_test_add_func ("/core/insight/twins/dismissed", test_dismissed);
  g_test_add_func ("/core/insight/twins/daily-coffee", test_daily_coffee);
  g_test_add_func ("/core/insight/twins/there-and-back", test_there_and_back);
  g_test_add_func ("/core/insight/twins/same-file", test_same_file);
  g_test_add_func ("/core/insight/twins/target", test_target);
  g_test_add_func ("/core/insight/twins/empty", test_empty);

  return g_test_run ();
}
