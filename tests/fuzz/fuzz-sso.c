/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an identity provider says: metadata, keys, user info, ID tokens. It leads to nothing without TLS,
 * and nobody is who was not signed for. The first byte says what the rest is; as a token it is laid over
 * a good one, from the place that the second byte names. */

#include "fuzz.h"

#include <jose/jose.h>
#include <string.h>

#include "server/sso/outlay-id-token.h"
#include "server/sso/outlay-sso-metadata.h"

#define ISSUER "https://login.example"
#define NOW 1800000000

static char *good;
static OutlaySsoKeys *keys;

static void
make_token (json_t *key)
{
  json_t *claims = json_pack ("{s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:b}", "iss", ISSUER, "aud",
                              "outlay", "sub", "u1", "nonce", "n", "iat", (json_int_t) NOW, "exp",
                              (json_int_t) NOW + 300, "email", "erna@acme.example",
                              "email_verified", 1);
  char *text = json_dumps (claims, JSON_COMPACT);
  json_t *jws = json_pack ("{s:o}", "payload", jose_b64_enc (text, strlen (text)));
  json_t *head = json_pack ("{s:{s:s, s:s}}", "protected", "alg", "ES256", "kid", "one");

  g_assert_true (jose_jws_sig (NULL, jws, head, key));
  good = g_strjoin (".", json_string_value (json_object_get (jws, "protected")),
                    json_string_value (json_object_get (jws, "payload")),
                    json_string_value (json_object_get (jws, "signature")), NULL);
  free (text);
  json_decref (claims);
  json_decref (jws);
  json_decref (head);
}

static void
make_keys (void)
{
  json_t *key = json_pack ("{s:s, s:s}", "alg", "ES256", "kid", "one");
  json_t *set;
  char *text;

  g_assert_true (jose_jwk_gen (NULL, key));
  make_token (key);
  g_assert_true (jose_jwk_pub (NULL, key));
  set = json_pack ("{s:[o]}", "keys", key);
  text = json_dumps (set, 0);
  keys = outlay_sso_keys_parse (text, strlen (text), NULL);
  g_assert_nonnull (keys);
  free (text);
  json_decref (set);
}

static gboolean
verify (const char *token, OutlaySsoKeys *by, OutlayIdClaims *claims)
{
  const OutlayIdTokenWish wish = {
    .issuer = ISSUER,
    .client = "outlay",
    .nonce = "n",
    .algorithms = OUTLAY_SSO_RS256 | OUTLAY_SSO_PS256 | OUTLAY_SSO_ES256,
    .now = NOW,
  };
  g_autoptr (GError) error = NULL;
  gboolean is_good = outlay_id_token_verify (token, by, &wish, claims, &error);

  g_assert_true (is_good == (error == NULL));
  return is_good;
}

static void
try_token (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes + 1, size - 1);
  g_autofree char *forged = g_strdup_printf ("%.*s%s", (int) (bytes[0] % strlen (good)), good,
                                             text);
  g_auto (OutlayIdClaims) claims = { 0 };

  g_assert_true (!verify (forged, keys, &claims) || g_str_equal (forged, good));
}

/* Whatever the keys are, they have not signed this. */
static void
try_keys (const guint8 *bytes, size_t size)
{
  g_autoptr (OutlaySsoKeys) other = outlay_sso_keys_parse ((const char *) bytes, size, NULL);
  g_auto (OutlayIdClaims) claims = { 0 };

  if (other != NULL)
    g_assert_false (verify (good, other, &claims));
}

static void
try_metadata (const guint8 *bytes, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlaySsoMetadata)
      metadata = outlay_sso_metadata_parse ((const char *) bytes, size, ISSUER, &error);

  g_assert_true ((metadata == NULL) == (error != NULL));
  if (metadata == NULL)
    return;

  g_assert_true (metadata->algorithms != 0);
  g_assert_true (g_str_has_prefix (metadata->authorization_endpoint, "https://"));
  g_assert_true (g_str_has_prefix (metadata->token_endpoint, "https://"));
  g_assert_true (g_str_has_prefix (metadata->jwks_uri, "https://"));
}

static void
try_user_info (const guint8 *bytes, size_t size)
{
  g_auto (OutlayIdClaims) claims = { .subject = g_strdup ("u1") };

  if (!outlay_id_claims_add (&claims, (const char *) bytes, size, NULL))
    g_assert_null (claims.email);
  g_assert_true (!claims.is_email_verified || claims.email != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  static void (*const trials[]) (const guint8 *, size_t) = { try_token, try_keys, try_metadata,
                                                             try_user_info };

  if (keys == NULL)
    make_keys ();
  if (size < 2)
    return 0;

  trials[bytes[0] % G_N_ELEMENTS (trials)](bytes + 1, size - 1);
  return 0;
}
