/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-server-address.h"

#include "client/outlay-client-error.h"

#define MAX_ADDRESS 512
#define MAX_HOST 253 /* RFC 1035, 3.1, as text */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost");
}

static char *
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_BAD_ADDRESS, why);
  return NULL;
}

/* What people type has no scheme; "localhost:8080" must not be read as scheme "localhost". */
static char *
add_scheme (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *guess = NULL;

  if (strstr (address, "://") != NULL)
    return g_strdup (address);

  guess = g_strconcat ("http://", address, NULL);
  uri = g_uri_parse (guess, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL && is_loopback (g_uri_get_host (uri)))
    return g_steal_pointer (&guess);

  return g_strconcat ("https://", address, NULL);
}

/* A host is a name of letters, digits and hyphens (after IDNA) or an IP address. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0' || *host == '.' || *host == '-' || strlen (host) > MAX_HOST)
    return FALSE;
  if (g_hostname_is_ip_address (host))
    return TRUE;
  if (strstr (host, "..") != NULL || g_str_has_suffix (host, "."))
    return FALSE;

  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '.' && *c != '_')
      return FALSE;

  return TRUE;
}

static char *
join (const char *scheme, const char *host, int port)
{
  g_autofree char *bracketed = NULL;
  gboolean is_default = port == -1 || (g_str_equal (scheme, "https") && port == 443) ||
                        (g_str_equal (scheme, "http") && port == 80);

  bracketed = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);

  if (is_default)
    return g_strdup_printf ("%s://%s", scheme, bracketed);
  return g_strdup_printf ("%s://%s:%d", scheme, bracketed, port);
}

char *
outlay_server_address_normalize (const char *typed, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *address = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  g_return_val_if_fail (typed != NULL, NULL);

  stripped = g_strstrip (g_strdup (typed));
  if (*stripped == '\0')
    return refuse (error, "the address is empty");
  if (strlen (stripped) > MAX_ADDRESS || !g_utf8_validate (stripped, -1, NULL))
    return refuse (error, "the address cannot be read");

  address = add_scheme (stripped);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return refuse (error, "the address cannot be read");

  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse (error, "the address is not one of a web server");
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "the address must not hold a name or password");
  if (g_uri_get_port (uri) == 0)
    return refuse (error, "the port is not possible");

  host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (host != NULL)
    {
      g_autofree char *lower = g_ascii_strdown (host, -1);

      g_set_str (&host, lower);
      if (g_str_has_suffix (host, "."))
        host[strlen (host) - 1] = '\0';
    }
  if (!is_host (host))
    return refuse (error, "the name of the server is not possible");
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    return refuse (error, "an address without encryption is allowed on this computer only");

  return join (scheme, host, g_uri_get_port (uri));
}
