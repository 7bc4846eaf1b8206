/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-uri.h"

#include <string.h>

#include "db/outlay-postgresql-error.h"

#define MAX_PARTITIONS 1024

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

gboolean
outlay_postgresql_uri_is (const char *uri)
{
  return g_str_has_prefix (uri, "postgresql://") || g_str_has_prefix (uri, "postgres://");
}

/* Takes "partitions=16" out of the parameters, which libpq would not know. */
static gboolean
take_partitions (OutlayPostgresqlUri *self, GError **error)
{
  char *question = strchr (self->conninfo, '?');
  g_auto (GStrv) parameters = NULL;
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;
  g_autofree char *joined = NULL;

  if (question == NULL)
    return TRUE;

  parameters = g_strsplit (question + 1, "&", -1);
  for (gsize i = 0; parameters[i] != NULL; i++)
    {
      guint64 n;

      if (!g_str_has_prefix (parameters[i], "partitions="))
        g_strv_builder_add (kept, parameters[i]);
      else if (g_ascii_string_to_unsigned (parameters[i] + strlen ("partitions="), 10, 0,
                                           MAX_PARTITIONS, &n, NULL))
        self->n_partitions = (guint) n;
      else
        {
          g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE,
                       "the parameter partitions of the database is a number from 0 to %d",
                       MAX_PARTITIONS);
          return FALSE;
        }
    }

  rest = g_strv_builder_end (kept);
  joined = g_strjoinv ("&", rest);
  /* What is left is never longer than what was there. */
  question[*joined == '\0' ? 0 : 1] = '\0';
  strcat (question, joined);

  return TRUE;
}

static const char *
find_option (PQconninfoOption *options, const char *keyword)
{
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (g_str_equal (option->keyword, keyword))
      return option->val != NULL ? option->val : "";

  return "";
}

OutlayPostgresqlUri *
outlay_postgresql_uri_new (const char *uri, GError **error)
{
  g_autoptr (OutlayPostgresqlUri) self = g_new0 (OutlayPostgresqlUri, 1);
  g_autoptr (PQconninfoOption) options = NULL;
  const char *port, *user;

  self->conninfo = g_strdup (uri);
  if (!take_partitions (self, error))
    return NULL;

  /* Its own message would quote what it stumbled on, such as a password with an @ in it. */
  options = PQconninfoParse (self->conninfo, NULL);
  if (options == NULL)
    {
      g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE,
                           "the postgresql:// URI of the database cannot be read");
      return NULL;
    }

  user = find_option (options, "user");
  port = find_option (options, "port");
  self->label = g_strconcat ("postgresql://", user, *user != '\0' ? "@" : "",
                             find_option (options, "host"), *port != '\0' ? ":" : "", port, "/",
                             find_option (options, "dbname"), NULL);

  return g_steal_pointer (&self);
}

void
outlay_postgresql_uri_free (OutlayPostgresqlUri *self)
{
  g_free (self->conninfo);
  g_free (self->label);
  g_free (self);
}

char *
outlay_postgresql_uri_dup_address (const OutlayPostgresqlUri *self, char **password)
{
  g_autoptr (PQconninfoOption) options = PQconninfoParse (self->conninfo, NULL);
  GString *address = g_string_new (NULL);

  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    {
      if (option->val == NULL)
        continue;
      if (g_str_equal (option->keyword, "password"))
        {
          *password = g_strdup (option->val);
          continue;
        }

      g_string_append_printf (address, "%s%s='", address->len > 0 ? " " : "", option->keyword);
      for (const char *c = option->val; *c != '\0'; c++)
        {
          if (*c == '\'' || *c == '\\')
            g_string_append_c (address, '\\');
          g_string_append_c (address, *c);
        }
      g_string_append_c (address, '\'');
    }

  return g_string_free (address, FALSE);
}
