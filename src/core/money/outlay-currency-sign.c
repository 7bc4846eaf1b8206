/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-currency-sign.h"

#include <string.h>

/* Signs that people write besides those of outlay_currencies(), case-folded. A sign of several
 * currencies means the one that the form is set to where that is among them; else the first, or
 * none where there is no usual one. */
static const struct
{
  const char *sign;
  const char *codes;
  gboolean is_vague;
} signs[] = {
  { "$",
    "USD AUD CAD NZD HKD SGD MXN TWD ARS CLP COP BMD BND BBD BSD BZD FJD GYD JMD KYD LRD NAD SBD "
    "SRD "
    "TTD UYU WST XCD CUP DOP TOP NIO MOP",
    FALSE },
  { "£", "GBP EGP FKP GIP LBP SHP SSP SDG SYP", FALSE },
  { "¥", "JPY CNY", FALSE },
  { "￥", "JPY CNY", FALSE }, /* full-width, as are the next two */
  { "￡", "GBP", FALSE },
  { "￦", "KRW", FALSE },
  { "円", "JPY", FALSE },
  { "元", "CNY TWD HKD", FALSE },
  { "us$", "USD", FALSE },
  { "c$", "CAD NIO", FALSE },
  { "au$", "AUD", FALSE },
  { "fr.", "CHF", FALSE },
  { "sfr.", "CHF", FALSE },
  { "fr", "CHF", FALSE },
  { "kr", "SEK NOK DKK ISK", TRUE },
  { "kr.", "SEK NOK DKK ISK", TRUE },
  { "rs", "INR PKR LKR NPR MUR SCR", TRUE },
  { "rs.", "INR PKR LKR NPR MUR SCR", TRUE },
  { "lei", "RON MDL", TRUE },
};

static const OutlayCurrency *
choose (const char *codes, gboolean is_vague, const char *preferred)
{
  char first[4];

  if (preferred != NULL && strlen (preferred) == 3 && strstr (codes, preferred) != NULL)
    return outlay_currency_find (preferred);

  g_strlcpy (first, codes, sizeof first);
  return is_vague ? NULL : outlay_currency_find (first);
}

const OutlayCurrency *
outlay_currency_find_by_sign (const char *sign, const char *preferred)
{
  g_autofree char *upper = NULL;
  g_autofree char *folded = NULL;
  const OutlayCurrency *all, *found;
  gsize n_all;

  g_return_val_if_fail (sign != NULL, NULL);

  upper = g_utf8_strup (sign, -1);
  folded = g_utf8_casefold (sign, -1);

  if ((found = outlay_currency_find (upper)) != NULL)
    return found;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i].sign, folded))
      return choose (signs[i].codes, signs[i].is_vague, preferred);

  all = outlay_currencies (&n_all);

  for (gsize i = 0; i < n_all; i++)
    {
      g_autofree char *own = g_utf8_casefold (all[i].symbol, -1);

      if (g_str_equal (own, folded))
        return &all[i];
    }

  return NULL;
}
