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

/* --- files ------------------------------------------------------------------------------------ */

/* The columns of eurofxref-hist.csv, those that are no more included, and the comma that
 * its lines end with. */
static const char history[] =
    "\xEF\xBB\xBF"
    "Date,USD,JPY,BGN,CYP,CZK,DKK,EEK,GBP,HUF,LTL,LVL,MTL,PLN,ROL,RON,SEK,SIT,SKK,CHF,ISK,NOK,HRK,"
    "RUB,TRL,TRY,AUD,BRL,CAD,CNY,HKD,IDR,ILS,INR,KRW,MXN,MYR,NZD,PHP,SGD,THB,ZAR,\r\n"
    "2026-11-19,1.0523,162.82,N/A,N/A,25.274,7.4592,N/A,0.83508,408.9,N/A,N/A,N/A,4.3358,N/"
    "A,4.9768,"
    "11.049,N/A,N/A,0.9328,144.9,11.6715,N/A,N/A,N/A,36.43,1.6194,6.0834,1.4753,7.6206,8.1923,"
    "16767.6,3.9476,88.8885,1472.4,21.4205,4.7075,1.7986,62.009,1.4125,36.492,19.0768,\r\n"
    "\r\n"
    "1999-01-04,1.1789,133.73,N/A,0.58231,35.107,7.4501,15.6466,0.7111,251.48,4.717,0.6668,0.4432,"
    "4.0712,13111,N/A,9.4696,189.045,42.991,1.6168,81.48,8.855,N/A,25.2875,372274,N/A,1.91,N/A,"
    "1.8004,N/A,9.1332,9433.61,N/A,N/A,1398.59,11.6446,4.4798,2.2229,45.51,1.9554,42.6799,6.9358,";

static void
test_history (void)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  guint n_days = 0;

  read_file (rates, history);
  g_assert_cmpuint (outlay_rates_get_n (rates), ==, 29 + 33);
  for (guint i = 0; i < outlay_rates_get_n (rates); i++)
    n_days += g_str_equal (outlay_rates_get (rates, i)->day, "1999-01-04");
  g_assert_cmpuint (n_days, ==, 33);

  assert_rate (rates, "ZAR", "1999-01-10", "6.9358", "1999-01-04");
  assert_rate (rates, "TRL", "1999-01-04", "372274", "1999-01-04");
  assert_rate (rates, "BGN", "1999-01-04", NULL, NULL);
  assert_rate (rates, "BGN", "2026-11-19", NULL, NULL);
  assert_rate (rates, "IDR", "2026-11-20", "16767.6", "2026-11-19");
  assert_rate (rates, "SEK", "2005-06-01", NULL, NULL);
}

/* The same days as XML and as CSV are the same rates, in whatever order they come. */
static void
test_both_forms (void)
{
  g_autoptr (OutlayRates) csv = outlay_rates_new (), xml = outlay_rates_new ();
  g_autoptr (GString) text = g_string_new ("<Envelope><Cube>");

  read_file (csv, history);
  for (guint day = 0; day < 2; day++)
    {
      g_string_append_printf (text, "<Cube time='%s'>", day == 0 ? "1999-01-04" : "2026-11-19");
      for (guint i = outlay_rates_get_n (csv); i-- > 0;)
        {
          const OutlayDayRate *rate = outlay_rates_get (csv, i);
          char printed[OUTLAY_RATE_SIZE];

          outlay_rate_print (&rate->rate, printed);
          if (g_str_has_prefix (rate->day, "1999") == (day == 0))
            g_string_append_printf (text, "<Cube currency=\"%s\" rate=\"%s\"/>", rate->currency,
                                    printed);
        }
      g_string_append (text, "</Cube>");
    }
  g_string_append (text, "</Cube></Envelope>");
  read_file (xml, text->str);

  g_assert_cmpuint (outlay_rates_get_n (xml), ==, outlay_rates_get_n (csv));
  for (guint i = 0; i < outlay_rates_get_n (csv); i++)
    {
      const OutlayDayRate *first = outlay_rates_get (csv, i), *second = outlay_rates_get (xml, i);

      g_assert_cmpstr (first->day, ==, second->day);
      g_assert_cmpstr (first->currency, ==, second->currency);
      g_assert_true (outlay_rate_equal (&first->rate, &second->rate));
    }
}

#define BAD_XML(inner) "<E>\n<Cube>\n" inner "\n</Cube></E>"
#define BAD_DAY(inner) BAD_XML ("<Cube time='2026-11-19'>\n" inner "\n</Cube>")

/* Whatever is wrong is an error that names its line and what is there, and nothing is taken. */
static void
test_bad_files (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "Line 1: there is no rate in the file" },
    { "Date,USD\n", "Line 2: there is no rate in the file" },
    { "<E/>", "Line 1: there is no rate in the file" },
    { "day,USD\n2026-11-19,1\n", "Line 1: the first column is not “Date”: “day”" },
    { "\n2026-11-19,1\n", "Line 1: the first column is not “Date”" },
    { "Date,USD\n\n2026-11-31,1\n", "Line 3: no day as YYYY-MM-DD: “2026-11-31”" },
    { "Date,USD\n19 November 2026,1\n", "Line 2: no day as YYYY-MM-DD: “19 November 2026”" },
    { "Date,USD\n2026-11-19,1.0.5\n", "Line 2: no rate of at most ten digits: “1.0.5”" },
    { "Date,USD\n2026-11-19,-1\n", "Line 2: no rate of at most ten digits: “-1”" },
    { "Date,USD\n2026-11-19,0\n", "Line 2: no rate of at most ten digits: “0”" },
    { "Date,USD\n2026-11-19,1.2345678912\n",
      "Line 2: no rate of at most ten digits: “1.2345678912”" },
    { "Date,USD\n2026-11-19,1,2\n", "Line 2: not as many entries as the first line has" },
    { "Date,USD,JPY\n2026-11-19,1\n", "Line 2: not as many entries as the first line has" },
    { "Date,usd\n2026-11-19,1\n", "Line 2: no currency that has a rate: “usd”" },
    { "Date,EUR\n2026-11-19,1\n", "Line 2: no currency that has a rate: “EUR”" },
    { "Date,USD,USD\n2026-11-19,1,1\n", "Line 2: the currency was told before: “USD”" },
    { "Date,USD\n2026-11-19,1\n2026-11-18,1\n2026-11-19,1\n",
      "Line 4: the day was told before: “2026-11-19”" },
    { "Date,USD\n2026-11-19,\xff\xfe\n", "Line 2: no rate of at most ten digits: “\uFFFD\uFFFD”" },
    { BAD_XML ("<Cube time='2026-02-29'/>"), "Line 3: no day as YYYY-MM-DD: “2026-02-29”" },
    { BAD_XML ("<Cube currency='USD' rate='1'/>"), "Line 3: a rate of no day: “USD”" },
    { BAD_XML ("<Cube time='2026-11-19'/>\n<Cube currency='USD' rate='1'/>"),
      "Line 4: a rate of no day: “USD”" },
    { BAD_DAY ("<Cube currency='USD'/>"), "Line 4: a currency and its rate belong together" },
    { BAD_DAY ("<Cube rate='1'/>"), "Line 4: a currency and its rate belong together" },
    { BAD_DAY ("<Cube currency='US' rate='1'/>"), "Line 4: no currency that has a rate: “US”" },
    { BAD_DAY ("<Cube currency='USD' rate='NaN'/>"),
      "Line 4: no rate of at most ten digits: “NaN”" },
    { BAD_DAY ("<Cube currency='USD' rate='1'/>\n<Cube currency='USD' rate='1'/>"),
      "Line 5: the currency was told before: “USD”" },
    { BAD_DAY ("<Cube time='2026-11-18'/>"), "Line 4: a day within a day: “2026-11-18”" },
    { BAD_XML ("<Cube time='2026-11-19' currency='USD' rate='1'/>"),
      "Line 3: a day within a day: “2026-11-19”" },
    { BAD_XML ("<Cube time='2026-11-19'/><Cube time='2026-11-19'/>"),
      "Line 3: the day was told before: “2026-11-19”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayRates) rates = outlay_rates_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (outlay_rates_read (rates, cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpuint (outlay_rates_get_n (rates), ==, 0);
    }
}

/* What is no file of rates at all. */
static void
test_other_files (void)
{
  static const char zeros[] = "Date,USD\n2026-11-19,1\0.5\n";
  static const char *const texts[] = { "<", "<E>", "<E></F>", "<E>&unknown;</E>",
                                       "\x89PNG\r\n\x1a\n" };
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autofree char *large = g_malloc0 (OUTLAY_RATES_FILE_MAX + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_false (outlay_rates_read (rates, texts[i], strlen (texts[i]), &error));
      g_assert_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE);
      g_clear_error (&error);
    }

  g_assert_false (outlay_rates_read (rates, zeros, sizeof zeros - 1, &error));
  g_assert_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_BAD_FILE);
  g_clear_error (&error);
  g_assert_false (outlay_rates_read (rates, large, OUTLAY_RATES_FILE_MAX + 1, &error));
  g_assert_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_TOO_LARGE);
}

/* Whatever a file is cut to or has changed in it, reading ends well. */
static void
test_damaged_files (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (99);
  const char *const files[] = { daily, history };

  for (guint round = 0; round < 4000; round++)
    {
      const char *file = files[round % 2];
      gsize length = strlen (file);
      g_autofree char *damaged = g_memdup2 (file, length);
      g_autoptr (OutlayRates) rates = outlay_rates_new ();
      g_autoptr (GError) error = NULL;

      for (int n = g_rand_int_range (random, 0, 4); n > 0; n--)
        damaged[g_rand_int_range (random, 0, (gint32) length)] = (char) g_rand_int (random);
      length = (gsize) g_rand_int_range (random, 0, (gint32) length + 1);
      if (!outlay_rates_read (rates, damaged, length, &error))
        g_assert_nonnull (error);
      g_assert_cmpint (outlay_rates_get_n (rates) > 0, ==, error == NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/rates/daily", test_daily);
  g_test_add_func ("/core/rates/history", test_history);
  g_test_add_func ("/core/rates/both-forms", test_both_forms);
  g_test_add_func ("/core/rates/bad-files", test_bad_files);
  g_test_add_func ("/core/rates/other-files", test_other_files);
  g_test_add_func ("/core/rates/damaged-files", test_damaged_files);
  g_test_add_func ("/core/rates/find", test_find);
  g_test_add_func ("/core/rates/replaced", test_replaced);
  g_test_add_func ("/core/rates/convert", test_convert);
  g_test_add_func ("/core/rates/one-day", test_one_day);

  return g_test_run ();
}
