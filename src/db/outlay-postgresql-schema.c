/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-schema.h"

#include <string.h>

/* One statement while it is rewritten. */
typedef struct
{
  GString *text;
  char *table;          /* (nullable): that it creates */
  guint n_words;        /* that were read, outside and inside of brackets */
  guint depth;          /* of brackets */
  guint n_members;      /* commas of the table, and one */
  char *last;           /* the word before this one, in upper case */
  gboolean is_create;   /* CREATE TABLE */
  gboolean has_company; /* the first column is the company */
  gboolean is_key;      /* the last word was KEY of PRIMARY KEY */
  gboolean is_company_key;
} Statement;

/* What of SQLite's is not said at all, and what is said in another way. */
static const struct
{
  const char *word;
  const char *own;
} words[] = {
  { "TEXT", "TEXT COLLATE \"C\"" },
  { "INTEGER", "BIGINT" },
  { "BLOB", "BYTEA" },
  { "STRICT", "" },
  { "WITHOUT", "" },
  { "ROWID", "" },
};

static const char *
find_own (Statement *self, const char *word)
{
  if (g_strcmp0 (self->last, "AS") == 0)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return words[i].own;

  return NULL;
}

/* Notices the table's name, and whether its key starts with the company. */
static void
look_at_word (Statement *self, const char *upper, const char *word)
{
  if (self->n_words == 1)
    self->is_create = g_str_equal (upper, "TABLE") && g_strcmp0 (self->last, "CREATE") == 0;

  if (!self->is_create)
    return;

  if (self->depth == 0 && self->table == NULL && self->n_words >= 2 && !g_str_equal (upper, "IF") &&
      !g_str_equal (upper, "NOT") && !g_str_equal (upper, "EXISTS"))
    self->table = g_strdup (word);
  else if (self->depth == 1 && self->n_members == 0)
    {
      self->n_members = 1;
      self->has_company = g_str_equal (word, "company");
    }
  else if (self->depth == 1 && g_str_equal (upper, "KEY") && g_strcmp0 (self->last, "PRIMARY") == 0)
    {
      self->is_key = TRUE;
      self->is_company_key |= self->n_members == 1 && self->has_company;
    }
  else
    {
      self->is_company_key |= self->depth == 2 && self->is_key && g_str_equal (word, "company");
      self->is_key = FALSE;
    }
}

static const char *
take_word (Statement *self, const char *at)
{
  gsize length = strspn (at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
  g_autofree char *word = g_strndup (at, length);
  g_autofree char *upper = g_ascii_strup (word, -1);
  const char *own;

  look_at_word (self, upper, word);
  own = self->is_create || self->n_words > 2 ? find_own (self, upper) : NULL;
  g_string_append (self->text, own != NULL ? own : word);

  g_free (self->last);
  self->last = g_steal_pointer (&upper);
  self->n_words++;

  return at + length;
}

/* Text in quotes and comments pass as they are. */
static const char *
take_quoted (Statement *self, const char *at)
{
  char mark[2] = { *at, '\0' };
  gsize length = 1 + strcspn (at + 1, mark);

  if (at[length] != '\0')
    length++;
  g_string_append_len (self->text, at, (gssize) length);

  return at + length;
}

static const char *
take_comment (Statement *self, const char *at)
{
  gsize length = strcspn (at, "\n");

  g_string_append_len (self->text, at, (gssize) length);

  return at + length;
}

static void
take_mark (Statement *self, char mark)
{
  if (mark == '(')
    self->depth++;
  else if (mark == ')')
    self->depth--;
  else if (mark == ',' && self->depth == 1)
    self->n_members++;

  g_string_append_c (self->text, mark);
}

static void
end_statement (Statement *self, GString *all, guint n_partitions)
{
  g_string_append (all, self->text->str);

  if (self->is_company_key && n_partitions > 0)
    {
      g_string_append (all, " PARTITION BY HASH (company)");
      for (guint i = 0; i < n_partitions; i++)
        g_string_append_printf (all,
                                ";\nCREATE TABLE %s_p%u PARTITION OF %s"
                                " FOR VALUES WITH (MODULUS %u, REMAINDER %u)",
                                self->table, i, self->table, n_partitions, i);
    }

  g_string_free (self->text, TRUE);
  g_free (self->table);
  g_free (self->last);
  *self = (Statement) { .text = g_string_new (NULL) };
}

char *
outlay_postgresql_schema_translate (const char *sql, guint n_partitions)
{
  GString *all = g_string_new (NULL);
  Statement statement = { .text = g_string_new (NULL) };
  const char *at = sql;

  g_return_val_if_fail (sql != NULL, NULL);

  while (*at != '\0')
    {
      if (g_ascii_isalpha (*at) || *at == '_')
        at = take_word (&statement, at);
      else if (*at == '\'' || *at == '"')
        at = take_quoted (&statement, at);
      else if (g_str_has_prefix (at, "--"))
        at = take_comment (&statement, at);
      else if (*at == ';')
        {
          end_statement (&statement, all, n_partitions);
          g_string_append_c (all, *at++);
        }
      else
        take_mark (&statement, *at++);
    }
  end_statement (&statement, all, n_partitions);
  g_string_free (statement.text, TRUE);
  g_free (statement.table);

  return g_string_free (all, FALSE);
}
