/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-session.h"

#include <glib/gstdio.h>

#include "client/session/outlay-auth-api.h"
#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/session/outlay-keyring.h"
#include "client/session/outlay-refresh-lock.h"
#include "client/session/outlay-server-address.h"
#include "client/session/outlay-session-private.h"
#include "client/session/outlay-tokens.h"

/* A token that is handed out must outlive the request it is for. */
#define MARGIN_USEC (30 * G_USEC_PER_SEC)

struct _OutlaySession
{
  GObject parent_instance;

  OutlayTransport *transport;
  OutlayAccount *account; /* (nullable) */
  char *server;
  OutlaySessionState state;

  OutlayPerson *person;           /* (nullable): since this session signed in */
  OutlayAccountIdentity identity; /* borrows from person and server */
  char *access_token;             /* (nullable) */
  gint64 good_until;
  char *refresh_token;    /* (nullable) */
  DexPromise *refreshing; /* (nullable): the one refresh that is under way */
  guint epoch;            /* counts sign-ins and sign-outs: what began before is void */
};

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

static void
set_state (OutlaySession *self, OutlaySessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static const char *
get_user (OutlaySession *self)
{
  if (self->person != NULL)
    return self->person->user_id;
  return self->account != NULL ? outlay_account_get_user_id (self->account) : NULL;
}

static void
forget_tokens (OutlaySession *self)
{
  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->refresh_token, g_free);
  self->good_until = 0;
}

/*
 * Takes new tokens over; called from a fiber. The keyring has the refresh token before anybody gets the
 * access token, so that a crash later on loses neither.
 */
static gboolean
keep_tokens (OutlaySession *self, OutlayTokens *tokens, guint epoch, GError **error)
{
  gint64 received_at = g_get_real_time ();
  gboolean is_kept;

  g_set_str (&self->refresh_token, tokens->refresh_token);
  is_kept = dex_await_boolean (
      outlay_keyring_store (self->server, get_user (self), tokens->refresh_token), error);
  if (*error != NULL)
    return FALSE;

  if (epoch != self->epoch)
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                           "signed out meanwhile");
      return FALSE;
    }

  g_set_str (&self->access_token, tokens->access_token);
  self->good_until = received_at + tokens->expires_in * G_USEC_PER_SEC - MARGIN_USEC;
  set_state (self, is_kept ? OUTLAY_SESSION_SIGNED_IN : OUTLAY_SESSION_FORGETFUL);
  return TRUE;
}

/*
 * The refresh token to present. What the keyring has wins, as another window may have refreshed while
 * we waited for the lock; called with the lock held.
 */
static char *
choose_refresh_token (OutlaySession *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *kept = dex_await_string (outlay_keyring_lookup (self->server, get_user (self)),
                                            &local);

  if (kept != NULL)
    return g_steal_pointer (&kept);
  if (self->refresh_token != NULL)
    return g_strdup (self->refresh_token);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  set_state (self, OUTLAY_SESSION_SIGNED_OUT);
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                       "no token is kept for this account");
  return NULL;
}

/* The server itself says that this sign-in is over. Nothing local but the token is touched; the lock is held. */
static void
end_session (OutlaySession *self)
{
  forget_tokens (self);
  set_state (self, OUTLAY_SESSION_SIGNED_OUT);
  dex_await (outlay_keyring_clear (self->server, get_user (self)), NULL);
}

static gboolean
has_been_overtaken (OutlaySession *self, guint epoch)
{
  return epoch != self->epoch;
}

static gboolean
refresh (OutlaySession *self, guint epoch, GError **error)
{
  g_autofd int lock = -1;
  g_autofree char *refresh_token = NULL;
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (OutlayTokens) tokens = NULL;

  if (get_user (self) == NULL)
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                           "not signed in");
      return FALSE;
    }

  lock = dex_await_fd (outlay_refresh_lock_take (self->server, get_user (self)), error);
  if (lock == -1)
    return FALSE;

  refresh_token = choose_refresh_token (self, error);
  if (refresh_token == NULL)
    return FALSE;

  answer = dex_await_boxed (outlay_auth_api_refresh (self->transport, refresh_token), error);
  if (answer == NULL)
    {
      if (g_error_matches (*error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN) &&
          !has_been_overtaken (self, epoch))
        end_session (self);
      return FALSE;
    }

  tokens = outlay_tokens_read (answer->json, error);
  return tokens != NULL && !has_been_overtaken (self, epoch) &&
         keep_tokens (self, tokens, epoch, error);
}

/* What those hear who have waited for a refresh that a sign-in or a sign-out has overtaken. */
static void
settle_overtaken (OutlaySession *self, DexPromise *promise)
{
  if (self->access_token != NULL)
    dex_promise_resolve_string (promise, g_strdup (self->access_token));
  else if (self->state == OUTLAY_SESSION_SIGNED_OUT)
    dex_promise_reject (promise,
                        g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                                             "signed out meanwhile"));
  else
    dex_promise_reject (promise,
                        g_error_new_literal (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE,
                                             "somebody is signing in"));
}

static DexFuture *
refresh_fiber (gpointer user_data)
{
  OutlaySession *self = user_data;
  guint epoch = self->epoch;
  g_autoptr (DexPromise) promise = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_refreshed = refresh (self, epoch, &error);

  promise = g_steal_pointer (&self->refreshing);

  if (is_refreshed)
    dex_promise_resolve_string (promise, g_strdup (self->access_token));
  else if (error == NULL || has_been_overtaken (self, epoch))
    settle_overtaken (self, promise);
  else
    dex_promise_reject (promise, g_steal_pointer (&error));
  return dex_future_new_for_boolean (is_refreshed);
}

DexFuture *
outlay_session_get_token (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  if (self->access_token != NULL && g_get_real_time () < self->good_until)
    return dex_future_new_for_string (self->access_token);

  if (self->state == OUTLAY_SESSION_SIGNED_OUT)
    return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN, "signed out");

  /* Everybody waits for the same refresh, and none of them can end it by not waiting any more. */
  if (self->refreshing == NULL)
    {
      self->refreshing = dex_promise_new ();
      dex_future_disown (outlay_fiber_spawn (refresh_fiber, g_object_ref (self), g_object_unref));
    }

  return dex_ref (DEX_FUTURE (self->refreshing));
}

void
outlay_session_drop_token (OutlaySession *self, const char *token)
{
  g_return_if_fail (OUTLAY_IS_SESSION (self));

  if (g_strcmp0 (self->access_token, token) == 0)
    g_clear_pointer (&self->access_token, g_free);
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

/* An account's folder is one person's: somebody else's sign-in must not get at it. */
static gboolean
is_expected (OutlaySession *self, OutlayTokens *tokens, GError **error)
{
  const char *expected = self->account != NULL ? outlay_account_get_user_id (self->account) : NULL;

  if (tokens->person == NULL)
    return outlay_json_refuse ("user", error);

  if (expected != NULL && *expected != '\0' && !g_str_equal (expected, tokens->person->user_id))
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_WRONG_LOGIN,
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

  forget_tokens (self);
  self->epoch++;
  take_person (self, g_steal_pointer (&tokens->person));
  if (!keep_tokens (self, tokens, self->epoch, &error))
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

static DexFuture *
sign_out_fiber (gpointer user_data)
{
  OutlaySession *self = user_data;
  g_autofree char *user = g_strdup (get_user (self));
  g_autofree char *refresh_token = g_strdup (self->refresh_token);
  g_autoptr (GError) error = NULL;

  forget_tokens (self);
  self->epoch++;
  set_state (self, OUTLAY_SESSION_SIGNED_OUT);

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

DexFuture *
outlay_session_probe (OutlaySession *self)
{
  g_return_val_if_fail (OUTLAY_IS_SESSION (self), NULL);

  return outlay_auth_api_probe (self->transport);
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
  forget_tokens (self);
  g_clear_pointer (&self->person, outlay_person_free);
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
