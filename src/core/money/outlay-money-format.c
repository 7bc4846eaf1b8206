/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/money/outlay-money.h"

#include <string.h>

#define MINUS_SIGN "\xe2\x88\x92"
#define NO_BREAK_SPACE "\xc2\xa0"

/* Writes the digits of whole units with @group between every three (above the thousands:
 * @group_size), counted from the right. */
static void
append_grouped (GString *text, const char *digits, const char *group, guint group_size)
{
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    {
      gsize rest = n - i;

      if (i > 0 && (rest == 3 || (rest > 3 && (rest - 3) % group_size == 0)))
        g_string_append (text, group);

      g_string_append_c (text, digits[i]);
    }
}

/* The number without its sign. A currency we do not know is taken to have cents, as most have. */
static void
append_number (GString *text,
               const OutlayMoney *self,
               const OutlayNumberStyle *style,
               const char *group)
{
  const OutlayCurrency *currency = outlay_currency_find (self->currency);
  guint exponent = currency != NULL ? currency->exponent : 2;
  guint64 magnitude = self->minor < 0 ? -(guint64) self->minor : (guint64) self->minor;
  guint64 unit = 1;
  char digits[24];

  for (guint i = 0; i < exponent; i++)
    unit *= 10;

  g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, magnitude / unit);
  append_grouped (text, digits, group, style->group_size > 0 ? style->group_size : 3);

  if (exponent > 0)
    g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT, style->decimal, (int) exponent,
                            magnitude % unit);
}

/* "CHF12" would not read: a sign that ends (or begins) in a letter keeps its distance. */
static gboolean
wants_space (const char *symbol, const OutlayNumberStyle *style)
{
  const char *edge = style->symbol_first ? g_utf8_prev_char (symbol + strlen (symbol)) : symbol;

  return style->symbol_space || g_unichar_isalpha (g_utf8_get_char (edge));
}

char *
outlay_money_format (const OutlayMoney *self, const OutlayNumberStyle *style)
{
  const OutlayCurrency *currency;
  const char *symbol, *space;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (style == NULL)
    style = outlay_number_style_get_default ();

  currency = outlay_currency_find (self->currency);
  symbol = currency != NULL ? currency->symbol : self->currency;
  space = *symbol != '\0' && wants_space (symbol, style) ? NO_BREAK_SPACE : "";
  text = g_string_new (self->minor < 0 ? MINUS_SIGN : "");

  if (style->symbol_first)
    g_string_append_printf (text, "%s%s", symbol, space);

  append_number (text, self, style,
                 g_str_equal (style->group, " ") ? NO_BREAK_SPACE : style->group);

  if (!style->symbol_first)
    g_string_append_printf (text, "%s%s", space, symbol);

  return g_string_free_and_steal (text);
}

char *
outlay_money_format_plain (const OutlayMoney *self, const OutlayNumberStyle *style)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  if (style == NULL)
    style = outlay_number_style_get_default ();

  text = g_string_new (self->minor < 0 ? "-" : "");
  append_number (text, self, style, "");

  return g_string_free_and_steal (text);
}
