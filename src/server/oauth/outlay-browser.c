/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-browser.h"

#include <string.h>

#include "server/auth/outlay-keys.h"
#include "server/oauth/outlay-origin.h"
#include "server/outlay-service-private.h"

#define MARK_SIZE 16

static gboolean
is_secure (const OutlayRequest *request)
{
  return outlay_origin_is_https (request->service->public_url);
}

static char *
dup_name (const OutlayRequest *request, const char *name)
{
  return g_strconcat (is_secure (request) ? "__Host-" : "", "outlay-", name, NULL);
}

char *
outlay_cookie_find (const char *field, const char *name)
{
  gsize length = strlen (name);

  while (field != NULL)
    {
      field += strspn (field, "; \t");
      if (strncmp (field, name, length) == 0 && field[length] == '=')
        return g_strndup (field + length + 1, strcspn (field + length + 1, "; \t"));
      field = strchr (field, ';');
    }

  return NULL;
}

char *
outlay_browser_dup_cookie (const OutlayRequest *request, const char *name)
{
  g_autofree char *full = dup_name (request, name);

  return outlay_cookie_find (request->cookie, full);
}

void
outlay_browser_set_cookie (const OutlayRequest *request,
                           OutlayReply *reply,
                           const char *name,
                           const char *value)
{
  g_autofree char *full = dup_name (request, name);
  g_autofree char *field = g_strconcat (full, "=", value, "; Path=/; HttpOnly; SameSite=Lax",
                                        is_secure (request) ? "; Secure" : "", NULL);

  outlay_reply_add_header (reply, "Set-Cookie", field);
}

void
outlay_browser_clear_cookie (const OutlayRequest *request, OutlayReply *reply, const char *name)
{
  outlay_browser_set_cookie (request, reply, name, "; Max-Age=0");
}

char *
outlay_browser_ensure_mark (const OutlayRequest *request, gboolean *is_new)
{
  g_autofree char *mark = outlay_browser_dup_cookie (request, OUTLAY_COOKIE_BROWSER);
  gsize size = 0;
  g_autofree guint8 *bytes = mark != NULL ? outlay_base64url_decode (mark, &size) : NULL;
  guint8 fresh[MARK_SIZE];

  *is_new = bytes == NULL || size != MARK_SIZE;
  if (!*is_new)
    return g_steal_pointer (&mark);

  outlay_random_bytes (fresh, sizeof fresh);
  return outlay_base64url_encode (fresh, sizeof fresh);
}

gboolean
outlay_browser_is_own_page (const OutlayRequest *request)
{
  if (request->origin != NULL && !g_str_equal (request->origin, "null"))
    return g_str_equal (request->origin, request->service->public_url);

  return g_strcmp0 (request->fetch_site, "same-origin") == 0;
}
