/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-rate.h"

#include <string.h>

#define DIGITS_END G_GUINT64_CONSTANT (10000000000) /* one more than the largest */

typedef unsigned __int128 Wide;

static Wide
get_power (guint exponent)
{
  Wide power = 1;

  while (exponent-- > 0)
    power *= 10;

  return power;
}

static gboolean
refuse (GError **error, OutlayMoneyError code, const char *message)
{
  g_set_error_literal (error, OUTLAY_MONEY_ERROR, code, message);
  return FALSE;
}

/* Where no more than ten digits are, and no zero behind the point. */
static gboolean
store (OutlayRate *rate, Wide digits, guint decimals)
{
  while (decimals > 0 && digits % 10 == 0)
    {
      digits /= 10;
      decimals--;
    }
  if (digits == 0 || digits >= DIGITS_END || decimals > OUTLAY_RATE_DECIMALS)
    return FALSE;

  *rate = (OutlayRate) { (guint64) digits, decimals };
  return TRUE;
}

gboolean
outlay_rate_parse (const char *text, OutlayRate *rate, GError **error)
{
  Wide digits = 0;
  guint decimals = 0;
  gsize length, point;

  g_return_val_if_fail (rate != NULL, FALSE);

  length = text != NULL ? strlen (text) : 0;
  point = text != NULL ? strcspn (text, ".") : 0;
  if (point == 0 || point + 1 == length || strspn (text, "0123456789") != point ||
      (point < length && strspn (text + point + 1, "0123456789") != length - point - 1) ||
      strspn (text, "0.") == length)
    return refuse (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The rate is no number above zero");

  while (point < length && text[length - 1] == '0')
    length--;
  for (gsize i = 0; i < length; i++)
    if (i != point)
      {
        digits = digits * 10 + (guint) (text[i] - '0');
        decimals += i > point;
        if (digits >= DIGITS_END || decimals > OUTLAY_RATE_DECIMALS)
          return refuse (error, OUTLAY_MONEY_ERROR_TOO_PRECISE, "The rate has too many digits");
      }

  return store (rate, digits, decimals);
}

void
outlay_rate_print (const OutlayRate *self, char text[OUTLAY_RATE_SIZE])
{
  guint64 digits = self->digits;
  gsize at = 0;
  guint n = 0;

  g_return_if_fail (self->digits > 0 && self->digits < DIGITS_END);
  g_return_if_fail (self->decimals <= OUTLAY_RATE_DECIMALS);

  /* from its end, then turned around */
  while (digits > 0 || n <= self->decimals)
    {
      if (n == self->decimals && n > 0)
        text[at++] = '.';
      text[at++] = (char) ('0' + digits % 10);
      digits /= 10;
      n++;
    }
  text[at] = '\0';
  g_strreverse (text);
}

gboolean
outlay_rate_equal (const OutlayRate *a, const OutlayRate *b)
{
  return a->digits == b->digits && a->decimals == b->decimals;
}

/* @a divided by @b, half to even */
static Wide
divide (Wide a, Wide b)
{
  Wide quotient = a / b;
  Wide rest = a % b;

  return quotient + (rest > b - rest || (rest == b - rest && quotient % 2 == 1));
}

gboolean
outlay_rate_cross (const OutlayRate *from, const OutlayRate *to, OutlayRate *rate, GError **error)
{
  Wide above = to->digits;
  Wide below = from->digits;
  int decimals = (int) to->decimals - (int) from->decimals;
  Wide digits;

  /* Neither has more than ten digits, so the quotient is below 10^10, and here gets ten. */
  for (; above < below * (DIGITS_END / 10); decimals++)
    above *= 10;
  digits = divide (above, below);

  return (decimals >= 0 && store (rate, digits, (guint) decimals)) ||
         refuse (error, OUTLAY_MONEY_ERROR_OVERFLOW, "The rate is too large or too small");
}

gboolean
outlay_rate_convert (const OutlayRate *self,
                     const OutlayMoney *amount,
                     const char *currency,
                     OutlayMoney *converted,
                     GError **error)
{
  const OutlayCurrency *from = outlay_currency_find (amount->currency);
  const OutlayCurrency *to = outlay_currency_find (currency);
  gboolean is_negative = amount->minor < 0;
  guint64 most = (guint64) G_MAXINT64 + is_negative;
  Wide minor = is_negative ? -(guint64) amount->minor : (guint64) amount->minor;

  g_return_val_if_fail (self->digits > 0 && self->digits < DIGITS_END, FALSE);

  if (from == NULL || to == NULL)
    return refuse (error, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY,
                   "Only an active currency can be converted");

  minor = divide (minor * self->digits * get_power (to->exponent),
                  get_power (self->decimals + from->exponent));
  if (minor > most)
    return refuse (error, OUTLAY_MONEY_ERROR_OVERFLOW,
                   "The converted amount does not fit in 64 bits");

  *converted = (OutlayMoney) { .minor = (gint64) (is_negative ? -(guint64) minor
                                                              : (guint64) minor) };
  g_strlcpy (converted->currency, to->code, sizeof converted->currency);
  return TRUE;
}
