/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-search.h"

#include <string.h>

/* Looking up one row, wherever it is, costs about as much as reading the keys of this many in order. */
#define KEYS_PER_LOOKUP 64

/* Whether it is better to look @n_found rows up than to come across them among the keys of @n_rows. The
 * more of them there are, the sooner the first @limit turn up. */
static gboolean
is_few (guint64 n_found, guint32 n_rows, gint64 limit)
{
  if (limit < 0)
    return n_found * KEYS_PER_LOOKUP <= n_rows;

  return n_found <= (guint64) limit ||
         n_found * n_found * KEYS_PER_LOOKUP <= (guint64) limit * n_rows;
}

static gboolean
add_rows (OutlayStatement *statement, OutlayNumberSet *numbers, GError **error)
{
  gboolean has_row;

  for (;;)
    {
      if (!outlay_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      outlay_number_set_add (numbers, (guint32) outlay_statement_get_int (statement, 0));
    }
}

/* --- by name ---------------------------------------------------------------------------------- */

/* Whether a word of @name begins with @begin; both folded. */
static gboolean
has_word (const char *name, const char *begin)
{
  const char *at = name;

  while ((at = strstr (at, begin)) != NULL)
    {
      if (at == name || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
        return TRUE;
      at = g_utf8_next_char (at);
    }

  return FALSE;
}

/* Ids of those whose name has the word. @names: a query of ids and names; (transfer full) (nullable) */
static GPtrArray *
find_names (OutlayConnection *connection, const char *names, const char *begin, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  OutlayStatement *statement = outlay_connection_query (connection, names, error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      g_autofree char *folded = NULL;

      if (!outlay_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&ids);

      folded = outlay_search_text_fold (outlay_statement_get_text (statement, 1));
      if (has_word (folded, begin))
        g_ptr_array_add (ids, g_strdup (outlay_statement_get_text (statement, 0)));
    }
}

static gboolean
add_of_categories (OutlayConnection *connection,
                   const OutlayListQuery *query,
                   const GPtrArray *ids,
                   OutlayNumberSet *numbers,
                   GError **error)
{
  gboolean is_others = query->scope == OUTLAY_SCOPE_OTHERS;
  gint64 first = is_others ? OUTLAY_SCOPE_WAITING : query->scope;
  gint64 last = is_others ? OUTLAY_SCOPE_DECIDED : query->scope;

  for (guint i = 0; i < ids->len; i++)
    for (gint64 scope = first; scope <= last; scope++)
      {
        OutlayStatement *statement = outlay_connection_bind (
            connection, error, "expense/numbers-of-category", "is", scope,
            (const char *) g_ptr_array_index (ids, i));

        if (statement == NULL || !add_rows (statement, numbers, error))
          return FALSE;
      }

  return TRUE;
}

static gboolean
add_of_owners (OutlayConnection *connection,
               const GPtrArray *ids,
               OutlayNumberSet *numbers,
               GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      OutlayStatement *statement = outlay_connection_bind (
          connection, error, "expense/numbers-of-owner", "s",
          (const char *) g_ptr_array_index (ids, i));

      if (statement == NULL || !add_rows (statement, numbers, error))
        return FALSE;
    }

  return TRUE;
}

/* Who and what is called as a word begins. */
typedef struct
{
  GPtrArray *categories; /* ids */
  GPtrArray *people;     /* ids; (nullable): nobody's where only one's own are searched */
} Named;

static void
named_free (gpointer data)
{
  Named *named = data;

  g_clear_pointer (&named->categories, g_ptr_array_unref);
  g_clear_pointer (&named->people, g_ptr_array_unref);
  g_free (named);
}

static gboolean
find_named (OutlayConnection *connection,
            const OutlayListQuery *query,
            const OutlaySearchWord *word,
            Named *named,
            GError **error)
{
  if (word->begin == NULL)
    return TRUE;

  return (named->categories = find_names (connection, "category/names", word->begin, error)) &&
         (query->scope == OUTLAY_SCOPE_MINE ||
          (named->people = find_names (connection, "person/names", word->begin, error)));
}

static gboolean
is_named (const Named *named)
{
  return (named->categories != NULL && named->categories->len > 0) ||
         (named->people != NULL && named->people->len > 0);
}

/* Adds the rows whose category, or owner where it is others', is called so. */
static gboolean
add_named (OutlayConnection *connection,
           const OutlayListQuery *query,
           const Named *named,
           OutlayNumberSet *numbers,
           GError **error)
{
  return (named->categories == NULL ||
          add_of_categories (connection, query, named->categories, numbers, error)) &&
         (named->people == NULL || add_of_owners (connection, named->people, numbers, error));
}

/* For each word. (transfer full) (nullable) (element-type Named) */
static GPtrArray *
find_all_named (OutlayConnection *connection,
                const OutlayListQuery *query,
                gboolean *is_any,
                GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (named_free);

  *is_any = FALSE;
  for (guint i = 0; i < query->words->len; i++)
    {
      Named *named = g_new0 (Named, 1);

      g_ptr_array_add (all, named);
      if (!find_named (connection, query, g_ptr_array_index (query->words, i), named, error))
        return NULL;
      *is_any |= is_named (named);
    }

  return g_steal_pointer (&all);
}

/* --- by words --------------------------------------------------------------------------------- */

static gboolean
add_matches (OutlayConnection *connection,
             const char *match,
             OutlayNumberSet *numbers,
             GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/text-matches",
                                                       "s", match);

  return statement != NULL && add_rows (statement, numbers, error);
}

/* Where no name is meant the index of words finds them all at once. */
static gboolean
find_in_text (OutlayConnection *connection,
              const OutlayListQuery *query,
              OutlayNumberSet *found,
              GError **error)
{
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < query->words->len; i++)
    {
      const OutlaySearchWord *word = g_ptr_array_index (query->words, i);

      g_string_append_printf (match, "%s%s", i > 0 ? " AND " : "", word->match);
    }

  return add_matches (connection, match->str, found, error);
}

/* Rows that have every word, each in its text or in a name. */
static gboolean
find_words (OutlayConnection *connection,
            const OutlayListQuery *query,
            guint32 last,
            OutlayNumberSet *found,
            GError **error)
{
  gboolean is_any_named;
  g_autoptr (GPtrArray) named = find_all_named (connection, query, &is_any_named, error);

  if (named == NULL)
    return FALSE;
  if (!is_any_named)
    return find_in_text (connection, query, found, error);

  for (guint i = 0; i < query->words->len; i++)
    {
      const OutlaySearchWord *word = g_ptr_array_index (query->words, i);
      g_auto (OutlayNumberSet) numbers = { 0 };

      outlay_number_set_init (&numbers, last);
      if (!add_matches (connection, word->match, &numbers, error) ||
          !add_named (connection, query, g_ptr_array_index (named, i), &numbers, error))
        return FALSE;

      if (i > 0)
        outlay_number_set_keep (&numbers, found);
      outlay_number_set_clear (found);
      *found = numbers;
      numbers = (OutlayNumberSet) { 0 };
    }

  return TRUE;
}

/* A merchant's words are in the index of words as well, and a row with all of them likely is theirs;
 * one without a letter or digit that SQLite's tokenizer surely knows is not looked for that way.
 * @is_found: (out): %FALSE where it is not, or there are too many to look them up */
static gboolean
find_merchant (OutlayConnection *connection,
               const OutlayListQuery *query,
               guint32 last,
               gint64 limit,
               OutlayNumberSet *found,
               gboolean *is_found,
               GError **error)
{
  g_autofree char *match = outlay_search_text_match_merchant (query->merchant);
  g_autoptr (OutlayRow) row = NULL;

  *is_found = FALSE;
  if (match == NULL)
    return TRUE;

  row = outlay_connection_bind (connection, error, "expense/text-matches", "s", match);
  if (row == NULL)
    return FALSE;

  for (guint n_found = 0; is_few (n_found, last, limit); n_found++)
    {
      gboolean has_row;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        {
          *is_found = TRUE;
          return TRUE;
        }
      outlay_number_set_add (found, (guint32) outlay_statement_get_int (row, 0));
    }

  return TRUE;
}

static gboolean
read_last_number (OutlayConnection *connection, guint32 *last, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "expense/max-number", ""))
    return FALSE;

  *last = row != NULL ? (guint32) outlay_statement_get_int (row, 0) : 0;
  return TRUE;
}

gboolean
outlay_expense_search_append (GArray *keys,
                              OutlayConnection *connection,
                              const OutlayListQuery *query,
                              gint64 limit,
                              GError **error)
{
  g_autoptr (GArray) numbers = NULL;
  g_auto (OutlayNumberSet) found = { 0 };
  gboolean is_found = TRUE;
  guint32 last;

  if (!read_last_number (connection, &last, error))
    return FALSE;

  outlay_number_set_init (&found, last);
  if (!(query->words != NULL
            ? find_words (connection, query, last, &found, error)
            : find_merchant (connection, query, last, limit, &found, &is_found, error)))
    return FALSE;

  numbers = outlay_number_set_list (&found);
  if (is_found && is_few (numbers->len, last, limit))
    return outlay_expense_keys_append_some (keys, connection, query, numbers, error);

  /* Many are picked out of all keys: those are in order already, so that nothing is sorted however
   * common the word is. */
  return outlay_expense_keys_append (keys, connection, query, query->words != NULL ? &found : NULL,
                                     limit, error);
}
