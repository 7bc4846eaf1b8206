/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/report/outlay-report.h"

static void
add (OutlayReport *report,
     const char *currency,
     const char *category,
     OutlayState state,
     gint64 minor)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_report_add_state (report, currency, category, state, 1, minor, &error));
  g_assert_no_error (error);
}

static void
assert_total (const OutlayTotal *total, gint64 count, gint64 minor)
{
  g_assert_cmpint (total->count, ==, count);
  g_assert_cmpint (total->minor, ==, minor);
}

static void
test_empty (void)
{
  g_auto (OutlayReport) report, other;

  outlay_report_init (&report, TRUE);
  outlay_report_init (&other, TRUE);
  g_assert_true (outlay_report_add_report (&report, &other, NULL));
  g_assert_cmpuint (report.n_currencies, ==, 0);
  g_assert_null (outlay_report_find (&report, "EUR"));
}

static void
test_blocks (void)
{
  g_auto (OutlayReport) report;
  const OutlayCurrencyTotals *euros, *yen;

  outlay_report_init (&report, TRUE);
  add (&report, "JPY", "travel", OUTLAY_STATE_APPROVED, 500);
  add (&report, "EUR", "travel", OUTLAY_STATE_APPROVED, 1250);
  add (&report, "EUR", NULL, OUTLAY_STATE_DRAFT, 99);
  add (&report, "EUR", "meals", OUTLAY_STATE_APPROVED, 1);
  add (&report, "EUR", "travel", OUTLAY_STATE_REJECTED, 1000);

  g_assert_cmpuint (report.n_currencies, ==, 2);
  g_assert_cmpstr (report.currencies[0].currency, ==, "EUR");
  euros = outlay_report_find (&report, "EUR");
  yen = outlay_report_find (&report, "JPY");
  assert_total (&euros->totals.all, 4, 2350);
  assert_total (&euros->totals.states[OUTLAY_STATE_APPROVED], 2, 1251);
  assert_total (&euros->totals.states[OUTLAY_STATE_SUBMITTED], 0, 0);
  assert_total (&yen->totals.all, 1, 500);

  g_assert_cmpuint (euros->n_categories, ==, 3);
  g_assert_cmpstr (euros->categories[0].category, ==, "");
  g_assert_cmpstr (euros->categories[1].category, ==, "meals");
  g_assert_cmpstr (euros->categories[2].category, ==, "travel");
  assert_total (&outlay_currency_totals_find (euros, "travel")->all, 2, 2250);
  assert_total (&outlay_currency_totals_find (euros, NULL)->states[OUTLAY_STATE_DRAFT], 1, 99);
  g_assert_null (outlay_currency_totals_find (yen, "meals"));
}

static void
assert_sum (const OutlayReport *report, const char *category, gint64 count, gint64 minor, gint64 n)
{
  OutlayStateTotals totals;
  gint64 n_unconverted;

  g_assert_true (outlay_report_sum_in (report, "EUR", category, &totals, &n_unconverted, NULL));
  assert_total (&totals.all, count, minor);
  g_assert_cmpint (n_unconverted, ==, n);
}

/* Converted amounts are a block of their own, after all others, and only a sum that is asked for has
 * both. */
static void
test_converted (void)
{
  g_auto (OutlayReport) report;
  OutlayStateTotals totals;
  g_autoptr (GError) error = NULL;

  outlay_report_init (&report, TRUE);
  add (&report, "=EUR", "travel", OUTLAY_STATE_APPROVED, 90);
  add (&report, "USD", "travel", OUTLAY_STATE_APPROVED, 100);
  add (&report, "=CHF", NULL, OUTLAY_STATE_APPROVED, 5);
  add (&report, "EUR", "travel", OUTLAY_STATE_SUBMITTED, 1000);
  add (&report, "USD", NULL, OUTLAY_STATE_DRAFT, 7);
  add (&report, "JPY", "meals", OUTLAY_STATE_DRAFT, 500);
  add (&report, "=EUR", "meals", OUTLAY_STATE_DRAFT, 3);

  g_assert_cmpuint (report.n_currencies, ==, 5);
  g_assert_cmpstr (report.currencies[0].currency, ==, "EUR");
  g_assert_cmpstr (report.currencies[1].currency, ==, "JPY");
  g_assert_cmpstr (report.currencies[2].currency, ==, "USD");
  g_assert_cmpstr (report.currencies[3].currency, ==, "=CHF");
  g_assert_cmpstr (report.currencies[4].currency, ==, "=EUR");
  assert_total (&outlay_report_find (&report, "EUR")->totals.all, 1, 1000);
  assert_total (&outlay_report_find (&report, "=EUR")->totals.all, 2, 93);

  assert_sum (&report, NULL, 3, 1093, 1);
  assert_sum (&report, "travel", 2, 1090, 0);
  assert_sum (&report, "meals", 1, 3, 0);
  assert_sum (&report, "", 0, 0, 1);
  assert_sum (&report, "rent", 0, 0, 0);

  add (&report, "=EUR", "travel", OUTLAY_STATE_APPROVED, G_MAXINT64 - 100);
  g_assert_false (outlay_report_sum_in (&report, "EUR", NULL, &totals, NULL, &error));
  g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW);
}

static void
test_without_categories (void)
{
  g_auto (OutlayReport) report, whole;

  outlay_report_init (&whole, TRUE);
  outlay_report_init (&report, FALSE);
  add (&whole, "EUR", "travel", OUTLAY_STATE_APPROVED, 1250);
  add (&whole, "EUR", "meals", OUTLAY_STATE_SUBMITTED, 50);
  g_assert_true (outlay_report_add_report (&report, &whole, NULL));
  add (&report, "EUR", "meals", OUTLAY_STATE_SUBMITTED, 7);
  assert_total (&report.currencies[0].totals.all, 3, 1307);
  g_assert_cmpuint (report.currencies[0].n_categories, ==, 0);
}

static void
test_overflow (void)
{
  static const struct
  {
    gint64 first, second;
    gboolean fits;
  } cases[] = {
    { G_MAXINT64, 0, TRUE },   { G_MAXINT64, 1, FALSE },         { G_MAXINT64 - 1, 1, TRUE },
    { G_MININT64, -1, FALSE }, { G_MAXINT64, G_MININT64, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (OutlayReport) report;
      g_autoptr (GError) error = NULL;

      outlay_report_init (&report, TRUE);
      add (&report, "EUR", "meals", OUTLAY_STATE_APPROVED, cases[i].first);
      /* Another state and category: only what is over both does not fit. */
      g_assert_cmpint (outlay_report_add_state (&report, "EUR", "travel", OUTLAY_STATE_REJECTED, 1,
                                                cases[i].second, &error),
                       ==, cases[i].fits);
      if (!cases[i].fits)
        g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW);
      /* Another currency has its own room. */
      else
        add (&report, "USD", "meals", OUTLAY_STATE_APPROVED, G_MAXINT64);
    }
}

/* Against sums that are too simple to be wrong, in any order and cut in any way. */
static void
test_random (void)
{
  static const char *const currencies[] = { "USD", "EUR", "JPY" };

  for (guint round = 0; round < 200; round++)
    {
      g_auto (OutlayReport) first, second, both;
      gint64 naive[3][21][OUTLAY_N_STATES] = { 0 };

      outlay_report_init (&first, TRUE);
      outlay_report_init (&second, TRUE);
      outlay_report_init (&both, TRUE);
      for (guint i = 0; i < 300; i++)
        {
          int currency = g_test_rand_int_range (0, 3);
          int category = g_test_rand_int_range (0, 21);
          OutlayState state = g_test_rand_int_range (0, OUTLAY_N_STATES);
          gint64 minor = g_test_rand_int_range (0, 100000);
          g_autofree char *id = category > 0 ? g_strdup_printf ("%d", category) : NULL;

          naive[currency][category][state] += minor;
          add (g_test_rand_bit () ? &first : &second, currencies[currency], id, state, minor);
        }
      g_assert_true (outlay_report_add_report (&both, &first, NULL));
      g_assert_true (outlay_report_add_report (&both, &second, NULL));

      for (guint c = 0; c < 3; c++)
        {
          const OutlayCurrencyTotals *block = outlay_report_find (&both, currencies[c]);
          gint64 sum = 0;

          for (guint k = 0; k < 21; k++)
            {
              g_autofree char *id = k > 0 ? g_strdup_printf ("%u", k) : NULL;
              const OutlayStateTotals *totals = outlay_currency_totals_find (block, id);

              for (guint s = 0; s < OUTLAY_N_STATES; s++)
                {
                  gint64 minor = totals != NULL ? totals->states[s].minor : 0;

                  g_assert_cmpint (minor, ==, naive[c][k][s]);
                  sum += minor;
                }
            }
          g_assert_cmpint (block->totals.all.minor, ==, sum);
          for (guint k = 1; k < block->n_categories; k++)
            g_assert_cmpstr (block->categories[k - 1].category, <, block->categories[k].category);
        }
    }
}

/* What was added and taken away again is as if it had never been there. */
static void
test_drop_empty (void)
{
  g_auto (OutlayReport) report = { 0 };
  OutlayStateTotals totals = { 0 };

  outlay_report_init (&report, TRUE);
  g_assert_true (outlay_report_add_state (&report, "EUR", "a", OUTLAY_STATE_APPROVED, 2, 30, NULL));
  g_assert_true (outlay_report_add_state (&report, "EUR", "b", OUTLAY_STATE_REJECTED, 1, 7, NULL));
  g_assert_true (outlay_report_add_state (&report, "USD", "a", OUTLAY_STATE_APPROVED, 1, 5, NULL));
  g_assert_true (
      outlay_report_add_state (&report, "EUR", "b", OUTLAY_STATE_REJECTED, -1, -7, NULL));
  g_assert_true (
      outlay_report_add_state (&report, "USD", "a", OUTLAY_STATE_APPROVED, -1, -5, NULL));
  outlay_report_drop_empty (&report);

  g_assert_cmpuint (report.n_currencies, ==, 1);
  g_assert_cmpstr (report.currencies[0].currency, ==, "EUR");
  g_assert_cmpuint (report.currencies[0].n_categories, ==, 1);
  totals.all = totals.states[OUTLAY_STATE_APPROVED] = (OutlayTotal) { 2, 30 };
  g_assert_cmpmem (&report.currencies[0].totals, sizeof totals, &totals, sizeof totals);
  g_assert_cmpmem (&report.currencies[0].categories[0].totals, sizeof totals, &totals,
                   sizeof totals);

  /* It goes on to be added to. */
  g_assert_true (outlay_report_add_state (&report, "EUR", "b", OUTLAY_STATE_DRAFT, 1, 1, NULL));
  g_assert_cmpuint (report.currencies[0].n_categories, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/report/empty", test_empty);
  g_test_add_func ("/core/report/blocks", test_blocks);
  g_test_add_func ("/core/report/converted", test_converted);
  g_test_add_func ("/core/report/without-categories", test_without_categories);
  g_test_add_func ("/core/report/overflow", test_overflow);
  g_test_add_func ("/core/report/drop-empty", test_drop_empty);
  g_test_add_func ("/core/report/random", test_random);

  return g_test_run ();
}
