/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-money.h"

typedef gboolean (*Sum) (const OutlayMoney *, const OutlayMoney *, OutlayMoney *, GError **);

static void
test_sums (void)
{
  static const struct
  {
    Sum sum;
    gint64 a;
    gint64 b;
    gboolean fits;
    gint64 result;
  } cases[] = {
    { outlay_money_add, 1250, 375, TRUE, 1625 },
    { outlay_money_add, -1250, 375, TRUE, -875 },
    { outlay_money_add, G_MAXINT64, G_MININT64, TRUE, -1 },
    { outlay_money_add, G_MAXINT64, 0, TRUE, G_MAXINT64 },
    { outlay_money_add, G_MAXINT64, 1, FALSE, 0 },
    { outlay_money_add, G_MININT64, -1, FALSE, 0 },
    { outlay_money_subtract, 1250, 375, TRUE, 875 },
    { outlay_money_subtract, G_MININT64, 0, TRUE, G_MININT64 },
    { outlay_money_subtract, -1, G_MAXINT64, TRUE, G_MININT64 },
    { outlay_money_subtract, G_MININT64, 1, FALSE, 0 },
    { outlay_money_subtract, 0, G_MININT64, FALSE, 0 },
    { outlay_money_subtract, G_MAXINT64, -1, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney a = { cases[i].a, "EUR" };
      OutlayMoney b = { cases[i].b, "EUR" };
      OutlayMoney result = { 7, "XYZ" };

      g_assert_cmpint (cases[i].sum (&a, &b, &result, &error), ==, cases[i].fits);

      if (cases[i].fits)
        {
          g_assert_no_error (error);
          g_assert_cmpint (result.minor, ==, cases[i].result);
          g_assert_cmpstr (result.currency, ==, "EUR");
        }
      else
        {
          g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW);
          g_assert_cmpint (result.minor, ==, 7);
          g_assert_cmpstr (result.currency, ==, "XYZ");
        }
    }
}

static void
test_other_currency (void)
{
  static const Sum sums[] = { outlay_money_add, outlay_money_subtract };
  OutlayMoney a = { 1, "EUR" };
  OutlayMoney b = { 1, "USD" };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney result = { 7, "XYZ" };

      g_assert_false (sums[i](&a, &b, &result, &error));
      g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OTHER_CURRENCY);
      g_assert_cmpint (result.minor, ==, 7);
    }
}

static void
test_multiply (void)
{
  static const struct
  {
    gint64 minor;
    gint64 factor;
    gboolean fits;
    gint64 result;
  } cases[] = {
    { 1250, 3, TRUE, 3750 },
    { 1250, 0, TRUE, 0 },
    { -1250, -2, TRUE, 2500 },
    { G_MAXINT64, -1, TRUE, -G_MAXINT64 },
    { G_MININT64, 1, TRUE, G_MININT64 },
    { G_MININT64, -1, FALSE, 0 },
    { G_MAXINT64 / 2 + 1, 2, FALSE, 0 },
    { G_MAXINT64, G_MAXINT64, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney money = { cases[i].minor, "EUR" };

      /* The result may be the operand. */
      g_assert_cmpint (outlay_money_multiply (&money, cases[i].factor, &money, &error), ==,
                       cases[i].fits);
      g_assert_cmpint (money.minor, ==, cases[i].fits ? cases[i].result : cases[i].minor);

      if (!cases[i].fits)
        g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW);
    }
}

static void
test_in_place (void)
{
  OutlayMoney total = { 0, "EUR" };
  OutlayMoney ticket = { 330, "EUR" };

  for (guint i = 0; i < 3; i++)
    g_assert_true (outlay_money_add (&total, &ticket, &total, NULL));

  g_assert_true (outlay_money_subtract (&total, &total, &total, NULL));
  g_assert_cmpint (total.minor, ==, 0);
}

static void
test_split_examples (void)
{
  static const struct
  {
    gint64 minor;
    guint32 weights[4];
    gsize n_weights;
    gint64 parts[4];
  } cases[] = {
    /* spliit #374: 100 ÷ 3 was 99. */
    { 100, { 1, 1, 1 }, 3, { 34, 33, 33 } },
    { 10000, { 1, 1, 1 }, 3, { 3334, 3333, 3333 } },
    { -100, { 1, 1, 1 }, 3, { -34, -33, -33 } },
    { 1, { 1, 1 }, 2, { 1, 0 } },
    { 0, { 1, 2 }, 2, { 0, 0 } },
    { 5, { 0, 1, 0, 1 }, 4, { 0, 3, 0, 2 } },
    { 100, { 1, 2, 3 }, 3, { 17, 33, 50 } },
    { 7, { 4294967295u }, 1, { 7 } },
    { G_MAXINT64, { 1, 1 }, 2, { G_MAXINT64 / 2 + 1, G_MAXINT64 / 2 } },
    { G_MININT64, { 1, 1 }, 2, { G_MININT64 / 2, G_MININT64 / 2 } },
    { G_MININT64, { 4294967295u, 0 }, 2, { G_MININT64, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayMoney money = { cases[i].minor, "EUR" };
      OutlayMoney parts[4];

      g_assert_true (
          outlay_money_split (&money, cases[i].weights, cases[i].n_weights, parts, NULL));

      for (gsize k = 0; k < cases[i].n_weights; k++)
        {
          g_assert_cmpint (parts[k].minor, ==, cases[i].parts[k]);
          g_assert_cmpstr (parts[k].currency, ==, "EUR");
        }
    }
}

/* The parts add up, and none is a whole unit away from its exact share. */
static void
test_split_random (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      gint64 minor = (gint64) ((guint64) (guint32) g_test_rand_int () << 32 |
                               (guint32) g_test_rand_int ()) >>
                     g_test_rand_int_range (0, 63);
      OutlayMoney money = { minor, "EUR" };
      gsize n = (gsize) g_test_rand_int_range (1, 20);
      guint32 weights[20];
      OutlayMoney parts[20];
      guint64 sum = 0;
      __int128 total = 0;

      for (gsize k = 0; k < n; k++)
        {
          weights[k] = (guint32) g_test_rand_int () >> g_test_rand_int_range (0, 32);
          weights[k] = k == 0 ? MAX (weights[k], 1) : weights[k];
          sum += weights[k];
        }

      g_assert_true (outlay_money_split (&money, weights, n, parts, NULL));

      for (gsize k = 0; k < n; k++)
        {
          __int128 off = (__int128) parts[k].minor * sum - (__int128) minor * weights[k];

          g_assert_true (off < (__int128) sum && off > -(__int128) sum);
          total += parts[k].minor;
        }

      g_assert_true (total == minor);
    }
}

static void
test_boxed (void)
{
  OutlayMoney money = { 1250, "EUR" };
  g_autoptr (OutlayMoney) copy = outlay_money_copy (&money);
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (outlay_money_equal (&money, copy));
  g_assert_false (outlay_money_equal (&money, &(OutlayMoney) { 1251, "EUR" }));
  g_assert_false (outlay_money_equal (&money, &(OutlayMoney) { 1250, "USD" }));

  g_value_init (&value, OUTLAY_TYPE_MONEY);
  g_value_set_boxed (&value, &money);
  g_assert_true (outlay_money_equal (g_value_get_boxed (&value), &money));
  g_assert_true (g_value_get_boxed (&value) != &money);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/money/sums", test_sums);
  g_test_add_func ("/core/money/other-currency", test_other_currency);
  g_test_add_func ("/core/money/multiply", test_multiply);
  g_test_add_func ("/core/money/in-place", test_in_place);
  g_test_add_func ("/core/money/split-examples", test_split_examples);
  g_test_add_func ("/core/money/split-random", test_split_random);
  g_test_add_func ("/core/money/boxed", test_boxed);

  return g_test_run ();
}
