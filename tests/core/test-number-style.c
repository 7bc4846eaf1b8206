/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-currency.h"
#include "core/money/outlay-money.h"

#include <locale.h>

/* The process's locale is read once, so each locale is tested in a process of its own. */
static const struct
{
  const char *locale;
  const char *currency;
  const char *text; /* of 1234567.89 in the locale's currency, all spaces shown as '_' */
} cases[] = {
  { "C", "EUR", "€1234567.89" },
  { "de_DE.UTF-8", "EUR", "1.234.567,89_€" },
  { "en_US.UTF-8", "USD", "$1,234,567.89" },
  { "en_GB.UTF-8", "GBP", "£1,234,567.89" },
  { "fr_FR.UTF-8", "EUR", "1_234_567,89_€" },
  { "de_CH.UTF-8", "CHF", "CHF_1’234’567.89" },
  { "ja_JP.UTF-8", "JPY", "¥123,456,789" },
  { "hi_IN.UTF-8", "INR", "₹12,34,567.89" },
  { "sv_SE.UTF-8", "SEK", "1_234_567,89_SEK" },
};

static void
test_locale (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (setlocale (LC_ALL, cases[i].locale) == NULL)
    {
      g_test_skip_printf ("the locale %s is not installed", cases[i].locale);
      return;
    }

  if (g_test_subprocess ())
    {
      const OutlayCurrency *currency = outlay_currency_of_locale ();
      OutlayMoney money = { 123456789 };
      g_autofree char *text = NULL;
      g_autofree char *plain = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GRegex) spaces = g_regex_new ("[\u00a0\u202f]", 0, 0, NULL);
      g_autofree char *shown = NULL;
      OutlayMoney again;

      g_assert_cmpstr (currency->code, ==, cases[i].currency);
      g_strlcpy (money.currency, currency->code, sizeof money.currency);

      text = outlay_money_format (&money, NULL);
      shown = g_regex_replace_literal (spaces, text, -1, 0, "_", 0, NULL);
      g_assert_cmpstr (shown, ==, cases[i].text);

      plain = outlay_money_format_plain (&money, NULL);
      outlay_money_parse (plain, currency->code, NULL, &again, &error);
      g_assert_no_error (error);
      g_assert_true (outlay_money_equal (&money, &again));

      g_assert_true (outlay_number_style_get_default () == outlay_number_style_get_default ());
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/number-style/%s", cases[i].locale);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_locale);
    }

  return g_test_run ();
}
