/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "core/money/outlay-currency.h"
#include "core/money/outlay-number-style.h"

G_BEGIN_DECLS

/**
 * OutlayMoney:
 * @minor: the amount in the currency's minor unit (cents for EUR, yen for JPY, mills for BHD)
 * @currency: ISO 4217 code, NUL-terminated
 *
 * An exact amount of one currency. It is never a double, and sums that overflow are errors.
 */
typedef struct
{
  gint64 minor;
  char   currency[4];
} OutlayMoney;

#define OUTLAY_TYPE_MONEY (outlay_money_get_type ())
GType outlay_money_get_type (void);

#define OUTLAY_MONEY_ERROR (outlay_money_error_quark ())
GQuark outlay_money_error_quark (void);

typedef enum
{
  OUTLAY_MONEY_ERROR_EMPTY,            /* nothing was typed */
  OUTLAY_MONEY_ERROR_NOT_A_NUMBER,
  OUTLAY_MONEY_ERROR_AMBIGUOUS,        /* "1.234" where it could be either; ask for the cents */
  OUTLAY_MONEY_ERROR_TOO_PRECISE,      /* more decimals than the currency has */
  OUTLAY_MONEY_ERROR_OVERFLOW,
  OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY,
  OUTLAY_MONEY_ERROR_OTHER_CURRENCY,   /* two currencies in one sum */
} OutlayMoneyError;

OutlayMoney *outlay_money_copy  (const OutlayMoney *self);
void         outlay_money_free  (OutlayMoney       *self);
gboolean     outlay_money_equal (const OutlayMoney *a,
                                 const OutlayMoney *b);

/**
 * outlay_money_parse:
 * @text: what a person typed, UTF-8
 * @currency: the currency to take where @text names none
 * @style: (nullable): how the person's locale writes numbers; %NULL for the process's locale
 * @money: (out caller-allocates): the amount; untouched on error
 *
 * Reads "12,50", "1.234,56", "1 234.5", "−3", "€ 12", "12 EUR", with ASCII or typographic minus,
 * ordinary, no-break or narrow no-break spaces, apostrophes between thousands, and a currency sign
 * or code before or after. A separator that could be either is read as @style has it, or refused as
 * ambiguous where @style does not decide; nothing is ever guessed into another magnitude.
 *
 * A sign that several currencies share ("$", "kr") means @currency where that is among them; a code
 * beside it decides ("$12 CAD"). "12,-" has no cents.
 *
 * Returns: %FALSE with an #OutlayMoneyError; OTHER_CURRENCY means two currencies in one text. Any
 *   thread.
 */
gboolean outlay_money_parse (const char              *text,
                             const char              *currency,
                             const OutlayNumberStyle *style,
                             OutlayMoney             *money,
                             GError                 **error);

/**
 * outlay_money_format:
 * @style: (nullable): %NULL for the process's locale
 *
 * Returns: (transfer full): for a person to read, as "€12.50" or "12,50 €", no-break spaces inside
 */
char *outlay_money_format (const OutlayMoney       *self,
                           const OutlayNumberStyle *style);

/**
 * outlay_money_format_plain:
 *
 * Returns: (transfer full): the number alone, without grouping or sign of currency, for an entry
 *   that the person goes on editing; outlay_money_parse() reads it back to the same amount
 */
char *outlay_money_format_plain (const OutlayMoney       *self,
                                 const OutlayNumberStyle *style);

/* Checked arithmetic: %FALSE with OVERFLOW or OTHER_CURRENCY, and @result untouched. @result may be
 * @a. */
gboolean outlay_money_add      (const OutlayMoney *a,
                                const OutlayMoney *b,
                                OutlayMoney       *result,
                                GError           **error);
gboolean outlay_money_subtract (const OutlayMoney *a,
                                const OutlayMoney *b,
                                OutlayMoney       *result,
                                GError           **error);
gboolean outlay_money_multiply (const OutlayMoney *a,
                                gint64             factor,
                                OutlayMoney       *result,
                                GError           **error);

/**
 * outlay_money_split:
 * @weights: (array length=n_weights): each ≥ 0, their sum > 0
 * @parts: (array length=n_weights) (out caller-allocates): the shares
 *
 * Shares @self by @weights with the largest-remainder method: the parts add up to @self exactly,
 * and no part is a whole minor unit away from its exact share.
 */
gboolean outlay_money_split (const OutlayMoney *self,
                             const guint32     *weights,
                             gsize              n_weights,
                             OutlayMoney       *parts,
                             GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayMoney, outlay_money_free)

G_END_DECLS
