/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso.h"

#include <jansson.h>
#include <string.h>

#include "server/auth/outlay-keys.h"
#include "server/outlay-web-call.h"
#include "server/sso/outlay-sso-provider.h"

struct _OutlaySso
{
  const OutlaySettings *settings; /* borrowed */
  OutlaySsoProvider *provider;
  OutlaySsoJoin join;
  char **domains; /* (nullable): folded */
  char *secret;   /* (nullable) */
};

/* --- what is set --- */

static gboolean
complain (GError **error, const char *message)
{
  g_set_error_literal (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD, message);
  return FALSE;
}

static gboolean
read_join (OutlaySso *self, GError **error)
{
  static const char *const names[] = { "existing", "invited", "anybody" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (self->settings->sso_join, names[i]))
      {
        self->join = i;
        return TRUE;
      }

  return complain (error, "sso-join must be \"existing\", \"invited\" or \"anybody\"");
}

static gboolean
is_domain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '.' && *c != '-' && (guchar) *c < 0x80)
      return FALSE;

  return *text != '\0';
}

static gboolean
read_domains (OutlaySso *self, GError **error)
{
  g_autofree char *folded = NULL;

  if (self->settings->sso_domains == NULL)
    return TRUE;

  folded = g_utf8_strdown (self->settings->sso_domains, -1);
  self->domains = g_strsplit (folded, ",", -1);
  for (guint i = 0; self->domains[i] != NULL; i++)
    if (!is_domain (g_strstrip (self->domains[i])))
      return complain (error,
                       "sso-domains must be domains with commas between, as in acme.example");

  return TRUE;
}

static gboolean
read_secret (OutlaySso *self, GError **error)
{
  if (self->settings->sso_secret_file == NULL)
    return TRUE;
  if (!g_file_get_contents (self->settings->sso_secret_file, &self->secret, NULL, error))
    {
      g_prefix_error (error, "sso-secret-file: ");
      return FALSE;
    }

  return *g_strstrip (self->secret) != '\0' || complain (error, "sso-secret-file is empty");
}

OutlaySso *
outlay_sso_new (const OutlaySettings *settings, GError **error)
{
  g_autoptr (OutlaySso) self = g_new0 (OutlaySso, 1);

  self->settings = settings;
  self->provider = outlay_sso_provider_new (settings->sso_issuer, settings->sso_ca_file,
                                            settings->sso_fresh_seconds);
  if (settings->sso_client == NULL || settings->sso_company == NULL)
    {
      complain (error, "sso-issuer needs sso-client and sso-company");
      return NULL;
    }
  if (!outlay_web_url_is_safe (settings->sso_issuer, TRUE) ||
      strchr (settings->sso_issuer, '?') != NULL)
    {
      complain (error, "sso-issuer must be https://…, or http:// on this machine");
      return NULL;
    }
  if (settings->sso_ca_file != NULL && !g_file_test (settings->sso_ca_file, G_FILE_TEST_EXISTS))
    {
      complain (error, "sso-ca-file is not there");
      return NULL;
    }
  if (!read_join (self, error) || !read_domains (self, error) || !read_secret (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
outlay_sso_free (OutlaySso *self)
{
  g_clear_pointer (&self->provider, outlay_sso_provider_free);
  g_strfreev (self->domains);
  g_free (self->secret);
  g_free (self);
}

void
outlay_sso_stop (OutlaySso *self)
{
  outlay_sso_provider_stop (self->provider);
}

const char *
outlay_sso_get_issuer (OutlaySso *self)
{
  return self->settings->sso_issuer;
}

const char *
outlay_sso_get_company (OutlaySso *self)
{
  return self->settings->sso_company;
}

const char *
outlay_sso_get_name (OutlaySso *self)
{
  return self->settings->sso_name != NULL ? self->settings->sso_name : self->settings->sso_company;
}

OutlaySsoJoin
outlay_sso_get_join (OutlaySso *self)
{
  return self->join;
}

gboolean
outlay_sso_allows_email (OutlaySso *self, const char *email)
{
  const char *at = strrchr (email, '@');
  g_autofree char *domain = at != NULL ? g_utf8_strdown (at + 1, -1) : NULL;

  if (domain == NULL)
    return FALSE;

  return self->domains == NULL || g_strv_contains ((const char *const *) self->domains, domain);
}

/* --- the question --- */

static void
append (GString *text, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (text->len > 0 && strchr ("?&", text->str[text->len - 1]) == NULL)
    g_string_append_c (text, '&');
  g_string_append_printf (text, "%s=", name);
  g_string_append_uri_escaped (text, value, NULL, FALSE);
}

static char *
make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guchar *) verifier, (gssize) strlen (verifier));
  g_checksum_get_digest (sum, digest, &size);
  return outlay_base64url_encode (digest, sizeof digest);
}

char *
outlay_sso_dup_question (OutlaySso *self,
                         const char *redirect_uri,
                         const OutlaySsoSecrets *secrets,
                         const char *hint,
                         GError **error)
{
  g_autoptr (OutlaySsoView) view = outlay_sso_provider_get (self->provider, error);
  g_autofree char *challenge = make_challenge (secrets->verifier);
  g_autoptr (GString) url = NULL;

  if (view == NULL)
    return NULL;

  url = g_string_new (view->metadata->authorization_endpoint);
  if (strchr (url->str, '?') == NULL)
    g_string_append_c (url, '?');
  append (url, "response_type", "code");
  append (url, "client_id", self->settings->sso_client);
  append (url, "redirect_uri", redirect_uri);
  append (url, "scope", "openid email profile");
  append (url, "state", secrets->state);
  append (url, "nonce", secrets->nonce);
  append (url, "code_challenge", challenge);
  append (url, "code_challenge_method", "S256");
  append (url, "login_hint", hint);

  return g_string_free (g_steal_pointer (&url), FALSE);
}

/* --- the answer --- */

gboolean
outlay_sso_check_answer (OutlaySso *self, const char *issuer, GError **error)
{
  g_autoptr (OutlaySsoView) view = NULL;

  if (issuer != NULL)
    return g_str_equal (issuer, self->settings->sso_issuer) ||
           outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the answer is of another issuer");

  view = outlay_sso_provider_get (self->provider, error);
  if (view == NULL)
    return FALSE;

  return !view->metadata->promises_issuer ||
         outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the answer names no issuer");
}

/* RFC 6749, 2.3.1: both are escaped as in a form before HTTP's Basic has them. */
static char *
make_basic (OutlaySso *self)
{
  g_autofree char *id = g_uri_escape_string (self->settings->sso_client, NULL, FALSE);
  g_autofree char *secret = g_uri_escape_string (self->secret, NULL, FALSE);
  g_autofree char *both = g_strconcat (id, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));

  return g_strconcat ("Basic ", encoded, NULL);
}

/* What the provider gives for a code. */
typedef struct
{
  char *id_token;
  char *access_token; /* (nullable) */
} Tokens;

static void
tokens_clear (Tokens *tokens)
{
  g_free (tokens->id_token);
  g_free (tokens->access_token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static gboolean
read_tokens (const GString *answer, long status, Tokens *tokens, GError **error)
{
  json_t *root = json_loadb (answer->str, answer->len, JSON_REJECT_DUPLICATES, NULL);
  const char *type = json_string_value (json_object_get (root, "token_type"));

  tokens->id_token = g_strdup (json_string_value (json_object_get (root, "id_token")));
  if (type != NULL && g_ascii_strcasecmp (type, "Bearer") == 0)
    tokens->access_token = g_strdup (json_string_value (json_object_get (root, "access_token")));
  json_decref (root);

  if (status != 200)
    return outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the identity provider refuses the code");

  return tokens->id_token != NULL ||
         outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the identity provider gives no ID token");
}

static gboolean
exchange (OutlaySso *self,
          const OutlaySsoView *view,
          const char *redirect_uri,
          const char *verifier,
          const char *code,
          Tokens *tokens,
          GError **error)
{
  gboolean is_basic = self->secret != NULL && view->metadata->takes_basic;
  g_autofree char *basic = is_basic ? make_basic (self) : NULL;
  g_autoptr (GString) form = g_string_new (NULL);
  g_autoptr (GString) answer = NULL;
  long status;

  append (form, "grant_type", "authorization_code");
  append (form, "code", code);
  append (form, "redirect_uri", redirect_uri);
  append (form, "code_verifier", verifier);
  append (form, "client_id", is_basic ? NULL : self->settings->sso_client);
  append (form, "client_secret", is_basic ? NULL : self->secret);

  answer = outlay_sso_provider_call (self->provider, view->metadata->token_endpoint, form->str,
                                     basic, &status, error);
  return answer != NULL && read_tokens (answer, status, tokens, error);
}

/* With keys that are asked for anew when the token's is not among them. */
static gboolean
verify (OutlaySso *self,
        OutlaySsoView *view,
        const char *token,
        const OutlayIdTokenWish *wish,
        OutlayIdClaims *claims,
        GError **error)
{
  g_autoptr (OutlaySsoView) newer = NULL;
  g_autoptr (GError) local = NULL;

  if (outlay_id_token_verify (token, view->keys, wish, claims, &local))
    return TRUE;
  if (!g_error_matches (local, OUTLAY_SSO_ERROR, OUTLAY_SSO_ERROR_KEY))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  newer = outlay_sso_provider_renew_keys (self->provider, view, error);
  if (newer == NULL)
    return FALSE;

  g_clear_error (&local);
  if (outlay_id_token_verify (token, newer->keys, wish, claims, &local))
    return TRUE;

  return outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, local->message);
}

/* Many providers tell the address here alone (OpenID Connect Core 1.0, 5.4). */
static gboolean
ask_user_info (OutlaySso *self,
               const OutlaySsoView *view,
               const Tokens *tokens,
               OutlayIdClaims *claims,
               GError **error)
{
  const char *url = view->metadata->userinfo_endpoint;
  g_autofree char *bearer = NULL;
  g_autoptr (GString) answer = NULL;
  long status;

  if (claims->email != NULL || url == NULL || tokens->access_token == NULL)
    return TRUE;
  for (const char *c = tokens->access_token; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD, "the access token cannot be sent");

  bearer = g_strconcat ("Bearer ", tokens->access_token, NULL);
  answer = outlay_sso_provider_call (self->provider, url, NULL, bearer, &status, error);
  if (answer == NULL)
    return FALSE;

  return status == 200 ? outlay_id_claims_add (claims, answer->str, answer->len, error)
                       : outlay_sso_fail (error, OUTLAY_SSO_ERROR_BAD,
                                          "the identity provider gives no user info");
}

gboolean
outlay_sso_read_answer (OutlaySso *self,
                        const char *redirect_uri,
                        const OutlaySsoSecrets *secrets,
                        const char *code,
                        gint64 now,
                        OutlayIdClaims *claims,
                        GError **error)
{
  g_autoptr (OutlaySsoView) view = outlay_sso_provider_get (self->provider, error);
  g_auto (Tokens) tokens = { 0 };
  OutlayIdTokenWish wish = {
    .issuer = self->settings->sso_issuer,
    .client = self->settings->sso_client,
    .nonce = secrets->nonce,
    .now = now,
  };

  if (view == NULL || !exchange (self, view, redirect_uri, secrets->verifier, code, &tokens, error))
    return FALSE;

  wish.access_token = tokens.access_token;
  wish.algorithms = view->metadata->algorithms;
  return verify (self, view, tokens.id_token, &wish, claims, error) &&
         ask_user_info (self, view, &tokens, claims, error);
}
