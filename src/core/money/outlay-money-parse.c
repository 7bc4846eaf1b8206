/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-money.h"

#include <string.h>

#include "core/money/outlay-currency-sign.h"
#include "core/money/outlay-number-read.h"

/* No amount that fits in 64 bits takes more than this, however it is written. */
#define MAX_BYTES 200

#define MAX_WORDS 3

/* A text taken apart: signs of currency, and a number of digits and the separators '.', ',', ' '
 * and '\'', to which the many ways of writing them are brought. */
typedef struct
{
  GString *words[MAX_WORDS];
  guint n_words;
  GString *number;
  gboolean is_negative;
} Parts;

static void
parts_clear (Parts *self)
{
  for (guint i = 0; i < self->n_words; i++)
    g_string_free (self->words[i], TRUE);

  g_string_free (self->number, TRUE);
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

static const char *
skip_spaces (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* A currency's sign before the number goes on to a space, a digit or a minus, so "kr.12" has
 * "kr.". */
static const char *
take_word (const char *text, const char *preferred, Parts *parts)
{
  GString *word = parts->words[parts->n_words++] = g_string_new (NULL);

  for (gunichar c = g_utf8_get_char (text);
       c != 0 && !g_unichar_isspace (c) && !g_unichar_isdigit (c) && !is_minus (c) && c != '+';
       text = g_utf8_next_char (text), c = g_utf8_get_char (text))
    g_string_append_unichar (word, c);

  /* In "$.50" the point belongs to the number. */
  if (g_unichar_isdigit (g_utf8_get_char (text)) && word->len > 1 &&
      outlay_currency_find_by_sign (word->str, preferred) == NULL &&
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

  for (; (c = outlay_number_normalize (g_utf8_get_char (text))) != 0;
       text = g_utf8_next_char (text))
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
take_apart (const char *text, const char *preferred, Parts *parts, GError **error)
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
      else if (c != 0 && outlay_number_normalize (c) == 0 && parts->n_words < MAX_WORDS - 1)
        text = take_word (text, preferred, parts);
      else
        break;
    }

  text = skip_spaces (take_number (text, parts->number));

  if (*text != '\0' && parts->number->len > 0)
    text = skip_spaces (take_word (text, preferred, parts));

  if (*text != '\0' || n_signs > 1 || parts->number->len == 0)
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

/* The currency of a code among the words, which says what a sign beside it means: "AUD $12". */
static const char *
find_code (const Parts *parts)
{
  for (guint i = 0; i < parts->n_words; i++)
    {
      g_autofree char *upper = g_utf8_strup (parts->words[i]->str, -1);
      const OutlayCurrency *currency = outlay_currency_find (upper);

      if (currency != NULL)
        return currency->code;
    }

  return NULL;
}

static gboolean
find_currency (const Parts *parts,
               const char *preferred,
               const OutlayCurrency **currency,
               GError **error)
{
  const char *code = find_code (parts);

  *currency = NULL;

  for (guint i = 0; i < parts->n_words; i++)
    {
      const char *word = parts->words[i]->str;
      const OutlayCurrency *found;

      if (!is_word (word))
        return fail (error, OUTLAY_MONEY_ERROR_NOT_A_NUMBER, "The text is not one number");

      found = outlay_currency_find_by_sign (word, code != NULL ? code : preferred);

      if (found == NULL)
        return fail (error, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY,
                     "The text names no known currency");

      if (*currency != NULL && *currency != found)
        return fail (error, OUTLAY_MONEY_ERROR_OTHER_CURRENCY, "The text names two currencies");

      *currency = found;
    }

  if (*currency == NULL)
    *currency = outlay_currency_find (preferred);

  return *currency != NULL ||
         fail (error, OUTLAY_MONEY_ERROR_UNKNOWN_CURRENCY, "The currency is not known");
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
  g_auto (Parts) parts = { .number = g_string_new (NULL) };
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

  if (!take_apart (cleaned, currency, &parts, error) ||
      !find_currency (&parts, currency, &found, error) ||
      !outlay_number_read (parts.number->str, parts.is_negative, found->exponent, style, &minor,
                           error))
    return FALSE;

  money->minor = minor;
  g_strlcpy (money->currency, found->code, sizeof money->currency);
  return TRUE;
}
