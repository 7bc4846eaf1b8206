/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-rate.h"

#include <string.h>

static OutlayRate
parse (const char *text)
{
  OutlayRate rate;
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_rate_parse (text, &rate, &error));
  g_assert_no_error (error);
  return rate;
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint64 digits;
    guint decimals;
    const char *printed;
  } cases[] = {
    { "1", 1, 0, "1" },
    { "1.0523", 10523, 4, "1.0523" },
    { "0.0905", 905, 4, "0.0905" },
    { "001.500", 15, 1, "1.5" },
    { "100.00", 100, 0, "100" },
    { "1000000000", 1000000000, 0, "1000000000" },
    { "9999999999", G_GUINT64_CONSTANT (9999999999), 0, "9999999999" },
    { "0.00000000001234567891", 1234567891, 20, "0.00000000001234567891" },
    { "123456789.10000000000000000000000000000", 1234567891, 1, "123456789.1" },
    { "1.95583", 195583, 5, "1.95583" },
    { "1835900", 1835900, 0, "1835900" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayRate rate = parse (cases[i].text);
      char text[OUTLAY_RATE_SIZE];

      g_assert_cmpuint (rate.digits, ==, cases[i].digits);
      g_assert_cmpuint (rate.decimals, ==, cases[i].decimals);
      outlay_rate_print (&rate, text);
      g_assert_cmpstr (text, ==, cases[i].printed);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    OutlayMoneyError code;
  } cases[] = {
    { NULL, OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "0", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "0.00", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { ".", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { ".5", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "5.", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "1.2.3", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "1,05", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "-1", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "+1", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { " 1", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "1e3", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "0x1", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "nan", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "N/A", OUTLAY_MONEY_ERROR_NOT_A_NUMBER },
    { "10000000000", OUTLAY_MONEY_ERROR_TOO_PRECISE },
    { "1.2345678912", OUTLAY_MONEY_ERROR_TOO_PRECISE },
    { "0.000000000000000000001", OUTLAY_MONEY_ERROR_TOO_PRECISE },
    { "99999999999999999999999999999999999999999999999999", OUTLAY_MONEY_ERROR_TOO_PRECISE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayRate rate = { 7, 7 };
      g_autoptr (GError) error = NULL;

      g_assert_false (outlay_rate_parse (cases[i].text, &rate, &error));
      g_assert_error (error, OUTLAY_MONEY_ERROR, (int) cases[i].code);
      g_assert_cmpuint (rate.digits, ==, 7);
    }
}

static void
test_convert (void)
{
  static const struct
  {
    const char *rate;
    OutlayMoney amount;
    const char *currency;
    gint64 minor;
  } cases[] = {
    { "1.5", { 1025, "USD" }, "EUR", 1538 }, /* 15.375 */
    { "1.5", { 1023, "USD" }, "EUR", 1534 }, /* 15.345 */
    { "1.5", { -1025, "USD" }, "EUR", -1538 },
    { "0.5", { 1, "USD" }, "EUR", 0 },
    { "0.5", { 3, "USD" }, "EUR", 2 },
    { "0.5000000001", { 1, "USD" }, "EUR", 1 },
    { "0.006462965238", { 2500, "JPY" }, "USD", 1616 },
    { "154.7277392", { 1250, "USD" }, "JPY", 1934 },
    { "2.5", { 1250, "USD" }, "BHD", 31250 },
    { "2.5", { 1250, "BHD" }, "USD", 312 }, /* 3.125 */
    { "2.5", { 1001, "BHD" }, "JPY", 3 },   /* 2.5025 */
    { "3", { 7, "JPY" }, "KWD", 21000 },
    { "1", { G_MAXINT64, "USD" }, "EUR", G_MAXINT64 },
    { "1", { G_MININT64, "USD" }, "EUR", G_MININT64 },
    { "0.00000000001", { 1, "USD" }, "EUR", 0 },
    { "9999999999", { 0, "USD" }, "EUR", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayRate rate = parse (cases[i].rate);
      OutlayMoney converted;

      g_assert_true (
          outlay_rate_convert (&rate, &cases[i].amount, cases[i].currency, &converted, NULL));
      g_assert_cmpint (converted.minor, ==, cases[i].minor);
      g_assert_cmpstr (converted.currency, ==, cases[i].currency);
    }
}

static void
test_convert_refused (void)
{
  static const struct
  {
    const char *rate;
    OutlayMoney amount;
    const char *currency;
    OutlayMoneyError code;
  } cases[] = {
    { "1.000000001", { G_MAXINT64, "USD" }, "EUR", OUTLAY_MONEY_ERROR_OVERFLOW },
    { "2", { G_MININT64, "USD" }, "EUR", OUTLAY_MONEY_ERROR_OVERFLOW },
    { "9999999999", { G_MAXINT64, "JPY" }, "KWD", OUTLAY_MONEY_ERROR_OVERFLOW },
    { "1", { 1, "XXX" }, "EUR", OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
    { "1", { 1, "EUR" }, "ROL", OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
    { "1", { 1, "" }, "EUR", OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayRate rate = parse (cases[i].rate);
      OutlayMoney converted = { 7, "XYZ" };
      g_autoptr (GError) error = NULL;

      g_assert_false (
          outlay_rate_convert (&rate, &cases[i].amount, cases[i].currency, &converted, &error));
      g_assert_error (error, OUTLAY_MONEY_ERROR, (int) cases[i].code);
      g_assert_cmpint (converted.minor, ==, 7);
    }
}

static void
test_cross (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *rate;
  } cases[] = {
    { "1", "1", "1" },
    { "1", "1.0523", "1.0523" },
    { "1.25", "1", "0.8" },
    { "3", "1", "0.3333333333" },
    { "3", "2", "0.6666666667" },
    { "1.0523", "162.82", "154.7277392" },
    { "162.82", "1.0523", "0.006462965238" },
    { "34500", "1", "0.00002898550725" },
    { "0.00000000001", "0.00000000001", "1" },
    { "9999999999", "1", "0.0000000001" }, /* rounded up to one digit */
    { "1", "9999999999", "9999999999" },
    { "1.000000001", "1", "0.999999999" },
    { "8", "1.000000004", "0.1250000005" },
    { "8", "1.00000000", "0.125" },
    { "4096", "1.000000001", "0.0002441406252" }, /* …25244… */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayRate from = parse (cases[i].from), to = parse (cases[i].to), rate;
      char text[OUTLAY_RATE_SIZE];

      g_assert_true (outlay_rate_cross (&from, &to, &rate, NULL));
      outlay_rate_print (&rate, text);
      g_assert_cmpstr (text, ==, cases[i].rate);
    }
}

static void
test_cross_refused (void)
{
  static const char *const cases[][2] = {
    { "0.5", "9999999999" },
    { "0.9999999999", "9999999999" },
    { "0.00000000001", "1" },
    { "9999999999", "0.00000000001234567" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OutlayRate from = parse (cases[i][0]), to = parse (cases[i][1]), rate = { 7, 7 };
      g_autoptr (GError) error = NULL;

      g_assert_false (outlay_rate_cross (&from, &to, &rate, &error));
      g_assert_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW);
      g_assert_cmpuint (rate.digits, ==, 7);
    }
}

/* --- by hand ---------------------------------------------------------------------------------- */

/* A number as a child writes it: decimal digits, the least first. */
typedef struct
{
  guint8 digits[96];
} Longhand;

static Longhand
longhand_of_text (const char *text, guint n_zeros)
{
  Longhand number = { { 0 } };
  guint at = n_zeros;

  for (gsize i = strlen (text); i-- > 0;)
    if (g_ascii_isdigit (text[i]))
      number.digits[at++] = (guint8) (text[i] - '0');

  return number;
}

static Longhand
longhand_multiply (const Longhand *a, const Longhand *b)
{
  Longhand product = { { 0 } };

  for (guint i = 0; i < 48; i++)
    {
      guint carry = 0;

      for (guint k = 0; k < 48; k++)
        {
          carry += product.digits[i + k] + a->digits[i] * b->digits[k];
          product.digits[i + k] = (guint8) (carry % 10);
          carry /= 10;
        }
    }

  return product;
}

/* Strikes the last digits off and rounds half to even. */
static Longhand
longhand_round (const Longhand *number, guint n_off)
{
  Longhand rounded = { { 0 } };
  gboolean is_half = n_off > 0 && number->digits[n_off - 1] == 5;
  gboolean is_up = n_off > 0 && number->digits[n_off - 1] > 5;

  for (guint i = 0; i + 1 < n_off; i++)
    if (is_half && number->digits[i] != 0)
      is_up = TRUE;
  memcpy (rounded.digits, &number->digits[n_off], sizeof rounded.digits - n_off);
  if (!is_up && is_half)
    is_up = rounded.digits[0] % 2 == 1;
  for (guint i = 0; is_up; i++)
    {
      is_up = rounded.digits[i] == 9;
      rounded.digits[i] = is_up ? 0 : (guint8) (rounded.digits[i] + 1);
    }

  return rounded;
}

static char *
longhand_print (const Longhand *number)
{
  GString *text = g_string_new (NULL);

  for (guint i = sizeof number->digits; i-- > 0;)
    if (text->len > 0 || number->digits[i] != 0 || i == 0)
      g_string_append_c (text, (char) ('0' + number->digits[i]));

  return g_string_free_and_steal (text);
}

static OutlayRate
draw_rate (GRand *random)
{
  guint n_digits = (guint) g_rand_int_range (random, 1, OUTLAY_RATE_DIGITS + 1);
  guint n_decimals = (guint) g_rand_int_range (random, 0, 13);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = n_digits; i <= n_decimals; i++)
    g_string_append_c (text, '0');
  for (guint i = 0; i < n_digits; i++)
    g_string_append_c (text, (char) ('0' + g_rand_int_range (random, i == 0, 10)));
  if (n_decimals > 0)
    g_string_insert_c (text, (gssize) (text->len - n_decimals), '.');

  return parse (text->str);
}

static gint64
draw_minor (GRand *random)
{
  guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);

  return (gint64) (bits >> g_rand_int_range (random, 1, 64)) * (g_rand_boolean (random) ? 1 : -1);
}

/* Amount × rate as printed, on paper, is what it was converted to. */
static void
test_convert_by_hand (void)
{
  static const struct
  {
    const char *code;
    guint exponent;
  } currencies[] = { { "JPY", 0 }, { "EUR", 2 }, { "KWD", 3 }, { "CHF", 2 } };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261120);
  guint n_converted = 0;

  for (guint round = 0; round < 20000; round++)
    {
      guint from = (guint) g_rand_int_range (random, 0, 4),
            to = (guint) g_rand_int_range (random, 0, 4);
      OutlayRate rate = draw_rate (random);
      OutlayMoney amount = { .minor = draw_minor (random) }, converted;
      g_autofree char *minor = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (amount.minor));
      g_autofree char *expected = NULL, *found = NULL;
      char printed[OUTLAY_RATE_SIZE];
      const char *point;
      Longhand a, b, product;
      gboolean fits;

      g_strlcpy (amount.currency, currencies[from].code, sizeof amount.currency);
      outlay_rate_print (&rate, printed);
      point = strchr (printed, '.');
      a = longhand_of_text (minor, currencies[to].exponent);
      b = longhand_of_text (printed, 0);
      product = longhand_multiply (&a, &b);
      product = longhand_round (&product, currencies[from].exponent +
                                              (point != NULL ? (guint) strlen (point + 1) : 0));
      expected = longhand_print (&product);

      fits = outlay_rate_convert (&rate, &amount, currencies[to].code, &converted, NULL);
      g_assert_cmpint (fits, ==,
                       strlen (expected) < 19 || (strlen (expected) == 19 &&
                                                  strcmp (expected, "9223372036854775807") <= 0));
      if (!fits)
        continue;

      n_converted++;
      found = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (converted.minor));
      g_assert_cmpstr (found, ==, expected);
      g_assert_true (converted.minor == 0 || (converted.minor < 0) == (amount.minor < 0));
    }

  g_assert_cmpuint (n_converted, >, 10000);
}

/* A cross rate times what it was divided by is what was divided, to half of its last digit: checked
 * with whole numbers only. */
static void
test_cross_by_hand (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);

  for (guint round = 0; round < 20000; round++)
    {
      OutlayRate from = draw_rate (random), to = draw_rate (random), rate, again;
      char printed[OUTLAY_RATE_SIZE], from_text[OUTLAY_RATE_SIZE], to_text[OUTLAY_RATE_SIZE];
      Longhand a, b, product, expected;
      g_autofree char *back = NULL, *wanted = NULL;
      int shift;

      if (!outlay_rate_cross (&from, &to, &rate, NULL))
        continue;

      outlay_rate_print (&rate, printed);
      again = parse (printed);
      g_assert_true (outlay_rate_equal (&rate, &again));
      g_assert_cmpuint (rate.digits, <, G_GUINT64_CONSTANT (10000000000));

      /* |rate × from − to| ≤ from / 2 in the last of ten digits: so the first nine digits agree */
      outlay_rate_print (&from, from_text);
      outlay_rate_print (&to, to_text);
      a = longhand_of_text (printed, 0);
      b = longhand_of_text (from_text, 0);
      product = longhand_multiply (&a, &b);
      shift = (int) (rate.decimals + from.decimals) - (int) to.decimals;
      expected = longhand_of_text (to_text, shift > 0 ? (guint) shift : 0);
      if (shift < 0)
        {
          Longhand one = longhand_of_text ("1", (guint) -shift);

          product = longhand_multiply (&product, &one);
        }
      back = longhand_print (&product);
      wanted = longhand_print (&expected);
      {
        double found = g_ascii_strtod (back, NULL), exact = g_ascii_strtod (wanted, NULL);

        g_assert_cmpfloat_with_epsilon (found / exact, 1.0, 5.0001e-10);
      }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/rate/parse", test_parse);
  g_test_add_func ("/core/rate/refused", test_refused);
  g_test_add_func ("/core/rate/convert", test_convert);
  g_test_add_func ("/core/rate/convert-refused", test_convert_refused);
  g_test_add_func ("/core/rate/cross", test_cross);
  g_test_add_func ("/core/rate/cross-refused", test_cross_refused);
  g_test_add_func ("/core/rate/convert-by-hand", test_convert_by_hand);
  g_test_add_func ("/core/rate/cross-by-hand", test_cross_by_hand);

  return g_test_run ();
}
