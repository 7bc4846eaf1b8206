/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-budget.h"

static OutlayStateTotals
make_states (gint64 draft, gint64 submitted, gint64 approved, gint64 rejected, gint64 reimbursed)
{
  return (OutlayStateTotals) { .states = {
                                   [OUTLAY_STATE_DRAFT] = { 1, draft },
                                   [OUTLAY_STATE_SUBMITTED] = { 1, submitted },
                                   [OUTLAY_STATE_APPROVED] = { 1, approved },
                                   [OUTLAY_STATE_REJECTED] = { 1, rejected },
                                   [OUTLAY_STATE_REIMBURSED] = { 1, reimbursed },
                               } };
}

static OutlayBudgetStanding
measure (OutlayBudgetRule rule, gint64 limit, OutlayStateTotals states)
{
  OutlayBudget budget = { "travel", { limit, "EUR" } };
  OutlayBudgetStanding standing;
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_budget_measure (&budget, rule, &states, &standing, &error));
  g_assert_no_error (error);
  return standing;
}

static void
test_states (void)
{
  OutlayBudgetStanding standing = measure (OUTLAY_BUDGET_COMPANY, 10000,
                                           make_states (7, 500, 1000, 90000, 2000));

  g_assert_cmpstr (standing.currency, ==, "EUR");
  g_assert_cmpint (standing.spent, ==, 3000);
  g_assert_cmpint (standing.committed, ==, 500);
  g_assert_cmpint (standing.drafts, ==, 7);
  g_assert_cmpint (standing.left, ==, 6500);
  g_assert_cmpint (standing.per_mille, ==, 350);

  standing = measure (OUTLAY_BUDGET_DEVICE, 10000, make_states (7, 500, 1000, 90000, 2000));
  g_assert_cmpint (standing.spent, ==, 3007);
  g_assert_cmpint (standing.committed, ==, 500);
  g_assert_cmpint (standing.drafts, ==, 0);
  g_assert_cmpint (standing.left, ==, 6493);
}

static void
test_levels (void)
{
  static const struct
  {
    gint64 limit;
    gint64 used;
    OutlayBudgetLevel level;
    gint32 per_mille;
  } cases[] = {
    { 10000, 0, OUTLAY_BUDGET_LEVEL_NONE, 0 },
    { 10000, -5, OUTLAY_BUDGET_LEVEL_NONE, 0 },
    { 10000, 7999, OUTLAY_BUDGET_LEVEL_NONE, 799 },
    { 10000, 8000, OUTLAY_BUDGET_LEVEL_NEAR, 800 },
    { 10000, 9999, OUTLAY_BUDGET_LEVEL_NEAR, 999 },
    { 10000, 10000, OUTLAY_BUDGET_LEVEL_FULL, 1000 },
    { 10000, 25001, OUTLAY_BUDGET_LEVEL_FULL, 2500 },
    { 1, 1, OUTLAY_BUDGET_LEVEL_FULL, 1000 },
    { 3, 2, OUTLAY_BUDGET_LEVEL_NONE, 666 },
    { 1, G_MAXINT64, OUTLAY_BUDGET_LEVEL_FULL, G_MAXINT32 },
    { G_MAXINT64, G_MAXINT64 - 1, OUTLAY_BUDGET_LEVEL_NEAR, 999 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayBudgetStanding standing = measure (OUTLAY_BUDGET_COMPANY, cases[i].limit,
                                               make_states (0, cases[i].used, 0, 0, 0));

      g_assert_cmpint (standing.level, ==, cases[i].level);
      g_assert_cmpint (standing.per_mille, ==, cases[i].per_mille);
      g_assert_cmpint (standing.left, ==, cases[i].limit - cases[i].used);
    }
}

static void
test_overflow (void)
{
  OutlayBudget budget = { "", { 1, "EUR" } };
  OutlayBudgetStanding standing = { .limit = 42 };
  OutlayBudgetStanding full = measure (OUTLAY_BUDGET_COMPANY, 1,
                                       make_states (0, G_MAXINT64, 0, 0, 0));
  OutlayStateTotals cases[] = {
    make_states (0, 0, G_MAXINT64, 0, 1),
    make_states (0, G_MININT64, 0, 0, 0),
    make_states (0, G_MAXINT64, G_MAXINT64, 0, 0),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          outlay_budget_measure (&budget, OUTLAY_BUDGET_COMPANY, &cases[i], &standing, &error));
      g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW);
      g_assert_cmpint (standing.limit, ==, 42);
    }

  g_assert_false (outlay_budget_standing_add (&full, 1, &standing, NULL));
  g_assert_cmpint (standing.limit, ==, 42);
}

static void
add (OutlayReport *report, const char *currency, const char *category, gint64 minor)
{
  g_assert_true (
      outlay_report_add_state (report, currency, category, OUTLAY_STATE_APPROVED, 1, minor, NULL));
}

/* A budget in the home currency counts what was converted; another counts its own currency alone. */
static void
test_of_report (void)
{
  static const struct
  {
    const char *category;
    const char *currency;
    const char *home;
    gint64 spent;
  } cases[] = {
    { "travel", "EUR", "EUR", 1090 }, { "travel", "EUR", NULL, 1000 },
    { "travel", "EUR", "USD", 1000 }, { "", "EUR", "EUR", 1297 },
    { "", "EUR", NULL, 1200 },        { "travel", "USD", "EUR", 100 },
    { "", "USD", "EUR", 108 },        { "meals", "EUR", "EUR", 0 },
    { "meals", "JPY", "EUR", 0 },     { "meals", "JPY", "JPY", 0 },
  };
  g_auto (OutlayReport) report = { 0 };

  outlay_report_init (&report, TRUE);
  add (&report, "EUR", "travel", 1000);
  add (&report, "EUR", NULL, 200);
  add (&report, "USD", "travel", 100);
  add (&report, "USD", NULL, 8);
  add (&report, "=EUR", "travel", 90);
  add (&report, "=EUR", NULL, 7);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayBudget budget = { .limit.minor = 5000 };
      OutlayBudgetStanding standing;

      g_strlcpy (budget.category, cases[i].category, sizeof budget.category);
      g_strlcpy (budget.limit.currency, cases[i].currency, sizeof budget.limit.currency);
      g_assert_true (outlay_budget_measure_report (&budget, OUTLAY_BUDGET_COMPANY, &report,
                                                   cases[i].home, &standing, NULL));
      g_assert_cmpint (standing.spent, ==, cases[i].spent);
      g_assert_cmpint (standing.left, ==, 5000 - cases[i].spent);
    }
}

static void
test_before_and_after (void)
{
  OutlayBudgetStanding before = measure (OUTLAY_BUDGET_COMPANY, 10000,
                                         make_states (300, 500, 7000, 0, 0));
  OutlayBudgetStanding after;

  g_assert_true (outlay_budget_standing_add (&before, 600, &after, NULL));
  g_assert_cmpint (after.committed, ==, 1100);
  g_assert_cmpint (after.spent, ==, 7000);
  g_assert_cmpint (after.drafts, ==, 300);
  g_assert_cmpint (after.left, ==, 1900);
  g_assert_cmpint (after.level, ==, OUTLAY_BUDGET_LEVEL_NEAR);

  before = measure (OUTLAY_BUDGET_DEVICE, 10000, make_states (9000, 0, 0, 0, 0));
  g_assert_true (outlay_budget_standing_add (&before, -1500, &before, NULL));
  g_assert_cmpint (before.spent, ==, 7500);
  g_assert_cmpint (before.level, ==, OUTLAY_BUDGET_LEVEL_NONE);
}

/* Each threshold once, whatever comes and goes in between. */
static void
test_crossed_once (void)
{
  static const gint64 used[] = { 100, 850, 500, 900, 1000, 790, 1200, 80, 1100 };
  OutlayBudgetLevel warned = OUTLAY_BUDGET_LEVEL_NONE;
  guint n_near = 0, n_full = 0;

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    {
      OutlayBudgetLevel level =
          measure (OUTLAY_BUDGET_COMPANY, 1000, make_states (0, used[i], 0, 0, 0)).level;
      OutlayBudgetLevel crossed = outlay_budget_level_crossed (warned, level);

      n_near += crossed == OUTLAY_BUDGET_LEVEL_NEAR;
      n_full += crossed == OUTLAY_BUDGET_LEVEL_FULL;
      warned = MAX (warned, level);
    }

  g_assert_cmpuint (n_near, ==, 1);
  g_assert_cmpuint (n_full, ==, 1);
  g_assert_cmpint (outlay_budget_level_crossed (OUTLAY_BUDGET_LEVEL_NONE, OUTLAY_BUDGET_LEVEL_FULL),
                   ==, OUTLAY_BUDGET_LEVEL_FULL);
  g_assert_cmpuint (outlay_budget_level_get_percent (OUTLAY_BUDGET_LEVEL_NEAR), ==, 80);
}

static void
test_pace (void)
{
  static const struct
  {
    const char *today;
    gint64 limit;
    gint64 used;
    gint64 dearest_day;
    guint over_on;
  } cases[] = {
    /* 10 a day: 240 is reached with the 24th, and gone over on the 25th */
    { "2026-11-10", 240, 100, 0, 25 },
    { "2026-11-10", 239, 100, 0, 24 },
    { "2026-11-10", 299, 100, 0, 30 },
    { "2026-11-10", 300, 100, 0, 0 },
    { "2026-10-10", 300, 100, 0, 31 },
    { "2026-11-10", 100, 100, 0, 11 }, /* nothing is left */
    { "2026-11-10", 99, 100, 0, 0 },   /* it is over already */
    { "2026-11-10", 1000, 0, 0, 0 },
    { "2026-11-10", 1000, -50, 0, 0 },
    { "2026-11-04", 100, 99, 0, 0 }, /* too early to tell */
    { "2026-11-05", 101, 100, 0, 6 },
    { "2026-11-30", 100, 100, 0, 0 }, /* no day is left */
    { "2024-02-28", 100, 98, 0, 29 }, /* a leap day */
    { "2023-02-27", 100, 97, 0, 28 },
    /* 900 of rent and 10 on each of the nine other days */
    { "2026-11-10", 1100, 990, 900, 22 },
    { "2026-11-10", 1200, 990, 900, 0 },
    { "2026-11-10", 1000, 900, 900, 0 }, /* the rent alone */
    { "2026-11-10", G_MAXINT64, G_MAXINT64 / 2, 0, 20 + 1 },
    { "2026-11-31", 100, 90, 0, 0 },
    { "", 100, 90, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayBudgetStanding standing = measure (OUTLAY_BUDGET_COMPANY, cases[i].limit,
                                               make_states (0, 0, cases[i].used, 0, 0));

      g_assert_cmpuint (outlay_budget_pace (&standing, cases[i].dearest_day, cases[i].today), ==,
                        cases[i].over_on);
    }
}

/* Whatever the pace says, counting day by day says the same. */
static void
test_pace_by_counting (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261120);

  for (guint round = 0; round < 5000; round++)
    {
      gint64 limit = g_rand_int_range (random, 1, 5000);
      gint64 used = g_rand_int_range (random, 0, (gint32) limit + 1);
      gint64 dearest = g_rand_boolean (random) ? g_rand_int_range (random, 0, (gint32) used + 1)
                                               : 0;
      guint gone = (guint) g_rand_int_range (random, OUTLAY_BUDGET_PACE_FIRST_DAY, 31);
      guint usual_days = gone - (dearest > 0);
      g_autofree char *today = g_strdup_printf ("2026-11-%02u", gone);
      OutlayBudgetStanding standing = measure (OUTLAY_BUDGET_COMPANY, limit,
                                               make_states (0, used, 0, 0, 0));
      guint expected = 0;

      for (guint day = gone + 1; expected == 0 && day <= 30; day++)
        if (used * usual_days + (used - dearest) * (day - gone) > limit * usual_days)
          expected = day;
      g_assert_cmpuint (outlay_budget_pace (&standing, dearest, today), ==, expected);
    }
}

static void
assert_complaint (OutlayComplaints *complaints, const char *field, OutlayComplaintCode code)
{
  const OutlayComplaint *complaint = outlay_complaints_find (complaints, field);

  g_assert_nonnull (complaint);
  g_assert_cmpint (complaint->code, ==, code);
}

static void
test_check (void)
{
  static const OutlayBudget good[] = {
    { "", { 1, "EUR" } },
    { "", { OUTLAY_BUDGET_LIMIT_MAX, "JPY" } },
    { "travel", { 5000, "EUR" } },
    { "meals", { 5000, "EUR" } },
  };
  static const OutlayBudget bad[] = {
    { "travel", { 0, "EUR" } }, { "travel", { -1, "JPY" } },
    { "travel", { 1, "EUR" } }, { "a", { OUTLAY_BUDGET_LIMIT_MAX + 1, "XXX" } },
    { "a", { 1, "" } },
  };
  g_autofree OutlayBudget *many = g_new0 (OutlayBudget, OUTLAY_BUDGETS_MAX + 1);
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  outlay_budgets_check (NULL, 0, complaints);
  outlay_budgets_check (good, G_N_ELEMENTS (good), complaints);
  g_assert_true (outlay_complaints_is_empty (complaints));

  outlay_budgets_check (bad, G_N_ELEMENTS (bad), complaints);
  g_assert_cmpuint (complaints->len, ==, 6);
  assert_complaint (complaints, "items[0].limit.minor", OUTLAY_COMPLAINT_NOT_POSITIVE);
  assert_complaint (complaints, "items[1].limit.minor", OUTLAY_COMPLAINT_NOT_POSITIVE);
  assert_complaint (complaints, "items[2].category", OUTLAY_COMPLAINT_TWICE);
  assert_complaint (complaints, "items[3].limit.minor", OUTLAY_COMPLAINT_TOO_LARGE);
  assert_complaint (complaints, "items[3].limit.currency", OUTLAY_COMPLAINT_UNKNOWN_CURRENCY);
  assert_complaint (complaints, "items[4].limit.currency", OUTLAY_COMPLAINT_MISSING);

  outlay_budgets_check (many, OUTLAY_BUDGETS_MAX + 1, complaints);
  assert_complaint (complaints, "items", OUTLAY_COMPLAINT_TOO_MANY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/budget/states", test_states);
  g_test_add_func ("/core/budget/levels", test_levels);
  g_test_add_func ("/core/budget/overflow", test_overflow);
  g_test_add_func ("/core/budget/of-report", test_of_report);
  g_test_add_func ("/core/budget/before-and-after", test_before_and_after);
  g_test_add_func ("/core/budget/crossed-once", test_crossed_once);
  g_test_add_func ("/core/budget/pace", test_pace);
  g_test_add_func ("/core/budget/pace-by-counting", test_pace_by_counting);
  g_test_add_func ("/core/budget/check", test_check);

  return g_test_run ();
}
