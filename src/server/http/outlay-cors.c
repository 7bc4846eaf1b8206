/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-cors.h"

#include <string.h>

#define MAX_AGE "7200"
#define HEADERS "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
#define EXPOSED "ETag, Location, Retry-After"

G_DEFINE_QUARK (outlay-cors-error-quark, outlay_cors_error)

struct _OutlayCors
{
  GStrv origins;
};

/* As a browser writes it: lower case, no path, no port that goes without saying. */
static gboolean
is_origin (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  g_autofree char *written = NULL;
  const char *scheme;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;

  scheme = g_uri_get_scheme (uri);
  port = g_uri_get_port (uri);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return FALSE;
  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    return FALSE;

  written = g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, g_uri_get_host (uri), port, "", NULL, NULL);
  for (char *c = written; *c != '\0'; c++)
    *c = g_ascii_tolower (*c);

  return g_str_equal (written, text);
}

OutlayCors *
outlay_cors_new (const char *origins, GError **error)
{
  g_autoptr (OutlayCors) self = g_new0 (OutlayCors, 1);

  self->origins = g_strsplit (origins != NULL ? origins : "", ",", -1);

  for (guint i = 0; self->origins[i] != NULL; i++)
    if (!is_origin (g_strstrip (self->origins[i])))
      {
        g_set_error (error, OUTLAY_CORS_ERROR, OUTLAY_CORS_ERROR_ORIGIN,
                     "cors-origins: \"%s\" is not an origin, as in https://expenses.example",
                     self->origins[i]);
        return NULL;
      }

  return g_steal_pointer (&self);
}

void
outlay_cors_free (OutlayCors *self)
{
  g_strfreev (self->origins);
  g_free (self);
}

/* (nullable): the origin of @head, if it is one of ours */
static const char *
find_origin (const OutlayCors *self, const OutlayHead *head)
{
  for (guint i = 0; head->origin != NULL && self->origins[i] != NULL; i++)
    if (g_str_equal (self->origins[i], head->origin))
      return self->origins[i];

  return NULL;
}

gboolean
outlay_cors_is_preflight (const OutlayCors *self, const char *method, const OutlayHead *head)
{
  return head->asked_method != NULL && g_str_equal (method, "OPTIONS") &&
         find_origin (self, head) != NULL;
}

OutlayReply *
outlay_cors_agree (const OutlayRoute *route)
{
  OutlayReply *reply = outlay_reply_new_empty (204);

  outlay_reply_set_header (reply, "Access-Control-Allow-Methods", route->method);
  outlay_reply_set_header (reply, "Access-Control-Allow-Headers", HEADERS);
  outlay_reply_set_header (reply, "Access-Control-Max-Age", MAX_AGE);

  return reply;
}

void
outlay_cors_add_headers (const OutlayCors *self,
                         OutlayOAuthClients *clients,
                         const OutlayHead *head,
                         const OutlayRoute *route,
                         struct MHD_Response *response)
{
  const char *origin = find_origin (self, head);

  /* A cache must not give one origin's answer to another. */
  if (self->origins[0] != NULL)
    MHD_add_response_header (response, "Vary", "Origin");
  if (origin == NULL || (route != NULL && route->is_page))
    return;

  MHD_add_response_header (response, "Access-Control-Allow-Origin", origin);
  MHD_add_response_header (response, "Access-Control-Expose-Headers", EXPOSED);
  if (route != NULL && route->takes_cookie && outlay_oauth_clients_trust_origin (clients, origin))
    MHD_add_response_header (response, "Access-Control-Allow-Credentials", "true");
}
