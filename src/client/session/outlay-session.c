/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-session.h"

#include <string.h>

#include "client/session/outlay-auth-api.h"
#include "client/session/outlay-browser-sign-in.h"
#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/session/outlay-keyring.h"
#include "client/session/outlay-server-address.h"
#include "client/session/outlay-session-private.h"
#include "client/session/outlay-tokens.h"

G_DEFINE_FINAL_TYPE (OutlaySession, outlay_session, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (OutlaySessionState,
                    outlay_session_state,
                    G_DEFINE_ENUM_VALUE (OUTLAY_SESSION_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SESSION_SIGNED_IN, "signed-in"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SESSION_FORGETFUL, "forgetful"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_SESSION_SIGNED_OUT, "signed-out"))

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* A sign-in that is under way. */
typedef struct
{
  OutlaySession *session;
  DexFuture *answer;
} SignIn;

static void
sign_in_free (SignIn *self)
{
  g_clear_object (&self->session);
  dex_clear (&self->answer);
  g_free (self);
}

void
outlay_session_set_state (OutlaySession *self, OutlaySessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

const char *
outlay_session_get_user (OutlaySession *self)
{
  if (self->person != NULL)
    return self->person->user_id;
  return self->account != NULL ? outlay_account_get_user_id (self->account) : NULL;
}

static void
take_person (OutlaySession *self, OutlayPerson *person)
{
  g_clear_pointer (&self->person, outlay_person_free);
  self->person = person;
  self->identity = (OutlayAccountIdentity) {
    .server = self->server,
    .email = person->email,
    .user_id = person->user_id,
    .user_name = person->user_name,
    .role = person->role,
    .company_name = person->company_name,
  };
}

/* An account's folder is one person's: somebody else's sign-in must not get at it, also not in a
 * session that had no account yet when it began. Called from a fiber. */
static gboolean
is_expected (OutlaySession *self, OutlayTokens *tokens, GError **error)
{
  const char *expected = outlay_session_get_user (self);

  if (tokens->person == NULL)
    return outlay_json_refuse ("user", error);

  if (expected != NULL && *expected != '\0' && !g_str_equal (expected, tokens->person->user_id))
    {
      /* What the server began for them is not left lying about. */
      dex_await (outlay_auth_api_log_out (self->transport, tokens->refresh_token), NULL);
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OTHER_PERSON,
                           "this account belongs to somebody else");
      return FALSE;
    }
  return TRUE;
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  SignIn *sign_in = user_data;
  OutlaySession *self = sign_in->session;
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (OutlayTokens) tokens = NULL;
  GError *error = NULL;

  answer = dex_await_boxed (g_steal_pointer (&sign_in->answer), &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);

  tokens = outlay_tokens_read (answer->json, &error);
  if (tokens == NULL || !is_expected (self, tokens, &error))
    return dex_future_new_for_error (error);

  outlay_session_forget_tokens (self);
  self->epoch++;
  take_person (self, g_steal_pointer (&tokens->person));
  if (!outlay_session_keep_tokens (self, tokens, self->epoch, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_for_pointer (&self->identity);
}

/* @answer: (transfer full) */
static DexFuture *
begin_sign_in (OutlaySession *self, DexFuture *answer)
{
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->session = g_object_ref (self);
  sign_in->answer = answer;
  return outlay_fiber_spawn (sign_in_fiber, sign_in, (GDestroyNotify) sign_in_free);
}

DexFuture *
outlay_session_sign_in (OutlaySession *self, const char *email, const char *password)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return begin_sign_in (self, outlay_auth_api_log_in (self->transport, email, password));
}

DexFuture *
outlay_session_sign_up (OutlaySession *self,
                        const char *company,
                        const char *name,
                        const char *email,
                        const char *password)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return begin_sign_in (self,
                        outlay_auth_api_sign_up (self->transport, company, name, email, password));
}

/* The code is in the fragment of the link. */
static char *
dup_code (const char *invitation)
{
  const char *fragment = strrchr (invitation, '#');

  return g_strstrip (g_strdup (fragment != NULL ? fragment + 1 : invitation));
}

DexFuture *
outlay_session_join (OutlaySession *self,
                     const char *invitation,
                     const char *name,
                     const char *email,
                     const char *password)
{
  g_autofree char *code = NULL;

  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  code = dup_code (invitation);
  return begin_sign_in (self, outlay_auth_api_join (self->transport, code, name, email, password));
}

static DexFuture *
find_way_fiber (gpointer user_data)
{
  OutlaySession *self = user_data;
  g_autoptr (GError) error = NULL;
  OutlayOauthServer *server = dex_await_boxed (
      outlay_oauth_server_discover (self->transport, self->server), &error);

  if (server == NULL)
    g_debug ("No sign-in with the browser: %s", error->message);
  g_clear_pointer (&self->oauth_server, outlay_oauth_server_free);
  self->oauth_server = server;

  return dex_future_new_for_boolean (server != NULL);
}

DexFuture *
outlay_session_find_browser_way (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return outlay_fiber_spawn (find_way_fiber, g_object_ref (self), g_object_unref);
}

gboolean
outlay_session_offers_browser (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), FALSE);

  return self->oauth_server != NULL;
}

DexFuture *
outlay_session_sign_in_by_browser (OutlaySession *self,
                                   const char *hint,
                                   OutlayLaunchFunc launch,
                                   gpointer data,
                                   GCancellable *cancellable)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->oauth_server != NULL, NULL);

  return begin_sign_in (self, outlay_browser_sign_in (self->transport, self->oauth_server, hint,
                                                      launch, data, cancellable));
}

static DexFuture *
sign_out_fiber (gpointer user_data)
{
  OutlaySession *self = user_data;
  g_autofree char *user = g_strdup (outlay_session_get_user (self));
  g_autofree char *refresh_token = g_strdup (self->refresh_token);
  g_autoptr (GError) error = NULL;

  outlay_session_forget_tokens (self);
  self->epoch++;
  outlay_session_set_state (self, OUTLAY_SESSION_SIGNED_OUT);

  if (user == NULL)
    return dex_future_new_for_boolean (TRUE);

  if (refresh_token == NULL)
    refresh_token = dex_await_string (outlay_keyring_lookup (self->server, user), NULL);
  dex_await (outlay_keyring_clear (self->server, user), NULL);

  if (refresh_token != NULL &&
      !dex_await (outlay_auth_api_log_out (self->transport, refresh_token), &error))
    g_message ("The server was not told of the sign-out: %s", error->message);

  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_session_sign_out (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return outlay_fiber_spawn (sign_out_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
probe_fiber (gpointer user_data)
{
  OutlaySession *self = user_data;
  GError *error = NULL;

  if (!dex_await (outlay_auth_api_probe (self->transport), &error))
    return dex_future_new_for_error (error);

  dex_await (outlay_session_find_browser_way (self), NULL);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_session_probe (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return outlay_fiber_spawn (probe_fiber, g_object_ref (self), g_object_unref);
}

static void
outlay_session_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  OutlaySession *self = OUTLAY_SESSION (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
outlay_session_finalize (GObject *object)
{
  OutlaySession *self = OUTLAY_SESSION (object);

  g_assert (self->refreshing == NULL);
  outlay_session_forget_tokens (self);
  g_clear_pointer (&self->person, outlay_person_free);
  g_clear_pointer (&self->oauth_server, outlay_oauth_server_free);
  g_clear_object (&self->account);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->server, g_free);

  G_OBJECT_CLASS (outlay_session_parent_class)->finalize (object);
}

static void
outlay_session_class_init (OutlaySessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_session_get_property;
  object_class->finalize = outlay_session_finalize;

  properties[PROP_STATE] = g_param_spec_enum (
      "state", NULL, NULL, OUTLAY_TYPE_SESSION_STATE, OUTLAY_SESSION_UNKNOWN,
      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_session_init (OutlaySession *self)
{
}

OutlaySession *
outlay_session_new (const char *server, GError **error)
{
  g_autofree char *address = NULL;
  OutlaySession *self;

  g_return_val_if_fail (server != NULL, NULL);

  address = outlay_server_address_normalize (server, error);
  if (address == NULL)
    return NULL;

  self = g_object_new (OUTLAY_TYPE_SESSION, NULL);
  self->server = g_steal_pointer (&address);
  self->transport = outlay_transport_new (self->server);
  return self;
}

OutlaySession *
outlay_session_new_for_account (OutlayAccount *account)
{
  OutlaySession *self;

  g_return_val_if_fail (OUTLAY_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (!outlay_account_is_on_device (account), NULL);

  self = g_object_new (OUTLAY_TYPE_SESSION, NULL);
  self->account = g_object_ref (account);
  self->server = g_strdup (outlay_account_get_server (account));
  self->transport = outlay_transport_new (self->server);
  return self;
}

const char *
outlay_session_get_server (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return self->server;
}

OutlaySessionState
outlay_session_get_state (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), OUTLAY_SESSION_UNKNOWN);

  return self->state;
}

const OutlayAccountIdentity *
outlay_session_get_identity (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return self->person != NULL ? &self->identity : NULL;
}

OutlayTransport *
outlay_session_get_transport (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return self->transport;
}
