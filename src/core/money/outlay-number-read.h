/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-number-style.h"

G_BEGIN_DECLS

/* The character that @c stands for inside a number: a digit, '.', ',', ' ' or '\''; 0 where it has
 * no place there. */
char outlay_number_normalize (gunichar c);

/**
 * outlay_number_read:
 * @number: normalized characters only
 * @exponent: how many decimals there may be
 * @minor: (out): the number times 10 to the power of @exponent
 *
 * Returns: %FALSE with an #OutlayMoneyError: NOT_A_NUMBER, AMBIGUOUS, TOO_PRECISE or OVERFLOW
 */
gboolean outlay_number_read (const char *number,
                             gboolean is_negative,
                             guint exponent,
                             const OutlayNumberStyle *style,
                             gint64 *minor,
                             GError **error);

G_END_DECLS
