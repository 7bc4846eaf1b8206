/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-authorization.h"

#include <string.h>

#include "server/oauth/outlay-browser-store.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-code-store.h"
#include "server/oauth/outlay-origin.h"
#include "server/outlay-service-private.h"

#define MAX_STATE 1024
#define MAX_HINT 320
#define SEAL_USEC ((gint64) 60 * 60 * G_USEC_PER_SEC)
#define SEAL_LABEL "outlay authorization request"

void
outlay_authorization_clear (OutlayAuthorization *self)
{
  g_clear_pointer (&self->redirect_uri, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->challenge, g_free);
  g_clear_pointer (&self->hint, g_free);
}

/* --- what the client asks for --- */

static const char *
refuse (const char *code, const char **why, const char *sentence)
{
  *why = sentence;
  return code;
}

/* Who asks, and where to send the person back to: before these are known, nobody is sent anywhere. */
static const char *
read_client (OutlayAuthorization *self,
             const OutlayRequest *request,
             OutlayForm *form,
             const char **why)
{
  const char *doubled = outlay_form_get_doubled (form);
  const char *id = outlay_form_get (form, "client_id");
  const char *redirect_uri = outlay_form_get (form, "redirect_uri");

  if (g_strcmp0 (doubled, "client_id") == 0 || g_strcmp0 (doubled, "redirect_uri") == 0)
    return refuse ("invalid_request", why, "client_id or redirect_uri is there twice.");

  self->client = id != NULL ? outlay_oauth_clients_find (request->service->oauth_clients, id)
                            : NULL;
  if (self->client == NULL)
    return refuse ("invalid_client", why, "This client_id is not known here.");
  if (redirect_uri == NULL || !outlay_oauth_client_allows_redirect (self->client, redirect_uri))
    return refuse ("invalid_request", why, "This redirect_uri is not one of the client's.");

  self->redirect_uri = g_strdup (redirect_uri);
  return NULL;
}

static const char *
check_kind (OutlayForm *form, const char **why)
{
  const char *type = outlay_form_get (form, "response_type");
  const char *mode = outlay_form_get (form, "response_mode");

  if (outlay_form_get (form, "request") != NULL)
    return refuse ("request_not_supported", why, "Request objects are not read here.");
  if (outlay_form_get (form, "request_uri") != NULL)
    return refuse ("request_uri_not_supported", why, "Request objects are not read here.");
  if (type == NULL)
    return refuse ("invalid_request", why, "response_type is missing.");
  if (!g_str_equal (type, "code"))
    return refuse ("unsupported_response_type", why, "The one response_type is code.");
  if (mode != NULL && !g_str_equal (mode, "query"))
    return refuse ("invalid_request", why, "The one response_mode is query.");

  return NULL;
}

static const char *
check_challenge (OutlayForm *form, const char **why)
{
  const char *challenge = outlay_form_get (form, "code_challenge");
  const char *method = outlay_form_get (form, "code_challenge_method");

  if (challenge == NULL)
    return refuse ("invalid_request", why, "code_challenge is missing: PKCE is required.");
  if (g_strcmp0 (method, "S256") != 0)
    return refuse ("invalid_request", why, "The one code_challenge_method is S256.");
  if (!outlay_code_challenge_is_valid (challenge))
    return refuse ("invalid_request", why, "code_challenge is not the base64url of a SHA-256.");

  return NULL;
}

const char *
outlay_authorization_read (OutlayAuthorization *self,
                           const OutlayRequest *request,
                           OutlayForm *form,
                           const char **why)
{
  const char *state, *hint, *fault;

  if (form == NULL)
    return refuse ("invalid_request", why, "The parameters cannot be read.");
  if ((fault = read_client (self, request, form, why)) != NULL)
    return fault;

  state = outlay_form_get (form, "state");
  if (g_strcmp0 (outlay_form_get_doubled (form), "state") != 0 && state != NULL &&
      strlen (state) <= MAX_STATE)
    self->state = g_strdup (state);

  if (outlay_form_get_doubled (form) != NULL)
    return refuse ("invalid_request", why, "A parameter is there twice.");
  if (state != NULL && self->state == NULL)
    return refuse ("invalid_request", why, "state is longer than 1024 bytes.");
  if ((fault = check_kind (form, why)) != NULL || (fault = check_challenge (form, why)) != NULL)
    return fault;

  self->challenge = g_strdup (outlay_form_get (form, "code_challenge"));
  hint = outlay_form_get (form, "login_hint");
  if (hint != NULL && strlen (hint) <= MAX_HINT)
    self->hint = g_strdup (hint);

  return NULL;
}

/* --- the seal --- */

static void
append (GString *text, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (text->len > 0 && text->str[text->len - 1] != '?')
    g_string_append_c (text, '&');
  g_string_append (text, name);
  g_string_append_c (text, '=');
  g_string_append_uri_escaped (text, value, NULL, FALSE);
}

static char *
sign (const OutlayRequest *request, const char *text, const char *mark)
{
  guint8 digest[32];

  outlay_hmac (request->service->keys->refresh, digest, (gsize) 3, SEAL_LABEL,
               sizeof SEAL_LABEL - 1, text, strlen (text), mark, strlen (mark));
  return outlay_base64url_encode (digest, sizeof digest);
}

char *
outlay_authorization_seal (const OutlayAuthorization *self,
                           const OutlayRequest *request,
                           const char *mark)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, request->now);
  g_autofree char *signature = NULL;

  append (text, "sealed_at", at);
  append (text, "client_id", self->client->id);
  append (text, "redirect_uri", self->redirect_uri);
  append (text, "response_type", "code");
  append (text, "state", self->state);
  append (text, "code_challenge", self->challenge);
  append (text, "code_challenge_method", "S256");
  append (text, "login_hint", self->hint);
  signature = sign (request, text->str, mark);

  return g_strconcat (signature, ".", text->str, NULL);
}

/* Without a hint, by the time it takes, of where two texts differ. */
static gboolean
is_same_secret (const char *a, const char *b, gsize length)
{
  guint8 difference = 0;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (a[i] ^ b[i]);

  return difference == 0;
}

gboolean
outlay_authorization_unseal (OutlayAuthorization *self,
                             const OutlayRequest *request,
                             const char *sealed)
{
  const char *text = sealed != NULL ? strchr (sealed, '.') : NULL;
  g_autofree char *mark = outlay_browser_dup_cookie (request, OUTLAY_COOKIE_BROWSER);
  g_autofree char *signature = NULL;
  g_autoptr (OutlayForm) form = NULL;
  gint64 sealed_at;
  const char *why;

  if (text == NULL || mark == NULL)
    return FALSE;

  signature = sign (request, text + 1, mark);
  if ((gsize) (text - sealed) != strlen (signature) ||
      !is_same_secret (sealed, signature, strlen (signature)))
    return FALSE;

  form = outlay_form_new (text + 1, strlen (text + 1));
  if (outlay_authorization_read (self, request, form, &why) != NULL)
    return FALSE;

  sealed_at = g_ascii_strtoll (outlay_form_get (form, "sealed_at"), NULL, 10);
  return request->now - sealed_at <= SEAL_USEC;
}

/* --- the answer --- */

static OutlayReply *
redirect (const OutlayAuthorization *self,
          const OutlayRequest *request,
          const char *code,
          const char *fault,
          const char *why)
{
  g_autoptr (GString) address = g_string_new (self->redirect_uri);
  OutlayReply *reply = outlay_reply_new_empty (303);

  if (strchr (self->redirect_uri, '?') == NULL)
    g_string_append_c (address, '?');
  append (address, "code", code);
  append (address, "error", fault);
  append (address, "error_description", why);
  append (address, "state", self->state);
  append (address, "iss", request->service->public_url);

  outlay_reply_set_header (reply, "Location", address->str);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  outlay_reply_set_header (reply, "Referrer-Policy", "no-referrer");

  return reply;
}

OutlayReply *
outlay_authorization_refuse (const OutlayAuthorization *self,
                             const OutlayRequest *request,
                             const char *code,
                             const char *why)
{
  return redirect (self, request, NULL, code, why);
}

typedef struct
{
  const OutlayAuthorization *authorization;
  const OutlayRequest *request;
  const char *company;
  const char *person;
  gboolean remembers;
  OutlayRefreshToken browser;
  OutlayRefreshToken code;
} Finish;

/* On the writer. */
static OutlayReply *
finish_cb (OutlayConnection *db, gpointer data)
{
  Finish *finish = data;
  const OutlayCodeGrant grant = {
    .company = finish->company,
    .person = finish->person,
    .client = finish->authorization->client->id,
    .redirect_uri = finish->authorization->redirect_uri,
    .challenge = finish->authorization->challenge,
  };
  g_autoptr (OutlayPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  person = outlay_person_store_get (db, finish->company, finish->person, &error);
  if (error == NULL && (person == NULL || person->is_disabled))
    return outlay_reply_new_problem (403, "This account is disabled.");

  if (error != NULL ||
      (finish->remembers &&
       !outlay_browser_store_add (db, finish->company, finish->person, finish->request->now,
                                  &finish->browser, &error)) ||
      !outlay_code_store_add (db, &grant, finish->request->now, &finish->code, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

OutlayReply *
outlay_authorization_finish (const OutlayAuthorization *self,
                             const OutlayRequest *request,
                             const char *company,
                             const char *person,
                             gboolean remembers)
{
  Finish finish = { self, request, company, person, remembers };
  g_autoptr (OutlayReply) written = outlay_service_write (
      request->service, company, OUTLAY_WRITE_REPEATABLE, finish_cb, &finish);
  g_autofree char *code = NULL;
  OutlayReply *reply;

  if (outlay_reply_get_status (written) >= 400)
    return g_steal_pointer (&written);

  code = outlay_refresh_token_write (&finish.code);
  reply = redirect (self, request, code, NULL, NULL);
  if (remembers)
    {
      g_autofree char *cookie = outlay_refresh_token_write (&finish.browser);

      outlay_browser_set_cookie (request, reply, OUTLAY_COOKIE_SESSION, cookie);
    }

  return reply;
}

char *
outlay_authorization_dup_form_target (const OutlayAuthorization *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->redirect_uri, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *origin = outlay_origin_new (uri);

  /* CSP knows no IPv6 addresses (CSP 3, 2.3.1), and a private scheme has no origin. */
  if (origin == NULL || strchr (origin, '[') != NULL || strchr (scheme, '.') != NULL)
    return g_strconcat (scheme, ":", NULL);

  return g_steal_pointer (&origin);
}
