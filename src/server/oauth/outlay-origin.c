/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-origin.h"

#include <string.h>

gboolean
outlay_host_is_loopback (const char *host)
{
  return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0;
}

static gboolean
is_host (const char *host)
{
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);

  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '.' && *c != '-')
      return FALSE;

  return *host != '\0';
}

/* The port that is left out: -1 for none. */
static int
get_usual_port (const char *scheme)
{
  if (g_str_equal (scheme, "https"))
    return 443;

  return g_str_equal (scheme, "http") ? 80 : -1;
}

char *
outlay_origin_new (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);
  const char *before, *after;

  if (host == NULL || !is_host (host))
    return NULL;

  before = strchr (host, ':') != NULL ? "[" : "";
  after = *before != '\0' ? "]" : "";
  if (port < 0 || port == get_usual_port (scheme))
    return g_strdup_printf ("%s://%s%s%s", scheme, before, host, after);

  return g_strdup_printf ("%s://%s%s%s:%d", scheme, before, host, after, port);
}

gboolean
outlay_origin_is_safe (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char *origin = uri != NULL ? outlay_origin_new (uri) : NULL;

  return g_strcmp0 (origin, text) == 0 && (g_str_equal (g_uri_get_scheme (uri), "https") ||
                                           (g_str_equal (g_uri_get_scheme (uri), "http") &&
                                            outlay_host_is_loopback (g_uri_get_host (uri))));
}

gboolean
outlay_origin_is_https (const char *origin)
{
  return g_str_has_prefix (origin, "https://");
}
