/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayNumberStyle:
 * @decimal: decimal separator, UTF-8
 * @group: separator of thousands, UTF-8; empty for none
 * @symbol_first: whether the currency sign comes before the number
 * @symbol_space: whether a no-break space stands between them
 * @group_size: digits of the groups above the thousands, 2 in India; 0 means 3, as almost
 *   everywhere
 *
 * How a locale writes numbers and money (POSIX `struct lconv`).
 */
typedef struct
{
  char     decimal[8];
  char     group[8];
  gboolean symbol_first;
  gboolean symbol_space;
  guint8   group_size;
} OutlayNumberStyle;

/* The process's locale, read once by the first call after setlocale(). Any thread. */
const OutlayNumberStyle *outlay_number_style_get_default (void);

G_END_DECLS
