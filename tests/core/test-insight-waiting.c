/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "told-facts.h"

#include "core/insight/outlay-insight-search.h"

#define DAY_USEC OUTLAY_INSIGHT_DAY_USEC

static void
tell_waits (ToldFacts *told, guint n, gint64 wait)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("decided-%02u", i);
      gint64 at = told->query.now - (300 + i) * DAY_USEC;

      outlay_facts_add (told->facts, &(OutlayFact) { .id = id,
                                                     .merchant = id,
                                                     .day = "2026-01-05",
                                                     .amount = { 1000 + 100 * i, "EUR" },
                                                     .category = "meals",
                                                     .state = OUTLAY_STATE_APPROVED,
                                                     .created_at = at,
                                                     .submitted_at = at + wait,
                                                     .decided_at = at + 2 * wait });
    }
}

static void
tell_since (ToldFacts *told, const char *id, OutlayState state, const char *currency, gint64 days)
{
  OutlayFact fact = { .id = id,
                      .merchant = id,
                      .day = "2026-11-01",
                      .amount.minor = 500,
                      .category = "meals",
                      .proofs = state == OUTLAY_STATE_DRAFT ? NULL : id,
                      .wants_proof = TRUE,
                      .state = state,
                      .created_at = told->query.now - days * DAY_USEC };

  g_strlcpy (fact.amount.currency, currency, sizeof fact.amount.currency);
  fact.submitted_at = state == OUTLAY_STATE_DRAFT ? 0 : fact.created_at;
  outlay_facts_add (told->facts, &fact);
}

static void
test_waiting (void)
{
  g_auto (ToldFacts) told = { 0 };
  OutlayInsight *insight;

  told_facts_init (&told, "2026-11-20");
  tell_waits (&told, 20, 3 * DAY_USEC);
  tell_since (&told, "a", OUTLAY_STATE_SUBMITTED, "EUR", 2);
  tell_since (&told, "b", OUTLAY_STATE_SUBMITTED, "EUR", 9);
  tell_since (&told, "c", OUTLAY_STATE_SUBMITTED, "EUR", 14);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_WAITING), ==, 1);
  insight = told_facts_get (&told, OUTLAY_INSIGHT_WAITING, 0);
  g_assert_cmpstr (outlay_insight_get_ids (insight)[0], ==, "c");
  g_assert_cmpstr (outlay_insight_get_ids (insight)[1], ==, "b");
  g_assert_null (outlay_insight_get_ids (insight)[2]);
  g_assert_cmpstr (outlay_insight_get_dismissals (insight)[1], ==, "waiting:b");
  g_assert_cmpstr (outlay_insight_get_target (insight), ==, "c");
  g_assert_cmpstr (outlay_insight_get_currency (insight), ==, "EUR");
  g_assert_cmpint (outlay_insight_get_numbers (insight)->amount, ==, 1000);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->days, ==, 14);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->usual_days, ==, 3);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->grace, ==, 3);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->n_before, ==, 20);

  /* those that were dismissed stay away, and others do not */
  g_hash_table_add (told.dismissed, g_strdup ("waiting:c"));
  tell_since (&told, "d", OUTLAY_STATE_SUBMITTED, "JPY", 5);
  told_facts_search (&told);
  insight = told_facts_get (&told, OUTLAY_INSIGHT_WAITING, 0);
  g_assert_cmpuint (outlay_insight_get_numbers (insight)->n, ==, 2);
  g_assert_cmpstr (outlay_insight_get_currency (insight), ==, "");
  g_assert_cmpint (outlay_insight_get_numbers (insight)->amount, ==, 0);

  told.query.rule = OUTLAY_BUDGET_DEVICE;
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_WAITING), ==, 0);
}

/* Who is new waits for a month before anything is told. */
static void
test_waiting_at_first (void)
{
  g_auto (ToldFacts) told = { 0 };

  told_facts_init (&told, "2026-11-20");
  tell_since (&told, "a", OUTLAY_STATE_SUBMITTED, "EUR", 31);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_WAITING), ==, 0);
  tell_since (&told, "b", OUTLAY_STATE_SUBMITTED, "EUR", 32);
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_WAITING), ==, 1);

  /* a clock that was put back, to before all of it */
  told.query.now = 1;
  told_facts_search (&told);
  g_assert_cmpuint (told_facts_count (&told, OUTLAY_INSIGHT_WAITING), ==, 0);
}

static void
test_drafts (void)
{
  g_auto (ToldFacts) told = { 0 };
  OutlayFact fact = { .id = "empty", .wants_proof = TRUE, .state = OUTLAY_STATE_DRAFT };

  told_facts_init (&told, "2026-11-20");
  tell_waits (&told, 20, 3 * DAY_USEC);
  tell_since (&told, "unproven", OUTLAY_STATE_DRAFT, "EUR", 9);
  fact.created_at = told.query.now - 9 * DAY_USEC;
  outlay_facts_add (told.facts, &fact);
  fact = (OutlayFact) { .id = "ready",
                        .merchant = "Nero",
                        .amount = { 500, "EUR" },
                        .day = "2026-11-10",
                        .category = "meals",
                        .state = OUTLAY_STATE_DRAFT,
                        .created_at = fact.created_at };
  outlay_facts_add (told.facts, &fact);
  told_facts_search (&told);

  g_assert_cmpstr (outlay_insight_get_target (told_facts_get (&told, OUTLAY_INSIGHT_UNPROVEN, 0)),
                   ==, "unproven");
  g_assert_cmpstr (outlay_insight_get_target (told_facts_get (&told, OUTLAY_INSIGHT_UNFINISHED, 0)),
                   ==, "empty");
  g_assert_cmpstr (outlay_insight_get_target (told_facts_get (&told, OUTLAY_INSIGHT_READY, 0)), ==,
                   "ready");
  g_assert_cmpint (outlay_insight_get_action (told_facts_get (&told, OUTLAY_INSIGHT_READY, 0)), ==,
                   OUTLAY_INSIGHT_ACTION_SUBMIT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/insight/waiting/longer-than-usual", test_waiting);
  g_test_add_func ("/core/insight/waiting/at-first", test_waiting_at_first);
  g_test_add_func ("/core/insight/waiting/drafts", test_drafts);

  return g_test_run ();
}
