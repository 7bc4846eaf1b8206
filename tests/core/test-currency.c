/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-currency.h"
#include "core/money/outlay-currency-sign.h"

#include <string.h>

static void
test_table (void)
{
  gsize n;
  const OutlayCurrency *all = outlay_currencies (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (all[i].code), ==, 3);
      g_assert_cmpuint (strspn (all[i].code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ==, 3);
      g_assert_true (all[i].exponent == 0 || all[i].exponent == 2 || all[i].exponent == 3);
      g_assert_true (*all[i].symbol != '\0' && g_utf8_validate (all[i].symbol, -1, NULL));
      g_assert_true (*all[i].name != '\0' && g_utf8_validate (all[i].name, -1, NULL));
      g_assert_true (outlay_currency_find (all[i].code) == &all[i]);

      if (i > 0)
        g_assert_cmpstr (all[i - 1].code, <, all[i].code);
    }
}

/* A reader of a mixed list must be able to tell currencies apart by their signs. */
static void
test_symbols_differ (void)
{
  gsize n;
  const OutlayCurrency *all = outlay_currencies (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize k = i + 1; k < n; k++)
      g_assert_cmpstr (all[i].symbol, !=, all[k].symbol);
}

/* ISO 4217 list one, column CcyMnrUnts, where it is not 2. */
static void
test_exponents (void)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                      "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF" };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };
  guint n_two = 0;
  gsize n;
  const OutlayCurrency *all = outlay_currencies (&n);

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (outlay_currency_find (none[i])->exponent, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (three); i++)
    g_assert_cmpint (outlay_currency_find (three[i])->exponent, ==, 3);

  for (gsize i = 0; i < n; i++)
    n_two += all[i].exponent == 2;

  g_assert_cmpuint (n_two + G_N_ELEMENTS (none) + G_N_ELEMENTS (three), ==, n);
}

static void
test_unknown (void)
{
  static const char *const unknown[] = { "", "EU", "EURO", "eur", "XXX", "DEM", "CLF", "BGN", "€" };

  g_assert_null (outlay_currency_find (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (outlay_currency_find (unknown[i]));
}

static void
test_signs (void)
{
  gsize n;
  const OutlayCurrency *all = outlay_currencies (&n);

  /* Each code and symbol leads back to its own currency, in any case of letters. */
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *lower = g_ascii_strdown (all[i].code, -1);

      g_assert_true (outlay_currency_find_by_sign (lower, NULL) == &all[i]);
      g_assert_true (outlay_currency_find_by_sign (all[i].symbol, all[i].code) == &all[i]);
      g_assert_true (outlay_currency_find_by_sign (all[i].symbol, NULL) == &all[i]);
    }

  g_assert_null (outlay_currency_find_by_sign ("kr", NULL));
  g_assert_null (outlay_currency_find_by_sign ("kr", "EUR"));
  g_assert_null (outlay_currency_find_by_sign ("", NULL));
  g_assert_cmpstr (outlay_currency_find_by_sign ("kr", "NOK")->code, ==, "NOK");
  g_assert_cmpstr (outlay_currency_find_by_sign ("$", "EUR")->code, ==, "USD");
  g_assert_cmpstr (outlay_currency_find_by_sign ("$", "NZD")->code, ==, "NZD");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/currency/table", test_table);
  g_test_add_func ("/core/currency/symbols-differ", test_symbols_differ);
  g_test_add_func ("/core/currency/exponents", test_exponents);
  g_test_add_func ("/core/currency/unknown", test_unknown);
  g_test_add_func ("/core/currency/signs", test_signs);

  return g_test_run ();
}
