/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-line.h"

#include <string.h>

#define MERCHANT "\"merchant\":\""
#define AMOUNT ",\"amount\":{\"minor\":"
#define CURRENCY ",\"currency\":\""
#define CONVERTED "\"converted\":{\"amount\":{\"minor\":"

/* What an escape stands for; 0 for what outlay_json_writer_text() does not write. Moves @at to its
 * last character. */
static char
unescape (const char **at)
{
  static const char letters[] = "\"\\bfnrt";
  static const char meant[] = "\"\\\b\f\n\r\t";
  char letter = *++*at;
  const char *found = letter != '\0' ? strchr (letters, letter) : NULL;

  if (found != NULL)
    return meant[found - letters];

  /* \u00XX */
  if (letter != 'u' || strncmp (*at, "u00", 3) != 0 || !g_ascii_isxdigit ((*at)[3]) ||
      !g_ascii_isxdigit ((*at)[4]))
    return '\0';
  *at += 4;
  return (char) (g_ascii_xdigit_value ((*at)[-1]) << 4 | g_ascii_xdigit_value (**at));
}

/* Copies a text up to its quote. Returns what follows the quote, or NULL. */
static const char *
read_text (const char *at, char *text, gsize size)
{
  char *end = text + size - 1;

  for (; *at != '"'; at++, text++)
    {
      if (*at == '\0' || text == end)
        return NULL;
      *text = *at == '\\' ? unescape (&at) : *at;
      if (*text == '\0')
        return NULL;
    }
  *text = '\0';

  return at + 1;
}

/* An amount after its opening brace and "minor". Returns what follows the currency, or NULL. */
static const char *
read_amount (const char *at, gint64 *minor, char *currency)
{
  char *end;

  *minor = g_ascii_strtoll (at, &end, 10);
  return end != at && g_str_has_prefix (end, CURRENCY)
             ? read_text (end + strlen (CURRENCY), currency, 4)
             : NULL;
}

gboolean
outlay_expense_line_read (OutlayExpenseLine *self, const char *line)
{
  const char *at;
  char home[4];

  *self->home_key = '\0';
  if (!g_str_has_prefix (line, MERCHANT) ||
      (at = read_text (line + strlen (MERCHANT), self->merchant, sizeof self->merchant)) == NULL ||
      !g_str_has_prefix (at, AMOUNT) ||
      (at = read_amount (at + strlen (AMOUNT), &self->minor, self->currency)) == NULL)
    return FALSE;

  /* In a text its quotes would have a backslash before them. */
  at = strstr (at, CONVERTED);
  if (at == NULL)
    return TRUE;

  if (read_amount (at + strlen (CONVERTED), &self->home_minor, home) == NULL)
    return FALSE;
  outlay_currency_key_of_converted (home, self->home_key);
  return TRUE;
}
