/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-rates.h"

#include <string.h>

static const char daily[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" "
    "xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n"
    "  <gesmes:subject>Reference rates</gesmes:subject>\n"
    "  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>\n"
    "  <Cube>\n"
    "    <Cube time='2026-11-19'>\n"
    "      <Cube currency='USD' rate='1.0523'/>\n"
    "      <Cube currency='JPY' rate='162.82'/>\n"
    "      <Cube currency='SEK' rate='11.0490'/>\n"
    "    </Cube>\n"
    "  </Cube>\n"
    "</gesmes:Envelope>\n";

static void
read_file (OutlayRates *rates, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_rates_read (rates, text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
assert_rate (OutlayRates *rates,
             const char *currency,
             const char *day,
             const char *rate,
             const char *rate_day)
{
  OutlayRate found;
  char found_day[OUTLAY_DAY_SIZE], text[OUTLAY_RATE_SIZE];

  if (rate == NULL)
    {
      g_assert_false (outlay_rates_find (rates, currency, day, &found, found_day));
      return;
    }

  g_assert_true (outlay_rates_find (rates, currency, day, &found, found_day));
  outlay_rate_print (&found, text);
  g_assert_cmpstr (text, ==, rate);
  g_assert_cmpstr (found_day, ==, rate_day);
}

static void
test_daily (void)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();

  g_assert_cmpuint (outlay_rates_get_n (rates), ==, 0);
  read_file (rates, daily);
  g_assert_cmpuint (outlay_rates_get_n (rates), ==, 3);
  g_assert_cmpstr (outlay_rates_get (rates, 0)->currency, ==, "JPY");
  g_assert_cmpstr (outlay_rates_get (rates, 2)->day, ==, "2026-11-19");
  assert_rate (rates, "SEK", "2026-11-19", "11.049", "2026-11-19");
}

/* The latest on or before the day, and at most ten days older. */
static void
test_find (void)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();

  read_file (rates, daily);
  assert_rate (rates, "USD", "2026-11-18", NULL, NULL);
  assert_rate (rates, "USD", "2026-11-29", "1.0523", "2026-11-19");
  assert_rate (rates, "USD", "2026-11-30", NULL, NULL);
  assert_rate (rates, "EUR", "2026-11-30", "1", "2026-11-30");
  assert_rate (rates, "CHF", "2026-11-19", NULL, NULL);
  assert_rate (rates, "usd", "2026-11-19", NULL, NULL);
  assert_rate (rates, "USD", "soon", NULL, NULL);
  assert_rate (rates, "USD", "", NULL, NULL);

  outlay_rates_add (rates, "2026-11-20", "USD", &(OutlayRate) { 11, 1 });
  outlay_rates_add (rates, "1970-01-02", "USD", &(OutlayRate) { 2, 0 });
  assert_rate (rates, "USD", "2026-11-19", "1.0523", "2026-11-19");
  assert_rate (rates, "USD", "2026-11-25", "1.1", "2026-11-20");
  assert_rate (rates, "USD", "1970-01-03", "2", "1970-01-02");
  assert_rate (rates, "USD", "1970-01-01", NULL, NULL);
}

static void
test_replaced (void)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();

  read_file (rates, daily);
  outlay_rates_add (rates, "2026-11-19", "USD", &(OutlayRate) { 2, 0 });
  outlay_rates_add (rates, "2026-11-19", "USD", &(OutlayRate) { 3, 0 });
  g_assert_cmpuint (outlay_rates_get_n (rates), ==, 3);
  assert_rate (rates, "USD", "2026-11-19", "3", "2026-11-19");
}

static void
assert_converted (OutlayRates *rates,
                  OutlayMoney amount,
                  const char *currency,
                  const char *day,
                  gint64 minor,
                  const char *rate,
                  const char *rate_day)
{
  OutlayConversion conversion;
  char text[OUTLAY_RATE_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_rates_convert (rates, &amount, currency, day, &conversion, &error));
  g_assert_no_error (error);
  outlay_rate_print (&conversion.rate, text);
  g_assert_cmpstr (text, ==, rate);
  g_assert_cmpstr (conversion.rate_day, ==, rate_day);
  g_assert_cmpint (conversion.amount.minor, ==, minor);
  g_assert_cmpstr (conversion.amount.currency, ==, currency);
}

static void
test_convert (void)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  OutlayMoney amount = { 100, "CHF" };
  OutlayConversion untouched = { .rate = { 7, 7 } };
  g_autoptr (GError) error = NULL;

  read_file (rates, daily);
  assert_converted (rates, (OutlayMoney) { 10000, "SEK" }, "EUR", "2026-11-20", 905,
                    "0.09050592814", "2026-11-19");
  assert_converted (rates, (OutlayMoney) { 10000, "EUR" }, "SEK", "2026-11-20", 110490, "11.049",
                    "2026-11-19");
  assert_converted (rates, (OutlayMoney) { 2500, "JPY" }, "USD", "2026-11-20", 1616,
                    "0.006462965238", "2026-11-19");
  assert_converted (rates, (OutlayMoney) { 1250, "USD" }, "JPY", "2026-11-20", 1934, "154.7277392",
                    "2026-11-19");
  assert_converted (rates, (OutlayMoney) { 777, "CHF" }, "CHF", "2026-11-20", 777, "1",
                    "2026-11-20");

  g_assert_false (outlay_rates_convert (rates, &amount, "EUR", "2026-11-20", &untouched, &error));
  g_assert_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_NONE);
  g_assert_cmpuint (untouched.rate.digits, ==, 7);
}

/* Both rates are of one day, even where one of them has a later one. */
static void
test_one_day (void)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  OutlayMoney amount = { 100, "USD" };
  OutlayConversion conversion;

  outlay_rates_add (rates, "2026-11-10", "USD", &(OutlayRate) { 1, 0 });
  outlay_rates_add (rates, "2026-11-10", "SEK", &(OutlayRate) { 10, 0 });
  outlay_rates_add (rates, "2026-11-11", "USD", &(OutlayRate) { 2, 0 });
  outlay_rates_add (rates, "2026-11-12", "SEK", &(OutlayRate) { 20, 0 });
  assert_converted (rates, amount, "SEK", "2026-11-13", 1000, "10", "2026-11-10");
  assert_converted (rates, amount, "EUR", "2026-11-13", 50, "0.5", "2026-11-11");
  assert_converted (rates, (OutlayMoney) { 100, "EUR" }, "USD", "2026-11-13", 200, "2",
                    "2026-11-11");
  assert_converted (rates, amount, "SEK", "2026-11-20", 1000, "10", "2026-11-10");
  g_assert_false (outlay_rates_convert (rates, &amount, "SEK", "2026-11-21", &conversion, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/rates/daily", test_daily);
  g_test_add_func ("/core/rates/find", test_find);
  g_test_add_func ("/core/rates/replaced", test_replaced);
  g_test_add_func ("/core/rates/convert", test_convert);
  g_test_add_func ("/core/rates/one-day", test_one_day);

  return g_test_run ();
}
