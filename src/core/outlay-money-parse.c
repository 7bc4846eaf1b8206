/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-money.h"

#include <string.h>

#include "core/outlay-currency-sign.h"

/* No amount that fits in 64 bits takes more than this, however it is written. */
#define MAX_BYTES 200

/* A text taken apart. @number holds digits and the separators '.', ',', ' ' and '\'', to which the
 * many ways of writing them are brought. */
typedef struct
{
  GString *before; /* a sign of currency, or empty */
  GString *number;
  GString *after;
  gboolean is_negative;
} Parts;

static void
parts_clear (Parts *self)
{
  g_string_free (self->before, TRUE);
  g_string_free (self->number, TRUE);
  g_string_free (self->after, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
fail (GError **error, OutlayMoneyError code, const char *message)
{
  g_set_error_literal (error, OUTLAY_MONEY_ERROR, (int) code, message);
  return FALSE;
}

/* Hyphen-minus, hyphen, figure and en dash, minus sign, small and full-width hyphen-minus. */
static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2012 || c == 0x2013 || c == 0x2212 || c == 0xfe63 ||
         c == 0xff0d;
}

/* Marks of writing direction, which formatting for right-to-left text leaves behind. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x061c || c == 0xfeff || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* The character that @c stands for inside a number; 0 where it has no place there. */
static char
normalize (gunichar c)
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
  return *separator != '\0' ? normalize (g_utf8_get_char (separator)) : 0;
}

static gboolean
is_separator (char c)
{
  return c == '.' || c == ',' || c == ' ' || c == '\'';
}

static const char *
skip_spaces (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* A currency's sign before the number goes on to a space, a digit or a minus, so "kr.12" has "kr.". */
static const char *
take_word (const char *text, GString *word)
{
  for (gunichar c = g_utf8_get_char (text);
       c != 0 && !g_unichar_isspace (c) && !g_unichar_isdigit (c) && !is_minus (c) && c != '+';
       text = g_utf8_next_char (text), c = g_utf8_get_char (text))
    g_string_append_unichar (word, c);

  /* In "$.50" the point belongs to the number. */
  if (g_unichar_isdigit (g_utf8_get_char (text)) && word->len > 1 &&
      outlay_currency_find_by_sign (word->str, NULL) == NULL &&
      strchr (".,", word->str[word->len - 1]) != NULL)
    {
      g_string_truncate (word, word->len - 1);
      text--;
    }

  return text;
}

static const char *
take_number (const char *text, GString *number)
{
  char c;

  for (; (c = normalize (g_utf8_get_char (text))) != 0; text = g_utf8_next_char (text))
    g_string_append_c (number, c);

  while (number->len > 0 && number->str[number->len - 1] == ' ')
    g_string_truncate (number, number->len - 1);

  /* "12,-" and "12.–" are how German and Swiss prices say that there are no cents. */
  if (number->len > 0 && strchr (".,", number->str[number->len - 1]) != NULL)
    for (guint i = 0;
         i < 2 && (is_minus (g_utf8_get_char (text)) || g_utf8_get_char (text) == 0x2014); i++)
      text = g_utf8_next_char (text);

  return text;
}

/* [minus] [currency] [minus] number [currency], with spaces anywhere between. */
static gboolean
take_apart (const char *text, Parts *parts, GError **error)
{
  guint n_signs = 0;

  for (;; text = skip_spaces (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (is_minus (c) || c == '+')
        {
          n_signs++;
          parts->is_negative = c != '+';
          text = g_utf8_next_char (text);
        }
      else if (c != 0 && normalize (c) == 0 && parts->before->len == 0)
        text = take_word (text, parts->before);
      else
        break;
    }

  text = take_number (text, parts->number);
  text = take_word (skip_spaces (text), parts->after);

  if (*skip_spaces (text) != '\0' || n_signs > 1 || parts->number->len == 0)
    return fail (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The text is not one number");

  return TRUE;
}

static gboolean
is_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)) ||
        g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_CURRENCY_SYMBOL)
      return TRUE;

  return FALSE;
}

static gboolean
find_currency (const Parts *parts,
               const char *preferred,
               const OutlayCurrency **currency,
               GError **error)
{
  const char *words[] = { parts->before->str, parts->after->str };
  const OutlayCurrency *named = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const OutlayCurrency *found;

      if (*words[i] == '\0')
        continue;

      if (!is_word (words[i]))
        return fail (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The text is not one number");

      if ((found = outlay_currency_find_by_sign (words[i], preferred)) == NULL)
        return fail (error, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY,
                     "The text names no known currency");

      if (named != NULL && named != found)
        return fail (error, OUTLAY_MONEY_ERROR_OTHER_CURRENCY, "The text names two currencies");

      named = found;
    }

  *currency = named != NULL ? named : outlay_currency_find (preferred);

  if (*currency == NULL)
    return fail (error, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY, "The currency is not known");

  return TRUE;
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
         (n_groups == 1 || middle == 3 || (middle == 2 && first <= 2));
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

static gboolean
read_number (const char *number,
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

/* The text without invisible marks and the spaces around it. */
static char *
clean (const char *text)
{
  g_autoptr (GString) cleaned = g_string_new (NULL);

  for (text = skip_spaces (text); *text != '\0'; text = g_utf8_next_char (text))
    if (!is_invisible (g_utf8_get_char (text)))
      g_string_append_unichar (cleaned, g_utf8_get_char (text));

  return g_strdup (skip_spaces (cleaned->str));
}

gboolean
outlay_money_parse (const char *text,
                    const char *currency,
                    const OutlayNumberStyle *style,
                    OutlayMoney *money,
                    GError **error)
{
  g_auto (Parts) parts = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), FALSE };
  g_autofree char *cleaned = NULL;
  const OutlayCurrency *found;
  gint64 minor;

  g_return_val_if_fail (text != NULL && money != NULL, FALSE);

  if (style == NULL)
    style = outlay_number_style_get_default ();

  if (strlen (text) > MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return fail (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The text is not one number");

  cleaned = clean (text);

  if (*cleaned == '\0')
    return fail (error, OUTLAY_MONEY_ERROR_EMPTY, "Nothing was typed");

  if (!take_apart (cleaned, &parts, error) || !find_currency (&parts, currency, &found, error) ||
      !read_number (parts.number->str, parts.is_negative, found->exponent, style, &minor, error))
    return FALSE;

  money->minor = minor;
  g_strlcpy (money->currency, found->code, sizeof money->currency);
  return TRUE;
}
