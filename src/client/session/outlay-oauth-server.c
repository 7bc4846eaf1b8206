/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-oauth-server.h"

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"

#define METADATA_PATH "/.well-known/oauth-authorization-server"
#define MAX_METHODS 20

G_DEFINE_BOXED_TYPE (OutlayOauthServer,
                     outlay_oauth_server,
                     outlay_oauth_server_copy,
                     outlay_oauth_server_free)

OutlayOauthServer *
outlay_oauth_server_copy (const OutlayOauthServer *self)
{
  OutlayOauthServer *copy = g_new0 (OutlayOauthServer, 1);

  copy->issuer = g_strdup (self->issuer);
  copy->authorization_endpoint = g_strdup (self->authorization_endpoint);
  copy->token_path = g_strdup (self->token_path);

  return copy;
}

void
outlay_oauth_server_free (OutlayOauthServer *self)
{
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->authorization_endpoint, g_free);
  g_clear_pointer (&self->token_path, g_free);
  g_free (self);
}

static gboolean
has_text (JsonObject *object, const char *name, const char *wanted, GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, name, MAX_METHODS, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (node), wanted))
        return TRUE;
    }

  return outlay_json_refuse (name, error);
}

/* The path of @endpoint, when it is below @address and has no query of its own. */
static const char *
path_below (const char *endpoint, const char *address)
{
  const char *path = endpoint + strlen (address);

  return g_str_has_prefix (endpoint, address) && *path == '/' && strpbrk (path, "?#") == NULL
             ? path
             : NULL;
}

OutlayOauthServer *
outlay_oauth_server_read (JsonNode *json, const char *address, GError **error)
{
  JsonObject *object = json_node_get_object (json);
  const char *issuer, *authorization, *token;
  OutlayOauthServer *self;

  if (!outlay_json_read_text (object, "issuer", &issuer, error) ||
      !outlay_json_read_text (object, "authorization_endpoint", &authorization, error) ||
      !outlay_json_read_text (object, "token_endpoint", &token, error) ||
      !has_text (object, "response_types_supported", "code", error) ||
      !has_text (object, "code_challenge_methods_supported", "S256", error))
    return NULL;

  if (!g_str_equal (issuer, address))
    {
      outlay_json_refuse ("issuer", error);
      return NULL;
    }
  if (path_below (authorization, address) == NULL || path_below (token, address) == NULL)
    {
      outlay_json_refuse ("endpoint", error);
      return NULL;
    }

  self = g_new0 (OutlayOauthServer, 1);
  self->issuer = g_strdup (issuer);
  self->authorization_endpoint = g_strdup (authorization);
  self->token_path = g_strdup (path_below (token, address));

  return self;
}

typedef struct
{
  OutlayTransport *transport;
  char *address;
} Discovery;

static void
discovery_free (Discovery *self)
{
  g_clear_object (&self->transport);
  g_clear_pointer (&self->address, g_free);
  g_free (self);
}

static DexFuture *
discover_fiber (gpointer user_data)
{
  Discovery *self = user_data;
  g_autoptr (OutlayAnswer) answer = NULL;
  OutlayOauthServer *server;
  GError *error = NULL;

  answer = dex_await_boxed (
      outlay_transport_send (self->transport,
                             &(OutlayCall) { .method = "GET", .path = METADATA_PATH }, NULL, NULL),
      &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  if (answer->json == NULL)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                                  "the server's metadata is empty");

  server = outlay_oauth_server_read (answer->json, self->address, &error);
  if (server == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (OUTLAY_TYPE_OAUTH_SERVER, server);
}

DexFuture *
outlay_oauth_server_discover (OutlayTransport *transport, const char *address)
{
  Discovery *self = g_new0 (Discovery, 1);

  self->transport = g_object_ref (transport);
  self->address = g_strdup (address);
  return outlay_fiber_spawn (discover_fiber, self, (GDestroyNotify) discovery_free);
}
