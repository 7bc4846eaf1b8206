/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-number-style.h"

#include <limits.h>
#include <locale.h>

#define NARROW_NO_BREAK_SPACE "\xe2\x80\xaf"

/* Copies a separator of the locale as UTF-8; FALSE where it has none. */
static gboolean
copy_separator (char separator[8], const char *text)
{
  g_autofree char *utf8 = g_locale_to_utf8 (text, -1, NULL, NULL, NULL);

  if (utf8 == NULL || *utf8 == '\0' || g_strlcpy (separator, utf8, 8) >= 8)
    {
      separator[0] = '\0';
      return FALSE;
    }

  return TRUE;
}

static void
read_locale (OutlayNumberStyle *style)
{
  const struct lconv *locale = localeconv ();

  if (!copy_separator (style->decimal, locale->mon_decimal_point) &&
      !copy_separator (style->decimal, locale->decimal_point))
    g_strlcpy (style->decimal, ".", sizeof style->decimal);

  if (!copy_separator (style->group, locale->mon_thousands_sep))
    copy_separator (style->group, locale->thousands_sep);

  /* A number must not break over two lines. */
  if (g_str_equal (style->group, " "))
    g_strlcpy (style->group, NARROW_NO_BREAK_SPACE, sizeof style->group);

  /* The C locale says CHAR_MAX for "not specified": the sign goes first there. */
  style->symbol_first = locale->p_cs_precedes != 0;
  style->symbol_space = locale->p_sep_by_space != 0 && locale->p_sep_by_space != CHAR_MAX;

  /* "\3\2" is the Indian way; all else is threes. */
  if (locale->mon_grouping[0] == 3 && locale->mon_grouping[1] == 2)
    style->group_size = 2;
}

/**
 * outlay_number_style_get_default:
 *
 * Returns: (transfer none): how the process's locale writes money, read once by the first call
 *   after setlocale(). Any thread.
 */
const OutlayNumberStyle *
outlay_number_style_get_default (void)
{
  static OutlayNumberStyle style;
  static gsize is_read;

  if (g_once_init_enter (&is_read))
    {
      read_locale (&style);
      g_once_init_leave (&is_read, 1);
    }

  return &style;
}
