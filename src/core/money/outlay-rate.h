/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-money.h"

G_BEGIN_DECLS

/* Significant digits of a rate, and decimals at most. */
#define OUTLAY_RATE_DIGITS   10
#define OUTLAY_RATE_DECIMALS 20
/* A rate as text, with its NUL: "0." and all the decimals, or ten digits and a point. */
#define OUTLAY_RATE_SIZE     24

/**
 * OutlayRate:
 * @digits: 1 to 9999999999
 * @decimals: 0 to 20: how many of the digits follow the point
 *
 * An exchange rate, exactly as it is printed: @digits divided by ten to the power of @decimals. It is
 * never a double. No rate has a zero at its end behind the point, so that one value has one text, and
 * a text of it holds nothing back: whoever multiplies by it by hand finds the amount that
 * outlay_rate_convert() found.
 */
typedef struct
{
  guint64 digits;
  guint   decimals;
} OutlayRate;

/* One for one: what the euro is in euros. */
#define OUTLAY_RATE_ONE ((OutlayRate) { 1, 0 })

/**
 * outlay_rate_parse:
 * @text: (nullable): digits, maybe a point and digits: "1.0523", "16000", "0.0905"; without sign,
 *   exponent, spaces or thousands; the point whatever the locale
 * @rate: (out caller-allocates): untouched on error
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_NOT_A_NUMBER where it is no number above zero, or with
 *   %OUTLAY_MONEY_ERROR_TOO_PRECISE where it has more than ten digits between its first that is
 *   not zero and its last that is not a zero behind the point, or more than 20 behind it. Any thread.
 */
gboolean outlay_rate_parse (const char  *text,
                            OutlayRate  *rate,
                            GError     **error);

/* Writes what outlay_rate_parse() reads back to the same rate: "0.0905". */
void     outlay_rate_print (const OutlayRate *self,
                            char              text[OUTLAY_RATE_SIZE]);

gboolean outlay_rate_equal (const OutlayRate *a,
                            const OutlayRate *b);

/**
 * outlay_rate_cross:
 * @from: units of the one currency for a euro
 * @to: units of the other for a euro, of the same day
 * @rate: (out caller-allocates): units of the other for one unit of the first; may be @from or @to
 *
 * @to divided by @from, rounded half to even to ten significant digits.
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW where no rate can be that large or small
 */
gboolean outlay_rate_cross (const OutlayRate  *from,
                            const OutlayRate  *to,
                            OutlayRate        *rate,
                            GError           **error);

/**
 * outlay_rate_convert:
 * @self: units of @currency for one unit of the amount's own, as they are printed
 * @currency: ISO 4217 code of an active currency
 * @converted: (out caller-allocates): untouched on error; may be @amount
 *
 * The amount times the rate, in the minor units of @currency, computed in 128 bits and rounded once,
 * at its end, half to even: 10.25 × 1.5 = 15.375 is 15.38, and 10.23 × 1.5 = 15.345 is 15.34. A
 * negative amount comes to the same as a positive one with its sign turned.
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW or %OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY
 */
gboolean outlay_rate_convert (const OutlayRate   *self,
                              const OutlayMoney  *amount,
                              const char         *currency,
                              OutlayMoney        *converted,
                              GError            **error);

G_END_DECLS
