/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-currency.h"

G_BEGIN_DECLS

  /**
 * outlay_currency_find_by_sign:
 * @sign: what a person wrote beside a number, in any case: "€", "eur", "kr", "US$"
 * @preferred: (nullable): the code that the form is set to, which a sign of several currencies
 *   means
 *
 * Returns: (nullable): %NULL where @sign names no currency, or one of several
 */
  const OutlayCurrency *outlay_currency_find_by_sign (const char *sign, const char *preferred);

G_END_DECLS
