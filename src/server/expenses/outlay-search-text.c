/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-search-text.h"

#include <string.h>

static gboolean
is_ascii (const char *text)
{
  while (*text > 0)
    text++;

  return *text == '\0';
}

/* Without case and accents: decomposed, its marks left out, then case-folded (Unicode 3.13). */
static char *
fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) bare = NULL;

  if (is_ascii (text))
    return g_ascii_strdown (text, -1);

  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  if (decomposed == NULL)
    return g_strdup ("");

  bare = g_string_sized_new (strlen (decomposed));
  for (const char *at = decomposed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (bare, c);
    }

  return g_utf8_casefold (bare->str, (gssize) bare->len);
}

/* Appends the words of @folded to @line, which is full at OUTLAY_SEARCH_TEXT_MAX. */
static void
append_words (GString *line, const char *folded)
{
  gboolean in_word = FALSE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c))
        {
          in_word = FALSE;
          continue;
        }

      if (line->len + 8 > OUTLAY_SEARCH_TEXT_MAX)
        return;
      if (!in_word)
        g_string_append_c (line, ' ');
      g_string_append_unichar (line, c);
      in_word = TRUE;
    }
}

char *
outlay_search_text_new (const char *first, const char *second)
{
  g_autofree char *first_folded = fold (first != NULL ? first : "");
  g_autofree char *second_folded = fold (second != NULL ? second : "");
  GString *line = g_string_new (NULL);

  append_words (line, first_folded);
  append_words (line, second_folded);

  return g_string_free_and_steal (line);
}

gboolean
outlay_search_text_matches (const char *self, const char *wanted)
{
  char word[OUTLAY_SEARCH_TEXT_MAX + 1];

  while (*wanted == ' ')
    {
      gsize n = 1 + strcspn (wanted + 1, " ");

      if (n >= sizeof word)
        return FALSE;
      memcpy (word, wanted, n);
      word[n] = '\0';
      if (strstr (self, word) == NULL)
        return FALSE;
      wanted += n;
    }

  return TRUE;
}
