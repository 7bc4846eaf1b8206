/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-number-read.h"

#include <string.h>

#include "core/money/outlay-money.h"

static gboolean
fail (GError **error, OutlayMoneyError code, const char *message)
{
  g_set_error_literal (error, OUTLAY_MONEY_ERROR, (int) code, message);
  return FALSE;
}

char
outlay_number_normalize (gunichar c)
{
  if (g_unichar_isdigit (c))
    return (char) ('0' + g_unichar_digit_value (c));

  switch (c)
    {
    case '.':
    case 0xff0e: /* full-width full stop */
    case 0x066b: /* Arabic decimal separator */
      return '.';
    case ',':
    case 0xff0c: /* full-width comma */
      return ',';
    case '\'':
    case 0x2019: /* right single quotation mark */
    case 0x02bc: /* modifier letter apostrophe */
    case 0x066c: /* Arabic thousands separator */
      return '\'';
    default:
      return g_unichar_isspace (c) ? ' ' : 0;
    }
}

static char
normalize_separator (const char *separator)
{
  return *separator != '\0' ? outlay_number_normalize (g_utf8_get_char (separator)) : 0;
}

static gboolean
is_separator (char c)
{
  return c == '.' || c == ',' || c == ' ' || c == '\'';
}

static guint
count (const char *text, char c)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;

  return n;
}

/* A lone '.' or ',' at @mark: the decimal separator, one of thousands, or the style must say. */
static gboolean
judge_lone_mark (const char *number,
                 const char *mark,
                 const OutlayNumberStyle *style,
                 const char **decimal,
                 GError **error)
{
  gsize n_before = (gsize) (mark - number);
  gboolean could_group = n_before >= 1 && n_before <= 3 && strlen (mark + 1) == 3 &&
                         strspn (number, "0123456789") == n_before && number[0] != '0';

  if (!could_group || *mark == normalize_separator (style->decimal))
    *decimal = mark;
  else if (*mark == normalize_separator (style->group))
    *decimal = NULL;
  else
    return fail (error, OUTLAY_MONEY_ERROR_AMBIGUOUS,
                 "The separator could be of thousands or of decimals");

  return TRUE;
}

/* Finds the decimal separator; %NULL for a whole number. */
static gboolean
find_decimal (const char *number,
              const OutlayNumberStyle *style,
              const char **decimal,
              GError **error)
{
  guint n_points = count (number, '.');
  guint n_commas = count (number, ',');
  const char *last_point = strrchr (number, '.');
  const char *last_comma = strrchr (number, ',');

  *decimal = NULL;

  if (n_points > 0 && n_commas > 0)
    {
      *decimal = MAX (last_point, last_comma);

      if (count (number, **decimal) > 1)
        return fail (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The separators make no number");
    }
  else if (n_points + n_commas == 1)
    return judge_lone_mark (number, n_points > 0 ? last_point : last_comma, style, decimal, error);

  return TRUE;
}

/* Whether whole units are plain digits, or grouped by one separator: in threes, or, above the
 * thousands, in twos as in India. */
static gboolean
is_well_grouped (const char *digits, gsize length)
{
  char separator = 0;
  gsize n_groups = 0, group = 0, first = 0, middle = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!is_separator (digits[i]))
        {
          group++;
          continue;
        }

      if (separator != 0 && digits[i] != separator)
        return FALSE;

      separator = digits[i];

      if (n_groups == 0)
        first = group;
      else if (n_groups == 1)
        middle = group;
      else if (group != middle)
        return FALSE;

      n_groups++;
      group = 0;
    }

  if (n_groups == 0)
    return TRUE;

  return group == 3 && digits[0] != '0' && first >= 1 && first <= 3 &&
         (n_groups == 1 || middle == 3 || (middle == 2 && first <= 2 && separator == ','));
}

/* Adds up in the sign's own direction, so that the lowest 64-bit number can be read as well. */
static gboolean
add_digits (gint64 *minor, const char *digits, gsize length, gboolean is_negative)
{
  for (gsize i = 0; i < length; i++)
    {
      int digit = digits[i] - '0';

      if (is_separator (digits[i]))
        continue;

      if (__builtin_mul_overflow (*minor, 10, minor) ||
          __builtin_add_overflow (*minor, is_negative ? -digit : digit, minor))
        return FALSE;
    }

  return TRUE;
}

gboolean
outlay_number_read (const char *number,
                    gboolean is_negative,
                    guint exponent,
                    const OutlayNumberStyle *style,
                    gint64 *minor,
                    GError **error)
{
  const char *decimal, *fraction;
  gsize n_whole, n_fraction;

  if (!find_decimal (number, style, &decimal, error))
    return FALSE;

  n_whole = decimal != NULL ? (gsize) (decimal - number) : strlen (number);
  fraction = decimal != NULL ? decimal + 1 : "";
  n_fraction = strlen (fraction);

  if (n_whole + n_fraction == 0 || !is_well_grouped (number, n_whole) ||
      strspn (fraction, "0123456789") != n_fraction)
    return fail (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The separators make no number");

  if (n_fraction > exponent)
    return fail (error, OUTLAY_MONEY_ERROR_TOO_PRECISE, "The currency has fewer decimals");

  *minor = 0;

  if (!add_digits (minor, number, n_whole, is_negative) ||
      !add_digits (minor, fraction, n_fraction, is_negative) ||
      !add_digits (minor, "000", exponent - n_fraction, is_negative))
    return fail (error, OUTLAY_MONEY_ERROR_OVERFLOW, "The amount does not fit in 64 bits");

  return TRUE;
}
