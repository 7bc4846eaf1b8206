/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people type as an amount: whatever is understood is written back as the same amount. */

#include "fuzz.h"

#include "core/money/outlay-money.h"

static const char *const currencies[] = { "EUR", "JPY", "BHD", "USD" };
static const OutlayNumberStyle styles[] = {
  { ".", ",", TRUE, FALSE, 3 },
  { ",", ".", FALSE, TRUE, 3 },
  { ",", "\u202f", FALSE, TRUE, 3 },
  { ".", "’", TRUE, TRUE, 3 },
};

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  const char *currency;
  const OutlayNumberStyle *style;
  g_autofree char *text = NULL, *plain = NULL, *shown = NULL;
  g_autoptr (GError) error = NULL;
  OutlayMoney money, again;

  if (size == 0)
    return 0;
  currency = currencies[bytes[0] % G_N_ELEMENTS (currencies)];
  style = &styles[bytes[0] / 16 % G_N_ELEMENTS (styles)];
  text = fuzz_dup_text (bytes + 1, size - 1);

  /* The entry holds nothing but UTF-8. */
  if (!g_utf8_validate (text, -1, NULL) ||
      !outlay_money_parse (text, currency, style, &money, NULL))
    return 0;

  plain = outlay_money_format_plain (&money, style);
  g_assert_true (outlay_money_parse (plain, money.currency, style, &again, &error));
  g_assert_true (outlay_money_equal (&money, &again));

  shown = outlay_money_format (&money, style);
  g_assert_true (outlay_money_parse (shown, money.currency, style, &again, &error));
  g_assert_true (outlay_money_equal (&money, &again));
  return 0;
}
