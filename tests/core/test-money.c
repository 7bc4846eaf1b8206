/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-money.h"

#include <locale.h>

static const OutlayNumberStyle german = { ",", ".", FALSE, TRUE };
static const OutlayNumberStyle english = { ".", ",", TRUE, FALSE };

static void
test_parse_examples (void)
{
  static const struct
  {
    const char *text;
    gint64 minor;
  } cases[] = {
    { "12,50", 1250 }, { "1.234,56", 123456 }, { "1 234.5", 123450 }, { "−3", -300 },
    { "1\u00a0234,50", 123450 }, { "€ 12", 1200 }, { "12\u00a0€", 1200 }, { "-110.7", -11070 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      OutlayMoney money;

      outlay_money_parse (cases[i].text, "EUR", &german, &money, &error);
      g_assert_no_error (error);
      g_assert_cmpint (money.minor, ==, cases[i].minor);
      g_assert_cmpstr (money.currency, ==, "EUR");

      outlay_money_parse (cases[i].text, "EUR", &english, &money, &error);
      g_assert_no_error (error);
      g_assert_cmpint (money.minor, ==, cases[i].minor);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/money/parse-examples", test_parse_examples);

  return g_test_run ();
}
