/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-money.h"

#include <stdlib.h>

G_DEFINE_BOXED_TYPE (OutlayMoney, outlay_money, outlay_money_copy, outlay_money_free)
G_DEFINE_QUARK (outlay-money-error-quark, outlay_money_error)

/**
 * outlay_money_copy:
 *
 * Returns: (transfer full): freed with outlay_money_free()
 */
OutlayMoney *
outlay_money_copy (const OutlayMoney *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * outlay_money_free:
 * @self: (transfer full): a copy
 */
void
outlay_money_free (OutlayMoney *self)
{
  g_free (self);
}

/**
 * outlay_money_equal:
 *
 * Returns: whether both are the same amount of the same currency; nothing of EUR is not nothing of
 *   USD
 */
gboolean
outlay_money_equal (const OutlayMoney *a, const OutlayMoney *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->minor == b->minor && g_str_equal (a->currency, b->currency);
}

static gboolean
have_one_currency (const OutlayMoney *a, const OutlayMoney *b, GError **error)
{
  if (g_str_equal (a->currency, b->currency))
    return TRUE;

  g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OTHER_CURRENCY,
               "%s and %s have no sum", a->currency, b->currency);
  return FALSE;
}

static gboolean
store_result (const OutlayMoney *a,
              gboolean is_overflow,
              gint64 minor,
              OutlayMoney *result,
              GError **error)
{
  if (is_overflow)
    {
      g_set_error (error, OUTLAY_MONEY_ERROR, OUTLAY_MONEY_ERROR_OVERFLOW,
                   "The amount in %s does not fit in 64 bits", a->currency);
      return FALSE;
    }

  *result = *a;
  result->minor = minor;
  return TRUE;
}

/**
 * outlay_money_add:
 * @result: (out caller-allocates): the sum, untouched on error; may be @a or @b
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW or %OUTLAY_MONEY_ERROR_OTHER_CURRENCY
 */
gboolean
outlay_money_add (const OutlayMoney *a, const OutlayMoney *b, OutlayMoney *result, GError **error)
{
  gint64 minor;
  gboolean is_overflow;

  g_return_val_if_fail (a != NULL && b != NULL && result != NULL, FALSE);

  if (!have_one_currency (a, b, error))
    return FALSE;

  is_overflow = __builtin_add_overflow (a->minor, b->minor, &minor);
  return store_result (a, is_overflow, minor, result, error);
}

/**
 * outlay_money_subtract:
 * @result: (out caller-allocates): @a less @b, untouched on error; may be @a or @b
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW or %OUTLAY_MONEY_ERROR_OTHER_CURRENCY
 */
gboolean
outlay_money_subtract (const OutlayMoney *a,
                       const OutlayMoney *b,
                       OutlayMoney *result,
                       GError **error)
{
  gint64 minor;
  gboolean is_overflow;

  g_return_val_if_fail (a != NULL && b != NULL && result != NULL, FALSE);

  if (!have_one_currency (a, b, error))
    return FALSE;

  is_overflow = __builtin_sub_overflow (a->minor, b->minor, &minor);
  return store_result (a, is_overflow, minor, result, error);
}

/**
 * outlay_money_multiply:
 * @result: (out caller-allocates): @a taken @factor times, untouched on error; may be @a
 *
 * Returns: %FALSE with %OUTLAY_MONEY_ERROR_OVERFLOW
 */
gboolean
outlay_money_multiply (const OutlayMoney *a, gint64 factor, OutlayMoney *result, GError **error)
{
  gint64 minor;
  gboolean is_overflow;

  g_return_val_if_fail (a != NULL && result != NULL, FALSE);

  is_overflow = __builtin_mul_overflow (a->minor, factor, &minor);
  return store_result (a, is_overflow, minor, result, error);
}

typedef struct
{
  gsize position;
  guint64 remainder;
} Remainder;

static int
compare_remainder (const void *a, const void *b)
{
  const Remainder *first = a;
  const Remainder *second = b;

  if (first->remainder != second->remainder)
    return first->remainder > second->remainder ? -1 : 1;

  /* Equal claims are served from the front, so that the same split always comes out the same. */
  return first->position < second->position ? -1 : 1;
}

gboolean
outlay_money_split (const OutlayMoney *self,
                    const guint32 *weights,
                    gsize n_weights,
                    OutlayMoney *parts,
                    GError **error)
{
  g_autofree Remainder *remainders = NULL;
  gboolean is_negative;
  guint64 magnitude, left, sum = 0;

  g_return_val_if_fail (self != NULL && weights != NULL && parts != NULL && n_weights > 0, FALSE);

  for (gsize i = 0; i < n_weights; i++)
    sum += weights[i];

  g_return_val_if_fail (sum > 0, FALSE);

  is_negative = self->minor < 0;
  magnitude = is_negative ? -(guint64) self->minor : (guint64) self->minor;
  left = magnitude;
  remainders = g_new (Remainder, n_weights);

  for (gsize i = 0; i < n_weights; i++)
    {
      unsigned __int128 exact = (unsigned __int128) magnitude * weights[i];

      parts[i] = *self;
      parts[i].minor = (gint64) (guint64) (exact / sum);
      remainders[i] = (Remainder) { i, (guint64) (exact % sum) };
      left -= (guint64) (exact / sum);
    }

  qsort (remainders, n_weights, sizeof *remainders, compare_remainder);

  for (gsize i = 0; i < left; i++)
    parts[remainders[i].position].minor = (gint64) ((guint64) parts[remainders[i].position].minor +
                                                    1);

  for (gsize i = 0; is_negative && i < n_weights; i++)
    parts[i].minor = (gint64) - (guint64) parts[i].minor;

  return TRUE;
}
