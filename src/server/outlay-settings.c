/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-settings.h"

#include <string.h>

G_DEFINE_QUARK (outlay-settings-error-quark, outlay_settings_error)

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_OPEN_CLOSED,
  KIND_LEVEL,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  gsize offset;
  int least;
  int most;
} Key;

#define KEY(name, kind, member) { name, kind, G_STRUCT_OFFSET (OutlaySettings, member), 0, 0 }
#define NUMBER(name, member, least, most)                                                          \
  { name, KIND_NUMBER, G_STRUCT_OFFSET (OutlaySettings, member), least, most }

static const Key keys[] = {
  KEY ("listen", KIND_TEXT, listen),
  KEY ("database", KIND_TEXT, database),
  KEY ("proofs", KIND_TEXT, proofs),
  KEY ("keys", KIND_TEXT, keys),
  KEY ("issuer", KIND_TEXT, issuer),
  KEY ("signup", KIND_OPEN_CLOSED, signup_open),
  KEY ("log-level", KIND_LEVEL, log_level),
  NUMBER ("bcrypt-cost", bcrypt_cost, 4, 16),
  NUMBER ("max-connections", max_connections, 16, 1000000),
  NUMBER ("max-connections-per-address", max_connections_an_address, 1, 1000000),
};

static const Key *
find_key (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strlen (keys[i].name) == length && memcmp (keys[i].name, name, length) == 0)
      return &keys[i];

  return NULL;
}

static gboolean
complain (const Key *key, const char *wanted, GError **error)
{
  g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD, "%s must be %s", key->name,
               wanted);
  return FALSE;
}

static gboolean
set_value (OutlaySettings *self, const Key *key, const char *value, GError **error)
{
  gpointer into = (char *) self + key->offset;

  switch (key->kind)
    {
    case KIND_TEXT:
      if (*value == '\0')
        return complain (key, "given", error);
      g_set_str ((char **) into, value);
      return TRUE;

    case KIND_NUMBER:
      {
        gint64 number;

        if (!g_ascii_string_to_signed (value, 10, key->least, key->most, &number, error))
          {
            g_prefix_error (error, "%s: ", key->name);
            return FALSE;
          }
        *(int *) into = (int) number;
        return TRUE;
      }

    case KIND_OPEN_CLOSED:
      if (!g_str_equal (value, "open") && !g_str_equal (value, "closed"))
        return complain (key, "\"open\" or \"closed\"", error);
      *(gboolean *) into = g_str_equal (value, "open");
      return TRUE;

    case KIND_LEVEL:
      if (!outlay_log_level_from_string (value, into))
        return complain (key, "\"error\", \"warning\", \"info\" or \"debug\"", error);
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_line (OutlaySettings *self, char *line, GError **error)
{
  char *value;
  const Key *key;

  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return TRUE;

  value = strchr (line, '=');
  if (value != NULL)
    *value++ = '\0';
  g_strstrip (line);
  key = find_key (line, strlen (line));

  if (key == NULL || value == NULL)
    {
      g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_UNKNOWN,
                   value == NULL ? "\"%s\" is not a \"key = value\" line" : "unknown key \"%s\"",
                   line);
      return FALSE;
    }

  return set_value (self, key, g_strstrip (value), error);
}

static gboolean
read_file (OutlaySettings *self, const char *file, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, error))
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_line (self, lines[i], error))
      {
        g_prefix_error (error, "%s, line %u: ", file, i + 1);
        return FALSE;
      }

  self->file = g_strdup (file);
  return TRUE;
}

static gboolean
read_environment (OutlaySettings *self, GError **error)
{
  static const char *const prefixes[] = { "OUTLAY_", "OUTLAYD_" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    for (gsize p = 0; p < G_N_ELEMENTS (prefixes); p++)
      {
        g_autofree char *upper = g_ascii_strup (keys[i].name, -1);
        g_autofree char *name = g_strconcat (prefixes[p], g_strdelimit (upper, "-", '_'), NULL);
        const char *value = g_getenv (name);

        if (value != NULL && !set_value (self, &keys[i], value, error))
          {
            g_prefix_error (error, "%s: ", name);
            return FALSE;
          }
      }

  return TRUE;
}

static gboolean
read_arguments (OutlaySettings *self, const char *const *arguments, GError **error)
{
  for (; *arguments != NULL; arguments++)
    {
      const char *name = *arguments;
      const char *value = strchr (name, '=');
      gsize length = value != NULL ? (gsize) (value - name) : strlen (name);
      const Key *key = g_str_has_prefix (name, "--") ? find_key (name + 2, length - 2) : NULL;

      if (key == NULL)
        {
          g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_UNKNOWN,
                       "unknown option \"%s\"", name);
          return FALSE;
        }
      value = value != NULL ? value + 1 : *++arguments;
      if (value == NULL)
        {
          g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD,
                       "the option --%s needs a value", key->name);
          return FALSE;
        }
      if (!set_value (self, key, value, error))
        return FALSE;
    }

  return TRUE;
}

char *
outlay_settings_dup_database_path (const OutlaySettings *self)
{
  return g_str_has_prefix (self->database, "sqlite:") ? g_strdup (self->database + 7) : NULL;
}

/* Keys and proofs lie beside the database unless something else is said. */
static void
fill_folders (OutlaySettings *self)
{
  g_autofree char *path = outlay_settings_dup_database_path (self);
  g_autofree char *folder = g_path_get_dirname (path != NULL ? path : "./outlay.db");

  if (self->keys == NULL)
    self->keys = g_build_filename (folder, "keys", NULL);
  if (self->proofs == NULL)
    self->proofs = g_build_filename (folder, "proofs", NULL);
}

OutlaySettings *
outlay_settings_new (const char *file, const char *const *arguments, GError **error)
{
  g_autoptr (OutlaySettings) self = g_new0 (OutlaySettings, 1);

  self->listen = g_strdup ("127.0.0.1:8080");
  self->database = g_strdup ("sqlite:outlay.db");
  self->issuer = g_strdup ("outlayd");
  self->signup_open = TRUE;
  self->log_level = OUTLAY_LOG_INFO;
  self->bcrypt_cost = 12;
  self->max_connections = 16384;
  self->max_connections_an_address = 8192;

  if ((file != NULL && !read_file (self, file, error)) || !read_environment (self, error) ||
      !read_arguments (self, arguments, error))
    return NULL;

  self->arguments = g_strdupv ((char **) arguments);
  fill_folders (self);
  return g_steal_pointer (&self);
}

void
outlay_settings_free (OutlaySettings *self)
{
  g_free (self->listen);
  g_free (self->database);
  g_free (self->proofs);
  g_free (self->keys);
  g_free (self->issuer);
  g_free (self->file);
  g_strfreev (self->arguments);
  g_free (self);
}

OutlaySettings *
outlay_settings_read_again (const OutlaySettings *self, GError **error)
{
  return outlay_settings_new (self->file, (const char *const *) self->arguments, error);
}
