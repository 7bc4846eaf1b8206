/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-keys.h"

#include <jose/jose.h>
#include <string.h>

#define MAX_KEYS 64
/* A modulus of 2048 bits (RFC 7518, 3.3) in base64url. */
#define MIN_MODULUS 342

struct _OutlaySsoKeys
{
  json_t *keys; /* array */
};

static const struct
{
  const char *name;
  OutlaySsoAlgorithms algorithm;
  const char *kty;
  const char *crv; /* (nullable) */
} algorithms[] = {
  { "RS256", OUTLAY_SSO_RS256, "RSA", NULL },
  { "PS256", OUTLAY_SSO_PS256, "RSA", NULL },
  { "ES256", OUTLAY_SSO_ES256, "EC", "P-256" },
};

OutlaySsoAlgorithms
outlay_sso_algorithm_from_string (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_strcmp0 (text, algorithms[i].name) == 0)
      return algorithms[i].algorithm;

  return 0;
}

OutlaySsoKeys *
outlay_sso_keys_parse (const char *text, gsize length, GError **error)
{
  json_t *set = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
  json_t *keys = json_object_get (set, "keys");
  OutlaySsoKeys *self = NULL;

  if (json_is_array (keys) && json_array_size (keys) <= MAX_KEYS)
    {
      self = g_new0 (OutlaySsoKeys, 1);
      self->keys = json_incref (keys);
    }
  else
    outlay_sso_fail (error, OUTLAY_SSO_ERROR_AWAY, "the identity provider has no JWK set");

  json_decref (set);
  return self;
}

void
outlay_sso_keys_free (OutlaySsoKeys *self)
{
  json_decref (self->keys);
  g_free (self);
}

static const char *
get_text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

/* Whether a member that need not be there says @wanted. */
static gboolean
may_be (json_t *key, const char *name, const char *wanted)
{
  json_t *value = json_object_get (key, name);

  return value == NULL || g_strcmp0 (json_string_value (value), wanted) == 0;
}

/* A key verifies by the algorithm that it was made for and no other (RFC 8725, 3.1). */
static gboolean
is_for (json_t *key, gsize at)
{
  const char *modulus = get_text (key, "n");

  if (g_strcmp0 (get_text (key, "kty"), algorithms[at].kty) != 0 ||
      !may_be (key, "alg", algorithms[at].name) || !may_be (key, "use", "sig"))
    return FALSE;

  return algorithms[at].crv != NULL ? g_strcmp0 (get_text (key, "crv"), algorithms[at].crv) == 0
                                    : modulus != NULL && strlen (modulus) >= MIN_MODULUS;
}

/* The key's material alone, with the algorithm: nothing else of what a provider writes into a key
 * has a say. */
static json_t *
make_jwk (json_t *key, gsize at)
{
  static const char *const members[] = { "kty", "crv", "x", "y", "n", "e" };
  json_t *jwk = json_pack ("{s:s}", "alg", algorithms[at].name);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value = get_text (key, members[i]);

      if (value != NULL)
        json_object_set_new (jwk, members[i], json_string (value));
    }

  return jwk;
}

static gboolean
has_signed (json_t *key, gsize at, char *const *parts)
{
  json_t *jwk = make_jwk (key, at);
  json_t *jws = json_pack ("{s:s, s:s, s:s}", "protected", parts[0], "payload", parts[1],
                           "signature", parts[2]);
  gboolean is_good = jws != NULL && jose_jws_ver (NULL, jws, NULL, jwk, false);

  json_decref (jws);
  json_decref (jwk);
  return is_good;
}

gboolean
outlay_sso_keys_verify (OutlaySsoKeys *self,
                        OutlaySsoAlgorithms algorithm,
                        const char *kid,
                        char *const *parts,
                        GError **error)
{
  gboolean is_known = FALSE;
  gsize at = 0;

  while (at < G_N_ELEMENTS (algorithms) && algorithms[at].algorithm != algorithm)
    at++;
  g_return_val_if_fail (at < G_N_ELEMENTS (algorithms), FALSE);

  for (gsize i = 0; i < json_array_size (self->keys); i++)
    {
      json_t *key = json_array_get (self->keys, i);

      if (!is_for (key, at) || (kid != NULL && g_strcmp0 (get_text (key, "kid"), kid) != 0))
        continue;
      if (has_signed (key, at, parts))
        return TRUE;
      /* What names no key may be signed by one that is newer than these. */
      is_known = kid != NULL;
    }

  return is_known ? outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the signature is wrong")
                  : outlay_sso_fail (error, OUTLAY_SSO_ERROR_KEY, "no known key has signed it");
}
