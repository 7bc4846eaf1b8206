/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of exchange rates: what is taken has one meaning, each rate is written back as the same, and
 * can be found and converted by. */

#include "fuzz.h"

#include "core/money/outlay-rates.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_read = outlay_rates_read (rates, (const char *) bytes, size, &error);

  g_assert_true (is_read == (error == NULL) && is_read == (outlay_rates_get_n (rates) > 0));
  for (guint i = 0; i < outlay_rates_get_n (rates); i++)
    {
      const OutlayDayRate *entry = outlay_rates_get (rates, i);
      const OutlayMoney euros = { 12345, "EUR" };
      char text[OUTLAY_RATE_SIZE], day[OUTLAY_DAY_SIZE];
      OutlayConversion conversion;
      OutlayRate rate;

      outlay_rate_print (&entry->rate, text);
      g_assert_true (outlay_rate_parse (text, &rate, NULL));
      g_assert_true (outlay_rate_equal (&rate, &entry->rate));
      g_assert_true (outlay_rates_find (rates, entry->currency, entry->day, &rate, day));
      g_assert_true (outlay_rate_equal (&rate, &entry->rate));
      g_assert_cmpstr (day, ==, entry->day);

      if (outlay_currency_find (entry->currency) != NULL &&
          outlay_rates_convert (rates, &euros, entry->currency, entry->day, &conversion, NULL))
        g_assert_true (outlay_rate_equal (&conversion.rate, &entry->rate));
    }

  return 0;
}
