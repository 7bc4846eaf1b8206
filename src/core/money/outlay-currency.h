/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayCurrency:
 * @code: ISO 4217 alphabetic code
 * @exponent: number of decimals: 0, 2 or 3 (ISO 4217 table A.1; those with 4 or none are left out)
 * @symbol: what people write, "€"; the code where there is no sign of its own
 * @name: English name of the currency, marked for translation
 */
typedef struct
{
  const char *code;
  guint8      exponent;
  const char *symbol;
  const char *name;
} OutlayCurrency;

/* All active currencies in order of their codes. */
const OutlayCurrency *outlay_currencies (gsize *n_currencies);

/**
 * outlay_currency_find:
 * @code: three capital letters
 *
 * Returns: (nullable): %NULL where ISO 4217 has no such active currency
 */
const OutlayCurrency *outlay_currency_find (const char *code);

/* The currency of the locale's country, or EUR where it has none. */
const OutlayCurrency *outlay_currency_of_locale (void);

G_END_DECLS
