/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-search-text.h"

#include <string.h>

#define WORDS_MAX 8

/* Between the digits of a number people write: dots, commas, apostrophes, and the spaces that look
 * like one (U+00A0, U+202F) where a locale's printed amount was pasted. */
static gboolean
is_separator (gunichar c)
{
  return c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == 0x00a0 || c == 0x202f;
}

static gboolean
is_sign (gunichar c)
{
  return c == '-' || c == '+' || c == 0x2212 || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Splits a word that reads as a number into its groups of digits; %NULL where it is none. */
static GPtrArray *
split_number (const char *word)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 128 && g_ascii_isdigit ((char) c))
        g_string_append_c (digits, (char) c);
      else if (is_separator (c) && digits->len > 0)
        {
          g_ptr_array_add (groups, g_strdup (digits->str));
          g_string_truncate (digits, 0);
        }
      else if (!is_sign (c))
        return NULL;
    }

  if (digits->len > 0)
    g_ptr_array_add (groups, g_strdup (digits->str));

  return groups->len > 0 ? g_steal_pointer (&groups) : NULL;
}

/* Amounts stand in the index as "1234 56". The last group may be the decimals, or
 * three more digits. */
static void
append_number (GString *match, GPtrArray *groups)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  const char *last = g_ptr_array_index (groups, groups->len - 1);

  if (groups->len == 1)
    {
      g_string_append_printf (match, "\"%s\" *", last);
      return;
    }

  for (guint i = 0; i + 1 < groups->len; i++)
    g_string_append (whole, g_ptr_array_index (groups, i));

  if (strlen (last) <= 2)
    g_string_append_printf (match, "\"%s %s\" *", whole->str, last);
  else
    g_string_append_printf (match, "(\"%s%s\" * OR \"%s %s\" *)", whole->str, last, whole->str,
                            last);
}

/* The letters and digits of @word, as the tokenizer would cut it; %FALSE where there are none. */
static gboolean
append_word (GString *match, const char *word)
{
  gboolean has_letters = FALSE;

  g_string_append_c (match, '"');
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        {
          g_string_append_unichar (match, c);
          has_letters = TRUE;
        }
      else
        g_string_append_c (match, ' ');
    }
  g_string_append (match, "\" *");

  return has_letters;
}

static void
word_free (gpointer data)
{
  OutlaySearchWord *word = data;

  g_free (word->match);
  g_free (word->begin);
  g_free (word);
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c);
}

/* The folded word without what stands before and after it; %NULL where nothing is left. */
static char *
make_begin (const char *typed)
{
  g_autofree char *folded = outlay_search_text_fold (typed);
  const char *start = folded;
  const char *end = folded + strlen (folded);

  while (start < end && !is_letter (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && !is_letter (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return start < end ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/* (transfer full) (nullable) */
static OutlaySearchWord *
make_word (const char *typed)
{
  g_autoptr (GPtrArray) groups = split_number (typed);
  g_autoptr (GString) match = g_string_new (NULL);
  OutlaySearchWord *word;

  if (groups != NULL)
    append_number (match, groups);
  else if (!append_word (match, typed))
    return NULL;

  word = g_new0 (OutlaySearchWord, 1);
  word->match = g_string_free_and_steal (g_steal_pointer (&match));
  word->begin = make_begin (typed);

  return word;
}

GPtrArray *
outlay_search_text_split (const char *typed)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (word_free);
  g_autofree char *valid = NULL;
  g_auto (GStrv) parts = NULL;

  if (typed == NULL)
    return NULL;

  valid = g_utf8_make_valid (typed, -1);
  parts = g_strsplit_set (valid, " \t\n", -1);

  for (gsize i = 0; parts[i] != NULL && words->len < WORDS_MAX; i++)
    {
      OutlaySearchWord *word = make_word (parts[i]);

      if (word != NULL)
        g_ptr_array_add (words, word);
    }

  return words->len > 0 ? g_steal_pointer (&words) : NULL;
}

char *
outlay_search_text_match_merchant (const char *merchant)
{
  GString *match = g_string_new ("merchant : \"");
  gboolean is_certain = FALSE;

  /* SQLite's tables of letters are older than GLib's: ASCII is in both. */
  for (const char *p = merchant; *p != '\0'; p++)
    {
      is_certain |= g_ascii_isalnum (*p);
      if (*p == '"')
        g_string_append_c (match, *p);
      g_string_append_c (match, *p);
    }
  g_string_append_c (match, '"');

  return g_string_free (match, !is_certain);
}

char *
outlay_search_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *plain = g_string_new (NULL);

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (plain, c);
    }

  return g_string_free_and_steal (plain);
}

char *
outlay_search_text_to_like (const char *typed)
{
  g_autofree char *folded = outlay_search_text_fold (typed);
  GString *like = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (like, '\\');
      g_string_append_c (like, *p);
    }

  return g_string_free_and_steal (like);
}
