/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-oauth-client.h"

#include <string.h>
#include <yyjson.h>

#include "server/oauth/outlay-origin.h"

#define MAX_ID_LENGTH 64

struct _OutlayOAuthClients
{
  GHashTable *by_id; /* of OutlayOAuthClient */
};

/* --- redirect URIs --- */

/* Takes "http://127.0.0.1[:PORT]" or "http://[::1][:PORT]" apart by its letters, as a parser would
 * forgive what a browser reads in another way. Returns: (nullable): the path and what follows it */
static const char *
split_loopback (const char *uri, gsize *length_without_port)
{
  static const char *const hosts[] = { "http://127.0.0.1", "http://[::1]" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      gsize length = strlen (hosts[i]);
      const char *rest = uri + length;

      if (!g_str_has_prefix (uri, hosts[i]))
        continue;

      *length_without_port = length;
      if (*rest == ':')
        {
          gsize n_digits = strspn (rest + 1, "0123456789");
          guint64 port = g_ascii_strtoull (rest + 1, NULL, 10);

          if (n_digits == 0 || n_digits > 5 || rest[1] == '0' || port > G_MAXUINT16)
            return NULL;
          rest += 1 + n_digits;
        }
      return *rest == '/' ? rest : NULL;
    }

  return NULL;
}

static gboolean
is_same_redirect (const char *registered, const char *uri)
{
  gsize length, other_length;
  const char *path, *other_path;

  if (g_str_equal (registered, uri))
    return TRUE;

  path = split_loopback (registered, &length);
  other_path = split_loopback (uri, &other_length);
  return path != NULL && other_path != NULL && length == other_length &&
         strncmp (registered, uri, length) == 0 && g_str_equal (path, other_path);
}

gboolean
outlay_oauth_client_allows_redirect (const OutlayOAuthClient *self, const char *uri)
{
  for (guint i = 0; self->redirect_uris[i] != NULL; i++)
    if (is_same_redirect (self->redirect_uris[i], uri))
      return TRUE;

  return FALSE;
}

gboolean
outlay_oauth_client_has_origin (const OutlayOAuthClient *self, const char *origin)
{
  for (guint i = 0; self->redirect_uris[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (self->redirect_uris[i], G_URI_FLAGS_NONE, NULL);
      g_autofree char *own = outlay_origin_new (uri);

      if (g_strcmp0 (own, origin) == 0)
        return TRUE;
    }

  return FALSE;
}

/* --- the file --- */

static gboolean
complain (const char *what, const char *which, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: \"%s\"", what, which);
  return FALSE;
}

static gboolean
is_id (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

  return length > 0 && length <= MAX_ID_LENGTH && text[length] == '\0';
}

/* The letters of RFC 3986 that need no quoting in a header or an attribute. */
static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~:/?[]@!$&()*+=%", *c) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
check_redirect (const char *text, GError **error)
{
  g_autoptr (GUri) uri = is_plain (text) ? g_uri_parse (text, G_URI_FLAGS_ENCODED, error) : NULL;
  gsize length;
  gboolean is_good = FALSE;

  if (uri != NULL && g_uri_get_userinfo (uri) == NULL)
    {
      const char *scheme = g_uri_get_scheme (uri);

      if (g_str_equal (scheme, "https"))
        {
          g_autofree char *origin = outlay_origin_new (uri);

          is_good = origin != NULL && g_str_has_prefix (text, origin) &&
                    text[strlen (origin)] == '/';
        }
      else if (g_str_equal (scheme, "http"))
        is_good = split_loopback (text, &length) != NULL;
      else
        is_good = strchr (scheme, '.') != NULL;
    }

  g_clear_error (error);
  return is_good || complain ("this redirect URI is not allowed", text, error);
}

static gboolean
read_redirects (OutlayOAuthClient *client, yyjson_val *list, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_val *item;
  size_t i, n;

  yyjson_arr_foreach (list, i, n, item)
  {
    const char *text = yyjson_get_str (item);

    if (text == NULL)
      return complain ("a redirect URI is not a text", client->id, error);
    if (!check_redirect (text, error))
      return FALSE;
    g_strv_builder_add (builder, text);
  }
  client->redirect_uris = g_strv_builder_end (builder);

  return client->redirect_uris[0] != NULL || complain ("no redirect_uris", client->id, error);
}

static void
client_free (gpointer data)
{
  OutlayOAuthClient *client = data;

  g_free (client->id);
  g_free (client->name);
  g_strfreev (client->redirect_uris);
  g_free (client);
}

static gboolean
check_members (yyjson_val *object, GError **error)
{
  static const char *const known[] = { "id", "name", "redirect_uris", "refresh_cookie", NULL };
  yyjson_val *key, *value;
  size_t i, n;

  yyjson_obj_foreach (object, i, n, key, value)
  {
    if (!g_strv_contains (known, yyjson_get_str (key)))
      return complain ("unknown member of a client", yyjson_get_str (key), error);
  }

  return TRUE;
}

static gboolean
read_client (OutlayOAuthClients *self, yyjson_val *object, GError **error)
{
  const char *id = yyjson_get_str (yyjson_obj_get (object, "id"));
  const char *name = yyjson_get_str (yyjson_obj_get (object, "name"));
  yyjson_val *cookie = yyjson_obj_get (object, "refresh_cookie");
  OutlayOAuthClient *client;

  if (!check_members (object, error))
    return FALSE;
  if (id == NULL || !is_id (id) || g_hash_table_contains (self->by_id, id))
    return complain ("the id of a client is missing, doubled or has other characters than letters, "
                     "digits, dots and hyphens",
                     id != NULL ? id : "", error);
  if (name == NULL || *name == '\0' || (cookie != NULL && !yyjson_is_bool (cookie)))
    return complain ("\"name\" must be a text and \"refresh_cookie\" true or false", id, error);

  client = g_new0 (OutlayOAuthClient, 1);
  client->id = g_strdup (id);
  client->name = g_strdup (name);
  client->keeps_refresh_in_cookie = yyjson_get_bool (cookie);
  g_hash_table_insert (self->by_id, client->id, client);

  return read_redirects (client, yyjson_obj_get (object, "redirect_uris"), error);
}

static gboolean
read_file (OutlayOAuthClients *self, const char *file, GError **error)
{
  yyjson_read_err fault;
  yyjson_doc *doc = yyjson_read_file (file, YYJSON_READ_NOFLAG, NULL, &fault);
  yyjson_val *list = yyjson_obj_get (yyjson_doc_get_root (doc), "clients");
  yyjson_val *item;
  gboolean is_good = yyjson_is_arr (list);
  size_t i, n;

  if (doc == NULL)
    complain (fault.msg, file, error);
  else if (!is_good)
    complain ("there is no list \"clients\" in", file, error);

  yyjson_arr_foreach (list, i, n, item) is_good = is_good && read_client (self, item, error);
  yyjson_doc_free (doc);
  if (!is_good)
    g_prefix_error (error, "oauth-clients: ");

  return is_good;
}

static void
add_desktop (OutlayOAuthClients *self)
{
  static const char *const redirects[] = { "http://127.0.0.1/", "http://[::1]/", NULL };
  OutlayOAuthClient *client = g_new0 (OutlayOAuthClient, 1);

  client->id = g_strdup (OUTLAY_OAUTH_DESKTOP);
  client->name = g_strdup ("Outlay");
  client->redirect_uris = g_strdupv ((char **) redirects);
  g_hash_table_insert (self->by_id, client->id, client);
}

OutlayOAuthClients *
outlay_oauth_clients_new (const char *file, GError **error)
{
  g_autoptr (OutlayOAuthClients) self = g_new0 (OutlayOAuthClients, 1);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, client_free);
  add_desktop (self);
  if (file != NULL && !read_file (self, file, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
outlay_oauth_clients_free (OutlayOAuthClients *self)
{
  g_hash_table_unref (self->by_id);
  g_free (self);
}

const OutlayOAuthClient *
outlay_oauth_clients_find (OutlayOAuthClients *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

gboolean
outlay_oauth_clients_trust_origin (OutlayOAuthClients *self, const char *origin)
{
  GHashTableIter iter;
  gpointer client;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &client))
    if (((OutlayOAuthClient *) client)->keeps_refresh_in_cookie &&
        outlay_oauth_client_has_origin (client, origin))
      return TRUE;

  return FALSE;
}
