/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-session-private.h"

#include <glib/gstdio.h>

#include "client/session/outlay-auth-api.h"
#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/session/outlay-keyring.h"
#include "client/session/outlay-refresh-lock.h"

/* A session's tokens: handed out, refreshed, kept and forgotten. */

/* A token that is handed out must outlive the request it is for. */
#define MARGIN_USEC (30 * G_USEC_PER_SEC)

void
outlay_session_forget_tokens (OutlaySession *self)
{
  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->refresh_token, g_free);
  self->good_until = 0;
}

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static DexFuture *
kept_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr (OutlaySession) self = g_weak_ref_get (user_data);

  if (self != NULL && self->state == OUTLAY_SESSION_FORGETFUL)
    outlay_session_set_state (self, OUTLAY_SESSION_SIGNED_IN);

  return dex_future_new_for_boolean (TRUE);
}

static void
become_forgetful (OutlaySession *self)
{
  GWeakRef *weak;

  if (self->state == OUTLAY_SESSION_FORGETFUL)
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  outlay_session_set_state (self, OUTLAY_SESSION_FORGETFUL);
  dex_future_disown (
      dex_future_then (outlay_keyring_when_kept (self->server, outlay_session_get_user (self)),
                       kept_cb, weak, (GDestroyNotify) weak_free));
}

gboolean
outlay_session_keep_tokens (OutlaySession *self, OutlayTokens *tokens, guint epoch, GError **error)
{
  gint64 received_at = g_get_real_time ();
  gboolean is_kept;

  g_set_str (&self->refresh_token, tokens->refresh_token);
  is_kept = dex_await_boolean (
      outlay_keyring_store (self->server, outlay_session_get_user (self), tokens->refresh_token),
      error);
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
  if (is_kept)
    outlay_session_set_state (self, OUTLAY_SESSION_SIGNED_IN);
  else
    become_forgetful (self);
  return TRUE;
}

/*
 * The refresh token to present. What the keyring has wins, as another window may have refreshed
 * while we waited for the lock; called with the lock held.
 */
static char *
choose_refresh_token (OutlaySession *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *user = outlay_session_get_user (self);
  /* Who is at work is not asked to open the keyring for what is known already. */
  g_autofree char *kept = dex_await_string (self->refresh_token != NULL
                                                ? outlay_keyring_peek (self->server, user)
                                                : outlay_keyring_lookup (self->server, user),
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

  outlay_session_set_state (self, OUTLAY_SESSION_SIGNED_OUT);
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                       "no token is kept for this account");
  return NULL;
}

/* The server itself says that this sign-in is over. Nothing local but the token is touched;
 * the lock is held. */
static void
end_session (OutlaySession *self)
{
  outlay_session_forget_tokens (self);
  outlay_session_set_state (self, OUTLAY_SESSION_SIGNED_OUT);
  dex_await (outlay_keyring_clear (self->server, outlay_session_get_user (self)), NULL);
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

  if (outlay_session_get_user (self) == NULL)
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                           "not signed in");
      return FALSE;
    }

  lock = dex_await_fd (outlay_refresh_lock_take (self->server, outlay_session_get_user (self)),
                       error);
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
         outlay_session_keep_tokens (self, tokens, epoch, error);
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
