/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-command.h"

#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
outlay_command_line_clear (OutlayCommandLine *self)
{
  g_clear_pointer (&self->settings, outlay_settings_free);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->values, g_free);
}

int
outlay_command_fail (const GError *error)
{
  g_printerr ("outlayd: %s\n", error->message);
  return 1;
}

static gboolean
is_flag (const char *own)
{
  return own[strlen (own) - 1] == '!';
}

/* The number of @name in @own, or -1. */
static int
find_own (const char *const *own, const char *name, gsize length)
{
  for (int i = 0; own[i] != NULL; i++)
    if (strlen (own[i]) - is_flag (own[i]) == length && memcmp (own[i], name, length) == 0)
      return i;

  return -1;
}

typedef struct
{
  GPtrArray *settings; /* options that are settings, for them to read */
  GPtrArray *words;
  const char *file;
} Sorted;

static gboolean
sort_argument (OutlayCommandLine *self, Sorted *sorted, const char *const *own, char ***rest)
{
  char *argument = *(*rest)++;
  char *value = strchr (argument, '=');
  gsize length = value != NULL ? (gsize) (value - argument) : strlen (argument);
  int at;

  if (!g_str_has_prefix (argument, "--"))
    {
      g_ptr_array_add (sorted->words, g_strdup (argument));
      return TRUE;
    }

  at = find_own (own, argument + 2, length - 2);
  if (at >= 0 && is_flag (own[at]) && value == NULL)
    {
      self->values[at] = argument;
      return TRUE;
    }

  value = value != NULL ? value + 1 : **rest != NULL ? *(*rest)++ : NULL;
  if (value == NULL)
    {
      g_printerr ("outlayd: the option %s needs a value\n", argument);
      return FALSE;
    }

  if (at >= 0 && !is_flag (own[at]))
    self->values[at] = value;
  else if (length == 8 && memcmp (argument, "--config", 8) == 0)
    sorted->file = value;
  else
    {
      g_ptr_array_add (sorted->settings, g_strndup (argument, length));
      g_ptr_array_add (sorted->settings, g_strdup (value));
    }

  return TRUE;
}

/* A password in the URI of a database is nobody's to see in a list of processes. */
static void
hide_password (char *argument)
{
  char *start = strstr (argument, "postgresql://");
  char *colon, *end;

  if (start == NULL)
    return;

  start += strlen ("postgresql://");
  end = start + strcspn (start, "@/?");
  colon = memchr (start, ':', (gsize) (end - start));
  if (*end == '@' && colon != NULL)
    memset (colon + 1, '*', (gsize) (end - colon - 1));

  for (char *at = strstr (start, "password="); at != NULL; at = strstr (at, "password="))
    {
      at += strlen ("password=");
      memset (at, '*', strcspn (at, "&"));
    }
}

/* Told by the environment, as libpq and pg_dump look there; it is not seen from outside. */
static gboolean
read_password (const OutlaySettings *settings, GError **error)
{
  g_autofree char *password = NULL;

  if (settings->database_password_file == NULL)
    return TRUE;
  if (!g_file_get_contents (settings->database_password_file, &password, NULL, error))
    return FALSE;

  password[strcspn (password, "\r\n")] = '\0';
  return g_setenv ("PGPASSWORD", password, TRUE);
}

/* What root writes among the server's files the server can no longer read, and PostgreSQL knows no
 * root. */
static gboolean
is_run_by_owner (const OutlaySettings *settings)
{
  const struct passwd *owner;
  struct stat info;

  if (geteuid () != 0 || stat (settings->keys, &info) != 0 || info.st_uid == 0)
    return TRUE;

  owner = getpwuid (info.st_uid);
  g_printerr ("outlayd: the server's files belong to %s: say runuser -u %s -- outlayd …\n",
              owner != NULL ? owner->pw_name : "somebody else",
              owner != NULL ? owner->pw_name : "OWNER");
  return FALSE;
}

gboolean
outlay_command_line_parse (OutlayCommandLine *self,
                           int n_arguments,
                           char **arguments,
                           const char *const *own,
                           guint n_words)
{
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func (g_free);
  Sorted sorted = { settings, g_ptr_array_new_with_free_func (g_free), NULL };
  g_autoptr (GError) error = NULL;
  char **argument = arguments;
  gboolean is_good = TRUE;

  self->values = g_new0 (char *, g_strv_length ((char **) own) + 1);
  while (is_good && *argument != NULL)
    is_good = sort_argument (self, &sorted, own, &argument);

  if (is_good && sorted.words->len != n_words)
    {
      g_printerr ("outlayd: %s\n", sorted.words->len > n_words
                                       ? "too many words; see --help"
                                       : "something is missing; see --help");
      is_good = FALSE;
    }

  g_ptr_array_add (settings, NULL);
  g_ptr_array_add (sorted.words, NULL);
  self->words = (char **) g_ptr_array_free (sorted.words, FALSE);
  if (!is_good)
    return FALSE;

  self->settings = outlay_settings_new (sorted.file, (const char *const *) settings->pdata, &error);
  is_good = self->settings != NULL && read_password (self->settings, &error);
  if (!is_good)
    outlay_command_fail (error);
  is_good = is_good && is_run_by_owner (self->settings);
  for (; is_good && *arguments != NULL; arguments++)
    hide_password (*arguments);

  return is_good;
}
