/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-id-token.h"

#include <jansson.h>
#include <string.h>

#include "server/auth/outlay-keys.h"

#define MAX_TOKEN (16 * 1024)
#define MAX_SUBJECT 255
#define MAX_TEXT 1024

void
outlay_id_claims_clear (OutlayIdClaims *self)
{
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->name, g_free);
}

static gboolean
refuse (GError **error, const char *message)
{
  return outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, message);
}

static const char *
get_text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

/* Base64url JSON; %NULL when it is not an object. */
static json_t *
decode_part (const char *part)
{
  gsize size;
  g_autofree guint8 *bytes = outlay_base64url_decode (part, &size);
  json_t *object = bytes != NULL
                       ? json_loadb ((const char *) bytes, size, JSON_REJECT_DUPLICATES, NULL)
                       : NULL;

  if (!json_is_object (object))
    g_clear_pointer (&object, json_decref);

  return object;
}

/* --- the signature --- */

/* The algorithm is pinned before anything is computed, and where keys lie is never the token's to
 * say. */
static gboolean
check_head (json_t *head, const OutlayIdTokenWish *wish, OutlaySsoAlgorithms *used, GError **error)
{
  const char *type = get_text (head, "typ");

  *used = outlay_sso_algorithm_from_string (get_text (head, "alg"));
  if ((*used & wish->algorithms) == 0)
    return refuse (error, "the algorithm is none of the allowed ones");
  if (json_object_get (head, "crit") != NULL || json_object_get (head, "b64") != NULL)
    return refuse (error, "the token asks for an extension");
  if (json_object_get (head, "typ") != NULL &&
      (type == NULL || g_ascii_strcasecmp (type, "JWT") != 0))
    return refuse (error, "it is a token of another type");
  if (json_object_get (head, "kid") != NULL && get_text (head, "kid") == NULL)
    return refuse (error, "the name of the key is no text");

  return TRUE;
}

static gboolean
check_signature (char *const *parts,
                 OutlaySsoKeys *keys,
                 const OutlayIdTokenWish *wish,
                 GError **error)
{
  json_t *head = decode_part (parts[0]);
  OutlaySsoAlgorithms used;
  gboolean is_good;

  if (head == NULL)
    return refuse (error, "the token's head cannot be read");

  is_good = check_head (head, wish, &used, error) &&
            outlay_sso_keys_verify (keys, used, get_text (head, "kid"), parts, error);
  json_decref (head);
  return is_good;
}

/* --- the claims --- */

static gboolean
is_for_us (json_t *root, const char *client)
{
  json_t *audience = json_object_get (root, "aud");
  json_t *party = json_object_get (root, "azp");

  if (party != NULL && g_strcmp0 (json_string_value (party), client) != 0)
    return FALSE;
  if (json_is_array (audience) && json_array_size (audience) == 1)
    audience = json_array_get (audience, 0);

  return g_strcmp0 (json_string_value (audience), client) == 0;
}

/* Whether @name is a time (or is not there, where it need not be) between @least and @most. */
static gboolean
is_time (json_t *root, const char *name, gboolean is_needed, double least, double most)
{
  json_t *value = json_object_get (root, name);
  double seconds;

  if (value == NULL)
    return !is_needed;

  seconds = json_number_value (value);
  return json_is_number (value) && seconds >= least && seconds <= most;
}

static gboolean
check_times (json_t *root, gint64 now, GError **error)
{
  double latest = (double) (now + OUTLAY_ID_TOKEN_LEEWAY);
  /* One that is good for longer than a day is no answer to a sign-in. */
  double day = 24 * 60 * 60;

  if (!is_time (root, "exp", TRUE, (double) (now - OUTLAY_ID_TOKEN_LEEWAY), G_MAXINT64))
    return refuse (error, "the token has expired");
  if (!is_time (root, "iat", TRUE, (double) now - day, latest) ||
      !is_time (root, "nbf", FALSE, 0, latest))
    return refuse (error, "the token is not of now");

  return TRUE;
}

/* The left half of the access token's SHA-256 (OpenID Connect Core 1.0, 3.1.3.6); all our
 * algorithms are of 256 bits. */
static gboolean
is_hash_of (json_t *hash, const char *access_token)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *wanted = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;

  if (access_token == NULL)
    return FALSE;

  g_checksum_update (sum, (const guchar *) access_token, (gssize) strlen (access_token));
  g_checksum_get_digest (sum, digest, &size);
  wanted = outlay_base64url_encode (digest, sizeof digest / 2);
  return g_strcmp0 (json_string_value (hash), wanted) == 0;
}

static gboolean
check_claims (json_t *root, const OutlayIdTokenWish *wish, GError **error)
{
  json_t *hash = json_object_get (root, "at_hash");

  if (g_strcmp0 (get_text (root, "iss"), wish->issuer) != 0)
    return refuse (error, "the token is of another issuer");
  if (!is_for_us (root, wish->client))
    return refuse (error, "the token is for another client");
  if (!check_times (root, wish->now, error))
    return FALSE;
  if (g_strcmp0 (get_text (root, "nonce"), wish->nonce) != 0)
    return refuse (error, "the token answers another request");
  if (hash != NULL && !is_hash_of (hash, wish->access_token))
    return refuse (error, "the token came with another access token");

  return TRUE;
}

/* --- who it is --- */

static gboolean
is_subject (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] < ' ' || text[i] > '~')
      return FALSE;

  return length > 0 && length <= MAX_SUBJECT;
}

static char *
dup_text (json_t *root, const char *name)
{
  const char *text = get_text (root, name);

  return text != NULL && *text != '\0' && strlen (text) <= MAX_TEXT ? g_strdup (text) : NULL;
}

/* An address and the word that it is theirs come from one place. */
static void
take_person (OutlayIdClaims *self, json_t *root)
{
  if (self->email == NULL)
    {
      self->email = dup_text (root, "email");
      self->is_email_verified = self->email != NULL &&
                                json_is_true (json_object_get (root, "email_verified"));
    }
  if (self->name == NULL)
    self->name = dup_text (root, "name");
}

static gboolean
read_claims (const char *part, const OutlayIdTokenWish *wish, OutlayIdClaims *claims, GError **error)
{
  json_t *root = decode_part (part);
  gboolean is_good;

  if (root == NULL)
    return refuse (error, "the token's claims cannot be read");

  is_good = check_claims (root, wish, error);
  if (is_good && !is_subject (get_text (root, "sub")))
    is_good = refuse (error, "the token names nobody");
  if (is_good)
    {
      claims->subject = g_strdup (get_text (root, "sub"));
      take_person (claims, root);
    }

  json_decref (root);
  return is_good;
}

gboolean
outlay_id_token_verify (const char *token,
                        OutlaySsoKeys *keys,
                        const OutlayIdTokenWish *wish,
                        OutlayIdClaims *claims,
                        GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (strlen (token) > MAX_TOKEN)
    return refuse (error, "the token is too long");

  parts = g_strsplit (token, ".", 4);
  if (g_strv_length (parts) != 3)
    return refuse (error, "it is not a signed token");

  return check_signature (parts, keys, wish, error) && read_claims (parts[1], wish, claims, error);
}

gboolean
outlay_id_claims_add (OutlayIdClaims *self, const char *text, gsize length, GError **error)
{
  json_t *root = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
  gboolean is_same = g_strcmp0 (get_text (root, "sub"), self->subject) == 0;

  if (is_same)
    take_person (self, root);
  json_decref (root);

  return is_same || refuse (error, "the user info is of somebody else");
}
