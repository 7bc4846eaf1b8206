/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-token.h"

#include <jose/jose.h>
#include <string.h>

#include "core/outlay-uuid.h"
#include "server/oauth/outlay-oauth-client.h"

#define AUDIENCE "outlay"
#define TYPE "at+jwt"
/* Longest token this server makes is about 500 bytes. */
#define MAX_LENGTH 1024

struct _OutlayTokens
{
  json_t *key; /* private */
  json_t *public_key;
  char *key_name; /* "kid" */
  char *issuer;
};

OutlayTokens *
outlay_tokens_new (const char *jwk, const char *issuer, GError **error)
{
  OutlayTokens *self;
  json_t *key = json_loads (jwk, JSON_REJECT_DUPLICATES, NULL);
  const char *algorithm = json_string_value (json_object_get (key, "alg"));
  const char *name = json_string_value (json_object_get (key, "kid"));
  json_t *public_key = json_deep_copy (key);

  if (name == NULL || g_strcmp0 (algorithm, "ES256") != 0 || !jose_jwk_pub (NULL, public_key))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the key of the tokens is damaged");
      json_decref (key);
      json_decref (public_key);
      return NULL;
    }

  self = g_new0 (OutlayTokens, 1);
  self->key = key;
  self->public_key = public_key;
  self->key_name = g_strdup (name);
  self->issuer = g_strdup (issuer);

  return self;
}

void
outlay_tokens_free (OutlayTokens *self)
{
  json_decref (self->key);
  json_decref (self->public_key);
  g_free (self->key_name);
  g_free (self->issuer);
  g_free (self);
}

static char *
write_compact (json_t *jws)
{
  return g_strjoin (".", json_string_value (json_object_get (jws, "protected")),
                    json_string_value (json_object_get (jws, "payload")),
                    json_string_value (json_object_get (jws, "signature")), NULL);
}

char *
outlay_tokens_sign (OutlayTokens *self,
                    const char *company,
                    const char *person,
                    const char *session,
                    gint64 now)
{
  return outlay_tokens_sign_for_client (self, company, person, session, OUTLAY_OAUTH_DESKTOP, now);
}

char *
outlay_tokens_sign_for_client (OutlayTokens *self,
                               const char *company,
                               const char *person,
                               const char *session,
                               const char *client,
                               gint64 now)
{
  g_autofree char *id = outlay_uuid_new ();
  json_t *claims = json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I}", "iss", self->issuer,
                              "aud", AUDIENCE, "client_id", client, "sub", person, "org", company,
                              "sid", session, "jti", id, "iat", (json_int_t) now, "exp",
                              (json_int_t) (now + OUTLAY_TOKEN_LIFETIME));
  char *text = json_dumps (claims, JSON_COMPACT);
  json_t *jws = json_pack ("{s:o}", "payload", jose_b64_enc (text, strlen (text)));
  json_t *head = json_pack ("{s:{s:s, s:s, s:s}}", "protected", "alg", "ES256", "typ", TYPE, "kid",
                            self->key_name);
  char *token;

  if (!jose_jws_sig (NULL, jws, head, self->key))
    g_error ("an access token could not be signed");
  token = write_compact (jws);

  json_decref (claims);
  json_decref (jws);
  json_decref (head);
  free (text);

  return token;
}

static gboolean
has_text (json_t *object, const char *name, const char *wanted)
{
  return g_strcmp0 (json_string_value (json_object_get (object, name)), wanted) == 0;
}

/* Base64url JSON; %NULL when it is not an object. */
static json_t *
decode_part (const char *part)
{
  json_t *text = json_string (part);
  json_t *object = jose_b64_dec_load (text);

  json_decref (text);
  if (!json_is_object (object))
    g_clear_pointer (&object, json_decref);

  return object;
}

/* The algorithm is pinned before anything is computed: neither "none" nor HS256 gets further. */
static gboolean
is_our_head (OutlayTokens *self, const char *part)
{
  json_t *head = decode_part (part);
  gboolean is_ours = has_text (head, "alg", "ES256") && has_text (head, "typ", TYPE) &&
                     has_text (head, "kid", self->key_name) && json_object_size (head) == 3;

  json_decref (head);
  return is_ours;
}

static gboolean
is_signed (OutlayTokens *self, char **parts)
{
  json_t *jws = json_pack ("{s:s, s:s, s:s}", "protected", parts[0], "payload", parts[1],
                           "signature", parts[2]);
  gboolean is_good = jws != NULL && jose_jws_ver (NULL, jws, NULL, self->public_key, false);

  json_decref (jws);
  return is_good;
}

static gboolean
copy_id (json_t *object, const char *name, char *into)
{
  const char *id = json_string_value (json_object_get (object, name));

  if (id == NULL || !outlay_uuid_is_valid (id))
    return FALSE;

  g_strlcpy (into, id, 40);
  return TRUE;
}

static gboolean
read_claims (OutlayTokens *self, const char *part, gint64 now, OutlayTokenClaims *claims)
{
  json_t *object = decode_part (part);
  gboolean is_good = has_text (object, "iss", self->issuer) && has_text (object, "aud", AUDIENCE) &&
                     copy_id (object, "org", claims->company) &&
                     copy_id (object, "sub", claims->person) &&
                     copy_id (object, "sid", claims->session);

  claims->expires_at = json_integer_value (json_object_get (object, "exp"));
  json_decref (object);

  return is_good && claims->expires_at > now;
}

gboolean
outlay_tokens_verify (OutlayTokens *self, const char *token, gint64 now, OutlayTokenClaims *claims)
{
  g_auto (GStrv) parts = NULL;

  if (strlen (token) > MAX_LENGTH)
    return FALSE;

  parts = g_strsplit (token, ".", 4);
  return g_strv_length (parts) == 3 && is_our_head (self, parts[0]) && is_signed (self, parts) &&
         read_claims (self, parts[1], now, claims);
}

char *
outlay_tokens_write_jwks (OutlayTokens *self, gsize *length)
{
  json_t *set = json_pack ("{s:[O]}", "keys", self->public_key);
  char *text = json_dumps (set, JSON_COMPACT | JSON_SORT_KEYS);

  json_decref (set);
  *length = strlen (text);
  return text;
}
