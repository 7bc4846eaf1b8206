/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-queries.h"

#include <string.h>

#include "db/outlay-connection.h"

struct _OutlayQueries
{
  GObject parent_instance;

  GPtrArray *names;    /* borrowed from by_name, in the order of the files */
  GPtrArray *variants; /* the same of "name @engine" */
  GHashTable *by_name; /* name, or "name @engine" → SQL, both owned */
};

G_DEFINE_FINAL_TYPE (OutlayQueries, outlay_queries, G_TYPE_OBJECT)

static const char name_mark[] = "-- name:";

/* "expense/get": lower-case words with hyphens, and a slash between the table and the verb. */
static gboolean
is_name (const char *name)
{
  const char *slash = strchr (name, '/');
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-/");

  if (slash == NULL || slash == name || slash[1] == '\0' || strchr (slash + 1, '/') != NULL)
    return FALSE;

  return name[length] == '\0' || g_str_equal (name + length, " @sqlite") ||
         g_str_equal (name + length, " @postgresql");
}

static gboolean
has_sql (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);

      if (lines[i][0] != '\0' && !g_str_has_prefix (lines[i], "--"))
        return TRUE;
    }

  return FALSE;
}

/* Takes the text of one query, which lasts from after its name line to the next one. */
static gboolean
add_query (OutlayQueries *self, const char *file, const char *name, const char *sql, GError **error)
{
  char *kept;

  if (name == NULL)
    {
      if (!has_sql (sql))
        return TRUE;

      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                   "%s: there is SQL before the first \"-- name:\" line", file);
      return FALSE;
    }

  if (!is_name (name))
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                   "%s: \"%s\" is no query name like \"expense/get\"", file, name);
      return FALSE;
    }

  if (!has_sql (sql))
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED, "%s: query %s is empty", file,
                   name);
      return FALSE;
    }

  if (g_hash_table_contains (self->by_name, name))
    {
      g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED, "%s: query %s is there twice",
                   file, name);
      return FALSE;
    }

  kept = g_strdup (name);
  g_hash_table_insert (self->by_name, kept, g_strdup (sql));
  if (strchr (kept, '@') == NULL)
    g_ptr_array_add (self->names, kept);
  else
    g_ptr_array_add (self->variants, kept);

  return TRUE;
}

static gboolean
parse_file (OutlayQueries *self, const char *file, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (!g_str_has_prefix (lines[i], name_mark))
        {
          g_string_append (sql, lines[i]);
          g_string_append_c (sql, '\n');
          continue;
        }

      if (!add_query (self, file, name, g_strstrip (sql->str), error))
        return FALSE;

      g_free (name);
      name = g_strdup (g_strstrip (lines[i] + strlen (name_mark)));
      g_string_truncate (sql, 0);
    }

  return add_query (self, file, name, g_strstrip (sql->str), error);
}

static gboolean
load_file (OutlayQueries *self, const char *folder, const char *file, GError **error)
{
  g_autofree char *path = g_build_path ("/", folder, file, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return parse_file (self, file, text, error);
}

/* An engine's own query without a common one would be missed on the other. */
static gboolean
check_variants (OutlayQueries *self, GError **error)
{
  for (guint i = 0; i < self->variants->len; i++)
    {
      const char *variant = g_ptr_array_index (self->variants, i);
      g_autofree char *name = g_strndup (variant, strcspn (variant, " "));

      if (!g_hash_table_contains (self->by_name, name))
        {
          g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_FAILED,
                       "query %s has none for the other engines", variant);
          return FALSE;
        }
    }

  return TRUE;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
outlay_queries_finalize (GObject *object)
{
  OutlayQueries *self = OUTLAY_QUERIES (object);

  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->variants);
  g_hash_table_unref (self->by_name);

  G_OBJECT_CLASS (outlay_queries_parent_class)->finalize (object);
}

static void
outlay_queries_class_init (OutlayQueriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_queries_finalize;
}

static void
outlay_queries_init (OutlayQueries *self)
{
  self->names = g_ptr_array_new ();
  self->variants = g_ptr_array_new ();
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

OutlayQueries *
outlay_queries_load (const char *resource_folder, GError **error)
{
  g_autoptr (OutlayQueries) self = NULL;
  g_auto (GStrv) files = NULL;

  g_return_val_if_fail (resource_folder != NULL, NULL);

  files = g_resources_enumerate_children (resource_folder, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (files == NULL)
    return NULL;

  self = g_object_new (OUTLAY_TYPE_QUERIES, NULL);
  qsort (files, g_strv_length (files), sizeof *files, compare_strings);

  for (gsize i = 0; files[i] != NULL; i++)
    {
      if (g_str_has_suffix (files[i], ".sql") &&
          !load_file (self, resource_folder, files[i], error))
        return NULL;
    }

  return check_variants (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
outlay_queries_find (OutlayQueries *self, const char *name)
{
  g_return_val_if_fail (OUTLAY_IS_QUERIES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->by_name, name);
}

const char *
outlay_queries_find_for (OutlayQueries *self, const char *name, const char *engine)
{
  g_autofree char *variant = g_strconcat (name, " @", engine, NULL);
  const char *sql = outlay_queries_find (self, variant);

  return sql != NULL ? sql : outlay_queries_find (self, name);
}

const char **
outlay_queries_names (OutlayQueries *self)
{
  const char **names;

  g_return_val_if_fail (OUTLAY_IS_QUERIES (self), NULL);

  names = g_new0 (const char *, self->names->len + 1);
  for (guint i = 0; i < self->names->len; i++)
    names[i] = g_ptr_array_index (self->names, i);

  return names;
}
