/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-money.h"

#include <string.h>

#define NBSP "\u00a0"
#define NNBSP "\u202f"

static const OutlayNumberStyle de = { ",", ".", FALSE, TRUE };
static const OutlayNumberStyle en = { ".", ",", TRUE, FALSE };
static const OutlayNumberStyle fr = { ",", NNBSP, FALSE, TRUE };
static const OutlayNumberStyle ch = { ".", "’", TRUE, TRUE };
static const OutlayNumberStyle jp = { ".", ",", TRUE, FALSE };
static const OutlayNumberStyle in = { ".", ",", TRUE, FALSE, 2 };
static const OutlayNumberStyle posix = { ".", "", TRUE, FALSE };
static const OutlayNumberStyle plain_space = { ",", " ", FALSE, TRUE };
static const OutlayNumberStyle arabic = { "٫", "٬", FALSE, TRUE };

static const OutlayNumberStyle *const styles[] = { &de, &en,    &fr,          &ch,    &jp,
                                                   &in, &posix, &plain_space, &arabic };

/* Read alike in every style, in EUR. */
static const struct
{
  const char *text;
  gint64 minor;
} clear_texts[] = {
  { "12,50", 1250 },
  { "12.50", 1250 },
  { "12,5", 1250 },
  { "12", 1200 },
  { "0", 0 },
  { "-0", 0 },
  { "007", 700 },
  { ".5", 50 },
  { ",05", 5 },
  { "12.", 1200 },
  { "12,", 1200 },
  { "0,99", 99 },
  { "1.234,56", 123456 },
  { "1,234.56", 123456 },
  { "1 234.5", 123450 },
  { "1 234,5", 123450 },
  { "1" NBSP "234,56", 123456 },
  { "1" NNBSP "234.56", 123456 },
  { "1\u2009234", 123400 },
  { "1'234.50", 123450 },
  { "1’234.50", 123450 },
  { "1.234.567", 123456700 },
  { "1,234,567.8", 123456780 },
  { "12,34,567.80", 123456780 },
  { "1234567,8", 123456780 },
  { "1234,5", 123450 },
  { "−3", -300 },
  { "-3", -300 },
  { "–3", -300 },
  { "- 3", -300 },
  { "+3", 300 },
  { "-110.7", -11070 },
  { "-110,7", -11070 },
  { "−12,50" NBSP "€", -1250 },
  { "€ 12", 1200 },
  { "€12", 1200 },
  { "12€", 1200 },
  { "12 €", 1200 },
  { "12" NBSP "€", 1200 },
  { "12,50" NNBSP "€", 1250 },
  { "-€12.50", -1250 },
  { "€-12.50", -1250 },
  { "€ −12,5", -1250 },
  { "12 EUR", 1200 },
  { "EUR 12", 1200 },
  { "eur12", 1200 },
  { "€ 12 EUR", 1200 },
  { "  12,50\t", 1250 },
  { "12,-", 1200 },
  { "12,–  €", 1200 },
  { "1.234,--", 123400 },
  { "12.—", 1200 },
  { "\u200e-12,50\u00a0€\u200f", -1250 },
  { "１２．５０", 1250 },
  { "٣٫٥", 350 },
  { "92233720368547758.07", G_MAXINT64 },
  { "-92.233.720.368.547.758,08", G_MININT64 },
};

static void
test_parse_clear (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (styles); s++)
    for (guint i = 0; i < G_N_ELEMENTS (clear_texts); i++)
      {
        g_autoptr (GError) error = NULL;
        OutlayMoney money = { 1, "XXX" };
        gboolean is_read;

        g_test_message ("style %u: %s", s, clear_texts[i].text);
        is_read = outlay_money_parse (clear_texts[i].text, "EUR", styles[s], &money, &error);
        g_assert_no_error (error);
        g_assert_true (is_read);
        g_assert_cmpint (money.minor, ==, clear_texts[i].minor);
        g_assert_cmpstr (money.currency, ==, "EUR");
      }
}

/* What a style decides, what a currency can take, and whose sign it is. */
static const struct
{
  const char *text;
  const char *currency;
  const OutlayNumberStyle *style;
  gint64 minor;
  const char *read_as;
} decided_texts[] = {
  { "1.234", "EUR", &de, 123400, "EUR" },      { "-3.000", "EUR", &de, -300000, "EUR" },
  { "1,234", "EUR", &en, 123400, "EUR" },      { "999.999", "EUR", &de, 99999900, "EUR" },
  { "1.234", "JPY", &de, 1234, "JPY" },        { "1,234", "JPY", &jp, 1234, "JPY" },
  { "¥1,234", "JPY", &jp, 1234, "JPY" },       { "￥1,234", "JPY", &jp, 1234, "JPY" },
  { "1234円", "EUR", &jp, 1234, "JPY" },       { "1.234", "BHD", &en, 1234, "BHD" },
  { "1.234", "BHD", &de, 1234000, "BHD" },     { "1,234", "BHD", &de, 1234, "BHD" },
  { "1 234.567", "BHD", &fr, 1234567, "BHD" }, { "0.123", "BHD", &de, 123, "BHD" },
  { "1234.567", "BHD", &de, 1234567, "BHD" },  { "١٬٢٣٤٫٥", "EUR", &arabic, 123450, "EUR" },
  { "$12", "EUR", &en, 1200, "USD" },          { "$12", "CAD", &en, 1200, "CAD" },
  { "$12 USD", "CAD", &en, 1200, "USD" },      { "AUD $12", "EUR", &en, 1200, "AUD" },
  { "CAD 12 $", "EUR", &en, 1200, "CAD" },     { "US$ 12", "EUR", &en, 1200, "USD" },
  { "$.50", "USD", &en, 50, "USD" },           { "£12", "EUR", &en, 1200, "GBP" },
  { "£12", "EGP", &en, 1200, "EGP" },          { "12 kr", "SEK", &de, 1200, "SEK" },
  { "12 kr", "NOK", &de, 1200, "NOK" },        { "kr.5", "DKK", &de, 500, "DKK" },
  { "Rs.500", "INR", &in, 50000, "INR" },      { "₹12,34,567.50", "EUR", &in, 123456750, "INR" },
  { "Fr. 50.-", "CHF", &ch, 5000, "CHF" },     { "1'234.-", "CHF", &ch, 123400, "CHF" },
  { "12 zł", "EUR", &de, 1200, "PLN" },        { "12 KČ", "EUR", &de, 1200, "CZK" },
  { "B/.5", "EUR", &en, 500, "PAB" },
};

static void
test_parse_decided (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decided_texts); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney money;

      g_test_message ("%s in %s", decided_texts[i].text, decided_texts[i].currency);
      outlay_money_parse (decided_texts[i].text, decided_texts[i].currency, decided_texts[i].style,
                          &money, &error);
      g_assert_no_error (error);
      g_assert_cmpint (money.minor, ==, decided_texts[i].minor);
      g_assert_cmpstr (money.currency, ==, decided_texts[i].read_as);
    }
}

static const struct
{
  const char *text;
  const char *currency;
  const OutlayNumberStyle *style;
  OutlayMoneyError code;
} refused_texts[] = {
  { "", "EUR", &de, OUTLAY_MONEY_ERROR_EMPTY },
  { " \t" NBSP, "EUR", &de, OUTLAY_MONEY_ERROR_EMPTY },
  { "\u200e", "EUR", &de, OUTLAY_MONEY_ERROR_EMPTY },
  { "abc", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "€", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "-", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "--3", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "-€-3", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "3-", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "3-4", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "3+4", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "(3)", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1e5", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "12:30", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "12%", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { ".", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { ",-", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "12 34", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1  234", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1.2.3", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1..2", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "12.03.2026", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "12.03.202", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1.234,567.89", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1,234.567.89", "EUR", &en, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1 234.567,00", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1.23,45", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "0.123.456", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1.234 567", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "\xff\xfe", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "12\x01", "EUR", &de, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
  { "1.234", "EUR", &fr, OUTLAY_MONEY_ERROR_AMBIGUOUS },
  { "-3.000", "EUR", &fr, OUTLAY_MONEY_ERROR_AMBIGUOUS },
  { "1,234", "EUR", &ch, OUTLAY_MONEY_ERROR_AMBIGUOUS },
  { "1,234", "EUR", &posix, OUTLAY_MONEY_ERROR_AMBIGUOUS },
  { "1.234", "BHD", &fr, OUTLAY_MONEY_ERROR_AMBIGUOUS },
  { "1,234", "EUR", &de, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "-3.000", "EUR", &en, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "1.234", "EUR", &en, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "0.123", "EUR", &de, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "12.5", "JPY", &jp, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "12,50", "JPY", &jp, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "1,234.567", "EUR", &de, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "1.2345", "BHD", &en, OUTLAY_MONEY_ERROR_TOO_PRECISE },
  { "92233720368547758.08", "EUR", &en, OUTLAY_MONEY_ERROR_OVERFLOW },
  { "-92233720368547758.09", "EUR", &en, OUTLAY_MONEY_ERROR_OVERFLOW },
  { "99999999999999999999999999999999", "EUR", &en, OUTLAY_MONEY_ERROR_OVERFLOW },
  { "10000000000000000", "BHD", &en, OUTLAY_MONEY_ERROR_OVERFLOW },
  { "12 quid", "EUR", &en, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "XXX 12", "EUR", &en, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "12 kr", "EUR", &de, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "kr.5", "EUR", &de, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "12", "XXX", &en, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "12", "", &en, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "12", "eur", &en, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  { "€ 12 USD", "EUR", &en, OUTLAY_MONEY_ERROR_OTHER_CURRENCY },
};

static void
test_parse_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_texts); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney money = { 42, "XYZ" };
      gboolean is_read;

      g_test_message ("case %u", i);
      is_read = outlay_money_parse (refused_texts[i].text, refused_texts[i].currency,
                                    refused_texts[i].style, &money, &error);
      g_assert_false (is_read);
      g_assert_error (error, OUTLAY_MONEY_ERROR, (int) refused_texts[i].code);

      /* Untouched. */
      g_assert_cmpint (money.minor, ==, 42);
      g_assert_cmpstr (money.currency, ==, "XYZ");
    }
}

static void
test_parse_long (void)
{
  g_autofree char *text = g_strnfill (1000000, '1');
  g_autoptr (GError) error = NULL;
  OutlayMoney money;

  g_assert_false (outlay_money_parse (text, "EUR", &de, &money, &error));
  g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_NOT_A_NUMBER);
}

static void
test_format (void)
{
  static const struct
  {
    OutlayMoney money;
    const OutlayNumberStyle *style;
    const char *text;
    const char *plain;
  } cases[] = {
    { { 1250, "EUR" }, &de, "12,50" NBSP "€", "12,50" },
    { { 123456789, "EUR" }, &de, "1.234.567,89" NBSP "€", "1234567,89" },
    { { -1250, "EUR" }, &de, "−12,50" NBSP "€", "-12,50" },
    { { 5, "EUR" }, &de, "0,05" NBSP "€", "0,05" },
    { { -5, "EUR" }, &de, "−0,05" NBSP "€", "-0,05" },
    { { 0, "EUR" }, &de, "0,00" NBSP "€", "0,00" },
    { { 1250, "CHF" }, &de, "12,50" NBSP "CHF", "12,50" },
    { { 1250, "EUR" }, &en, "€12.50", "12.50" },
    { { 123456789, "USD" }, &en, "$1,234,567.89", "1234567.89" },
    { { -100000, "GBP" }, &en, "−£1,000.00", "-1000.00" },
    { { 1250, "CHF" }, &en, "CHF" NBSP "12.50", "12.50" },
    { { 123456, "EUR" }, &fr, "1" NNBSP "234,56" NBSP "€", "1234,56" },
    { { 123456, "EUR" }, &plain_space, "1" NBSP "234,56" NBSP "€", "1234,56" },
    { { 123456, "CHF" }, &ch, "CHF" NBSP "1’234.56", "1234.56" },
    { { 1234567, "JPY" }, &jp, "¥1,234,567", "1234567" },
    { { 99, "JPY" }, &de, "99" NBSP "¥", "99" },
    { { 1234567, "BHD" }, &en, "BHD" NBSP "1,234.567", "1234.567" },
    { { 7, "BHD" }, &de, "0,007" NBSP "BHD", "0,007" },
    { { 1234567890, "INR" }, &in, "₹1,23,45,678.90", "12345678.90" },
    { { 123456, "INR" }, &in, "₹1,234.56", "1234.56" },
    { { 123456, "EUR" }, &posix, "€1234.56", "1234.56" },
    { { G_MAXINT64, "EUR" }, &en, "€92,233,720,368,547,758.07", "92233720368547758.07" },
    { { G_MININT64, "EUR" }, &en, "−€92,233,720,368,547,758.08", "-92233720368547758.08" },
    { { 1250, "QQQ" }, &en, "QQQ" NBSP "12.50", "12.50" },
    { { 1250, "" }, &en, "12.50", "12.50" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_money_format (&cases[i].money, cases[i].style);
      g_autofree char *plain = outlay_money_format_plain (&cases[i].money, cases[i].style);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* Numbers of every length, not only the long ones that an even spread would give. */
static gint64
random_minor (void)
{
  guint64 bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  guint shift = (guint) g_test_rand_int_range (1, 64);
  gint64 minor = (gint64) (bits >> shift);

  return g_test_rand_bit () ? -minor : minor;
}

static void
assert_round_trip (const OutlayMoney *money, const OutlayNumberStyle *style)
{
  g_autofree char *text = outlay_money_format (money, style);
  g_autofree char *plain = outlay_money_format_plain (money, style);
  const char *const texts[] = { text, plain };

  g_assert_null (strchr (text, ' '));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney again;

      outlay_money_parse (texts[i], money->currency, style, &again, &error);

      if (error != NULL || !outlay_money_equal (money, &again))
        g_test_message ("%s of %" G_GINT64_FORMAT " %s", texts[i], money->minor, money->currency);

      g_assert_no_error (error);
      g_assert_true (outlay_money_equal (money, &again));
    }
}

static void
test_round_trip (void)
{
  gsize n_currencies;
  const OutlayCurrency *currencies = outlay_currencies (&n_currencies);

  for (guint s = 0; s < G_N_ELEMENTS (styles); s++)
    for (gsize c = 0; c < n_currencies; c++)
      for (guint i = 0; i < 20; i++)
        {
          static const gint64 edges[] = { 0, 1, -1, 1000, 999999, G_MAXINT64, G_MININT64 };
          OutlayMoney money = { i < G_N_ELEMENTS (edges) ? edges[i] : random_minor (), "" };

          g_strlcpy (money.currency, currencies[c].code, sizeof money.currency);
          assert_round_trip (&money, styles[s]);
        }
}

/* Whatever is typed, in another style the same text is the same amount, or refused: never another
 * magnitude, but for the lone separator before three digits that styles disagree about. */
static void
test_no_guessing (void)
{
  static const char alphabet[] = "0123456789..,, '-";

  for (guint i = 0; i < 20000; i++)
    {
      char text[13];
      int length = g_test_rand_int_range (1, 13);
      OutlayMoney first, second;

      for (int k = 0; k < length; k++)
        text[k] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];

      text[length] = '\0';

      if (outlay_money_parse (text, "EUR", &de, &first, NULL) &&
          outlay_money_parse (text, "EUR", &en, &second, NULL))
        g_assert_cmpint (first.minor, ==, second.minor);
    }
}

static void
test_random_bytes (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      char text[24] = "";
      int length = g_test_rand_int_range (0, sizeof text);
      OutlayMoney money;

      for (int k = 0; k < length; k++)
        text[k] = (char) g_test_rand_int_range (1, 256);

      if (outlay_money_parse (text, "EUR", &de, &money, NULL))
        g_assert_nonnull (outlay_currency_find (money.currency));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/money/parse-clear", test_parse_clear);
  g_test_add_func ("/core/money/parse-decided", test_parse_decided);
  g_test_add_func ("/core/money/parse-refused", test_parse_refused);
  g_test_add_func ("/core/money/parse-long", test_parse_long);
  g_test_add_func ("/core/money/format", test_format);
  g_test_add_func ("/core/money/round-trip", test_round_trip);
  g_test_add_func ("/core/money/no-guessing", test_no_guessing);
  g_test_add_func ("/core/money/random-bytes", test_random_bytes);

  return g_test_run ();
}
