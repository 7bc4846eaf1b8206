/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-refresh-cookie.h"

#include "server/auth/outlay-session-store.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-origin.h"
#include "server/outlay-service-private.h"

static gboolean
is_secure (const OutlayRequest *request)
{
  return outlay_origin_is_https (request->service->public_url);
}

static char *
dup_name (const OutlayRequest *request, const OutlayOAuthClient *client)
{
  return g_strconcat (is_secure (request) ? "__Host-" : "", "outlay-refresh-", client->id, NULL);
}

static void
set (const OutlayRequest *request,
     OutlayReply *reply,
     const OutlayOAuthClient *client,
     const char *value,
     gint64 seconds)
{
  g_autofree char *name = dup_name (request, client);
  g_autofree char *field = g_strdup_printf (
      "%s=%s; Path=/; Max-Age=%" G_GINT64_FORMAT "; HttpOnly; SameSite=Strict%s", name, value,
      seconds, is_secure (request) ? "; Secure" : "");

  outlay_reply_add_header (reply, "Set-Cookie", field);
}

void
outlay_refresh_cookie_set (const OutlayRequest *request,
                           OutlayReply *reply,
                           const OutlayOAuthClient *client,
                           const OutlayRefreshToken *token)
{
  g_autofree char *text = outlay_refresh_token_write (token);

  set (request, reply, client, text, OUTLAY_SESSION_LIFETIME / G_USEC_PER_SEC);
}

void
outlay_refresh_cookie_clear (const OutlayRequest *request,
                             OutlayReply *reply,
                             const OutlayOAuthClient *client)
{
  set (request, reply, client, "", 0);
}

char *
outlay_refresh_cookie_dup (const OutlayRequest *request, const OutlayOAuthClient *client)
{
  g_autofree char *name = dup_name (request, client);

  if (request->origin == NULL || !outlay_oauth_client_has_origin (client, request->origin))
    return NULL;

  return outlay_cookie_find (request->cookie, name);
}
