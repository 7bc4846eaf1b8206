/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-authorization.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

#define PUBLIC_FOR_AN_HOUR "public, max-age=3600"

/* --- what a client must know (RFC 8414) --- */

static void
add_list (yyjson_mut_doc *doc,
          yyjson_mut_val *root,
          const char *name,
          const char *first,
          const char *second)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, name);

  yyjson_mut_arr_add_str (doc, list, first);
  if (second != NULL)
    yyjson_mut_arr_add_str (doc, list, second);
}

static void
add_address (yyjson_mut_doc *doc,
             yyjson_mut_val *root,
             const char *name,
             const char *origin,
             const char *path)
{
  g_autofree char *address = g_strconcat (origin, path, NULL);

  yyjson_mut_obj_add_strcpy (doc, root, name, address);
}

static OutlayReply *
get_metadata (const OutlayRequest *request)
{
  const char *origin = request->service->public_url;
  yyjson_mut_doc *doc;
  yyjson_mut_val *root;
  OutlayReply *reply;

  if (origin == NULL)
    return outlay_reply_new_problem (404, "This server does not say where it is reached.");

  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "issuer", origin);
  add_address (doc, root, "authorization_endpoint", origin, "/oauth/authorize");
  add_address (doc, root, "token_endpoint", origin, "/oauth/token");
  add_address (doc, root, "revocation_endpoint", origin, "/oauth/revoke");
  add_address (doc, root, "jwks_uri", origin, "/.well-known/jwks.json");
  add_list (doc, root, "scopes_supported", OUTLAY_OAUTH_SCOPE, NULL);
  add_list (doc, root, "response_types_supported", "code", NULL);
  add_list (doc, root, "response_modes_supported", "query", NULL);
  add_list (doc, root, "grant_types_supported", "authorization_code", "refresh_token");
  add_list (doc, root, "token_endpoint_auth_methods_supported", "none", NULL);
  add_list (doc, root, "revocation_endpoint_auth_methods_supported", "none", NULL);
  add_list (doc, root, "code_challenge_methods_supported", "S256", NULL);
  add_list (doc, root, "ui_locales_supported", "en", "de");
  yyjson_mut_obj_add_bool (doc, root, "authorization_response_iss_parameter_supported", true);

  reply = outlay_reply_new_doc (200, doc);
  outlay_reply_set_header (reply, "Cache-Control", PUBLIC_FOR_AN_HOUR);
  return reply;
}

/* --- what the pages are made of --- */

static OutlayReply *
get_file (const char *path, const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, &error);
  gsize length;
  const char *text;
  OutlayReply *reply;

  if (bytes == NULL)
    g_error ("%s", error->message);

  text = g_bytes_get_data (bytes, &length);
  reply = outlay_reply_new_text (200, type, g_strndup (text, length), length);
  outlay_reply_set_header (reply, "Cache-Control", PUBLIC_FOR_AN_HOUR);
  return reply;
}

static OutlayReply *
get_style (const OutlayRequest *request)
{
  return get_file (OUTLAY_SERVER_RESOURCES "/oauth/pages/style.css", "text/css; charset=utf-8");
}

static OutlayReply *
get_icon (const OutlayRequest *request)
{
  OutlayReply *reply = get_file (OUTLAY_SERVER_RESOURCES "/icon.svg", "image/svg+xml");

  /* Opened by itself it is a document. */
  outlay_reply_set_header (reply, "Content-Security-Policy",
                           "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  return reply;
}

static OutlayReply *
get_join_script (const OutlayRequest *request)
{
  return get_file (OUTLAY_SERVER_RESOURCES "/oauth/pages/join.js",
                   "text/javascript; charset=utf-8");
}

const OutlayRoute outlay_metadata_routes[] = {
  { "GET", "/.well-known/oauth-authorization-server", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ,
    get_metadata, NULL, 0, FALSE },
  { "GET", "/oauth/style.css", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, get_style, NULL, 0, FALSE },
  { "GET", "/oauth/join.js", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, get_join_script, NULL, 0,
    FALSE },
  { "GET", "/oauth/icon.svg", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, get_icon, NULL, 0, FALSE },
  { NULL },
};
