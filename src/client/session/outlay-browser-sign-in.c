/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-browser-sign-in.h"

#include <sys/random.h>

#include "client/outlay-client-error.h"
#include "client/session/outlay-redirect.h"
#include "client/transport/outlay-fiber.h"

#define PATIENCE_SECONDS 600
#define SECRET_BYTES 32

typedef struct
{
  OutlayTransport *transport;
  OutlayOauthServer *server;
  char *hint;
  OutlayLaunchFunc launch;
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
} SignIn;

static void
sign_in_free (SignIn *self)
{
  g_clear_object (&self->transport);
  g_clear_pointer (&self->server, outlay_oauth_server_free);
  g_clear_pointer (&self->hint, g_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* base64url without padding (RFC 4648, 5). */
static char *
write_base64url (const guint8 *bytes, gsize size)
{
  char *text = g_base64_encode (bytes, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static char *
dup_secret (void)
{
  guint8 bytes[SECRET_BYTES];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("The kernel gives no random bytes");

  return write_base64url (bytes, sizeof bytes);
}

char *
outlay_browser_sign_in_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &size);

  return write_base64url (digest, size);
}

static void
add_parameter (GString *query, const char *name, const char *value)
{
  g_string_append_printf (query, "%s%s=", query->len > 0 ? "&" : "", name);
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

char *
outlay_browser_sign_in_write_uri (const OutlayOauthServer *server,
                                  const char *redirect_uri,
                                  const char *state,
                                  const char *challenge,
                                  const char *hint)
{
  g_autoptr (GString) query = g_string_new (NULL);

  add_parameter (query, "response_type", "code");
  add_parameter (query, "client_id", OUTLAY_OAUTH_CLIENT);
  add_parameter (query, "redirect_uri", redirect_uri);
  add_parameter (query, "state", state);
  add_parameter (query, "code_challenge", challenge);
  add_parameter (query, "code_challenge_method", "S256");
  if (hint != NULL && *hint != '\0')
    add_parameter (query, "login_hint", hint);

  return g_strconcat (server->authorization_endpoint, "?", query->str, NULL);
}

/* The code, when the answer is of the server that was asked (RFC 9207, 2.4) and a yes. */
static const char *
read_code (GHashTable *answer, const OutlayOauthServer *server, GError **error)
{
  const char *issuer = g_hash_table_lookup (answer, "iss");
  const char *code = g_hash_table_lookup (answer, "code");
  const char *refusal = g_hash_table_lookup (answer, "error");

  if (g_strcmp0 (issuer, server->issuer) != 0)
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                           "the answer to the sign-in is of another server");
      return NULL;
    }
  if (code == NULL || *code == '\0')
    {
      g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                   "the server gave no code: %s", refusal != NULL ? refusal : "no reason");
      return NULL;
    }

  return code;
}

/* Waits until the browser has been where it should be; called from a fiber. */
static GHashTable *
await_answer (SignIn *self, OutlayRedirect *redirect, const char *uri, GError **error)
{
  GHashTable *answer;

  if (!dex_await (self->launch (uri, self->data), error))
    return NULL;

  answer = dex_await_boxed (
      dex_future_first (outlay_redirect_wait (redirect), dex_timeout_new_seconds (PATIENCE_SECONDS),
                        self->cancellable != NULL
                            ? dex_cancellable_new_from_cancellable (self->cancellable)
                            : dex_future_new_infinite (),
                        NULL),
      error);
  if (answer == NULL)
    {
      g_clear_error (error);
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                           "the browser did not come back");
    }

  return answer;
}

static OutlayAnswer *
exchange_code (SignIn *self,
               const char *code,
               const char *redirect_uri,
               const char *verifier,
               GError **error)
{
  g_autoptr (GString) form = g_string_new (NULL);
  OutlayAnswer *answer;

  add_parameter (form, "grant_type", "authorization_code");
  add_parameter (form, "client_id", OUTLAY_OAUTH_CLIENT);
  add_parameter (form, "code", code);
  add_parameter (form, "redirect_uri", redirect_uri);
  add_parameter (form, "code_verifier", verifier);

  answer = dex_await_boxed (
      outlay_transport_send (
          self->transport,
          &(OutlayCall) { .method = "POST", .path = self->server->token_path, .form = form->str },
          NULL, NULL),
      error);

  /* A refusal is OAuth's own JSON (RFC 6749, 5.2), which is no problem of ours. */
  if (answer == NULL &&
      g_error_matches (*error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER))
    (*error)->code = OUTLAY_CLIENT_ERROR_SIGN_IN;

  return answer;
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  SignIn *self = user_data;
  g_autofree char *state = dup_secret ();
  g_autofree char *verifier = dup_secret ();
  g_autofree char *challenge = outlay_browser_sign_in_challenge (verifier);
  g_autofree char *uri = NULL;
  g_autoptr (OutlayRedirect) redirect = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  const char *code;
  OutlayAnswer *answer;
  GError *error = NULL;

  redirect = outlay_redirect_new (state, &error);
  if (redirect == NULL)
    return dex_future_new_for_error (error);

  uri = outlay_browser_sign_in_write_uri (self->server, outlay_redirect_get_uri (redirect), state,
                                          challenge, self->hint);
  parameters = await_answer (self, redirect, uri, &error);
  if (parameters == NULL)
    return dex_future_new_for_error (error);

  code = read_code (parameters, self->server, &error);
  if (code == NULL)
    return dex_future_new_for_error (error);

  answer = exchange_code (self, code, outlay_redirect_get_uri (redirect), verifier, &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (OUTLAY_TYPE_ANSWER, answer);
}

DexFuture *
outlay_browser_sign_in (OutlayTransport *transport,
                        const OutlayOauthServer *server,
                        const char *hint,
                        OutlayLaunchFunc launch,
                        gpointer data,
                        GCancellable *cancellable)
{
  SignIn *self = g_new0 (SignIn, 1);

  self->transport = g_object_ref (transport);
  self->server = outlay_oauth_server_copy (server);
  self->hint = g_strdup (hint);
  self->launch = launch;
  self->data = data;
  g_set_object (&self->cancellable, cancellable);

  return outlay_fiber_spawn (sign_in_fiber, self, (GDestroyNotify) sign_in_free);
}
