/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-redis-address.h"

#include <string.h>

#define DEFAULT_PORT 6379
#define MAX_DATABASE 1023

G_DEFINE_QUARK (outlay-redis-error-quark, outlay_redis_error)

static gboolean
complain (GError **error, const char *what)
{
  /* Without the text, in which a password may be. */
  g_set_error (error, OUTLAY_REDIS_ERROR, OUTLAY_REDIS_ERROR_ADDRESS, "redis %s", what);
  return FALSE;
}

static gboolean
parse_database (OutlayRedisAddress *self, const char *path, GError **error)
{
  guint64 number;

  if (*path == '\0' || g_str_equal (path, "/"))
    return TRUE;
  if (!g_ascii_string_to_unsigned (path + 1, 10, 0, MAX_DATABASE, &number, NULL))
    return complain (error, "must end with the number of a database");

  self->database = (int) number;
  return TRUE;
}

static gboolean
parse_uri (OutlayRedisAddress *self, const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return complain (error, "must be \"redis://[:PASSWORD@]HOST:PORT/DATABASE\" or \"unix:PATH\"");

  self->host = g_strdup (g_uri_get_host (uri));
  self->port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : DEFAULT_PORT;
  self->password = g_strdup (g_uri_get_password (uri));
  if (g_uri_get_user (uri) != NULL && *g_uri_get_user (uri) != '\0')
    self->user = g_strdup (g_uri_get_user (uri));

  return parse_database (self, g_uri_get_path (uri), error);
}

static gboolean
parse (OutlayRedisAddress *self, const char *text, GError **error)
{
  if (g_str_has_prefix (text, "rediss:"))
    return complain (error, "cannot be reached by TLS; use a Unix socket or a tunnel");

  if (g_str_has_prefix (text, "redis:"))
    return parse_uri (self, text, error);

  if (!g_str_has_prefix (text, "unix:") || text[5] == '\0')
    return complain (error, "must begin with \"redis://\" or \"unix:\"");

  self->path = g_strdup (text + 5);
  return TRUE;
}

OutlayRedisAddress *
outlay_redis_address_parse (const char *text, const char *password, GError **error)
{
  g_autoptr (OutlayRedisAddress) self = g_new0 (OutlayRedisAddress, 1);

  if (!parse (self, text, error))
    return NULL;
  if (password != NULL)
    g_set_str (&self->password, password);

  return g_steal_pointer (&self);
}

void
outlay_redis_address_free (OutlayRedisAddress *self)
{
  g_free (self->host);
  g_free (self->path);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}
