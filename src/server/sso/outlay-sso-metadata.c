/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-metadata.h"

#include <jansson.h>
#include <string.h>

#include "server/outlay-web-call.h"

void
outlay_sso_metadata_free (OutlaySsoMetadata *self)
{
  g_free (self->authorization_endpoint);
  g_free (self->token_endpoint);
  g_free (self->userinfo_endpoint);
  g_free (self->jwks_uri);
  g_free (self);
}

OutlaySsoMetadata *
outlay_sso_metadata_copy (const OutlaySsoMetadata *self)
{
  OutlaySsoMetadata *copy = g_memdup2 (self, sizeof *self);

  copy->authorization_endpoint = g_strdup (self->authorization_endpoint);
  copy->token_endpoint = g_strdup (self->token_endpoint);
  copy->userinfo_endpoint = g_strdup (self->userinfo_endpoint);
  copy->jwks_uri = g_strdup (self->jwks_uri);
  return copy;
}

static gboolean
take_url (json_t *root, const char *name, gboolean allows_http, char **url, GError **error)
{
  const char *text = json_string_value (json_object_get (root, name));

  if (text == NULL || !outlay_web_url_is_safe (text, allows_http))
    return outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY,
                            "the identity provider's metadata lacks a safe address");

  *url = g_strdup (text);
  return TRUE;
}

static gboolean
take_urls (OutlaySsoMetadata *self, json_t *root, const char *issuer, GError **error)
{
  gboolean allows_http = g_str_has_prefix (issuer, "http://");

  if (!take_url (root, "authorization_endpoint", allows_http, &self->authorization_endpoint,
                 error) ||
      !take_url (root, "token_endpoint", allows_http, &self->token_endpoint, error) ||
      !take_url (root, "jwks_uri", allows_http, &self->jwks_uri, error))
    return FALSE;

  return json_object_get (root, "userinfo_endpoint") == NULL ||
         take_url (root, "userinfo_endpoint", allows_http, &self->userinfo_endpoint, error);
}

/* Whether the list @name, or where it is missing @preset, holds @wanted. */
static gboolean
lists (json_t *root, const char *name, const char *preset, const char *wanted)
{
  json_t *list = json_object_get (root, name);

  if (list == NULL)
    return g_str_equal (preset, wanted);
  for (gsize i = 0; i < json_array_size (list); i++)
    if (g_strcmp0 (json_string_value (json_array_get (list, i)), wanted) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
take_algorithms (OutlaySsoMetadata *self, json_t *root, GError **error)
{
  static const char member[] = "id_token_signing_alg_values_supported";
  static const char *const names[] = { "RS256", "PS256", "ES256" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (lists (root, member, "RS256", names[i]))
      self->algorithms |= outlay_sso_algorithm_from_string (names[i]);

  return self->algorithms != 0 ||
         outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY,
                          "the identity provider signs with nothing that is believed here");
}

/* PKCE is not asked for: providers that have it forget to say so. */
static gboolean
take_all (OutlaySsoMetadata *self, json_t *root, const char *issuer, GError **error)
{
  static const char methods[] = "token_endpoint_auth_methods_supported";

  if (g_strcmp0 (json_string_value (json_object_get (root, "issuer")), issuer) != 0)
    return outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY,
                            "the metadata is of another issuer than sso-issuer");
  if (!lists (root, "response_types_supported", "code", "code"))
    return outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY, "the identity provider gives no code");

  self->takes_basic = lists (root, methods, "client_secret_basic", "client_secret_basic");
  self->promises_issuer = json_is_true (
      json_object_get (root, "authorization_response_iss_parameter_supported"));
  return take_urls (self, root, issuer, error) && take_algorithms (self, root, error);
}

OutlaySsoMetadata *
outlay_sso_metadata_parse (const char *text, gsize length, const char *issuer, GError **error)
{
  g_autoptr (OutlaySsoMetadata) self = g_new0 (OutlaySsoMetadata, 1);
  json_t *root = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
  gboolean is_good = take_all (self, root, issuer, error);

  json_decref (root);
  return is_good ? g_steal_pointer (&self) : NULL;
}
